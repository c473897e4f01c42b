"""What a graph says of itself: size, coverage, degrees, components, density, warnings."""

from graphkit.analyse.stats.counting import density, stats
from graphkit.analyse.stats.grouping import By, Group, groups
from graphkit.analyse.stats.tables import long_table, summary_tables
from graphkit.analyse.stats.values import (
    Bin,
    Components,
    Coverage,
    Degrees,
    Mixing,
    PairDensity,
    Papers,
    Ranked,
    Said,
    Stats,
    Warned,
)

__all__ = [
    "Bin",
    "By",
    "Components",
    "Coverage",
    "Degrees",
    "Group",
    "Mixing",
    "PairDensity",
    "Papers",
    "Ranked",
    "Said",
    "Stats",
    "Warned",
    "density",
    "groups",
    "long_table",
    "stats",
    "summary_tables",
]
