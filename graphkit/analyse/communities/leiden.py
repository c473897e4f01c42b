"""The Leiden method: a partition of high modularity whose communities are connected.

Sources: Traag, Waltman, van Eck 2019, "From Louvain to Leiden: guaranteeing well-connected
communities"; Newman, Girvan 2004, "Finding and evaluating community structure in networks"; for
the resolution g Reichardt, Bornholdt 2006.

    Q = sum over communities c of ( in(c) / 2m - g · (all(c) / 2m)² )

in(c) is the weight of the links inside, both ways, all(c) the weight of all links of its members,
2m that of the graph.
"""

from collections.abc import Callable
from threading import Thread
from typing import TypeVar

import numpy as np

from graphkit.analyse.columns import Ints, Matrix

_Result = TypeVar("_Result")
_GLANCE = 0.05  # seconds between two looks at the keyboard


def leiden(matrix: Matrix, *, resolution: float = 1.0, seed: int = 0, iterations: int = 1) -> Ints:
    """Return the community of each node of a symmetric matrix of weights.

    Communities are numbered from 0 by size, equal ones by their first node. The same matrix and
    seed give the same communities. A node without links is alone.

    >>> import networkx as nx
    >>> two = nx.to_scipy_sparse_array(nx.barbell_graph(4, 0), dtype=float)
    >>> leiden(two).tolist()
    [0, 0, 0, 0, 1, 1, 1, 1]
    """
    size = matrix.shape[0]
    if not matrix.nnz:
        return np.arange(size)
    import graspologic_native  # noqa: PLC0415 - only if there is work

    arrays = (
        matrix.indptr.astype(np.int64),
        matrix.indices.astype(np.int32),
        matrix.data.astype(np.float64),
    )
    run = graspologic_native.leiden_csr  # ty: ignore[missing-attribute] # compiled, so unseen
    _, places = interruptible(
        lambda: run(*arrays, size, resolution=resolution, seed=seed, iterations=iterations)
    )
    found = np.fromiter((places[node] for node in range(size)), np.int64, size)
    return numbered(found)


def modularity(matrix: Matrix, communities: Ints, *, resolution: float = 1.0) -> float:
    """Return the modularity of a partition, 0 of a graph without links.

    >>> import networkx as nx
    >>> two = nx.to_scipy_sparse_array(nx.barbell_graph(3, 0), dtype=float)
    >>> round(modularity(two, np.array([0, 0, 0, 1, 1, 1])), 4)
    0.3571
    """
    total = float(matrix.data.sum())
    if not total:
        return 0.0
    rows = np.repeat(communities, np.diff(matrix.indptr))
    inside = float(matrix.data[rows == communities[matrix.indices]].sum())
    strengths = np.bincount(communities, weights=np.asarray(matrix.sum(axis=1)).ravel())
    return inside / total - resolution * float(((strengths / total) ** 2).sum())


def numbered(communities: Ints) -> Ints:
    """Return the communities numbered from 0 by size, equal ones by their first node.

    >>> numbered(np.array([7, 3, 3, 9])).tolist()
    [1, 0, 0, 2]
    """
    _, first, place, sizes = np.unique(
        communities, return_index=True, return_inverse=True, return_counts=True
    )
    order = np.lexsort((first, -sizes))
    number = np.empty(len(order), np.int64)
    number[order] = np.arange(len(order))
    found: Ints = number[place]
    return found


def interruptible(work: Callable[[], _Result]) -> _Result:
    """Return what `work` returns; Ctrl-C is obeyed at once though it runs in a compiled library."""
    results: list[_Result] = []
    errors: list[BaseException] = []

    def run() -> None:
        try:
            results.append(work())
        except BaseException as error:  # noqa: BLE001 - raised again below
            errors.append(error)

    thread = Thread(target=run, daemon=True)
    thread.start()
    while thread.is_alive():
        thread.join(_GLANCE)
    if errors:
        raise errors[0]
    return results[0]
