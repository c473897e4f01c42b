from pathlib import Path

import networkx as nx
import pyarrow.parquet as pq
import pytest

from graphkit.analyse import read_outline, stats
from graphkit.errors import InputError, SchemaError
from graphkit.graph import read_graph


def test_the_statistics_of_the_outline_are_those_of_the_graph(
    graph_folder: Path, small_graph: nx.MultiDiGraph
) -> None:
    G, digest = read_outline(graph_folder)
    assert stats(G, total_digest=digest) == stats(small_graph) == stats(read_graph(graph_folder))


def test_no_graph_is_an_input_error(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="expected a graph folder"):
        read_outline(tmp_path)


@pytest.mark.parametrize("name", ["nodes.parquet", "edges.parquet"])
def test_a_damaged_table_is_named(graph_folder: Path, name: str) -> None:
    path = graph_folder / name
    path.write_bytes(path.read_bytes()[:50])
    with pytest.raises(SchemaError, match=name):
        read_outline(graph_folder)
    path.unlink()
    with pytest.raises(SchemaError, match=name):
        read_outline(graph_folder)


def test_a_missing_column_is_named(graph_folder: Path) -> None:
    path = graph_folder / "nodes.parquet"
    pq.write_table(pq.read_table(path).drop_columns(["name"]), path)
    with pytest.raises(SchemaError, match="name"):
        read_outline(graph_folder)
