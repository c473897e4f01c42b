"""The nodes and relationships of a graph, one after another, without all of them in memory."""

import heapq
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import networkx as nx

from graphkit.bibliography import Author, Bibliography, Link, Stub, Venue
from graphkit.graph import attributes
from graphkit.graph.links import counts, ordered
from graphkit.graph.lookup import lookup
from graphkit.model import Entity, Paper, RelationshipType, Statement, Value

Node: TypeAlias = tuple[str, dict[str, Value]]  # id, label and properties
Edge: TypeAlias = tuple[str, str, str, dict[str, Value]]  # source, target, type, properties
_Thing: TypeAlias = Paper | Stub | Author | Venue | Entity
_NO_BIBLIOGRAPHY = Bibliography()


@dataclass(frozen=True, slots=True)
class Elements:
    """What a graph is made of. Both give a new iterator at each call.

    `nodes` are sorted by id, `edges` by source, target and type.
    """

    nodes: Callable[[], Iterator[Node]]
    edges: Callable[[], Iterator[Edge]]


def elements_of(G: nx.MultiDiGraph) -> Elements:
    """Return the elements of a graph that is in memory."""
    return Elements(
        lambda: ((node, dict(G.nodes[node])) for node in sorted(G)),
        lambda: iter(sorted(G.edges(keys=True, data=True), key=lambda edge: edge[:3])),
    )


def elements(
    papers: Iterable[Paper],
    entities: Iterable[Entity],
    statements: Sequence[Statement],
    bibliography: Bibliography = _NO_BIBLIOGRAPHY,
) -> Elements:
    """Return the elements of papers, entities, what papers say, and what sources say of them.

    A node has the attribute `label` and the properties of its label in `model.NODE_PROPERTIES`;
    what is not known is absent.
    """
    told = sorted(statements, key=lambda s: (s.paper_id, s.entity_id, s.type))
    things: dict[str, _Thing] = {}
    for group in (papers, bibliography.stubs, bibliography.authors, bibliography.venues, entities):
        things.update((thing.id, thing) for thing in group)
    rows = _NodeRows(told, bibliography.links)
    order = sorted(things)

    def edges() -> Iterator[Edge]:
        said = map(_edge_of_statement, told)
        linking = map(_edge_of_link, ordered(bibliography.links))
        return heapq.merge(said, linking, key=lambda edge: edge[:3])

    return Elements(lambda: ((node, rows.of(things[node])) for node in order), edges)


class _NodeRows:
    """Makes the attributes of nodes, which count their relationships."""

    def __init__(self, statements: Iterable[Statement], links: Sequence[Link]) -> None:
        self._papers, self._mentions = _counts_of(statements)
        self._cited = counts(links, RelationshipType.CITES)
        self._written = counts(links, RelationshipType.AUTHORED)
        self._published = counts(links, RelationshipType.PUBLISHED_IN)

    def of(self, thing: _Thing) -> dict[str, Value]:
        row = self._own(thing)
        if thing.id in self._cited:
            row["localCitationCount"] = self._cited[thing.id]
        row["lookup"] = lookup(thing.id, row)
        return row

    def _own(self, thing: _Thing) -> dict[str, Value]:
        match thing:
            case Paper():
                return attributes.of_paper(thing)
            case Stub():
                return attributes.of_stub(thing)
            case Author():
                return attributes.of_author(thing, self._written[thing.id])
            case Venue():
                return attributes.of_venue(thing, self._published[thing.id])
            case Entity():
                return attributes.of_entity(thing, self._papers[thing.id], self._mentions[thing.id])


def _counts_of(statements: Iterable[Statement]) -> tuple[Mapping[str, int], Mapping[str, int]]:
    """Return the papers and the mentions of each entity; the statements are sorted by both ends."""
    papers, mentions = Counter[str](), Counter[str]()
    last = ("", "")
    for statement in statements:
        ends = statement.paper_id, statement.entity_id
        papers[statement.entity_id] += ends != last
        mentions[statement.entity_id] += statement.mentions
        last = ends
    return papers, mentions


def _edge_of_statement(statement: Statement) -> Edge:
    row = attributes.of_statement(statement)
    return statement.paper_id, statement.entity_id, statement.type.value, row


def _edge_of_link(link: Link) -> Edge:
    return link.source, link.target, link.type.value, attributes.of_link(link)
