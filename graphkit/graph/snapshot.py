"""A graph on disk: a folder of Parquet tables and a manifest, replaced as a whole."""

import hashlib
import json
from collections import defaultdict
from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import networkx as nx
import pyarrow as pa
import pyarrow.parquet as pq

from graphkit.errors import InputError, SchemaError, UsageError
from graphkit.files import atomic_folder, recover_folder
from graphkit.graph import tables
from graphkit.graph.digest import Digest, Digesting
from graphkit.graph.elements import Elements, elements_of
from graphkit.model import Conflict, Mention, Merge, Paper, Refusal, Source, Suggestion
from graphkit.sharing import shared

SCHEMA_VERSION = 5
MANIFEST = "manifest.json"
ROWS_A_BATCH = 65_536  # that are read at a time, where a table is not read as a whole
_COUNTS = ("records", "papers", "mentions", "leftOut", "undecided")
_BYTES_A_GROUP = 8_000_000  # of a table, that are gathered before they go to the disk
_ROWS_AT_ONCE = 1024  # that are held as Python's values
PULLED = "pulledFrom"  # the setting that names the server that a graph was read from


@dataclass(frozen=True, slots=True)
class Input:
    """A file that a graph was built from: its name, its SHA-256 and its size in bytes.

    `removed` counts the records that were taken out of the graph since: with any, the file has to
    be read again before it counts as known.
    """

    name: str
    sha256: str
    bytes: int
    removed: int = 0


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a graph folder says of itself. `settings` are those that change what a graph holds.

    `unmatched` are the decisions on names that fit nothing. `counts` has the numbers of records,
    papers, mentions, mentions left out, and pairs to decide; `tables` the SHA-256 of every table;
    `citations` the numbers of the reference lists.
    """

    digest: Digest
    inputs: tuple[Input, ...] = ()
    versions: dict[str, str] = field(default_factory=dict)
    settings: dict[str, str | float] = field(default_factory=dict)
    refused: tuple[Refusal, ...] = ()
    counts: dict[str, int] = field(default_factory=dict)
    tables: dict[str, str] = field(default_factory=dict)
    citations: dict[str, int] = field(default_factory=dict)
    unmatched: tuple[str, ...] = ()
    schema: int = SCHEMA_VERSION


@dataclass(frozen=True, slots=True)
class Kept:
    """What a graph folder keeps for the next build.

    `records` are those of the sources as they were read; `mentions` what was found in each text,
    at every level of confidence.
    """

    manifest: Manifest
    records: tuple[Paper, ...]
    mentions: Mapping[str, tuple[Mention, ...]]


def write_snapshot(  # noqa: PLR0913 - a table or a part of the manifest each
    folder: Path,
    *,
    papers: Iterable[Paper],
    mentions: Sequence[Mention],
    entity_ids: Sequence[str | None],
    G: nx.MultiDiGraph | Elements,
    records: Iterable[Paper] = (),
    conflicts: Sequence[Conflict] = (),
    citations: dict[str, int] | None = None,
    merges: Sequence[Merge] = (),
    suggestions: Sequence[Suggestion] = (),
    unmatched: Iterable[str] = (),
    inputs: Iterable[Input] = (),
    refused: Iterable[Refusal] = (),
    versions: dict[str, str] | None = None,
    settings: dict[str, str | float] | None = None,
) -> Manifest:
    """Write the folder as a whole, in the place of the one that was there.

    `G` is a graph or what one is made of, which is written as it comes. `records` are the papers
    as their sources have them, before merging, `conflicts` what these do not agree on; `merges` why
    names are one, `suggestions` which may be, `unmatched` the decisions that fit nothing. Mentions
    whose entity is None are kept apart, for the next build only. Raise UsageError where `folder`
    holds something else: only a graph is ever replaced.
    """
    guard(folder)
    parts = G if isinstance(G, Elements) else elements_of(G)
    rows = {
        "papers": (tables.PAPERS, tables.paper_rows(papers)),
        "records": (tables.PAPERS, tables.paper_rows(records)),
        "conflicts": (tables.CONFLICTS, tables.plain_rows(conflicts, tables.CONFLICTS)),
        "merges": (tables.MERGES, tables.plain_rows(merges, tables.MERGES)),
        "suggestions": (tables.SUGGESTIONS, tables.plain_rows(suggestions, tables.SUGGESTIONS)),
        "mentions": (tables.MENTIONS, tables.mention_rows(mentions, entity_ids)),
        "left_out": (tables.LEFT_OUT, tables.left_out_rows(mentions, entity_ids)),
    }
    with atomic_folder(folder) as fresh:
        lengths = {
            name: _write(tables.batches(found, schema), schema, _file(fresh, name))
            for name, (schema, found) in rows.items()
        }
        found = _write_elements(parts, fresh)
        counted = ("records", "papers", "mentions", "left_out", "suggestions")
        manifest = Manifest(
            found,
            tuple(inputs),
            versions or {},
            settings or {},
            tuple(refused),
            dict(zip(_COUNTS, (lengths[name] for name in counted), strict=True)),
            {name: _hash(_file(fresh, name)) for name in (*rows, "nodes", "edges")},
            unmatched=tuple(unmatched),
            citations=citations or {},
        )
        text = json.dumps(asdict(manifest), indent=2, sort_keys=True, ensure_ascii=False)
        (fresh / MANIFEST).write_text(text + "\n", encoding="utf-8")
    return manifest


def _write_elements(parts: Elements, fresh: Path) -> Digest:
    """Write the tables of nodes and of relationships, and return their digest."""
    digesting = Digesting(fresh)

    def nodes() -> Iterator[tables.Row]:
        for node, attributes in parts.nodes():
            digesting.add_node(node, attributes)
            yield tables.node_row(node, attributes)

    def edges() -> Iterator[tables.Row]:
        for edge in parts.edges():
            digesting.add_edge(*edge)
            yield tables.edge_row(*edge)

    for name, schema, rows in (("nodes", tables.NODES, nodes()), ("edges", tables.EDGES, edges())):
        _write(tables.batches(rows, schema), schema, _file(fresh, name))
    return digesting.digest()


def guard(folder: Path) -> None:
    """Raise UsageError where `folder` is a file, or a folder that holds something else."""
    recover_folder(folder)
    if not folder.exists() or (folder / MANIFEST).is_file():
        return
    if not folder.is_dir() or any(folder.iterdir()):
        raise UsageError(
            f"{folder} exists and is not a graph folder; it is left as it is",
            hint="name another folder with -o",
        )


def read_manifest(folder: Path) -> Manifest:
    """Return the manifest of a graph folder.

    Raise InputError where there is none, SchemaError where it is damaged or of another version.
    """
    recover_folder(folder)
    file = folder / MANIFEST
    if not file.is_file():
        found = "no manifest.json in it" if folder.is_dir() else "no such folder"
        raise InputError(
            f"{folder}: expected a graph folder, found {found}",
            hint="`graphkit build PATH…` makes one; --graph DIR names another",
        )
    try:
        fields = json.loads(file.read_text(encoding="utf-8"))
        version = int(fields["schema"])
    except (ValueError, KeyError, TypeError) as error:
        raise SchemaError(f"{file}: damaged ({error})", hint="build the graph again") from error
    if version != SCHEMA_VERSION:
        newer = version > SCHEMA_VERSION
        raise SchemaError(
            f"{folder}: expected schema version {SCHEMA_VERSION}, found {version}",
            hint="update graphkit to read it" if newer else "build the graph again",
        )
    try:
        return Manifest(
            digest=Digest(**fields["digest"]),
            inputs=tuple(Input(**part) for part in fields["inputs"]),
            versions=dict(fields["versions"]),
            settings=dict(fields["settings"]),
            refused=tuple(_refusal(part) for part in fields["refused"]),
            counts=dict(fields["counts"]),
            tables=dict(fields["tables"]),
            citations=dict(fields["citations"]),
            unmatched=tuple(fields.get("unmatched", ())),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise SchemaError(f"{file}: damaged ({error})", hint="build the graph again") from error


def read_graph(folder: Path) -> nx.MultiDiGraph:
    """Return the graph in a folder. Raise InputError or SchemaError where it cannot be read."""
    read_manifest(folder)
    return tables.graph_from(
        _read(_file(folder, "nodes"), tables.NODES), _read(_file(folder, "edges"), tables.EDGES)
    )


def table_batches(
    folder: Path, name: str, columns: list[str] | None = None
) -> Iterator[pa.RecordBatch]:
    """Yield one table of a graph folder, or some of its columns, so many rows at a time.

    What is yielded before SchemaError is raised may be damaged: `check_whole` tells beforehand.
    """
    file = _file(folder, name)
    with _damaged(file), pq.ParquetFile(file) as parquet:
        yield from parquet.iter_batches(ROWS_A_BATCH, columns=columns)


def distinct_texts(folder: Path, name: str, column: str) -> pa.Array:
    """Return every text in a column of a table once, in no order: from the file's dictionaries."""
    file, found = _file(folder, name), [pa.array([], pa.string())]
    with _damaged(file), pq.ParquetFile(file, read_dictionary=[column]) as parquet:
        for group in range(parquet.num_row_groups):
            rows = parquet.read_row_group(group, columns=[column])
            found += [part.dictionary for part in rows[column].chunks]
    return pa.chunked_array(found).unique()


def read_part(folder: Path, nodes: Sequence[int], edges: Sequence[int]) -> nx.MultiDiGraph:
    """Return the graph of some nodes and relationships, by their places in the tables, sorted."""
    read_manifest(folder)
    return tables.graph_from(
        _read_rows(_file(folder, "nodes"), tables.NODES, nodes),
        _read_rows(_file(folder, "edges"), tables.EDGES, edges),
    )


def read_papers(folder: Path) -> list[Paper]:
    """Return the papers in a graph folder, sorted by id."""
    read_manifest(folder)
    return list(shared(tables.papers_of(_rows(_file(folder, "papers"), tables.PAPERS.names))))


def read_conflicts(folder: Path) -> list[Conflict]:
    """Return what the sources of a graph do not agree on, sorted."""
    read_manifest(folder)
    return tables.conflicts_from(_read(_file(folder, "conflicts"), tables.CONFLICTS))


def read_merges(folder: Path) -> list[Merge]:
    """Return why each spelling belongs to its entity, sorted by entity and spelling."""
    read_manifest(folder)
    return tables.merges_from(_read(_file(folder, "merges"), tables.MERGES))


def read_suggestions(folder: Path) -> list[Suggestion]:
    """Return the pairs of entities that people may decide, best first."""
    read_manifest(folder)
    return tables.suggestions_from(_read(_file(folder, "suggestions"), tables.SUGGESTIONS))


def read_sentences(folder: Path) -> dict[str, list[tuple[str, str]]]:
    """Return the papers' ids and sentences that mention each entity, each once, in their order."""
    read_manifest(folder)
    found: dict[str, dict[tuple[str, str], None]] = defaultdict(dict)
    for row in _read(_file(folder, "mentions"), tables.MENTIONS).to_pylist():
        found[row["entityId"]][row["paperId"], row["sentence"]] = None
    return {entity: list(places) for entity, places in found.items()}


def check_whole(folder: Path, manifest: Manifest) -> None:
    """Raise SchemaError where a table is not the one that was written with the manifest."""
    for name, known in manifest.tables.items():
        file = _file(folder, name)
        if not file.is_file() or _hash(file) != known:
            raise SchemaError(
                f"{file}: damaged (not the table that was written)", hint="build the graph again"
            )


def read_kept(folder: Path) -> Kept:
    """Return what a graph folder keeps for the next build. Raise as for `read_graph`."""
    manifest = read_manifest(folder)
    check_whole(folder, manifest)
    found = tables.mentions_from(
        _read(_file(folder, "mentions"), tables.MENTIONS),
        _read(_file(folder, "left_out"), tables.LEFT_OUT),
    )
    by_paper: dict[str, list[Mention]] = defaultdict(list)
    for mention in found:
        by_paper[mention.paper_id].append(mention)
    records = shared(tables.papers_of(_rows(_file(folder, "records"), tables.PAPERS.names)))
    return Kept(
        manifest,
        tuple(records),
        {
            f"{row['title']}\n{row['abstract']}": tuple(by_paper.get(row["id"], ()))
            for row in _rows(_file(folder, "papers"), ["id", "title", "abstract"])
        },
    )


def _file(folder: Path, name: str) -> Path:
    return folder / f"{name}.parquet"


def _hash(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _refusal(fields: Mapping[str, Any]) -> Refusal:
    return Refusal(Source(**fields["source"]), str(fields["reason"]))


def _write(parts: Iterable[pa.Table], schema: pa.Schema, path: Path) -> int:
    """Write a table, some megabytes at a time, and return the number of its rows."""
    count, held, waiting = 0, list[pa.Table](), 0
    with pq.ParquetWriter(path, schema, compression="zstd") as writer:
        for part in parts:
            held.append(part)
            count, waiting = count + len(part), waiting + part.nbytes
            if waiting >= _BYTES_A_GROUP:
                writer.write_table(pa.concat_tables(held))
                held, waiting = [], 0
        writer.write_table(pa.concat_tables(held) if held else schema.empty_table())
    return count


def read_table_columns(path: Path, columns: list[str]) -> pa.Table:
    """Return some columns of one table of a graph folder. Raise SchemaError where it is damaged."""
    # read_table would load pyarrow's dataset layer
    with _damaged(path), pq.ParquetFile(path) as file:
        return file.read(columns=columns)


@contextmanager
def _damaged(path: Path) -> Generator[None, None, None]:
    """Raise what goes wrong in a table as SchemaError."""
    try:
        yield
    except (OSError, KeyError, pa.ArrowException) as error:
        raise SchemaError(f"{path}: damaged ({error})", hint="build the graph again") from error


def _rows(path: Path, columns: list[str]) -> Iterator[dict[str, Any]]:
    """Yield the rows of a table, some hundred of them in memory. Raise as for its columns."""
    with _damaged(path), pq.ParquetFile(path) as file:
        for batch in file.iter_batches(_ROWS_AT_ONCE, columns=columns):
            yield from batch.to_pylist()


def _read(path: Path, schema: pa.Schema) -> pa.Table:
    with _damaged(path):
        return pq.read_table(path, columns=schema.names, partitioning=None)


def _read_rows(path: Path, schema: pa.Schema, places: Sequence[int]) -> pa.Table:
    """Return some rows, by their sorted places; parts of the file without any are passed over."""
    found, begin = [schema.empty_table()], 0
    with _damaged(path), pq.ParquetFile(path) as file:
        for group in range(file.num_row_groups):
            end = begin + file.metadata.row_group(group).num_rows
            own = [place - begin for place in places if begin <= place < end]
            if own:
                found.append(file.read_row_group(group, columns=schema.names).take(own))
            begin = end
    return pa.concat_tables(found)
