"""The Parquet tables: their columns, and how values go in and come out."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, astuple, fields
from typing import Any

import networkx as nx
import pyarrow as pa
import pyarrow.compute

from graphkit.model import (
    NODE_PROPERTIES,
    RELATIONSHIP_PROPERTIES,
    Conflict,
    Mention,
    Merge,
    NodeLabel,
    Paper,
    PropertyType,
    RelationshipType,
    Source,
    Suggestion,
)
from graphkit.publication import NOTHING, Credit, Publication, Reference

pc: Any = pyarrow.compute  # its functions are made when it loads: no checker sees them

_ARROW = {
    PropertyType.STRING: pa.string(),
    PropertyType.STRINGS: pa.list_(pa.string()),
    PropertyType.INTEGER: pa.int64(),
    PropertyType.FLOAT: pa.float64(),
    PropertyType.BOOLEAN: pa.bool_(),
    PropertyType.DATE: pa.date32(),
}
# The column that holds a node's human name: a paper's is its title.
_NAME = {NodeLabel.PAPER: "title"}

_STRINGS = pa.list_(pa.string())
_SOURCE = pa.struct([("file", pa.string()), ("line", pa.int64()), ("record", pa.int64())])
_CREDIT = pa.struct(
    [
        *((name, pa.string()) for name in ("family", "given", "particle", "suffix")),
        ("ids", _STRINGS),
    ]
)
_REFERENCE = pa.struct([("ids", _STRINGS), ("title", pa.string()), ("year", pa.int64())])
# Field of `Publication` -> its column in the table of papers.
_PUBLICATION: Mapping[str, tuple[str, pa.DataType]] = {
    "year": ("year", pa.int64()),
    "type": ("publicationType", pa.string()),
    "venue": ("venue", pa.string()),
    "venue_ids": ("venueIds", _STRINGS),
    "publisher": ("publisher", pa.string()),
    "volume": ("volume", pa.string()),
    "issue": ("issue", pa.string()),
    "pages": ("pages", pa.string()),
    "language": ("language", pa.string()),
    "url": ("url", pa.string()),
    "isbns": ("isbns", _STRINGS),
    "keywords": ("keywords", _STRINGS),
    "authors": ("authors", pa.list_(_CREDIT)),
    "references": ("references", pa.list_(_REFERENCE)),
    "citation_count": ("citationCount", pa.int64()),
    "reference_count": ("referenceCount", pa.int64()),
}
PAPERS = pa.schema(
    [
        ("id", pa.string()),
        ("title", pa.string()),
        ("abstract", pa.string()),
        ("date", pa.date32()),
        ("dateText", pa.string()),
        ("authorCount", pa.int64()),
        ("externalIds", _STRINGS),
        ("sources", pa.list_(_SOURCE)),
        *_PUBLICATION.values(),
    ]
)
MENTIONS = pa.schema(
    [
        ("paperId", pa.string()),
        ("entityId", pa.string()),
        ("label", pa.string()),
        ("name", pa.string()),
        ("text", pa.string()),
        ("start", pa.int64()),
        ("end", pa.int64()),
        ("sentence", pa.string()),
        ("role", pa.string()),
        ("rule", pa.string()),
        ("confidence", pa.float64()),
        ("roleConfidence", pa.float64()),
    ]
)
CONFLICTS = pa.schema(
    [(name, pa.string()) for name in ("paperId", "field", "kept", "other", "source", "reason")]
)
MERGES = pa.schema(
    [
        ("entityId", pa.string()),
        ("alias", pa.string()),
        ("reason", pa.string()),
        ("confidence", pa.float64()),
        ("papers", pa.int64()),
    ]
)
SUGGESTIONS = pa.schema(
    [
        *((name, pa.string()) for name in ("one", "other", "oneName", "otherName")),
        ("confidence", pa.float64()),
        ("reason", pa.string()),
    ]
)
# Mentions below the level of confidence; `position` counts among all mentions of the graph.
LEFT_OUT = pa.schema([("position", pa.int64()), *(part for part in MENTIONS)])


def _node_columns() -> dict[str, pa.DataType]:
    columns = {"id": pa.string(), "label": pa.string(), "name": pa.string()}
    columns["aliases"] = _STRINGS
    for label, schema in NODE_PROPERTIES.items():
        for part in schema:
            if part.name != _NAME.get(label):
                columns[part.name] = _ARROW[part.type]
    return columns


def _edge_columns() -> dict[str, pa.DataType]:
    schemas = RELATIONSHIP_PROPERTIES.values()
    return {part.name: _ARROW[part.type] for schema in schemas for part in schema}


NODES = pa.schema(list(_node_columns().items()))
EDGES = pa.schema(
    [
        ("source", pa.string()),
        ("type", pa.string()),
        ("target", pa.string()),
        *_edge_columns().items(),
    ]
)


def papers_table(papers: Iterable[Paper]) -> pa.Table:
    """Return the table of papers, a row each."""
    rows = [
        {
            "id": paper.id,
            "title": paper.title,
            "abstract": paper.abstract,
            "date": paper.date,
            "dateText": paper.date_text,
            "authorCount": paper.author_count,
            "externalIds": list(paper.external_ids),
            "sources": [asdict(source) for source in paper.sources],
            **_publication_row(paper.publication),
        }
        for paper in papers
    ]
    return pa.Table.from_pylist(rows, schema=PAPERS)


def papers_from(table: pa.Table) -> list[Paper]:
    """Return the papers of a table."""
    return [
        Paper(
            id=row["id"],
            title=row["title"],
            abstract=row["abstract"],
            date=row["date"],
            date_text=row["dateText"],
            author_count=row["authorCount"],
            external_ids=tuple(row["externalIds"]),
            sources=tuple(Source(**part) for part in row["sources"]),
            publication=_publication(row),
        )
        for row in table.to_pylist()
    ]


def conflicts_table(conflicts: Iterable[Conflict]) -> pa.Table:
    """Return the table of what sources say differently, a row each."""
    return _plain_table(conflicts, CONFLICTS)


def merges_table(merges: Iterable[Merge]) -> pa.Table:
    """Return the table of why spellings belong to their entities, a row each."""
    return _plain_table(merges, MERGES)


def suggestions_table(suggestions: Iterable[Suggestion]) -> pa.Table:
    """Return the table of the pairs that people may decide, a row each."""
    return _plain_table(suggestions, SUGGESTIONS)


def conflicts_from(table: pa.Table) -> list[Conflict]:
    """Return the conflicts of a table."""
    return [Conflict(*row) for row in _plain_rows(table, CONFLICTS)]


def merges_from(table: pa.Table) -> list[Merge]:
    """Return the merges of a table."""
    return [Merge(*row) for row in _plain_rows(table, MERGES)]


def suggestions_from(table: pa.Table) -> list[Suggestion]:
    """Return the suggestions of a table."""
    return [Suggestion(*row) for row in _plain_rows(table, SUGGESTIONS)]


def _plain_table(
    parts: Iterable[Conflict] | Iterable[Merge] | Iterable[Suggestion], schema: pa.Schema
) -> pa.Table:
    """Return a table of values whose fields are the columns, in their order."""
    rows = [dict(zip(schema.names, astuple(part), strict=True)) for part in parts]
    return pa.Table.from_pylist(rows, schema=schema)


def _plain_rows(table: pa.Table, schema: pa.Schema) -> list[list[Any]]:
    return [[row[name] for name in schema.names] for row in table.to_pylist()]


def mentions_table(mentions: Sequence[Mention], entity_ids: Sequence[str | None]) -> pa.Table:
    """Return the table of mentions with the entities that they were resolved to.

    Those without an entity stand in the table of `left_out_table`.
    """
    rows = [
        {**_mention_row(mention), "entityId": entity}
        for mention, entity in zip(mentions, entity_ids, strict=True)
        if entity is not None
    ]
    return pa.Table.from_pylist(rows, schema=MENTIONS)


def left_out_table(mentions: Sequence[Mention], entity_ids: Sequence[str | None]) -> pa.Table:
    """Return the table of the mentions without an entity, and their places among all."""
    rows = [
        {**_mention_row(mention), "position": position}
        for position, (mention, entity) in enumerate(zip(mentions, entity_ids, strict=True))
        if entity is None
    ]
    return pa.Table.from_pylist(rows, schema=LEFT_OUT)


def mentions_from(mentions: pa.Table, left_out: pa.Table) -> list[Mention]:
    """Return the mentions of the two tables, in the order in which they were given."""
    apart = {row["position"]: _mention(row) for row in left_out.to_pylist()}
    others = map(_mention, mentions.to_pylist())
    total = len(mentions) + len(left_out)
    return [apart[place] if place in apart else next(others) for place in range(total)]


def nodes_table(G: nx.MultiDiGraph) -> pa.Table:
    """Return the table of nodes, sorted by id; a paper's title stands under `name`."""
    return pa.Table.from_pylist(
        [_node_row(node, G.nodes[node]) for node in sorted(G)], schema=NODES
    )


def edges_table(G: nx.MultiDiGraph) -> pa.Table:
    """Return the table of relationships, sorted by source, target and type."""
    edges = sorted(G.edges(keys=True, data=True), key=lambda edge: edge[:3])
    rows = [{"source": s, "type": key, "target": t, **data} for s, t, key, data in edges]
    return pa.Table.from_pylist(rows, schema=EDGES)


def by_label(nodes: pa.RecordBatch) -> Iterator[tuple[NodeLabel, pa.RecordBatch]]:
    """Yield the nodes of each label: `id`, and by its name a property of `NODE_PROPERTIES` each.

    The rows keep their order; a label without a row is left out.
    """
    for label, rows in _apart(nodes, "label"):
        names = ["id", *(part.name for part in NODE_PROPERTIES[NodeLabel(label)])]
        columns = ["name" if name == _NAME.get(NodeLabel(label)) else name for name in names]
        yield NodeLabel(label), rows.select(columns).rename_columns(names)


def by_type(edges: pa.RecordBatch) -> Iterator[tuple[RelationshipType, pa.RecordBatch]]:
    """Yield the relationships of each type: `source`, `target`, and a property each.

    The rows keep their order; a type without a row is left out.
    """
    for kind, rows in _apart(edges, "type"):
        names = (part.name for part in RELATIONSHIP_PROPERTIES[RelationshipType(kind)])
        yield RelationshipType(kind), rows.select(["source", "target", *names])


def _apart(rows: pa.RecordBatch, column: str) -> Iterator[tuple[str, pa.RecordBatch]]:
    coded = rows[column].dictionary_encode()
    for code, value in enumerate(coded.dictionary.to_pylist()):
        yield value, rows.filter(pc.equal(coded.indices, code))


def graph_from(nodes: pa.Table, edges: pa.Table) -> nx.MultiDiGraph:
    """Return the graph that the two tables hold, in their order."""
    G = nx.MultiDiGraph()
    for row in nodes.to_pylist():
        node, label = row.pop("id"), NodeLabel(row["label"])
        row[_NAME.get(label, "name")] = row.pop("name")
        G.add_node(node, **_known(row))
    for row in edges.to_pylist():
        source, target, key = row.pop("source"), row.pop("target"), row.pop("type")
        G.add_edge(source, target, key=key, **_known(row))
    return G


def _publication_row(publication: Publication) -> dict[str, object]:
    return {
        column: _plain(getattr(publication, name)) for name, (column, _) in _PUBLICATION.items()
    }


def _plain(value: object) -> object:
    match value:
        case tuple():
            return [_plain(part) for part in value]
        case Credit() | Reference():
            return {part.name: _plain(getattr(value, part.name)) for part in fields(value)}
        case _:
            return value


def _publication(row: Mapping[str, Any]) -> Publication:
    held: dict[str, Any] = {name: row[column] for name, (column, _) in _PUBLICATION.items()}
    for name in ("venue_ids", "isbns", "keywords"):
        held[name] = tuple(held[name])
    held["authors"] = tuple(map(_credit, held["authors"]))
    if held["references"] is not None:
        held["references"] = tuple(map(_reference, held["references"]))
    publication = Publication(**held)
    return NOTHING if publication == NOTHING else publication


def _credit(part: Mapping[str, Any]) -> Credit:
    names = (part["family"], part["given"], part["particle"], part["suffix"])
    return Credit(*names, tuple(part["ids"]))


def _reference(part: Mapping[str, Any]) -> Reference:
    return Reference(tuple(part["ids"]), part["title"], part["year"])


def _mention_row(mention: Mention) -> dict[str, object]:
    return {
        "paperId": mention.paper_id,
        "label": mention.label.value,
        "name": mention.name,
        "text": mention.text,
        "start": mention.start,
        "end": mention.end,
        "sentence": mention.sentence,
        "role": mention.role.value,
        "rule": mention.rule,
        "confidence": mention.confidence,
        "roleConfidence": mention.role_confidence,
    }


def _mention(row: Mapping[str, Any]) -> Mention:
    return Mention(
        paper_id=row["paperId"],
        label=NodeLabel(row["label"]),
        name=row["name"],
        text=row["text"],
        start=row["start"],
        end=row["end"],
        sentence=row["sentence"],
        role=RelationshipType(row["role"]),
        rule=row["rule"],
        confidence=row["confidence"],
        role_confidence=row["roleConfidence"],
    )


def _node_row(node: str, attributes: Mapping[str, object]) -> dict[str, object]:
    row = {"id": node, **attributes}
    name = _NAME.get(NodeLabel(str(row["label"])), "name")
    row["name"] = row.pop(name)
    return row


def _known(row: Mapping[str, object]) -> dict[str, object]:
    return {key: value for key, value in row.items() if value is not None}
