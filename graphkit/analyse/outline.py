"""The part of a graph folder that the statistics need, and no more."""

from pathlib import Path

import networkx as nx
import pyarrow as pa
import pyarrow.parquet as pq

from graphkit.errors import SchemaError
from graphkit.graph import read_manifest

_NODES = ["id", "label", "name", "date", "stub"]
_EDGES = ["source", "target", "type"]


def read_outline(folder: Path) -> tuple[nx.MultiDiGraph, str]:
    """Return the graph in a folder without abstracts and evidence, and its digest.

    Nodes have `label`, `name` (a paper's is its title), `date` and `stub`, edges their type alone.
    The digest is the one that the folder's manifest states of the whole graph. Raise InputError
    or SchemaError where the folder cannot be read.
    """
    manifest = read_manifest(folder)
    nodes = _read(folder / "nodes.parquet", _NODES)
    edges = _read(folder / "edges.parquet", _EDGES)
    G = nx.MultiDiGraph()
    for node, label, name, date, stub in zip(*nodes, strict=True):
        known = {} if date is None else {"date": date}
        G.add_node(node, label=label, name=name, **known, **({"stub": True} if stub else {}))
    G.add_edges_from(zip(*edges, strict=True))
    return G, manifest.digest.total


def _read(path: Path, columns: list[str]) -> list[list[object]]:
    try:
        with pq.ParquetFile(path) as file:  # read_table would load pyarrow's dataset layer
            table = file.read(columns=columns)
        return [table[column].to_pylist() for column in columns]
    except (OSError, KeyError, pa.ArrowException) as error:
        raise SchemaError(f"{path}: damaged ({error})", hint="build the graph again") from error
