"""Everything that a graph says about a thing, or about how two things are connected."""

from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise
from pathlib import Path

import networkx as nx
import numpy as np

from graphkit.analyse.columns import TYPES, Columns, Graph, Ints, columns_of, read_columns
from graphkit.analyse.places import find_place
from graphkit.errors import UsageError
from graphkit.graph import read_part
from graphkit.model import Merge, Table

COLUMNS = (
    "chain",
    "source",
    "relation",
    "target",
    "date",
    "sentence",
    "rules",
    "confidence",
    "sourceId",
    "targetId",
)


def find_node(G: Graph, thing: str) -> str:
    """Return the node with an id, name, alias or title, case aside; an exact id goes first.

    Raise UsageError with the candidates where there are several, with the nearest names where
    there is none.
    """
    columns = columns_of(G)
    return columns.ids[find_place(columns, thing)]


def explain(G: nx.MultiDiGraph, thing: str, other: str | None = None, *, chains: int = 3) -> Table:
    """Return the statements about a thing, or those that connect it with another.

    A row is one sentence of one statement, or the place where a source says what it says outright
    (who wrote a paper, what it cites). Two things without a statement between them are
    joined by the `chains` best of the shortest chains, numbered from 1: links of high confidence
    over things with few relationships come first. The `chain` of a direct statement is 0.
    """
    return _table(columns_of(G), lambda _edges: G, thing, other, chains)


def explain_folder(folder: Path, thing: str, other: str | None = None, *, chains: int = 3) -> Table:
    """Return what `explain` returns of the graph in a folder, without reading all sentences.

    Raise InputError or SchemaError where the folder cannot be read.
    """
    columns = read_columns(folder, aliases=True)

    def part(edges: Ints) -> nx.MultiDiGraph:
        nodes = np.union1d(columns.sources[edges], columns.targets[edges])
        return read_part(folder, nodes.tolist(), edges.tolist())

    return _table(columns, part, thing, other, chains)


def _table(
    columns: Columns,
    part: Callable[[Ints], nx.MultiDiGraph],
    thing: str,
    other: str | None,
    number: int,
) -> Table:
    """Find the relationships on the columns; `part` gives a graph that has them as they are."""
    start = find_place(columns, thing)
    if other is None:
        found = [(0, np.flatnonzero((columns.sources == start) | (columns.targets == start)))]
        title = columns.names[start]
    else:
        end = find_place(columns, other)
        if start == end:
            raise UsageError(f"{thing!r} and {other!r} are the same: {columns.ids[start]}")
        found = list(_between(columns, start, end, number))
        title = f"{columns.names[start]} and {columns.names[end]}"
    G = part(np.unique(np.concatenate([np.zeros(0, np.int64), *(edges for _, edges in found)])))
    rows = (
        row
        for position, edges in found
        for key in sorted(_key(columns, edge) for edge in edges.tolist())
        for row in _rows(G, key, position)
    )
    return Table(COLUMNS, tuple(rows), title)


def names_table(G: Graph, merges: Iterable[Merge], thing: str) -> Table:
    """Return why each spelling of a thing belongs to it, the commonest spelling first."""
    columns = columns_of(G)
    place = find_place(columns, thing)
    rows = [
        (merge.alias, merge.papers, merge.reason, merge.confidence)
        for merge in merges
        if merge.entity_id == columns.ids[place]
    ]
    rows.sort(key=lambda row: (-row[1], row[0], row[2]))
    names = ("spelling", "papers", "reason", "confidence")
    return Table(names, tuple(rows), columns.names[place])


def _between(columns: Columns, start: int, end: int, number: int) -> Iterator[tuple[int, Ints]]:
    """Give the number of each chain with the relationships of each of its links."""
    direct = _joining(columns, start, end)
    if len(direct):
        yield 0, direct
        return
    from graphkit.analyse.ways import (  # noqa: PLC0415 - loads scipy, for chains only
        confidence_of,
        links_of,
        settled_costs,
        shortest_ways,
    )

    links = links_of(columns)
    size = len(columns)
    degrees = np.bincount(columns.sources, minlength=size) + np.bincount(
        columns.targets, minlength=size
    )
    costs = np.log(degrees[links.indices]) - np.log(confidence_of(columns, links))
    costs = settled_costs(costs)
    for position, way in enumerate(shortest_ways(links, costs, start, end, number), start=1):
        for pair in pairwise(way.nodes):
            yield position, _joining(columns, *pair)


def _joining(columns: Columns, one: int, other: int) -> Ints:
    there = (columns.sources == one) & (columns.targets == other)
    return np.flatnonzero(there | (columns.sources == other) & (columns.targets == one))


def _key(columns: Columns, edge: int) -> tuple[str, str, str]:
    source, target = columns.sources[edge], columns.targets[edge]
    return columns.ids[source], columns.ids[target], TYPES[columns.types[edge]].value


def _rows(
    G: nx.MultiDiGraph, edge: tuple[str, str, str], chain: int
) -> Iterator[tuple[object, ...]]:
    source, target, relation = edge
    data = G.edges[edge]
    for sentence in data.get("evidence") or [f"stated at {', '.join(data['sources'])}"]:
        yield (
            chain,
            _name(G, source),
            relation,
            _name(G, target),
            G.nodes[source].get("date"),
            sentence,
            data.get("rules"),
            data.get("confidence"),
            source,
            target,
        )


def _name(G: nx.MultiDiGraph, node: str) -> str:
    data = G.nodes[node]
    return str(data.get("name") or data.get("title") or node)
