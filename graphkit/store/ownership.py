"""What in a database is graphkit's, and of which of its graphs.

Every node and relationship that a load writes has the property `loadedBy` with the value
"graphkit". Only those are compared with a graph, changed and deleted.

Several graphs stand side by side in one database under names. Each node of a named graph has its
name as the property `graph`, and the id "name/id": so one constraint a label, on `id`, keeps the
nodes of every graph apart, and one MERGE finds them. A graph without a name has neither.

Mark and name are no part of a graph: they are put on when rows are made, and taken off when they
are read.
"""

import re
from collections.abc import Mapping
from typing import Any

from graphkit.errors import UsageError

PROPERTY = "loadedBy"
MARK = "graphkit"
NAME_PROPERTY = "graph"
_SEPARATOR = "/"
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,62}")


def check_name(name: str) -> str:
    """Return a name that a graph may have in a database. Raise UsageError for another."""
    if not _NAME.fullmatch(name):
        raise UsageError(
            f"{name!r} is no name for a graph",
            hint="expected letters, digits, '_', '.' and '-', at most 63, a letter or digit first",
        )
    return name


def prefix(name: str | None) -> str:
    """Return what stands in front of the ids of a graph in a database: nothing without a name."""
    return "" if name is None else f"{name}{_SEPARATOR}"


def marked(properties: Mapping[str, Any], name: str | None = None) -> dict[str, Any]:
    """Return properties with the mark and, of a node in a named graph, its name."""
    named = {} if name is None else {NAME_PROPERTY: name}
    return {**properties, **named, PROPERTY: MARK}


def unmarked(properties: Mapping[str, Any], name: str | None = None) -> dict[str, Any]:
    """Return properties without mark and name; somebody else's values under these names stay."""
    ours = marked({}, name)
    return {
        key: value for key, value in properties.items() if key not in ours or value != ours[key]
    }


def is_marked(properties: Mapping[str, Any]) -> bool:
    """Tell whether a load wrote these properties."""
    return properties.get(PROPERTY) == MARK
