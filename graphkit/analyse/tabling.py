"""Results to tables: a dataclass a row, its fields the columns."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import fields
from typing import TYPE_CHECKING

from graphkit.model import Table

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

_DIGITS = 10


def table_of(
    kind: "type[DataclassInstance]",
    rows: Iterable["DataclassInstance"],
    title: str = "",
    *,
    without: Sequence[str] = (),
) -> Table:
    """Return the table of some rows: columns named as the fields, in camelCase.

    Numbers have ten significant digits (see `columns.settled`); what is no number is None.
    """
    names = [field.name for field in fields(kind) if field.name not in without]
    return Table(
        tuple(_camel(name) for name in names),
        tuple(tuple(_settled(getattr(row, name)) for name in names) for row in rows),
        title,
    )


def facts(title: str, **values: object) -> Table:
    """Return a table of names and values; an underscore in a name is a space."""
    rows = tuple((name.replace("_", " "), _settled(value)) for name, value in values.items())
    return Table(("measure", "value"), rows, title)


def _camel(name: str) -> str:
    head, *rest = name.rstrip("_").split("_")
    return head + "".join(part.capitalize() for part in rest)


def _settled(value: object) -> object:
    if not isinstance(value, float):
        return value
    return None if math.isnan(value) else float(f"{value:.{_DIGITS}g}") + 0.0
