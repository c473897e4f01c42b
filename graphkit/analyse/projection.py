"""Graphs that are made of the graph: everything, papers by what they share, entities by co-use.

All are matrices over some of the nodes, in the order of their ids, without loops. A paper may
count several times (`counts`), as in a sample that was drawn with replacement: a paper that
counts three times stands for three equal papers.

Definitions
- `whole`: all nodes; the weight of a pair is the number of relationships between the two, in
  both directions.
- `entities`: the weight of two entities is the number of papers that have a relationship to both.
- `papers`: the weight of two papers is the sum over the entities that both have of 1 / ln(k),
  where k is the number of papers of the entity (Adamic, Adar 2003, "Friends and neighbors on the
  Web"): what few papers share weighs more. The number of pairs is bounded: the most common
  entities are left out once the others make `PAIRS` pairs, and `left_out` counts them.
- `references`: from a paper to a paper, directed, `CITES` and `REFERS_TO`.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

import numpy as np
from scipy import sparse

from graphkit.analyse.columns import PAPER, Columns, Floats, Ints, Matrix

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

PAIRS = 8_000_000


class On(StrEnum):
    """The graphs that a measure can be taken on."""

    WHOLE = "whole"
    PAPERS = "papers"
    ENTITIES = "entities"
    REFERENCES = "references"


@dataclass(frozen=True, slots=True, eq=False)
class Projection:
    """A graph over some nodes: `nodes` are their places, `matrix` the weights of the links.

    `counts` is how often each node counts. `left_out` is the number of entities that are so common
    that they link nothing.
    """

    nodes: Ints
    matrix: Matrix
    counts: Floats
    directed: bool = False
    left_out: int = 0


@dataclass(frozen=True, slots=True, eq=False)
class Incidence:
    """Which paper has a relationship to which entity: ones in a matrix of papers by entities."""

    papers: Ints
    entities: Ints
    matrix: Matrix

    @property
    def papers_of(self) -> Ints:
        """Return the number of papers of each entity."""
        return np.asarray(self.matrix.sum(axis=0)).ravel().astype(np.int64)


def project(columns: Columns, on: On, *, counts: Ints | None = None) -> Projection:
    """Return one of the graphs; `counts` says how often each node of the graph counts."""
    weights = np.ones(len(columns)) if counts is None else counts.astype(np.float64)
    makers: Mapping[On, Callable[[Columns, Floats], Projection]] = {
        On.WHOLE: _whole,
        On.PAPERS: _papers,
        On.ENTITIES: _entities,
        On.REFERENCES: _references,
    }
    return makers[on](columns, weights)


def incidence(columns: Columns) -> Incidence:
    """Return which paper has a relationship to which entity."""
    papers, entities = np.flatnonzero(columns.is_paper), np.flatnonzero(columns.is_entity)
    place = np.zeros(len(columns), np.int32)
    place[papers], place[entities] = np.arange(len(papers)), np.arange(len(entities))
    about = columns.about
    rows, places = place[columns.sources[about]], place[columns.targets[about]]
    matrix = sparse.csr_array(
        (np.ones(len(rows)), (rows, places)), shape=(len(papers), len(entities))
    )
    matrix.sum_duplicates()
    matrix.data[:] = 1.0
    return Incidence(papers, entities, matrix)


def similarity(matrix: Matrix, *, pairs: int = PAIRS) -> tuple[Matrix, int]:
    """Return the weights between the rows of a papers-by-entities matrix, and what was left out."""
    degrees = np.asarray((matrix > 0).sum(axis=0)).ravel().astype(np.int64)
    order = np.lexsort((np.arange(len(degrees)), degrees))
    made = np.cumsum(degrees[order].astype(np.float64) ** 2)
    weights = np.zeros(len(degrees))
    shared = degrees > 1
    weights[shared] = 1.0 / np.log(degrees[shared])
    weights[order[made > pairs]] = 0.0
    left_out = int((shared & (weights == 0)).sum())
    linked = matrix @ sparse.dia_array((weights[None, :], [0]), shape=(len(weights),) * 2)
    return _clean(linked @ matrix.T), left_out


def undirected(columns: Columns, weights: Floats | None = None) -> Matrix:
    """Return the matrix of all nodes: the number of relationships between two, both ways."""
    size = len(columns)
    weights = np.ones(len(columns.sources)) if weights is None else weights
    one_way = sparse.csr_array((weights, (columns.sources, columns.targets)), shape=(size, size))
    return _clean(one_way + one_way.T)


def _whole(columns: Columns, counts: Floats) -> Projection:
    drawn = counts[columns.sources] * counts[columns.targets]
    nodes = np.flatnonzero(counts)
    matrix = undirected(columns, drawn)
    if len(nodes) < len(columns):
        matrix = _clean(matrix[nodes][:, nodes])
    return Projection(nodes, matrix, counts[nodes])


def _papers(columns: Columns, counts: Floats) -> Projection:
    found = incidence(columns)
    drawn = counts[found.papers]
    kept = np.flatnonzero(drawn)
    matrix, left_out = similarity(found.matrix)
    if len(kept) < len(drawn) or drawn.max(initial=1.0) > 1:
        matrix = _scaled(matrix[kept][:, kept], drawn[kept])
    return Projection(found.papers[kept], matrix, drawn[kept], left_out=left_out)


def _entities(columns: Columns, counts: Floats) -> Projection:
    found = incidence(columns)
    drawn = sparse.dia_array((counts[found.papers][None, :], [0]), shape=(len(found.papers),) * 2)
    matrix = _clean(found.matrix.T @ (drawn @ found.matrix))
    return Projection(found.entities, matrix, np.ones(len(found.entities)))


def _references(columns: Columns, counts: Floats) -> Projection:
    between = (columns.labels[columns.sources] == PAPER) & (
        columns.labels[columns.targets] == PAPER
    )
    sources, targets = columns.sources[between], columns.targets[between]
    size = len(columns)
    matrix = sparse.csr_array(
        (counts[sources] * counts[targets], (sources, targets)), shape=(size, size)
    )
    nodes = np.flatnonzero((columns.labels == PAPER) & (counts > 0))
    return Projection(nodes, _clean(matrix[nodes][:, nodes]), counts[nodes], directed=True)


def _scaled(matrix: Matrix, counts: Floats) -> Matrix:
    diagonal = sparse.dia_array((counts[None, :], [0]), shape=(len(counts),) * 2)
    return _clean(diagonal @ matrix @ diagonal)


def _clean(matrix: Matrix) -> Matrix:
    """Return a matrix in rows, sorted, without a diagonal and without stored zeros."""
    found = sparse.csr_array(matrix)
    rows = np.repeat(np.arange(found.shape[0]), np.diff(found.indptr))
    if (rows == found.indices).any():
        found.data[rows == found.indices] = 0.0
    found.eliminate_zeros()
    found.sort_indices()
    return found
