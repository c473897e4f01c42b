"""What is true of every graph that graphkit writes."""

import datetime as dt
from collections.abc import Iterator, Mapping

import networkx as nx

from graphkit.errors import GraphkitError
from graphkit.graph.lookup import lookup
from graphkit.model import (
    ENDPOINTS,
    ENTITY_LABELS,
    NODE_PROPERTIES,
    RELATIONSHIP_PROPERTIES,
    NodeLabel,
    PropertyType,
    RelationshipType,
)

_SHOWN = 5
_LABELS = frozenset(label.value for label in NodeLabel)
_TYPES = frozenset(kind.value for kind in RelationshipType)
_KNOWN = {
    kind: {part.name: part.type for part in schema}
    for kind, schema in (*NODE_PROPERTIES.items(), *RELATIONSHIP_PROPERTIES.items())
}
_REQUIRED = {
    kind: tuple(part.name for part in schema if part.required)
    for kind, schema in (*NODE_PROPERTIES.items(), *RELATIONSHIP_PROPERTIES.items())
}
# Values of just these types fit; the rest takes a look.
_FITTING = {
    PropertyType.STRING: str,
    PropertyType.INTEGER: int,
    PropertyType.FLOAT: float,
    PropertyType.BOOLEAN: bool,
}


def check(G: nx.MultiDiGraph) -> None:
    """Raise GraphkitError with the first violations, if there are any."""
    found = list(violations(G))
    if found:
        more = f" (and {len(found) - _SHOWN} more)" if len(found) > _SHOWN else ""
        raise GraphkitError("the graph is not sound: " + "; ".join(found[:_SHOWN]) + more)


def violations(G: nx.MultiDiGraph) -> Iterator[str]:
    """Yield every violated invariant in words.

    Closed labels and types; the right labels at both ends; no relationship from a node to itself;
    known properties of the right type, required ones present, none empty; one relationship a
    paper, type and entity; confidence in 0 to 1, at least one mention and one sentence; counts on
    a node equal to its relationships; the lookup text that of the names; no entity that no paper
    mentions; no author or venue without a paper; no stub that nothing cites, or that says or cites
    anything itself.
    """
    for node, attributes in G.nodes(data=True):
        yield from _node_violations(G, node, dict(attributes))
    for source, target, key, attributes in G.edges(keys=True, data=True):
        place = f"({source})-[{key}]->({target})"
        if key not in _TYPES:
            yield f"{place}: unknown relationship type"
            continue
        ends = (G.nodes[source].get("label"), G.nodes[target].get("label"))
        kind = RelationshipType(key)
        if ends != ENDPOINTS[kind]:
            yield f"{place}: joins {ends[0]} to {ends[1]}"
        if source == target:
            yield f"{place}: joins a node to itself"
        yield from _property_violations(place, attributes, kind)
        yield from _statement_violations(place, attributes)


def _node_violations(G: nx.MultiDiGraph, node: str, attributes: dict[str, object]) -> Iterator[str]:
    label = attributes.pop("label", None)
    if label not in _LABELS:
        yield f"({node}): unknown label {label!r}"
        return
    yield from _property_violations(f"({node})", attributes, NodeLabel(str(label)))
    if attributes.get("lookup") != lookup(node, attributes):
        yield f"({node}): lookup {attributes.get('lookup')!r} is not that of its names"
    if label == NodeLabel.PAPER:
        yield from _paper_violations(G, node, attributes)
        return
    papers = set(G.succ[node] if label == NodeLabel.AUTHOR else G.pred[node])
    if not papers:
        yield f"({node}): no paper mentions it"
    if attributes.get("paperCount") != len(papers):
        yield f"({node}): paperCount {attributes.get('paperCount')} of {len(papers)} papers"
    if label in ENTITY_LABELS:
        mentions = sum(data.get("mentions", 0) for _, _, data in G.in_edges(node, data=True))
        if attributes.get("mentionCount") != mentions:
            yield f"({node}): mentionCount {attributes.get('mentionCount')} of {mentions} mentions"


def _paper_violations(
    G: nx.MultiDiGraph, node: str, attributes: Mapping[str, object]
) -> Iterator[str]:
    citing = sum(key == RelationshipType.CITES for _, _, key in G.in_edges(node, keys=True))
    if attributes.get("localCitationCount", 0) != citing:
        found = attributes.get("localCitationCount")
        yield f"({node}): localCitationCount {found} of {citing} citations"
    if "stub" not in attributes:
        return
    if attributes["stub"] is not True:
        yield f"({node}): stub is {attributes['stub']!r}, expected true or nothing"
    if not citing or citing < G.in_degree(node) or G.out_degree(node):
        yield f"({node}): a stub has to be cited, and to have no other relationship"


def _property_violations(
    place: str, attributes: Mapping[str, object], kind: NodeLabel | RelationshipType
) -> Iterator[str]:
    known = _KNOWN[kind]
    for name, value in attributes.items():
        expected = known.get(name)
        if expected is None:
            yield f"{place}: unknown property {name}"
        elif type(value) is not _FITTING.get(expected) and not _fits(value, expected):
            yield f"{place}: {name} is {value!r}, expected {expected}"
    for name in _REQUIRED[kind]:
        if name not in attributes:
            yield f"{place}: {name} is missing"


def _statement_violations(place: str, attributes: Mapping[str, object]) -> Iterator[str]:
    confidence, mentions = attributes.get("confidence"), attributes.get("mentions")
    if isinstance(confidence, float) and not 0 <= confidence <= 1:
        yield f"{place}: confidence {confidence} outside 0 to 1"
    if isinstance(mentions, int) and mentions < 1:
        yield f"{place}: {mentions} mentions"


def _fits(value: object, kind: PropertyType) -> bool:
    match kind:
        case PropertyType.STRING:
            return isinstance(value, str)
        case PropertyType.INTEGER:
            return isinstance(value, int) and not isinstance(value, bool)
        case PropertyType.FLOAT:
            return isinstance(value, float)
        case PropertyType.BOOLEAN:
            return isinstance(value, bool)
        case PropertyType.DATE:
            return isinstance(value, dt.date) and not isinstance(value, dt.datetime)
        case PropertyType.STRINGS:
            return (
                isinstance(value, list) and bool(value) and all(isinstance(x, str) for x in value)
            )
