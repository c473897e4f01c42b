"""`graphkit analyse citations`: who cites whom, from reference lists."""

from typing import TYPE_CHECKING, Annotated

import typer

from graphkit import config
from graphkit.cli.analyse.showing import (
    PlotOption,
    ShowOption,
    TopOption,
    check_picture,
    say,
    show,
    watched,
)
from graphkit.cli.output import Format, FormatOption, GraphOption, JsonOption
from graphkit.model import Table

if TYPE_CHECKING:
    from graphkit.analyse.citations import Citations


def citations(
    *,
    graph: GraphOption = config.DEFAULT_GRAPH,
    form: FormatOption = Format.TABLE,
    as_json: JsonOption = False,
    top: TopOption = 20,
    key_routes: Annotated[
        int, typer.Option("--key-routes", min=1, help="Largest counts that paths are laid over.")
    ] = 10,
    shown: ShowOption = None,
    plot: PlotOption = None,
) -> None:
    """Find main paths, what is cited together, what cites the same, and who is remembered.

    Only CITES counts, which comes from reference lists. The tables are main, routes, cocited,
    coupled, historiograph, cycles and summary.
    """
    check_picture(plot)
    from graphkit.analyse.citations import citations as find
    from graphkit.analyse.citations import read_citations

    with watched("counting"):
        found = find(read_citations(graph), top=top, key_routes=key_routes)
    tables = _tables(found)
    show(tables, form, as_json=as_json, chosen=shown, main="main")
    notes = []
    if not found.citations:
        notes.append("the graph has no CITES: its sources list no references")
    if found.cycles:
        notes.append(f"{len(found.cycles)} circles of citations were each taken as one paper")
    say(notes)
    if plot:
        from graphkit.analyse.plots import save_plot
        from graphkit.analyse.plots.citations import historiograph_plot

        draw, size = historiograph_plot(found)
        save_plot(plot, draw, title="Historiograph", size=size, tables=tuple(tables.values()))


def _tables(found: "Citations") -> dict[str, Table]:
    from graphkit.analyse.citations import Cycle, OnPath, Pair, Remembered
    from graphkit.analyse.tabling import facts, table_of

    return {
        "main": table_of(OnPath, found.main_path, "Main path, the oldest first"),
        "routes": table_of(OnPath, found.key_routes, "Key-route main path"),
        "cocited": table_of(Pair, found.cited_together, "Cited together"),
        "coupled": table_of(Pair, found.citing_together, "Citing the same"),
        "historiograph": table_of(Remembered, found.historiograph, "Most cited here"),
        "cycles": table_of(Cycle, found.cycles, "Circles"),
        "summary": facts(
            "Citations",
            papers=found.papers,
            citations=found.citations,
            papers_that_cite_nothing_here=found.sources,
            papers_that_nothing_here_cites=found.sinks,
            papers_with_a_global_count=found.with_global,
            circles=len(found.cycles),
        ),
    }
