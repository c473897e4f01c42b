"""Intervals and tests for shares of small numbers."""

import math

import numpy as np

from graphkit.analyse.columns import Floats

_Z = 1.959963984540054  # of 95 %
_SMALL = 1e-17


def wilson(hits: float, total: float) -> tuple[float, float]:
    """Return the 95 % interval of a share; of nothing it is 0 to 1.

    Source: Wilson 1927, "Probable inference, the law of succession, and statistical inference".
    It stays between 0 and 1 and holds for small numbers, where the usual one does not.

    >>> [round(end, 3) for end in wilson(0, 10)]
    [0.0, 0.278]
    """
    if not total:
        return 0.0, 1.0
    share, squared = hits / total, _Z**2
    middle = share + squared / (2 * total)
    spread = _Z * math.sqrt(share * (1 - share) / total + squared / (4 * total**2))
    scale = 1 + squared / total
    low = (middle - spread) / scale if hits else 0.0
    high = (middle + spread) / scale if hits < total else 1.0
    return low, high


def log_odds_ratio(one: int, of_one: int, other: int, of_other: int) -> tuple[float, float, float]:
    """Return ln of the odds ratio of two shares, and its 95 % interval.

    Half a hit and half a miss are added to both, so that a share of 0 or 1 has one too (Haldane
    1956; Anscombe 1956).

    >>> ratio, low, high = log_odds_ratio(8, 10, 2, 10)
    >>> round(ratio, 2), low > 0
    (2.45, True)
    """
    cells = [one + 0.5, of_one - one + 0.5, other + 0.5, of_other - other + 0.5]
    ratio = math.log(cells[0] * cells[3] / (cells[1] * cells[2]))
    spread = _Z * math.sqrt(sum(1 / cell for cell in cells))
    return ratio, ratio - spread, ratio + spread


def fisher_more(one: int, of_one: int, other: int, of_other: int) -> float:
    """Return the chance of so many hits or more in the one group, were there no difference.

    Source: Fisher 1922, the exact test of a table of two by two, one-sided.

    >>> round(fisher_more(3, 3, 0, 3), 3)
    0.05
    """
    hits, total = one + other, of_one + of_other
    every = _ln_choose(total, hits)
    chance = 0.0
    for k in range(one, min(hits, of_one) + 1):
        part = math.exp(_ln_choose(of_one, k) + _ln_choose(of_other, hits - k) - every)
        chance += part
        if part < _SMALL * chance and k * total > hits * of_one:
            break  # above the mean the parts only get smaller
    return min(1.0, chance)


def fisher_either(one: int, of_one: int, other: int, of_other: int) -> float:
    """Return the chance of so large a difference in either direction: twice the smaller tail.

    >>> round(fisher_either(3, 3, 0, 3), 3), fisher_either(1, 2, 1, 2)
    (0.1, 1.0)
    """
    tails = (
        fisher_more(one, of_one, other, of_other),
        fisher_more(other, of_other, one, of_one),
    )
    return min(1.0, 2 * min(tails))


def _ln_choose(total: int, number: int) -> float:
    if not 0 <= number <= total:
        return -math.inf
    return math.lgamma(total + 1) - math.lgamma(number + 1) - math.lgamma(total - number + 1)


def false_discovery(chances: Floats) -> Floats:
    """Return for each p-value the share of false finds among all that are as small (q-values).

    Source: Benjamini, Hochberg 1995, "Controlling the false discovery rate".

    >>> false_discovery(np.array([0.01, 0.04, 0.03])).round(3).tolist()
    [0.03, 0.04, 0.04]
    """
    order = np.argsort(chances, kind="stable")
    scaled = chances[order] * len(chances) / np.arange(1, len(chances) + 1)
    found = np.empty(len(chances))
    found[order] = np.minimum(1.0, np.minimum.accumulate(scaled[::-1])[::-1])
    return found
