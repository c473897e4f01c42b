"""Papers that stand together: in the reference lists of others, or by their own.

Sources: Small 1973, "Co-citation in the scientific literature"; Kessler 1963, "Bibliographic
coupling between scientific papers"; Salton, McGill 1983 for the cosine, common over the root of the
product of both totals.
"""

from collections.abc import Hashable, Iterator
from typing import TypeAlias

import networkx as nx
import numpy as np
from scipy import sparse

from graphkit.analyse.columns import Floats, Ints, Matrix

Counted: TypeAlias = tuple[Hashable, Hashable, int, float]
_CELLS = 2_000_000  # pairs at once


def cited_together(G: nx.DiGraph, top: int = 20) -> tuple[Counted, ...]:
    """Return pairs of papers with the number of papers that cite both, and the cosine.

    The largest number comes first, of equal ones the larger cosine, then by name.

    >>> cited_together(nx.DiGraph([("c", "a"), ("c", "b"), ("d", "a"), ("d", "b"), ("d", "c")]), 1)
    (('a', 'b', 2, 1.0),)
    """
    papers, matrix = _matrix(G)
    return _pairs(papers, sparse.csr_array(matrix.T), top)


def citing_together(G: nx.DiGraph, top: int = 20) -> tuple[Counted, ...]:
    """Return pairs of papers with the number of references that both have, and the cosine.

    >>> citing_together(nx.DiGraph([("c", "a"), ("c", "b"), ("d", "a"), ("d", "b"), ("d", "c")]), 1)
    (('c', 'd', 2, 0.816496580927726),)
    """
    papers, matrix = _matrix(G)
    return _pairs(papers, matrix, top)


def _matrix(G: nx.DiGraph) -> tuple[list[Hashable], Matrix]:
    papers = sorted(G, key=str)
    if not papers:
        return papers, sparse.csr_array((0, 0))
    return papers, sparse.csr_array(
        nx.to_scipy_sparse_array(G, nodelist=papers, weight=None, dtype=np.int64)
    )


def _pairs(papers: list[Hashable], lists: Matrix, top: int) -> tuple[Counted, ...]:
    """Return the pairs of rows with most columns in common, a few rows at a time."""
    found = np.zeros((3, 0), np.int64)  # row, other row, number
    across = sparse.csr_array(lists.T)
    totals = np.sqrt(np.diff(lists.indptr).astype(np.float64))
    for begin, end in _blocks(lists, across):
        both = sparse.csr_array(lists[begin:end] @ across)
        rows = begin + np.repeat(np.arange(end - begin), np.diff(both.indptr))
        new = both.indices > rows
        new = np.stack((rows[new], both.indices[new], both.data[new]))
        found = _first(np.concatenate((found, new), axis=1), totals, top)
    return tuple(
        (papers[row], papers[column], int(count), float(cosine))
        for (row, column, count), cosine in zip(
            found.T.tolist(), _cosines(found, totals), strict=True
        )
    )


def _first(found: Ints, totals: Floats, top: int) -> Ints:
    """Return the first pairs: of the largest number, then of the largest cosine, then by name."""
    if found.shape[1] > top:
        least = np.partition(found[2], -top)[-top]
        found = found[:, found[2] >= least]
    rows, columns, counts = found
    chosen: Ints = found[:, np.lexsort((columns, rows, -_cosines(found, totals), -counts))[:top]]
    return chosen


def _cosines(found: Ints, totals: Floats) -> Floats:
    rows, columns, counts = found
    cosines: Floats = np.round(counts / (totals[rows] * totals[columns]), 15)
    return cosines


def _blocks(lists: Matrix, across: Matrix) -> Iterator[tuple[int, int]]:
    """Give ranges of rows that have about `_CELLS` pairs, or one row."""
    made = np.cumsum(lists @ np.diff(across.indptr).astype(np.int64))
    begin, done = 0, 0
    while begin < len(made):
        end = max(begin + 1, int(np.searchsorted(made, done + _CELLS, side="right")))
        yield begin, end
        begin, done = end, int(made[end - 1])
