"""Write a graph folder as files for `neo4j-admin database import full`, and what goes with them.

The tables of the folder go column by column to CSV, without a graph in between: so the importer
is what takes the time. A label or a type has a header file with typed columns, and part files.
Every text is quoted, quotes in it are doubled, a missing value is empty, an empty text is `""`.
A list is one text, with a character between its texts that is in none of them.

Rows in which a text has a line break stand in files of their own: the importer reads such files
in one thread, and is told their names. Rows in which a text has a backslash have files of their own
too, and stand in `load-csv/` once more: `LOAD CSV`, and only that, takes some backslashes for
escapes, and there finds them written as two other characters.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute
import pyarrow.csv as pa_csv

from graphkit.errors import InputError, UsageError
from graphkit.files import atomic_folder
from graphkit.graph import read_manifest, read_tables
from graphkit.graph.tables import edges_of, nodes_of
from graphkit.model import (
    ENDPOINTS,
    NODE_PROPERTIES,
    RELATIONSHIP_PROPERTIES,
    NodeLabel,
    Property,
    PropertyType,
    RelationshipType,
)
from graphkit.store import ownership
from graphkit.store.neo4j_bulk_scripts import ESCAPED, Bulk, FileSet, Part, write_scripts

pc: Any = pyarrow.compute  # its functions are made when it loads: no checker sees them

ROWS_A_PART = 500_000
MANIFEST = "graphkit-bulk.json"
_LEAST_BUFFER = 4 * 2**20  # bytes; the importer's own
_FIRST_DELIMITER = 0x1F  # what ASCII has for it
_COLUMN_TYPES: Mapping[PropertyType, str] = {
    PropertyType.STRING: "string",
    PropertyType.STRINGS: "string[]",
    PropertyType.INTEGER: "long",
    PropertyType.FLOAT: "double",
    PropertyType.BOOLEAN: "boolean",
    PropertyType.DATE: "date",
}
_STYLE = pa_csv.WriteOptions(include_header=False, quoting_style="needed")


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
    nodes, edges = read_tables(graph)
    _check(nodes, edges)
    total = read_manifest(graph).digest.total
    delimiter = _free_character(nodes, edges)
    with atomic_folder(target) as folder:
        sets = [
            *_node_sets(folder, nodes, delimiter, name),
            *_relationship_sets(folder, edges, delimiter, name),
        ]
        bulk = Bulk(tuple(sets), delimiter, _buffer(sets), total, name)
        write_scripts(folder, bulk)
        report = BulkReport(len(nodes), len(edges), *_sizes(folder), total)
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


def _check(nodes: pa.Table, edges: pa.Table) -> None:
    """Raise InputError where an id is there twice, or an end of a relationship is not there."""
    if not len(nodes):
        raise InputError("the graph is empty: there is nothing to import")
    ids = nodes["id"]
    if len(pc.unique(ids)) != len(ids):
        raise InputError("two nodes of the graph have one id", hint="build the graph again")
    for end in ("source", "target"):
        known = pc.is_in(edges[end], value_set=ids.combine_chunks())
        if pc.any(pc.invert(known)).as_py():
            raise InputError(
                f"a relationship of the graph has no {end}", hint="build the graph again"
            )


def _node_sets(
    folder: Path, nodes: pa.Table, delimiter: str, name: str | None
) -> Iterator[FileSet]:
    for label in NodeLabel:
        rows, schema = nodes_of(nodes, label), NODE_PROPERTIES[label]
        if not len(rows):
            continue
        columns = [_id_column(rows["id"], name)]
        columns += [_column(rows, part, delimiter, label.value) for part in schema]
        header = [f"id:ID({label})", *map(_typed, schema)]
        yield _written(folder, FileSet(label, schema, name), header, columns)


def _relationship_sets(
    folder: Path, edges: pa.Table, delimiter: str, name: str | None
) -> Iterator[FileSet]:
    for kind in RelationshipType:
        rows, schema = edges_of(edges, kind), RELATIONSHIP_PROPERTIES[kind]
        if not len(rows):
            continue
        source, target = ENDPOINTS[kind]
        columns = [_id_column(rows[end], name) for end in ("source", "target")]
        columns += [_column(rows, part, delimiter, kind.value) for part in schema]
        header = [f":START_ID({source})", f":END_ID({target})", *map(_typed, schema)]
        yield _written(folder, FileSet(kind, schema, name), header, columns)


def _typed(part: Property) -> str:
    return f"{part.name}:{_COLUMN_TYPES[part.type]}"


def _id_column(ids: pa.ChunkedArray, name: str | None) -> pa.ChunkedArray:
    return ids if name is None else pc.binary_join_element_wise(ownership.prefix(name), ids, "")


def _column(rows: pa.Table, part: Property, delimiter: str, kind: str) -> pa.ChunkedArray:
    """Return a property as a column for CSV; a list as one text."""
    column = rows[part.name]
    if part.type is not PropertyType.STRINGS:
        return column
    texts = pc.binary_join(column, delimiter)
    lengths = pc.list_value_length(column)
    is_lost = pc.and_(pc.equal(lengths, 1), pc.equal(texts, ""))
    if pc.any(is_lost).as_py():
        raise InputError(
            f"{part.name} of a {kind} is a list of one empty text, which neo4j-admin cannot read",
            hint="`graphkit load` can load this graph",
        )
    return pc.if_else(pc.equal(lengths, 0), None, texts)


def _written(
    folder: Path, one: FileSet, header: list[str], columns: Sequence[pa.ChunkedArray]
) -> FileSet:
    """Write the files of a label or a type, and return the set with its parts."""
    constants = ownership.marked({}, one.name if isinstance(one.kind, NodeLabel) else None)
    (folder / one.header).write_text(
        ",".join([*header, *(f"{key}:string" for key in constants)]) + "\n", encoding="utf-8"
    )
    table = pa.table(
        [*columns, *(pa.repeat(value, len(columns[0])) for value in constants.values())],
        names=[str(number) for number in range(len(columns) + len(constants))],
    )
    texts = [column for column in columns if pa.types.is_string(column.type)]
    parts = []
    for has_lines, has_escapes, rows in _apart(table, texts):
        word = ("-lines" if has_lines else "") + ("-escaped" if has_escapes else "")
        for number, start in enumerate(range(0, len(rows), ROWS_A_PART), start=1):
            part = Part(f"{one.kind}{word}-{number}.csv", has_lines, has_escapes)
            chunk = rows.slice(start, ROWS_A_PART)
            _write_csv(chunk, folder / part.file)
            if has_escapes:
                _write_csv(_escaped(chunk), folder / part.loaded)
            parts.append(part)
    longest = sum(pc.max(pc.binary_length(text)).as_py() or 0 for text in texts)
    return replace(one, parts=tuple(parts), longest=longest)


def _write_csv(rows: pa.Table, path: Path) -> None:
    path.parent.mkdir(exist_ok=True)
    with path.open("wb") as stream:
        pa_csv.write_csv(rows, stream, _STYLE)


def _apart(
    table: pa.Table, texts: Sequence[pa.ChunkedArray]
) -> Iterator[tuple[bool, bool, pa.Table]]:
    """Yield the rows without and with line breaks, without and with escapes; no empty tables."""
    lines = _any(texts, "\n", lambda text: pc.or_(_holds(text, "\n"), _holds(text, "\r")))
    if lines is None:
        lines = _any(texts, "\r", lambda text: _holds(text, "\r"))
    escapes = _any(texts, "\\", lambda text: _holds(text, "\\"))
    if lines is None and escapes is None:
        yield False, False, table
        return
    nowhere = pa.repeat(False, len(table))  # noqa: FBT003 - the value to repeat
    lines = nowhere if lines is None else lines
    escapes = nowhere if escapes is None else escapes
    for has_lines in (False, True):
        for has_escapes in (False, True):
            found = (
                pc.equal(lines or nowhere, has_lines),
                pc.equal(escapes or nowhere, has_escapes),
            )
            rows = table.filter(pc.and_(*found))
            if len(rows):
                yield has_lines, has_escapes, rows


def _any(
    texts: Sequence[pa.ChunkedArray], hint: str, test: Callable[[pa.ChunkedArray], pa.ChunkedArray]
) -> pa.ChunkedArray | None:
    """Return which rows pass a test in one of their texts; None where no text holds the hint."""
    found = None
    for text in texts:
        if _occurs(text, hint):
            passed = pc.fill_null(test(text), False)  # noqa: FBT003 - the value to fill in
            found = passed if found is None else pc.or_(found, passed)
    return found


def _occurs(texts: pa.ChunkedArray, part: str) -> bool:
    """Tell whether some text holds a part: a search of the bytes, many times quicker than of rows.

    Where a table was cut out of a larger one, the part may stand in what was cut off.
    """
    found = (chunk.buffers()[2] for chunk in texts.chunks)
    return any(part.encode() in data.to_pybytes() for data in found if data is not None)


def _holds(text: pa.ChunkedArray, part: str) -> pa.ChunkedArray:
    return pc.match_substring(text, part)


def _escaped(rows: pa.Table) -> pa.Table:
    """Return rows whose texts have the backslash, and the character of escapes, as two."""
    columns = []
    for column in rows.columns:
        if pa.types.is_string(column.type):
            for character, code in ESCAPED.items():
                column = pc.replace_substring(column, character, code)  # noqa: PLW2901 - in steps
        columns.append(column)
    return pa.table(columns, names=rows.column_names)


def _free_character(nodes: pa.Table, edges: pa.Table) -> str:
    """Return the first character, from U+001F on, that is in no text of a list."""
    texts = [
        pc.list_flatten(table[name])
        for table in (nodes, edges)
        for name in table.column_names
        if pa.types.is_list(table[name].type)
    ]

    def is_free(character: str) -> bool:
        return not any(_occurs(text, character) for text in texts)

    first = chr(_FIRST_DELIMITER)
    if is_free(first):
        return first
    used = {c for column in texts for text in column.to_pylist() if text for c in text}
    codes = range(_FIRST_DELIMITER, 0xD800)
    free = next((chr(code) for code in codes if chr(code) not in used | set(',"\\\x7f ')), None)
    if free is None:
        raise InputError("the lists of the graph use every character: none is left to part them")
    return free


def _buffer(sets: Iterable[FileSet]) -> int:
    """Return how many bytes the importer has to read at once: the longest row, and then some."""
    return max(_LEAST_BUFFER, *(2 * one.longest for one in sets))


def _sizes(folder: Path) -> tuple[int, int]:
    sizes = [path.stat().st_size for path in folder.rglob("*") if path.is_file()]
    return len(sizes), sum(sizes)
