"""What a load would do to a database: the same counts, with names, and nothing is written."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from typing import Any, TypeAlias

import neo4j
import networkx as nx

from graphkit.graph import canonical, check
from graphkit.model import NodeLabel, RelationshipType
from graphkit.store.neo4j_connection import Settings, open_driver
from graphkit.store.neo4j_load import Count, LoadReport
from graphkit.store.neo4j_read import read_nodes, read_relationships
from graphkit.store.neo4j_surplus import find_surplus, kept_ids
from graphkit.store.ownership import is_marked, marked

Key: TypeAlias = tuple[str, ...]  # label and id, or type, source and target
Properties: TypeAlias = Mapping[str, Any]
State: TypeAlias = dict[Key, Properties]
Step: TypeAlias = tuple[str, Key]


@dataclass(frozen=True, slots=True)
class Named:
    """A node or relationship that would be "created", "changed" or "deleted".

    `id` is the node's, or "source -> target"; `name` the same with the names of the things.
    """

    kind: str
    change: str
    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Plan:
    """What a load would report, and what it would do one by one: sorted by kind, change and id."""

    report: LoadReport
    named: tuple[Named, ...]


def plan(G: nx.MultiDiGraph, settings: Settings) -> Plan:
    """Return what `load` would do. Nothing is written, no constraint and no index either."""
    check(G)
    with (
        open_driver(settings) as driver,
        driver.session(
            database=settings.database, default_access_mode=neo4j.READ_ACCESS
        ) as session,
    ):
        return session.execute_read(_plan, G, settings)


def _plan(tx: neo4j.ManagedTransaction, G: nx.MultiDiGraph, settings: Settings) -> Plan:
    nodes: State = {
        (data["label"], node): marked(data, settings.name) for node, data in G.nodes(data=True)
    }
    there: State = {(str(data["label"]), node): data for node, data in read_nodes(tx, settings)}
    edges: State = {
        (key, *ends): marked(data) for *ends, key, data in G.edges(keys=True, data=True)
    }
    links = list(read_relationships(tx, settings))
    known: State = {(kind, s, t): data for s, t, kind, data in links if is_marked(data)}
    surplus = find_surplus(tx, G, settings)
    steps = [
        *_steps(nodes, there),
        *_steps(edges, known),
        *(("deleted", (row["kind"], row["id"])) for row in surplus.nodes),
        *(
            ("deleted", (row["kind"], row["source"], row["target"]))
            for row in surplus.relationships
        ),
    ]
    counts = Counter((key[0], change) for change, key in steps)
    others = Counter(kind for _, _, kind, data in links if not is_marked(data))
    others.update(label for label, _ in there.keys() - nodes.keys())
    others.subtract(row["kind"] for row in surplus.nodes)
    names = {key[1]: _name(data) for key, data in [*there.items(), *nodes.items()]}
    named = [_named(change, key, names) for change, key in steps if change != "unchanged"]
    report = LoadReport(
        {label.value: _count(counts, label) for label in NodeLabel},
        {kind.value: _count(counts, kind) for kind in RelationshipType},
        {k.value: others[k.value] for k in (*NodeLabel, *RelationshipType) if others[k.value]},
        kept_ids(surplus),
    )
    return Plan(report, tuple(sorted(named, key=lambda one: (one.kind, one.change, one.id))))


def _relationship(row: Mapping[str, str]) -> Key:
    return row["kind"], row["source"], row["target"]


def _steps(wanted: State, there: State) -> Iterator[Step]:
    """Yield what becomes of everything that is wanted."""
    for key, properties in wanted.items():
        if key not in there:
            yield "created", key
        else:
            same = canonical(properties) == canonical(there[key])
            yield "unchanged" if same else "changed", key


def _count(counts: Counter[tuple[str, str]], kind: str) -> Count:
    return Count(**{part.name: counts[kind, part.name] for part in fields(Count)})


def _named(change: str, key: Key, names: Mapping[str, str]) -> Named:
    kind, *ids = key
    return Named(kind, change, " -> ".join(ids), " -> ".join(names.get(node, node) for node in ids))


def _name(data: Properties) -> str:
    return str(data.get("name") or data.get("title") or "")
