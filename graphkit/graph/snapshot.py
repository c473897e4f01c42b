"""A graph on disk: a folder of Parquet tables and a manifest, replaced as a whole."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path

import networkx as nx
import pyarrow as pa
import pyarrow.parquet as pq

from graphkit.errors import InputError, SchemaError, UsageError
from graphkit.files import atomic_folder, recover_folder
from graphkit.graph import tables
from graphkit.graph.digest import Digest, digest
from graphkit.model import Mention, Paper

SCHEMA_VERSION = 1
MANIFEST = "manifest.json"


@dataclass(frozen=True, slots=True)
class Input:
    """A file that a graph was built from: its name, its SHA-256 and its size in bytes."""

    name: str
    sha256: str
    bytes: int


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a graph folder says of itself. `settings` are those that change what a graph holds."""

    digest: Digest
    inputs: tuple[Input, ...] = ()
    versions: dict[str, str] = field(default_factory=dict)
    settings: dict[str, str | float] = field(default_factory=dict)
    schema: int = SCHEMA_VERSION


def write_snapshot(
    folder: Path,
    *,
    papers: Iterable[Paper],
    mentions: Sequence[Mention],
    entity_ids: Sequence[str],
    G: nx.MultiDiGraph,
    inputs: Iterable[Input] = (),
    versions: dict[str, str] | None = None,
    settings: dict[str, str | float] | None = None,
) -> Manifest:
    """Write the folder as a whole, in the place of the one that was there.

    Raise UsageError where `folder` holds something else: only a graph is ever replaced.
    """
    guard(folder)
    manifest = Manifest(digest(G), tuple(inputs), versions or {}, settings or {})
    with atomic_folder(folder) as fresh:
        _write(tables.papers_table(papers), fresh / "papers.parquet")
        _write(tables.mentions_table(mentions, entity_ids), fresh / "mentions.parquet")
        _write(tables.nodes_table(G), fresh / "nodes.parquet")
        _write(tables.edges_table(G), fresh / "edges.parquet")
        text = json.dumps(asdict(manifest), indent=2, sort_keys=True, ensure_ascii=False)
        (fresh / MANIFEST).write_text(text + "\n", encoding="utf-8")
    return manifest


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
            settings=dict(fields.get("settings", {})),
        )
    except (KeyError, TypeError) as error:
        raise SchemaError(f"{file}: damaged ({error})", hint="build the graph again") from error


def read_graph(folder: Path) -> nx.MultiDiGraph:
    """Return the graph in a folder. Raise InputError or SchemaError where it cannot be read."""
    read_manifest(folder)
    return tables.graph_from(
        _read(folder / "nodes.parquet", tables.NODES), _read(folder / "edges.parquet", tables.EDGES)
    )


def read_papers(folder: Path) -> list[Paper]:
    """Return the papers in a graph folder, sorted by id."""
    read_manifest(folder)
    return tables.papers_from(_read(folder / "papers.parquet", tables.PAPERS))


def _write(table: pa.Table, path: Path) -> None:
    pq.write_table(table, path, compression="zstd")


def _read(path: Path, schema: pa.Schema) -> pa.Table:
    try:
        return pq.read_table(path, columns=schema.names, partitioning=None)
    except (OSError, pa.ArrowException) as error:
        raise SchemaError(f"{path}: damaged ({error})", hint="build the graph again") from error
