"""What is one venue: ids first, names with care."""

from graphkit.model import Paper, Source
from graphkit.publication import Publication
from graphkit.resolve.venues import venues


def published(*said: tuple[str, tuple[str, ...]], by: str | None = None) -> dict[str, list[str]]:
    papers = [
        Paper(
            f"p{n}",
            f"Paper {n}",
            "",
            sources=(Source("a", n),),
            publication=Publication(venue=name, venue_ids=ids, publisher=by),
        )
        for n, (name, ids) in enumerate(said, start=1)
    ]
    found, links = venues(papers, {})
    assert sorted({link.target for link in links}) == [venue.id for venue in found]
    by_venue: dict[str, list[str]] = {}
    for link in links:
        by_venue.setdefault(link.target, []).append(link.source)
    return by_venue


def test_venues_meet_under_an_issn_an_id_or_a_name() -> None:
    assert published(
        ("Journal of Kites", ("issn:1234-5679",)),
        ("J. Kites", ("issn:1234-5679", "openalex:S7")),
        ("JOURNAL OF KITES.", ()),
        ("The Wind", ()),
        ("Wind", ()),
    ) == {"venue:issn:1234-5679": ["p1", "p2", "p3"], "venue:wind": ["p4", "p5"]}


def test_venues_of_one_name_with_other_issns_are_two() -> None:
    said = (
        ("Wind", ("issn:1234-5679",)),
        ("The Wind", ("issn:2345-6787",)),
        ("Wind", ()),
    )
    assert published(*said) == {
        "venue:issn:1234-5679": ["p1"],
        "venue:issn:2345-6787": ["p2"],
        "venue:wind": ["p3"],
    }
    assert published(*reversed(said)).keys() == published(*said).keys()
    # One publisher prints and publishes online, under an ISSN each.
    assert published(*said, by="Wind & Sons") == {"venue:issn:1234-5679": ["p1", "p2", "p3"]}


def test_papers_without_venues_have_none() -> None:
    assert venues([Paper("p", "P", "")], {}) == ([], ())
