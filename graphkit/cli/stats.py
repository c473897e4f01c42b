"""`graphkit stats`: what the graph says of itself."""

from pathlib import Path
from typing import Annotated

import typer

from graphkit import config
from graphkit.cli.analyse.showing import PlotOption, check_picture, watched
from graphkit.cli.analyse.words import GroupBy
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
By = Annotated[GroupBy | None, typer.Option("--by", help="A row for each group of papers.")]


def stats(
    *,
    graph: GraphOption = config.DEFAULT_GRAPH,
    form: FormatOption = Format.TABLE,
    as_json: JsonOption = False,
    top: Top = 10,
    by: By = None,
    plot: PlotOption = None,
) -> None:
    """Show size, coverage, degrees, components, density, top lists, sources, what to look at."""
    check_picture(plot)
    form = Format.JSON if as_json else form
    if by is not None:
        _groups(graph, form, by, plot)
        return
    from graphkit import analyse
    from graphkit.analyse.columns import read_columns
    from graphkit.graph import read_manifest

    digest = read_manifest(graph).digest.total
    with watched("counting"):
        found = analyse.stats(read_columns(graph), top=top, total_digest=digest)
        sources = analyse.source_stats(graph)
    if form is Format.JSON:
        print_json({**found.as_dict(), **sources.as_dict()})
    elif form is Format.CSV:
        print_table(analyse.long_table(found), form)
    else:
        tables = (*analyse.summary_tables(found), *analyse.source_tables(sources))
        print_tables(tables, form)
    if plot:
        from graphkit.analyse.plots import save_plot
        from graphkit.analyse.plots.stats import stats_plot

        draw, size = stats_plot(found)
        save_plot(plot, draw, title="Graph", size=size, tables=analyse.summary_tables(found))


def _groups(graph: Path, form: Format, by: GroupBy, plot: Path | None) -> None:
    from graphkit.analyse.columns import read_columns
    from graphkit.analyse.stats import By, Group, groups
    from graphkit.analyse.tabling import table_of

    with watched("counting"):
        found = groups(read_columns(graph, files=True), By(by))
    table = table_of(Group, found, f"Papers by {by}")
    print_table(table, form)
    if plot:
        from graphkit.analyse.plots import save_plot
        from graphkit.analyse.plots.stats import groups_plot

        draw, size = groups_plot(found, by)
        save_plot(plot, draw, title=f"Papers by {by}", size=size, tables=[table])
