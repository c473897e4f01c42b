"""`graphkit export`: the graph in files for another program."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from graphkit import config
from graphkit.cli.connection import NameOption
from graphkit.cli.output import GraphOption, message
from graphkit.errors import UsageError
from graphkit.export import FORMATS, FormatName

if TYPE_CHECKING:
    import networkx as nx

NEO4J_CSV = "neo4j-csv"
STDOUT = "-"
_BULK_FOLDER = Path("neo4j-csv")

# The import files of Neo4j are written by `store`, where all that is Neo4j's is.
_FORMS = (*(name.value for name in FormatName), NEO4J_CSV)
_DEFAULTS = ", ".join(
    [*(f"{name.value}: {form.default}" for name, form in FORMATS.items()), str(_BULK_FOLDER)]
)


def _known(form: str) -> str:
    if form not in _FORMS:
        raise typer.BadParameter(f"{form!r} is not one of {', '.join(_FORMS)}")
    return form


FormatArgument = Annotated[
    str, typer.Argument(metavar="FORMAT", help=" | ".join(_FORMS), callback=_known)
]
Place = Annotated[str | None, typer.Argument(metavar="[FILE|DIR|-]", help="The same as --output.")]
Output = Annotated[
    str | None,
    typer.Option(
        "--output",
        "-o",
        metavar="FILE|DIR|-",
        help="Where to; - is stdout.",
        show_default=_DEFAULTS,
    ),
]


def export(
    form: FormatArgument,
    place: Place = None,
    *,
    output: Output = None,
    graph: GraphOption = config.DEFAULT_GRAPH,
    name: NameOption = None,
) -> None:
    """Write the graph to files for Gephi, Cytoscape, d3, a bibliography, a spreadsheet or Neo4j.

    neo4j-csv is the folder that `neo4j-admin database import full` reads, with the script to run.
    """
    if place is not None and output is not None:
        raise UsageError("the place to write to is given twice", hint="leave out --output")
    path = place if output is None else output
    if form == NEO4J_CSV:
        _export_bulk(graph, path, name)
    elif name is not None:
        raise UsageError(f"{form} knows no --name", hint="only neo4j-csv does")
    else:
        _export_file(graph, FormatName(form), path)


def _export_file(graph: Path, form: FormatName, place: str | None) -> None:
    from graphkit.export import export as write_export
    from graphkit.export import export_stream
    from graphkit.graph import read_graph

    if place == STDOUT and FORMATS[form].write is None:
        raise typer.BadParameter(f"{form} is two files and cannot go to stdout; name a folder")
    G = read_graph(graph)
    if place == STDOUT:
        export_stream(G, form, sys.stdout.buffer)
        sys.stdout.buffer.flush()
        return
    path = FORMATS[form].default if place is None else Path(place)
    write_export(G, form, path)
    message(f"wrote {path}: {_size(G, form)}")


def _size(G: "nx.MultiDiGraph", form: FormatName) -> str:
    if FORMATS[form].is_bibliography:
        labels = (data for _, data in G.nodes(data=True) if not data.get("stub"))
        return f"{sum(data['label'] == 'Paper' for data in labels):,} papers"
    return f"{G.number_of_nodes():,} nodes, {G.number_of_edges():,} relationships"


def _export_bulk(graph: Path, place: str | None, name: str | None) -> None:
    from graphkit.store.neo4j_bulk import write_bulk

    if place == STDOUT:
        raise typer.BadParameter(f"{NEO4J_CSV} is many files and cannot go to stdout")
    path = _BULK_FOLDER if place is None else Path(place)
    report = write_bulk(graph, path, name=name)
    message(
        f"wrote {path}: {report.nodes:,} nodes, {report.relationships:,} relationships, "
        f"{report.files} files, {report.size / 1e6:,.1f} MB\n"
        f"  stop the server and run {path}/import.sh; {path}/load-csv.cypher is for one that runs"
    )
