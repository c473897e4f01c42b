"""The best ways from one node to another, on a matrix of links.

Sources: Yen 1971, "Finding the k shortest loopless paths in a network"; Hart, Nilsson, Raphael
1968, "A formal basis for the heuristic determination of minimum cost paths", for the searches,
which know what is left from every node: one search from the end tells it (Dijkstra 1959).

Every stored value of a matrix is a link, there once in each direction, and `costs` says in the
same order what it costs to go along it, above 0.
"""

from collections.abc import Iterator
from heapq import heappop, heappush
from typing import NamedTuple

import numpy as np
from scipy import sparse
from scipy.sparse import csgraph

from graphkit.analyse.columns import Columns, Floats, Ints, Matrix
from graphkit.analyse.ranking.cores import neighbours
from graphkit.graph import run_starts

_LEAST_CONFIDENCE = 1e-6  # a link without any would never be gone along
_GRAIN = 2.0**30  # costs are whole parts of 1: their sums have no last bit that depends on order


class Way(NamedTuple):
    """The nodes from one to another, both with them, and what that costs."""

    cost: float
    nodes: tuple[int, ...]


def links_of(columns: Columns) -> Matrix:
    """Return who is joined with whom, both ways: the values are places of relationships.

    Of several between two nodes it is the most confident, of equal ones the first.
    """
    edges = np.flatnonzero(columns.sources != columns.targets)
    ends = columns.sources[edges], columns.targets[edges]
    low, high = np.minimum(*ends), np.maximum(*ends)
    order = np.lexsort((-columns.confidence[edges], high, low))
    low, high = low[order], high[order]
    is_first = run_starts(low, high)
    low, high, edges = low[is_first], high[is_first], edges[order[is_first]]
    values, rows, places = (
        np.concatenate(pair) for pair in ((edges, edges), (low, high), (high, low))
    )
    links = sparse.csr_array((values, (rows, places)), shape=(len(columns),) * 2)
    links.sort_indices()
    return links


def confidence_of(columns: Columns, links: Matrix) -> Floats:
    """Return the confidence of each link, above 0, in the order of the matrix."""
    found: Floats = np.maximum(columns.confidence[links.data], _LEAST_CONFIDENCE)
    return found


def settled_costs(costs: Floats) -> Floats:
    """Return costs in whole billionths or so: sums are exact, equal ways are equally good."""
    found: Floats = np.round(costs * _GRAIN) / _GRAIN
    return found


def shortest_ways(links: Matrix, costs: Floats, start: int, end: int, number: int) -> list[Way]:
    """Return the `number` cheapest of the ways of fewest links, none where there is none.

    The best ways to a node are made of best ways to the nodes before it, so that no more than
    `number` a node are ever kept, however many there are.
    """
    left = _links_left(links, start, end)
    if left[start] < 0:
        return []
    level = {start: [Way(0.0, (start,))]}
    for further in range(int(left[start]) - 1, -1, -1):
        found: dict[int, list[Way]] = {}
        for node, ways in level.items():
            row = slice(links.indptr[node], links.indptr[node + 1])
            near = np.flatnonzero(left[links.indices[row]] == further) + row.start
            for after, cost in zip(links.indices[near].tolist(), costs[near].tolist(), strict=True):
                found.setdefault(after, []).extend(
                    Way(way.cost + cost, (*way.nodes, after)) for way in ways
                )
        level = {node: sorted(ways)[:number] for node, ways in found.items()}
    return level[end]


def cheapest_ways(links: Matrix, costs: Floats, start: int, end: int) -> Iterator[Way]:
    """Give the ways that lead over no node twice, the cheapest first, while there are more."""
    search = _Search(links, costs, end)
    waiting: list[Way] = []
    first = search.way((start,), 0.0, frozenset()) if search.reaches(start) else None
    if first is not None:
        waiting.append(first)
    found: list[Way] = []
    seen = set(waiting)
    while waiting:
        best = heappop(waiting)
        yield best
        found.append(best)
        spent = 0.0
        for place in range(len(best.nodes) - 1):
            root = best.nodes[: place + 1]
            taken = frozenset(
                way.nodes[place + 1] for way in found if way.nodes[: place + 1] == root
            )
            other = search.way(root, spent, taken)
            if other is not None and other not in seen:
                seen.add(other)
                heappush(waiting, other)
            spent += search.cost(*best.nodes[place : place + 2])


class _Search:
    """Searches for ways to one end."""

    def __init__(self, links: Matrix, costs: Floats, end: int) -> None:
        self._links, self._costs, self._end = links, costs, end
        backwards = sparse.csr_array((costs, links.indices, links.indptr), shape=links.shape).T
        self._left: Floats = csgraph.dijkstra(backwards.tocsr(), indices=end)

    def reaches(self, start: int) -> bool:
        """Return whether any way leads from a node to the end."""
        return bool(np.isfinite(self._left[start]))

    def cost(self, here: int, there: int) -> float:
        """Return the cost of one link."""
        row = slice(self._links.indptr[here], self._links.indptr[here + 1])
        place = int(np.searchsorted(self._links.indices[row], there))
        return float(self._costs[row][place])

    def way(self, root: tuple[int, ...], spent: float, taken: frozenset[int]) -> Way | None:
        """Return the cheapest way that begins with `root` and goes on to none of `taken`.

        `spent` is the cost of the root.
        """
        closed = set(root[:-1])
        before = {root[-1]: root[-1]}
        known = {root[-1]: spent}
        waiting = [(spent + float(self._left[root[-1]]), root[-1])]
        while waiting:
            _, node = heappop(waiting)
            if node == self._end:
                return Way(known[node], (*root[:-1], *_back(before, root[-1], node)))
            if node in closed:
                continue
            closed.add(node)
            for after, cost, left in self._following(node):
                total = known[node] + cost
                if after in closed or total >= known.get(after, np.inf):
                    continue
                if node == root[-1] and after in taken:
                    continue
                known[after], before[after] = total, node
                heappush(waiting, (total + left, after))
        return None

    def _following(self, node: int) -> Iterator[tuple[int, float, float]]:
        row = slice(self._links.indptr[node], self._links.indptr[node + 1])
        near = self._links.indices[row]
        return zip(near.tolist(), self._costs[row].tolist(), self._left[near].tolist(), strict=True)


def _back(before: dict[int, int], first: int, last: int) -> list[int]:
    nodes = [last]
    while nodes[-1] != first:
        nodes.append(before[nodes[-1]])
    return nodes[::-1]


def _links_left(links: Matrix, start: int, end: int) -> Ints:
    """Return how many links lead from nodes to `end`, -1 where it is not known or not so near.

    Nodes further away than `start` are not looked at.
    """
    left = np.full(links.shape[0], -1)
    left[end] = 0
    level, distance = np.array([end]), 0
    while len(level) and left[start] < 0:
        distance += 1
        near = neighbours(links, level)
        near = near[left[near] < 0]
        left[near] = distance
        level = np.unique(near)
    return left
