"""The same paper across sources that share no id: titles and texts, with care."""

import datetime as dt
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphkit.ids import paper_id
from graphkit.ingest import merge, merge_with_conflicts, read
from graphkit.ingest.versions import contradiction
from graphkit.model import Conflict, Paper, Source

TITLE = "Kite Strings: Tension Control for Tethered Wings"
ABSTRACT = (
    "Tethered wings fly higher than towers reach, and their strings break when the wind turns. "
    "We model the tension along a string as a chain of springs and control the winch with it. "
    "In forty flights over two summers the string never broke, and the wing delivered a third "
    "more energy than with a winch of constant speed. We publish all the logs of the flights, "
    "the drawings of the winch, and a simulator in which both can be tried without any wind."
)
START = ABSTRACT[:180]
OTHER_TEXT = (
    "Bridges sing in the wind. This survey lists what is known about the sound of cables, how it "
    "was measured since 1890, and which of the old explanations have turned out to be wrong."
)
EXTENDED = "Kite Strings: Tension Control for Large-Scale Tethered Wings"


def paper(
    title: str = TITLE,
    abstract: str = ABSTRACT,
    external_ids: Sequence[str] = (),
    *,
    date: dt.date | None = None,
    author_count: int | None = None,
    line: int = 1,
) -> Paper:
    ids = tuple(sorted(external_ids))
    return Paper(
        id=paper_id(title, ids),
        title=title,
        abstract=abstract,
        date=date,
        author_count=author_count,
        external_ids=ids,
        sources=(Source("page", line),),
    )


@pytest.mark.parametrize(
    ("title", "abstract"),
    [
        (TITLE.upper(), ABSTRACT),
        ("Kite strings - tension control for tethered wings.", ABSTRACT),
        ("Kite Strings", ABSTRACT),
        ("Kite Strings", START),
        ("Kite Strings: How to Keep Them Whole", ABSTRACT),
        ("Kite Strings: Tension Control for Tethe", ABSTRACT),
        ("Kite Strings: Tension Control for Tethe", START),
        ("Kite Strings: Tension Controll for Tethered Wing", ABSTRACT),
        (TITLE, START),
        (TITLE, ABSTRACT.replace("forty", "fifty").replace("never", "often")),
        (TITLE, ""),
        ("Controlling the Tension of Kite Strings", ABSTRACT),
    ],
)
def test_a_published_variant_joins_its_preprint(title: str, abstract: str) -> None:
    preprint = paper(external_ids=["arxiv:2101.00001"])
    published = paper(title, abstract, ["doi:10.1000/kites"], line=2)
    (merged,) = merge([preprint, published])
    assert merged.external_ids == ("arxiv:2101.00001", "doi:10.1000/kites")
    assert len(merged.abstract) == len(ABSTRACT)


@pytest.mark.parametrize(
    ("title", "abstract"),
    [
        (EXTENDED, ABSTRACT.replace("forty flights over two summers", "nine hundred flights")),
        (EXTENDED, START),
        (TITLE, OTHER_TEXT),
        ("Kite Strings: A Survey", OTHER_TEXT),
        ("Kite Strings", OTHER_TEXT),
        ("Kite Strings: A Survey", ""),
        ("Songs of Bridges", ABSTRACT),
    ],
)
def test_what_may_be_another_paper_stays_another(title: str, abstract: str) -> None:
    one, other = paper(external_ids=["arxiv:2101.00001"]), paper(title, abstract, ["doi:10.1/x"])
    assert len(merge([one, other])) == 2


def test_parts_of_a_series_stay_apart_whatever_they_share() -> None:
    parts = [f"Tension Control for Tethered Wings, Part {n}" for n in ("I", "II", "3", "4")]
    assert len(merge(map(paper, parts))) == 4


def test_short_titles_without_text_join_nothing() -> None:
    assert len(merge([paper("Editorial", ""), paper("Editorial", "", ["doi:10.1/x"])])) == 2


def test_a_title_cut_short_joins_the_nearer_of_two_papers_and_does_not_join_these() -> None:
    extended = ABSTRACT.replace("forty flights over two summers", "nine hundred flights")
    records = [
        paper(external_ids=["doi:10.1000/a"]),
        paper(EXTENDED, extended, ["doi:10.1000/b"]),
        paper("Kite Strings: Tension Control for", ABSTRACT, line=3),
    ]
    merged = merge(records)
    assert [one.id for one in merged] == ["doi:10.1000/a", "doi:10.1000/b"]
    assert Source("page", 3) in merged[0].sources


@pytest.mark.parametrize(
    ("one", "other", "words"),
    [
        (["doi:10.1000/a"], ["doi:10.1000/b"], "another DOI"),
        (["arxiv:2101.00001"], ["arxiv:2101.00002"], "another arXiv id"),
        (["pubmed:1"], ["pubmed:2"], "another pubmed"),
        (["openalex:W1"], ["openalex:W2"], "another OpenAlex id"),
        (["doi:10.1000/a"], ["arxiv:2101.00001"], None),
        (["doi:10.1000/a"], ["doi:10.1101/2020.01.02.345"], None),
        (["doi:10.1101/2020.01.02.345v1"], ["doi:10.1101/2020.01.02.345v2"], None),
        (["doi:10.1101/2020.01.02.345"], ["doi:10.1101/2021.09.09.999"], "another DOI"),
        (["doi:10.1000/a", "openalex:W1"], ["arxiv:2101.00001", "openalex:W2"], None),
        (["doi:10.1000/a", "doi:10.1000/b"], ["doi:10.1000/b"], None),
        ([], ["doi:10.1000/b"], None),
    ],
)
def test_which_ids_contradict_each_other(
    one: list[str], other: list[str], words: str | None
) -> None:
    assert contradiction(one, other) == contradiction(other, one) == words


def test_two_dois_keep_papers_of_one_title_and_text_apart_and_say_so() -> None:
    twins = [paper(external_ids=["doi:10.1000/a"]), paper(external_ids=["doi:10.1000/b"], line=2)]
    merged, conflicts = merge_with_conflicts(twins)
    assert [one.id for one in merged] == ["doi:10.1000/a", "doi:10.1000/b"]
    assert conflicts == [
        Conflict(
            "doi:10.1000/a",
            "paper",
            "doi:10.1000/a",
            "doi:10.1000/b",
            "page:2",
            f"{TITLE!r} stay two papers: another DOI",
        )
    ]


def test_a_chain_of_shared_ids_is_one_paper_whatever_the_titles() -> None:
    records = [
        paper("Kites", "", ["arxiv:2101.00001"]),
        paper("Wings", "", ["arxiv:2101.00001", "openalex:W1"], line=2),
        paper("Strings", "", ["openalex:W1", "doi:10.1000/a"], line=3),
    ]
    (merged,) = merge(records)
    assert merged.id == "doi:10.1000/a"


def test_fields_that_differ_are_reported_with_where_the_other_stands() -> None:
    records = [
        paper(external_ids=["doi:10.1000/a"], date=dt.date(2024, 1, 2), author_count=3),
        paper(
            "Kite Strings",
            OTHER_TEXT,
            ["doi:10.1000/a", "doi:10.1000/b"],
            date=dt.date(2025, 1, 2),
            author_count=2,
            line=7,
        ),
        paper(TITLE.upper(), START, ["doi:10.1000/a"], line=9),
    ]
    (merged,), conflicts = merge_with_conflicts(records)
    assert (merged.title, merged.abstract, merged.date) == (TITLE, ABSTRACT, dt.date(2024, 1, 2))
    found = [(c.field, c.kept, c.other, c.source) for c in conflicts]
    assert found == [
        ("abstract", ABSTRACT, OTHER_TEXT, "page:7"),
        ("authorCount", "3", "2", "page:7"),
        ("date", "2024-01-02", "2025-01-02", "page:7"),
        ("doi", "doi:10.1000/a", "doi:10.1000/b", "page:1, page:7, page:9"),
        ("title", TITLE, "Kite Strings", "page:7"),
    ]
    assert {conflict.paper_id for conflict in conflicts} == {"doi:10.1000/a"}


def test_alike_papers_that_stay_two_are_reported() -> None:
    extended = ABSTRACT.replace("forty flights over two summers", "nine hundred flights")
    merged, conflicts = merge_with_conflicts([paper(), paper(EXTENDED, extended, line=5)])
    assert len(merged) == 2
    (conflict,) = conflicts
    assert (conflict.field, {conflict.kept, conflict.other}) == ("paper", {m.id for m in merged})
    assert "of the text is shared" in conflict.reason


EXTERNAL = ("doi:10.1000/a", "doi:10.1000/b", "arxiv:2101.00001", "doi:10.1101/2020.01.02.345")
papers = st.builds(
    paper,
    title=st.sampled_from(
        (TITLE, TITLE.upper(), "Kite Strings", TITLE[:40], EXTENDED, "Kite Strings: A Survey")
    ),
    abstract=st.sampled_from((ABSTRACT, START, ABSTRACT[:250], "", OTHER_TEXT)),
    external_ids=st.frozensets(st.sampled_from(EXTERNAL), max_size=2),
    date=st.sampled_from((None, dt.date(2024, 1, 2), dt.date(2025, 1, 2))),
    author_count=st.sampled_from((None, 2, 3)),
    line=st.integers(1, 9),
)


@given(st.lists(papers, max_size=7), st.randoms(use_true_random=False))
def test_the_order_does_not_matter(records: list[Paper], random: object) -> None:
    shuffled = list(records)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert merge_with_conflicts(shuffled) == merge_with_conflicts(records)


@given(st.lists(papers, max_size=7))
def test_merging_twice_is_merging_once_and_loses_nothing(records: list[Paper]) -> None:
    merged = merge(records)
    assert merge(merged) == merged
    for name in ("sources", "external_ids"):
        before = {value for record in records for value in getattr(record, name)}
        assert before == {value for one in merged for value in getattr(one, name)}


@pytest.mark.shared
def test_the_two_papers_on_temporal_attentive_alignment_stay_two(shared: Path) -> None:
    records = [one for one in read([str(shared / "seeds")]) if isinstance(one, Paper)]
    merged, conflicts = merge_with_conflicts(records)
    assert len(merged) == 431
    (conflict,) = conflicts
    alike = {one.title for one in merged if one.id in {conflict.kept, conflict.other}}
    assert alike == {
        "Temporal Attentive Alignment for Video Domain Adaptation",
        "Temporal Attentive Alignment for Large-Scale Video Domain Adaptation",
    }
