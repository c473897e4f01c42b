"""Statements to a `MultiDiGraph`."""

from collections import Counter
from collections.abc import Iterable, Sequence

import networkx as nx

from graphkit.graph.lookup import lookup
from graphkit.model import (
    Author,
    Bibliography,
    Entity,
    Link,
    NodeLabel,
    Paper,
    RelationshipType,
    Statement,
    Stub,
    Value,
    Venue,
)

_NO_BIBLIOGRAPHY = Bibliography()


def build_graph(
    papers: Iterable[Paper],
    entities: Iterable[Entity],
    statements: Sequence[Statement],
    bibliography: Bibliography = _NO_BIBLIOGRAPHY,
) -> nx.MultiDiGraph:
    """Return the graph of papers, entities, what the papers say, and what the sources say of them.

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
    _add_bibliography(nodes, bibliography)
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
    for link in sorted(bibliography.links, key=lambda link: (link.source, link.target, link.type)):
        G.add_edge(link.source, link.target, key=link.type.value, **_link_attributes(link))
    return G


def paper_attributes(paper: Paper) -> dict[str, Value]:
    """Return the attributes of a paper's node."""
    publication = paper.publication
    return _known(
        label=NodeLabel.PAPER.value,
        title=paper.title,
        abstract=paper.abstract,
        date=paper.date,
        dateText=paper.date_text,
        year=paper.year,
        authorCount=paper.author_count,
        externalIds=list(paper.external_ids),
        sources=[str(source) for source in paper.sources],
        publicationType=publication.type,
        publisher=publication.publisher,
        volume=publication.volume,
        issue=publication.issue,
        pages=publication.pages,
        language=publication.language,
        url=publication.url,
        isbns=list(publication.isbns),
        keywords=list(publication.keywords),
        editors=list(publication.editors),
        affiliations=list(publication.affiliations),
        citationCount=publication.citation_count,
        referenceCount=publication.reference_count,
    )


def _add_bibliography(nodes: dict[str, dict[str, Value]], bibliography: Bibliography) -> None:
    """Add stubs, authors and venues to the nodes, and count on the papers who cites them."""
    kinds = Counter((link.type, end) for link in bibliography.links for end in _counted(link))
    for stub in bibliography.stubs:
        nodes[stub.id] = _stub_attributes(stub)
    for author in bibliography.authors:
        nodes[author.id] = _author_attributes(author, kinds[RelationshipType.AUTHORED, author.id])
    for venue in bibliography.venues:
        nodes[venue.id] = _venue_attributes(venue, kinds[RelationshipType.PUBLISHED_IN, venue.id])
    for (kind, node), count in kinds.items():
        if kind is RelationshipType.CITES:
            nodes[node]["localCitationCount"] = count


def _counted(link: Link) -> tuple[str, ...]:
    return (link.source if link.type is RelationshipType.AUTHORED else link.target,)


def _stub_attributes(stub: Stub) -> dict[str, Value]:
    """Return the attributes of a stub's node; one whose title no source names is called its id."""
    return _known(
        label=NodeLabel.PAPER.value,
        title=stub.title or stub.id,
        year=stub.year,
        externalIds=list(stub.external_ids),
        sources=[str(stub.source)],
        stub=True,
    )


def _author_attributes(author: Author, papers: int) -> dict[str, Value]:
    return _known(
        label=NodeLabel.AUTHOR.value,
        name=author.name,
        aliases=list(author.aliases),
        orcid=author.orcid,
        externalIds=list(author.external_ids),
        identifiedBy=author.identified_by,
        paperCount=papers,
    )


def _venue_attributes(venue: Venue, papers: int) -> dict[str, Value]:
    return _known(
        label=NodeLabel.VENUE.value,
        name=venue.name,
        aliases=list(venue.aliases),
        issns=list(venue.issns),
        externalIds=list(venue.external_ids),
        identifiedBy=venue.identified_by,
        paperCount=papers,
    )


def _link_attributes(link: Link) -> dict[str, Value]:
    return _known(
        matchedBy=link.matched_by,
        position=link.position,
        printedName=link.printed_name,
        sources=[str(source) for source in link.sources],
    )


def _known(**attributes: Value | None) -> dict[str, Value]:
    return {key: value for key, value in attributes.items() if value not in (None, "", [])}
