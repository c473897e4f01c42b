r"""GEXF 1.3, Gephi's own format: labels, kinds, colours and sizes are there when it opens.

A node's colour says what it is, its size grows with the root of its degree. Colours carry no
alpha, which turns nodes grey. Relationships of different types between the same two nodes stay
apart by `kind`; `weight` is the number of mentions. Dates are ISO texts. No date is stamped on
the file.

A list is a `liststring`, spelled as Gephi reads it: a JSON array whose quotes and backslashes are
escaped, but line breaks and tabs stand for themselves (Gephi would read `\n` as an n).
"""

import math
from collections.abc import Mapping
from typing import IO, TYPE_CHECKING

from graphkit.export.clean import Cell, CleanGraph, Column, Edge, Node, Type
from graphkit.export.graphml import as_text
from graphkit.export.markup import MarkupWriter
from graphkit.export.text import utf8
from graphkit.model import NodeLabel

if TYPE_CHECKING:
    import networkx as nx

_NAMESPACE = "http://gexf.net/1.3"
_ROOT = {
    "xmlns": _NAMESPACE,
    "xmlns:viz": f"{_NAMESPACE}/viz",
    "xmlns:xsi": "http://www.w3.org/2001/XMLSchema-instance",
    "xsi:schemaLocation": f"{_NAMESPACE} {_NAMESPACE}/gexf.xsd",
    "version": "1.3",
}
# Okabe and Ito's colours, which people who see colours differently can tell apart.
COLOURS: Mapping[str, tuple[int, int, int]] = {
    NodeLabel.PAPER: (86, 180, 233),
    NodeLabel.METHOD: (213, 94, 0),
    NodeLabel.DATASET: (0, 158, 115),
    NodeLabel.TASK: (204, 121, 167),
    NodeLabel.METRIC: (230, 159, 0),
    NodeLabel.AUTHOR: (0, 114, 178),
    NodeLabel.VENUE: (240, 228, 66),
}
_OTHER = (153, 153, 153)
_INTEGER = 2**31
_SMALLEST = 4.0
_GROWTH = 3.0


def write(G: "nx.MultiDiGraph", stream: IO[bytes]) -> None:
    """Write a graph as GEXF."""
    graph = CleanGraph(G, controls=False)
    with utf8(stream) as text:
        xml = MarkupWriter(text)
        xml.start("gexf", _ROOT)
        xml.start("meta")
        xml.leaf("creator", content="graphkit")
        xml.end()
        xml.start("graph", {"mode": "static", "defaultedgetype": "directed", "idtype": "string"})
        _attributes(xml, "node", (Column("", "kind", Type.STRING), *graph.node_columns))
        _attributes(xml, "edge", graph.edge_columns)
        xml.start("nodes")
        for node in graph.nodes():
            _node(xml, node)
        xml.end()
        xml.start("edges")
        for edge in graph.edges():
            _edge(xml, edge)
        xml.end()
        xml.end()
        xml.end()


def size_of(degree: int) -> float:
    """Return the size of a node: 4 without edges, then with the root of its degree."""
    return round(_SMALLEST + _GROWTH * math.sqrt(degree), 2)


def _attributes(xml: MarkupWriter, scope: str, columns: tuple[Column, ...]) -> None:
    xml.start("attributes", {"class": scope, "mode": "static"})
    for column in columns:
        xml.leaf("attribute", {"id": column.name, "title": column.name, "type": _type(column)})
    xml.end()


def _type(column: Column) -> str:
    match column.type:
        case Type.BOOLEAN:
            return "boolean"
        case Type.INTEGER:
            return "integer" if column.largest < _INTEGER else "long"
        case Type.FLOAT:
            return "double"
        case Type.STRINGS:
            return "liststring"
        case _:
            return "string"


def _node(xml: MarkupWriter, node: Node) -> None:
    xml.start("node", {"id": node.id, "label": node.label})
    _values(xml, {"kind": node.kind, **node.properties})
    red, green, blue = COLOURS.get(node.kind, _OTHER)
    xml.leaf("viz:color", {"r": str(red), "g": str(green), "b": str(blue)})
    xml.leaf("viz:size", {"value": str(size_of(node.degree))})
    xml.end()


def _edge(xml: MarkupWriter, edge: Edge) -> None:
    ends = {"id": edge.id, "source": edge.source, "target": edge.target}
    weight = {} if edge.weight is None else {"weight": repr(edge.weight)}
    xml.start("edge", {**ends, "kind": edge.type, "label": edge.type, **weight})
    _values(xml, edge.properties)
    xml.end()


def _values(xml: MarkupWriter, values: Mapping[str, Cell]) -> None:
    xml.start("attvalues")
    for name, value in values.items():
        text = list_text(value) if isinstance(value, list) else as_text(value)
        xml.leaf("attvalue", {"for": name, "value": text})
    xml.end()


def list_text(parts: list[str]) -> str:
    """Return a list in Gephi's spelling; `json.loads(…, strict=False)` reads it too."""
    escaped = (part.replace("\\", "\\\\").replace('"', '\\"') for part in parts)
    return "[" + ", ".join(f'"{part}"' for part in escaped) + "]"
