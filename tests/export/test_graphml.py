import io
from xml.etree import ElementTree as ET

import networkx as nx
import pytest

from graphkit.export import graphml

NS = {"g": "http://graphml.graphdrawing.org/xmlns"}


def content_of(G: nx.MultiDiGraph) -> bytes:
    stream = io.BytesIO()
    graphml.write(G, stream)
    return stream.getvalue()


def keys_of(G: nx.MultiDiGraph) -> dict[tuple[str, str], str]:
    root = ET.fromstring(content_of(G))  # noqa: S314 - our own output
    keys = root.findall("g:key", NS)
    ids = [key.attrib["id"] for key in keys]
    assert len(set(ids)) == len(ids)
    assert not {"d3", "d7"} & set(ids), "Gephi takes these for yEd's labels"
    return {(key.attrib["for"], key.attrib["attr.name"]): key.attrib["attr.type"] for key in keys}


def test_every_property_declares_its_type(small_graph: nx.MultiDiGraph) -> None:
    keys = keys_of(small_graph)
    assert keys["node", "label"] == keys["edge", "label"] == "string"
    assert keys["node", "year"] == keys["edge", "mentions"] == "int"
    assert keys["edge", "confidence"] == "double"
    assert keys["node", "date"] == keys["node", "aliases"] == "string"


def test_numbers_beyond_32_bits_are_long() -> None:
    G = nx.MultiDiGraph()
    G.add_node("a", small=2**31 - 1, large=2**31, flag=True)
    keys = keys_of(G)
    assert keys["node", "small"] == "int"
    assert keys["node", "large"] == "long"
    assert keys["node", "flag"] == "boolean"


def test_edge_ids_differ(small_graph: nx.MultiDiGraph) -> None:
    root = ET.fromstring(content_of(small_graph))  # noqa: S314 - our own output
    ids = [edge.attrib["id"] for edge in root.iterfind(".//g:edge", NS)]
    assert len(set(ids)) == len(ids) == small_graph.number_of_edges()


def test_line_breaks_of_every_kind_come_back() -> None:
    G = nx.MultiDiGraph()
    G.add_node("a", p="1\r\n2\r3\n4\t5 ")
    back = nx.read_graphml(io.BytesIO(content_of(G)))
    assert back.nodes["a"]["p"] == "1\r\n2\r3\n4\t5 "


def test_igraph_reads_the_same(small_graph: nx.MultiDiGraph, tmp_path: object) -> None:
    igraph = pytest.importorskip("igraph", reason="python-igraph is not installed")
    path = f"{tmp_path}/graph.graphml"
    with open(path, "wb") as stream:  # noqa: PTH123 - igraph takes a name
        graphml.write(small_graph, stream)
    graph = igraph.Graph.Read_GraphML(path)
    assert graph.is_directed()
    assert graph.vs["id"] == list(small_graph)
    assert graph.vs["kind"] == [small_graph.nodes[node]["label"] for node in small_graph]
    ends = [(graph.vs[e.source]["id"], e["type"], graph.vs[e.target]["id"]) for e in graph.es]
    assert ends == [(s, key, t) for s, t, key in small_graph.edges(keys=True)]
    wanted = [data["confidence"] for _, _, data in small_graph.edges(data=True)]
    assert graph.es["confidence"] == wanted
    assert graph.es["mentions"] == [d["mentions"] for _, _, d in small_graph.edges(data=True)]
