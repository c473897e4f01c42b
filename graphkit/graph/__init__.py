"""The graph: built from statements, checked, hashed, kept on disk."""

from graphkit.graph.build import build_graph
from graphkit.graph.digest import Digest, canonical, digest, digest_lines
from graphkit.graph.elements import Elements, elements, elements_of
from graphkit.graph.invariants import check, sound, violations
from graphkit.graph.links import LinkColumns, Links, Numbers, ranked
from graphkit.graph.snapshot import (
    MANIFEST,
    PULLED,
    Input,
    Kept,
    Manifest,
    check_whole,
    guard,
    read_conflicts,
    read_graph,
    read_kept,
    read_manifest,
    read_merges,
    read_papers,
    read_sentences,
    read_suggestions,
    read_table_columns,
    read_tables,
    write_snapshot,
)

__all__ = [
    "MANIFEST",
    "PULLED",
    "Digest",
    "Elements",
    "Input",
    "Kept",
    "LinkColumns",
    "Links",
    "Manifest",
    "Numbers",
    "build_graph",
    "canonical",
    "check",
    "check_whole",
    "digest",
    "digest_lines",
    "elements",
    "elements_of",
    "guard",
    "ranked",
    "read_conflicts",
    "read_graph",
    "read_kept",
    "read_manifest",
    "read_merges",
    "read_papers",
    "read_sentences",
    "read_suggestions",
    "read_table_columns",
    "read_tables",
    "sound",
    "violations",
    "write_snapshot",
]
