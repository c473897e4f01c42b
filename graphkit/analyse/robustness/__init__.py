"""What falls apart when nodes go, and what changes when extraction or merging is doubted."""

from graphkit.analyse.robustness.attack import Curve, curve, efficiency, largest
from graphkit.analyse.robustness.merges import (
    Unmerged,
    Weight,
    read_spellings,
    unmerged,
    weightiest_merges,
    without_merges,
)
from graphkit.analyse.robustness.rewiring import rewired
from graphkit.analyse.robustness.robustness import Area, Robustness, robustness
from graphkit.analyse.robustness.sensitivity import (
    AtConfidence,
    at_confidence,
    community_noise,
    kendall_tau,
)

__all__ = [
    "Area",
    "AtConfidence",
    "Curve",
    "Robustness",
    "Unmerged",
    "Weight",
    "at_confidence",
    "community_noise",
    "curve",
    "efficiency",
    "kendall_tau",
    "largest",
    "read_spellings",
    "rewired",
    "robustness",
    "unmerged",
    "weightiest_merges",
    "without_merges",
]
