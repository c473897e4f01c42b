"""Bursts: when something is used so much more than usual that chance does not explain it.

Source: Kleinberg 2002, "Bursty and hierarchical structure in streams", section 4, the automaton of
two states for batches of documents. In period t, r of d papers have the entity. The usual state
has the share p0 = R / D of all periods, the burst p1 = s · p0. The cost of a state in a period is

    -ln( C(d, r) · p^r · (1 - p)^(d - r) )

and going up costs g · ln(T), where T is the number of periods; going down is free. The states of
least cost are found by dynamic programming. The weight of a burst is what the costs of its periods
would have been more in the usual state.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

SCALE = 2.0
GAMMA = 1.0
_MOST = 0.9999


@dataclass(frozen=True, slots=True)
class Burst:
    """From a period to a period, both in it, and how strong."""

    start: int
    end: int
    weight: float


def bursts(
    hits: Sequence[int], totals: Sequence[int], *, scale: float = SCALE, gamma: float = GAMMA
) -> tuple[Burst, ...]:
    """Return the bursts of something that `hits` of `totals` papers have, period by period.

    Of equally good states the usual one is taken.

    >>> bursts([1, 1, 8, 9, 1, 1], [20] * 6)
    (Burst(start=2, end=3, weight=6.3),)
    """
    every, total = sum(hits), sum(totals)
    if not every or every == total:
        return ()
    usual = every / total
    more = min(_MOST, scale * usual)
    rise = gamma * math.log(len(totals))
    gains = [_cost(r, d, usual) - _cost(r, d, more) for r, d in zip(hits, totals, strict=True)]
    states = _states(gains, rise)
    found, start = [], None
    for place, state in enumerate([*states, 0]):
        if state and start is None:
            start = place
        elif not state and start is not None:
            found.append(Burst(start, place - 1, round(sum(gains[start:place]), 2)))
            start = None
    return tuple(found)


def _cost(hits: int, total: int, share: float) -> float:
    """Return the cost of a state in a period; the binomial coefficient is the same in both."""
    return -(hits * math.log(share) + (total - hits) * math.log1p(-share))


def _states(gains: Sequence[float], rise: float) -> list[int]:
    """Return the cheapest states; a burst earns its gains, its beginning costs `rise`."""
    usual, burst = 0.0, math.inf
    came_from: list[tuple[int, int]] = []
    for gain in gains:
        falls, stays = burst < usual, burst <= usual + rise
        came_from.append((int(falls), int(stays)))
        usual, burst = min(usual, burst), min(burst, usual + rise) - gain
    state = int(burst < usual)
    states = []
    for step in reversed(came_from):
        states.append(state)
        state = step[state]
    return states[::-1]
