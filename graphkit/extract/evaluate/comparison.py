"""How much better one set of predictions is than another, and how sure that is."""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from graphkit.extract.evaluate.annotated import AnnotatedPapers
from graphkit.extract.evaluate.matching import Matched
from graphkit.extract.evaluate.scores import in_usual_order, match_all

RESAMPLES = 2_000
MICRO = "micro"
_SEED = 20_240_229
_INTERVAL = (2.5, 97.5)  # percentiles


def compare(
    gold: AnnotatedPapers, ours: AnnotatedPapers, theirs: AnnotatedPapers
) -> list["Difference"]:
    """Return the difference of F1, ours less theirs, for micro and each type of the gold.

    The interval is the paired bootstrap's over papers: both are scored on the same 2,000 draws of
    papers, with replacement, from a fixed seed. The order of the papers makes no difference.
    """
    ordered = {title: gold[title] for title in sorted(gold)}
    kinds = in_usual_order({entity.type for paper in gold.values() for entity in paper.entities})
    rows = [MICRO, *kinds]
    one = _counts(match_all(ordered, ours), rows)
    other = _counts(match_all(ordered, theirs), rows)
    gains = np.empty((RESAMPLES, len(rows)))
    draws = random.Random(_SEED)  # noqa: S311 - its numbers stay the same over versions
    for place in range(RESAMPLES):
        drawn = [int(draws.random() * len(ordered)) for _ in ordered]
        gains[place] = _f1(one[drawn].sum(axis=0)) - _f1(other[drawn].sum(axis=0))
    lows, highs = np.percentile(gains, _INTERVAL, axis=0)
    better = (gains > 0).mean(axis=0)
    f1, against = _f1(one.sum(axis=0)), _f1(other.sum(axis=0))
    return [
        Difference(
            name=name,
            f1=float(f1[row]),
            against=float(against[row]),
            low=float(lows[row]),
            high=float(highs[row]),
            better=float(better[row]),
        )
        for row, name in enumerate(rows)
    ]


def _counts(matched: Sequence[Matched], rows: Sequence[str]) -> Any:  # noqa: ANN401 - numpy array
    """Return right, predicted and gold of each paper and row: an array papers x rows x 3."""
    counts = np.zeros((len(matched), len(rows), 3), dtype=np.int64)
    place = {name: row for row, name in enumerate(rows)}
    for paper, one in enumerate(matched):
        entities = ([gold for gold, _ in one.pairs], one.predicted, one.gold)
        for column, found in enumerate(entities):
            counts[paper, place[MICRO], column] = len(found)
            for entity in found:
                if entity.type in place:
                    counts[paper, place[entity.type], column] += 1
    return counts


def _f1(counts: Any) -> Any:  # noqa: ANN401 - numpy arrays
    """Return F1 of rows of right, predicted, gold: 2 right / (predicted + gold)."""
    whole = counts[:, 1] + counts[:, 2]
    return 2 * counts[:, 0] / np.maximum(whole, 1)


@dataclass(frozen=True, slots=True)
class Difference:
    """Two F1, the interval of their difference (95 %), and how often the first is better."""

    name: str
    f1: float
    against: float
    low: float
    high: float
    better: float

    @property
    def difference(self) -> float:
        """Return how much better the first is."""
        return self.f1 - self.against

    def as_dict(self) -> dict[str, Any]:
        """Return the figures as JSON values."""
        return {
            "name": self.name,
            "f1": self.f1,
            "against": self.against,
            "difference": self.difference,
            "low": self.low,
            "high": self.high,
            "better": self.better,
        }
