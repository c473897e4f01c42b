"""Ask Neo4j a question and get a table; nothing that writes gets through."""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, LiteralString, TypeVar, cast

import neo4j
from neo4j.exceptions import Neo4jError
from neo4j.graph import Node, Path, Relationship
from neo4j.spatial import Point
from neo4j.time import Date, DateTime, Duration, Time

from graphkit.errors import UsageError
from graphkit.model import Table
from graphkit.store.neo4j_connection import Settings, translated_errors
from graphkit.store.ownership import unmarked

T = TypeVar("T")

_READ = "r"
_PLACE = re.compile(r"\(line (?P<line>\d+), column (?P<column>\d+) \(offset: \d+\)\)")
# What the person who typed the query can mend: everything else is the database's error.
_MISTAKES = ("Neo.ClientError.Statement.", "Neo.ClientError.Procedure.")
_WRITING = ("Neo.ClientError.Statement.AccessMode", "Neo.ClientError.Security.Forbidden")


def run_query(
    driver: neo4j.Driver, settings: Settings, text: str, parameters: Mapping[str, object]
) -> Table:
    """Return the rows that `text` gives, in the order of the server.

    The statement is planned first: one that writes is refused with UsageError before it runs,
    whatever the user may do on the server, and runs in a read transaction on top. Dates become
    `datetime`, nodes, relationships and paths become mappings.
    """
    return _ask(driver, settings, text, parameters, _table)


def _ask(
    driver: neo4j.Driver,
    settings: Settings,
    text: str,
    parameters: Mapping[str, object],
    read: Callable[[neo4j.Result], T],
) -> T:
    """Return what `read` makes of the rows of a statement that only reads."""
    # The driver asks for text of the program; this is the user's own, and may only read.
    statement = cast("LiteralString", text.strip().removesuffix(";"))
    with (
        translated_errors(settings, connected=True),
        driver.session(
            database=settings.database, default_access_mode=neo4j.READ_ACCESS
        ) as session,
    ):
        try:
            session.execute_read(_refuse_writing, statement, parameters)
            return session.execute_read(_rows, statement, parameters, read)
        except Neo4jError as error:
            if error.code in _WRITING:
                raise _writes() from error
            if (error.code or "").startswith(_MISTAKES):
                raise UsageError(f"the query cannot run: {_in_the_text(error)}") from error
            raise


def query_elements(
    driver: neo4j.Driver, settings: Settings, text: str, parameters: Mapping[str, object]
) -> frozenset[str]:
    """Return the elements of all nodes that the rows of `text` hold, in whatever form.

    Nodes in lists, maps and paths count, and the ends of relationships. Errors are those of
    `run_query`.
    """
    return frozenset(_ask(driver, settings, text, parameters, _elements))


def plain_value(value: object) -> object:  # noqa: PLR0911 - one return a type
    """Return a value of the driver as plain Python.

    A node is {"labels", "properties"}, a relationship {"type", "source", "target", "properties"}
    with the `id` of its ends where the server sent them, a path {"nodes", "relationships"}. The
    mark of a load is left out: the embedded engine has none.
    """
    match value:
        case Node():
            return {"labels": sorted(value.labels), "properties": _plain_items(value)}
        case Relationship():
            return {
                "type": value.type,
                "source": _end(value.start_node),
                "target": _end(value.end_node),
                "properties": _plain_items(value),
            }
        case Path():
            return {
                "nodes": [plain_value(node) for node in value.nodes],
                "relationships": [plain_value(step) for step in value.relationships],
            }
        case Date() | DateTime() | Time():
            return value.to_native()
        case Duration():
            return value.iso_format()
        case Point():
            return {"srid": value.srid, "coordinates": [float(part) for part in value]}
        case list() | tuple():
            return [plain_value(part) for part in value]
        case dict():
            return {str(key): plain_value(part) for key, part in sorted(value.items())}
    return value


def _refuse_writing(
    tx: neo4j.ManagedTransaction, statement: LiteralString, parameters: Mapping[str, object]
) -> None:
    # On a line of its own: the columns of a message then count in the user's text.
    summary = tx.run(f"EXPLAIN\n{statement}", dict(parameters)).consume()
    if summary.query_type != _READ or "TerminateTransactions" in _operators(summary.plan or {}):
        raise _writes()


def _operators(plan: Mapping[str, Any]) -> Iterator[str]:
    yield plan.get("operatorType", "").partition("@")[0]
    for child in plan.get("children", ()):
        yield from _operators(child)


def _in_the_text(error: Neo4jError) -> str:
    """Return the server's message with lines counted without the one that holds EXPLAIN."""

    def place(found: re.Match[str]) -> str:
        return f"(line {max(1, int(found['line']) - 1)}, column {found['column']})"

    return _PLACE.sub(place, error.message or "")


def _rows(
    tx: neo4j.ManagedTransaction,
    statement: LiteralString,
    parameters: Mapping[str, object],
    read: Callable[[neo4j.Result], T],
) -> T:
    return read(tx.run(statement, dict(parameters)))


def _elements(result: neo4j.Result) -> set[str]:
    found, left = set[str](), [value for record in result for value in record.values()]
    while left:
        match left.pop():
            case Node() as node:
                found.add(node.element_id)
            case Relationship() as step:
                left += step.nodes
            case Path() as path:
                left += path.nodes
            case list() | tuple() as parts:
                left += parts
            case dict() as items:
                left += items.values()
    return found


def _table(result: neo4j.Result) -> Table:
    rows = tuple(tuple(plain_value(cell) for cell in record.values()) for record in result)
    return Table(tuple(result.keys()), rows)


def _writes() -> UsageError:
    return UsageError(
        "the query writes or administers, and `query` only reads",
        hint="change a database with cypher-shell or Neo4j Browser",
    )


def _plain_items(entity: Node | Relationship) -> dict[str, Any]:
    return {key: plain_value(value) for key, value in sorted(unmarked(dict(entity)).items())}


def _end(node: Node | None) -> object:
    return None if node is None else node.get("id", node.element_id)
