"""Reference lists: both ends are found, what is not read becomes a stub, nothing counts twice."""

from hypothesis import given
from hypothesis import strategies as st

from graphkit.model import Paper, Source
from graphkit.publication import Publication, Reference
from graphkit.resolve.citing import Citations, cite


def paper(
    name: str,
    *references: Reference,
    ids: tuple[str, ...] = (),
    title: str = "",
    year: int | None = None,
    line: int = 1,
) -> Paper:
    said = Publication(year=year, references=references)
    place = (Source("a.bib", line),)
    title = title or f"The paper {name}"
    return Paper(name, title, "", external_ids=ids, sources=place, publication=said)


def cited(*papers: Paper, stubs: bool = True) -> Citations:
    return cite(papers, {one.id: [one] for one in papers}, stubs=stubs)


def pairs(found: Citations) -> list[tuple[str, str, str | None]]:
    return [(link.source, link.target, link.matched_by) for link in found.links]


KITES = paper("doi:10.1/k", ids=("doi:10.1/k", "openalex:W1"), title="On Kites", year=2001)


def test_any_id_finds_the_paper_and_the_first_scheme_is_told() -> None:
    by_index = paper("a", Reference(("openalex:W1",)))
    by_both = paper("b", Reference(("doi:10.1/k", "openalex:W1")))
    found = cited(KITES, by_index, by_both)
    assert pairs(found) == [("a", "doi:10.1/k", "openalex"), ("b", "doi:10.1/k", "doi")]
    assert (found.resolved, found.stubs) == ({"doi": 1, "openalex": 1}, ())


def test_title_and_year_find_the_paper_where_no_id_does() -> None:
    same = paper("a", Reference((), "on KITES.", 2001))
    other_year = paper("b", Reference((), "On kites", 2002))
    found = cited(KITES, same, other_year)
    assert pairs(found)[0] == ("a", "doi:10.1/k", "title")
    assert [stub.year for stub in found.stubs] == [2002]


def test_a_title_that_two_papers_have_finds_neither() -> None:
    twin = paper("doi:10.1/t", ids=("doi:10.1/t",), title="On Kites", year=2001)
    found = cited(KITES, twin, paper("a", Reference((), "On Kites", 2001)))
    assert [stub.title for stub in found.stubs] == ["On Kites"]
    assert {link.target for link in found.links} == {found.stubs[0].id}


def test_references_to_one_unread_paper_are_one_stub_with_all_ids() -> None:
    found = cited(
        paper("a", Reference(("doi:10.1/x",), "A tail"), line=5),
        paper("b", Reference(("doi:10.1/x", "openalex:W9"), "", 1999), line=2),
        paper("c", Reference(("openalex:W9",), "A longer tail", 1999)),
    )
    (stub,) = found.stubs
    assert (stub.id, stub.external_ids) == ("doi:10.1/x", ("doi:10.1/x", "openalex:W9"))
    assert (stub.title, stub.year, stub.source.line) == ("A longer tail", 1999, 1)
    assert pairs(found) == [
        ("a", "doi:10.1/x", "doi"),
        ("b", "doi:10.1/x", "doi"),
        ("c", "doi:10.1/x", "openalex"),
    ]


def test_a_stub_never_takes_the_id_of_a_paper_that_was_read() -> None:
    read = paper("title:0011223344556677", title="Kites fly very high")
    found = cited(read, paper("a", Reference((), "Kites fly very high", 1990)))
    assert found.stubs[0].id.endswith("@1990")
    assert found.stubs[0].id != read.id


def test_a_paper_that_lists_itself_is_told_and_not_linked() -> None:
    found = cited(paper("doi:10.1/s", Reference(("doi:10.1/s",)), ids=("doi:10.1/s",)))
    assert (found.links, found.self_citations) == ((), ("doi:10.1/s",))


def test_what_names_nothing_is_counted() -> None:
    found = cited(
        paper("a", Reference((), "", 1999), Reference(), Reference((), "Editorial", 2001))
    )
    assert (found.references, found.unusable, found.links) == (3, 3, ())


def test_without_stubs_only_papers_that_were_read_are_cited() -> None:
    found = cited(
        KITES, paper("a", Reference(("doi:10.1/k",)), Reference(("doi:10.1/x",))), stubs=False
    )
    assert pairs(found) == [("a", "doi:10.1/k", "doi")]
    assert found.stubs == ()


def test_every_record_that_states_a_citation_is_its_support() -> None:
    one = paper("a", Reference(("doi:10.1/k",)), line=3)
    other = paper("a", Reference((), "On Kites", 2001), line=9)
    found = cite([KITES, one], {"a": [one, other]})
    (link,) = found.links
    assert (link.matched_by, link.sources) == ("doi", (Source("a.bib", 3), Source("a.bib", 9)))


ids = st.lists(st.sampled_from([f"doi:10.1/{c}" for c in "abcdef"]), max_size=2, unique=True)
references = st.builds(
    Reference,
    ids.map(lambda found: tuple(sorted(found))),
    st.sampled_from(["", "On Kites", "A long tail of kites"]),
    st.none() | st.sampled_from([2001, 2002]),
)


@given(st.lists(st.lists(references, max_size=4), max_size=5), st.randoms())
def test_the_order_does_not_matter_and_every_reference_is_accounted_for(
    lists: list[list[Reference]], random: "st.Random"
) -> None:
    papers = [KITES] + [paper(f"p{n}", *refs, line=n + 2) for n, refs in enumerate(lists)]
    found = cited(*papers)
    shuffled = [*papers]
    random.shuffle(shuffled)
    assert cited(*shuffled) == found
    nodes = {one.id for one in papers} | {stub.id for stub in found.stubs}
    assert all({link.source, link.target} <= nodes for link in found.links)
    assert {stub.id for stub in found.stubs}.isdisjoint(one.id for one in papers)
    assert {link.target for link in found.links} >= {stub.id for stub in found.stubs}
    assert found.references == sum(map(len, lists))
    assert sum(found.resolved.values()) + found.unusable <= found.references
