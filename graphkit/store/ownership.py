"""What in a database is graphkit's: the nodes and relationships that carry its mark.

Every node and relationship that a load writes has the property `loadedBy` with the value
"graphkit". Only those are compared with a graph, changed and deleted. The mark is no property of
the graph: it is put on when rows are made, and taken off when they are read.
"""

from collections.abc import Mapping
from typing import Any

PROPERTY = "loadedBy"
MARK = "graphkit"


def marked(properties: Mapping[str, Any]) -> dict[str, Any]:
    """Return properties with the mark."""
    return {**properties, PROPERTY: MARK}


def unmarked(properties: Mapping[str, Any]) -> dict[str, Any]:
    """Return properties without the mark; somebody else's value under its name stays."""
    return {key: value for key, value in properties.items() if (key, value) != (PROPERTY, MARK)}


def is_marked(properties: Mapping[str, Any]) -> bool:
    """Tell whether a load wrote these properties."""
    return properties.get(PROPERTY) == MARK
