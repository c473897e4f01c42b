"""How far rankings and communities hang on the confidence of the extraction.

Entities are ranked by PageRank on the whole graph; compared are the first `FIRST`, and all entities
with a link in both graphs by Kendall's tau-b. Communities are those of papers, compared by the
adjusted Rand index over the papers with a link in both. The same is compared where merges are
undone (see `merges`).
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from graphkit.analyse.columns import Columns, Floats, Graph, Ints, columns_of, settled
from graphkit.analyse.communities import adjusted_rand, leiden
from graphkit.analyse.projection import On, project
from graphkit.analyse.ranking import pagerank

LEVELS = (0.5, 0.6, 0.7, 0.8, 0.9)
FIRST = 20
_TOLERANCE = 1e-8


@dataclass(frozen=True, slots=True)
class AtConfidence:
    """What is left at a level of confidence, and how far it says the same as everything."""

    at_least: float
    relationships: int
    entities: int
    first_kept: float
    rank_tau: float
    community_agreement: float


@dataclass(frozen=True, slots=True, eq=False)
class View:
    """A graph's ranking of entities, NaN without a link, and its communities, -1 without."""

    ranks: Floats
    communities: Ints


def at_confidence(
    G: Graph, levels: Sequence[float] = LEVELS, *, base: View | None = None
) -> tuple[AtConfidence, ...]:
    """Return what the graph says with only the statements of at least each confidence.

    `base` is the view of the graph where it is known already.

    >>> from graphkit.analyse.example import example_graph
    >>> [row] = at_confidence(example_graph(), [0.5])
    >>> row.at_least, row.relationships, row.rank_tau
    (0.5, 48, 1.0)
    """
    columns = columns_of(G)
    base = base or view_of(columns)
    rows = []
    for level in levels:
        left = columns.confident(level)
        view = view_of(left)
        linked = int((~np.isnan(view.ranks) & columns.is_entity).sum())
        rows.append(AtConfidence(float(level), len(left.sources), linked, *compared(base, view)))
    return tuple(rows)


def community_noise(G: Graph, *, draws: int = 3) -> float:
    """Return how far the communities of one graph agree with those of other seeds, on average.

    Communities of two graphs that agree as much have not changed for all that one can see.

    >>> from graphkit.analyse.example import example_graph
    >>> round(community_noise(example_graph()), 2)
    0.89
    """
    papers = project(columns_of(G), On.PAPERS).matrix
    linked = np.diff(papers.indptr) > 0
    first = leiden(papers)[linked]
    others = (leiden(papers, seed=seed)[linked] for seed in range(1, draws + 1))
    return float(np.mean([adjusted_rand(first, other) for other in others]))


def kendall_tau(one: Floats, other: Floats) -> float:
    """Return Kendall's tau-b of two rankings, 1 where there is nothing to compare.

    Sources: Kendall 1945, "The treatment of ties in ranking problems"; Knight 1966, "A computer
    method for calculating Kendall's tau with ungrouped data": pairs that disagree are those that a
    sort by merging would turn round.

    >>> kendall_tau(np.array([1.0, 2, 3]), np.array([1.0, 3, 2]))
    0.333333333333
    """
    first, second = (np.unique(settled(row), return_inverse=True)[1] for row in (one, other))
    size = len(first)
    every = size * (size - 1) // 2
    of_one, of_other, of_both = map(_ties, (first, second, first * size + second))
    scale = float(np.sqrt(every - of_one) * np.sqrt(every - of_other))
    turned = _inversions(second[np.lexsort((second, first))])
    agreeing = float(every - of_one - of_other + of_both - 2 * turned)
    return round(agreeing / scale, 12) if scale else 1.0


def _ties(values: Ints) -> int:
    """Return the number of pairs of equal values."""
    numbers = np.unique(values, return_counts=True)[1]
    return int((numbers * (numbers - 1) // 2).sum())


def _inversions(values: Ints) -> int:
    """Return the number of pairs whose larger value stands first; values are below their number.

    Halves of blocks are sorted already; who stands in the left one and is larger is counted for all
    blocks at once, each moved up by a span of its own.
    """
    size, span = 1 << max(0, len(values) - 1).bit_length(), len(values) + 1
    row = np.full(size, span - 1)
    row[: len(values)] = values
    found, width = 0, 1
    while width < size:
        halves = row.reshape(-1, 2, width) + span * np.arange(size // (2 * width))[:, None, None]
        left, right = halves[:, 0].ravel(), halves[:, 1].ravel()
        through = width * (1 + np.arange(len(left)) // width)
        found += int((through - np.searchsorted(left, right, side="right")).sum())
        row = np.sort(row.reshape(-1, 2 * width), axis=1).ravel()
        width *= 2
    return found


def view_of(columns: Columns) -> View:
    """Return the ranks of the entities and the communities of the papers."""
    whole = project(columns, On.WHOLE)
    ranks = np.full(len(columns), np.nan)
    linked = np.diff(whole.matrix.indptr) > 0
    ranks[linked] = pagerank(whole.matrix, tolerance=_TOLERANCE)[linked]
    ranks[~columns.is_entity] = np.nan
    papers = project(columns, On.PAPERS)
    communities = np.full(len(columns), -1)
    together = np.diff(papers.matrix.indptr) > 0
    communities[papers.nodes[together]] = leiden(papers.matrix)[together]
    return View(ranks, communities)


def compared(base: View, other: View) -> tuple[float, float, float]:
    """Return the share of the first entities that are still first, tau, and the agreement.

    NaN where there is nothing to compare: no entity, or fewer than two with a link in both.
    `other` may have more nodes at the end.
    """
    size = len(base.ranks)
    ranks, communities = other.ranks[:size], other.communities[:size]
    both = ~np.isnan(base.ranks) & ~np.isnan(ranks)
    first = _first(base.ranks)
    kept = len(first & _first(ranks)) / len(first) if first else math.nan
    tau = kendall_tau(base.ranks[both], ranks[both]) if both.sum() > 1 else math.nan
    placed = (base.communities >= 0) & (communities >= 0)
    if placed.sum() < 2:  # noqa: PLR2004 - one paper alone agrees with everything
        return kept, tau, math.nan
    return kept, tau, adjusted_rand(base.communities[placed], communities[placed])


def _first(ranks: Floats) -> set[int]:
    known = np.flatnonzero(~np.isnan(ranks))
    order = known[np.lexsort((known, -settled(ranks[known])))]
    return set(order[:FIRST].tolist())
