r"""Two CSV tables with Gephi's headings: nodes.csv and edges.csv.

`Type` says that every edge is directed, `Kind` keeps parallel edges apart in Gephi, `Label` and
`relationship` are the relationship type. Lists are JSON arrays, dates ISO texts, what is not
known is empty. Rows end as RFC 4180 says, in carriage return and line feed.

A spreadsheet runs a cell that begins with = + - or @, also behind a blank, so such a text gets a
quote in front; a text that already looks like one gets one more, so that taking one quote away
from what matches `GUARDED` gives every text back. Numbers are not touched.

Gephi takes a backslash for an escape, which other readers do not. So lists escape by number only
(`\u0022`), and where a backslash would swallow a quote or the end of its cell, and with it the
rest of the file, it becomes the set minus sign U+2216.
"""

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from graphkit.export.clean import Cell, CleanGraph, Column, json_text
from graphkit.export.graphml import as_text

if TYPE_CHECKING:
    import networkx as nx

NODES = "nodes.csv"
EDGES = "edges.csv"
NODE_HEADINGS = ("Id", "Label", "kind")
EDGE_HEADINGS = ("Source", "Target", "Type", "Kind", "Id", "Label", "Weight", "relationship")
GUARDED = re.compile(r"'+\s*[=+\-@]|'+[\t\r\n]")
_SWALLOWS = re.compile(r'\\(?="|\Z)')
_SHORT_ESCAPE = re.compile(r"\\(.)", re.DOTALL)
_SHORT = {"n": "\n", "r": "\r", "t": "\t", "b": "\b", "f": "\f"}
_RISKY = re.compile(r"'*\s*[=+\-@]|'*[\t\r\n]")


def write(G: "nx.MultiDiGraph", folder: Path) -> None:
    """Write a graph as two CSV files into `folder`, which exists."""
    graph = CleanGraph(G, controls=False)
    _table(folder / NODES, NODE_HEADINGS, graph.node_columns, _nodes(graph))
    _table(folder / EDGES, EDGE_HEADINGS, graph.edge_columns, _edges(graph))


def _nodes(graph: CleanGraph) -> Iterator[list[Cell | None]]:
    for node in graph.nodes():
        values = (node.properties.get(column.name) for column in graph.node_columns)
        yield [node.id, node.label, node.kind, *values]


def _edges(graph: CleanGraph) -> Iterator[list[Cell | None]]:
    for edge in graph.edges():
        ends = (edge.source, edge.target, "Directed", edge.type, edge.id)
        values = (edge.properties.get(column.name) for column in graph.edge_columns)
        yield [*ends, edge.type, edge.weight, edge.type, *values]


def _table(
    path: Path,
    headings: Sequence[str],
    columns: tuple[Column, ...],
    rows: Iterable[Sequence[Cell | None]],
) -> None:
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow([*headings, *(_guarded(column.name) for column in columns)])
        writer.writerows([_cell(value) for value in row] for row in rows)


def _cell(value: Cell | None) -> str:
    match value:
        case None:
            return ""
        case str():
            return _guarded(value)
        case list():
            return _SHORT_ESCAPE.sub(_by_number, json_text(value))
        case _:
            return as_text(value)


def _by_number(found: re.Match[str]) -> str:
    letter = found[1]
    return found[0] if letter == "u" else f"\\u{ord(_SHORT.get(letter, letter)):04x}"


def _guarded(text: str) -> str:
    plain = _SWALLOWS.sub("\u2216", text)
    return f"'{plain}" if _RISKY.match(plain) else plain
