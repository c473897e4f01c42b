import io

import networkx as nx
import pytest

from graphkit.errors import InputError
from graphkit.export import jsonl
from graphkit.graph import digest


def test_reading_gives_the_graph_that_was_written(small_graph: nx.MultiDiGraph) -> None:
    stream = io.BytesIO()
    jsonl.write(small_graph, stream)
    stream.seek(0)
    back = jsonl.read(stream)
    assert digest(back) == digest(small_graph)
    assert list(back) == list(small_graph)
    assert list(back.edges(keys=True)) == list(small_graph.edges(keys=True))


def test_what_sources_say_comes_back(cited_graph: nx.MultiDiGraph) -> None:
    stream = io.BytesIO()
    jsonl.write(cited_graph, stream)
    stream.seek(0)
    assert digest(jsonl.read(stream)) == digest(cited_graph)


@pytest.mark.parametrize(
    ("content", "line"),
    [
        (b"{", 1),
        (b"[1]\n", 1),
        (b"\xff\n", 1),
        (b'{"element": "node", "id": "a", "kind": "Task"}\n{"element": "star"}\n', 2),
        (b'{"element": "edge", "source": "a", "target": "b", "type": "USES"}\n', 1),
        (b'{"element": "node"}\n', 1),
        (b'{"element": "node", "id": "a", "kind": "Paper", "date": "soon"}\n', 1),
    ],
)
def test_what_is_no_graph_is_named_with_its_line(content: bytes, line: int) -> None:
    with pytest.raises(InputError, match=f"^line {line}: expected a node or an edge"):
        jsonl.read(io.BytesIO(content))


def test_polars_reads_a_row_a_line(small_graph: nx.MultiDiGraph) -> None:
    polars = pytest.importorskip("polars", reason="polars is not installed")
    stream = io.BytesIO()
    jsonl.write(small_graph, stream)
    frame = polars.read_ndjson(stream.getvalue(), infer_schema_length=None)
    assert frame.height == len(small_graph) + small_graph.number_of_edges()
    nodes = frame.filter(polars.col("element") == "node")
    assert nodes["id"].to_list() == list(small_graph)
    titles = [small_graph.nodes[node].get("title") for node in small_graph]
    assert nodes["title"].to_list() == titles
    edges = frame.filter(polars.col("element") == "edge")
    wanted = [data["evidence"] for _, _, data in small_graph.edges(data=True)]
    assert edges["evidence"].to_list() == wanted
