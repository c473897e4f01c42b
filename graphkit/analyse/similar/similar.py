"""Papers that share what few others have.

Definitions
- An entity of k of the N papers weighs idf = ln(N / k) (Spärck Jones 1972, "A statistical
  interpretation of term specificity"): what every paper has weighs nothing.
- `score` is the cosine of two papers, the sum of idf² over the shared entities over the product of
  the roots of the sums over all of each (Salton, Wong, Yang 1975). 1 is the same entities.
- `coupling` counts the references that two papers share (Kessler 1963), `cocited` the papers that
  cite both (Small 1973); only `CITES` counts, which comes from reference lists.
- A reason's `weight` is its part of the score; parts add up to the score.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from scipy import sparse

from graphkit.analyse.columns import TYPES, Columns, Floats, Graph, Ints, Matrix, columns_of
from graphkit.analyse.places import find_place
from graphkit.analyse.projection import Incidence, incidence
from graphkit.errors import UsageError
from graphkit.model import RelationshipType

_CITES = TYPES.index(RelationshipType.CITES)
_OWNING = [TYPES.index(RelationshipType.PROPOSES), TYPES.index(RelationshipType.INTRODUCES)]


@dataclass(frozen=True, slots=True)
class Similar:
    """A paper that is like the one in question, and the rarest things that both have."""

    rank: int
    title: str
    year: int | None
    score: float
    shared: tuple[str, ...]
    coupling: int
    cocited: int
    id: str


@dataclass(frozen=True, slots=True)
class Reason:
    """A shared entity: how many papers have it, its part of the score, the two papers' words."""

    title: str
    entity: str
    label: str
    papers: int
    weight: float
    here: str
    there: str
    id: str
    entity_id: str


def similar(
    G: Graph, paper: str, *, top: int = 10
) -> tuple[tuple[Similar, ...], tuple[Reason, ...]]:
    """Return the papers most like one, best first, and why.

    `paper` is an id or a title, case aside, or what one paper alone proposes or introduces. Raise
    UsageError where there is no such paper. Papers without a common entity or reference are left
    out.

    >>> from graphkit.analyse.example import example_graph
    >>> found, reasons = similar(example_graph(), "Surrogate gradients for spikes", top=1)
    >>> found[0].title, found[0].shared
    ('Spikes that learn', ('N-MNIST', 'spiking neural network', 'accuracy'))
    >>> reasons[0].here
    'Surrogate gradients for spikes: N-MNIST.'
    """
    columns = columns_of(G)
    node = _find_paper(columns, paper)
    found = incidence(columns)
    place = int(np.searchsorted(found.papers, node))
    total, common = len(found.papers), found.papers_of
    rarity = np.zeros(len(common))
    rarity[common > 0] = np.log(total / common[common > 0])
    scores, coupling, cocited = (
        _scores(found.matrix, rarity, place),
        *_cited(columns, found.papers, place),
    )
    order = [
        other
        for other in np.lexsort((np.arange(total), -cocited, -coupling, -np.round(scores, 10)))
        if other != place and (scores[other] > 0 or coupling[other] or cocited[other])
    ][:top]
    rows: list[Similar] = []
    reasons: list[Reason] = []
    for rank, other in enumerate(map(int, order), start=1):
        why = list(_reasons(columns, found, rarity, place, other))
        there = int(found.papers[other])
        reasons += why
        rows.append(
            Similar(
                rank,
                columns.names[there],
                int(columns.years[there]) or None,
                float(scores[other]),
                tuple(reason.entity for reason in why),
                int(coupling[other]),
                int(cocited[other]),
                columns.ids[there],
            )
        )
    return tuple(rows), tuple(reasons)


def _reasons(
    columns: Columns, found: Incidence, rarity: Floats, place: int, other: int
) -> Iterator[Reason]:
    """Give what two papers share, the rarest first, each with its part of the score."""
    here, there = int(found.papers[place]), int(found.papers[other])
    norm = _norm(found.matrix, rarity, place) * _norm(found.matrix, rarity, other)
    common = found.papers_of
    for entity in _shared(found.matrix, rarity, place, other):
        node = int(found.entities[entity])
        yield Reason(
            columns.names[there],
            columns.names[node],
            columns.label(node),
            int(common[entity]),
            float(rarity[entity] ** 2 / norm) if norm else 0.0,
            _words(columns, here, node),
            _words(columns, there, node),
            columns.ids[there],
            columns.ids[node],
        )


def _find_paper(columns: Columns, paper: str) -> int:
    node = find_place(columns, paper)
    if columns.is_paper[node]:
        return node
    owned = (columns.targets == node) & np.isin(columns.types, _OWNING)
    owners = np.unique(columns.sources[owned]).tolist()
    if len(owners) == 1:
        return int(owners[0])
    titles = [f"  {columns.ids[owner]} ({columns.names[owner]})" for owner in owners]
    of_whom = f"that {len(owners)} papers propose:" if owners else "that no paper proposes"
    raise UsageError(
        "\n".join([f"{paper!r} is a {columns.label(node).lower()} {of_whom}", *titles]),
        hint="name a paper by its id or title",
    )


def _scores(matrix: Matrix, rarity: Floats, place: int) -> Floats:
    """Return the cosine of a row with every row, columns weighed by their rarity."""
    weighed = matrix @ sparse.dia_array((rarity[None, :], [0]), shape=(len(rarity),) * 2)
    norms = np.sqrt(np.asarray(weighed.multiply(weighed).sum(axis=1)).ravel())
    products = np.asarray(weighed @ weighed[[place]].toarray().ravel())
    scale = norms * norms[place]
    found: Floats = np.divide(products, scale, out=np.zeros(len(norms)), where=scale > 0)
    return found


def _norm(matrix: Matrix, rarity: Floats, place: int) -> float:
    return float(np.sqrt((rarity[_row(matrix, place)] ** 2).sum()))


def _row(matrix: Matrix, place: int) -> Ints:
    row: Ints = matrix.indices[matrix.indptr[place] : matrix.indptr[place + 1]]
    return row


def _shared(matrix: Matrix, rarity: Floats, one: int, other: int) -> list[int]:
    """Return what two papers share, the rarest first."""
    both = np.intersect1d(_row(matrix, one), _row(matrix, other))
    order = np.lexsort((both, -np.round(rarity[both], 10)))
    return [int(place) for place in both[order]]


def _cited(columns: Columns, papers: Ints, place: int) -> tuple[Ints, Ints]:
    """Return with how many references, and in how many reference lists, each paper is common."""
    is_citation = columns.types == _CITES
    citing = sparse.csr_array(
        (
            np.ones(int(is_citation.sum())),
            (columns.sources[is_citation], columns.targets[is_citation]),
        ),
        shape=(len(columns), len(columns)),
    )
    node = int(papers[place])
    coupling = citing @ citing[[node]].toarray().ravel()
    cited = sparse.csr_array(citing.T)
    cocited = cited @ cited[[node]].toarray().ravel()
    return coupling[papers].astype(np.int64), cocited[papers].astype(np.int64)


def _words(columns: Columns, paper: int, entity: int) -> str:
    """Return the first sentence in which a paper names an entity."""
    for edge in _edges(columns, paper, entity):
        for sentence in columns.sentences(edge):
            return sentence
    return ""


def _edges(columns: Columns, source: int, target: int) -> Sequence[int]:
    first = int(np.searchsorted(columns.sources, source, side="left"))
    last = int(np.searchsorted(columns.sources, source, side="right"))
    return [edge for edge in range(first, last) if columns.targets[edge] == target]
