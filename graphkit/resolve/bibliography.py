"""What the sources of papers say outright: citations, stubs, authors and venues."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

import networkx as nx

from graphkit.model import Bibliography, Link, Paper
from graphkit.resolve.citing import cite
from graphkit.resolve.people import people, venues


class SourceReport(NamedTuple):
    """Numbers of a bibliography.

    `references` counts the entries of all reference lists; `resolved` those that are papers of the
    corpus, `unusable` those with neither an id nor a title. `self_citations` counts papers that
    list themselves, `circles` groups of papers that cite each other in a circle.
    """

    references: int
    resolved: int
    unusable: int
    stubs: int
    self_citations: int
    circles: int

    def as_counts(self) -> dict[str, int]:
        """Return the numbers under their names in JSON."""
        names = ("references", "resolved", "unusable", "stubs", "selfCitations", "circles")
        return dict(zip(names, self, strict=True))


def bibliography(
    papers: Sequence[Paper], records: Mapping[str, Sequence[Paper]], *, stubs: bool = True
) -> tuple[Bibliography, SourceReport]:
    """Return what the sources of papers say, and its numbers; without `stubs` there are none.

    `records` are those of each paper as its sources have them, by its id.
    """
    citations = cite(papers, records, stubs=stubs)
    authors, authorship = people(papers, records)
    places, publishing = venues(papers, records)
    links = (*citations.links, *authorship, *publishing)
    report = SourceReport(
        citations.references,
        sum(citations.resolved.values()),
        citations.unusable,
        len(citations.stubs),
        len(citations.self_citations),
        circles(citations.links),
    )
    return Bibliography(citations.stubs, tuple(authors), tuple(places), links), report


def circles(links: Iterable[Link]) -> int:
    """Count the groups of papers in which each reaches every other over citations."""
    G = nx.DiGraph((link.source, link.target) for link in links)
    return sum(len(group) > 1 for group in nx.strongly_connected_components(G))
