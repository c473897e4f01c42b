"""What the sources of papers say outright: citations, stubs, authors and venues."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np

from graphkit.bibliography import Bibliography
from graphkit.graph import Links
from graphkit.model import Paper
from graphkit.resolve.authors import authors
from graphkit.resolve.citing import cite
from graphkit.resolve.venues import venues


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
    persons, authorship = authors(papers, records)
    places, publishing = venues(papers, records)
    links = Links(*citations.links.columns, *authorship.columns, *publishing.columns)
    report = SourceReport(
        citations.references,
        sum(citations.resolved.values()),
        citations.unusable,
        len(citations.stubs),
        len(citations.self_citations),
        circles(citations.links),
    )
    return Bibliography(citations.stubs, tuple(persons), tuple(places), links), report


def circles(links: Links) -> int:
    """Count the groups of papers in which each reaches every other over citations."""
    from scipy import sparse  # noqa: PLC0415 - heavy, and not needed where nothing cites
    from scipy.sparse import csgraph  # noqa: PLC0415

    found = 0
    for part in links.columns:
        size, ones = len(part.names), np.ones(len(part.sources), dtype=bool)
        matrix = sparse.csr_array((ones, (part.sources, part.targets)), shape=(size, size))
        _, groups = csgraph.connected_components(matrix, directed=True, connection="strong")
        found += int(np.count_nonzero(np.bincount(groups) > 1))
    return found
