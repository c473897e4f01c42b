"""`graphkit analyse communities`: groups that hang together, named, with their stability."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from graphkit import config
from graphkit.cli.analyse.showing import (
    ConfidenceOption,
    PlotOption,
    SeedOption,
    ShowOption,
    TopOption,
    check_picture,
    load,
    say,
    show,
)
from graphkit.cli.analyse.words import CommunityMethod, On
from graphkit.cli.output import Format, FormatOption, GraphOption, JsonOption, stage_progress
from graphkit.model import Table

if TYPE_CHECKING:
    from graphkit.analyse.communities import Communities

PEOPLE = ("communities", "summary")


def communities(
    *,
    graph: GraphOption = config.DEFAULT_GRAPH,
    form: FormatOption = Format.TABLE,
    as_json: JsonOption = False,
    on: Annotated[On, typer.Option("--on", help="What is grouped.")] = On.PAPERS,
    method: Annotated[
        CommunityMethod, typer.Option("--method", help="One community each, or a mixture of them.")
    ] = CommunityMethod.LEIDEN,
    resolution: Annotated[
        float, typer.Option("--resolution", min=0.01, help="More makes smaller communities.")
    ] = 1.0,
    top: TopOption = 20,
    seeds: Annotated[
        int | None, typer.Option("--seeds", min=1, help="Partitions of which the best is taken.")
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
    """Find communities of papers or entities: names, quality, stability, share by year.

    A community with a stability below 0.5 falls apart when other papers are drawn. The tables are
    communities, members, years and summary; people are shown the first and the last.
    """
    check_picture(plot)
    columns = load(graph, min_confidence)
    from graphkit.analyse.communities import Method
    from graphkit.analyse.communities import communities as find
    from graphkit.analyse.projection import On as Graph

    with stage_progress() as progress:
        found = find(
            columns,
            on=Graph(on),
            method=Method(method),
            resolution=resolution,
            top=top,
            seeds=seeds,
            resamples=resamples,
            seed=seed,
            progress=progress,
        )
    tables = _tables(found)
    show(tables, form, as_json=as_json, chosen=shown, main="communities", people=PEOPLE)
    if found.undated and not shown:
        total = found.dated + found.undated
        say([f"shares by year rest on the {found.dated} of {total} papers with a date"])
    if plot:
        _draw(found, tables, plot)


def _tables(found: "Communities") -> dict[str, Table]:
    from graphkit.analyse.communities import Community, Member, Year
    from graphkit.analyse.tabling import facts, table_of

    mixture = {} if found.gain is None else {"bits_a_link_gained_by_mixing": found.gain}
    return {
        "communities": table_of(Community, found.communities, "Communities"),
        "members": table_of(Member, found.members, "Members"),
        "years": table_of(Year, found.years, "Shares by year"),
        "summary": facts(
            "Quality and stability",
            graph=found.on.value,
            method=found.method.value,
            nodes=found.nodes,
            links=found.links,
            communities=found.count,
            nodes_in_none=found.alone,
            modularity=found.modularity,
            agreement_over_seeds=found.seeds,
            agreement_over_resamples=found.resamples,
            entities_too_common_to_link=found.left_out,
            papers_with_a_date=found.dated,
            papers_without_a_date=found.undated,
            **mixture,
        ),
    }


def _draw(found: "Communities", tables: dict[str, Table], plot: Path) -> None:
    from graphkit.analyse.plots import save_plot
    from graphkit.analyse.plots.communities import communities_plot

    draw, size = communities_plot(found)
    save_plot(
        plot,
        draw,
        title=f"Communities of {found.on} ({found.method})",
        size=size,
        tables=[tables["communities"], tables["summary"]],
    )
