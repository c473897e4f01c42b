"""Values of the embedded engine as plain Python, in the forms that Neo4j's values have here.

The engine gives nodes, relationships and paths as mappings with keys of its own:
`_ID` and `_LABEL` (node), also `_SRC` and `_DST` (relationship), `_NODES` and `_RELS` (path).
"""

import datetime as dt
import math
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any
from uuid import UUID

Internal = tuple[int, int]  # the engine's number of a node: table, offset

_INTERNAL_ID = {"offset", "table"}


def internal_ids(value: object) -> Iterator[Internal]:
    """Yield the numbers of the nodes that the relationships in a value join."""
    match value:
        case {"_SRC": dict() as source, "_DST": dict() as target}:
            yield from (internal(source), internal(target))
        case Mapping():
            for part in value.values():
                yield from internal_ids(part)
        case list():
            for part in value:
                yield from internal_ids(part)


def internal(value: Mapping[str, int]) -> Internal:
    """Return the number of a node from the engine's mapping."""
    return value["table"], value["offset"]


def plain_value(value: Any, ids: Mapping[Internal, str]) -> object:  # noqa: ANN401, PLR0911 - any value, one return a type
    """Return a value as plain Python: texts, numbers, dates, lists and mappings.

    A node is {"labels", "properties"}, a relationship {"type", "source", "target", "properties"},
    a path {"nodes", "relationships"}. `ids` has the id of every node that a relationship joins.
    """
    match value:
        case {"_NODES": nodes, "_RELS": steps}:
            return {
                "nodes": [plain_value(node, ids) for node in nodes],
                "relationships": [plain_value(step, ids) for step in steps],
            }
        case {"_SRC": source, "_DST": target, "_LABEL": kind}:
            return {
                "type": kind,
                "source": ids.get(internal(source)),
                "target": ids.get(internal(target)),
                "properties": _properties(value, ids),
            }
        case {"_ID": _, "_LABEL": label}:
            return {"labels": [label], "properties": _properties(value, ids)}
        case Mapping() if set(value) == _INTERNAL_ID:
            return f"{value['table']}:{value['offset']}"
        case Mapping():
            return {str(key): plain_value(part, ids) for key, part in sorted_items(value)}
        case list() | tuple():
            return [plain_value(part, ids) for part in value]
    return _scalar(value)


def _scalar(value: object) -> object:
    match value:
        case Decimal():  # also what `sum` of whole numbers gives
            return int(value) if value == value.to_integral_value() else float(value)
        case UUID() | dt.timedelta():
            return str(value)
        case bytes():
            return value.hex()
        case float() if not math.isfinite(value):
            return str(value)  # JSON has no number for it
    return value


def sorted_items(value: Mapping[object, object]) -> Iterable[tuple[object, object]]:
    """Return the items of a mapping in the order of their keys' texts."""
    return sorted(value.items(), key=lambda item: str(item[0]))


def _properties(value: Mapping[object, object], ids: Mapping[Internal, str]) -> dict[str, object]:
    """Return the properties that are there: the engine fills the others with None."""
    return {
        str(key): plain_value(part, ids)
        for key, part in sorted_items(value)
        if part is not None and not str(key).startswith("_")
    }
