"""Cytoscape JSON, for Cytoscape, Cytoscape.js and what is built on them.

`name` is what Cytoscape shows of a node and `interaction` of an edge; `value` and `key` are what
networkx reads. Lists are arrays, dates ISO texts.
"""

from typing import IO, TYPE_CHECKING

from graphkit.export.clean import CleanGraph, Edge, Node
from graphkit.export.text import utf8, write_array

if TYPE_CHECKING:
    import networkx as nx


def write(G: "nx.MultiDiGraph", stream: IO[bytes]) -> None:
    """Write a graph as Cytoscape JSON, one node or edge a line."""
    graph = CleanGraph(G, controls=True)
    with utf8(stream) as text:
        text.write('{"directed": true, "multigraph": true, "data": [],\n"elements": {\n')
        write_array(text, "nodes", map(_node, graph.nodes()))
        text.write(",\n")
        write_array(text, "edges", map(_edge, graph.edges()))
        text.write("}}\n")


def _node(node: Node) -> dict[str, object]:
    named = {"id": node.id, "value": node.id, "name": node.label, "label": node.label}
    return {"data": {**named, "kind": node.kind, **node.properties}}


def _edge(edge: Edge) -> dict[str, object]:
    ends = {"id": edge.id, "source": edge.source, "target": edge.target}
    kind = {"interaction": edge.type, "type": edge.type, "key": edge.type, "label": edge.type}
    return {"data": {**ends, **kind, **edge.properties}}
