"""Cypher text, loaded by name from the `.cypher` files; nothing builds Cypher from strings.

A file holds one statement ending in `;`. Its head is comment lines: the title, the description,
one line a parameter and, where only one engine can answer, a line that says so:

    // Datasets of a task
    // Which datasets the papers on a task were evaluated on, most used first.
    // $task: the task's name
    // $limit = 25: rows at most
    // Engine: neo4j
    MATCH ...;

A parameter with a value in JSON behind `=` may be left out.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from graphkit.errors import GraphkitError, UsageError

_PACKAGED = Path(__file__).parent / "cypher"
_CHECKOUT = Path(__file__).parent.parent / "cypher"
_HEAD = re.compile(r"\A(?:[ \t]*//[^\n]*\n)*")
_PARAMETER = re.compile(r"\$(?P<name>\w+)(?: = (?P<default>.+?))?: (?P<description>.+)")
_ENGINE = re.compile(r"Engine: (?P<engine>\w+)")


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter of a statement. `default` is None where the caller has to give a value."""

    name: str
    description: str
    default: str | int | float | list[str] | None = None


@dataclass(frozen=True, slots=True)
class CypherFile:
    """One statement with what its head says. `engine` is None where every engine can answer."""

    name: str
    topic: str
    title: str
    description: str
    text: str
    parameters: Mapping[str, Parameter] = field(default_factory=dict)
    engine: str | None = None


def folder() -> Path:
    """Return the folder of the `.cypher` files: in the installed package, or in a checkout."""
    return _PACKAGED if _PACKAGED.is_dir() else _CHECKOUT


def parse(text: str, *, name: str, topic: str = "") -> CypherFile:
    """Read a statement with its head. Raise GraphkitError where the form is not kept."""
    head = _HEAD.match(text)
    lines = (
        [line.strip().removeprefix("//").strip() for line in head[0].splitlines()] if head else []
    )
    statement = text[head.end() :].strip() if head else ""
    if not lines or not statement.endswith(";"):
        raise GraphkitError(
            f"{name}: expected a title in `//` lines and one statement ending in `;`"
        )
    parameters, description, engine = {}, [], None
    for line in lines[1:]:
        if found := _PARAMETER.fullmatch(line):
            default = json.loads(found["default"]) if found["default"] else None
            parameters[found["name"]] = Parameter(found["name"], found["description"], default)
        elif found := _ENGINE.fullmatch(line):
            engine = found["engine"]
        else:
            description.append(line)
    body = statement.removesuffix(";").rstrip()
    return CypherFile(name, topic, lines[0], " ".join(description), body, parameters, engine)


@cache
def load(path: str) -> CypherFile:
    """Return the statement in `path`, relative to the folder and without `.cypher`."""
    file = folder() / f"{path}.cypher"
    return parse(file.read_text(encoding="utf-8"), name=file.stem, topic=file.parent.name)


@cache
def queries() -> Mapping[str, CypherFile]:
    """Return the named queries of `cypher/queries/<topic>/`, by name, sorted by topic and name."""
    root = folder()
    files = sorted((root / "queries").glob("*/*.cypher"))
    paths = (file.relative_to(root).with_suffix("").as_posix() for file in files)
    return {query.name: query for query in map(load, paths)}


def query(name: str) -> CypherFile:
    """Return the query called `name`. Raise UsageError, naming the nearest, where there is none."""
    known = queries()
    if name not in known:
        import difflib  # noqa: PLC0415 - only for the message

        near = difflib.get_close_matches(name, known, n=1)
        hint = f"did you mean {near[0]!r}? " if near else ""
        raise UsageError(
            f"no query is called {name!r}", hint=f"{hint}`graphkit query --list` shows them all"
        )
    return known[name]
