"""How well an order of pairs has the true ones in front; equal scores count as one step."""

import numpy as np

from graphkit.analyse.columns import Floats, Ints, Mask


def roc_area(scores: Floats, true: Mask) -> float:
    """Return the chance that a true pair is before one that is not; a tie counts half.

    Source: Hanley, McNeil 1982. NaN where all are true, or none.

    >>> roc_area(np.array([3.0, 2.0, 1.0]), np.array([True, False, True]))
    0.5
    """
    hits, misses = _steps(scores, true)
    positives, negatives = hits.sum(), misses.sum()
    if not positives or not negatives:
        return float("nan")
    before = np.cumsum(hits) - hits
    return float((misses * (before + hits / 2)).sum() / (positives * negatives))


def average_precision(scores: Floats, true: Mask) -> float:
    """Return the precision averaged over the true pairs, at the step where each is found.

    >>> round(average_precision(np.array([3.0, 2.0, 1.0]), np.array([True, False, True])), 4)
    0.8333
    """
    hits, misses = _steps(scores, true)
    if not hits.sum():
        return float("nan")
    precision = np.cumsum(hits) / np.cumsum(hits + misses)
    return float((hits * precision).sum() / hits.sum())


def precision_at(scores: Floats, true: Mask, number: int) -> float:
    """Return the share of true pairs among the first; of equal ones at the edge, their mean.

    >>> precision_at(np.array([3.0, 2.0, 2.0]), np.array([True, False, True]), 2)
    0.75
    """
    hits, misses = _steps(scores, true)
    sizes = hits + misses
    ends = np.cumsum(sizes)
    number = min(number, int(ends[-1])) if len(ends) else 0
    if not number:
        return float("nan")
    taken = np.clip(number - (ends - sizes), 0, sizes)
    return float((taken * hits / sizes).sum() / number)


def _steps(scores: Floats, true: Mask) -> tuple[Ints, Ints]:
    """Return the true and the other pairs at each score, the highest score first."""
    _, place = np.unique(-np.round(scores, 10), return_inverse=True)
    number = int(place.max(initial=-1)) + 1
    return np.bincount(place[true], minlength=number), np.bincount(place[~true], minlength=number)
