"""One cleaning step before every format: no value that a format cannot hold reaches a writer.

- None, an empty list and a number that is not finite are unknown: left out.
- Dates become ISO text; sets and tuples become lists, a set sorted; a list holds texts.
- A property has one type on all nodes, and one on all edges: whole numbers widen to decimal
  ones, anything to text, and a single value beside lists becomes a list of one. Whole numbers
  of more than 64 bits are text.
- A property whose name a format needs for itself (`id`, `label`, …), or that differs from another
  only in case, gets an underscore behind its name. Names of the model keep theirs first.
- Half a surrogate pair becomes U+FFFD, as no Unicode file can hold it. XML and CSV also cannot
  hold control characters: those become their visible pictures (U+2400 and on), one for one.
- Ids stay distinct and none is empty: where cleaning makes two equal, the later one gets an
  underscore.

The attribute `label` of a node is what it is ("Paper"): it leaves as `kind`, and `label` becomes
its name for people, because that is what every viewer shows.
"""

import datetime as dt
import json
import math
import numbers
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING, TypeAlias, cast

from graphkit.model import LOOKUP, NODE_PROPERTIES, RELATIONSHIP_PROPERTIES

if TYPE_CHECKING:
    import networkx as nx

Scalar: TypeAlias = str | int | float | bool
Cell: TypeAlias = Scalar | list[str]

_NODE_RESERVED = frozenset({"id", "label", "kind", "value", "element", "viz"})
_EDGE_RESERVED = frozenset(
    {"id", "source", "target", "type", "label", "kind", "relationship", "interaction"}
    | {"key", "weight", "element"}
)
_MODEL_NAMES = frozenset(
    part.name
    for schema in (*NODE_PROPERTIES.values(), *RELATIONSHIP_PROPERTIES.values())
    for part in schema
)
# What only a database searches by, and what says nothing that the names do not say.
_DERIVED = frozenset({LOOKUP.name})
LONG = 2**63  # whole numbers from here on are text: no format's reader holds them
_KEPT_CONTROLS = "\t\n\r"
_SURROGATES = dict.fromkeys(range(0xD800, 0xE000), "\ufffd")
_PICTURES = {
    **_SURROGATES,
    **{code: chr(0x2400 + code) for code in range(0x20) if chr(code) not in _KEPT_CONTROLS},
    0x7F: "\u2421",
    0xFFFE: "\ufffd",
    0xFFFF: "\ufffd",
}


class Type(IntEnum):
    """The type of a column; of two scalar types the wider one is the greater."""

    BOOLEAN = 1
    INTEGER = 2
    FLOAT = 3
    STRING = 4
    STRINGS = 5


@dataclass(frozen=True, slots=True)
class Column:
    """A property as the files hold it: `key` in the graph, `name` in the file.

    `largest` is the greatest absolute value of a column of whole numbers.
    """

    key: str
    name: str
    type: Type
    largest: int = 0


@dataclass(frozen=True, slots=True)
class Node:
    """A node ready for a writer; `properties` are in the order of the columns."""

    id: str
    label: str
    kind: str
    degree: int
    properties: dict[str, Cell]


@dataclass(frozen=True, slots=True)
class Edge:
    """An edge ready for a writer; `id` names it among nodes and edges, and stays the same.

    `weight` is the number of mentions, where that is a number above 0.
    """

    id: str
    source: str
    target: str
    type: str
    weight: float | None
    properties: dict[str, Cell]


class CleanGraph:
    """A graph as the writers see it: columns first, then nodes and edges one at a time."""

    def __init__(
        self, G: "nx.MultiDiGraph", *, controls: bool, leave_out: frozenset[str] = _DERIVED
    ) -> None:
        """Look through `G`. With `controls`, control characters stay as they are."""
        self._G = G
        self._leave_out = leave_out
        self._table = _SURROGATES if controls else _PICTURES
        self.node_columns = self._columns(
            (without(data, "label") for _, data in G.nodes(data=True)), _NODE_RESERVED
        )
        self.edge_columns = self._columns(
            (data for _, _, data in G.edges(data=True)), _EDGE_RESERVED
        )
        self._taken: set[str] = set()
        self._ids = {node: self._distinct(self.text(node) or "_") for node in G}

    def text(self, value: object) -> str:
        """Return a value as text that the format can hold."""
        return _plain_text(value).translate(self._table)

    def nodes(self) -> Iterator[Node]:
        """Yield the nodes in the order of the graph."""
        for node, data in self._G.nodes(data=True):
            properties = self._properties(without(data, "label"), self.node_columns)
            name = " ".join(self.text(data.get("name") or data.get("title") or "").split())
            kind = self.text(data.get("label") or "")
            yield Node(
                self._ids[node], name or self._ids[node], kind, self._G.degree[node], properties
            )

    def edges(self) -> Iterator[Edge]:
        """Yield the edges in the order of the graph."""
        taken = set(self._taken)
        for source, target, key, data in self._G.edges(keys=True, data=True):
            start, end, kind = self._ids[source], self._ids[target], self.text(key)
            name = _distinct(f"{start}|{kind}|{end}", taken)
            properties = self._properties(data, self.edge_columns)
            yield Edge(name, start, end, kind, _weight(data.get("mentions")), properties)

    def _distinct(self, text: str) -> str:
        return _distinct(text, self._taken)

    def _columns(
        self, items: Iterable[Mapping[str, object]], reserved: frozenset[str]
    ) -> tuple[Column, ...]:
        types: dict[str, Type] = {}
        largest: dict[str, int] = {}
        for item in items:
            for key, value in item.items():
                kind = type_of(value)
                if kind is None or key in self._leave_out:
                    continue
                types[key] = wider(types.get(key, kind), kind)
                if kind is Type.INTEGER:
                    largest[key] = max(largest.get(key, 0), abs(cast("int", value)))
        taken = {*reserved}
        columns = []
        for key in sorted(types, key=lambda key: (key not in _MODEL_NAMES, str(key))):
            name = _distinct(self.text(key) or "_", taken, fold=str.casefold)
            columns.append(Column(key, name, types[key], largest.get(key, 0)))
        return tuple(sorted(columns, key=lambda column: column.name))

    def _properties(
        self, data: Mapping[str, object], columns: tuple[Column, ...]
    ) -> dict[str, Cell]:
        return {
            column.name: self._cell(data[column.key], column.type)
            for column in columns
            if column.key in data and type_of(data[column.key]) is not None
        }

    def _cell(self, value: object, kind: Type) -> Cell:
        match kind:
            case Type.STRINGS:
                return [self.text(part) for part in _parts(value)]
            case Type.BOOLEAN:
                return bool(value)
            case Type.INTEGER:
                return int(cast("int", value))  # type_of says so
            case Type.FLOAT:
                return float(cast("float", value))
            case _:
                return self.text(value)


def type_of(value: object) -> Type | None:
    """Return the type that a value needs, None where it says nothing."""
    match value:
        case None:
            return None
        case bool():
            return Type.BOOLEAN
        case numbers.Integral():
            return Type.INTEGER if abs(int(value)) < LONG else Type.STRING
        case numbers.Real():
            return Type.FLOAT if math.isfinite(value) else None
        case list() | tuple() | set() | frozenset():
            return Type.STRINGS if any(part is not None for part in value) else None
        case _:
            return Type.STRING


def wider(one: Type, other: Type) -> Type:
    """Return the type that holds the values of both."""
    if one is other:
        return one
    if {one, other} == {Type.INTEGER, Type.FLOAT}:
        return Type.FLOAT
    return max(one, other, Type.STRING)


def json_text(parts: list[str]) -> str:
    """Return a list as a JSON array: the form of lists in formats that have none."""
    return json.dumps(parts, ensure_ascii=False)


def without(data: Mapping[str, object], key: str) -> dict[str, object]:
    """Return a copy of `data` without one key."""
    return {name: value for name, value in data.items() if name != key}


def _parts(value: object) -> list[object]:
    match value:
        case set() | frozenset():
            return sorted((part for part in value if part is not None), key=_plain_text)
        case list() | tuple():
            return [part for part in value if part is not None]
        case _:
            return [value]


def _plain_text(value: object) -> str:
    match value:
        case dt.date() | dt.time():
            return value.isoformat()
        case bool():
            return json.dumps(value)
        case dict():
            texts = {_plain_text(key): _plain_text(part) for key, part in value.items()}
            return json.dumps(texts, ensure_ascii=False)
        case list() | tuple() | set() | frozenset():
            return json_text([_plain_text(part) for part in _parts(value)])
        case bytes():
            return value.decode("utf-8", "replace")
        case _:
            return str(value)


def _weight(mentions: object) -> float | None:
    if isinstance(mentions, int | float) and math.isfinite(mentions) and mentions > 0:
        return float(mentions)
    return None


def _distinct(text: str, taken: set[str], fold: Callable[[str], str] = str) -> str:
    """Return `text`, with underscores behind it until no other has it, and take it."""
    while fold(text) in taken:
        text += "_"
    taken.add(fold(text))
    return text
