"""`graphkit analyse robustness`: what falls apart, and what hangs on doubtful statements."""

from typing import TYPE_CHECKING, Annotated

import typer

from graphkit import config
from graphkit.cli.analyse.showing import (
    ConfidenceOption,
    PlotOption,
    SeedOption,
    ShowOption,
    check_picture,
    load,
    say,
    show,
)
from graphkit.cli.output import Format, FormatOption, GraphOption, JsonOption, stage_progress
from graphkit.model import Table

if TYPE_CHECKING:
    from graphkit.analyse.robustness import AtConfidence, Robustness, Unmerged, Weight

PEOPLE = ("attacks", "confidence", "merges", "spellings", "summary")


def robustness(
    *,
    graph: GraphOption = config.DEFAULT_GRAPH,
    form: FormatOption = Format.TABLE,
    as_json: JsonOption = False,
    nulls: Annotated[
        int | None, typer.Option("--nulls", min=0, help="Null models to compare with.")
    ] = None,
    min_confidence: ConfidenceOption = 0.0,
    seed: SeedOption = 0,
    shown: ShowOption = None,
    plot: PlotOption = None,
) -> None:
    """Take hubs, bridges or random nodes away; doubt the extraction and the merges.

    `area` is the mean share of the largest component while half of the nodes go; `z` below -2 says
    that the graph falls apart sooner than its degrees explain. `firstKept` is the share of the 20
    best entities that stay, `rankTau` and `communityAgreement` are 1 where nothing changes. Of a
    spelling's papers those `leave` an entity that have no other name for it. The tables are
    attacks, steps, confidence, merges, spellings and summary.
    """
    check_picture(plot)
    columns = load(graph, min_confidence)
    from graphkit.analyse import robustness as measures
    from graphkit.graph import read_merges

    with stage_progress() as progress:
        found = measures.robustness(columns, nulls=nulls, seed=seed, progress=progress)
        progress("confidence", 0, None)
        base = measures.view_of(columns)
        levels = measures.at_confidence(columns, base=base)
        progress("merges", 0, None)
        spellings = measures.read_spellings(graph)
        merged = measures.merges_of(columns, read_merges(graph), spellings)
        merges = measures.without_merges(merged, base=base)
        weights = measures.weightiest_merges(merged, base=base, progress=progress)
        noise = measures.community_noise(columns)
    tables = _tables(found, levels, merges, weights)
    tables["summary"] = _summary(found, noise)
    show(
        tables,
        form,
        as_json=as_json,
        chosen=shown,
        main="attacks",
        people=PEOPLE,
        readable={"spellings": (_readable(weights),)},
    )
    if noise < 1:
        say([f"communities of other seeds agree by {noise:.2f}: only less than that is a change"])
    if not merges:
        say(["no spelling was merged with another in this graph: there is no merge to undo"])
    if plot:
        from graphkit.analyse.plots import save_plot
        from graphkit.analyse.plots.robustness import robustness_plot

        draw, size = robustness_plot(found)
        save_plot(plot, draw, title="Attacks", size=size, tables=tuple(tables.values()))


def _tables(
    found: "Robustness",
    levels: tuple["AtConfidence", ...],
    merges: tuple["Unmerged", ...],
    weights: tuple["Weight", ...],
) -> dict[str, Table]:
    from graphkit.analyse.robustness import Area, AtConfidence, Unmerged, Weight
    from graphkit.analyse.robustness.robustness import Step
    from graphkit.analyse.tabling import table_of

    return {
        "attacks": table_of(Area, found.areas, "Attacks"),
        "steps": table_of(Step, found.steps, "Step by step"),
        "confidence": table_of(AtConfidence, levels, "With surer statements only"),
        "merges": table_of(Unmerged, merges, "Without the merges less sure than this"),
        "spellings": table_of(
            Weight, weights, "The merges that most papers hang on, each undone alone"
        ),
    }


def _readable(weights: tuple["Weight", ...]) -> Table:
    """Return what merges carry as a line fits; `leave` counts papers with no other name for it."""
    columns = ("spelling", "entity", "confidence", "reason", "papers", "leave", "rank", "agreement")
    rows = [
        (
            row.spelling,
            row.entity,
            row.confidence,
            row.reason,
            row.papers,
            row.no_other_name,
            f"{row.rank} → {row.rank_undone}",
            row.community_agreement,
        )
        for row in weights
    ]
    title = "The merges that most papers hang on, each undone alone"
    return Table(columns, tuple(rows), title)


def _summary(found: "Robustness", noise: float) -> Table:
    from graphkit.analyse.tabling import facts

    return facts(
        "How it was measured",
        nodes=found.nodes,
        links=found.links,
        null_models=found.nulls,
        efficiency=found.efficiency,
        betweenness=found.betweenness,
        community_agreement_of_other_seeds=noise,
    )
