"""Who is one author: ids first, names with care."""

from collections.abc import Sequence

from graphkit.bibliography import Author, Link
from graphkit.model import Paper, Source
from graphkit.publication import Credit, Publication
from graphkit.resolve.authors import authors

NUMBER, OTHER = "orcid:0000-0002-1825-0097", "orcid:0000-0001-5109-3700"


def wrote(*papers: tuple[Credit, ...]) -> tuple[list[Author], Sequence[Link]]:
    found = [
        Paper(
            f"p{n}",
            f"Paper {n}",
            "",
            sources=(Source("a", n),),
            publication=Publication(authors=names),
        )
        for n, names in enumerate(papers, start=1)
    ]
    return authors(found, {paper.id: [paper] for paper in found})


def groups(links: Sequence[Link]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for link in links:
        found.setdefault(link.source, []).append(link.target)
    return found


def test_papers_without_authors_have_none() -> None:
    assert wrote() == wrote(()) == ([], ())


def test_one_orcid_is_one_person_under_all_spellings() -> None:
    authors, links = wrote(
        (Credit("Müller", "Jörg", ids=(NUMBER,)),), (Credit("Mueller", "J.", ids=(NUMBER,)),)
    )
    (author,) = authors
    assert (author.id, author.identified_by) == (f"author:{NUMBER}", "orcid")
    assert {author.name, *author.aliases} == {"Jörg Müller", "J. Mueller"}
    assert [link.printed_name for link in links] == ["Müller, Jörg", "Mueller, J."]


def test_ids_on_one_credit_join_the_sources() -> None:
    authors, _ = wrote(
        (Credit("Roe", "Ann", ids=("openalex:A1", NUMBER)),),
        (Credit("Roe", "Ann", ids=("openalex:A1", "s2:7")),),
        (Credit("Roe", "A.", ids=("s2:7",)),),
    )
    (author,) = authors
    assert author.orcid == "0000-0002-1825-0097"
    assert author.external_ids == ("openalex:A1", "s2:7")


def test_two_orcids_are_two_persons_whatever_a_source_says() -> None:
    authors, _ = wrote(
        (Credit("Li", "Wei", ids=("openalex:A1", NUMBER)),),
        (Credit("Li", "Wei", ids=("openalex:A1", OTHER)),),
    )
    assert sorted(str(author.orcid) for author in authors) == [
        "0000-0001-5109-3700",
        "0000-0002-1825-0097",
    ]


def test_a_full_name_is_one_person_and_says_that_it_is_by_name_alone() -> None:
    authors, links = wrote((Credit("de la Cruz", "Ana"),), (Credit("Cruz", "Ana", "de la"),))
    assert {author.identified_by for author in authors} == {"name"}
    assert groups(links) == {"author:ana-delacruz": ["p1", "p2"]}


def test_a_name_without_id_joins_a_known_person_over_a_common_coauthor_only() -> None:
    known = (Credit("Li", "Wei", ids=(NUMBER,)), Credit("Roe", "Ann"))
    near = (Credit("Li", "Wei"), Credit("Roe", "A."))
    far = (Credit("Li", "Wei"), Credit("Poe", "Ed"))
    found = groups(wrote(known, near, far)[1])
    assert found[f"author:{NUMBER}"] == ["p1", "p2"]
    assert found["author:wei-li"] == ["p3"]


def test_two_candidates_are_none() -> None:
    roe = Credit("Roe", "Ann")
    found = groups(
        wrote(
            (Credit("Li", "Wei", ids=(NUMBER,)), roe),
            (Credit("Li", "Wei", ids=(OTHER,)), roe),
            (Credit("Li", "Wei"), roe),
        )[1]
    )
    assert found["author:wei-li"] == ["p3"]


def test_initials_join_over_a_common_coauthor_only() -> None:
    found = groups(
        wrote(
            (Credit("Li", "W."), Credit("Roe", "Ann")),
            (Credit("Li", "W."), Credit("Roe", "Ann")),
            (Credit("Li", "W."), Credit("Poe", "Ed")),
        )[1]
    )
    assert sorted(papers for name, papers in found.items() if "w-li" in name) == [
        ["p1", "p2"],
        ["p3"],
    ]


def test_given_and_family_name_are_not_exchanged_and_suffixes_count() -> None:
    authors, _ = wrote(
        (Credit("Martin", "George"),), (Credit("George", "Martin"),),
        (Credit("Martin", "George", suffix="Jr."),),
    )  # fmt: skip
    assert len(authors) == 3


def test_the_place_counts_from_one_and_a_name_twice_on_a_paper_counts_once() -> None:
    ann, ed = Credit("Roe", "Ann"), Credit("Poe", "Ed")
    _, links = wrote((ann, ed, ann))
    assert [(link.source, link.position) for link in links] == [
        ("author:ann-roe", 1),
        ("author:ed-poe", 2),
    ]
