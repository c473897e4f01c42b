"""Bring a Neo4j database to the state of a graph; a second time there is nothing left to do.

Constraints and indexes come first. Then the graph that is there is read and compared here: what is
equal is not sent, so that a second load only reads. What an earlier load left is deleted, then come
nodes by label, up to four batches at a time, and relationships by type, in batches sorted by id. A
batch is a transaction of its own that the driver repeats after a transient error or a lost
connection. That is safe, since everything is merged on ids and written only where it differs: a
load that was killed is finished by the next one, and two at once end in the same graph.
What is deleted carries graphkit's mark (see `ownership`); all else is somebody else's and stays.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from queue import SimpleQueue
from threading import Event
from typing import Any, LiteralString, TypeAlias

import neo4j
import networkx as nx

from graphkit import statements
from graphkit.errors import DatabaseError
from graphkit.graph import check
from graphkit.model import NodeLabel, RelationshipType
from graphkit.store.neo4j_connection import Settings, open_driver
from graphkit.store.neo4j_equal import Equal, find_equal
from graphkit.store.neo4j_surplus import Surplus, delete_surplus, find_surplus, kept_ids
from graphkit.store.ownership import marked

# Called with the label or type, how many of its items are done, and how many there are.
Progress: TypeAlias = Callable[[str, int, int | None], None]
Row: TypeAlias = dict[str, Any]

_INDEX_LIMIT = 300  # seconds
NODES_A_BATCH = 2_000
RELATIONSHIPS_A_BATCH = 2_000
TOGETHER = 4  # transactions with nodes at the same time
PARALLEL_FROM = 10_000  # nodes of a label


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
        _prepare(session)
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
        relationships = {
            kind.value: writing.write(kind, relationship_rows(G, kind, equal, settings))
            for kind in RelationshipType
        }
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

    The rows are sorted by target and source: what hangs on one node is written together.
    """
    found = (
        (target, source)
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
        for target, source in sorted(found)
    ]


def prepare_statements() -> list[str]:
    """Return the paths of the constraints and indexes, in the order of their names."""
    files = sorted((statements.folder() / "schema").glob("*.cypher"))
    return [f"schema/{file.stem}" for file in files]


def _prepare(session: neo4j.Session) -> None:
    for path in prepare_statements():
        session.execute_write(_run, statements.load(path).text)
    wait = statements.load("load/indexes_online").text
    session.execute_read(_run, wait, seconds=_INDEX_LIMIT)


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
        text = statements.load(f"load/{kind.lower()}").text
        size = NODES_A_BATCH if isinstance(kind, NodeLabel) else RELATIONSHIPS_A_BATCH
        count = Count(unchanged=self.equal.counts[kind.value], deleted=self.deleted[kind.value])
        done = 0
        for part, written in self._together(text, blocks(rows, kind), size):
            count += part
            done += written
            if self.progress is not None:
                self.progress(kind.value, done, len(rows))
        return count

    def _together(
        self, text: LiteralString, parts: Sequence[list[Row]], size: int
    ) -> Iterator[tuple[Count, int]]:
        """Write blocks at the same time, and yield what each batch came to, and its rows."""
        if len(parts) == 1:
            yield from self._one_by_one(text, parts[0], size)
            return
        ended: SimpleQueue[tuple[Count, int] | None] = SimpleQueue()
        is_over = Event()

        def work(block: list[Row]) -> None:
            try:
                for result in self._one_by_one(text, block, size):
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
        self, text: LiteralString, rows: list[Row], size: int
    ) -> Iterator[tuple[Count, int]]:
        with self.driver.session(database=self.database) as session:
            for batch in _batches(rows, size):
                yield session.execute_write(_write_batch, text, batch), len(batch)


def blocks(rows: list[Row], kind: NodeLabel | RelationshipType) -> list[list[Row]]:
    """Return blocks of rows that can be written at the same time, in the order of the rows.

    Nodes with different ids never wait for one another. Relationships do, also where they have no
    node in common: a new one changes the record of the one before it in the chain of its node, and
    that one may be in another's. They are one block, and have one writer.
    """
    if isinstance(kind, RelationshipType) or len(rows) < PARALLEL_FROM:
        return [rows]
    return list(_batches(rows, -(-len(rows) // TOGETHER)))


def _write_batch(tx: neo4j.ManagedTransaction, text: LiteralString, batch: list[Row]) -> Count:
    result = tx.run(text, rows=batch)
    record = result.single(strict=True)
    counters = result.consume().counters
    found, written = record["found"], record["written"]
    if found < len(batch):
        raise DatabaseError(
            f"{len(batch) - found} relationships lost their nodes during the load",
            hint="somebody deletes from this database: load again when that is over",
        )
    created = counters.nodes_created + counters.relationships_created
    return Count(created=created, changed=written - created, unchanged=found - written)


def _run(tx: neo4j.ManagedTransaction, /, text: LiteralString, **parameters: object) -> None:
    tx.run(text, parameters).consume()


def _known(attributes: Mapping[str, Any], *, leave_out: str = "") -> Row:
    """Return the properties that have a value: null in MERGE is an error, in a list no value."""
    items = ((key, value) for key, value in sorted(attributes.items()) if key != leave_out)
    return {key: value for key, value in items if value is not None and value != []}


def _batches(rows: list[Row], size: int) -> Iterator[list[Row]]:
    for start in range(0, len(rows), size):
        yield rows[start : start + size]
