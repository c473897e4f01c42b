"""Who cites whom: main paths, co-citation, coupling, a historiograph, local and global counts."""

from graphkit.analyse.citations.citations import (
    Citations,
    Cycle,
    OnPath,
    Pair,
    Remembered,
    citation_graph,
    citations,
)
from graphkit.analyse.citations.condensing import Condensed, condense
from graphkit.analyse.citations.main_path import (
    global_main_path,
    key_route_main_path,
    search_path_counts,
)
from graphkit.analyse.citations.reading import read_citations
from graphkit.analyse.citations.together import cited_together, citing_together

__all__ = [
    "Citations",
    "Condensed",
    "Cycle",
    "OnPath",
    "Pair",
    "Remembered",
    "citation_graph",
    "citations",
    "cited_together",
    "citing_together",
    "condense",
    "global_main_path",
    "key_route_main_path",
    "read_citations",
    "search_path_counts",
]
