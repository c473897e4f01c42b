"""Samples of the papers, drawn with replacement: how much a result hangs on the papers at hand.

Source: Efron 1979, "Bootstrap methods: another look at the jackknife".
"""

from collections.abc import Iterator

import numpy as np

from graphkit.analyse.columns import Columns, Ints


def samples(columns: Columns, number: int, *, seed: int = 0) -> Iterator[Ints]:
    """Give `number` times how often each node counts: papers as drawn, everything else once."""
    rng = np.random.default_rng(seed)
    papers = np.flatnonzero(columns.is_paper)
    for _ in range(number):
        counts = np.ones(len(columns), np.int64)
        drawn = rng.integers(0, len(papers), len(papers)) if len(papers) else papers
        counts[papers] = np.bincount(drawn, minlength=len(papers)) if len(papers) else 0
        yield counts
