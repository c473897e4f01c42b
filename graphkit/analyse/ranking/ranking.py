"""The ranking: five measures, and how far a rank would move with other papers.

Definitions
- The degree is the number of relationships on the whole graph, the sum of the weights on another.
- A rank is 1 for the highest value; equal values share the best rank.
- Stability: the papers are drawn anew with replacement, everything is measured again, and the
  ranks of a node over all draws are its spread: `low` and `high` are their 5th and 95th percentile,
  `kept` the share of draws in which the node is among the first `top`. A draw leaves out a third of
  the papers; the ranks of papers are taken among those that were drawn, as a share of their number.
- A node is a `hub` where its degree is above that of 95 of 100 nodes, a `bridge` where without it
  two or more nodes lose their way to the largest part (see `cuts`).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from graphkit.analyse.columns import (
    LABELS,
    Columns,
    Floats,
    Graph,
    Ints,
    Matrix,
    Progress,
    columns_of,
    hidden,
    settled,
)
from graphkit.analyse.projection import On, Projection, project
from graphkit.analyse.ranking.betweenness import EXACT_NODES, PIVOTS, betweenness
from graphkit.analyse.ranking.cores import core_numbers
from graphkit.analyse.ranking.cuts import Cut, cuts
from graphkit.analyse.ranking.pagerank import pagerank
from graphkit.analyse.resampling import samples
from graphkit.model import NodeLabel

HUB = 0.95
LARGE = 200_000  # links; above, a ranking is resampled less often


class Measure(StrEnum):
    """What nodes are ranked by."""

    PAGERANK = "pagerank"
    DEGREE = "degree"
    BETWEENNESS = "betweenness"
    CORE = "core"


@dataclass(frozen=True, slots=True)
class Place:
    """A node in the ranking: its measures and how far its rank moves."""

    rank: int
    name: str
    label: str
    degree: float
    pagerank: float
    betweenness: float
    core: int
    role: str
    separated: int
    low: int
    high: int
    kept: float
    id: str


@dataclass(frozen=True, slots=True)
class Ranking:
    """The first nodes by a measure, and how they were measured.

    `betweenness` says whether it is exact, or from how many nodes it was estimated.
    """

    places: tuple[Place, ...]
    by: Measure
    on: On
    nodes: int
    links: int
    betweenness: str
    resamples: int
    left_out: int


def ranking(  # noqa: PLR0913 - what is ranked, by what, and how sure
    G: Graph,
    *,
    by: Measure = Measure.PAGERANK,
    on: On = On.WHOLE,
    label: NodeLabel | None = None,
    top: int = 20,
    pivots: int | None = None,
    resamples: int | None = None,
    seed: int = 0,
    progress: Progress = hidden,
) -> Ranking:
    """Return the first `top` nodes, all or those with a label, by a measure on a projection.

    Betweenness is exact up to `EXACT_NODES` nodes, else estimated from `PIVOTS`; `pivots` says
    another number. `resamples` is 100, of a large graph 10, of a betweenness 20.

    >>> from graphkit.analyse.example import example_graph
    >>> found = ranking(example_graph(), top=2, resamples=20)
    >>> [(place.rank, place.name, place.label) for place in found.places]
    [(1, 'accuracy', 'Metric'), (2, 'graph neural network', 'Method')]
    >>> found.betweenness
    'exact'
    """
    columns = columns_of(G)
    graph = project(columns, on)
    links = graph.matrix.nnz if graph.directed else graph.matrix.nnz // 2
    if pivots is None and len(graph.nodes) > EXACT_NODES:
        pivots = PIVOTS
    if resamples is None:
        resamples = 10 if links > LARGE else 20 if by is Measure.BETWEENNESS else 100
    measured = {
        measure: _measure(graph, measure, pivots=pivots, seed=seed, progress=progress)
        for measure in Measure
    }
    members = _members(columns, graph, label)
    found = ranks(measured[by][members])
    chosen = members[np.lexsort((members, found))[:top]]
    again = _ranks_again(columns, on, by, label, chosen, (resamples, pivots, seed), progress)
    place_of = dict(zip(members.tolist(), found.tolist(), strict=True))
    cut = cuts(_both_ways(graph), progress=progress)
    hub = np.quantile(measured[Measure.DEGREE], HUB) if len(graph.nodes) else 0.0
    places = tuple(
        _place(columns, graph, node, rank, measured, hub, cut.get(node), again[:, number], top)
        for number, (node, rank) in enumerate((node, place_of[node]) for node in chosen.tolist())
    )
    return Ranking(
        places,
        by,
        on,
        len(graph.nodes),
        links,
        _exactness(pivots, len(graph.nodes)),
        resamples,
        graph.left_out,
    )


def ranks(values: Floats) -> Ints:
    """Return the rank of each value, 1 for the highest; equal ones share the best.

    Values that differ after the tenth digit only are equal (see `settled`).

    >>> ranks(np.array([0.5, 0.9, 0.5])).tolist()
    [2, 1, 2]
    """
    rounded = -settled(values)
    found: Ints = np.searchsorted(np.sort(rounded), rounded, side="left") + 1
    return found


def _exactness(pivots: int | None, nodes: int) -> str:
    if pivots is None or pivots >= nodes:
        return "exact"
    return f"estimated from {pivots} of {nodes} nodes"


def _measure(
    graph: Projection, by: Measure, *, pivots: int | None, seed: int, progress: Progress = hidden
) -> Floats:
    if by is Measure.PAGERANK:
        shares = pagerank(graph.matrix, directed=graph.directed, restart=graph.counts)
        return shares / graph.counts  # of one of the equal papers
    if by is Measure.BETWEENNESS:
        return betweenness(
            graph.matrix, directed=graph.directed, pivots=pivots, seed=seed, progress=progress
        )
    both = _both_ways(graph)
    if by is Measure.CORE:
        return core_numbers(both).astype(np.float64)
    return np.asarray(both.sum(axis=1), np.float64).ravel() / graph.counts


def _both_ways(graph: Projection) -> Matrix:
    return (graph.matrix + graph.matrix.T).tocsr() if graph.directed else graph.matrix


def _members(columns: Columns, graph: Projection, label: NodeLabel | None) -> Ints:
    """Return the places in the projection of the nodes with a label."""
    if label is None:
        return np.arange(len(graph.nodes))
    return np.flatnonzero(columns.labels[graph.nodes] == LABELS.index(label))


def _ranks_again(
    columns: Columns,
    on: On,
    by: Measure,
    label: NodeLabel | None,
    chosen: Ints,
    drawing: tuple[int, int | None, int],
    progress: Progress,
) -> Floats:
    """Return the ranks of some nodes in each sample of the papers, NaN where a sample lacks one.

    They are scaled to the number of nodes that are ranked without sampling.
    """
    number, pivots, seed = drawing
    base = project(columns, on)
    nodes = base.nodes[chosen]
    everyone = len(_members(columns, base, label))
    found = np.full((number, len(nodes)), np.nan)
    for draw, counts in enumerate(samples(columns, number, seed=seed)):
        progress("resampling", draw, number)
        graph = project(columns, on, counts=counts)
        members = _members(columns, graph, label)
        if not len(members):
            continue
        values = _measure(graph, by, pivots=pivots, seed=seed)[members]
        places = np.full(len(columns), np.nan)
        places[graph.nodes[members]] = 1 + (ranks(values) - 1) * everyone / len(members)
        found[draw] = places[nodes]
    progress("resampling", number, number)
    return found


def _place(  # noqa: PLR0913, PLR0917 - a row
    columns: Columns,
    graph: Projection,
    place: int,
    rank: int,
    measured: Mapping[Measure, Floats],
    hub: float,
    cut: Cut | None,
    again: Floats,
    top: int,
) -> Place:
    node = int(graph.nodes[place])
    seen = again[~np.isnan(again)]
    if not len(seen):
        seen = np.array([float(rank)])
    degree = float(measured[Measure.DEGREE][place])
    roles = [role for role, is_so in (("hub", degree > hub), ("bridge", cut is not None)) if is_so]
    return Place(
        rank=rank,
        name=columns.names[node],
        label=columns.label(node),
        degree=degree,
        pagerank=float(measured[Measure.PAGERANK][place]),
        betweenness=float(measured[Measure.BETWEENNESS][place]),
        core=int(measured[Measure.CORE][place]),
        role=", ".join(roles),
        separated=cut.separated if cut else 0,
        low=int(np.percentile(seen, 5, method="lower")),
        high=int(np.ceil(np.percentile(seen, 95, method="higher"))),
        kept=float((seen <= top).mean()),
        id=columns.ids[node],
    )
