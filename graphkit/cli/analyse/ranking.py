"""`graphkit analyse ranking`: which nodes matter, and how sure that is."""

from typing import TYPE_CHECKING, Annotated

import typer

from graphkit import config
from graphkit.cli.analyse.showing import (
    ConfidenceOption,
    Label,
    PlotOption,
    SeedOption,
    ShowOption,
    TopOption,
    check_picture,
    load,
    picked,
    say,
    show,
)
from graphkit.cli.analyse.words import By, On
from graphkit.cli.output import Format, FormatOption, GraphOption, JsonOption, stage_progress
from graphkit.model import NodeLabel, Table

if TYPE_CHECKING:
    from graphkit.analyse.ranking import Ranking


_ABOUT_RANKS = ("role", "separated", "low", "high", "kept")


def ranking(
    *,
    graph: GraphOption = config.DEFAULT_GRAPH,
    form: FormatOption = Format.TABLE,
    as_json: JsonOption = False,
    by: Annotated[By, typer.Option("--by", help="The measure that orders.")] = By.PAGERANK,
    on: Annotated[On, typer.Option("--on", help="The whole graph, or one made of it.")] = On.WHOLE,
    label: Annotated[Label | None, typer.Option("--label", help="Only nodes of a kind.")] = None,
    top: TopOption = 20,
    pivots: Annotated[
        int | None,
        typer.Option("--pivots", min=1, help="Estimate betweenness from so many nodes."),
    ] = None,
    resamples: Annotated[
        int | None,
        typer.Option("--resamples", min=0, help="How often the papers are drawn anew."),
    ] = None,
    min_confidence: ConfidenceOption = 0.0,
    seed: SeedOption = 0,
    shown: ShowOption = None,
    plot: PlotOption = None,
) -> None:
    """Rank nodes by PageRank, degree, betweenness or core number, with hubs and bridges.

    `low` and `high` are the ranks between which a node stands in 90 % of the samples of the papers,
    `kept` is the share of samples that have it among the first; `separated` counts the nodes that
    lose their way to the largest part when it goes. People are shown the degree and the measure
    that orders; JSON and CSV have all of them.
    """
    check_picture(plot)
    columns = load(graph, min_confidence)
    from graphkit.analyse.projection import On as Graph
    from graphkit.analyse.ranking import Measure
    from graphkit.analyse.ranking import ranking as rank

    with stage_progress() as progress:
        found = rank(
            columns,
            by=Measure(by),
            on=Graph(on),
            label=NodeLabel(label.capitalize()) if label else None,
            top=top,
            pivots=pivots,
            resamples=resamples,
            seed=seed,
            progress=progress,
        )
    tables = _tables(found)
    measures = dict.fromkeys(("degree", found.by.value))
    columns_for_people = ("rank", "name", "label", *measures, *_ABOUT_RANKS)
    readable = {"ranking": (picked(tables["ranking"], *columns_for_people),)}
    show(tables, form, as_json=as_json, chosen=shown, main="ranking", readable=readable)
    if not found.places:
        say([f"the graph has no {label or 'node'} to rank"])
    if plot:
        from graphkit.analyse.plots import save_plot
        from graphkit.analyse.plots.ranking import ranking_plot

        draw, size = ranking_plot(found)
        title = f"First {len(found.places)} by {found.by}"
        save_plot(plot, draw, title=title, size=size, tables=tuple(tables.values()))


def _tables(found: "Ranking") -> dict[str, Table]:
    from graphkit.analyse.ranking import Place
    from graphkit.analyse.tabling import facts, table_of

    return {
        "ranking": table_of(Place, found.places, f"Ranking by {found.by}"),
        "summary": facts(
            "How it was measured",
            graph=found.on.value,
            nodes=found.nodes,
            links=found.links,
            betweenness=found.betweenness,
            resamples=found.resamples,
            entities_too_common_to_link=found.left_out,
        ),
    }
