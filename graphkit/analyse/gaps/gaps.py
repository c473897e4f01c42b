"""Suggestions of links, each with its reasons and how reliable it is.

Only entities that two papers have (`least`) are paired, and of very many the first thousands by
papers. Scores and their evaluation are in `scores` and `evaluation`.
"""

from dataclasses import dataclass

import numpy as np

from graphkit.analyse.columns import LABELS, Columns, Graph, Ints, Progress, columns_of, hidden
from graphkit.analyse.gaps.evaluation import Evaluated, Hide, evaluate, known_entities, learn
from graphkit.analyse.gaps.scores import Score, Scored, score_pairs
from graphkit.analyse.projection import Incidence, incidence
from graphkit.errors import UsageError
from graphkit.model import NodeLabel

WIDEST = 2_000  # entities of a label
_VIA = 3
_FEW = 20
_ERRORS = 2  # standard errors that a gain has to have


@dataclass(frozen=True, slots=True)
class Gap:
    """A pair that no paper has, and why somebody could.

    `reliability` is the overlap of what the two are used with, 0 to 1. `via` are the rarest of the
    common neighbours, `papers` are of each one paper that has it with the one and one with the
    other.
    """

    rank: int
    method: str
    target: str
    score: float
    reliability: float
    common: int
    via: tuple[str, ...]
    papers: tuple[str, ...]
    method_id: str
    target_id: str


@dataclass(frozen=True, slots=True)
class Behind:
    """What is behind a suggestion: a common neighbour, and a paper that has it with each."""

    rank: int
    method: str
    target: str
    via: str
    with_method: str
    with_target: str


@dataclass(frozen=True, slots=True)
class Gaps:
    """Suggestions by a score, and how well each score foretells hidden papers.

    `reasons` has the common neighbours of each suggestion with their papers, `hide` says which
    papers were hidden; `notes` what the numbers cannot bear.
    """

    gaps: tuple[Gap, ...]
    reasons: tuple[Behind, ...]
    evaluation: tuple[Evaluated, ...]
    by: Score
    hide: Hide
    pairs: int
    linked: int
    notes: tuple[str, ...]


def gaps(
    G: Graph,
    *,
    target: NodeLabel = NodeLabel.DATASET,
    by: Score | None = None,
    top: int = 20,
    least: int = 2,
    hide: Hide = Hide.AUTO,
    seed: int = 0,
    progress: Progress = hidden,
) -> Gaps:
    """Return methods that were never used with a dataset or task, the likeliest first.

    Without `by` the order is that of the score that foretold hidden papers best, popularity apart.
    Raise UsageError for a target that is no dataset or task.

    >>> from graphkit.analyse.example import example_graph
    >>> found = gaps(example_graph(), by=Score.ADAMIC_ADAR, top=1)
    >>> [(gap.method, gap.target, gap.common) for gap in found.gaps]
    [('spiking neural network', 'OGB', 3)]
    """
    if target not in {NodeLabel.DATASET, NodeLabel.TASK}:
        raise UsageError(f"gaps are between methods and datasets or tasks, not {target}s")
    columns = columns_of(G)
    found = incidence(columns)
    one = _of_label(columns, found, NodeLabel.METHOD, least)
    other = _of_label(columns, found, target, least)
    tests, hide = evaluate(
        found.matrix,
        one,
        other,
        columns.days[found.papers],
        hide=hide,
        least=least,
        seed=seed,
        progress=progress,
    )
    by = by or _best(tests)
    pairs = score_pairs(found.matrix, one, other)
    if by is Score.LEARNED:
        model = learn(found.matrix, one, other, least, seed)
        pairs.scores[by] = model.chances(pairs)
    order = np.lexsort((pairs.other, pairs.one, -pairs.overlap, -np.round(pairs.scores[by], 10)))
    order = order[pairs.scores[Score.COMMON_NEIGHBOURS][order] > 0][:top]
    suggested = [
        _gap(columns, found, pairs, by, rank, place)
        for rank, place in enumerate(order.tolist(), start=1)
    ]
    return Gaps(
        tuple(gap for gap, _ in suggested),
        tuple(reason for _, reasons in suggested for reason in reasons),
        tests,
        by,
        hide,
        len(pairs),
        len(one) * len(other) - len(pairs),
        _notes(tests, by),
    )


def _of_label(columns: Columns, found: Incidence, label: NodeLabel, least: int) -> Ints:
    places = np.flatnonzero(columns.labels[found.entities] == LABELS.index(label))
    places = known_entities(found.matrix, places, least)
    order = np.lexsort((places, -found.papers_of[places]))[:WIDEST]
    return np.sort(places[order])


def _best(tests: tuple[Evaluated, ...]) -> Score:
    for row in tests:
        if row.score != Score.POPULARITY:
            return Score(row.score)
    return Score.ADAMIC_ADAR


def _gap(
    columns: Columns, found: Incidence, pairs: Scored, by: Score, rank: int, place: int
) -> tuple[Gap, list[Behind]]:
    one, other = int(pairs.one[place]), int(pairs.other[place])
    links = pairs.links
    common = np.intersect1d(
        links.indices[links.indptr[one] : links.indptr[one + 1]],
        links.indices[links.indptr[other] : links.indptr[other + 1]],
    )
    degrees = np.diff(links.indptr)[common]
    via = common[np.lexsort((common, degrees))][:_VIA].tolist()
    nodes = found.entities
    method, target = columns.names[int(nodes[one])], columns.names[int(nodes[other])]
    reasons = [
        Behind(
            rank,
            method,
            target,
            columns.names[int(nodes[entity])],
            _paper(columns, found, entity, one),
            _paper(columns, found, entity, other),
        )
        for entity in via
    ]
    papers = [title for why in reasons for title in (why.with_method, why.with_target)]
    gap = Gap(
        rank,
        method,
        target,
        float(pairs.scores[by][place]),
        float(pairs.overlap[place]),
        len(common),
        tuple(why.via for why in reasons),
        tuple(dict.fromkeys(papers)),
        columns.ids[int(nodes[one])],
        columns.ids[int(nodes[other])],
    )
    return gap, reasons


def _paper(columns: Columns, found: Incidence, one: int, other: int) -> str:
    """Return the title of the first paper that has both."""
    has = found.matrix[:, [one, other]].sum(axis=1)
    return columns.names[int(found.papers[int(np.flatnonzero(np.asarray(has).ravel() > 1)[0])])]


def _notes(tests: tuple[Evaluated, ...], by: Score) -> tuple[str, ...]:
    if not tests:
        return ("the hidden papers link no pair of known entities: nothing could be tested",)
    notes = []
    used = next(row for row in tests if row.score == by)
    if used.gain <= 0:
        notes.append(f"{by} foretells hidden papers no better than popularity alone")
    elif used.gain_error is not None and used.gain < _ERRORS * used.gain_error:
        notes.append(
            f"{by} foretells hidden papers better than popularity alone only as far as chance may:"
            f" {used.gain:.2g} more, give or take {used.gain_error:.2g}"
        )
    if used.true < _FEW:
        notes.append(f"tested on {used.true} pairs only: too few to rely on")
    return tuple(notes)
