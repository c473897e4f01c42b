"""What several sources say of one paper: the better field wins, in any order."""

import random

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graphkit.ids import paper_id
from graphkit.ingest.merging import merge_with_conflicts
from graphkit.ingest.publishing import combine
from graphkit.model import Paper, Source
from graphkit.publication import NOTHING, Credit, Publication, Reference


def record(number: int, ids: tuple[str, ...], said: Publication) -> Paper:
    title = "Kites that fly in the wind"
    place = (Source("a", number),)
    return Paper(paper_id(title, ids), title, "", external_ids=ids, sources=place, publication=said)


def together(*said: Publication) -> Publication:
    return combine([record(n, (), part) for n, part in enumerate(said)])


def test_most_sources_win_then_the_longer_text() -> None:
    volumes = ("12", "12", "XII")
    assert together(*(Publication(volume=v) for v in volumes)).volume == "12"
    names = ("J. Kites", "Journal of Kites", "JOURNAL OF KITES")
    assert together(*(Publication(venue=v) for v in names)).venue == "Journal of Kites"


def test_published_goes_before_preprint_and_anything_before_document() -> None:
    kinds = ("article", "document", "paper-conference")
    assert together(*(Publication(type=kind) for kind in kinds)).type == "paper-conference"
    arxiv = Publication(type="article", venue="arXiv (Cornell University)")
    assert together(arxiv, Publication(type="article-journal", venue="Wind")).venue == "Wind"


def test_the_fullest_list_of_authors_gets_the_ids_of_the_others() -> None:
    full = (Credit("Müller", "Jörg"), Credit("Roe", "Ann"), Credit("Li", "Wei"))
    short = (Credit("Muller", "J.", ids=("orcid:1",)), Credit("Li", "W.", ids=("s2:9",)))
    found = together(Publication(authors=full), Publication(authors=short)).authors
    assert [author.name for author in found] == ["Jörg Müller", "Ann Roe", "Wei Li"]
    assert [author.ids for author in found] == [("orcid:1",), (), ("s2:9",)]


def test_an_id_goes_to_nobody_where_two_could_have_it() -> None:
    twins = (Credit("Li", "Wei"), Credit("Li", "Wen"), Credit("Roe", "Ann"))
    short = (Credit("Li", "W.", ids=("s2:9",)),)
    found = together(Publication(authors=twins), Publication(authors=short)).authors
    assert all(author.ids == () for author in found)


def test_reference_lists_are_joined_and_an_empty_one_is_not_none() -> None:
    one = Publication(references=(Reference(("doi:10.1/a",)), Reference((), "On tails", 2001)))
    other = Publication(references=(Reference(("doi:10.1/a", "openalex:W1"), "A", 1999),))
    assert together(one, other).references == (
        Reference(("doi:10.1/a", "openalex:W1"), "A", 1999),
        Reference((), "On tails", 2001),
    )
    assert together(Publication(), Publication(references=())).references == ()
    assert together(Publication(volume="1"), Publication(issue="2")).references is None


texts = st.none() | st.sampled_from(["a", "A", "bb", "b b"])
several = st.lists(st.sampled_from(["x", "y", "z"]), max_size=2, unique=True).map(tuple)
publications = st.builds(
    Publication,
    year=st.none() | st.sampled_from([2001, 2002]),
    type=st.sampled_from([None, "document", "article", "book"]),
    venue=texts,
    volume=texts,
    keywords=several,
    isbns=several,
    editors=several,
    affiliations=several,
    authors=st.lists(
        st.builds(
            Credit,
            family=st.sampled_from(["Li", "Roe"]),
            given=st.sampled_from(["", "W.", "Wei"]),
            ids=st.sampled_from([(), ("s2:1",)]),
        ),
        max_size=3,
    ).map(tuple),
    references=st.none()
    | st.lists(
        st.builds(
            Reference, st.sampled_from([("doi:10.1/a",), ("doi:10.1/b",), ()]), texts.map(str)
        ),
        max_size=3,
    ).map(tuple),
    citation_count=st.none() | st.integers(0, 9),
)
ids = st.lists(
    st.sampled_from(["doi:10.1000/a", "openalex:W1", "s2corpus:5", "pubmed:7"]),
    max_size=2,
    unique=True,
).map(lambda found: tuple(sorted(found)))


@settings(suppress_health_check=list(HealthCheck), deadline=None, max_examples=30)
@given(st.lists(st.tuples(ids, publications), min_size=1, max_size=5), st.integers())
def test_the_order_of_the_sources_does_not_matter_and_no_id_is_lost(
    said: list[tuple[tuple[str, ...], Publication]], seed: int
) -> None:
    records = [record(n, own, part) for n, (own, part) in enumerate(said)]
    found = merge_with_conflicts(records)
    shuffled = [*records]
    random.Random(seed).shuffle(shuffled)
    assert merge_with_conflicts(shuffled) == found
    assert {key for p in found[0] for key in p.external_ids} == {
        key for own, _ in said for key in own
    }
    assert {place for p in found[0] for place in p.sources} == {r.sources[0] for r in records}


def test_references_that_a_third_one_joins_are_found_by_all_that_they_were_called() -> None:
    first = (Reference(("doi:10.1/a",), "Long title"), Reference(("doi:10.1/b",), "Short"))
    second = (Reference(("doi:10.1/b",), "Long title"), Reference(("doi:10.1/a",), "Short"))
    said = [
        record(1, (), Publication(references=first)),
        record(2, (), Publication(references=second)),
    ]
    joined = (Reference(("doi:10.1/a", "doi:10.1/b"), "Long title"),)
    assert combine(said).references == joined
    assert combine(said[::-1]).references == joined


def test_one_source_is_kept_as_it_is() -> None:
    said = Publication(volume="1", keywords=("b", "a"))
    assert combine([record(1, (), said), record(2, (), NOTHING)]) == said


TITLE = "Kites that fly in the wind"


def of(number: int, ids: tuple[str, ...], year: int | None, *families: str) -> Paper:
    said = Publication(year=year, authors=tuple(Credit(name, "Ann") for name in families))
    return record(number, ids, said)


def test_one_title_is_one_paper_where_years_and_authors_can_be() -> None:
    indexed = of(1, ("doi:10.1000/k",), 2001, "Roe", "Li")
    papers, _ = merge_with_conflicts([indexed, of(2, (), 2002, "Roe")])
    assert [paper.id for paper in papers] == ["doi:10.1000/k"]
    for other in (of(2, (), 2001, "Poe"), of(2, (), 2010, "Roe")):
        papers, _ = merge_with_conflicts([indexed, other])
        assert len(papers) == 2
