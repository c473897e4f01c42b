"""The graph: built from statements, checked, hashed, kept on disk."""

from graphkit.graph.build import build_graph
from graphkit.graph.digest import Digest, canonical, digest, digest_lines
from graphkit.graph.invariants import check, violations
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
    "Input",
    "Kept",
    "Manifest",
    "build_graph",
    "canonical",
    "check",
    "check_whole",
    "digest",
    "digest_lines",
    "guard",
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
    "violations",
    "write_snapshot",
]
