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
        writing = _Writing(driver, settings.database, equal, deleted, progress)
        nodes = {
            label.value: writing.write(label, node_rows(G, label, equal, settings))
            for label in NodeLabel
        }
        _run_all(session, index_statements())
        relationships = {
            kind.value: writing.write(kind, relationship_rows(G, kind, equal, settings))
            for kind in RelationshipType
        }
        wait = statements.load("load/indexes_online").text
        session.execute_read(_run, wait, seconds=_INDEX_LIMIT)
        others = equal.others - deleted
        extra = {
            k.value: others[k.value] for k in (*NodeLabel, *RelationshipType) if others[k.value]
        }
        return LoadReport(nodes, relationships, extra, kept_ids(surplus))


def node_rows(G: nx.MultiDiGraph, label: NodeLabel, equal: Equal, settings: Settings) -> list[Row]:
    """Return the properties of the nodes of a label that are not there, with ids, mark and name.

    The rows are sorted by id.
    """
    found = (n for n, kind in G.nodes(data="label") if kind == label and not equal.nodes.get(n))
    return [
        marked(
            {"id": settings.prefix + node, **_known(G.nodes[node], leave_out="label")},
            settings.name,
        )
        for node in sorted(found)
    ]


def relationship_rows(
    G: nx.MultiDiGraph, kind: RelationshipType, equal: Equal, settings: Settings
) -> list[Row]:
    """Return source, target and properties of the relationships of a type that are not there.

    The rows are sorted by source and target: what starts at one node is written together.
    """
    found = (
        (source, target)
        for source, target, key in G.edges(keys=True)
        if key == kind and not equal.relationships.get((source, target, key))
    )
    prefix = settings.prefix
    return [
        {
            "source": prefix + source,
            "target": prefix + target,
            "properties": marked(_known(G.edges[source, target, kind.value])),
        }
        for source, target in sorted(found)
    ]


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

    driver: neo4j.Driver
    database: str
    equal: Equal
    deleted: Mapping[str, int]
    progress: Progress | None

    def write(self, kind: NodeLabel | RelationshipType, rows: list[Row]) -> Count:
        """Write the rows of a label or a type in batches, and count what became of all of it."""
        size = NODES_A_BATCH if isinstance(kind, NodeLabel) else RELATIONSHIPS_A_BATCH
        count = Count(unchanged=self.equal.counts[kind.value], deleted=self.deleted[kind.value])
        done = 0
        for part, written in self._together(kind, blocks(rows, kind), size):
            count += part
            done += written
            if self.progress is not None:
                self.progress(kind.value, done, len(rows))
        return count

    def _together(
        self, kind: NodeLabel | RelationshipType, parts: Sequence[list[Row]], size: int
    ) -> Iterator[tuple[Count, int]]:
        """Write blocks at the same time, and yield what each batch came to, and its rows."""
        if len(parts) == 1:
            yield from self._one_by_one(kind, parts[0], size)
            return
        ended: SimpleQueue[tuple[Count, int] | None] = SimpleQueue()
        is_over = Event()

        def work(block: list[Row]) -> None:
            try:
                for result in self._one_by_one(kind, block, size):
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

    def _one_by_one(
        self, kind: NodeLabel | RelationshipType, rows: list[Row], size: int
    ) -> Iterator[tuple[Count, int]]:
        with self.driver.session(database=self.database) as session:
            for batch in _batches(rows, size):
                yield session.execute_write(_write_batch, kind, batch), len(batch)


def blocks(rows: list[Row], kind: NodeLabel | RelationshipType) -> list[list[Row]]:
    """Return blocks of rows that can be written at the same time, in the order of the rows.

    Nodes with different ids never wait for one another. Relationships do where they share a source
    (locked from the start) or a target (at the commit), so a source is in one block only. Where
    sources and targets are of one label, two blocks could have each other's: they are one block.
    """
    size = -(-len(rows) // TOGETHER)
    if len(rows) < PARALLEL_FROM:
        return [rows]
    if isinstance(kind, NodeLabel):
        return list(_batches(rows, size))
    source, target = ENDPOINTS[kind]
    return [rows] if source == target else list(_by_source(rows, size))


def _by_source(rows: list[Row], size: int) -> Iterator[list[Row]]:
    """Yield blocks of at least so many rows; all rows of a source are in one."""
    start = 0
    while start < len(rows):
        end = min(start + size, len(rows))
        while end < len(rows) and rows[end]["source"] == rows[end - 1]["source"]:
            end += 1
        yield rows[start:end]
        start = end


def _write_batch(
    tx: neo4j.ManagedTransaction, kind: NodeLabel | RelationshipType, batch: list[Row]
) -> Count:
    created = _create(tx, kind, batch) if isinstance(kind, RelationshipType) else 0
    if created == len(batch):
        return Count(created=created)
    return _merge(tx, kind, batch, created)


def _create(tx: neo4j.ManagedTransaction, kind: RelationshipType, batch: list[Row]) -> int:
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


def _merge(
    tx: neo4j.ManagedTransaction,
    kind: NodeLabel | RelationshipType,
    batch: list[Row],
    before: int,
) -> Count:
    """Bring what a batch names to its state; some of it has been created before."""
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
    items = ((key, value) for key, value in sorted(attributes.items()) if key != leave_out)
    return {key: value for key, value in items if value is not None and value != []}


def _batches(rows: list[Row], size: int) -> Iterator[list[Row]]:
    for start in range(0, len(rows), size):
        yield rows[start : start + size]
