"""Null models: graphs in which every node keeps its number of relationships of each type.

Source: Maslov, Sneppen 2002, "Specificity and stability in topology of protein networks": two
relationships of a type change their targets, over and over, as long as none is there twice. So
papers keep how many methods, datasets and tasks they have, and these how many papers; which ones
is chance.
"""

from dataclasses import replace

import numpy as np

from graphkit.analyse.columns import Columns, Ints, Mask
from graphkit.graph import run_starts

ROUNDS = 8


def rewired(columns: Columns, seed: int = 0, *, rounds: int = ROUNDS) -> Columns:
    """Return a graph with the degrees of this one by type, and everything else left to chance.

    >>> from graphkit.analyse.columns import columns_of
    >>> from graphkit.analyse.example import example_graph
    >>> before = columns_of(example_graph())
    >>> after = rewired(before)
    >>> bool((np.bincount(before.targets) == np.bincount(after.targets)).all())
    True
    >>> bool((before.targets == after.targets).all())
    False
    """
    rng = np.random.default_rng(seed)
    targets = columns.targets.astype(np.int64)
    for kind in np.unique(columns.types):
        edges = np.flatnonzero(columns.types == kind)
        targets[edges] = _swapped(
            columns.sources[edges].astype(np.int64), targets[edges], len(columns), rng, rounds
        )
    return replace(columns, targets=targets.astype(np.int32), evidence=None)


def _swapped(
    sources: Ints, targets: Ints, size: int, rng: np.random.Generator, rounds: int
) -> Ints:
    targets = targets.copy()
    for _ in range(rounds):
        order = rng.permutation(len(sources))
        half = len(order) // 2
        one, other = order[:half], order[half : 2 * half]
        first, second = sources[one] * size + targets[other], sources[other] * size + targets[one]
        is_new = _once(np.concatenate((first, second, sources * size + targets)))
        free = is_new[: len(one)] & is_new[len(one) : 2 * len(one)]
        free &= (sources[one] != targets[other]) & (sources[other] != targets[one])
        swap, with_ = one[free], other[free]
        targets[swap], targets[with_] = targets[with_].copy(), targets[swap].copy()
    return targets


def _once(values: Ints) -> Mask:
    """Return for each value whether it is there once."""
    order = np.argsort(values, kind="stable")
    first = run_starts(values[order])
    found: Mask = np.empty(len(values), bool)
    found[order] = first & np.append(first[1:], True)
    return found
