"""JSON Lines: one object a node, then one object a relationship, told apart by `element`.

Lists are arrays, dates ISO texts. `read` gives the graph back that `write` was given.
"""

import datetime as dt
import json
from collections.abc import Mapping
from typing import IO, TYPE_CHECKING

from graphkit.errors import InputError
from graphkit.export.clean import CleanGraph, without
from graphkit.export.text import json_line, utf8
from graphkit.model import NODE_PROPERTIES, PropertyType

if TYPE_CHECKING:
    import networkx as nx

_DATES = frozenset(
    part.name
    for schema in NODE_PROPERTIES.values()
    for part in schema
    if part.type is PropertyType.DATE
)
_NODE_FIELDS = ("element", "id", "label", "kind")
_EDGE_FIELDS = ("element", "id", "source", "target", "type")


def write(G: "nx.MultiDiGraph", stream: IO[bytes]) -> None:
    """Write a graph as JSON Lines."""
    graph = CleanGraph(G, controls=True, leave_out=frozenset())
    with utf8(stream) as text:
        for node in graph.nodes():
            head = {"element": "node", "id": node.id, "label": node.label, "kind": node.kind}
            text.write(json_line({**head, **node.properties}) + "\n")
        for edge in graph.edges():
            ends = {"source": edge.source, "target": edge.target, "type": edge.type}
            head = {"element": "edge", "id": edge.id, **ends}
            text.write(json_line({**head, **edge.properties}) + "\n")


def read(stream: IO[bytes]) -> "nx.MultiDiGraph":
    """Return the graph in JSON Lines. Raise InputError, with the line, where they hold no graph."""
    import networkx as nx  # noqa: PLC0415 - writing needs only the graph it is given

    G = nx.MultiDiGraph()
    for number, line in enumerate(stream, start=1):
        try:
            _add(G, json.loads(line))
        except (ValueError, KeyError, TypeError) as error:
            raise InputError(
                f"line {number}: expected a node or an edge of `graphkit export jsonl`,"
                f" found {error!r}"
            ) from error
    return G


def _add(G: "nx.MultiDiGraph", item: Mapping[str, object]) -> None:
    if item["element"] == "node":
        G.add_node(item["id"], label=item["kind"], **_properties(item, _NODE_FIELDS))
    elif item["element"] == "edge":
        for end in (item["source"], item["target"]):
            if end not in G:
                raise ValueError(f"edge to an unknown node {end!r}")
        G.add_edge(
            item["source"], item["target"], key=item["type"], **_properties(item, _EDGE_FIELDS)
        )
    else:
        raise ValueError(f"element {item['element']!r}")


def _properties(item: Mapping[str, object], fields: tuple[str, ...]) -> dict[str, object]:
    properties = dict(item)
    for field in fields:
        properties = without(properties, field)
    return {
        key: dt.date.fromisoformat(value) if key in _DATES and isinstance(value, str) else value
        for key, value in properties.items()
    }
