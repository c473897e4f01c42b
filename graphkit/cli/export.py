"""`graphkit export`: the graph in a file for another program."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from graphkit import config
from graphkit.cli.output import GraphOption, message
from graphkit.export import FORMATS, FormatName

if TYPE_CHECKING:
    import networkx as nx

_DEFAULTS = ", ".join(f"{name.value}: {form.default}" for name, form in FORMATS.items())
STDOUT = "-"

FormatArgument = Annotated[FormatName, typer.Argument(metavar="FORMAT", help=" | ".join(FORMATS))]
Output = Annotated[
    str | None,
    typer.Option(
        "--output", "-o", metavar="FILE|DIR|-", help=f"Where to; - is stdout. [{_DEFAULTS}]"
    ),
]


def export(
    form: FormatArgument, *, output: Output = None, graph: GraphOption = config.DEFAULT_GRAPH
) -> None:
    """Write the graph for Gephi, Cytoscape, d3, a spreadsheet, a script, or a bibliography."""
    from graphkit.export import export as write_export
    from graphkit.export import export_stream
    from graphkit.graph import read_graph

    if output == STDOUT and FORMATS[form].write is None:
        raise typer.BadParameter(f"{form} is two files and cannot go to stdout; name a folder")
    G = read_graph(graph)
    if output == STDOUT:
        export_stream(G, form, sys.stdout.buffer)
        sys.stdout.buffer.flush()
        return
    path = FORMATS[form].default if output is None else Path(output)
    write_export(G, form, path)
    message(f"wrote {path}: {_size(G, form)}")


def _size(G: "nx.MultiDiGraph", form: FormatName) -> str:
    if FORMATS[form].is_bibliography:
        papers = sum(
            1 for _, d in G.nodes(data=True) if d["label"] == "Paper" and not d.get("stub")
        )
        return f"{papers:,} papers"
    return f"{G.number_of_nodes():,} nodes, {G.number_of_edges():,} relationships"
