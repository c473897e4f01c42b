"""Cypher text, loaded by name from the `.cypher` files; nothing builds Cypher from strings.

A file holds one statement ending in `;`. Its head is comment lines: the title, the description,
one line a parameter and, where only one engine can answer, a line that says so:

    // Datasets of a task
    // Which datasets the papers on a task were evaluated on, most used first.
    // $task (Task): name, alias or id
    // $limit = 25: rows at most
    // Engine: neo4j
    MATCH ...;

A parameter with a value in JSON behind `=` may be left out, and its value has the type of that
one; a parameter without is a text. Labels in brackets, as in `(Method|Dataset)`, say that the text
names a thing of these kinds, from which the query starts.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import LiteralString, TypeAlias, cast

from graphkit.errors import GraphkitError, UsageError
from graphkit.matching import nearest
from graphkit.model import NodeLabel

ParameterValue: TypeAlias = str | int | float | list[str]

_PACKAGED = Path(__file__).parent / "cypher"
_CHECKOUT = Path(__file__).parent.parent / "cypher"
_ENGINES = ("embedded", "neo4j")
_HEAD = re.compile(r"\A(?:[ \t]*//[^\n]*\n)*")
_PARAMETER = re.compile(r"\$(?P<name>\w+)(?: \((?P<labels>[\w|]+)\))?(?P<rest>(?: =|:) .*)")
_ENGINE = re.compile(r"Engine: (?P<engine>\w+)")
# What Cypher takes as text or as nothing: quoted texts, names in backquotes, comments. A comment
# ends at any line break: reading more of it as Cypher than an engine does is the safe side.
_OPAQUE = re.compile(
    r"""'(?:[^'\\]|\\.)*' | "(?:[^"\\]|\\.)*" | `(?:[^`]|``)*` | //[^\r\n]* | /\*.*?\*/""",
    re.VERBOSE | re.DOTALL,
)
_USED = re.compile(r"\$(\w+)")


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter of a statement. `default` is None where the caller has to give a value.

    `labels` are those of the thing that the value names; empty where it names none.
    """

    name: str
    description: str
    default: ParameterValue | None = None
    labels: tuple[NodeLabel, ...] = ()


@dataclass(frozen=True, slots=True)
class CypherFile:
    """One statement with what its head says. `engine` is None where every engine can answer."""

    name: str
    topic: str
    title: str
    description: str
    text: LiteralString
    parameters: Mapping[str, Parameter] = field(default_factory=dict)
    engine: str | None = None


def folder() -> Path:
    """Return the folder of the `.cypher` files: in the installed package, or in a checkout."""
    for place in (_PACKAGED, _CHECKOUT):
        if place.is_dir():
            return place
    raise GraphkitError(f"{_PACKAGED}: expected the Cypher files", hint="install graphkit again")


def parse(text: str, *, name: str, topic: str = "") -> CypherFile:
    """Read a statement with its head. Raise GraphkitError where the form is not kept."""
    head = _HEAD.match(text)
    end = head.end() if head else 0
    lines = [line.strip().removeprefix("//").strip() for line in text[:end].splitlines()]
    statement = text[end:].strip()
    if not (lines and lines[0] and len(statement) > 1 and statement.endswith(";")):
        raise GraphkitError(
            f"{name}: expected a title in `//` lines and one statement ending in `;`"
        )
    parameters, description, engine = {}, [], None
    for line in lines[1:]:
        if found := _PARAMETER.fullmatch(line):
            parameters[found["name"]] = _parameter(found, name)
        elif found := _ENGINE.fullmatch(line):
            engine = _engine(found["engine"], name)
        else:
            description.append(line)
    return CypherFile(
        name=name,
        topic=topic,
        title=lines[0],
        description=" ".join(description),
        text=cast("LiteralString", statement.removesuffix(";").rstrip()),
        parameters=MappingProxyType(parameters),
        engine=engine,
    )


@cache
def load(path: str) -> CypherFile:
    """Return the statement in `path`, relative to the folder and without `.cypher`."""
    file = folder() / f"{path}.cypher"
    return parse(file.read_text(encoding="utf-8"), name=file.stem, topic=file.parent.name)


def load_all(pattern: str) -> tuple[CypherFile, ...]:
    """Return the statements whose paths match a pattern such as `queries/*/*`, sorted by path."""
    root = folder()
    files = sorted(root.glob(f"{pattern}.cypher"))
    return tuple(load(file.relative_to(root).with_suffix("").as_posix()) for file in files)


@cache
def queries() -> Mapping[str, CypherFile]:
    """Return the named queries of `cypher/queries/<topic>/`, by name, sorted by topic and name."""
    named: dict[str, CypherFile] = {}
    for found in load_all("queries/*/*"):
        if found.name in named:
            raise GraphkitError(
                f"two queries are called {found.name!r}: "
                f"in {named[found.name].topic} and {found.topic}"
            )
        named[found.name] = found
    return MappingProxyType(named)


def query(name: str) -> CypherFile:
    """Return the query called `name`. Raise UsageError, naming the nearest, where there is none."""
    known = queries()
    if name not in known:
        raise UsageError(
            f"no query is called {name!r}",
            hint=f"{suggestion(name, known)}`graphkit query --list` shows them all",
        )
    return known[name]


def suggestion(name: str, known: Mapping[str, object]) -> str:
    """Return "did you mean …? " with the nearest known name, or nothing where none is near."""
    near = nearest(name, known)
    return f"did you mean {near[0]!r}? " if near else ""


def code(text: str) -> str:
    """Return `text` with comments and everything between quotes blanked, every offset kept.

    What remains are the words, marks and parameters that an engine acts on.
    """
    return _OPAQUE.sub(_blanked, text)


def parameters_used(text: str) -> tuple[str, ...]:
    """Return the names of the parameters that a statement uses, each once, in its order."""
    return tuple(dict.fromkeys(_USED.findall(code(text))))


def _blanked(found: re.Match[str]) -> str:
    blank = re.sub(r"[^\r\n]", " ", found[0])
    return blank if found[0].startswith("/") else f"{found[0][0]}{blank[1:-1]}{found[0][-1]}"


def _parameter(found: re.Match[str], file: str) -> Parameter:
    name, rest = found["name"], found["rest"]
    default: ParameterValue | None = None
    if rest.startswith(" = "):
        value = rest.removeprefix(" = ")
        try:
            default, end = json.JSONDecoder().raw_decode(value)
        except json.JSONDecodeError as error:
            raise GraphkitError(f"{file}: ${name}: expected a default in JSON: {error}") from error
        if not isinstance(default, str | int | float | list):
            raise GraphkitError(f"{file}: ${name}: a default is a text, a number or a list")
        rest = value[end:]
    if not rest.startswith(": "):
        raise GraphkitError(f"{file}: expected `$name = default: description`, found ${name}{rest}")
    labels = _labels(found["labels"] or "", file)
    return Parameter(name, rest.removeprefix(": ").strip(), default, labels)


def _labels(text: str, file: str) -> tuple[NodeLabel, ...]:
    try:
        return tuple(NodeLabel(name) for name in text.split("|") if name)
    except ValueError as error:
        raise GraphkitError(
            f"{file}: expected labels of {', '.join(NodeLabel)}: {error}"
        ) from error


def _engine(name: str, file: str) -> str:
    if name not in _ENGINES:
        raise GraphkitError(f"{file}: expected an engine of {', '.join(_ENGINES)}, found {name!r}")
    return name
