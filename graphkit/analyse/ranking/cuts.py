"""Cut nodes: what falls off when a node goes.

Source: Tarjan 1972, "Depth-first search and linear graph algorithms", with the sizes of the parts.
"""

from dataclasses import dataclass

from graphkit.analyse.columns import Matrix, Progress, hidden

_STEP = 50_000


@dataclass(frozen=True, slots=True)
class Cut:
    """What is left of a node's component without the node.

    `parts` counts the parts of two nodes or more, `separated` the nodes that are in such a part
    and not in the largest: neighbours with no other link are no part.
    """

    parts: int
    separated: int


def cuts(matrix: Matrix, *, progress: Progress = hidden) -> dict[int, Cut]:
    """Return the nodes that hold two parts of two nodes or more together.

    >>> import numpy as np
    >>> from scipy import sparse
    >>> chain = sparse.csr_array(np.eye(5, k=1) + np.eye(5, k=-1))
    >>> cuts(chain)
    {2: Cut(parts=2, separated=2)}
    """
    search = _Search(matrix.indptr.tolist(), matrix.indices.tolist())
    found: dict[int, Cut] = {}
    done = 0
    for root in range(len(search.order)):
        if search.order[root] < 0:
            component = search.component(root)
            found.update(_cuts(search, component))
            done += len(component)
            if len(component) > 1:
                progress("cut nodes", done, len(search.order))
    return dict(sorted(found.items()))


class _Search:
    """A search into the depth: when each node was reached, and what only it holds.

    `fallen` has for a node the sizes of the subtrees from which no link leads above it.
    """

    def __init__(self, indptr: list[int], indices: list[int]) -> None:
        size = len(indptr) - 1
        self._ends, self._indices = indptr[1:], indices
        self._next = indptr[:-1]
        self.order, self._low, self._below = [-1] * size, [0] * size, [1] * size
        self._clock = 0
        self.fallen: dict[int, list[int]] = {}

    def component(self, root: int) -> list[int]:
        """Walk over the component of a node; return its nodes as they were reached."""
        self._reach(root)
        reached, way = [root], [root]
        while way:
            node = way[-1]
            place = self._next[node]
            if place == self._ends[node]:
                way.pop()
                if way:
                    self._leave(node, way[-1])
                continue
            self._next[node] += 1
            other = self._indices[place]
            if self.order[other] < 0:
                self._reach(other)
                reached.append(other)
                way.append(other)
            elif len(way) == 1 or other != way[-2]:
                self._low[node] = min(self._low[node], self.order[other])
        return reached

    def _reach(self, node: int) -> None:
        self.order[node] = self._low[node] = self._clock
        self._clock += 1

    def _leave(self, node: int, above: int) -> None:
        self._below[above] += self._below[node]
        self._low[above] = min(self._low[above], self._low[node])
        if self._low[node] >= self.order[above]:
            self.fallen.setdefault(above, []).append(self._below[node])


def _cuts(search: _Search, component: list[int]) -> dict[int, Cut]:
    found = {}
    for node in component:
        fallen = search.fallen.get(node, [])
        rest = len(component) - 1 - sum(fallen)
        parts = [size for size in (*fallen, rest) if size > 1]
        if len(parts) > 1:
            found[node] = Cut(len(parts), sum(parts) - max(parts))
    return found
