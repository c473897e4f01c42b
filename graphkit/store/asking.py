"""A question before it goes to an engine: which statement it is, and whether its values fit.

A question is the name of a query in `cypher/queries`, or Cypher text. Values come as texts from
the command line; a parameter of a named query has a type, elsewhere a text that is JSON is read
as what it says.
"""

import json
import re
from collections.abc import Iterable, Mapping
from typing import LiteralString, cast

from graphkit import statements
from graphkit.errors import UsageError
from graphkit.statements import CypherFile, Parameter, ParameterValue
from graphkit.store.read_only import single_statement

_NAME = re.compile(r"[\w-]+")
_KINDS: dict[type, str] = {
    str: "a text",
    int: "a whole number",
    float: "a number",
    list: "a list of texts",
}


def is_name(text: str) -> bool:
    """Return whether a text can only be the name of a query: Cypher is more than one word."""
    return bool(_NAME.fullmatch(text.strip()))


def question(text: str) -> CypherFile:
    """Return the statement that a name or a Cypher text stands for.

    Raise UsageError for an unknown name, for no statement and for several.
    """
    if is_name(text):
        return statements.query(text.strip())
    statement = single_statement(text)
    used = statements.parameters_used(statement)
    return CypherFile(
        name="",
        topic="",
        title="",
        description="",
        text=cast("LiteralString", statement),  # the user's own, and may only read
        parameters={name: Parameter(name, "") for name in used},
    )


def split_values(given: Iterable[str]) -> dict[str, str]:
    """Return the values of `name=value` texts by name. Raise UsageError for another form."""
    values: dict[str, str] = {}
    for part in given:
        name, equals, value = part.partition("=")
        name = name.strip().removeprefix("$")
        if not equals or not name:
            raise UsageError(f"expected --param NAME=VALUE, found {part!r}")
        if name in values:
            raise UsageError(f"the parameter {name!r} is given twice")
        values[name] = value
    return values


def parameter_values(asked: CypherFile, given: Mapping[str, str]) -> dict[str, object]:
    """Return the value of every parameter that a statement uses, from texts and defaults.

    Raise UsageError for a parameter that is unknown, missing or of another type.
    """
    for name in given:
        if name not in asked.parameters:
            raise UsageError(
                f"the query has no parameter {name!r}",
                hint=statements.suggestion(name, asked.parameters) + _known(asked),
            )
    missing = [
        part
        for part in asked.parameters.values()
        if part.default is None and part.name not in given
    ]
    if missing:
        names = ", ".join(f"{part.name!r}" for part in missing)
        meanings = "; ".join(f"{p.name}: {p.description}" for p in missing if p.description)
        flags = " ".join(f"--param {part.name}=…" for part in missing)
        raise UsageError(
            f"the query needs the parameter {names}" + (f" ({meanings})" if meanings else ""),
            hint=f"give {flags}",
        )
    read = _typed if asked.name else _untyped
    return {
        name: read(part, given[name]) if name in given else part.default
        for name, part in asked.parameters.items()
    }


def _known(asked: CypherFile) -> str:
    if not asked.parameters:
        return "it has none"
    return "it has " + ", ".join(asked.parameters)


def _untyped(parameter: Parameter, text: str) -> object:
    try:
        value: object = json.loads(text)
    except json.JSONDecodeError:
        return text
    if value is None:
        raise UsageError(f"the parameter {parameter.name!r}: null compares with nothing")
    return value


def _typed(parameter: Parameter, text: str) -> ParameterValue:
    kind: type = str if parameter.default is None else type(parameter.default)
    value: object = text
    if kind is not str or text.startswith('"'):
        try:
            value = json.loads(text)
        except json.JSONDecodeError:
            value = text
    if kind is float and type(value) is int:
        value = float(value)
    if kind is list and isinstance(value, str):
        value = [value]
    fits = type(value) is kind and (
        not isinstance(value, list) or all(isinstance(part, str) for part in value)
    )
    if not fits:
        raise UsageError(
            f"the parameter {parameter.name!r} ({parameter.description}): "
            f"expected {_KINDS[kind]}, found {text!r}"
        )
    return value  # type: ignore[return-value] # just compared with the type
