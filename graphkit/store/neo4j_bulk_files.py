"""Write rows of a label or a type to its import files: see `neo4j_bulk`."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute
import pyarrow.csv as pa_csv

from graphkit.errors import InputError
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
from graphkit.store.neo4j_bulk_scripts import ESCAPED, FileSet, Part

pc: Any = pyarrow.compute  # its functions are made when it loads: no checker sees them

ROWS_A_PART = 500_000
_COLUMN_TYPES: Mapping[PropertyType, str] = {
    PropertyType.STRING: "string",
    PropertyType.STRINGS: "string[]",
    PropertyType.INTEGER: "long",
    PropertyType.FLOAT: "double",
    PropertyType.BOOLEAN: "boolean",
    PropertyType.DATE: "date",
}
_STYLE = pa_csv.WriteOptions(include_header=False, quoting_style="needed", batch_size=8_192)
_LINE_BREAKS, _BACKSLASH = ("\n", "\r"), "\\"
_AT_ONCE = 2**18  # bytes: what is compared stays in the processor's cache


class TakenError(Exception):
    """The character between the texts of a list is in one of them."""


class KindFiles:
    """The files of a label or a type, which grow with every call of `write`.

    `schema` are the properties of the kind, `rows` is how many are written.
    """

    def __init__(
        self, folder: Path, kind: NodeLabel | RelationshipType, name: str | None, delimiter: str
    ) -> None:
        self.rows = 0
        self._folder, self._kind, self._name, self._delimiter = folder, kind, name, delimiter
        self._written: dict[tuple[bool, bool], int] = {}
        self._parts: dict[tuple[bool, bool, int], Part] = {}
        self._longest: list[int] = []
        if isinstance(kind, NodeLabel):
            self.schema = NODE_PROPERTIES[kind]
            self._ids, self._constants = 1, ownership.marked({}, name)
            ids = [f"id:ID({kind})"]
        else:
            self.schema = RELATIONSHIP_PROPERTIES[kind]
            self._ids, self._constants = 2, ownership.marked({})
            source, target = ENDPOINTS[kind]
            ids = [f":START_ID({source})", f":END_ID({target})"]
        typed = [f"{part.name}:{_COLUMN_TYPES[part.type]}" for part in self.schema]
        self._header = [*ids, *typed, *(f"{key}:string" for key in self._constants)]

    def write(self, rows: pa.RecordBatch) -> None:
        """Write rows: one or two columns with ids, then one a property.

        Raise InputError where they cannot be imported, TakenError where the lists need another
        delimiter.
        """
        self.rows += len(rows)
        ids = [self._named(column) for column in rows.columns[: self._ids]]
        others = zip(rows.columns[self._ids :], self.schema, strict=True)
        columns = [*ids, *(self._value(column, part) for column, part in others)]
        texts = [column for column in columns if pa.types.is_string(column.type)]
        longest = [pc.max(pc.binary_length(text)).as_py() or 0 for text in texts]
        self._longest = list(map(max, self._longest or longest, longest))
        columns += [pa.repeat(value, len(rows)) for value in self._constants.values()]
        batch = pa.RecordBatch.from_arrays(columns, [str(n) for n in range(len(columns))])
        for has_lines, has_escapes, some in _apart(batch, texts):
            self._write(some, has_lines=has_lines, has_escapes=has_escapes)

    def close(self) -> FileSet:
        """Write the header, and return what the files are."""
        parts = tuple(part for _, part in sorted(self._parts.items()))
        found = FileSet(self._kind, self.schema, self._name, parts, sum(self._longest))
        text = ",".join(self._header) + "\n"
        (self._folder / found.header).write_text(text, encoding="utf-8")
        return found

    def _named(self, ids: pa.Array) -> pa.Array:
        if self._name is None:
            return ids
        return pc.binary_join_element_wise(ownership.prefix(self._name), ids, "")

    def _value(self, column: pa.Array, part: Property) -> pa.Array:
        """Return a property as a column for CSV; a list as one text."""
        if part.type is not PropertyType.STRINGS:
            return column
        if _occurs(_bytes(column.flatten()), self._delimiter):
            raise TakenError
        texts, lengths = pc.binary_join(column, self._delimiter), pc.list_value_length(column)
        is_empty = pc.equal(pc.binary_length(texts), 0)
        if not pc.any(is_empty).as_py():
            return texts
        if pc.any(pc.and_(is_empty, pc.equal(lengths, 1))).as_py():
            raise InputError(
                f"{part.name} of a {self._kind} is a list of one empty text, which neo4j-admin "
                "cannot read",
                hint="`graphkit load` can load this graph",
            )
        return pc.if_else(pc.equal(lengths, 0), None, texts)

    def _write(self, rows: pa.RecordBatch, *, has_lines: bool, has_escapes: bool) -> None:
        """Write rows of one sort to the file that is begun, and to further ones."""
        sort = has_lines, has_escapes
        word = ("-lines" if has_lines else "") + ("-escaped" if has_escapes else "")
        while len(rows):
            number, place = divmod(self._written.get(sort, 0), ROWS_A_PART)
            part = Part(f"{self._kind}{word}-{number + 1}.csv", has_lines, has_escapes)
            some, rows = rows.slice(0, ROWS_A_PART - place), rows.slice(ROWS_A_PART - place)
            self._append(part.file, some, begins=not place)
            if has_escapes:
                self._append(part.loaded, _escaped(some), begins=not place)
            self._parts[*sort, number] = part
            self._written[sort] = number * ROWS_A_PART + place + len(some)

    def _append(self, file: str, rows: pa.RecordBatch, *, begins: bool) -> None:
        path = self._folder / file
        path.parent.mkdir(exist_ok=True)
        with path.open("wb" if begins else "ab") as stream:
            pa_csv.write_csv(rows, stream, _STYLE)


def _apart(
    rows: pa.RecordBatch, texts: Sequence[pa.Array]
) -> Iterator[tuple[bool, bool, pa.RecordBatch]]:
    """Yield the rows without and with line breaks, without and with escapes; none without rows."""
    lines = escapes = np.zeros(len(rows), dtype=bool)
    for text in texts:
        data = _bytes(text)
        for line_break in _LINE_BREAKS:
            if _occurs(data, line_break):
                lines = lines | _with(text, line_break)
        if _occurs(data, _BACKSLASH):
            escapes = escapes | _with(text, _BACKSLASH)
    if not lines.any() and not escapes.any():
        yield False, False, rows
        return
    for has_lines in (False, True):
        for has_escapes in (False, True):
            some = rows.filter(pa.array((lines == has_lines) & (escapes == has_escapes)))
            if len(some):
                yield has_lines, has_escapes, some


def _bytes(texts: pa.Array) -> npt.NDArray[np.uint8]:
    """Return the bytes of all texts of an array, one behind the other, without a copy."""
    _, places, data = texts.buffers()
    if data is None or not len(texts):
        return np.zeros(0, dtype=np.uint8)
    offsets = np.frombuffer(places, dtype=np.int32)
    start, end = offsets[texts.offset], offsets[texts.offset + len(texts)]
    return np.frombuffer(data, dtype=np.uint8)[start:end]


def _occurs(data: npt.NDArray[np.uint8], character: str) -> bool:
    """Tell whether a character is among the bytes of texts: quicker than to search each text."""
    if not character.isascii():  # was chosen because it is in none
        return False
    parts = range(0, len(data), _AT_ONCE)
    return any((data[start : start + _AT_ONCE] == ord(character)).any() for start in parts)


def _with(texts: pa.Array, part: str) -> npt.NDArray[np.bool_]:
    found = pc.fill_null(pc.match_substring(texts, part), False)  # noqa: FBT003 - the value
    return np.asarray(found.to_numpy(zero_copy_only=False), dtype=bool)


def _escaped(rows: pa.RecordBatch) -> pa.RecordBatch:
    """Return rows whose texts have the backslash, and the character of escapes, as two."""
    columns = []
    for column in rows.columns:
        if pa.types.is_string(column.type):
            for character, code in ESCAPED.items():
                column = pc.replace_substring(column, character, code)  # noqa: PLW2901 - in steps
        columns.append(column)
    return pa.RecordBatch.from_arrays(columns, rows.schema.names)
