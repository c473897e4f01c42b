"""The Parquet tables: their columns, and how values go in and come out."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import astuple
from itertools import islice
from typing import Any, TypeAlias, TypeVar

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
Row: TypeAlias = dict[str, object]
Rows = TypeVar("Rows", pa.Table, pa.RecordBatch)
_ROWS = 1024  # that are held as Python's values at once
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
    "editors": ("editors", _STRINGS),
    "affiliations": ("affiliations", _STRINGS),
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


def batches(rows: Iterable[Mapping[str, object]], schema: pa.Schema) -> Iterator[pa.Table]:
    """Yield tables of some thousand rows each: rows as Python has them are many times larger."""
    remaining = iter(rows)
    while part := list(islice(remaining, _ROWS)):
        yield pa.Table.from_pylist(part, schema=schema)


def paper_rows(papers: Iterable[Paper]) -> Iterator[Row]:
    """Yield the row of each paper."""
    for paper in papers:
        yield {
            "id": paper.id,
            "title": paper.title,
            "abstract": paper.abstract,
            "date": paper.date,
            "dateText": paper.date_text,
            "authorCount": paper.author_count,
            "externalIds": paper.external_ids,
            "sources": [
                {"file": source.file, "line": source.line, "record": source.record}
                for source in paper.sources
            ],
            **_publication_row(paper.publication),
        }


def papers_of(rows: Iterable[Mapping[str, Any]]) -> Iterator[Paper]:
    """Yield the papers of the rows of a table."""
    for row in rows:
        yield Paper(
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


def conflicts_from(table: pa.Table) -> list[Conflict]:
    """Return the conflicts of a table."""
    return [Conflict(*row) for row in _plain_rows(table, CONFLICTS)]


def merges_from(table: pa.Table) -> list[Merge]:
    """Return the merges of a table."""
    return [Merge(*row) for row in _plain_rows(table, MERGES)]


def suggestions_from(table: pa.Table) -> list[Suggestion]:
    """Return the suggestions of a table."""
    return [Suggestion(*row) for row in _plain_rows(table, SUGGESTIONS)]


def plain_rows(
    parts: Iterable[Conflict] | Iterable[Merge] | Iterable[Suggestion], schema: pa.Schema
) -> Iterator[Row]:
    """Yield the rows of values whose fields are the columns, in their order."""
    return (dict(zip(schema.names, astuple(part), strict=True)) for part in parts)


def _plain_rows(table: pa.Table, schema: pa.Schema) -> list[list[Any]]:
    return [[row[name] for name in schema.names] for row in _rows(table)]


def mention_rows(mentions: Sequence[Mention], entity_ids: Sequence[str | None]) -> Iterator[Row]:
    """Yield the rows of mentions with the entities that they were resolved to.

    Those without an entity stand in the rows of `left_out_rows`.
    """
    for mention, entity in zip(mentions, entity_ids, strict=True):
        if entity is not None:
            yield {**_mention_row(mention), "entityId": entity}


def left_out_rows(mentions: Sequence[Mention], entity_ids: Sequence[str | None]) -> Iterator[Row]:
    """Yield the rows of the mentions without an entity, with their places among all."""
    for position, (mention, entity) in enumerate(zip(mentions, entity_ids, strict=True)):
        if entity is None:
            yield {**_mention_row(mention), "position": position}


def mentions_from(mentions: pa.Table, left_out: pa.Table) -> list[Mention]:
    """Return the mentions of the two tables, in the order in which they were given."""
    apart = {row["position"]: _mention(row) for row in _rows(left_out)}
    others = map(_mention, _rows(mentions))
    total = len(mentions) + len(left_out)
    return [apart[place] if place in apart else next(others) for place in range(total)]


def node_row(node: str, attributes: Mapping[str, object]) -> Row:
    """Return the row of a node; a paper's title stands under `name`."""
    row = {"id": node, **attributes}
    name = _NAME.get(NodeLabel(str(row["label"])), "name")
    row["name"] = row.pop(name)
    return row


def edge_row(source: str, target: str, kind: str, attributes: Mapping[str, object]) -> Row:
    """Return the row of a relationship."""
    return {"source": source, "type": kind, "target": target, **attributes}


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


def of_kinds(rows: Rows, column: str, kinds: Iterable[str]) -> Rows:
    """Return the rows that have one of some values in a column, in their order."""
    options = pc.SetLookupOptions(pa.array(sorted(kinds), pa.string()))
    return rows.filter(pc.call_function("is_in", [rows[column]], options))


def nodes_of(table: pa.Table | pa.RecordBatch) -> Iterator[tuple[str, dict[str, object]]]:
    """Yield the nodes in rows of the table, with label and properties."""
    for row in _rows(table):
        node, label = row.pop("id"), NodeLabel(row["label"])
        row[_NAME.get(label, "name")] = row.pop("name")
        yield node, _known(row)


def edges_of(
    table: pa.Table | pa.RecordBatch,
) -> Iterator[tuple[str, str, str, dict[str, object]]]:
    """Yield the relationships in rows of the table: source, target, type, properties."""
    for row in _rows(table):
        yield row.pop("source"), row.pop("target"), row.pop("type"), _known(row)


def graph_from(nodes: pa.Table, edges: pa.Table) -> nx.MultiDiGraph:
    """Return the graph that the two tables hold, in their order."""
    G = nx.MultiDiGraph()
    for node, properties in nodes_of(nodes):
        G.add_node(node, **properties)
    for source, target, key, properties in edges_of(edges):
        G.add_edge(source, target, key=key, **properties)
    return G


def _publication_row(publication: Publication) -> Row:
    row: Row = {column: getattr(publication, name) for name, (column, _) in _PUBLICATION.items()}
    row["authors"] = [
        {
            "family": credit.family,
            "given": credit.given,
            "particle": credit.particle,
            "suffix": credit.suffix,
            "ids": credit.ids,
        }
        for credit in publication.authors
    ]
    if publication.references is not None:
        row["references"] = [
            {"ids": reference.ids, "title": reference.title, "year": reference.year}
            for reference in publication.references
        ]
    return row


def _publication(row: Mapping[str, Any]) -> Publication:
    held: dict[str, Any] = {name: row[column] for name, (column, _) in _PUBLICATION.items()}
    for name in ("venue_ids", "isbns", "keywords", "editors", "affiliations"):
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


def _rows(table: pa.Table | pa.RecordBatch) -> Iterator[dict[str, Any]]:
    """Yield the rows of a table, some thousand of them at a time as Python's values."""
    for start in range(0, len(table), _ROWS):
        yield from table.slice(start, _ROWS).to_pylist()


def _known(row: Mapping[str, object]) -> dict[str, object]:
    return {key: value for key, value in row.items() if value is not None}
