"""Communities that overlap: every paper is a mixture.

Source: Ball, Karrer, Newman 2011, "Efficient and principled method for detecting communities in
networks", for a graph of two kinds of nodes: the number of links of paper p and entity e is a
Poisson variable with mean sum over z of a(p, z) · b(e, z), where b(·, z) sums to 1. The likelihood
is raised by expectation maximisation, which is also the factorisation of the matrix into parts
without negative entries of Lee, Seung 2001, and PLSA.
"""

from dataclasses import dataclass

import numpy as np

from graphkit.analyse.columns import Floats, Ints, Matrix, Progress, hidden

_ROUNDS = 300
_ENOUGH = 1e-7
_START = 0.8  # of a paper's links, in the community where it begins
_TINY = 1e-300


@dataclass(frozen=True, slots=True, eq=False)
class Mixture:
    """The share of each paper in each community, and of each community in each entity.

    `papers` has a row a paper that sums to 1 (0 without links), `entities` a column a community
    that sums to 1. `gain` is what a link is foretold better than by one community for all, in bits.
    """

    papers: Floats
    entities: Floats
    gain: float


def overlapping(matrix: Matrix, start: Ints, *, progress: Progress = hidden) -> Mixture:
    """Return the mixtures of a papers-by-entities matrix, beginning from a partition of papers.

    A paper whose `start` is -1 begins in all communities alike.

    >>> from scipy import sparse
    >>> both = sparse.csr_array([[1, 1, 0, 0], [1, 1, 0, 0], [0, 1, 1, 0], [0, 0, 1, 1]])
    >>> overlapping(both, np.array([0, 0, 1, 1])).papers.round(1).tolist()
    [[1.0, 0.0], [1.0, 0.0], [0.5, 0.5], [0.0, 1.0]]
    """
    number = int(start.max(initial=-1)) + 1
    rows = np.repeat(np.arange(matrix.shape[0]), np.diff(matrix.indptr))
    columns, links = matrix.indices, matrix.data
    shape = (matrix.shape[0], number)
    papers = np.full(shape, (1 - _START) / max(1, number))
    placed = np.flatnonzero(start >= 0)
    papers[placed, start[placed]] += _START
    papers *= np.asarray(matrix.sum(axis=1)).reshape(-1, 1)
    entities = _normed(matrix.T @ papers + 1e-9)
    last = -np.inf
    for turn in range(_ROUNDS):
        progress("mixtures", turn, _ROUNDS)
        means = np.zeros(len(links))
        for part in range(number):
            means += papers[rows, part] * entities[columns, part]
        likelihood = float((links * np.log(means + _TINY)).sum())
        weights = links / (means + _TINY)
        for part in range(number):
            share = papers[rows, part] * entities[columns, part] * weights
            papers[:, part] = np.bincount(rows, share, minlength=shape[0])
            entities[:, part] = np.bincount(columns, share, minlength=matrix.shape[1])
        entities = _normed(entities)
        if likelihood - last < _ENOUGH * abs(likelihood):
            break
        last = likelihood
    totals = papers.sum(axis=1, keepdims=True)
    shares = np.divide(papers, totals, out=np.zeros(shape), where=totals > 0)
    return Mixture(shares, entities, _gain(matrix, rows, likelihood) if len(links) else 0.0)


def _normed(entities: Floats) -> Floats:
    totals = entities.sum(axis=0, keepdims=True)
    found: Floats = np.divide(entities, totals, out=np.zeros_like(entities), where=totals > 0)
    return found


def _gain(matrix: Matrix, rows: Ints, likelihood: float) -> float:
    """Return the bits a link over the model of one community: a(p) · b(e) alone."""
    total = matrix.data.sum()
    of_paper = np.asarray(matrix.sum(axis=1)).ravel()
    of_entity = np.asarray(matrix.sum(axis=0)).ravel()
    means = of_paper[rows] * of_entity[matrix.indices] / total
    alone = float((matrix.data * np.log(means)).sum())
    return float((likelihood - alone) / total / np.log(2))
