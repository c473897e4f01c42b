"""Whether a confidence means what it says, and what a threshold on it costs and gains."""

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass

from graphkit.extract.evaluate.annotated import AnnotatedPapers
from graphkit.extract.evaluate.matching import Matched
from graphkit.extract.evaluate.scores import Tally, match_all, ratio, score

BINS = 10
LEVELS = tuple(level / BINS for level in range(BINS))


def reliability(matched: Sequence[Matched]) -> list["Bin"]:
    """Return how many predictions of each tenth of confidence are right; empty tenths are left out.

    Predictions without a confidence are not counted.
    """
    bins: dict[int, list[tuple[float, bool]]] = {}
    for one in matched:
        judged = [(entity, True) for _, entity in one.pairs]
        for entity, is_right in [*judged, *((entity, False) for entity in one.wrong)]:
            if entity.confidence is not None:
                place = min(int(entity.confidence * BINS), BINS - 1)
                bins.setdefault(place, []).append((entity.confidence, is_right))
    return [_bin(place, bins[place]) for place in sorted(bins)]


def calibration_error(bins: Sequence["Bin"]) -> float:
    """Return the mean distance of confidence from share right, weighted by number.

    It is the expected calibration error of Naeini, Cooper and Hauskrecht (2015).
    """
    total = sum(one.number for one in bins)
    return ratio(sum(one.number * abs(one.confidence - one.right) for one in bins), total)


def at_least(predictions: AnnotatedPapers, level: float) -> AnnotatedPapers:
    """Return the predictions at or above a confidence; one without confidence stays."""
    return {
        title: dataclasses.replace(
            paper,
            entities=tuple(
                entity
                for entity in paper.entities
                if entity.confidence is None or entity.confidence >= level
            ),
        )
        for title, paper in predictions.items()
    }


def by_level(gold: AnnotatedPapers, predictions: AnnotatedPapers) -> dict[float, Tally]:
    """Return the counts at each level of minimum confidence."""
    return {level: score(match_all(gold, at_least(predictions, level))).micro for level in LEVELS}


def _bin(place: int, judged: Sequence[tuple[float, bool]]) -> "Bin":
    confidences = sorted(confidence for confidence, _ in judged)  # a sum in a fixed order
    return Bin(
        low=place / BINS,
        high=(place + 1) / BINS,
        number=len(judged),
        confidence=sum(confidences) / len(judged),
        right=sum(is_right for _, is_right in judged) / len(judged),
    )


@dataclass(frozen=True, slots=True)
class Bin:
    """Predictions of like confidence: their number, mean confidence and the share right."""

    low: float
    high: float
    number: int
    confidence: float
    right: float
