"""A graph while its nodes go, one after another in some order.

Sources: Albert, Jeong, Barabási 2000, "Error and attack tolerance of complex networks"; Schneider,
Moreira, Andrade, Havlin, Herrmann 2011, "Mitigation of malicious attacks on networks", for the
area; Latora, Marchiori 2001, "Efficient behavior of small-world networks", for the efficiency:

    E = sum over ordered pairs of 1 / distance, over N · (N - 1)

N counts the nodes at the beginning, at every step: what is gone is far from everything.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy import sparse
from scipy.sparse import csgraph

from graphkit.analyse.columns import Ints, Matrix

STEPS = (0.0, 0.01, 0.02, 0.03, 0.05, 0.1, 0.15, 0.2, 0.3, 0.5)
SOURCES = 32
EXACT = 300  # nodes up to which the efficiency is exact
_CELLS = 1_000_000


@dataclass(frozen=True, slots=True)
class Curve:
    """What is left at each step: `largest` component and `efficiency`, of all nodes at first."""

    removed: tuple[float, ...]
    largest: tuple[float, ...]
    efficiency: tuple[float, ...]

    @property
    def area(self) -> float:
        """Return the mean share of the largest component between the first and the last step."""
        span = self.removed[-1] - self.removed[0]
        return float(np.trapezoid(self.largest, self.removed) / span)


def curve(
    matrix: Matrix,
    order: Ints,
    *,
    steps: Sequence[float] = STEPS,
    sources: Ints | None = None,
) -> Curve:
    """Return what is left of a symmetric matrix after each share of the nodes is gone, in order.

    The efficiency is measured from `sources`, or not at all.

    >>> from scipy import sparse
    >>> star = sparse.csr_array([[0, 1, 1, 1], [1, 0, 0, 0], [1, 0, 0, 0], [1, 0, 0, 0]])
    >>> curve(star, np.arange(4), steps=(0, 0.25)).largest
    (1.0, 0.25)
    """
    size = matrix.shape[0]
    shares, efficiencies = [], []
    for step in steps:
        left = np.ones(size, bool)
        left[order[: round(step * size)]] = False
        rest = _without(matrix, left)
        shares.append(largest(rest, left))
        efficiencies.append(efficiency(rest, sources) if sources is not None else float("nan"))
    return Curve(tuple(map(float, steps)), tuple(shares), tuple(efficiencies))


def largest(matrix: Matrix, left: Ints) -> float:
    """Return the share of all nodes that are in the largest component of those that are left."""
    if not len(left) or not left.any():
        return 0.0
    _, parts = csgraph.connected_components(matrix, directed=False)
    sizes: Ints = np.bincount(parts[left])
    return float(sizes.max()) / len(left)


def efficiency(matrix: Matrix, sources: Ints | None = None) -> float:
    """Return the efficiency, exact, or estimated from the distances of some `sources`.

    >>> from scipy import sparse
    >>> chain = sparse.csr_array([[0, 1, 0], [1, 0, 1], [0, 1, 0]])
    >>> round(efficiency(chain), 4)
    0.8333
    """
    size = matrix.shape[0]
    if size < 2:  # noqa: PLR2004 - no pair
        return 0.0
    starts = np.arange(size) if sources is None else sources
    width = max(1, _CELLS // size)
    total = 0.0
    for begin in range(0, len(starts), width):
        total += _nearness(matrix, starts[begin : begin + width])
    return float(total / (len(starts) * (size - 1)))


def sources_of(size: int, seed: int = 0) -> Ints:
    """Return the nodes from which the efficiency is measured: all of a small graph."""
    if size <= EXACT:
        return np.arange(size)
    return np.sort(np.random.default_rng(seed).permutation(size)[:SOURCES])


def _nearness(matrix: Matrix, starts: Ints) -> float:
    """Return the sum of 1 / distance from some nodes to all others, level by level."""
    level = np.zeros((matrix.shape[0], len(starts)), np.float32)
    level[starts, np.arange(len(starts))] = 1.0
    seen = level > 0
    total, distance = 0.0, 0
    while True:
        distance += 1
        reached = (matrix @ level > 0) & ~seen
        number = int(np.count_nonzero(reached))
        if not number:
            return total
        total += number / distance
        seen |= reached
        level = reached.astype(np.float32)


def _without(matrix: Matrix, left: Ints) -> Matrix:
    """Return the matrix of the same size without the links of the nodes that are gone."""
    rows = np.repeat(np.arange(matrix.shape[0]), np.diff(matrix.indptr))
    kept = left[rows] & left[matrix.indices]
    data = np.ones(int(kept.sum()), np.float32)
    return sparse.csr_array((data, (rows[kept], matrix.indices[kept])), shape=matrix.shape)
