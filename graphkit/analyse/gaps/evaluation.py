"""How often a score would have been right: papers are hidden, and what they link is foretold.

Definitions
- Papers are hidden, not links: a paper that links two entities also links both with all its
  others, and would betray the pair. A pair is true where a hidden paper has both and no other
  paper does; all other unlinked pairs of known entities are not.
- `time` hides the latest third of the papers with a date, and leaves those without one out.
  `random` hides a fifth of all papers, five times, until each was hidden once.
- The learned combination is fitted on the remaining papers alone: each fifth of them is hidden
  once more, and it learns to foretell these.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import numpy.typing as npt

from graphkit.analyse.columns import Ints, Mask, Matrix, Progress, hidden
from graphkit.analyse.gaps.learned import Logistic, features_of, fit_logistic
from graphkit.analyse.gaps.quality import average_precision, precision_at, roc_area
from graphkit.analyse.gaps.scores import Score, Scored, linked, score_pairs

FOLDS = 5
LATEST = 1 / 3
ENOUGH_DATED = 0.5
FIRST = 20


class Hide(StrEnum):
    """Which papers are hidden."""

    AUTO = "auto"
    TIME = "time"
    RANDOM = "random"


@dataclass(frozen=True, slots=True)
class Evaluated:
    """How well a score foretold, means over the folds; `spread` is the standard deviation.

    `gain` is the average precision over that of popularity, `gain_error` its standard error over
    the folds, each compared with itself, None of one fold. `pairs` and `true` are sums.
    """

    score: str
    average_precision: float
    spread: float
    gain: float
    gain_error: float | None
    roc_area: float
    precision_at_20: float
    folds: int
    pairs: int
    true: int


def evaluate(
    matrix: Matrix,
    one: Ints,
    other: Ints,
    dates: npt.NDArray[np.datetime64],
    *,
    hide: Hide = Hide.AUTO,
    least: int = 2,
    seed: int = 0,
    progress: Progress = hidden,
) -> tuple[tuple[Evaluated, ...], Hide]:
    """Return how well each score foretells the links of hidden papers, the best first.

    `matrix` is papers by entities; `one` and `other` are the entities that are paired, as far as
    `least` papers that are not hidden have them. `dates` are the papers'. Nothing is returned where
    the hidden papers link no pair.
    """
    if hide is Hide.AUTO:
        enough = len(dates) > 0 and (~np.isnat(dates)).mean() >= ENOUGH_DATED
        hide = Hide.TIME if enough else Hide.RANDOM
    folds = list(_folds(dates, hide, seed))
    found: dict[Score, list[tuple[float, float, float]]] = {score: [] for score in Score}
    every = positives = 0
    for number, (known, later) in enumerate(folds):
        progress("evaluation", number, len(folds))
        pairs = _pairs(matrix[known], one, other, least)
        true = linked(matrix[later], pairs)
        if not true.any() or true.all():
            continue
        every, positives = every + len(pairs), positives + int(true.sum())
        pairs.scores[Score.LEARNED] = learn(matrix[known], one, other, least, seed).chances(pairs)
        for score, values in pairs.scores.items():
            found[score].append(
                (
                    average_precision(values, true),
                    roc_area(values, true),
                    precision_at(values, true, FIRST),
                )
            )
    return tuple(_rows(found, every, positives)), hide


def learn(matrix: Matrix, one: Ints, other: Ints, least: int, seed: int) -> Logistic:
    """Return the combination that foretells a fifth of the papers from the others best.

    Each fifth is hidden in turn; the pairs of all five are learned from together.
    """
    fold = np.random.default_rng([seed, 1]).permutation(matrix.shape[0]) % FOLDS
    features, true = [], []
    for number in range(FOLDS):
        pairs = _pairs(matrix[fold != number], one, other, least)
        features.append(features_of(pairs))
        true.append(linked(matrix[fold == number], pairs))
    return fit_logistic(np.concatenate(features), np.concatenate(true))


def known_entities(matrix: Matrix, entities: Ints, least: int) -> Ints:
    """Return the entities that enough papers have."""
    papers = np.asarray(matrix.sum(axis=0)).ravel()
    return entities[papers[entities] >= least]


def _pairs(matrix: Matrix, one: Ints, other: Ints, least: int) -> Scored:
    return score_pairs(
        matrix, known_entities(matrix, one, least), known_entities(matrix, other, least)
    )


def _folds(dates: npt.NDArray[np.datetime64], hide: Hide, seed: int) -> Iterator[tuple[Mask, Mask]]:
    """Give for each fold which papers are known and which are hidden."""
    if hide is Hide.TIME:
        dated = ~np.isnat(dates)
        order = np.sort(dates[dated])
        if len(order):
            day = order[int(len(order) * (1 - LATEST))]
            yield dated & (dates < day), dated & (dates >= day)
        return
    fold = np.random.default_rng(seed).permutation(len(dates)) % FOLDS
    for number in range(FOLDS):
        yield fold != number, fold == number


def _rows(
    found: dict[Score, list[tuple[float, float, float]]], pairs: int, true: int
) -> list[Evaluated]:
    if not pairs:
        return []
    base = np.array([fold[0] for fold in found[Score.POPULARITY]])
    rows = []
    for score, folds in found.items():
        values = np.array(folds)
        mean = values.mean(axis=0)
        gains = values[:, 0] - base
        error = float(gains.std(ddof=1) / np.sqrt(len(gains))) if len(gains) > 1 else None
        rows.append(
            Evaluated(
                score.value,
                float(mean[0]),
                float(values[:, 0].std()),
                float(gains.mean()),
                error,
                float(mean[1]),
                float(mean[2]),
                len(folds),
                pairs,
                true,
            )
        )
    return sorted(rows, key=lambda row: (-round(row.average_precision, 10), row.score))
