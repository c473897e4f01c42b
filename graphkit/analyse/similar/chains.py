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

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice, pairwise

import numpy as np

from graphkit.analyse.columns import TYPES, Columns, Floats, Graph, Matrix, columns_of
from graphkit.analyse.places import find_place
from graphkit.analyse.ways import (
    Way,
    cheapest_ways,
    confidence_of,
    links_of,
    settled_costs,
    shortest_ways,
)
from graphkit.errors import UsageError

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
    links = links_of(columns)
    costs = _bits(columns, links, end)
    ways: dict[Way, list[str]] = {
        way: [Kind.SHORTEST.value] for way in shortest_ways(links, costs, start, end, number)
    }
    if ways:
        for way in islice(cheapest_ways(links, costs, start, end), number):
            ways.setdefault(way, []).append(Kind.INFORMATIVE.value)
    return tuple(
        step
        for position, (way, names) in enumerate(ways.items(), start=1)
        for step in _steps(columns, links, ", ".join(names), position, way)
    )


def _bits(columns: Columns, links: Matrix, end: int) -> Floats:
    """Return the bits of going along each link: its doubt, and those of the node it leads to."""
    doubt = -np.log2(confidence_of(columns, links)) + _LINK
    degrees = np.maximum(np.diff(links.indptr), 1)
    degrees[end] = 1
    return settled_costs(doubt + np.log2(degrees)[links.indices])


def _steps(columns: Columns, links: Matrix, kind: str, chain: int, way: Way) -> Iterator[Step]:
    for number, (here, there) in enumerate(pairwise(way.nodes), start=1):
        edge = int(links[here, there])
        source, target = int(columns.sources[edge]), int(columns.targets[edge])
        sentences = columns.sentences(edge)
        yield Step(
            kind,
            chain,
            number,
            way.cost,
            columns.names[source],
            TYPES[int(columns.types[edge])].value,
            columns.names[target],
            sentences[0] if sentences else "",
            columns.ids[source],
            columns.ids[target],
        )
