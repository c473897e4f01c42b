"""The formats by name, and the one way into a file."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType
from typing import IO, TYPE_CHECKING, TypeAlias

from graphkit.errors import UsageError
from graphkit.export import bibtex, csl, cytoscape, d3, gexf, graphml, jsonl, ris, spreadsheet
from graphkit.files import atomic_folder, atomic_write

if TYPE_CHECKING:
    import networkx as nx

Write: TypeAlias = Callable[["nx.MultiDiGraph", IO[bytes]], None]
WriteFolder: TypeAlias = Callable[["nx.MultiDiGraph", Path], None]


class FormatName(StrEnum):
    """The formats that a graph can be exported in."""

    GRAPHML = "graphml"
    GEXF = "gexf"
    CYTOSCAPE = "cytoscape"
    D3 = "d3"
    CSV = "csv"
    JSONL = "jsonl"
    BIBTEX = "bibtex"
    RIS = "ris"
    CSL_JSON = "csl-json"


@dataclass(frozen=True, slots=True)
class ExportFormat:
    """A format: who reads it, where it goes if not told, and its writer.

    One of the two writers is there: `write` for a stream, `write_folder` for several files. A
    bibliography has the papers alone, every other format the whole graph.
    """

    readers: str
    default: Path
    write: Write | None = None
    write_folder: WriteFolder | None = None
    is_bibliography: bool = False


FORMATS: Mapping[FormatName, ExportFormat] = MappingProxyType(
    {
        FormatName.GRAPHML: ExportFormat(
            "Gephi, yEd, Cytoscape, igraph, networkx", Path("graph.graphml"), graphml.write
        ),
        FormatName.GEXF: ExportFormat(
            "Gephi and Gephi Lite, with labels, colours and sizes", Path("graph.gexf"), gexf.write
        ),
        FormatName.CYTOSCAPE: ExportFormat(
            "Cytoscape, Cytoscape.js", Path("graph.cyjs"), cytoscape.write
        ),
        FormatName.D3: ExportFormat("d3, force-graph, networkx", Path("graph.json"), d3.write),
        FormatName.CSV: ExportFormat(
            "Gephi, spreadsheets, polars, pandas",
            Path("graph-csv"),
            write_folder=spreadsheet.write,
        ),
        FormatName.JSONL: ExportFormat(
            "jq, polars, scripts; `graphkit.export.jsonl.read`",
            Path("graph.jsonl"),
            jsonl.write,
        ),
        FormatName.BIBTEX: ExportFormat(
            "LaTeX, JabRef, every reference manager",
            Path("papers.bib"),
            bibtex.write,
            is_bibliography=True,
        ),
        FormatName.RIS: ExportFormat(
            "EndNote, Zotero, Mendeley", Path("papers.ris"), ris.write, is_bibliography=True
        ),
        FormatName.CSL_JSON: ExportFormat(
            "Zotero, Pandoc, Quarto", Path("papers.json"), csl.write, is_bibliography=True
        ),
    }
)


def export(G: "nx.MultiDiGraph", name: FormatName, path: Path) -> None:
    """Write a graph in a format to `path`: the whole file or folder, or nothing.

    A writer that fails leaves what was there. Raise UsageError where `path` is a folder and the
    format is one file, or where it is a file, or holds other things, and the format is a folder.
    """
    form = FORMATS[name]
    if form.write is not None:
        if path.is_dir():
            raise UsageError(f"{path}: {name} is one file, and this is a folder")
        with atomic_write(path) as stream:
            form.write(G, stream)
    elif form.write_folder is not None:
        _guard(path, name)
        with atomic_folder(path) as folder:
            form.write_folder(G, folder)


def export_stream(G: "nx.MultiDiGraph", name: FormatName, stream: IO[bytes]) -> None:
    """Write a graph in a format to an open stream. Raise UsageError where that takes a folder."""
    write = FORMATS[name].write
    if write is None:
        raise UsageError(
            f"{name} is two files and cannot go to stdout", hint="name a folder with -o DIR"
        )
    write(G, stream)


def _guard(path: Path, name: str) -> None:
    ours = {spreadsheet.NODES, spreadsheet.EDGES}
    if path.is_dir() and all(file.name in ours for file in path.iterdir()):
        return
    if path.exists():
        raise UsageError(
            f"{path}: {name} makes a folder, and something else stands there; it is left as it is",
            hint="name another folder with -o DIR",
        )
