"""`graphkit analyse citations`: who cites whom, from reference lists."""

from typing import TYPE_CHECKING, Annotated

import typer

from graphkit import config
from graphkit.cli.analyse.showing import (
    PlotOption,
    ShowOption,
    TopOption,
    check_picture,
    picked,
    say,
    show,
    watched,
)
from graphkit.cli.output import Format, FormatOption, GraphOption, JsonOption
from graphkit.model import Table

if TYPE_CHECKING:
    from graphkit.analyse.citations import Citations


_STEP = ("step", "cited", "citedYear", "citing", "citingYear", "count")


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

    Only CITES counts, which comes from reference lists. The `count` of a citation on a path is the
    number of ways from the oldest papers to the newest that lead over it. `local` counts citations
    in this graph, `global` is what the source counts. The tables are main, routes, cocited,
    coupled, historiograph, cycles and summary.
    """
    check_picture(plot)
    from graphkit.analyse.citations import citations as find
    from graphkit.analyse.citations import read_citations

    with watched("counting"):
        found = find(read_citations(graph), top=top, key_routes=key_routes)
    tables = _tables(found)
    show(
        tables,
        form,
        as_json=as_json,
        chosen=shown,
        main="main",
        readable={
            "main": (picked(tables["main"], *_STEP),),
            "routes": (picked(tables["routes"], *_STEP),),
            "historiograph": (_historiograph(found),),
        },
    )
    notes = []
    if not found.citations:
        notes.append("the graph has no CITES: its sources list no references")
    if found.cycles:
        number = len(found.cycles)
        each = "1 circle of citations was" if number == 1 else f"{number} circles were each"
        notes.append(f"{each} taken as one paper on the main paths")
    say(notes)
    if plot:
        from graphkit.analyse.plots import save_plot
        from graphkit.analyse.plots.citations import historiograph_plot

        draw, size = historiograph_plot(found)
        save_plot(plot, draw, title="Historiograph", size=size, tables=tuple(tables.values()))


def _historiograph(found: "Citations") -> Table:
    """Return the historiograph with the ranks of the papers that one cites, not their ids."""
    ranks = {row.id: row.rank for row in found.historiograph}
    columns = ("rank", "title", "year", "local", "global", "references", "cites")
    rows = [
        (
            row.rank,
            row.title,
            row.year,
            row.local,
            row.global_,
            row.references,
            ", ".join(map(str, sorted(ranks[other] for other in row.cites))),
        )
        for row in found.historiograph
    ]
    return Table(columns, tuple(rows), "Historiograph: most cited here (cites: by rank)")


def _tables(found: "Citations") -> dict[str, Table]:
    from graphkit.analyse.citations import Cycle, OnPath, Pair, Remembered
    from graphkit.analyse.tabling import facts, table_of

    return {
        "main": table_of(
            OnPath, found.main_path, "Main path, the oldest first (count: search path count)"
        ),
        "routes": table_of(
            OnPath, found.key_routes, "Key-route main path, over the largest counts"
        ),
        "cocited": table_of(
            Pair, found.cited_together, "Cited together (common: papers that cite both)"
        ),
        "coupled": table_of(
            Pair, found.citing_together, "Citing the same (common: references of both)"
        ),
        "historiograph": table_of(
            Remembered, found.historiograph, "Historiograph: most cited here"
        ),
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
