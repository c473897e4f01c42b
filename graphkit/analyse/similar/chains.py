"""Chains between two things: the shortest, and the most informative.

Definitions
- `shortest`: as few links as can be; of equal ones the more informative first.
- `informative`: the least `bits`. Somebody who stands at a node with k neighbours and goes on at
  random needs log2(k) bits of good advice; a chain costs those of every node between its ends, and
  log2(1 / c) for each link of confidence c. So a chain over things that few have in common wins
  over a shorter one through what everybody uses. (Shannon 1948; used for chains in graphs of
  publications by Sevon, Eronen, Hintsanen, Kulovesi, Toivonen 2006, "Link discovery in graphs
  derived from biological databases".)
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice, pairwise

import networkx as nx

from graphkit.analyse.columns import TYPES, Columns, Graph, columns_of
from graphkit.analyse.places import find_place
from graphkit.errors import UsageError

_LEAST_CONFIDENCE = 1e-6
_LINK = 1e-3  # bits: of chains that inform alike, the shorter


class Kind(StrEnum):
    """What makes a chain good."""

    SHORTEST = "shortest"
    INFORMATIVE = "informative"


@dataclass(frozen=True, slots=True)
class Step:
    """One link of a chain, in its own direction, with the sentence behind it.

    `kind` says what the chain is among the best of, one or both. `bits` are those of the whole
    chain.
    """

    kind: str
    chain: int
    step: int
    bits: float
    source: str
    relation: str
    target: str
    sentence: str
    source_id: str
    target_id: str


def chains(G: Graph, thing: str, other: str, *, number: int = 3) -> tuple[Step, ...]:
    """Return the `number` best chains of each kind, none where nothing leads from one to the other.

    Raise UsageError where a name is not known, or both are the same.

    >>> from graphkit.analyse.example import example_graph
    >>> found = chains(example_graph(), "random walks", "attention", number=1)
    >>> [(step.source, step.target) for step in found if "shortest" in step.kind][:2]
    [('Walking on graphs', 'random walks'), ('Walking on graphs', 'link prediction')]
    """
    columns = columns_of(G)
    start, end = find_place(columns, thing), find_place(columns, other)
    if start == end:
        raise UsageError(f"{thing!r} and {other!r} are the same: {columns.ids[start]}")
    links = _links(columns)
    if not nx.has_path(links, start, end):
        return ()
    ways = _one_way(links, start, end)
    kinds: dict[tuple[int, ...], list[str]] = {}
    for way in _shortest(ways, start, end, number):
        kinds[tuple(way)] = [Kind.SHORTEST.value]
    for way in islice(nx.shortest_simple_paths(ways, start, end, "bits"), number):
        kinds.setdefault(tuple(way), []).append(Kind.INFORMATIVE.value)
    return tuple(
        step
        for position, (way, names) in enumerate(kinds.items(), start=1)
        for step in _steps(columns, links, ways, ", ".join(names), position, way)
    )


def _links(columns: Columns) -> nx.Graph:
    """Return the simple graph of places; a link knows its most confident relationship."""
    G = nx.Graph()
    G.add_nodes_from(range(len(columns)))
    rows = zip(
        columns.sources.tolist(), columns.targets.tolist(), columns.confidence.tolist(), strict=True
    )
    for edge, (source, target, confidence) in enumerate(rows):
        known = G.get_edge_data(source, target)
        if source != target and (known is None or known["confidence"] < confidence):
            G.add_edge(source, target, confidence=confidence, edge=edge)
    return G


def _one_way(links: nx.Graph, start: int, end: int) -> nx.DiGraph:
    """Return the graph with the bits of going along a link: those of the node that it leads to."""
    G = nx.DiGraph()
    G.add_nodes_from((start, end))
    for source, target, confidence in links.edges(data="confidence"):
        doubt = -math.log2(max(confidence, _LEAST_CONFIDENCE)) + _LINK
        for here, there in ((source, target), (target, source)):
            chosen = 0.0 if there == end else math.log2(links.degree[there])
            G.add_edge(here, there, bits=doubt + chosen)
    return G


def _shortest(ways: nx.DiGraph, start: int, end: int, number: int) -> list[list[int]]:
    """Return the best of the shortest chains, level by level.

    The best chains to a node are made of best chains to the nodes before it, so that no more than
    `number` a node are ever kept, however many there are.
    """
    seen = {start}
    level: dict[int, list[tuple[float, list[int]]]] = {start: [(0.0, [start])]}
    while level and end not in level:
        found: dict[int, list[tuple[float, list[int]]]] = {}
        for node in sorted(level):
            for after in sorted(set(ways[node]) - seen):
                bits = ways[node][after]["bits"]
                found.setdefault(after, []).extend(
                    (known + bits, [*way, after]) for known, way in level[node]
                )
        level = {node: sorted(every)[:number] for node, every in found.items()}
        seen |= set(level)
    return [way for _, way in level.get(end, ())]


def _steps(
    columns: Columns, links: nx.Graph, ways: nx.DiGraph, kind: str, chain: int, way: tuple[int, ...]
) -> Iterator[Step]:
    bits = sum(ways[here][there]["bits"] for here, there in pairwise(way))
    for number, (here, there) in enumerate(pairwise(way), start=1):
        edge = links[here][there]["edge"]
        source, target = int(columns.sources[edge]), int(columns.targets[edge])
        sentences = columns.sentences(edge)
        yield Step(
            kind,
            chain,
            number,
            bits,
            columns.names[source],
            TYPES[int(columns.types[edge])].value,
            columns.names[target],
            sentences[0] if sentences else "",
            columns.ids[source],
            columns.ids[target],
        )
