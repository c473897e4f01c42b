"""The citation graph of a folder, without the rest of the graph."""

from pathlib import Path

import networkx as nx
import pyarrow as pa
import pyarrow.compute as pc

from graphkit.analyse.citations.citations import joined
from graphkit.graph import read_manifest, read_table_columns
from graphkit.model import RelationshipType


def read_citations(folder: Path) -> nx.DiGraph:
    """Return what `citation_graph` returns of the graph in a folder, without reading the rest.

    Raise InputError or SchemaError where the folder cannot be read.
    """
    read_manifest(folder)
    edges = read_table_columns(folder / "edges.parquet", ["type", "source", "target"])
    edges = edges.filter(pc.call_function("equal", [edges["type"], RelationshipType.CITES.value]))
    ends = pa.chunked_array([*edges["source"].chunks, *edges["target"].chunks], pa.string())
    wanted = pc.SetLookupOptions(ends.unique())
    nodes = read_table_columns(folder / "nodes.parquet", ["id", "name", "year", "citationCount"])
    nodes = nodes.filter(pc.call_function("is_in", [nodes["id"]], wanted))
    columns = (nodes[name].to_pylist() for name in nodes.column_names)
    known = {node: values for node, *values in zip(*columns, strict=True)}
    pairs = zip(edges["source"].to_pylist(), edges["target"].to_pylist(), strict=True)
    return joined(pairs, lambda paper: known[paper])
