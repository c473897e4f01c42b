"""What is true of every graph that graphkit writes."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import networkx as nx

from graphkit.errors import GraphkitError
from graphkit.graph.elements import Edge, Elements, Node, elements_of
from graphkit.graph.lookup import lookup
from graphkit.model import (
    ENDPOINTS,
    ENTITY_LABELS,
    NODE_PROPERTIES,
    RELATIONSHIP_PROPERTIES,
    NodeLabel,
    Property,
    PropertyType,
    RelationshipType,
)

_SHOWN = 5
_LABELS = frozenset(label.value for label in NodeLabel)
_TYPES = frozenset(kind.value for kind in RelationshipType)


def check(G: nx.MultiDiGraph) -> None:
    """Raise GraphkitError with the first violations, if there are any."""
    _raise(violations(G))


def violations(G: nx.MultiDiGraph) -> Iterator[str]:
    """Yield every violated invariant in words.

    Closed labels and types; the right labels at both ends; no relationship from a node to itself;
    known properties of the right type, required ones present, none empty; one relationship a
    paper, type and entity; confidence in 0 to 1, at least one mention and one sentence; counts on
    a node equal to its relationships; the lookup text that of the names; no entity that no paper
    mentions; no author or venue without a paper; no stub that nothing cites, or that says or cites
    anything itself.
    """
    parts, checking = elements_of(G), _Checking()
    for node, row in parts.nodes():
        yield from checking.node(node, row)
    for edge in parts.edges():
        yield from checking.edge(*edge)
    yield from checking.counts()


def sound(parts: Elements) -> Elements:
    """Return the same elements, checked as they pass: nodes once, then relationships once.

    Raise GraphkitError behind the last one, with the first violations, if there are any.
    """
    checking, found = _Checking(), list[str]()

    def nodes() -> Iterator[Node]:
        for node, row in parts.nodes():
            found.extend(checking.node(node, row))
            yield node, row

    def edges() -> Iterator[Edge]:
        for edge in parts.edges():
            if len(found) <= _SHOWN:
                found.extend(checking.edge(*edge))
            yield edge
        _raise((*found, *checking.counts()))

    return Elements(nodes, edges)


def _raise(violations: Iterable[str]) -> None:
    found = list(violations)
    if found:
        more = f" (and {len(found) - _SHOWN} more)" if len(found) > _SHOWN else ""
        raise GraphkitError("the graph is not sound: " + "; ".join(found[:_SHOWN]) + more)


@dataclass(slots=True)
class _Known:
    """What a node says, and what its relationships come to so far."""

    label: object
    papers: object = None  # paperCount, or localCitationCount
    mentions: object = None
    stub: object = None
    other: str = ""  # the paper that was counted last
    in_papers: int = 0  # for a paper: the citations
    in_mentions: int = 0
    uncited: bool = False  # a relationship that is no citation of it


class _Checking:
    """Sees all nodes, then all relationships sorted by both ends, then tells of the counts."""

    def __init__(self) -> None:
        self._nodes: dict[str, _Known] = {}

    def node(self, node: str, attributes: Mapping[str, object]) -> Iterator[str]:
        row = dict(attributes)
        label = row.pop("label", None)
        known = _Known(label)
        self._nodes[node] = known
        if label not in _LABELS:
            yield f"({node}): unknown label {label!r}"
            return
        yield from _property_violations(f"({node})", row, NODE_PROPERTIES[NodeLabel(str(label))])
        if row.get("lookup") != lookup(node, row):
            yield f"({node}): lookup {row.get('lookup')!r} is not that of its names"
        if label == NodeLabel.PAPER:
            known.papers, known.stub = row.get("localCitationCount", 0), row.get("stub")
        else:
            known.papers, known.mentions = row.get("paperCount"), row.get("mentionCount")

    def edge(
        self, source: str, target: str, key: str, attributes: Mapping[str, object]
    ) -> Iterator[str]:
        self._count(source, target, key, attributes)
        place = f"({source})-[{key}]->({target})"
        if key not in _TYPES:
            yield f"{place}: unknown relationship type"
            return
        ends = (self._label(source), self._label(target))
        kind = RelationshipType(key)
        if ends != ENDPOINTS[kind]:
            yield f"{place}: joins {ends[0]} to {ends[1]}"
        if source == target:
            yield f"{place}: joins a node to itself"
        yield from _property_violations(place, attributes, RELATIONSHIP_PROPERTIES[kind])
        yield from _statement_violations(place, attributes)

    def counts(self) -> Iterator[str]:
        for node, known in self._nodes.items():
            if known.label == NodeLabel.PAPER:
                yield from _paper_violations(node, known)
            elif known.label in _LABELS:
                yield from _count_violations(node, known)

    def _label(self, node: str) -> object:
        known = self._nodes.get(node)
        return known and known.label

    def _count(
        self, source: str, target: str, key: str, attributes: Mapping[str, object]
    ) -> None:
        one, other = self._nodes.get(source), self._nodes.get(target)
        if one is not None:
            one.uncited = True
            if one.label == NodeLabel.AUTHOR and one.other != target:
                one.in_papers, one.other = one.in_papers + 1, target
        if other is None:
            return
        if other.label == NodeLabel.PAPER:
            other.in_papers += key == RelationshipType.CITES
            other.uncited |= key != RelationshipType.CITES
        elif other.label != NodeLabel.AUTHOR:
            mentions = attributes.get("mentions", 0)
            other.in_mentions += mentions if isinstance(mentions, int) else 0
            if other.other != source:
                other.in_papers, other.other = other.in_papers + 1, source


def _paper_violations(node: str, known: _Known) -> Iterator[str]:
    if known.papers != known.in_papers:
        yield f"({node}): localCitationCount {known.papers} of {known.in_papers} citations"
    if known.stub is None:
        return
    if known.stub is not True:
        yield f"({node}): stub is {known.stub!r}, expected true or nothing"
    if not known.in_papers or known.uncited:
        yield f"({node}): a stub has to be cited, and to have no other relationship"


def _count_violations(node: str, known: _Known) -> Iterator[str]:
    if not known.in_papers:
        yield f"({node}): no paper mentions it"
    if known.papers != known.in_papers:
        yield f"({node}): paperCount {known.papers} of {known.in_papers} papers"
    if known.label in ENTITY_LABELS and known.mentions != known.in_mentions:
        yield f"({node}): mentionCount {known.mentions} of {known.in_mentions} mentions"


def _property_violations(
    place: str, attributes: Mapping[str, object], schema: tuple[Property, ...]
) -> Iterator[str]:
    known = {part.name: part for part in schema}
    for name in attributes:
        if name not in known:
            yield f"{place}: unknown property {name}"
        elif not _fits(attributes[name], known[name].type):
            yield f"{place}: {name} is {attributes[name]!r}, expected {known[name].type}"
    for part in schema:
        if part.required and part.name not in attributes:
            yield f"{place}: {part.name} is missing"


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
