"""Everything that a graph says about a thing, or about how two things are connected."""

import math
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise
from typing import Any

import networkx as nx

from graphkit.errors import UsageError
from graphkit.matching import nearest
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
_SHOWN = 10
_LEAST_CONFIDENCE = 1e-6


def find_node(G: nx.MultiDiGraph, thing: str) -> str:
    """Return the node with an id, name, alias or title, case aside; an exact id goes first.

    Raise UsageError with the candidates where there are several, with the nearest names where
    there is none.
    """
    if thing in G:
        return thing
    wanted = _fold(thing)
    found = sorted(node for node in G if wanted in map(_fold, _names(G, node)))
    if len(found) == 1:
        return str(found[0])
    if not found:
        raise UsageError(f"nothing is called {thing!r}", hint=_nearest(G, thing))
    lines = [f"  {node} ({G.nodes[node]['label']}: {_name(G, node)})" for node in found]
    raise UsageError(
        "\n".join([f"{len(found)} things are called {thing!r}:", *lines]),
        hint="name one by its id",
    )


def explain(G: nx.MultiDiGraph, thing: str, other: str | None = None, *, chains: int = 3) -> Table:
    """Return the statements about a thing, or those that connect it with another.

    A row is one sentence of one statement, or the place where a source says what it says outright
    (who wrote a paper, what it cites). Two things without a statement between them are
    joined by the `chains` best of the shortest chains, numbered from 1: links of high confidence
    over things with few relationships come first. The `chain` of a direct statement is 0.
    """
    node = find_node(G, thing)
    if other is None:
        edges = sorted({*G.in_edges(node, keys=True), *G.out_edges(node, keys=True)})
        rows = [row for edge in edges for row in _rows(G, edge, 0)]
        return Table(COLUMNS, tuple(rows), _name(G, node))
    end = find_node(G, other)
    if node == end:
        raise UsageError(f"{thing!r} and {other!r} are the same: {node}")
    paths = [(node, end)] if _edges(G, node, end) else _shortest(G, node, end, chains)
    rows = [
        row
        for position, path in enumerate(paths, start=0 if _edges(G, node, end) else 1)
        for pair in pairwise(path)
        for edge in _edges(G, *pair)
        for row in _rows(G, edge, position)
    ]
    return Table(COLUMNS, tuple(rows), f"{_name(G, node)} and {_name(G, end)}")


def names_table(G: nx.MultiDiGraph, merges: Iterable[Merge], thing: str) -> Table:
    """Return why each spelling of a thing belongs to it, the commonest spelling first."""
    node = find_node(G, thing)
    rows = [
        (merge.alias, merge.papers, merge.reason, merge.confidence)
        for merge in merges
        if merge.entity_id == node
    ]
    rows.sort(key=lambda row: (-row[1], row[0], row[2]))
    return Table(("spelling", "papers", "reason", "confidence"), tuple(rows), _name(G, node))


def _shortest(G: nx.MultiDiGraph, start: str, end: str, count: int) -> list[tuple[str, ...]]:
    """Return the `count` best of the shortest chains, level by level from `start`.

    The best ways to a node are made of best ways to the nodes before it, so that no more than
    `count` a node are ever kept, however many there are.
    """
    seen = {start}
    level: dict[str, list[tuple[float, tuple[str, ...]]]] = {start: [(0.0, (start,))]}
    while level and end not in level:
        ways: dict[str, list[tuple[float, tuple[str, ...]]]] = {}
        for node in sorted(level):
            for after in sorted({*G.pred[node], *G.succ[node]} - seen):
                cost = _cost(G, node, after)
                ways.setdefault(after, []).extend(
                    (known + cost, (*path, after)) for known, path in level[node]
                )
        level = {node: sorted(found)[:count] for node, found in ways.items()}
        seen |= set(level)
    return [path for _, path in level.get(end, ())]


def _cost(G: nx.MultiDiGraph, node: str, after: str) -> float:
    confidence = max(_confidence(G.edges[edge]) for edge in _edges(G, node, after))
    return math.log(G.degree[after]) - math.log(max(confidence, _LEAST_CONFIDENCE))


def _edges(G: nx.MultiDiGraph, one: str, other: str) -> list[tuple[str, str, str]]:
    ways = ((one, other), (other, one))
    return sorted((*way, key) for way in ways if G.has_edge(*way) for key in G[way[0]][way[1]])


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


def _confidence(data: Mapping[str, Any]) -> float:
    """Return the confidence of a relationship; what a source says outright is certain."""
    return float(data.get("confidence", 1.0))


def _name(G: nx.MultiDiGraph, node: str) -> str:
    data = G.nodes[node]
    return str(data.get("name") or data.get("title") or node)


def _names(G: nx.MultiDiGraph, node: str) -> tuple[str, ...]:
    return (node, _name(G, node), *G.nodes[node].get("aliases", ()))


def _fold(text: str) -> str:
    return " ".join(text.split()).casefold()


def _nearest(G: nx.MultiDiGraph, wanted: str) -> str:
    near = nearest(wanted, (name for node in G for name in _names(G, node)), _SHOWN)
    if near:
        return "did you mean " + ", ".join(map(repr, near)) + "?"
    return "`graphkit find TEXT` looks for names like it"
