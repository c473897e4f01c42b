"""How near two entities are that no paper has together.

Two entities are linked where a paper has both; N(x) is what x is linked with, k(z) the size of
N(z).

    common neighbours     |N(x) ∩ N(y)|                           Newman 2001
    Adamic-Adar           sum over common z of 1 / ln k(z)        Adamic, Adar 2003
    resource allocation   sum over common z of 1 / k(z)           Zhou, Lü, Zhang 2009
    popularity            papers of x times papers of y           the baseline
    overlap               common neighbours / |N(x) or N(y)|      Jaccard 1901

A pair that is linked is never scored: its link would be among its own reasons. What is known to be
linked is scored in evaluation only after every paper that links it is hidden.
"""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from scipy import sparse

from graphkit.analyse.columns import Floats, Ints, Mask, Matrix


class Score(StrEnum):
    """What pairs are ordered by."""

    LEARNED = "learned"
    ADAMIC_ADAR = "adamic-adar"
    RESOURCE_ALLOCATION = "resource-allocation"
    COMMON_NEIGHBOURS = "common-neighbours"
    POPULARITY = "popularity"


@dataclass(frozen=True, slots=True, eq=False)
class Scored:
    """The unlinked pairs of some rows and columns of entities, with the scores of each.

    `links` is the matrix of all entities; `one` and `other` are places in it.
    """

    one: Ints
    other: Ints
    scores: dict[Score, Floats]
    overlap: Floats
    links: Matrix

    def __len__(self) -> int:
        return len(self.one)


def co_use(matrix: Matrix) -> Matrix:
    """Return which entities a paper has together, from a papers-by-entities matrix."""
    links = sparse.csr_array(matrix.T @ matrix)
    links.setdiag(0)
    links.eliminate_zeros()
    links.data[:] = 1.0
    links.sort_indices()
    return links


def score_pairs(matrix: Matrix, one: Ints, other: Ints) -> Scored:
    """Return the scores of every pair of `one` and `other` that no paper of the matrix has.

    >>> papers = sparse.csr_array([[1.0, 1, 0], [0, 1, 1]])
    >>> found = score_pairs(papers, np.array([0]), np.array([1, 2]))
    >>> found.other.tolist(), found.scores[Score.COMMON_NEIGHBOURS].tolist()
    ([2], [1.0])
    """
    links = co_use(matrix)
    degrees = np.diff(links.indptr).astype(np.float64)
    rows, columns = links[one], links[other].T
    common = (rows @ columns).toarray()
    logs = np.zeros(len(degrees))
    logs[degrees > 1] = 1 / np.log(degrees[degrees > 1])
    shares = np.divide(1.0, degrees, out=np.zeros(len(degrees)), where=degrees > 0)
    papers = np.asarray(matrix.sum(axis=0)).ravel()
    free = np.logical_not(rows[:, other].toarray())
    free &= one[:, None] != other[None, :]
    places = np.nonzero(free)
    union = degrees[one][places[0]] + degrees[other][places[1]] - common[places]
    return Scored(
        one[places[0]],
        other[places[1]],
        {
            Score.COMMON_NEIGHBOURS: common[places],
            Score.ADAMIC_ADAR: _weighed(rows, columns, logs, places),
            Score.RESOURCE_ALLOCATION: _weighed(rows, columns, shares, places),
            Score.POPULARITY: papers[one][places[0]] * papers[other][places[1]],
        },
        np.divide(common[places], union, out=np.zeros(len(union)), where=union > 0),
        links,
    )


def linked(matrix: Matrix, pairs: Scored) -> Mask:
    """Return for each pair whether a paper of another matrix has both."""
    together = sparse.coo_array(matrix.T @ matrix)
    size = matrix.shape[1]
    known = together.row.astype(np.int64) * size + together.col
    found: Mask = np.isin(pairs.one.astype(np.int64) * size + pairs.other, known)
    return found


def _weighed(rows: Matrix, columns: Matrix, weights: Floats, places: tuple[Ints, ...]) -> Floats:
    diagonal = sparse.dia_array((weights[None, :], [0]), shape=(len(weights),) * 2)
    found: Floats = ((rows @ diagonal) @ columns).toarray()[places]
    return found
