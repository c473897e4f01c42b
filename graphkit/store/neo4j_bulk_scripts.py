"""The scripts beside import files: for `neo4j-admin`, for `LOAD CSV`, and the schema."""

import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from graphkit import statements
from graphkit.model import ENDPOINTS, NodeLabel, Property, PropertyType, RelationshipType
from graphkit.store import ownership

ARGUMENTS, SCRIPT, SCHEMA, LOAD_CSV = "import.args", "import.sh", "schema.cypher", "load-csv.cypher"
# What stands in `load-csv/` for a character, the character of escapes first.
ESCAPED: Mapping[str, str] = {"~": "~t", "\\": "~b"}
_LOADED = "load-csv"
_FROM_TEXT = {
    PropertyType.STRING: "{}",
    PropertyType.STRINGS: "split({}, $delimiter)",
    PropertyType.INTEGER: "toInteger({})",
    PropertyType.FLOAT: "toFloat({})",
    PropertyType.BOOLEAN: "toBoolean({})",
    PropertyType.DATE: "date({})",
}


@dataclass(frozen=True, slots=True)
class Part:
    """A file of rows: `loaded` is the one that `LOAD CSV` reads."""

    file: str
    has_lines: bool
    has_escapes: bool

    @property
    def loaded(self) -> str:
        """Return the path of the file that `LOAD CSV` reads."""
        return f"{_LOADED}/{self.file}" if self.has_escapes else self.file


@dataclass(frozen=True, slots=True)
class FileSet:
    """The files of a label or a type of the graph `name`.

    `schema` are the columns behind the ids, `longest` is how many bytes a row has at most.
    """

    kind: NodeLabel | RelationshipType
    schema: tuple[Property, ...]
    name: str | None
    parts: tuple[Part, ...] = ()
    longest: int = 0

    @property
    def header(self) -> str:
        """Return the name of the header file."""
        return f"{self.kind}-header.csv"


@dataclass(frozen=True, slots=True)
class Bulk:
    """All files of a graph; `buffer` is how many bytes the importer reads at once."""

    sets: tuple[FileSet, ...]
    delimiter: str
    buffer: int
    digest: str
    name: str | None


def write_scripts(folder: Path, bulk: Bulk) -> None:
    """Write the arguments and the script of the import, the schema, and the `LOAD CSV` variant."""
    _write(folder / ARGUMENTS, "".join(f"{line}\n" for line in _arguments(bulk)))
    _write(folder / SCHEMA, "".join(f"{text}\n" for text in _schema()))
    _write(folder / LOAD_CSV, "\n".join(_load_csv(bulk)))
    verify = "graphkit verify" + (f" --name {bulk.name}" if bulk.name else "")
    text = (Path(__file__).parent / "neo4j_import.sh").read_text(encoding="utf-8")
    _write(folder / SCRIPT, text.replace("GRAPHKIT_VERIFY", verify))
    (folder / SCRIPT).chmod(0o755 & ~_mask())


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")


def _mask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _arguments(bulk: Bulk) -> Iterator[str]:
    """Yield the arguments of `neo4j-admin database import full`; paths are those of the folder."""
    for one in bulk.sets:
        option = "nodes" if isinstance(one.kind, NodeLabel) else "relationships"
        files = ",".join(f"./{file}" for file in [one.header, *(part.file for part in one.parts)])
        yield f"--{option}={one.kind}={files}"
    yield f"--array-delimiter=U+{ord(bulk.delimiter):04X}"
    yield f"--read-buffer-size={bulk.buffer}"
    lines = [part.file for one in bulk.sets for part in one.parts if part.has_lines]
    if lines:
        yield "--multiline-fields=" + ",".join(f"./{file}" for file in lines)
        yield "--multiline-fields-format=v2"
    yield "--bad-tolerance=0"
    yield "--strict=true"


def _schema() -> Iterator[str]:
    for found in statements.load_all("schema/*"):
        yield f"// {found.title}\n{found.text};"


def _load_csv(bulk: Bulk) -> Iterator[str]:
    yield (
        "// The same files into a running server: cypher-shell -f schema.cypher, then this file.\n"
        "// Copy the folder to the server's import folder, or serve it over HTTP, and say where:\n"
        f":param folder => 'file:///'\n:param delimiter => '\\u{ord(bulk.delimiter):04X}'\n"
    )
    for one in bulk.sets:
        for part in one.parts:
            yield load_csv_statement(one, part) + "\n"


def load_csv_statement(one: FileSet, part: Part) -> str:
    """Return the statement that reads a file into a server; `$folder` and `$delimiter` are free.

    Only names of the model and numbers of columns are put into the text.
    """
    ids = 1 if isinstance(one.kind, NodeLabel) else 2
    values = [
        f"{column.name}: {_FROM_TEXT[column.type].format(_cell(number, part))}"
        for number, column in enumerate(one.schema, start=ids)
    ]
    if isinstance(one.kind, NodeLabel):
        words = {"LABEL": one.kind.value, "ID": _cell(0, part)}
        values = [f"id: {words['ID']}", *values]
        constants, form = ownership.marked({}, one.name), "bulk/nodes"
    else:
        source, target = ENDPOINTS[one.kind]
        words = {"SOURCE": source.value, "TARGET": target.value, "TYPE": one.kind.value}
        words |= {"START": _cell(0, part), "END": _cell(1, part)}
        constants, form = ownership.marked({}), "bulk/relationships"
    values += [f"{key}: '{value}'" for key, value in constants.items()]
    words |= {"FILE": part.loaded, "PROPERTIES": "{" + ", ".join(values) + "}"}
    text = statements.load(form).text
    return re.sub(rf"\b(?:{'|'.join(words)})\b", lambda found: words[found[0]], text) + ";"


def _cell(number: int, part: Part) -> str:
    text = f"row[{number}]"
    if part.has_escapes:
        for character, code in reversed(tuple(ESCAPED.items())):
            literal = character.replace("\\", "\\\\")
            text = f"replace({text}, '{code}', '{literal}')"
    return text
