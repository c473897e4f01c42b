"""What a graph says of itself, as values and tables."""

from graphkit.analyse.diff import Diff, diff, diff_folders, diff_table, diff_tables
from graphkit.analyse.explain import explain, explain_folder, find_node, names_table
from graphkit.analyse.sources import SourceStats, source_stats, source_tables
from graphkit.analyse.stats import (
    Components,
    Degrees,
    Papers,
    Ranked,
    Stats,
    long_table,
    stats,
    summary_tables,
)

__all__ = [
    "Components",
    "Degrees",
    "Diff",
    "Papers",
    "Ranked",
    "SourceStats",
    "Stats",
    "diff",
    "diff_folders",
    "diff_table",
    "diff_tables",
    "explain",
    "explain_folder",
    "find_node",
    "long_table",
    "names_table",
    "source_stats",
    "source_tables",
    "stats",
    "summary_tables",
]
