"""What graphkit has in a database and a graph does not: to be deleted by a load."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import neo4j
import networkx as nx

from graphkit import statements
from graphkit.model import NodeLabel
from graphkit.store.neo4j_connection import Settings

Row: TypeAlias = dict[str, str]

DELETED_A_BATCH = 2_000
_LABELS = tuple(label.value for label in NodeLabel)


@dataclass(frozen=True, slots=True)
class Surplus:
    """What a load deletes, and what it would have to and cannot.

    A row names a node or relationship by its element, with `kind` (label or type) and ids. `kept`
    are nodes on which hangs something that is not graphkit's.
    """

    relationships: tuple[Row, ...] = ()
    nodes: tuple[Row, ...] = ()
    kept: tuple[Row, ...] = ()


def find_surplus(tx: neo4j.ManagedTransaction, G: nx.MultiDiGraph, settings: Settings) -> Surplus:
    """Return what a database holds of graphkit's and `G` does not, sorted by kind and id.

    Of a relationship that is there twice, the second is surplus.
    """
    seen = set[tuple[str, str, str]]()
    relationships = []
    for row in _rows(tx, "load/read_owned_relationships", settings):
        key = row["source"], row["target"], row["kind"]
        if key in seen or not G.has_edge(*key):
            relationships.append(row)
        seen.add(key)
    nodes, kept = list[Row](), list[Row]()
    text = statements.load("load/read_owned_nodes").text
    for record in tx.run(text, prefix=settings.prefix):
        labels, node = record["labels"], record["id"]
        if node in G and G.nodes[node]["label"] in labels:
            continue
        kind = next(label for label in _LABELS if label in labels)
        row = {"element": record["element"], "kind": kind, "id": node}
        (kept if record["isTied"] else nodes).append(row)
    return Surplus(tuple(relationships), _sorted(nodes), _sorted(kept))


def delete_surplus(
    session: neo4j.Session, surplus: Surplus, settings: Settings
) -> Mapping[str, int]:
    """Delete what is surplus, a batch a transaction, and count it by label and type."""
    counts: dict[str, int] = defaultdict(int)
    for path, rows in (
        ("load/delete_relationships", surplus.relationships),
        ("load/delete_nodes", surplus.nodes),
    ):
        for kind in sorted({row["kind"] for row in rows}):
            these = [row for row in rows if row["kind"] == kind]
            for start in range(0, len(these), DELETED_A_BATCH):
                batch = these[start : start + DELETED_A_BATCH]
                counts[kind] += session.execute_write(_delete, path, batch, settings)
    return counts


def kept_ids(surplus: Surplus) -> Mapping[str, Sequence[str]]:
    """Return the ids of the nodes that have to stay, by label."""
    found: dict[str, list[str]] = defaultdict(list)
    for row in surplus.kept:
        found[row["kind"]].append(row["id"])
    return dict(found)


def _rows(tx: neo4j.ManagedTransaction, path: str, settings: Settings) -> Sequence[Row]:
    text = statements.load(path).text
    found = (dict(record) for record in tx.run(text, prefix=settings.prefix))
    return sorted(found, key=lambda row: (row["kind"], row["source"], row["target"]))


def _sorted(rows: Sequence[Row]) -> tuple[Row, ...]:
    return tuple(sorted(rows, key=lambda row: (row["kind"], row["id"])))


def _delete(
    tx: neo4j.ManagedTransaction, path: str, batch: Sequence[Row], settings: Settings
) -> int:
    text = statements.load(path).text
    record = tx.run(text, rows=batch, prefix=settings.prefix).single(strict=True)
    return int(record["deleted"])
