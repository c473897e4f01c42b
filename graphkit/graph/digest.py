"""One hash of a graph: two graphs with the same digest say the same.

Every node and relationship is one line, "kind | id | sorted properties", the properties as JSON.
The lines of a kind (a label or a relationship type) are sorted and hashed with SHA-256; the hash
over the kinds is the graph's. The order of nodes and of list-free properties, the Python and the
engine that held the graph leave no trace.
"""

import datetime as dt
import hashlib
import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import networkx as nx


@dataclass(frozen=True, slots=True)
class Digest:
    """Hexadecimal SHA-256 sums: of the whole graph, and of each kind that has any."""

    total: str
    kinds: Mapping[str, str]


def digest_lines(G: nx.MultiDiGraph) -> Iterator[tuple[str, str, str]]:
    """Yield (kind, id, properties) of every node, then of every relationship."""
    for node, attributes in G.nodes(data=True):
        properties = {key: value for key, value in attributes.items() if key != "label"}
        yield attributes.get("label", ""), str(node), canonical(properties)
    for source, target, key, attributes in G.edges(keys=True, data=True):
        yield str(key), f"{source} -> {target}", canonical(attributes)


def digest(G: nx.MultiDiGraph) -> Digest:
    """Return the digest of a graph."""
    lines = defaultdict(list)
    for kind, identity, properties in digest_lines(G):
        # JSON escapes line breaks in the properties; an id is escaped here for the same reason.
        lines[kind].append(f"{kind} | {json.dumps(identity)} | {properties}")
    kinds = {kind: _hash(sorted(lines[kind])) for kind in sorted(lines)}
    return Digest(_hash([f"{kind} {value}" for kind, value in kinds.items()]), kinds)


def _hash(lines: list[str]) -> str:
    return hashlib.sha256("\n".join(lines).encode("utf-8", "surrogatepass")).hexdigest()


def canonical(properties: Mapping[str, object]) -> str:
    """Return properties as a text that is equal where they are, also in the types of values."""
    known = {key: value for key, value in properties.items() if value is not None and value != []}
    return json.dumps(known, sort_keys=True, ensure_ascii=True, default=_date)


def _date(value: object) -> dict[str, str]:
    """Return a form that no text has: a date is not the same as its text."""
    if isinstance(value, dt.date):
        return {"date": value.isoformat()}
    raise TypeError(f"a property holds {type(value).__name__}: {value!r}")
