"""What holds for every format."""

import io
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graphkit.export import FORMATS, FormatName, export
from graphkit.export.clean import CleanGraph, Type
from graphkit.export.spreadsheet import EDGE_HEADINGS, NODE_HEADINGS

GRAPHS = [name for name in FormatName if not FORMATS[name].is_bibliography]
every_format = pytest.mark.parametrize("name", GRAPHS)
STREAMED = [name for name in GRAPHS if FORMATS[name].write is not None]


@pytest.fixture
def graph(small_graph: nx.MultiDiGraph, cited_graph: nx.MultiDiGraph) -> nx.MultiDiGraph:
    """Return every label and type, and two relationships between one paper and one method."""
    small_graph.add_edge(
        "title:00000000000000aa",
        "method:alphanet",
        key="USES",
        mentions=4,
        confidence=0.1 + 0.2,
        evidence=["x, \\ y\r\nz", '[a] "q"', "&lt; <b>"],
        rules=["r"],
    )
    return nx.compose(small_graph, cited_graph)


@every_format
def test_a_second_reader_finds_the_same_graph(
    graph: nx.MultiDiGraph,
    name: FormatName,
    read_back: Callable[..., object],
    expected: Callable[..., tuple[dict[str, object], object]],
    tmp_path: Path,
) -> None:
    wanted = expected(graph, name)
    if name is FormatName.CSV:  # a backslash at the end of a cell would swallow it in Gephi
        label, kind, properties = wanted[0]["method:hostile"]  # type: ignore[misc] # a triple
        assert label == "=SUM(A1)|\\"
        properties["name"] = label = "=SUM(A1)|\u2216"
        wanted[0]["method:hostile"] = (label, kind, properties)
    assert read_back(graph, name, tmp_path) == wanted


@every_format
def test_an_empty_graph_and_a_lone_node_are_read_back(
    name: FormatName, read_back: Callable[..., object], tmp_path: Path
) -> None:
    G = nx.MultiDiGraph()
    assert read_back(G, name, tmp_path) == ({}, {})
    G.add_node("title:1", label="Paper", title="Lone")
    assert read_back(G, name, tmp_path) == ({"title:1": ("Lone", "Paper", {"title": "Lone"})}, {})


@every_format
def test_what_no_format_holds_does_no_harm(
    name: FormatName, read_back: Callable[..., object], tmp_path: Path
) -> None:
    G = nx.MultiDiGraph()
    G.add_node("a", label="Method", name="A", id="other", note=None, tags=[], deep=float("nan"))
    G.add_node("b", label="Task", name="B", Name="lower wins", mixed=1)
    G.add_node("c", label="Task", name="C", mixed="one")
    G.add_edge("a", "b", key="USES", id=7, label="l", source="s", type="t", weight=None)
    text = "7" if name is FormatName.CSV else 7
    assert read_back(G, name, tmp_path) == (
        {
            "a": ("A", "Method", {"name": "A", "id_": "other"}),
            "b": ("B", "Task", {"name": "B", "Name_": "lower wins", "mixed": "1"}),
            "c": ("C", "Task", {"name": "C", "mixed": "one"}),
        },
        {("a", "USES", "b"): {"id_": text, "label_": "l", "source_": "s", "type_": "t"}},
    )


@every_format
def test_the_graph_is_left_as_it_was(
    graph: nx.MultiDiGraph, name: FormatName, tmp_path: Path
) -> None:
    before = nx.MultiDiGraph(graph)
    export(graph, name, tmp_path / "out")
    assert nx.utils.graphs_equal(graph, before)


SCRIPT = """
import sys
from pathlib import Path
import networkx as nx
from graphkit.export import FormatName, export
words = ["zeta", "alpha", "Mu", "beta", "Alpha"]
G = nx.MultiDiGraph()
for word in words:
    G.add_node(word, label="Method", name=word, tags=set(words), **{w: 1 for w in {*words, "id"}})
G.add_edge("zeta", "Mu", key="USES", tags=frozenset(words), **{w: w for w in set(words)})
for name in FormatName:
    export(G, name, Path(sys.argv[1]) / name)
"""


def test_the_bytes_are_the_same_under_every_hash_seed(tmp_path: Path) -> None:
    contents = []
    for seed in ("0", "1", "4242", "random"):
        folder = tmp_path / seed
        folder.mkdir()
        subprocess.run(
            [sys.executable, "-c", SCRIPT, str(folder)],
            env={**os.environ, "PYTHONHASHSEED": seed},
            check=True,
        )
        files = sorted(path for path in folder.rglob("*") if path.is_file())
        contents.append({str(path.relative_to(folder)): path.read_bytes() for path in files})
    assert len(contents[0]) == len(FormatName) + 1
    assert all(content == contents[0] for content in contents)


class BreakingGraph(nx.MultiDiGraph):
    """A graph that cannot be read to its end."""

    def edges(self, **_: object) -> object:  # type: ignore[override] # only what the writers call
        yield from ()
        raise RuntimeError("broken on purpose")


@every_format
def test_a_failing_writer_leaves_the_old_file(
    graph: nx.MultiDiGraph, name: FormatName, tmp_path: Path
) -> None:
    path = tmp_path / "out"
    export(graph, name, path)
    files = [path] if path.is_file() else sorted(path.iterdir())
    before = [file.read_bytes() for file in files]
    broken = BreakingGraph()
    broken.add_node("a", label="Task", name="A")
    with pytest.raises(RuntimeError, match="on purpose"):
        export(broken, name, path)
    assert [file.read_bytes() for file in files] == before
    assert [file.name for file in tmp_path.iterdir()] == ["out"]


@pytest.mark.parametrize("name", STREAMED)
def test_a_writer_leaves_its_stream_open(graph: nx.MultiDiGraph, name: FormatName) -> None:
    stream = io.BytesIO()
    write = FORMATS[name].write
    assert write is not None
    write(graph, stream)
    assert not stream.closed
    assert stream.getvalue().endswith(b"\n")
    assert stream.getvalue().decode("utf-8")


# Any text that Python holds: half surrogate pairs, control and non-characters among them.
any_text = st.text(
    st.one_of(
        st.characters(exclude_categories=()),
        st.sampled_from("\x00\x1b\x7f\x85\u2028\ud800\udfff\ufffe\uffff\r\n\t\\\"'<>&,;=+-@] "),
    ),
    max_size=8,
)
any_value = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.dates(),
    st.datetimes(),
    any_text,
    st.lists(st.one_of(any_text, st.none(), st.integers()), max_size=3),
    st.frozensets(any_text, max_size=3),
    st.dictionaries(any_text, st.integers(), max_size=2),
    st.binary(max_size=3),
)
any_key = st.one_of(
    st.sampled_from(["id", "ID", "label", "name", "Name", "title", "value", "source", "weight"]),
    st.sampled_from(["mentions", "key", "type", "kind", "element", "viz", "start"]),
    any_text,
)
any_data = st.dictionaries(any_key, any_value, max_size=4)


@st.composite
def any_graph(draw: st.DrawFn) -> nx.MultiDiGraph:
    """Draw a graph with any ids, keys and values."""
    G = nx.MultiDiGraph()
    names = draw(st.lists(any_text, unique=True, max_size=4))
    for name in names:
        G.add_node(name, **draw(any_data))
    if names:
        ends = st.tuples(st.sampled_from(names), st.sampled_from(names), any_text)
        for source, target, key in draw(st.lists(ends, unique=True, max_size=4)):
            G.add_edge(source, target, key=key)
            G.edges[source, target, key].update(draw(any_data))
    return G


def _shape(nodes: list[str], ends: list[tuple[str, str]]) -> list[tuple[int, int]]:
    place = {node: position for position, node in enumerate(nodes)}
    assert len(place) == len(nodes)
    return sorted((place[source], place[target]) for source, target in ends)


@settings(max_examples=80, deadline=None)
@given(any_graph())
def test_any_graph_keeps_its_shape_in_every_format(G: nx.MultiDiGraph) -> None:
    wanted = _shape(list(G), list(G.edges()))
    for name in STREAMED:
        stream = io.BytesIO()
        write = FORMATS[name].write
        assert write is not None
        write(G, stream)
        nodes, ends = _ENDS[name](stream.getvalue())
        assert _shape(nodes, ends) == wanted, name


@settings(max_examples=60, deadline=None)
@given(any_graph())
def test_any_graph_keeps_its_values_in_csv_under_both_readings(G: nx.MultiDiGraph) -> None:
    import csv

    write = FORMATS[FormatName.CSV].write_folder
    assert write is not None
    graph = CleanGraph(G, controls=False)
    tables = {
        "nodes.csv": (len(NODE_HEADINGS) + len(graph.node_columns), len(G)),
        "edges.csv": (len(EDGE_HEADINGS) + len(graph.edge_columns), G.number_of_edges()),
    }
    with tempfile.TemporaryDirectory() as folder:
        write(G, Path(folder))
        for file, (width, height) in tables.items():
            with (Path(folder) / file).open(encoding="utf-8", newline="") as stream:
                plain = list(csv.reader(stream, strict=True))
            with (Path(folder) / file).open(encoding="utf-8", newline="") as stream:
                as_gephi = list(csv.reader(stream, strict=True, escapechar="\\"))
            assert [len(row) for row in plain] == [width] * (height + 1)
            assert [len(row) for row in as_gephi] == [width] * (height + 1)


@settings(max_examples=60, deadline=None)
@given(any_graph())
def test_any_graph_keeps_its_values_in_json_lines(G: nx.MultiDiGraph) -> None:
    stream = io.BytesIO()
    write = FORMATS[FormatName.JSONL].write
    assert write is not None
    write(G, stream)
    items = [json.loads(line) for line in stream.getvalue().decode("utf-8").splitlines()]
    graph = CleanGraph(G, controls=True)
    found = [
        {key: item[key] for key in item if key not in {"element", "id", "label", "kind"}}
        for item in items
        if item["element"] == "node"
    ]
    assert found == [node.properties for node in graph.nodes()]
    python = {Type.INTEGER: int, Type.FLOAT: float, Type.STRING: str, Type.STRINGS: list}
    for column in graph.node_columns:
        kind = python.get(column.type, bool)
        assert all(type(item[column.name]) is kind for item in found if column.name in item)


def _xml_ends(content: bytes, node: str, edge: str) -> tuple[list[str], list[tuple[str, str]]]:
    from xml.etree import ElementTree as ET

    root = ET.fromstring(content)  # noqa: S314 - the same
    return [part.attrib["id"] for part in root.iter(node)], [
        (part.attrib["source"], part.attrib["target"]) for part in root.iter(edge)
    ]


def _json_ends(
    nodes: list[dict[str, str]], edges: list[dict[str, str]]
) -> tuple[list[str], list[tuple[str, str]]]:
    return [node["id"] for node in nodes], [(edge["source"], edge["target"]) for edge in edges]


def _jsonl_ends(content: bytes) -> tuple[list[str], list[tuple[str, str]]]:
    items = [json.loads(line) for line in content.decode("utf-8").splitlines()]
    kinds = [[item for item in items if item["element"] == kind] for kind in ("node", "edge")]
    return _json_ends(*kinds)


def _cytoscape_ends(content: bytes) -> tuple[list[str], list[tuple[str, str]]]:
    elements = json.loads(content)["elements"]
    parts = [[item["data"] for item in elements[key]] for key in ("nodes", "edges")]
    ids = [item["id"] for part in parts for item in part]
    assert len(set(ids)) == len(ids)
    return _json_ends(*parts)


_GRAPHML = "{http://graphml.graphdrawing.org/xmlns}"
_GEXF = "{http://gexf.net/1.3}"
_ENDS = {
    FormatName.GRAPHML: lambda c: _xml_ends(c, f"{_GRAPHML}node", f"{_GRAPHML}edge"),
    FormatName.GEXF: lambda c: _xml_ends(c, f"{_GEXF}node", f"{_GEXF}edge"),
    FormatName.CYTOSCAPE: _cytoscape_ends,
    FormatName.D3: lambda c: _json_ends(json.loads(c)["nodes"], json.loads(c)["links"]),
    FormatName.JSONL: _jsonl_ends,
}
