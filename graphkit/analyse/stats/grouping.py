"""The same figures for parts of the papers: by year, by source, by community."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

import numpy as np

from graphkit.analyse.columns import LABELS, Columns, Graph, Ints, Matrix, columns_of
from graphkit.model import NodeLabel

UNKNOWN = "unknown"
_NAMED = 3

Parts: TypeAlias = list[tuple[str, Ints]]


class By(StrEnum):
    """What papers are grouped by."""

    YEAR = "year"
    SOURCE = "source"
    COMMUNITY = "community"


@dataclass(frozen=True, slots=True)
class Group:
    """Some of the papers: what they say, what they lack, what is distinctive of them.

    `relationships` are those to entities; `own` is the share of the entities that no other group's
    papers have.
    """

    group: str
    papers: int
    dated: float
    entities: int
    own: float
    relationships: int
    per_paper: float
    without_dataset: float
    distinctive: tuple[str, ...]


def groups(G: Graph, by: By) -> tuple[Group, ...]:
    """Return the figures of each group; a paper of several sources is in each.

    >>> from graphkit.analyse.example import example_graph
    >>> [(row.group, row.papers) for row in groups(example_graph(), By.YEAR)][-2:]
    [('2023', 2), ('unknown', 1)]
    """
    from graphkit.analyse.communities.naming import (  # noqa: PLC0415 - loads scipy
        most_distinctive,
    )
    from graphkit.analyse.projection import incidence  # noqa: PLC0415 - the same

    columns = columns_of(G)
    found = incidence(columns)
    parts = _parts(columns, found.papers, by)
    everywhere = found.papers_of
    years = columns.years[found.papers]
    is_dataset = columns.labels[found.entities] == LABELS.index(NodeLabel.DATASET)
    relationships = np.bincount(columns.sources[columns.about], minlength=len(columns))
    rows = []
    for name, papers in parts:
        matrix: Matrix = found.matrix[papers]
        inside = np.asarray(matrix.sum(axis=0)).ravel()
        used = inside > 0
        of_dataset = np.asarray(matrix[:, np.flatnonzero(is_dataset)].sum(axis=1)).ravel()
        statements = int(relationships[found.papers[papers]].sum())
        names = most_distinctive(inside, everywhere.astype(np.float64), _NAMED)
        rows.append(
            Group(
                name,
                len(papers),
                float((years[papers] > 0).mean()),
                int(used.sum()),
                float((inside[used] == everywhere[used]).mean()) if used.any() else 0.0,
                statements,
                statements / len(papers),
                float((of_dataset == 0).mean()),
                tuple(columns.names[int(found.entities[place])] for place in names),
            )
        )
    return tuple(rows)


def _parts(columns: Columns, papers: Ints, by: By) -> Parts:
    if by is By.YEAR:
        years = columns.years[papers]
        known = [(str(year), np.flatnonzero(years == year)) for year in np.unique(years[years > 0])]
        return [*known, *_rest(years == 0)]
    if by is By.SOURCE:
        return _by_source(columns, papers)
    return list(_by_community(columns, papers))


def _rest(missing: np.ndarray) -> Parts:
    return [(UNKNOWN, np.flatnonzero(missing))] if missing.any() else []


def _by_source(columns: Columns, papers: Ints) -> Parts:
    """Return the papers of each file; a source is `file:line`."""
    members: dict[str, list[int]] = {}
    for place, node in enumerate(papers.tolist()):
        files = {source.rpartition(":")[0] or source for source in columns.sources_of(node)}
        for file in sorted(files) or [UNKNOWN]:
            members.setdefault(file, []).append(place)
    return [(file, np.array(places)) for file, places in sorted(members.items())]


def _by_community(columns: Columns, papers: Ints) -> Iterator[tuple[str, Ints]]:
    from graphkit.analyse.communities import communities  # noqa: PLC0415 - loads scipy

    found = communities(columns, resamples=0)
    place = {columns.ids[int(node)]: number for number, node in enumerate(papers.tolist())}
    left = np.ones(len(papers), bool)
    for part in found.communities:
        own = np.array([place[m.id] for m in found.members if m.community == part.number])
        left[own] = False
        yield f"{part.number} {part.name}", own
    yield from _rest(left)
