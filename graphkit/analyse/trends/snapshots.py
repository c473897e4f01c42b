"""The graph as it was: at the end of each period, or of the papers of one."""

from collections.abc import Iterator
from dataclasses import dataclass

import networkx as nx
import numpy as np
from scipy.sparse import csgraph

from graphkit.analyse.columns import Columns, Graph, columns_of
from graphkit.analyse.projection import undirected
from graphkit.analyse.trends.periods import Every, Periods, periods
from graphkit.model import RelationshipType


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The graph of all papers up to the end of a period, of those with a date.

    `new_entities` are those that no earlier paper has; `largest` is the share of nodes in the
    largest component.
    """

    period: str
    papers: int
    new_papers: int
    entities: int
    new_entities: int
    relationships: int
    largest: float


def snapshots(
    G: nx.MultiDiGraph, every: Every = Every.YEAR, *, cumulative: bool = True
) -> Iterator[tuple[str, nx.MultiDiGraph]]:
    """Give each period with the graph of the papers up to its end, or of its own papers alone.

    A snapshot has its papers, all that they have relationships with but papers of other times, and
    these relationships. Papers without a date are in none. The graphs are copies, with their own
    counts.

    >>> from graphkit.analyse.example import example_graph
    >>> [(name, len(H)) for name, H in snapshots(example_graph())][:3]
    [('2018', 9), ('2019', 13), ('2020', 15)]
    """
    columns = columns_of(G)
    found = _periods(columns, every)
    for number, name in enumerate(found.names):
        chosen = (found.place <= number if cumulative else found.place == number) & (
            found.place >= 0
        )
        papers = {columns.ids[place] for place in np.flatnonzero(chosen).tolist()}
        apart = {columns.ids[place] for place in np.flatnonzero(columns.is_paper).tolist()} - papers
        edges = [
            (s, t, key)
            for s, t, key in G.edges(keys=True)
            if (s in papers or t in papers) and not (s in apart or t in apart)
        ]
        snapshot = G.edge_subgraph(edges).copy()
        snapshot.add_nodes_from((paper, G.nodes[paper]) for paper in sorted(papers))
        _count_again(snapshot)
        yield name, snapshot


def _count_again(G: nx.MultiDiGraph) -> None:
    """Make the counts that nodes carry those of this graph."""
    for node, data in G.nodes(data=True):
        edges = list(G.in_edges(node, keys=True, data=True))
        if "paperCount" in data:
            data["paperCount"] = len({*G.predecessors(node), *G.successors(node)})
        if "mentionCount" in data:
            data["mentionCount"] = sum(values.get("mentions", 0) for *_, values in edges)
        if "localCitationCount" in data:
            del data["localCitationCount"]
            cited = sum(1 for *_, key, _ in edges if key == RelationshipType.CITES)
            data.update({"localCitationCount": cited} if cited else {})


def snapshot_rows(G: Graph, every: Every = Every.YEAR) -> tuple[Snapshot, ...]:
    """Return the size of the graph at the end of each period.

    >>> from graphkit.analyse.example import example_graph
    >>> first, *_ = snapshot_rows(example_graph())
    >>> first.papers, first.entities, first.relationships
    (2, 7, 7)
    """
    columns = columns_of(G)
    found = _periods(columns, every)
    rows = []
    known = np.zeros(len(columns), bool)
    for number, name in enumerate(found.names):
        papers = (found.place >= 0) & (found.place <= number)
        edges = papers[columns.sources] & (papers | columns.is_entity)[columns.targets]
        here = papers.copy()
        here[columns.targets[edges]] = True
        entities = here & columns.is_entity
        rows.append(
            Snapshot(
                name,
                int(papers.sum()),
                int((found.place == number).sum()),
                int(entities.sum()),
                int((entities & ~known).sum()),
                int(edges.sum()),
                _largest(columns.keep(edges), here),
            )
        )
        known |= entities
    return tuple(rows)


def _largest(columns: Columns, here: np.ndarray) -> float:
    _, parts = csgraph.connected_components(undirected(columns), directed=False)
    sizes = np.bincount(parts[here]) if here.any() else np.zeros(1)
    return float(sizes.max() / max(1, here.sum()))


def _periods(columns: Columns, every: Every) -> Periods:
    """Return the period of each paper that was read, -1 of all other nodes."""
    dates = np.where(columns.is_paper, columns.dates, np.datetime64("NaT"))
    return periods(dates, every, years=np.where(columns.is_paper, columns.years, 0))
