"""Entities over time: shares, growth, bursts, and the graph at each time."""

from graphkit.analyse.trends.bursts import Burst, bursts
from graphkit.analyse.trends.periods import Every, Periods, periods
from graphkit.analyse.trends.snapshots import Snapshot, snapshot_rows, snapshots
from graphkit.analyse.trends.trends import BurstOf, Point, Trend, Trends, trends

__all__ = [
    "Burst",
    "BurstOf",
    "Every",
    "Periods",
    "Point",
    "Snapshot",
    "Trend",
    "Trends",
    "bursts",
    "periods",
    "snapshot_rows",
    "snapshots",
    "trends",
]
