"""GraphML, which Gephi, yEd, Cytoscape, igraph and networkx read.

Lists are JSON arrays in a text, dates ISO texts. A node's `label` is its name and `kind` what it
is; an edge's `label` and `type` are its relationship type.
"""

from collections.abc import Iterator, Mapping
from typing import IO, TYPE_CHECKING

from graphkit.export.clean import Cell, CleanGraph, Column, Type, json_text
from graphkit.export.markup import MarkupWriter
from graphkit.export.text import utf8

if TYPE_CHECKING:
    import networkx as nx

_NAMESPACE = "http://graphml.graphdrawing.org/xmlns"
_ROOT = {
    "xmlns": _NAMESPACE,
    "xmlns:xsi": "http://www.w3.org/2001/XMLSchema-instance",
    "xsi:schemaLocation": f"{_NAMESPACE} {_NAMESPACE}/1.0/graphml.xsd",
}
_INT = 2**31
_NODE_TEXTS = ("label", "kind")
_EDGE_TEXTS = ("label", "type")


def write(G: "nx.MultiDiGraph", stream: IO[bytes]) -> None:
    """Write a graph as GraphML."""
    graph = CleanGraph(G, controls=False)
    with utf8(stream) as text:
        xml = MarkupWriter(text)
        xml.start("graphml", _ROOT)
        for scope, texts, columns in (
            ("node", _NODE_TEXTS, graph.node_columns),
            ("edge", _EDGE_TEXTS, graph.edge_columns),
        ):
            for name, kind in _keys(texts, columns):
                # Never "d3" or "d7": Gephi takes keys of that name for yEd's labels.
                attributes = {"id": f"{scope}.{name}", "for": scope}
                xml.leaf("key", {**attributes, "attr.name": name, "attr.type": kind})
        xml.start("graph", {"id": "G", "edgedefault": "directed"})
        for node in graph.nodes():
            xml.start("node", {"id": node.id})
            _data(xml, "node", {"label": node.label, "kind": node.kind, **node.properties})
            xml.end()
        for edge in graph.edges():
            xml.start("edge", {"id": edge.id, "source": edge.source, "target": edge.target})
            _data(xml, "edge", {"label": edge.type, "type": edge.type, **edge.properties})
            xml.end()
        xml.end()
        xml.end()


def _keys(texts: tuple[str, ...], columns: tuple[Column, ...]) -> Iterator[tuple[str, str]]:
    for name in texts:
        yield name, "string"
    for column in columns:
        yield column.name, _type(column)


def _type(column: Column) -> str:
    match column.type:
        case Type.BOOLEAN:
            return "boolean"
        case Type.INTEGER:
            return "int" if column.largest < _INT else "long"
        case Type.FLOAT:
            return "double"
        case _:
            return "string"


def _data(xml: MarkupWriter, scope: str, values: Mapping[str, Cell]) -> None:
    for name, value in values.items():
        xml.leaf("data", {"key": f"{scope}.{name}"}, as_text(value))


def as_text(value: Cell) -> str:
    """Return a value in the spelling of XML Schema; a list is a JSON array."""
    match value:
        case bool():
            return "true" if value else "false"
        case list():
            return json_text(value)
        case float():
            return repr(value)
        case _:
            return str(value)
