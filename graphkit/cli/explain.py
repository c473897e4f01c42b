"""`graphkit explain`: what the graph says about a thing, or between two."""

from typing import Annotated

import typer

from graphkit import config
from graphkit.cli.output import (
    Format,
    FormatOption,
    GraphOption,
    JsonOption,
    message,
    print_table,
)
from graphkit.errors import UsageError
from graphkit.model import Table


def explain(
    thing: Annotated[
        str, typer.Argument(metavar="THING", help="An id, a name, an alias or a title.")
    ],
    other: Annotated[
        str | None, typer.Argument(metavar="[OTHER]", help="What it is connected with.")
    ] = None,
    *,
    graph: GraphOption = config.DEFAULT_GRAPH,
    form: FormatOption = Format.TABLE,
    as_json: JsonOption = False,
    names: Annotated[
        bool, typer.Option("--names", help="Show why each spelling is this thing, instead.")
    ] = False,
    chains: Annotated[int, typer.Option("--chains", "-n", min=1, help="Chains at most.")] = 3,
) -> None:
    """Show every statement about a thing, or the shortest chains between two, with sentences."""
    from graphkit import analyse
    from graphkit.analyse.columns import read_columns
    from graphkit.graph import read_merges

    form = Format.JSON if as_json else form
    if names:
        if other is not None:
            raise UsageError("expected one thing with --names, found two")
        columns = read_columns(graph, aliases=True)
        print_table(analyse.names_table(columns, read_merges(graph), thing), form)
        return
    found = analyse.explain_folder(graph, thing, other, chains=chains)
    if not found.rows:
        message("the graph has no statement on this")
    print_table(found if form in (Format.JSON, Format.CSV) else _without_ids(found), form)


def _without_ids(table: Table) -> Table:
    """Return a table for people: the names of the things are enough."""
    kept = [place for place, name in enumerate(table.columns) if not name.endswith("Id")]
    return Table(
        tuple(table.columns[place] for place in kept),
        tuple(tuple(row[place] for place in kept) for row in table.rows),
        table.title,
    )
