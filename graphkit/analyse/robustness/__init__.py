"""What falls apart when nodes go, and what changes when extraction or merging is doubted."""

from graphkit.analyse.robustness.attack import Curve, curve, efficiency, largest
from graphkit.analyse.robustness.rewiring import rewired
from graphkit.analyse.robustness.robustness import Area, Robustness, robustness
from graphkit.analyse.robustness.sensitivity import (
    AtConfidence,
    Unmerged,
    at_confidence,
    kendall_tau,
    read_spellings,
    unmerged,
    without_merges,
)

__all__ = [
    "Area",
    "AtConfidence",
    "Curve",
    "Robustness",
    "Unmerged",
    "at_confidence",
    "curve",
    "efficiency",
    "kendall_tau",
    "largest",
    "read_spellings",
    "rewired",
    "robustness",
    "unmerged",
    "without_merges",
]
