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
    from graphkit.analyse.robustness import AtConfidence, Robustness, Unmerged

PEOPLE = ("attacks", "confidence", "merges", "summary")


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
    that the graph falls apart sooner than its degrees explain. The tables are attacks, steps,
    confidence, merges and summary.
    """
    check_picture(plot)
    columns = load(graph, min_confidence)
    from graphkit.analyse import robustness as measures

    with stage_progress() as progress:
        found = measures.robustness(columns, nulls=nulls, seed=seed, progress=progress)
        progress("confidence", 0, None)
        levels = measures.at_confidence(columns)
        progress("merges", 0, None)
        merges = measures.without_merges(columns, measures.read_spellings(graph), seed=seed)
    tables = _tables(found, levels, merges)
    show(tables, form, as_json=as_json, chosen=shown, main="attacks", people=PEOPLE)
    if not merges:
        say(["the graph keeps no mention under another name: there is no merge to undo"])
    if plot:
        from graphkit.analyse.plots import save_plot
        from graphkit.analyse.plots.robustness import robustness_plot

        draw, size = robustness_plot(found)
        save_plot(plot, draw, title="Attacks", size=size, tables=tuple(tables.values()))


def _tables(
    found: "Robustness", levels: tuple["AtConfidence", ...], merges: tuple["Unmerged", ...]
) -> dict[str, Table]:
    from graphkit.analyse.robustness import Area, AtConfidence, Unmerged
    from graphkit.analyse.robustness.robustness import Step
    from graphkit.analyse.tabling import facts, table_of

    return {
        "attacks": table_of(Area, found.areas, "Attacks"),
        "steps": table_of(Step, found.steps, "Step by step"),
        "confidence": table_of(AtConfidence, levels, "With surer statements only"),
        "merges": table_of(Unmerged, merges, "With merges undone"),
        "summary": facts(
            "How it was measured",
            nodes=found.nodes,
            links=found.links,
            null_models=found.nulls,
            efficiency=found.efficiency,
            betweenness=found.betweenness,
        ),
    }
