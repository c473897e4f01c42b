"""The embedded database of a graph folder: made once from its tables, then opened read-only.

It is kept in the cache folder under a key of the graph's digest, of the engine's version and of
the Cypher files that make it; a change of any of these makes a new one. Every table is declared
in `cypher/embedded`, one statement a label or a relationship type: so nothing here puts a name
into Cypher text, and a test holds the files to the vocabulary in `model`.
"""

import contextlib
import errno
import hashlib
import json
import os
import shutil
import tempfile
import time
from collections.abc import Generator
from pathlib import Path

import ladybug
import pyarrow as pa
import pyarrow.parquet as pq

from graphkit import statements
from graphkit.config import cache_folder
from graphkit.errors import DatabaseError, SchemaError
from graphkit.files import atomic_folder
from graphkit.graph import read_manifest
from graphkit.model import (
    ENDPOINTS,
    NODE_PROPERTIES,
    RELATIONSHIP_PROPERTIES,
    NodeLabel,
    RelationshipType,
)

_FILE = "graph.lbug"
_RECEIPT = "receipt.json"
_KEPT = 8  # databases in the cache; the one not used for longest goes first
_ABANDONED = 24 * 3600  # seconds after which a database that nobody finished is thrown away
_NOT_WRITABLE = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})
# One thread: the order of rows without ORDER BY, and of `collect`, stays the same from run to run.
_THREADS = 1


@contextlib.contextmanager
def open_embedded(folder: Path) -> Generator[ladybug.Connection, None, None]:
    """Give a read-only connection to the graph in `folder`; make its database where none is kept.

    Where the cache folder cannot be written, the database is made in a temporary folder and gone
    at the end. Raise InputError or SchemaError where `folder` holds no graph.
    """
    with contextlib.ExitStack() as stack:
        home = _home(folder, stack)
        try:
            database = ladybug.Database(home / _FILE, read_only=True)
        except RuntimeError:  # damaged, or thrown away by another process since we looked
            _make(folder, home)
            database = _open_fresh(home)
        stack.callback(database.close)
        connection = ladybug.Connection(database, num_threads=_THREADS)
        stack.callback(connection.close)
        yield connection


def database_folder(folder: Path) -> Path:
    """Return where the database of the graph in `folder` is kept."""
    parts = [read_manifest(folder).digest.total, str(ladybug.__version__)]
    parts += [file.text for file in statements.load_all("embedded/**/*")]
    key = hashlib.sha256("\0".join(parts).encode()).hexdigest()[:32]
    return cache_folder() / "embedded" / key


def _home(folder: Path, stack: contextlib.ExitStack) -> Path:
    home = database_folder(folder)
    if _is_whole(home):
        with contextlib.suppress(OSError):  # a cache that may only be read serves as well
            os.utime(home)
        return home
    try:
        _make(folder, home)
    except OSError as error:
        if error.errno not in _NOT_WRITABLE:
            raise
        name = stack.enter_context(tempfile.TemporaryDirectory(prefix="graphkit-"))
        home = Path(name) / "graph"
        _make(folder, home)
    else:
        _tidy(home.parent)
    return home


def _is_whole(home: Path) -> bool:
    """Return whether the database is the one that was written: as large, and touched by nobody."""
    try:
        receipt = json.loads((home / _RECEIPT).read_text(encoding="utf-8"))
        return bool(receipt == _receipt(home / _FILE))
    except (OSError, ValueError):
        return False


def _receipt(file: Path) -> dict[str, int]:
    state = file.stat()
    return {"size": state.st_size, "modified": state.st_mtime_ns}


def _make(folder: Path, home: Path) -> None:
    """Make the database beside its place and put it there in one step."""
    with atomic_folder(home) as fresh:
        _fill(folder, fresh / _FILE)
        receipt = json.dumps(_receipt(fresh / _FILE))
        (fresh / _RECEIPT).write_text(receipt, encoding="utf-8")


def _fill(folder: Path, file: Path) -> None:
    with ladybug.Database(file) as database, ladybug.Connection(database) as connection:
        connection.execute(statements.load("embedded/begin").text)
        for name in (*NODE_PROPERTIES, *ENDPOINTS):  # nodes first: relationships need their tables
            connection.execute(statements.load(f"embedded/tables/{name}").text)
        for macro in statements.load_all("embedded/macros/*"):
            connection.execute(macro.text)
        for label in NODE_PROPERTIES:
            _copy(connection, label, _nodes(folder, label))
        for kind in ENDPOINTS:
            _copy(connection, kind, _edges(folder, kind))
        connection.execute(statements.load("embedded/commit").text)


def _copy(connection: ladybug.Connection, name: str, rows: pa.Table) -> None:
    statement = statements.load(f"embedded/copy/{name}")
    try:
        connection.execute(statement.text, {"rows": rows})
    except RuntimeError as error:
        raise SchemaError(
            f"the graph's tables do not fit together, at {name}: {error}",
            hint="build the graph again",
        ) from error


def _nodes(folder: Path, label: NodeLabel) -> pa.Table:
    """Return the nodes of a label in the columns of its table."""
    names = [part.name for part in NODE_PROPERTIES[label]]
    held = ["name" if name == "title" else name for name in names]  # a paper's name is its title
    rows = _read(folder / "nodes.parquet", ["id", *held], ("label", label.value))
    return rows.rename_columns(["id", *names])


def _edges(folder: Path, kind: RelationshipType) -> pa.Table:
    names = [part.name for part in RELATIONSHIP_PROPERTIES[kind]]
    return _read(folder / "edges.parquet", ["source", "target", *names], ("type", kind.value))


def _read(path: Path, columns: list[str], only: tuple[str, str]) -> pa.Table:
    column, value = only
    try:
        rows = pq.read_table(
            path, columns=columns, filters=[(column, "==", value)], partitioning=None
        )
    except (OSError, pa.ArrowException) as error:
        raise SchemaError(f"{path}: damaged ({error})", hint="build the graph again") from error
    return rows.select(columns)


def _open_fresh(home: Path) -> ladybug.Database:
    try:
        return ladybug.Database(home / _FILE, read_only=True)
    except RuntimeError as error:
        raise DatabaseError(
            f"{home}: the embedded database cannot be opened: {error}",
            hint="set GRAPHKIT_CACHE to another folder",
        ) from error


def _tidy(cache: Path) -> None:
    """Throw away the databases that were not used for longest, and what nobody finished."""
    homes = [(_age(home), home) for home in cache.iterdir()]
    complete = sorted((age, home) for age, home in homes if not home.name.startswith("."))
    unfinished = [home for age, home in homes if home.name.startswith(".") and age > _ABANDONED]
    for home in [*(home for _, home in complete[_KEPT:]), *unfinished]:
        shutil.rmtree(home, ignore_errors=True)


def _age(home: Path) -> float:
    try:
        return time.time() - home.stat().st_mtime
    except FileNotFoundError:  # another process was tidying too
        return 0.0
