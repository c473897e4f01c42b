import datetime as dt
import io
import json
from xml.etree import ElementTree as ET

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graphkit.export import gexf
from graphkit.model import NodeLabel

NS = {"g": "http://gexf.net/1.3", "viz": "http://gexf.net/1.3/viz"}


def root_of(G: nx.MultiDiGraph) -> ET.Element:
    stream = io.BytesIO()
    gexf.write(G, stream)
    return ET.fromstring(stream.getvalue())  # noqa: S314 - our own output


def test_it_says_version_1_3_and_no_date(small_graph: nx.MultiDiGraph) -> None:
    root = root_of(small_graph)
    assert root.attrib["version"] == "1.3"
    meta = root.find("g:meta", NS)
    assert meta is not None
    assert meta.attrib == {}
    stream = io.BytesIO()
    gexf.write(small_graph, stream)
    assert dt.datetime.now(dt.UTC).date().isoformat() not in stream.getvalue().decode()


def test_every_node_has_label_kind_colour_and_size(small_graph: nx.MultiDiGraph) -> None:
    nodes = root_of(small_graph).findall(".//g:node", NS)
    assert len(nodes) == len(small_graph)
    for node in nodes:
        data = small_graph.nodes[node.attrib["id"]]
        assert node.attrib["label"] == " ".join(
            (data.get("name") or data["title"]).replace("\x1b", "␛").split()
        )
        [kind] = [v for v in node.iterfind(".//g:attvalue", NS) if v.attrib["for"] == "kind"]
        assert kind.attrib["value"] == data["label"]
        colour, size = node.find("viz:color", NS), node.find("viz:size", NS)
        assert colour is not None
        assert size is not None
        assert set(colour.attrib) == {"r", "g", "b"}, "alpha turns nodes grey in Gephi"
        assert tuple(map(int, colour.attrib.values())) == gexf.COLOURS[data["label"]]
        degree = small_graph.degree[node.attrib["id"]]
        assert float(size.attrib["value"]) == gexf.size_of(degree)


def test_every_kind_has_its_own_colour() -> None:
    assert set(gexf.COLOURS) == set(NodeLabel)
    assert len(set(gexf.COLOURS.values())) == len(NodeLabel)
    assert all(0 <= part <= 255 for colour in gexf.COLOURS.values() for part in colour)


def test_sizes_grow_with_the_degree() -> None:
    sizes = [gexf.size_of(degree) for degree in range(100)]
    assert sizes == sorted(set(sizes))
    assert sizes[0] == 4.0


def test_parallel_relationships_stay_apart() -> None:
    G = nx.MultiDiGraph()
    G.add_edge("a", "b", key="USES", mentions=2)
    G.add_edge("a", "b", key="PROPOSES", mentions=5)
    edges = root_of(G).findall(".//g:edge", NS)
    assert [edge.attrib["kind"] for edge in edges] == ["USES", "PROPOSES"]
    assert [edge.attrib["label"] for edge in edges] == ["USES", "PROPOSES"]
    assert [float(edge.attrib["weight"]) for edge in edges] == [2.0, 5.0]
    assert len({edge.attrib["id"] for edge in edges}) == 2


def test_every_value_belongs_to_a_declared_attribute(small_graph: nx.MultiDiGraph) -> None:
    root = root_of(small_graph)
    for scope in ("node", "edge"):
        declared = {
            part.attrib["id"]: part.attrib["type"]
            for part in root.iterfind(f".//g:attributes[@class='{scope}']/g:attribute", NS)
        }
        values = root.findall(f".//g:{scope}/g:attvalues/g:attvalue", NS)
        assert {value.attrib["for"] for value in values} == set(declared)
        for value in values:
            if declared[value.attrib["for"]] == "integer":
                assert int(value.attrib["value"]) >= 0


@pytest.mark.parametrize(
    ("parts", "text"),
    [
        (["a", "b"], '["a", "b"]'),
        (['say "a"', "c\\d"], '["say \\"a\\"", "c\\\\d"]'),
        (["a\nb\tc"], '["a\nb\tc"]'),
    ],
)
def test_a_list_in_gephis_spelling(parts: list[str], text: str) -> None:
    assert gexf.list_text(parts) == text


@settings(deadline=None)
@given(st.lists(st.text()))
def test_a_list_reads_as_json_too(parts: list[str]) -> None:
    assert json.loads(gexf.list_text(parts), strict=False) == parts
