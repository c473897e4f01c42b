"""Bring a graph, or a part of one, from a server into a graph folder."""

from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any

import neo4j
import networkx as nx

from graphkit import statements
from graphkit.errors import InputError, UsageError
from graphkit.graph import MANIFEST, PULLED, Manifest, guard, read_manifest, write_snapshot
from graphkit.model import ENTITY_LABELS, NodeLabel, Paper, RelationshipType, Source
from graphkit.publication import Publication
from graphkit.store.neo4j_connection import Settings, open_driver, translated_errors
from graphkit.store.neo4j_query import query_elements
from graphkit.store.neo4j_read import label_of, plain_properties, read_neo4j
from graphkit.store.ownership import unmarked

_ELEMENTS_A_BATCH = 5_000


def pull(
    folder: Path,
    settings: Settings,
    *,
    query: str | None = None,
    parameters: Mapping[str, object] | None = None,
) -> tuple[nx.MultiDiGraph, Manifest]:
    """Write the graph that a server holds to a folder; return it with the folder's manifest.

    With `query`, Cypher that only reads, it is the part that the rows hold: their nodes, and the
    relationships between these. The counts on entities are then those of the part, and entities
    that no paper of the part names are left out.

    The papers have what their nodes hold; mentions and the records of sources are not on a server.
    Raise InputError where the server holds nothing of graphkit's, or the rows hold no node of it,
    UsageError where the folder was built from sources: it keeps more than a server does.
    """
    _guard(folder)
    with open_driver(settings) as driver:
        if query is None:
            G = read_neo4j(driver, settings)
        else:
            elements = query_elements(driver, settings, query, parameters or {})
            G = sound_part(_part(driver, settings, elements))
    if not G:
        raise InputError(
            f"{settings} holds no graph of graphkit's"
            if query is None
            else "the rows of the query hold no paper of the graph",
            hint="`graphkit load` brings one there"
            if query is None
            else "return nodes, such as MATCH (p:Paper)-[:USES]->(m:Method) RETURN p, m",
        )
    papers = [
        paper_of(node, data)
        for node, data in sorted(G.nodes(data=True))
        if data["label"] == NodeLabel.PAPER and "stub" not in data
    ]
    manifest = write_snapshot(
        folder, papers=papers, mentions=[], entity_ids=[], G=G, settings={PULLED: str(settings)}
    )
    return G, manifest


def _guard(folder: Path) -> None:
    """Raise UsageError where the folder holds what a pull cannot bring back."""
    guard(folder)
    if (folder / MANIFEST).is_file() and (manifest := read_manifest(folder)).inputs:
        raise UsageError(
            f"{folder} was built from {len(manifest.inputs)} sources, whose records would be lost",
            hint="name another folder with -o",
        )


def paper_of(node: str, fields: Mapping[str, Any]) -> Paper:
    """Return the paper that a node stands for, from the node's attributes."""
    return Paper(
        id=node,
        title=fields["title"],
        abstract=fields.get("abstract", ""),
        date=fields.get("date"),
        date_text=fields.get("dateText"),
        author_count=fields.get("authorCount"),
        external_ids=tuple(fields.get("externalIds", ())),
        sources=tuple(_source(text) for text in fields.get("sources", ())),
        publication=_publication(fields),
    )


def sound_part(G: nx.MultiDiGraph) -> nx.MultiDiGraph:
    """Return a part of a graph with counts of its own.

    Entities that no paper names, authors and venues without a paper, and stubs that nothing cites
    are left out.
    """
    part = nx.MultiDiGraph()
    for node in sorted(G):
        attributes = {**G.nodes[node], **_counts(G, node)}
        is_lost = attributes.get("paperCount") == 0 or (
            "stub" in attributes and not attributes["localCitationCount"]
        )
        if not is_lost:
            part.add_node(node, **{key: v for key, v in attributes.items() if v is not None})
    part.add_edges_from(sorted(G.edges(keys=True, data=True), key=lambda edge: edge[:3]))
    return part


def _counts(G: nx.MultiDiGraph, node: str) -> dict[str, int | None]:
    """Return the counts of a node's relationships; None for one that is then absent."""
    label = G.nodes[node]["label"]
    if label == NodeLabel.PAPER:
        cited = sum(key == RelationshipType.CITES for _, _, key in G.in_edges(node, keys=True))
        return {"localCitationCount": cited or None}
    papers = G.succ[node] if label == NodeLabel.AUTHOR else G.pred[node]
    counts: dict[str, int | None] = {"paperCount": len(papers)}
    if label in ENTITY_LABELS:
        counts["mentionCount"] = sum(n for _, _, n in G.in_edges(node, data="mentions"))
    return counts


def _publication(fields: Mapping[str, Any]) -> Publication:
    """Return how a paper was published, as far as its node says."""
    return Publication(
        year=None if fields.get("date") else fields.get("year"),
        type=fields.get("publicationType"),
        publisher=fields.get("publisher"),
        volume=fields.get("volume"),
        issue=fields.get("issue"),
        pages=fields.get("pages"),
        language=fields.get("language"),
        url=fields.get("url"),
        isbns=tuple(fields.get("isbns", ())),
        keywords=tuple(fields.get("keywords", ())),
        editors=tuple(fields.get("editors", ())),
        affiliations=tuple(fields.get("affiliations", ())),
        citation_count=fields.get("citationCount"),
        reference_count=fields.get("referenceCount"),
    )


def _part(driver: neo4j.Driver, settings: Settings, elements: Collection[str]) -> nx.MultiDiGraph:
    """Return the nodes with these elements, and the relationships between them."""
    with (
        translated_errors(settings, connected=True),
        driver.session(
            database=settings.database, default_access_mode=neo4j.READ_ACCESS
        ) as session,
    ):
        return session.execute_read(_read_part, settings, sorted(elements))


def _read_part(
    tx: neo4j.ManagedTransaction, settings: Settings, elements: list[str]
) -> nx.MultiDiGraph:
    G, ids = nx.MultiDiGraph(), dict[str, str]()
    starts = range(0, len(elements), _ELEMENTS_A_BATCH)
    batches = [elements[start : start + _ELEMENTS_A_BATCH] for start in starts]
    text = statements.load("load/read_part_nodes").text
    for batch in batches:
        for record in tx.run(text, elements=batch, prefix=settings.prefix):
            attributes = unmarked(plain_properties(record["properties"]), settings.name)
            del attributes["id"]
            G.add_node(record["id"], label=label_of(record["labels"]), **attributes)
            ids[record["element"]] = record["id"]
    text = statements.load("load/read_part_relationships").text
    for batch in batches:
        for record in tx.run(text, elements=batch):
            ends = (ids.get(record["source"]), ids.get(record["target"]))
            if None not in ends:
                attributes = unmarked(plain_properties(record["properties"]))
                G.add_edge(*ends, key=record["type"], **attributes)
    return G


def _source(text: str) -> Source:
    """Return a source from its text, "file:line"; a text of another form is a file's name."""
    file, colon, line = text.rpartition(":")
    return Source(file, int(line)) if colon and line.isdecimal() else Source(text, 1)
