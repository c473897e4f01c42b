"""Papers that stand together: in the reference lists of others, or by their own.

Sources: Small 1973, "Co-citation in the scientific literature"; Kessler 1963, "Bibliographic
coupling between scientific papers"; Salton, McGill 1983 for the cosine, common over the root of the
product of both totals.
"""

from collections.abc import Hashable
from typing import TypeAlias

import networkx as nx
import numpy as np
from scipy import sparse

from graphkit.analyse.columns import Matrix

Counted: TypeAlias = tuple[Hashable, Hashable, int, float]


def cited_together(G: nx.DiGraph, top: int = 20) -> tuple[Counted, ...]:
    """Return pairs of papers with the number of papers that cite both, and the cosine.

    The largest number comes first, of equal ones the larger cosine, then by name.

    >>> cited_together(nx.DiGraph([("c", "a"), ("c", "b"), ("d", "a"), ("d", "b"), ("d", "c")]), 1)
    (('a', 'b', 2, 1.0),)
    """
    papers, matrix = _matrix(G)
    return _pairs(papers, sparse.csr_array(matrix.T @ matrix), top)


def citing_together(G: nx.DiGraph, top: int = 20) -> tuple[Counted, ...]:
    """Return pairs of papers with the number of references that both have, and the cosine.

    >>> citing_together(nx.DiGraph([("c", "a"), ("c", "b"), ("d", "a"), ("d", "b"), ("d", "c")]), 1)
    (('c', 'd', 2, 0.816496580927726),)
    """
    papers, matrix = _matrix(G)
    return _pairs(papers, sparse.csr_array(matrix @ matrix.T), top)


def _matrix(G: nx.DiGraph) -> tuple[list[Hashable], Matrix]:
    papers = sorted(G, key=str)
    if not papers:
        return papers, sparse.csr_array((0, 0))
    return papers, sparse.csr_array(
        nx.to_scipy_sparse_array(G, nodelist=papers, weight=None, dtype=np.int64)
    )


def _pairs(papers: list[Hashable], both: Matrix, top: int) -> tuple[Counted, ...]:
    totals = np.sqrt(both.diagonal().astype(np.float64))
    upper = sparse.triu(both, k=1).tocoo()
    rows, columns, counts = upper.row, upper.col, upper.data
    cosines = np.round(counts / (totals[rows] * totals[columns]), 15)
    order = np.lexsort((columns, rows, -cosines, -counts))[:top]
    return tuple(
        (papers[rows[place]], papers[columns[place]], int(counts[place]), float(cosines[place]))
        for place in order.tolist()
    )
