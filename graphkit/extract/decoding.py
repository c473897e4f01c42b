"""Read entities from the probabilities of a tagger: columns O, B and I of each label in turn."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

_LEAST = 1e-9
_NEVER = -1e9


def best_tags(rows: NDArray[np.float32]) -> NDArray[np.int64]:
    """Return the likeliest column of each word, where I goes only behind B or I of its label.

    Viterbi's algorithm. The first column wins a tie.
    """
    logs = np.log(np.maximum(rows, _LEAST), dtype=np.float64)
    count, width = logs.shape
    if not count:
        return np.zeros(0, dtype=np.int64)
    inside = np.arange(2, width, 2)
    logs[0, inside] = _NEVER
    back = np.zeros((count, width), dtype=np.int64)
    total = logs[0]
    for place in range(1, count):
        best = int(total.argmax())
        back[place] = best
        reached = np.full(width, total[best])
        goes_on = total[inside] >= total[inside - 1]
        back[place, inside] = np.where(goes_on, inside, inside - 1)
        reached[inside] = np.maximum(total[inside], total[inside - 1])
        total = reached + logs[place]
    tags = np.zeros(count, dtype=np.int64)
    tags[-1] = int(total.argmax())
    for place in range(count - 1, 0, -1):
        tags[place - 1] = back[place, tags[place]]
    return tags


def spans_of(tags: NDArray[np.int64], labels: Sequence[str]) -> list[tuple[int, int, str]]:
    """Return start, end and label of each entity that the columns spell, in the order of words."""
    found: list[tuple[int, int, str]] = []
    values = [*tags.tolist(), 0]
    start = 0
    for place, tag in enumerate(values):
        before = values[place - 1] if place else 0
        goes_on = tag and tag % 2 == 0
        if before and not goes_on:
            found.append((start, place, labels[(before - 1) // 2]))
        if tag % 2:
            start = place
    return found


def surest_tags(
    rows: NDArray[np.float32], labels: Sequence[str], start: int, end: int, label: str
) -> float:
    """Return how likely an entity is: the geometric mean of its words' own columns, B and I."""
    column = 1 + 2 * labels.index(label)
    own = rows[start:end, column : column + 2].sum(axis=1)
    return float(np.exp(np.log(np.maximum(own, _LEAST)).mean()))
