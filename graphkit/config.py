"""Where things lie and what the environment sets."""

import os
from pathlib import Path

import platformdirs

DEFAULT_GRAPH = Path("graph")
# How papers are read where nobody says; see graphkit.extract.profiles.
DEFAULT_PROFILE = os.environ.get("GRAPHKIT_PROFILE") or "best"


def cache_folder() -> Path:
    """Return the folder for what can be made again: `GRAPHKIT_CACHE`, else the user's cache."""
    override = os.environ.get("GRAPHKIT_CACHE")
    return Path(override) if override else platformdirs.user_cache_path("graphkit")


def default_workers() -> int:
    """Return the number of processors that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return max(1, len(os.sched_getaffinity(0)))
    return os.cpu_count() or 1
