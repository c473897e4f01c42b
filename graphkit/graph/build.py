"""Statements to a `MultiDiGraph`."""

from collections import Counter
from collections.abc import Iterable, Sequence

import networkx as nx

from graphkit.graph.lookup import lookup
from graphkit.model import Entity, Paper, Statement, Value


def build_graph(
    papers: Iterable[Paper], entities: Iterable[Entity], statements: Sequence[Statement]
) -> nx.MultiDiGraph:
    """Return the graph of papers, entities and what the papers say.

    A node's key is its id, with the attribute `label` and the properties of its label in
    `model.NODE_PROPERTIES`; an edge's key is its relationship type. What is not known is absent.
    Nodes and edges are inserted sorted, so that every algorithm meets them in the same order.
    """
    G = nx.MultiDiGraph()
    pairs = {(statement.entity_id, statement.paper_id) for statement in statements}
    paper_counts = Counter(entity for entity, _ in pairs)
    mention_counts: Counter[str] = Counter()
    for statement in statements:
        mention_counts[statement.entity_id] += statement.mentions
    nodes = {paper.id: paper_attributes(paper) for paper in papers}
    for entity in entities:
        nodes[entity.id] = _known(
            label=entity.label.value,
            name=entity.name,
            aliases=list(entity.aliases),
            paperCount=paper_counts[entity.id],
            mentionCount=mention_counts[entity.id],
        )
    for node in sorted(nodes):
        G.add_node(node, **nodes[node], lookup=lookup(node, nodes[node]))
    for statement in sorted(statements, key=lambda s: (s.paper_id, s.entity_id, s.type)):
        G.add_edge(
            statement.paper_id,
            statement.entity_id,
            key=statement.type.value,
            mentions=statement.mentions,
            confidence=statement.confidence,
            evidence=list(statement.evidence),
            rules=list(statement.rules),
        )
    return G


def paper_attributes(paper: Paper) -> dict[str, Value]:
    """Return the attributes of a paper's node."""
    return _known(
        label="Paper",
        title=paper.title,
        abstract=paper.abstract,
        date=paper.date,
        dateText=paper.date_text,
        year=paper.date.year if paper.date else None,
        authorCount=paper.author_count,
        externalIds=list(paper.external_ids),
        sources=[str(source) for source in paper.sources],
    )


def _known(**attributes: Value | None) -> dict[str, Value]:
    return {key: value for key, value in attributes.items() if value not in (None, "", [])}
