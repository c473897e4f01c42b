"""What is true of every graph that graphkit writes."""

import datetime as dt
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

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
# Values of just these types fit; the rest takes a look.
_FITTING = {
    PropertyType.STRING: str,
    PropertyType.INTEGER: int,
    PropertyType.FLOAT: float,
    PropertyType.BOOLEAN: bool,
}


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


class _Known(NamedTuple):
    """What a node says of itself."""

    label: str  # "" where it is none of the closed set
    papers: object = None  # paperCount; of a paper localCitationCount
    mentions: object = None
    stub: object = None


class _Checking:
    """Sees all nodes, then all relationships sorted by both ends, then tells of the counts.

    Equal `_Known`s are one object, and what is counted stands in columns: graphs have millions.
    """

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}
        self._said: list[_Known] = []
        self._known: dict[_Known, _Known] = {}
        self._papers, self._mentions = array("l"), array("l")  # a paper's are its citations
        self._others = array("l")  # the paper that was counted last
        self._uncited = bytearray()  # has a relationship that is no citation of it

    def node(self, node: str, attributes: Mapping[str, object]) -> Iterator[str]:
        row = dict(attributes)
        label = row.pop("label", None)
        is_known = label in _LABELS
        counts: tuple[object, object, object]
        if label == NodeLabel.PAPER:
            counts = row.get("localCitationCount", 0), None, row.get("stub")
        else:
            counts = row.get("paperCount"), row.get("mentionCount"), None
        known = _Known(str(label) if is_known else "", *map(_hashable, counts))
        self._numbers[node] = len(self._said)
        self._said.append(self._known.setdefault(known, known))
        for column, start in ((self._papers, 0), (self._mentions, 0), (self._others, -1)):
            column.append(start)
        self._uncited.append(0)
        if not is_known:
            yield f"({node}): unknown label {label!r}"
            return
        yield from _property_violations(f"({node})", row, _NODES[str(label)])
        if row.get("lookup") != lookup(node, row):
            yield f"({node}): lookup {row.get('lookup')!r} is not that of its names"

    def edge(
        self, source: str, target: str, key: str, attributes: Mapping[str, object]
    ) -> Iterator[str]:
        one, other = self._numbers.get(source), self._numbers.get(target)
        ends = (_label(self._said, one), _label(self._said, other))
        self._count((one, ends[0]), (other, ends[1]), key, attributes)
        schema = _EDGES.get(key)
        if schema is None:
            yield f"({source})-[{key}]->({target}): unknown relationship type"
            return
        expected, properties = schema
        is_loop = source == target
        place = f"({source})-[{key}]->({target})"
        if ends != expected:
            yield f"{place}: joins {ends[0]} to {ends[1]}"
        if is_loop:
            yield f"{place}: joins a node to itself"
        yield from _property_violations(place, attributes, properties)
        yield from _statement_violations(place, attributes)

    def counts(self) -> Iterator[str]:
        for node, number in self._numbers.items():
            known, papers = self._said[number], self._papers[number]
            if known.label == NodeLabel.PAPER:
                yield from _paper_violations(node, known, papers, self._uncited[number])
            elif known.label:
                yield from _count_violations(node, known, papers, self._mentions[number])

    def _count(
        self,
        source: tuple[int | None, str | None],
        target: tuple[int | None, str | None],
        key: str,
        attributes: Mapping[str, object],
    ) -> None:
        one, other = source[0], target[0]
        if one is not None:
            self._uncited[one] = 1
            if source[1] == NodeLabel.AUTHOR and other is not None:
                self._count_paper(one, other)
        if other is None or one is None:
            return
        if target[1] == NodeLabel.PAPER:
            if key == RelationshipType.CITES:
                self._papers[other] += 1
            else:
                self._uncited[other] = 1
        elif target[1] != NodeLabel.AUTHOR:
            mentions = attributes.get("mentions", 0)
            self._mentions[other] += mentions if isinstance(mentions, int) else 0
            self._count_paper(other, one)

    def _count_paper(self, node: int, paper: int) -> None:
        """Count a paper once, however many relationships it has: they come one after another."""
        if self._others[node] != paper:
            self._others[node] = paper
            self._papers[node] += 1


def _hashable(value: object) -> object:
    return value if isinstance(value, int) or value is None else repr(value)


def _label(said: Sequence[_Known], number: int | None) -> str | None:
    return None if number is None else said[number].label or None


def _paper_violations(node: str, known: _Known, citing: int, uncited: int) -> Iterator[str]:
    if known.papers != citing:
        yield f"({node}): localCitationCount {known.papers} of {citing} citations"
    if known.stub is None:
        return
    if known.stub is not True:
        yield f"({node}): stub is {known.stub!r}, expected true or nothing"
    if not citing or uncited:
        yield f"({node}): a stub has to be cited, and to have no other relationship"


def _count_violations(node: str, known: _Known, papers: int, mentions: int) -> Iterator[str]:
    if not papers:
        yield f"({node}): no paper mentions it"
    if known.papers != papers:
        yield f"({node}): paperCount {known.papers} of {papers} papers"
    if known.label in ENTITY_LABELS and known.mentions != mentions:
        yield f"({node}): mentionCount {known.mentions} of {mentions} mentions"


class _Schema(NamedTuple):
    """The properties of a label or of a relationship type: what each is, and which have to be."""

    types: Mapping[str, PropertyType]
    required: tuple[str, ...]

    @classmethod
    def of(cls, parts: Iterable[Property]) -> "_Schema":
        known = tuple(parts)
        return cls(
            {part.name: part.type for part in known},
            tuple(part.name for part in known if part.required),
        )


_NODES = {label.value: _Schema.of(parts) for label, parts in NODE_PROPERTIES.items()}
# Relationship type -> the labels that it joins, its properties.
_EDGES = {
    kind.value: (ENDPOINTS[kind], _Schema.of(RELATIONSHIP_PROPERTIES[kind]))
    for kind in RelationshipType
}


def _property_violations(
    place: str, attributes: Mapping[str, object], schema: _Schema
) -> Iterator[str]:
    for name, value in attributes.items():
        kind = schema.types.get(name)
        if kind is None:
            yield f"{place}: unknown property {name}"
        elif type(value) is not _FITTING.get(kind) and not _fits(value, kind):
            yield f"{place}: {name} is {value!r}, expected {kind}"
    for name in schema.required:
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
