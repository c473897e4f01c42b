"""One hash of a graph: two graphs with the same digest say the same.

Every node and relationship is one line, "kind | id | sorted properties", the properties as JSON.
The lines of a kind (a label or a relationship type) are sorted and hashed with SHA-256; the hash
over the kinds is the graph's. The order of nodes and of list-free properties, the Python and the
engine that held the graph leave no trace.
"""

import contextlib
import datetime as dt
import hashlib
import heapq
import json
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import networkx as nx

LINES_A_RUN = 20_000  # of a kind that are held in memory before they go to the disk, sorted
_ESCAPED = json.encoder.encode_basestring_ascii


@dataclass(frozen=True, slots=True)
class Digest:
    """Hexadecimal SHA-256 sums: of the whole graph, and of each kind that has any."""

    total: str
    kinds: Mapping[str, str]


class Digesting:
    """Takes nodes and relationships in any order, and tells their digest.

    The lines stay in memory, or go to nameless files in `folder`, a run at a time.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder
        self._lines: dict[str, list[str]] = defaultdict(list)
        self._runs: dict[str, list[_Run]] = defaultdict(list)
        self._files = contextlib.ExitStack()

    def add_node(self, node: str, attributes: Mapping[str, object]) -> None:
        """Add a node with its label and properties."""
        self.add(*_node_line(node, attributes))

    def add_edge(
        self, source: str, target: str, kind: str, attributes: Mapping[str, object]
    ) -> None:
        """Add a relationship with its properties."""
        self.add(*_edge_line(source, target, kind, attributes))

    def digest(self) -> Digest:
        """Return the digest of what was added; nothing can be added then."""
        with self._files:
            kinds = {kind: _hash(self._sorted(kind)) for kind in sorted(self._lines)}
        return Digest(_hash(f"{kind} {value}" for kind, value in kinds.items()), kinds)

    def add(self, kind: str, identity: str, properties: str) -> None:
        """Add what `digest_lines` tells of a node or a relationship."""
        # JSON escapes line breaks in the properties; an id is escaped here for the same reason.
        lines = self._lines[kind]
        lines.append(f"{kind} | {_ESCAPED(identity)} | {properties}")
        if self._folder is not None and len(lines) >= LINES_A_RUN:
            lines.sort()
            runs = self._runs[kind]
            if not runs or lines[0] < runs[-1].last:
                runs.append(_Run(self._files.enter_context(_nameless(self._folder))))
            runs[-1].append(lines)
            lines.clear()

    def _sorted(self, kind: str) -> Iterator[str]:
        lines, runs = sorted(self._lines.pop(kind)), self._runs.pop(kind, [])
        return heapq.merge(lines, *map(iter, runs)) if runs else iter(lines)


def _nameless(folder: Path) -> IO[str]:
    return tempfile.TemporaryFile(
        "w+", dir=folder, encoding="utf-8", errors="surrogatepass", newline="\n"
    )


class _Run:
    """Sorted lines on the disk."""

    def __init__(self, stream: IO[str]) -> None:
        self._stream = stream
        self.last = ""

    def append(self, lines: list[str]) -> None:
        self._stream.writelines(f"{line}\n" for line in lines)
        self.last = lines[-1]

    def __iter__(self) -> Iterator[str]:
        self._stream.seek(0)
        return (line[:-1] for line in self._stream)


def digest_lines(G: nx.MultiDiGraph) -> Iterator[tuple[str, str, str]]:
    """Yield (kind, id, properties) of every node, then of every relationship."""
    for node, attributes in G.nodes(data=True):
        yield _node_line(node, attributes)
    for edge in G.edges(keys=True, data=True):
        yield _edge_line(*edge)


def digest(G: nx.MultiDiGraph) -> Digest:
    """Return the digest of a graph."""
    digesting = Digesting()
    for line in digest_lines(G):
        digesting.add(*line)
    return digesting.digest()


def _node_line(node: str, attributes: Mapping[str, object]) -> tuple[str, str, str]:
    properties = {key: value for key, value in attributes.items() if key != "label"}
    return str(attributes.get("label", "")), str(node), canonical(properties)


def _edge_line(
    source: str, target: str, kind: str, attributes: Mapping[str, object]
) -> tuple[str, str, str]:
    return str(kind), f"{source} -> {target}", canonical(attributes)


def _hash(lines: Iterable[str]) -> str:
    """Return the SHA-256 of lines with line breaks between them."""
    found, between = hashlib.sha256(), b""
    for line in lines:
        found.update(between + line.encode("utf-8", "surrogatepass"))
        between = b"\n"
    return found.hexdigest()


def canonical(properties: Mapping[str, object]) -> str:
    """Return properties as a text that is equal where they are, also in the types of values."""
    known = {key: value for key, value in properties.items() if value is not None and value != []}
    return _JSON.encode(known)


def _date(value: object) -> dict[str, str]:
    """Return a form that no text has: a date is not the same as its text."""
    if isinstance(value, dt.date):
        return {"date": value.isoformat()}
    raise TypeError(f"a property holds {type(value).__name__}: {value!r}")


_JSON = json.JSONEncoder(sort_keys=True, ensure_ascii=True, default=_date)
