"""Attacks on the graph, chance against intent, and the same on null models.

Definitions
- Nodes go by `degree`, by `betweenness`, or as `bridges` (see `ranking.cuts`: what separates most
  first, then by betweenness), all as measured at the beginning, or in `random` order, a mean over
  `DRAWS`.
- `area` is the mean share of the largest component while half of the nodes go (see `attack`).
- `null` is the mean area of degree-preserving null models (see `rewiring`) under the same attack,
  `z` how many of their standard deviations the graph is from it: below -2 it falls apart sooner
  than its degrees explain.
"""

from dataclasses import dataclass

import numpy as np

from graphkit.analyse.columns import (
    Columns,
    Floats,
    Graph,
    Ints,
    Matrix,
    Progress,
    columns_of,
    hidden,
)
from graphkit.analyse.projection import undirected
from graphkit.analyse.ranking import betweenness, cuts
from graphkit.analyse.robustness.attack import STEPS, Curve, curve, sources_of
from graphkit.analyse.robustness.rewiring import rewired

DRAWS = 5
NULLS = 5
NULL_DRAWS = 2
EXACT_NODES = 1_000  # above, betweenness is estimated, in the null models as in the graph
PIVOTS = 128
_LARGE = 200_000  # relationships; above, fewer null models
_FEW_NULLS = 3


@dataclass(frozen=True, slots=True)
class Area:
    """How well a graph stands an attack; `null` and `z` are None where none was asked for."""

    attack: str
    area: float
    half_at: float | None
    null: float | None
    z: float | None


@dataclass(frozen=True, slots=True)
class Step:
    """What is left when a share of the nodes is gone."""

    attack: str
    removed: float
    largest: float
    efficiency: float


@dataclass(frozen=True, slots=True)
class Robustness:
    """The attacks, step by step and in one number each, and how they were measured."""

    areas: tuple[Area, ...]
    steps: tuple[Step, ...]
    nodes: int
    links: int
    nulls: int
    efficiency: str
    betweenness: str


def robustness(
    G: Graph, *, nulls: int | None = None, seed: int = 0, progress: Progress = hidden
) -> Robustness:
    """Return what is left of a graph while its nodes go, compared with null models.

    >>> from graphkit.analyse.example import example_graph
    >>> found = robustness(example_graph(), nulls=2)
    >>> [area.attack for area in found.areas]
    ['degree', 'betweenness', 'bridges', 'random']
    >>> found.areas[0].area < found.areas[3].area
    True
    """
    columns = columns_of(G)
    matrix = undirected(columns)
    size = matrix.shape[0]
    if nulls is None:
        nulls = _FEW_NULLS if len(columns.sources) > _LARGE else NULLS
    pivots = None if size <= EXACT_NODES else PIVOTS
    sources = sources_of(size, seed)
    orders = _orders(matrix, pivots, seed, progress)
    curves = {}
    for number, (name, tries) in enumerate(orders.items()):
        progress("attacks", number, len(orders))
        curves[name] = _mean([curve(matrix, order, sources=sources) for order in tries])
    areas = _null_areas(columns, nulls, pivots, seed, progress)
    return Robustness(
        tuple(_area(name, found, areas.get(name, [])) for name, found in curves.items()),
        tuple(
            Step(name, *row)
            for name, found in curves.items()
            for row in zip(found.removed, found.largest, found.efficiency, strict=True)
        ),
        size,
        matrix.nnz // 2,
        nulls,
        "exact" if len(sources) == size else f"estimated from {len(sources)} of {size} nodes",
        "exact" if pivots is None else f"estimated from {pivots} of {size} nodes",
    )


def _orders(
    matrix: Matrix, pivots: int | None, seed: int, progress: Progress, draws: int = DRAWS
) -> dict[str, list[Ints]]:
    """Return the orders in which nodes go, several for the random attack."""
    size = matrix.shape[0]
    every = np.arange(size)
    degrees = np.diff(matrix.indptr)
    between = np.round(betweenness(matrix, pivots=pivots, seed=seed, progress=progress), 12)
    separated = np.zeros(size)
    for node, cut in cuts(matrix, progress=progress).items():
        separated[node] = cut.separated
    rng = np.random.default_rng(seed)
    return {
        "degree": [np.lexsort((every, -degrees))],
        "betweenness": [np.lexsort((every, -between))],
        "bridges": [np.lexsort((every, -between, -separated))],
        "random": [rng.permutation(size) for _ in range(draws)],
    }


def _null_areas(
    columns: Columns, nulls: int, pivots: int | None, seed: int, progress: Progress
) -> dict[str, list[float]]:
    areas: dict[str, list[float]] = {}
    for number in range(nulls):
        progress("null models", number, nulls)
        matrix = undirected(rewired(columns, seed + number))
        orders_by_name = _orders(matrix, pivots, seed, hidden, NULL_DRAWS)
        for name, orders in orders_by_name.items():
            areas.setdefault(name, []).append(_mean([curve(matrix, o) for o in orders]).area)
    return areas


def _mean(curves: list[Curve]) -> Curve:
    def mean(rows: list[tuple[float, ...]]) -> tuple[float, ...]:
        found: Floats = np.mean(rows, axis=0)
        return tuple(found.tolist())

    return Curve(
        curves[0].removed,
        mean([found.largest for found in curves]),
        mean([found.efficiency for found in curves]),
    )


def _area(name: str, found: Curve, nulls: list[float]) -> Area:
    """Return an attack in one number; `half_at` is the first step with half of the component."""
    first = found.largest[0]
    gone = (r for r, left in zip(STEPS, found.largest, strict=True) if left <= first / 2)
    mean = float(np.mean(nulls)) if nulls else None
    spread = float(np.std(nulls, ddof=1)) if len(nulls) > 1 else 0.0
    z = (found.area - mean) / spread if mean is not None and spread > 0 else None
    return Area(name, found.area, next(gone, None), mean, z)
