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
paper alone has are neighbours of the same: one search does for all of them.
"""

from dataclasses import dataclass

import numpy as np
from scipy import sparse
from scipy.sparse import csgraph

from graphkit.analyse.columns import Floats, Ints, Matrix, Progress, hidden

EXACT_NODES = 5_000
PIVOTS = 256
_CELLS = 1_000_000  # of one level: nodes times searches at once
_WIDEST = 256


@dataclass(frozen=True, slots=True, eq=False)
class _Core:
    """A graph without its leaves: for each node of it, how many nodes it counts as.

    `place` leads from a node of the whole graph to the one that it is counted with, and is -1
    where it has no neighbour. `reach` is the most nodes of the core that a search from each finds.
    """

    nodes: Ints
    links: Matrix
    place: Ints
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
    core = _whole(links) if directed else _without_leaves(links)
    found: Floats = np.zeros(size) if directed else _of_leaves(links, core)
    drawn, scale = _draw(core, size, pivots, seed)
    back = sparse.csr_array(core.links.T) if directed else core.links
    starts, counts = np.flatnonzero(drawn), drawn[drawn > 0]
    if not directed:
        starts, counts = _one_of_twins(core.links, starts, counts)
    width = max(1, min(_WIDEST, _CELLS // max(1, len(core.nodes))))
    for begin in range(0, len(starts), width):
        progress("betweenness", begin, len(starts))
        batch = starts[begin : begin + width]
        found[core.nodes] += scale * (
            _dependencies(core, back, batch) @ counts[begin : begin + width]
        )
    progress("betweenness", len(starts), len(starts))
    found /= (size - 1) * (size - 2)
    return found


def _whole(links: Matrix) -> _Core:
    every = np.arange(links.shape[0])
    return _Core(every, links, every, np.ones(len(every)), np.full(len(every), len(every)))


def _without_leaves(links: Matrix) -> _Core:
    size = links.shape[0]
    degrees = np.diff(links.indptr)
    single = np.flatnonzero(degrees == 1)
    neighbour = np.arange(size)
    neighbour[single] = links.indices[links.indptr[single]]
    is_leaf = (degrees == 1) & (degrees[neighbour] > 1)
    nodes = np.flatnonzero(~is_leaf & (degrees > 0))
    place = np.full(size, -1, np.int64)
    place[nodes] = np.arange(len(nodes))
    place[is_leaf] = place[neighbour[is_leaf]]
    weights = np.bincount(place[place >= 0], minlength=len(nodes)).astype(np.float64)
    inner = links[nodes][:, nodes]
    _, parts = csgraph.connected_components(inner, directed=False)
    return _Core(nodes, inner, place, weights, np.bincount(parts, minlength=1)[parts])


def _of_leaves(links: Matrix, core: _Core) -> Floats:
    """Return the ordered pairs that a node gets for its leaves."""
    _, parts = csgraph.connected_components(links, directed=False)
    sizes = np.bincount(parts)[parts][core.nodes]
    leaves = core.weights - 1
    found = np.zeros(links.shape[0])
    found[core.nodes] = leaves * (leaves - 1) + 2 * leaves * (sizes - 1 - leaves)
    return found


def _draw(core: _Core, size: int, pivots: int | None, seed: int) -> tuple[Floats, float]:
    """Return how often a search from each node counts, and the factor to all nodes."""
    if pivots is None or pivots >= size:
        return core.weights, 1.0
    drawn = np.random.default_rng(seed).permutation(size)[:pivots]
    places = core.place[drawn]
    counts = np.bincount(places[places >= 0], minlength=len(core.nodes)).astype(np.float64)
    return counts, size / pivots


def _one_of_twins(links: Matrix, starts: Ints, counts: Floats) -> tuple[Ints, Floats]:
    """Return the starts without those that find the same as another, which counts for them.

    Twins have the same neighbours and are neighbours. No shortest way from one leads over another,
    and those to all others are the same. Neighbours are compared by sums of random numbers of 128
    bits.
    """
    marks = np.random.default_rng(0).integers(2**63, size=(links.shape[0], 2))
    ones = sparse.csr_array(
        (np.ones(links.nnz, np.int64), links.indices, links.indptr), shape=links.shape
    )
    sums = (ones @ marks + marks)[starts]
    _, first, twin = np.unique(sums, axis=0, return_index=True, return_inverse=True)
    order = np.argsort(first)
    together: Floats = np.bincount(twin.ravel(), weights=counts).astype(np.float64)
    return starts[first[order]], together[order]


def _dependencies(core: _Core, back: Matrix, starts: Ints) -> Floats:
    """Return the dependency of each start, a column, on every node."""
    columns = np.arange(len(starts))
    level: Floats = np.zeros((len(core.nodes), len(starts)))
    level[starts, columns] = 1.0
    ways, levels = level.copy(), [level]
    missing = int(core.reach[starts].sum()) - len(starts)
    while missing:
        level = back @ level
        level[ways > 0] = 0.0
        reached = int(np.count_nonzero(level))
        if not reached:
            break
        missing -= reached
        ways += level
        levels.append(level)
    found, weights = np.zeros_like(ways), core.weights[:, None]
    for depth in range(len(levels) - 1, 1, -1):  # at 1 only the starts themselves would get some
        passed = np.divide(weights + found, ways, out=np.zeros_like(ways), where=levels[depth] > 0)
        found += (core.links @ passed) * levels[depth - 1]
    found[starts, columns] = 0.0
    return found
