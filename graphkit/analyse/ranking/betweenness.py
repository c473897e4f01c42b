"""Betweenness: how many of the shortest ways lead over a node.

Sources: Brandes 2001, "A faster algorithm for betweenness centrality"; Brandes, Pich 2007,
"Centrality estimation in large networks", for the pivots. The search runs from many nodes at
once, a level of all of them is one product of matrices (Buluç, Gilbert 2011, "The Combinatorial
BLAS", section on betweenness).

Most entities stand in one paper only. Such leaves lie on no way between others; all ways from and
to them lead over their one neighbour. So they are taken off first and counted with it (Sariyüce,
Saule, Kaya, Çatalyürek 2013, "Shattering and compressing networks for betweenness centrality"):
with l leaves, a node v of a component of C nodes gets l · (l - 1) + 2 · l · (C - 1 - l) ordered
pairs for them, and counts as 1 + l nodes wherever a way begins or ends at it. Entities that one
paper alone has are neighbours of the same and of one another, twins: they are put together, and as
many ways lead over them as they are.
"""

from dataclasses import dataclass

import numpy as np
from scipy import sparse
from scipy.sparse import csgraph

from graphkit.analyse.columns import Floats, Ints, Mask, Matrix, Progress, hidden

EXACT_NODES = 5_000
PIVOTS = 256
_CELLS = 1_000_000  # of one level: nodes times searches at once
_WIDEST = 64


@dataclass(frozen=True, slots=True, eq=False)
class _Core:
    """A graph without its leaves, twins put together: for each node, how many it counts as.

    `place` leads from a node of the whole graph to the one that it is counted with, and is -1
    where it has no neighbour; `inner` are the nodes that are no leaves. `twins` is how many of
    these a node of the core stands for, `weights` how many of all. `reach` is the most nodes of the
    core that a search from each finds.
    """

    inner: Ints
    links: Matrix
    place: Ints
    twins: Floats
    weights: Floats
    reach: Ints


def betweenness(
    matrix: Matrix,
    *,
    directed: bool = False,
    pivots: int | None = None,
    seed: int = 0,
    progress: Progress = hidden,
) -> Floats:
    """Return for each node the share of the pairs of others whose shortest ways lead over it.

    The links count without their weights; a `matrix` that is not `directed` must be symmetric. With
    `pivots` searches start at that many nodes, drawn with `seed`, and what they find is scaled up:
    an estimate. Without, or with as many pivots as nodes, the result is exact and equals
    `networkx.betweenness_centrality`.

    >>> from scipy import sparse
    >>> chain = sparse.csr_array([[0, 1, 0], [1, 0, 1], [0, 1, 0]])
    >>> betweenness(chain).tolist()
    [0.0, 1.0, 0.0]
    """
    size = matrix.shape[0]
    if size < 3:  # noqa: PLR2004 - no pair of others
        return np.zeros(size)
    links = sparse.csr_array(
        (np.ones(len(matrix.data)), matrix.indices, matrix.indptr), shape=matrix.shape
    )
    core = _whole(links) if directed else _core(links)
    found: Floats = np.zeros(size) if directed else _of_leaves(links)
    drawn, scale = _draw(core, size, pivots, seed)
    starts, counts = np.flatnonzero(drawn), drawn[drawn > 0]
    back = sparse.csr_array(core.links.T) if directed else core.links
    width = max(1, min(_WIDEST, _CELLS // max(1, len(core.twins))))
    total = np.zeros(len(core.twins))
    for begin in range(0, len(starts), width):
        progress("betweenness", begin, len(starts))
        batch = starts[begin : begin + width]
        total += scale * (_dependencies(core, back, batch) @ counts[begin : begin + width])
    progress("betweenness", len(starts), len(starts))
    found[core.inner] += total[core.place[core.inner]]
    found /= (size - 1) * (size - 2)
    return found


def _whole(links: Matrix) -> _Core:
    every = np.arange(links.shape[0])
    ones = np.ones(len(every))
    return _Core(every, links, every, ones, ones, np.full(len(every), len(every)))


def _core(links: Matrix) -> _Core:
    size = links.shape[0]
    neighbour, is_leaf = _leaves(links)
    inner = np.flatnonzero(~is_leaf & (np.diff(links.indptr) > 0))
    between = links[inner][:, inner]
    first, twin = _twins(between)
    place = np.full(size, -1, np.int64)
    place[inner] = twin
    place[is_leaf] = place[neighbour[is_leaf]]
    weights = np.bincount(place[place >= 0], minlength=len(first)).astype(np.float64)
    together = between[first][:, first]
    _, parts = csgraph.connected_components(together, directed=False)
    reach = np.bincount(parts, minlength=1)[parts]
    twins = np.bincount(twin, minlength=len(first)).astype(np.float64)
    return _Core(inner, together, place, twins, weights, reach)


def _leaves(links: Matrix) -> tuple[Ints, Mask]:
    """Return the neighbour of each node that has but one, else itself, and who is a leaf."""
    degrees = np.diff(links.indptr)
    single = np.flatnonzero(degrees == 1)
    neighbour = np.arange(links.shape[0])
    neighbour[single] = links.indices[links.indptr[single]]
    return neighbour, (degrees == 1) & (degrees[neighbour] > 1)


def _twins(links: Matrix) -> tuple[Ints, Ints]:
    """Return the first of each kind of nodes, in order, and the kind of each node.

    Twins have the same neighbours and are neighbours. No shortest way leads from one over another,
    and those to all others are the same. Neighbours are compared by sums of random numbers of 128
    bits.
    """
    marks = np.random.default_rng(0).integers(2**63, size=(links.shape[0], 2))
    ones = sparse.csr_array(
        (np.ones(links.nnz, np.int64), links.indices, links.indptr), shape=links.shape
    )
    sums = ones @ marks + marks
    _, first, twin = np.unique(sums, axis=0, return_index=True, return_inverse=True)
    order = np.argsort(first)
    number = np.empty(len(order), np.int64)
    number[order] = np.arange(len(order))
    return first[order], number[twin.ravel()]


def _of_leaves(links: Matrix) -> Floats:
    """Return the ordered pairs that a node gets for its leaves."""
    neighbour, is_leaf = _leaves(links)
    _, parts = csgraph.connected_components(links, directed=False)
    sizes = np.bincount(parts, minlength=1)[parts]
    leaves = np.bincount(neighbour[is_leaf], minlength=len(parts)).astype(np.float64)
    found: Floats = leaves * (leaves - 1) + 2 * leaves * (sizes - 1 - leaves)
    return found


def _draw(core: _Core, size: int, pivots: int | None, seed: int) -> tuple[Floats, float]:
    """Return how often a search from each node counts, and the factor to all nodes."""
    if pivots is None or pivots >= size:
        return core.weights, 1.0
    drawn = np.random.default_rng(seed).permutation(size)[:pivots]
    places = core.place[drawn]
    counts = np.bincount(places[places >= 0], minlength=len(core.twins)).astype(np.float64)
    return counts, size / pivots


def _dependencies(core: _Core, back: Matrix, starts: Ints) -> Floats:
    """Return the dependency of each start, a column, on every node.

    A start and the nodes that it depends on stand each for one of its twins: what is counted is one
    node of many, but ways lead over all of them.
    """
    columns = np.arange(len(starts))
    level: Floats = np.zeros((len(core.twins), len(starts)))
    level[starts, columns] = 1.0
    unseen = level == 0
    ways, levels = level.copy(), [level]
    missing = int(core.reach[starts].sum()) - len(starts)
    along = back  # from one start, whose twins are in nobody's way
    while missing:
        level = along @ level
        level *= unseen
        is_here = level > 0
        reached = int(np.count_nonzero(is_here))
        if not reached:
            break
        missing -= reached
        ways += level
        unseen ^= is_here
        levels.append(level)
        along = _times(back, core.twins)
    found, weights, twins = np.zeros_like(ways), core.weights[:, None], core.twins[:, None]
    shares = np.reciprocal(ways + unseen)  # of one way; where none leads, nothing is asked for
    for depth in range(len(levels) - 1, 1, -1):  # at 1 only the starts themselves would get some
        passed = twins * found
        passed += weights
        passed *= shares
        passed *= levels[depth] > 0
        gained = core.links @ passed
        gained *= levels[depth - 1]
        found += gained
    found[starts, columns] = 0.0
    return found


def _times(links: Matrix, twins: Floats) -> Matrix:
    """Return the links with as many ways to a node as it stands for."""
    return sparse.csr_array((twins[links.indices], links.indices, links.indptr), shape=links.shape)
