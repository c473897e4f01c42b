"""`graphkit stats`: what the graph says of itself."""

from typing import Annotated

import typer

from graphkit import config
from graphkit.cli.output import (
    Format,
    FormatOption,
    GraphOption,
    JsonOption,
    print_json,
    print_table,
    print_tables,
)

Top = Annotated[int, typer.Option("--top", "-n", min=0, help="Rows of each ranking.")]


def stats(
    *,
    graph: GraphOption = config.DEFAULT_GRAPH,
    form: FormatOption = Format.TABLE,
    as_json: JsonOption = False,
    top: Top = 10,
) -> None:
    """Show size, dates, degrees, components, density, the most shared entities, and the sources."""
    from graphkit import analyse

    G, digest = analyse.read_outline(graph)
    found = analyse.stats(G, top=top, total_digest=digest)
    sources = analyse.source_stats(graph, G)
    if as_json or form is Format.JSON:
        print_json({**found.as_dict(), **sources.as_dict()})
    elif form is Format.CSV:
        print_table(analyse.long_table(found), form)
    else:
        tables = (*analyse.summary_tables(found), *analyse.source_tables(sources))
        print_tables(tables, form)
