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
_BITS = 64


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
    rows = np.repeat(np.arange(size), np.diff(matrix.indptr))
    shares, efficiencies = [], []
    for step in steps:
        left = np.ones(size, bool)
        left[order[: round(step * size)]] = False
        rest = _without(matrix, rows, left)
        shares.append(largest(rest, left))
        efficiencies.append(efficiency(rest, sources) if sources is not None else float("nan"))
    return Curve(tuple(map(float, steps)), tuple(shares), tuple(efficiencies))


def largest(matrix: Matrix, left: Ints) -> float:
    """Return the share of all nodes that are in the largest component of those that are left.

    The matrix is symmetric: its strong components, which need no transposing, are its components.
    """
    if not len(left) or not left.any():
        return 0.0
    _, parts = csgraph.connected_components(matrix, directed=True, connection="strong")
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
    total = 0.0
    for begin in range(0, len(starts), _BITS):
        total += _nearness(matrix, starts[begin : begin + _BITS])
    return float(total / (len(starts) * (size - 1)))


def sources_of(size: int, seed: int = 0) -> Ints:
    """Return the nodes from which the efficiency is measured: all of a small graph."""
    if size <= EXACT:
        return np.arange(size)
    return np.sort(np.random.default_rng(seed).permutation(size)[:SOURCES])


def _nearness(matrix: Matrix, starts: Ints) -> float:
    """Return the sum of 1 / distance from up to 64 nodes to all others, level by level.

    Each start is a bit of a number that every node has: a node is reached by the starts that
    reached any of its neighbours.
    """
    linked = np.flatnonzero(np.diff(matrix.indptr))
    firsts = matrix.indptr[linked]
    level = np.zeros(matrix.shape[0], np.uint64)
    np.bitwise_or.at(level, starts, np.uint64(1) << np.arange(len(starts), dtype=np.uint64))
    seen = level.copy()
    total, distance = 0.0, 0
    while len(linked):
        distance += 1
        reached = np.bitwise_or.reduceat(level[matrix.indices], firsts) & ~seen[linked]
        number = int(np.bitwise_count(reached).sum())
        if not number:
            break
        total += number / distance
        level[:] = 0
        level[linked] = reached
        seen[linked] |= reached
    return total


def _without(matrix: Matrix, rows: Ints, left: Ints) -> Matrix:
    """Return the matrix of the same size without the links of the nodes that are gone.

    `rows` has the row of each link.
    """
    kept = left[rows] & left[matrix.indices]
    lengths = np.bincount(rows[kept], minlength=matrix.shape[0])
    starts = np.concatenate(([0], np.cumsum(lengths))).astype(matrix.indptr.dtype)
    indices = matrix.indices[kept]
    return sparse.csr_array((np.ones(len(indices)), indices, starts), shape=matrix.shape)
