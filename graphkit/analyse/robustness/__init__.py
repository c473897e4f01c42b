"""What falls apart when nodes go, and what changes when extraction or merging is doubted."""

from graphkit.analyse.robustness.attack import Curve, curve, efficiency, largest
from graphkit.analyse.robustness.merges import (
    Merged,
    Unmerged,
    Weight,
    merges_of,
    read_spellings,
    unmerged,
    weightiest_merges,
    without_merges,
)
from graphkit.analyse.robustness.rewiring import rewired
from graphkit.analyse.robustness.robustness import Area, Robustness, robustness
from graphkit.analyse.robustness.sensitivity import (
    AtConfidence,
    View,
    at_confidence,
    community_noise,
    kendall_tau,
    view_of,
)

__all__ = [
    "Area",
    "AtConfidence",
    "Curve",
    "Merged",
    "Robustness",
    "Unmerged",
    "View",
    "Weight",
    "at_confidence",
    "community_noise",
    "curve",
    "efficiency",
    "kendall_tau",
    "largest",
    "merges_of",
    "read_spellings",
    "rewired",
    "robustness",
    "unmerged",
    "view_of",
    "weightiest_merges",
    "without_merges",
]
