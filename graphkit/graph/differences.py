"""What two graphs do not have in common, by name."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

import networkx as nx

from graphkit.graph.digest import digest, digest_lines


class Side(StrEnum):
    """Where a node or relationship is that differs."""

    MISSING = "missing"
    EXTRA = "extra"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Difference:
    """A node or relationship: "missing" and "extra" are said of the second graph.

    `id` is the node's, or "source -> target"; `properties` names those that are not the same.
    """

    kind: str
    id: str
    side: Side
    properties: tuple[str, ...] = ()


def differences(one: nx.MultiDiGraph, other: nx.MultiDiGraph) -> Iterator[Difference]:
    """Yield what differs, sorted by kind and id; nothing where the digests are equal."""
    ours, theirs = digest(one).kinds, digest(other).kinds
    kinds = {kind for kind in ours.keys() | theirs.keys() if ours.get(kind) != theirs.get(kind)}
    left, right = _lines(one, kinds), _lines(other, kinds)
    for kind, identity in sorted(left.keys() | right.keys()):
        key = kind, identity
        if key not in right:
            yield Difference(kind, identity, Side.MISSING)
        elif key not in left:
            yield Difference(kind, identity, Side.EXTRA)
        elif left[key] != right[key]:
            yield Difference(kind, identity, Side.CHANGED, _names(left[key], right[key]))


def _lines(G: nx.MultiDiGraph, kinds: set[str]) -> dict[tuple[str, str], str]:
    return {
        (kind, identity): properties
        for kind, identity, properties in digest_lines(G)
        if kind in kinds
    }


def _names(one: str, other: str) -> tuple[str, ...]:
    """Return the names under which two JSON objects differ; 1 and 1.0 are not the same."""
    left, right = (_texts(text) for text in (one, other))
    return tuple(
        name for name in sorted(left.keys() | right.keys()) if left.get(name) != right.get(name)
    )


def _texts(text: str) -> dict[str, str]:
    return {name: json.dumps(value) for name, value in json.loads(text).items()}
