"""The same paper on several pages becomes one, whatever the order."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from graphkit.ids import paper_id
from graphkit.ingest import merge
from graphkit.model import Paper, Source

TITLES = ("Kites", "KITES", "Kites!", "Boats", "boats", "Boats in the wind")
EXTERNAL = ("doi:10.1000/a", "doi:10.1000/b", "arxiv:2101.00001", "arxiv:2101.00002")
DATES = (None, dt.date(2024, 5, 1), dt.date(2025, 1, 2))


def paper(title: str = "Kites", external_ids: Sequence[str] = (), **fields: object) -> Paper:
    ids = tuple(sorted(external_ids))
    values = {"abstract": "", "sources": (Source("page", 1),), **fields}
    return Paper(id=paper_id(title, ids), title=title, external_ids=ids, **values)  # type: ignore[arg-type]


papers = st.builds(
    paper,
    title=st.sampled_from(TITLES),
    external_ids=st.frozensets(st.sampled_from(EXTERNAL), max_size=2),
    abstract=st.sampled_from(("", "one", "two", "three")),
    date=st.sampled_from(DATES),
    date_text=st.sampled_from((None, "May 1", "Jan 2")),
    author_count=st.sampled_from((None, 0, 3, 4)),
    sources=st.builds(
        lambda file, line: (Source(file, line),), st.sampled_from("ab"), st.integers(1, 3)
    ),
)


@given(st.lists(papers, max_size=8), st.randoms(use_true_random=False))
def test_the_order_does_not_matter(records: list[Paper], random: object) -> None:
    shuffled = list(records)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert merge(shuffled) == merge(records)


@given(st.lists(papers, max_size=8))
def test_merging_twice_is_merging_once(records: list[Paper]) -> None:
    merged = merge(records)
    assert merge(merged) == merged
    assert merge([*records, *merged]) == merged


# Titles too short to tell a paper, and no text: nothing but ids joins these.
joined_by_ids = papers.map(lambda one: replace(one, abstract="")).filter(
    lambda one: " " not in one.title
)


@given(st.lists(joined_by_ids, max_size=5), st.lists(joined_by_ids, max_size=5))
def test_parts_may_be_merged_first_where_ids_decide(one: list[Paper], other: list[Paper]) -> None:
    assert merge([*merge(one), *merge(other)]) == merge([*one, *other])


@given(st.lists(papers, max_size=8))
def test_nothing_is_lost_and_nothing_made_up(records: list[Paper]) -> None:
    merged = merge(records)
    ids = [one.id for one in merged]
    assert ids == sorted(set(ids))
    for name in ("sources", "external_ids"):
        before = {value for record in records for value in getattr(record, name)}
        assert before == {value for one in merged for value in getattr(one, name)}
    assert {one.abstract for one in merged} <= {record.abstract for record in records}
    dated = {key for record in records if record.date for key in (record.id, *record.external_ids)}
    assert all(one.date for one in merged if dated & {one.id, *one.external_ids})


def test_a_page_without_dates_keeps_the_date_of_another() -> None:
    bare = paper(abstract="A long abstract.", sources=(Source("a", 1),))
    dated = paper(
        abstract="Cut.",
        date=dt.date(2025, 7, 19),
        date_text="Jul 19, 2025",
        author_count=4,
        sources=(Source("b", 7),),
    )
    (merged,) = merge([bare, dated])
    assert (merged.date, merged.date_text) == (dt.date(2025, 7, 19), "Jul 19, 2025")
    assert (merged.author_count, merged.abstract) == (4, "A long abstract.")
    assert merged.sources == (Source("a", 1), Source("b", 7))


def test_a_full_date_beats_a_text_without_a_year_and_keeps_its_own_text() -> None:
    yearless = paper(date_text="Feb 10")
    full = paper(date=dt.date(2026, 2, 10), date_text="Feb 10, 2026")
    (merged,) = merge([yearless, full])
    assert (merged.date, merged.date_text) == (dt.date(2026, 2, 10), "Feb 10, 2026")


def test_a_text_without_a_year_beats_nothing() -> None:
    (merged,) = merge([paper(), paper(date_text="Feb 10")])
    assert (merged.date, merged.date_text) == (None, "Feb 10")


def test_a_shared_external_id_joins_papers_of_different_ids() -> None:
    preprint = paper(external_ids=["arxiv:2101.00001"])
    both = paper("Kites, revisited", external_ids=["arxiv:2101.00001", "doi:10.1000/a"])
    (merged,) = merge([preprint, both])
    assert merged.id == "doi:10.1000/a"
    assert merged.external_ids == ("arxiv:2101.00001", "doi:10.1000/a")


def test_titles_that_differ_in_two_words_stay_two_papers() -> None:
    alike = [
        "Temporal Attentive Alignment for Video Domain Adaptation",
        "Temporal Attentive Alignment for Large-Scale Video Domain Adaptation",
    ]
    assert len(merge(paper(title) for title in alike)) == 2


def test_titles_that_differ_in_case_and_marks_are_one_paper() -> None:
    (merged,) = merge([paper("KITES: a SURVEY"), paper("Kites - A Survey")])
    assert merged.title == "Kites - A Survey"
