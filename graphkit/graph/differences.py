"""What two graphs do not have in common, by name."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import chain
from pathlib import Path
from typing import NamedTuple

import networkx as nx

from graphkit.graph import tables
from graphkit.graph.digest import canonical, digest, digest_lines
from graphkit.graph.snapshot import check_whole, read_manifest, table_batches
from graphkit.model import NodeLabel


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


class _Row(NamedTuple):
    """A node, or a relationship, as it stands in a sorted table."""

    key: tuple[str, ...]
    kind: str
    properties: Mapping[str, object]


def differences_of_folders(one: Path, other: Path) -> Iterator[Difference]:
    """Yield what `differences` yields of two graph folders, a few rows of each in memory.

    Raise InputError or SchemaError where one cannot be read.
    """
    manifests = [read_manifest(folder) for folder in (one, other)]
    for folder, manifest in zip((one, other), manifests, strict=True):
        check_whole(folder, manifest)
    ours, theirs = (manifest.digest.kinds for manifest in manifests)
    kinds = {kind for kind in ours.keys() | theirs.keys() if ours.get(kind) != theirs.get(kind)}
    labels = kinds & {label.value for label in NodeLabel}
    found: list[Difference] = []
    if labels:
        found += _unlike(_nodes(one, labels), _nodes(other, labels))
    if kinds - labels:
        found += _unlike(_edges(one, kinds - labels), _edges(other, kinds - labels))
    yield from sorted(found, key=lambda part: (part.kind, part.id))


def _nodes(folder: Path, labels: set[str]) -> Iterator[_Row]:
    for batch in table_batches(folder, "nodes", tables.NODES.names):
        for node, properties in tables.nodes_of(tables.of_kinds(batch, "label", labels)):
            yield _Row((node,), str(properties.pop("label")), properties)


def _edges(folder: Path, types: set[str]) -> Iterator[_Row]:
    for batch in table_batches(folder, "edges", tables.EDGES.names):
        for *key, properties in tables.edges_of(tables.of_kinds(batch, "type", types)):
            yield _Row(tuple(key), key[-1], properties)


def _unlike(ours: Iterator[_Row], theirs: Iterator[_Row]) -> Iterator[Difference]:
    """Yield what differs in two sorted tables, in one walk along both."""
    one, other = next(ours, None), next(theirs, None)
    while one is not None and other is not None:
        if one.key < other.key:
            yield _difference(one, Side.MISSING)
            one = next(ours, None)
        elif other.key < one.key:
            yield _difference(other, Side.EXTRA)
            other = next(theirs, None)
        else:
            yield from _unlike_rows(one, other)
            one, other = next(ours, None), next(theirs, None)
    if one is not None:
        yield from (_difference(row, Side.MISSING) for row in chain((one,), ours))
    if other is not None:
        yield from (_difference(row, Side.EXTRA) for row in chain((other,), theirs))


def _unlike_rows(one: _Row, other: _Row) -> Iterator[Difference]:
    if one.kind != other.kind:
        yield _difference(one, Side.MISSING)
        yield _difference(other, Side.EXTRA)
    elif one.properties != other.properties:
        texts = canonical(one.properties), canonical(other.properties)
        if texts[0] != texts[1]:
            yield _difference(one, Side.CHANGED, _names(*texts))


def _difference(row: _Row, side: Side, properties: tuple[str, ...] = ()) -> Difference:
    return Difference(row.kind, " -> ".join(row.key[:2]), side, properties)


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
