"""Write a graph folder as files for `neo4j-admin database import full`, and what goes with them.

The tables of the folder go to CSV some ten thousand rows at a time, column by column, without a
graph in between: so the importer is what takes the time. A label or a type has a header file with
typed columns, and part files.
Every text is quoted, quotes in it are doubled, a missing value is empty, an empty text is `""`.
A list is one text, with a character between its texts that is in none of them.

Rows in which a text has a line break stand in files of their own: the importer reads such files
in one thread, and is told their names. Rows in which a text has a backslash have files of their own
too, and stand in `load-csv/` once more: `LOAD CSV`, and only that, takes some backslashes for
escapes, and there finds them written as two other characters.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute

from graphkit.errors import InputError, UsageError
from graphkit.files import atomic_folder
from graphkit.graph import check_whole, distinct_texts, read_manifest, table_batches
from graphkit.graph.tables import EDGES, NODES, by_label, by_type
from graphkit.model import NodeLabel, RelationshipType
from graphkit.store import ownership
from graphkit.store.neo4j_bulk_files import KindFiles, TakenError
from graphkit.store.neo4j_bulk_scripts import Bulk, FileSet, write_scripts

pc: Any = pyarrow.compute  # its functions are made when it loads: no checker sees them

MANIFEST = "graphkit-bulk.json"
_LEAST_BUFFER = 4 * 2**20  # bytes; the importer's own
_FIRST_DELIMITER = "\x1f"  # what ASCII has for it


@dataclass(frozen=True, slots=True)
class BulkReport:
    """What was written: numbers of nodes, relationships and files, bytes, and the digest."""

    nodes: int
    relationships: int
    files: int
    size: int
    digest: str


def write_bulk(graph: Path, target: Path, *, name: str | None = None) -> BulkReport:
    """Write the import files of the graph folder `graph` to the folder `target`, as a whole.

    `name` is the graph's in the database (see `ownership`). Raise InputError where the graph
    cannot be imported, UsageError where `target` holds something else.
    """
    if name is not None:
        ownership.check_name(name)
    _guard(target)
    manifest = read_manifest(graph)
    check_whole(graph, manifest)
    _check(graph)
    total, delimiter = manifest.digest.total, _FIRST_DELIMITER
    with atomic_folder(target) as folder:
        try:
            files = _write_rows(graph, folder, delimiter, name)
        except TakenError:  # seen on the way: no pass over the texts just for that
            delimiter = _free_character(graph)
            files = _write_rows(graph, folder, delimiter, name)
        sets = [files[kind].close() for kind in (*NodeLabel, *RelationshipType) if kind in files]
        write_scripts(folder, Bulk(tuple(sets), delimiter, _buffer(sets), total, name))
        nodes, relationships = (
            sum(files[kind].rows for kind in kinds if kind in files)
            for kinds in (NodeLabel, RelationshipType)
        )
        report = BulkReport(nodes, relationships, *_sizes(folder), total)
        text = json.dumps({"digest": total, "name": name, "delimiter": delimiter}, sort_keys=True)
        (folder / MANIFEST).write_text(text + "\n", encoding="utf-8")
    return report


def _guard(target: Path) -> None:
    if target.is_dir() and ((target / MANIFEST).is_file() or not any(target.iterdir())):
        return
    if target.exists():
        raise UsageError(
            f"{target}: neo4j-csv makes a folder, and something else stands there; it is left "
            "as it is",
            hint="name another folder",
        )


def _check(graph: Path) -> None:
    """Raise InputError where an id is there twice, or an end of a relationship is not there."""
    parts = [rows["id"] for rows in table_batches(graph, "nodes", ["id"])]
    ids = pa.chunked_array(parts, pa.string())
    if not len(ids):
        raise InputError("the graph is empty: there is nothing to import")
    known = ids.unique()
    if len(known) != len(ids):
        raise InputError("two nodes of the graph have one id", hint="build the graph again")
    for end in ("source", "target"):
        is_known = pc.is_in(distinct_texts(graph, "edges", end), value_set=known)
        if pc.any(pc.invert(is_known)).as_py():
            raise InputError(
                f"a relationship of the graph has no {end}", hint="build the graph again"
            )


def _write_rows(
    graph: Path, folder: Path, delimiter: str, name: str | None
) -> dict[NodeLabel | RelationshipType, KindFiles]:
    """Write all rows, and return the files by label and type. Raise TakenError."""
    files: dict[NodeLabel | RelationshipType, KindFiles] = {}
    for kind, rows in _parts(graph):
        if kind not in files:
            files[kind] = KindFiles(folder, kind, name, delimiter)
        files[kind].write(rows)
    return files


def _parts(graph: Path) -> Iterator[tuple[NodeLabel | RelationshipType, pa.RecordBatch]]:
    for nodes in table_batches(graph, "nodes", NODES.names):
        yield from by_label(nodes)
    for edges in table_batches(graph, "edges", EDGES.names):
        yield from by_type(edges)


def _free_character(graph: Path) -> str:
    """Return the first character, from U+001F on, that is in no text of a list."""
    used = set(',"\\\x7f ')
    for table, schema in (("nodes", NODES), ("edges", EDGES)):
        names = [part.name for part in schema if pa.types.is_list(part.type)]
        for rows in table_batches(graph, table, names):
            for column in rows.columns:
                used.update(*filter(None, pc.list_flatten(column).to_pylist()))
    codes = range(ord(_FIRST_DELIMITER), 0xD800)
    free = next((chr(code) for code in codes if chr(code) not in used), None)
    if free is None:
        raise InputError("the lists of the graph use every character: none is left to part them")
    return free


def _buffer(sets: Iterable[FileSet]) -> int:
    """Return how many bytes the importer has to read at once: the longest row, and then some."""
    return max(_LEAST_BUFFER, *(2 * one.longest for one in sets))


def _sizes(folder: Path) -> tuple[int, int]:
    sizes = [path.stat().st_size for path in folder.rglob("*") if path.is_file()]
    return len(sizes), sum(sizes)
