"""The graph: built from statements, checked, hashed, kept on disk."""

from graphkit.graph.build import build_graph
from graphkit.graph.digest import Digest, digest, digest_lines
from graphkit.graph.invariants import check, violations
from graphkit.graph.snapshot import (
    Input,
    Manifest,
    guard,
    read_graph,
    read_manifest,
    read_papers,
    write_snapshot,
)

__all__ = [
    "Digest",
    "Input",
    "Manifest",
    "build_graph",
    "check",
    "digest",
    "digest_lines",
    "guard",
    "read_graph",
    "read_manifest",
    "read_papers",
    "violations",
    "write_snapshot",
]
