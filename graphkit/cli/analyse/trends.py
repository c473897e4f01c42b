"""`graphkit analyse trends`: what comes, what goes, what bursts."""

from collections import Counter
from math import isnan
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from graphkit import config
from graphkit.cli.analyse.showing import (
    ConfidenceOption,
    EntityLabel,
    PlotOption,
    ShowOption,
    TopOption,
    check_picture,
    load,
    say,
    show,
    watched,
)
from graphkit.cli.analyse.words import Every
from graphkit.cli.output import Format, FormatOption, GraphOption, JsonOption, message
from graphkit.model import NodeLabel, Table

if TYPE_CHECKING:
    from graphkit.analyse.trends import Snapshot, Trends

PEOPLE = ("trends", "bursts", "snapshots")


def trends(
    entity: Annotated[
        list[str] | None, typer.Argument(help="Entities by id or name; else those of most papers.")
    ] = None,
    *,
    graph: GraphOption = config.DEFAULT_GRAPH,
    form: FormatOption = Format.TABLE,
    as_json: JsonOption = False,
    every: Annotated[Every, typer.Option("--every", help="How long a period is.")] = Every.YEAR,
    label: Annotated[
        EntityLabel | None, typer.Option("--label", help="Only entities of a kind.")
    ] = None,
    top: TopOption = 20,
    scale: Annotated[
        float, typer.Option("--scale", min=1.01, help="A burst has so many times the usual share.")
    ] = 2.0,
    gamma: Annotated[
        float, typer.Option("--gamma", min=0, help="How hard it is for a burst to begin.")
    ] = 1.0,
    min_confidence: ConfidenceOption = 0.0,
    shown: ShowOption = None,
    plot: PlotOption = None,
    snapshots: Annotated[
        Path | None,
        typer.Option("--snapshots", metavar="DIR", help="Also write a graph folder a period."),
    ] = None,
) -> None:
    """Follow entities over time: share of papers, growth, bursts, with what small numbers bear.

    `growth` is the logarithm of the odds ratio of the late over the early half of the papers with a
    date, from `low` to `high` in 95 of 100 cases: 0 is no change. `q` is the share of false finds
    among verdicts as sure as this one. The tables are trends, points, bursts, snapshots and
    summary.
    """
    check_picture(plot)
    columns = load(graph, min_confidence)
    from graphkit.analyse import trends as measures

    with watched("counting"):
        found = measures.trends(
            columns,
            every=measures.Every(every),
            label=NodeLabel(label.capitalize()) if label else None,
            names=entity or (),
            top=top,
            scale=scale,
            gamma=gamma,
        )
        tables = _tables(found, measures.snapshot_rows(columns, measures.Every(every)))
    readable = {"trends": (_readable(found),)}
    show(
        tables,
        form,
        as_json=as_json,
        chosen=shown,
        main="trends",
        people=PEOPLE,
        readable=readable,
    )
    say(found.notes)
    if plot:
        _draw(found, tables, plot)
    if snapshots:
        _write(graph, snapshots, every)


def _tables(found: "Trends", rows: tuple["Snapshot", ...]) -> dict[str, Table]:
    from graphkit.analyse.tabling import facts, table_of
    from graphkit.analyse.trends import BurstOf, Point, Snapshot, Trend

    return {
        "trends": table_of(Trend, found.trends, "Trends"),
        "bursts": table_of(BurstOf, found.bursts, "Bursts"),
        "points": table_of(Point, found.points, "Shares"),
        "snapshots": table_of(Snapshot, rows, "The graph at the end of each period"),
        "summary": facts(
            "Dates",
            papers_with_a_date=found.dated,
            papers_without_a_date=found.undated,
            periods=len(found.periods),
            first=found.periods[0] if found.periods else None,
            last=found.periods[-1] if found.periods else None,
            late_half_from=found.split,
            notes=list(found.notes),
        ),
    }


def _readable(found: "Trends") -> Table:
    """Return the trends as a line fits: shares in percent, days as months, kinds where needed."""
    names = Counter(trend.name for trend in found.trends)
    rows = [
        (
            trend.name if names[trend.name] == 1 else f"{trend.name} ({trend.label.lower()})",
            trend.papers,
            trend.first[:7],
            trend.last[:7],
            _percent(trend.early),
            _percent(trend.late),
            ""
            if isnan(trend.growth)
            else f"{trend.growth:.2f} ({trend.low:.2f}, {trend.high:.2f})",
            trend.q,
            trend.verdict,
        )
        for trend in found.trends
    ]
    columns = ("name", "papers", "first", "last", "early", "late", "growth", "q", "verdict")
    split = f", early before {found.split}" if found.split else ""
    return Table(columns, tuple(rows), f"Trends (shares of papers{split})")


def _percent(share: float) -> str:
    return "" if isnan(share) else f"{100 * share:.0f} %"


def _write(graph: Path, folder: Path, every: Every) -> None:
    """Write the graph at the end of each period into a folder of its own."""
    from graphkit.analyse import trends as measures
    from graphkit.graph import guard, read_graph, write_snapshot

    names = []
    for name, snapshot in measures.snapshots(read_graph(graph), measures.Every(every)):
        guard(folder / name)
        write_snapshot(folder / name, papers=[], mentions=[], entity_ids=[], G=snapshot)
        names.append(name)
    message(f"{len(names)} graph folders written below {folder}")


def _draw(found: "Trends", tables: dict[str, Table], plot: Path) -> None:
    from graphkit.analyse.plots import save_plot
    from graphkit.analyse.plots.trends import trends_plot

    draw, size = trends_plot(found)
    save_plot(
        plot,
        draw,
        title="Entities over time",
        size=size,
        tables=[tables["trends"], tables["bursts"]],
    )
