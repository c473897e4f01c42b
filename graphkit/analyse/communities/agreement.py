"""How far two partitions say the same."""

import numpy as np

from graphkit.analyse.columns import Floats, Ints


def adjusted_rand(one: Ints, other: Ints) -> float:
    """Return the agreement of two partitions: 1 the same, 0 what chance would give.

    Source: Hubert, Arabie 1985, "Comparing partitions".

    >>> adjusted_rand(np.array([0, 0, 1, 1]), np.array([5, 5, 2, 2]))
    1.0
    >>> round(adjusted_rand(np.array([0, 0, 1, 1]), np.array([0, 1, 0, 1])), 6)
    -0.5
    """
    size = len(one)
    _, rows = np.unique(one, return_inverse=True)
    _, columns = np.unique(other, return_inverse=True)
    cells = np.unique(rows * (columns.max(initial=0) + 1) + columns, return_counts=True)[1]
    both, first, second = map(_pairs, (cells, np.bincount(rows), np.bincount(columns)))
    every = size * (size - 1) / 2
    expected = first * second / every if every else 0.0
    most = (first + second) / 2
    return 1.0 if most == expected else (both - expected) / (most - expected)


def best_overlaps(base: Ints, other: Ints) -> Floats:
    """Return for each community of `base` its largest Jaccard overlap with one of the other.

    Source: Hennig 2007, "Cluster-wise assessment of cluster stability". `base` is numbered from 0;
    a community without members among these nodes gets 0.

    >>> best_overlaps(np.array([0, 0, 1, 1]), np.array([0, 0, 0, 1])).round(2).tolist()
    [0.67, 0.5]
    """
    _, columns = np.unique(other, return_inverse=True)
    width = int(columns.max(initial=0)) + 1
    codes, both = np.unique(base * width + columns, return_counts=True)
    rows, places = codes // width, codes % width
    union = np.bincount(base)[rows] + np.bincount(columns)[places] - both
    found = np.zeros(int(base.max(initial=-1)) + 1)
    np.maximum.at(found, rows, both / union)
    return found


def _pairs(counts: Ints) -> float:
    sizes = counts.astype(np.float64)
    return float((sizes * (sizes - 1) / 2).sum())
