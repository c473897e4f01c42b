"""Ask the embedded engine a question and get a table; nothing but reading gets through."""

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor, wait
from pathlib import Path
from typing import Any

import ladybug

from graphkit import statements
from graphkit.errors import DatabaseError, GraphkitError, UsageError
from graphkit.model import Table
from graphkit.store.embedded_columns import column_names
from graphkit.store.embedded_database import open_embedded
from graphkit.store.embedded_values import Internal, internal, internal_ids, plain_value
from graphkit.store.read_only import refuse_embedded, refuse_files

_LISTENING = 0.1  # seconds between looks for Ctrl-C
# How the messages begin that the person who typed the query can mend.
_QUERY_MISTAKES = ("Parser", "Binder", "Catalog", "Conversion", "Overflow", "Runtime")


def run_embedded(folder: Path, text: str, parameters: Mapping[str, object]) -> Table:
    """Return the rows that one statement gives on the graph in `folder`.

    Raise UsageError where it does not only read, or cannot run. A KeyboardInterrupt stops it.
    """
    refuse_files(text)
    refuse_embedded(text)
    with open_embedded(folder) as connection:
        result = _execute(connection, text, parameters)
        columns = column_names(text, result.get_column_names())
        rows = _rows(result)
        ids = _ends(connection, rows)
        return Table(columns, tuple(tuple(plain_value(cell, ids) for cell in row) for row in rows))


def _execute(
    connection: ladybug.Connection, text: str, parameters: Mapping[str, object]
) -> ladybug.QueryResult:
    with ThreadPoolExecutor(1) as pool:  # the engine holds its thread: this one hears Ctrl-C
        answer = pool.submit(connection.execute, text, dict(parameters))
        try:
            while not answer.done():  # a wait without end may sleep through a signal
                wait([answer], timeout=_LISTENING)
        except KeyboardInterrupt:
            while not answer.done():  # an interrupt before the engine has begun is lost
                connection.interrupt()
                wait([answer], timeout=_LISTENING)
            raise
        try:
            result = answer.result()
        except (RuntimeError, ValueError, TypeError) as error:
            raise _translated(str(error)) from error
    if isinstance(result, list):
        raise UsageError("expected one statement, found several")
    return result


def _rows(result: ladybug.QueryResult) -> list[list[Any]]:
    return [list(row) for row in result.get_all()]


def _ends(connection: ladybug.Connection, rows: list[list[Any]]) -> dict[Internal, str]:
    """Return the ids of the nodes that the relationships in the rows join."""
    wanted = {found for row in rows for cell in row for found in internal_ids(cell)}
    if not wanted:
        return {}
    offsets = sorted({offset for _, offset in wanted})
    found = _execute(connection, statements.load("embedded/ends").text, {"offsets": offsets})
    return {internal(number): node for number, node in _rows(found)}


def _translated(message: str) -> GraphkitError:
    kind, _, rest = message.partition(" exception: ")
    if "Cannot execute write operations" in rest:
        return UsageError(
            "the query writes, and `query` only reads the graph",
            hint="build the graph again to change it",
        )
    if kind in _QUERY_MISTAKES:
        return UsageError(f"the query cannot run: {rest}")
    return DatabaseError(f"the embedded engine could not answer: {message}")
