"""Bring a Neo4j database to the state of a graph; a second time there is nothing left to do.

Constraints come first. Then the graph that is there is read and compared here: what is equal is not
sent, so that a second load only reads. What an earlier load left is deleted, then come nodes by
label, indexes, which the server fills while it goes on, and relationships by type. Batches are
sorted by id, and several are written at the same time.

A batch is a transaction of its own that the driver repeats after a transient error or a lost
connection. That is safe: nodes are merged on ids, a relationship is created where its source,
locked, has none such, and both are written only where they differ. A load that was killed is
finished by the next one, and two at once end in the same graph.
What is deleted carries graphkit's mark (see `ownership`); all else is somebody else's and stays.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from itertools import groupby
from operator import itemgetter
from queue import SimpleQueue
from threading import Event
from typing import Any, LiteralString, TypeAlias

import neo4j
import networkx as nx

from graphkit import statements
from graphkit.errors import DatabaseError
from graphkit.graph import check
from graphkit.model import ENDPOINTS, NodeLabel, RelationshipType
from graphkit.store.neo4j_connection import Settings, open_driver
from graphkit.store.neo4j_equal import Equal, find_equal
from graphkit.store.neo4j_surplus import Surplus, delete_surplus, find_surplus, kept_ids
from graphkit.store.ownership import marked

# Called with the label or type, how many of its items are done, and how many there are.
Progress: TypeAlias = Callable[[str, int, int | None], None]
Row: TypeAlias = dict[str, Any]
Ends: TypeAlias = tuple[str, str]  # ids of source and target
Key: TypeAlias = str | Ends  # of a node, or of a relationship of a type
Kind: TypeAlias = NodeLabel | RelationshipType
Transaction: TypeAlias = neo4j.ManagedTransaction | neo4j.Transaction

_INDEX_LIMIT = 300  # seconds
_CONSTRAINT = "_id_unique"
NODES_A_BATCH = 2_000
RELATIONSHIPS_A_BATCH = 5_000
TOGETHER = 4  # transactions at the same time
PARALLEL_FROM = 10_000  # rows of a label or type


@dataclass(frozen=True, slots=True)
class Count:
    """What became of the nodes of a label, or of the relationships of a type."""

    created: int = 0
    changed: int = 0
    unchanged: int = 0
    deleted: int = 0

    def __add__(self, other: "Count") -> "Count":
        return Count(
            self.created + other.created,
            self.changed + other.changed,
            self.unchanged + other.unchanged,
            self.deleted + other.deleted,
        )


@dataclass(frozen=True, slots=True)
class LoadReport:
    """What a load did, by label and by type.

    `extra` counts what the database holds under a label or type of the graph and the graph does
    not: what is somebody else's, and the nodes in `kept`. These an earlier load left, and
    something hangs on them that is not graphkit's: their ids by label.
    """

    nodes: Mapping[str, Count]
    relationships: Mapping[str, Count]
    extra: Mapping[str, int]
    kept: Mapping[str, Sequence[str]] = field(default_factory=dict)

    @property
    def total(self) -> Count:
        """Return the sum over labels and types."""
        return sum([*self.nodes.values(), *self.relationships.values()], Count())


def load(G: nx.MultiDiGraph, settings: Settings, *, progress: Progress | None = None) -> LoadReport:
    """Bring the database that `settings` name to the graph, and say what had to be done."""
    check(G)
    with (
        open_driver(settings) as driver,
        driver.session(database=settings.database) as session,
    ):
        _run_all(session, constraint_statements())
        equal = session.execute_read(find_equal, G, settings)
        surplus, deleted = Surplus(), Counter[str]()
        if equal.has_more:
            surplus = session.execute_read(find_surplus, G, settings)
            deleted.update(delete_surplus(session, surplus, settings))
        writing = _Writing(G, driver, settings, equal, deleted, progress)
        nodes = {
            label.value: writing.write(label, keys)
            for label, keys in missing_nodes(G, equal).items()
        }
        _run_all(session, index_statements())
        relationships = {
            kind.value: writing.write(kind, keys)
            for kind, keys in missing_relationships(G, equal).items()
        }
        wait = statements.load("load/indexes_online").text
        session.execute_read(_run, wait, seconds=_INDEX_LIMIT)
        others = equal.others - deleted
        extra = {
            k.value: others[k.value] for k in (*NodeLabel, *RelationshipType) if others[k.value]
        }
        return LoadReport(nodes, relationships, extra, kept_ids(surplus))


def missing_nodes(G: nx.MultiDiGraph, equal: Equal) -> dict[NodeLabel, list[str]]:
    """Return the sorted ids of the nodes that are not there as they should be, by label."""
    found: dict[NodeLabel, list[str]] = {label: [] for label in NodeLabel}
    for node, label in G.nodes(data="label"):
        if not equal.nodes.get(node):
            found[label].append(node)
    return {label: sorted(nodes) for label, nodes in found.items()}


def missing_relationships(G: nx.MultiDiGraph, equal: Equal) -> dict[RelationshipType, list[Ends]]:
    """Return sorted source and target of the relationships that are not there, by type."""
    found: dict[RelationshipType, list[Ends]] = {kind: [] for kind in RelationshipType}
    for source, target, key in G.edges(keys=True):
        if not equal.relationships.get((source, target, key)):
            found[key].append((source, target))
    return {kind: sorted(ends) for kind, ends in found.items()}


def constraint_statements() -> list[str]:
    """Return the paths of the constraints, in the order of their names."""
    return [path for path in _schema_statements() if path.endswith(_CONSTRAINT)]


def index_statements() -> list[str]:
    """Return the paths of the indexes that are no constraint's, in the order of their names.

    They come after the nodes: to fill an index at once costs less than to keep it up to date.
    """
    return [path for path in _schema_statements() if not path.endswith(_CONSTRAINT)]


def _schema_statements() -> list[str]:
    files = sorted((statements.folder() / "schema").glob("*.cypher"))
    return [f"schema/{file.stem}" for file in files]


def _run_all(session: neo4j.Session, paths: Sequence[str]) -> None:
    for path in paths:
        session.execute_write(_run, statements.load(path).text)


@dataclass(frozen=True, slots=True)
class _Writing:
    """The writing of one load: what was equal, and what has been deleted, by label and type."""

    G: nx.MultiDiGraph
    driver: neo4j.Driver
    settings: Settings
    equal: Equal
    deleted: Mapping[str, int]
    progress: Progress | None

    def write(self, kind: Kind, keys: Sequence[Key]) -> Count:
        """Write what is missing of a label or a type, and count what became of all of it."""
        count = Count(unchanged=self.equal.counts[kind.value], deleted=self.deleted[kind.value])
        done = 0
        for part, written in self._together(kind, blocks(keys, kind)):
            count += part
            done += written
            if self.progress is not None:
                self.progress(kind.value, done, len(keys))
        return count

    def _together(self, kind: Kind, parts: Sequence[Sequence[Key]]) -> Iterator[tuple[Count, int]]:
        """Write blocks at the same time, and yield what each batch came to, and its rows."""
        if len(parts) == 1:
            yield from self._one_by_one(kind, parts[0])
            return
        ended: SimpleQueue[tuple[Count, int] | None] = SimpleQueue()
        is_over = Event()

        def work(block: Sequence[Key]) -> None:
            try:
                for result in self._one_by_one(kind, block):
                    ended.put(result)
                    if is_over.is_set():
                        return
            except BaseException:
                is_over.set()  # the other blocks end with their batches
                raise
            finally:
                ended.put(None)

        with ThreadPoolExecutor(len(parts)) as pool:
            futures = [pool.submit(work, block) for block in parts]
            try:
                for _ in parts:
                    yield from iter(ended.get, None)
            finally:
                is_over.set()  # also where an interrupt ends the load
        for future in futures:
            future.result()

    def _one_by_one(self, kind: Kind, keys: Sequence[Key]) -> Iterator[tuple[Count, int]]:
        size = NODES_A_BATCH if isinstance(kind, NodeLabel) else RELATIONSHIPS_A_BATCH
        with self.driver.session(database=self.settings.database) as session:
            for batch in _batches(keys, size):
                rows = batch_rows(self.G, kind, batch, self.settings)
                yield session.execute_write(write_batch, kind, rows), len(rows)


def blocks(keys: Sequence[Key], kind: Kind) -> list[Sequence[Key]]:
    """Return blocks of sorted keys that can be written at the same time, in their order.

    Nodes with different ids never wait for one another. Relationships do where they share a source
    (locked from the start) or a target (at the commit), so a source is in one block only. Where
    sources and targets are of one label, two blocks could have each other's: they are one block.
    """
    size = -(-len(keys) // TOGETHER)
    if len(keys) < PARALLEL_FROM:
        return [keys]
    if isinstance(kind, NodeLabel):
        return list(_batches(keys, size))
    source, target = ENDPOINTS[kind]
    return [keys] if source == target else list(_by_source(keys, size))


def _by_source(keys: Sequence[Key], size: int) -> Iterator[Sequence[Key]]:
    """Yield blocks of at least so many relationships; all those of a source are in one."""
    start = 0
    while start < len(keys):
        end = min(start + size, len(keys))
        while end < len(keys) and keys[end][0] == keys[end - 1][0]:
            end += 1
        yield keys[start:end]
        start = end


def batch_rows(
    G: nx.MultiDiGraph, kind: Kind, keys: Sequence[Any], settings: Settings
) -> list[Row]:
    """Return what is written: of a node all properties, of a relationship ends and properties.

    A node has its id, the mark and the name of the graph among them, a relationship the mark.
    """
    prefix = settings.prefix
    if isinstance(kind, NodeLabel):
        return [
            marked(
                {"id": f"{prefix}{node}", **_known(G.nodes[node], leave_out="label")},
                settings.name,
            )
            for node in keys
        ]
    return [
        {
            "source": prefix + source,
            "target": prefix + target,
            "properties": marked(_known(G.get_edge_data(source, target, kind.value))),
        }
        for source, target in keys
    ]


def write_batch(tx: Transaction, kind: Kind, batch: list[Row]) -> Count:
    """Write a batch, which may have been written before, and say what became of it."""
    created = _create(tx, kind, batch) if isinstance(kind, RelationshipType) else 0
    if created == len(batch):
        return Count(created=created)
    return _merge(tx, kind, batch, created)


def _create(tx: Transaction, kind: RelationshipType, batch: list[Row]) -> int:
    """Create the relationships of a batch that are not there, and return how many."""
    targets = sorted({row["target"] for row in batch})
    places = {target: place for place, target in enumerate(targets)}
    rows = [
        {
            "source": source,
            "relationships": [
                {"target": places[row["target"]], "properties": row["properties"]} for row in group
            ],
        }
        for source, group in groupby(batch, key=itemgetter("source"))
    ]
    text = statements.load(f"create/{kind.lower()}").text
    return tx.run(text, targets=targets, rows=rows).consume().counters.relationships_created


def _merge(tx: Transaction, kind: Kind, batch: list[Row], before: int) -> Count:
    """Bring what a batch names to its state; `before`: how much of it has just been created."""
    result = tx.run(statements.load(f"load/{kind.lower()}").text, rows=batch)
    record = result.single(strict=True)
    counters = result.consume().counters
    found, written = record["found"], record["written"]
    if found < len(batch):
        raise DatabaseError(
            f"{len(batch) - found} relationships lost their nodes during the load",
            hint="somebody deletes from this database: load again when that is over",
        )
    created = counters.nodes_created + counters.relationships_created
    return Count(
        created=before + created,
        changed=written - created,
        unchanged=found - written - before,
    )


def _run(tx: neo4j.ManagedTransaction, /, text: LiteralString, **parameters: object) -> None:
    tx.run(text, parameters).consume()


def _known(attributes: Mapping[str, Any], *, leave_out: str = "") -> Row:
    """Return the properties that have a value: null in MERGE is an error, in a list no value."""
    return {
        key: value
        for key, value in attributes.items()
        if key != leave_out and value is not None and value != []
    }


def _batches(keys: Sequence[Key], size: int) -> Iterator[Sequence[Key]]:
    for start in range(0, len(keys), size):
        yield keys[start : start + size]
