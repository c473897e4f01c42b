"""Second readers: every format read back by other code than wrote it, into one shape.

A reader returns the nodes, id -> (label, kind, properties), and the relationships,
(source, type, target) -> properties. What a format cannot tell from "not there" (an empty text in
GraphML and CSV) is left out.
"""

import csv
import datetime as dt
import io
import json
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TypeAlias

import networkx as nx
import pytest

from graphkit.export import FORMATS, FormatName
from graphkit.model import NODE_PROPERTIES, RELATIONSHIP_PROPERTIES, PropertyType

Properties: TypeAlias = dict[str, object]
Read: TypeAlias = tuple[
    dict[str, tuple[str, str, Properties]], dict[tuple[str, str, str], Properties]
]
PROPERTIES = {
    part.name: part.type
    for schema in (*NODE_PROPERTIES.values(), *RELATIONSHIP_PROPERTIES.values())
    for part in schema
}
LISTS = frozenset(name for name, kind in PROPERTIES.items() if kind is PropertyType.STRINGS)
TEXT_FORMATS = (FormatName.GRAPHML, FormatName.GEXF, FormatName.CSV)


@pytest.fixture(scope="session")
def read_back() -> Callable[..., Read]:
    """Return a function that writes a graph in a format and reads it with a second reader."""

    def run(
        G: nx.MultiDiGraph, name: FormatName, folder: Path, lists: frozenset[str] = LISTS
    ) -> Read:
        form = FORMATS[name]
        if form.write_folder is not None:
            folder.mkdir(exist_ok=True)
            form.write_folder(G, folder)
            return from_csv(folder, lists)
        stream = io.BytesIO()
        assert form.write is not None
        form.write(G, stream)
        return READERS[name](stream.getvalue(), lists)

    return run


@pytest.fixture(scope="session")
def expected() -> Callable[..., Read]:
    """Return a function that says what a graph of the model is in a format."""

    def run(G: nx.MultiDiGraph, name: FormatName) -> Read:
        def value_of(value: object) -> object:
            if isinstance(value, dt.date):
                return value.isoformat()
            if isinstance(value, list):
                return [value_of(part) for part in value]
            if isinstance(value, str):
                return visible(value) if name in TEXT_FORMATS else value
            return value

        nodes = {}
        for node, data in G.nodes(data=True):
            human = " ".join(str(value_of(data.get("name") or data["title"])).split())
            left_out = {"label"} if name is FormatName.JSONL else {"label", "lookup"}
            properties = {key: value_of(data[key]) for key in data if key not in left_out}
            nodes[node] = (human, data["label"], properties)
        edges = {
            (source, key, target): {name: value_of(value) for name, value in data.items()}
            for source, target, key, data in G.edges(keys=True, data=True)
        }
        return nodes, edges

    return run


def visible(text: str) -> str:
    """Return a text with control characters as their pictures."""
    return re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f]", lambda m: chr(0x2400 + ord(m[0])), text)


def from_graphml(content: bytes, lists: frozenset[str]) -> Read:
    G = nx.read_graphml(io.BytesIO(content), force_multigraph=True)
    nodes = {
        node: (data["label"], data["kind"], _properties(data, lists, "label", "kind"))
        for node, data in G.nodes(data=True)
    }
    edges = {
        (s, data["type"], t): _properties(data, lists, "label", "type")
        for s, t, data in G.edges(data=True)
    }
    assert all(data["label"] == data["type"] for _, _, data in G.edges(data=True))
    assert len(edges) == G.number_of_edges()
    return nodes, edges


def from_gexf(content: bytes, lists: frozenset[str]) -> Read:
    G = nx.MultiDiGraph(nx.read_gexf(io.BytesIO(content), version="1.3"))
    nodes = {
        node: (data["label"], data["kind"], _properties(data, lists, "label", "kind", "viz"))
        for node, data in G.nodes(data=True)
    }
    edges = {
        (s, data["label"], t): _properties(data, lists, "label", "id", "weight")
        for s, t, data in G.edges(data=True)
    }
    assert len(edges) == G.number_of_edges()
    return nodes, edges


def from_cytoscape(content: bytes, _: frozenset[str]) -> Read:
    G = nx.cytoscape_graph(json.loads(content))
    extra = ("id", "value", "label", "kind")
    nodes = {}
    for node, data in G.nodes(data=True):
        assert data["id"] == data["value"] == node
        assert data["name"] == data["label"]
        is_entity = data["kind"] != "Paper"
        hidden = extra if is_entity else (*extra, "name")
        nodes[node] = (data["label"], data["kind"], _without(data, *hidden))
    extra = ("id", "source", "target", "key", "interaction", "type", "label")
    edges = {
        (s, data["interaction"], t): _without(data, *extra) for s, t, data in G.edges(data=True)
    }
    assert len(edges) == G.number_of_edges()
    return nodes, edges


def from_d3(content: bytes, _: frozenset[str]) -> Read:
    G = nx.node_link_graph(json.loads(content), edges="links")
    nodes = {
        node: (data["label"], data["kind"], _without(data, "label", "kind"))
        for node, data in G.nodes(data=True)
    }
    edges = {
        (s, key, t): _without(data, "type") for s, t, key, data in G.edges(keys=True, data=True)
    }
    return nodes, edges


def from_jsonl(content: bytes, _: frozenset[str]) -> Read:
    items = [json.loads(line) for line in content.decode("utf-8").splitlines()]
    nodes = {
        item["id"]: (item["label"], item["kind"], _without(item, "element", "id", "label", "kind"))
        for item in items
        if item["element"] == "node"
    }
    extra = ("element", "id", "source", "target", "type")
    edges = {
        (item["source"], item["type"], item["target"]): _without(item, *extra)
        for item in items
        if item["element"] == "edge"
    }
    assert len(nodes) + len(edges) == len(items)
    return nodes, edges


def from_csv(folder: Path, lists: frozenset[str]) -> Read:
    nodes = {
        row["Id"]: (row["Label"], row["kind"], _cells(row, lists, "Id", "Label", "kind"))
        for row in _rows(folder / "nodes.csv")
    }
    extra = ("Source", "Target", "Type", "Kind", "Id", "Label", "Weight", "relationship")
    rows = _rows(folder / "edges.csv")
    edges = {
        (row["Source"], row["relationship"], row["Target"]): _cells(row, lists, *extra)
        for row in rows
    }
    assert all(row["Type"] == "Directed" for row in rows)
    assert all(row["Kind"] == row["Label"] == row["relationship"] for row in rows)
    assert len(edges) == len(rows)
    return nodes, edges


READERS: Mapping[FormatName, Callable[[bytes, frozenset[str]], Read]] = {
    FormatName.GRAPHML: from_graphml,
    FormatName.GEXF: from_gexf,
    FormatName.CYTOSCAPE: from_cytoscape,
    FormatName.D3: from_d3,
    FormatName.JSONL: from_jsonl,
}


def unguarded(text: str) -> str:
    """Take away the quote that keeps a spreadsheet from running a cell."""
    return text[1:] if re.match(r"'+\s*[=+\-@]|'+[\t\r\n]", text) else text


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return [
            {unguarded(key): unguarded(value) for key, value in row.items()}
            for row in csv.DictReader(stream, strict=True)
        ]


def _cells(row: Mapping[str, str], lists: frozenset[str], *extra: str) -> Properties:
    found: Properties = {}
    for key, value in _without(row, *extra).items():
        if value == "":
            continue
        kind = PROPERTIES.get(key)
        if kind in (PropertyType.INTEGER, PropertyType.FLOAT, PropertyType.BOOLEAN):
            found[key] = json.loads(str(value))
        else:
            found[key] = json.loads(str(value)) if key in lists else value
    return found


def _properties(data: Mapping[str, object], lists: frozenset[str], *extra: str) -> Properties:
    return {
        key: json.loads(str(value), strict=False) if key in lists else value
        for key, value in _without(data, *extra).items()
    }


def _without(data: Mapping[str, object], *extra: str) -> Properties:
    return {key: value for key, value in data.items() if key not in extra}
