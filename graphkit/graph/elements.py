"""The nodes and relationships of a graph, one after another, without all of them in memory."""

import heapq
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import networkx as nx

from graphkit.graph import attributes
from graphkit.graph.links import counts, ordered
from graphkit.graph.lookup import lookup
from graphkit.model import (
    Author,
    Bibliography,
    Entity,
    Link,
    Paper,
    RelationshipType,
    Statement,
    Stub,
    Value,
    Venue,
)

Node: TypeAlias = tuple[str, dict[str, Value]]  # id, label and properties
Edge: TypeAlias = tuple[str, str, str, dict[str, Value]]  # source, target, type, properties
_NO_BIBLIOGRAPHY = Bibliography()
_COUNTED = (RelationshipType.CITES, RelationshipType.AUTHORED, RelationshipType.PUBLISHED_IN)


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
    things: dict[str, Paper | Stub | Author | Venue | Entity] = {}
    for group in (papers, bibliography.stubs, bibliography.authors, bibliography.venues, entities):
        things.update((thing.id, thing) for thing in group)
    order = sorted(things)
    in_papers, mentions = _counts_of(told)
    linked = {kind: counts(bibliography.links, kind) for kind in _COUNTED}

    def nodes() -> Iterator[Node]:
        for node in order:
            match things[node]:
                case Author() as author:
                    row = attributes.of_author(author, linked[RelationshipType.AUTHORED][node])
                case Venue() as venue:
                    row = attributes.of_venue(venue, linked[RelationshipType.PUBLISHED_IN][node])
                case Entity() as entity:
                    row = attributes.of_entity(entity, in_papers[node], mentions[node])
                case Stub() as stub:
                    row = attributes.of_stub(stub)
                case Paper() as paper:
                    row = attributes.of_paper(paper)
            if (cited := linked[RelationshipType.CITES].get(node)) is not None:
                row["localCitationCount"] = cited
            row["lookup"] = lookup(node, row)
            yield node, row

    def edges() -> Iterator[Edge]:
        said = map(_edge_of_statement, told)
        linking = map(_edge_of_link, ordered(bibliography.links))
        return heapq.merge(said, linking, key=lambda edge: edge[:3])

    return Elements(nodes, edges)


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
