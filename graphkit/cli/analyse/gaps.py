"""`graphkit analyse gaps`: links that are not there yet."""

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
from graphkit.cli.analyse.words import Hide, Score, Target
from graphkit.cli.output import Format, FormatOption, GraphOption, JsonOption, stage_progress
from graphkit.model import NodeLabel, Table

if TYPE_CHECKING:
    from graphkit.analyse.gaps import Gaps


def gaps(
    target: Annotated[
        Target, typer.Argument(help="What methods are paired with.")
    ] = Target.DATASET,
    *,
    graph: GraphOption = config.DEFAULT_GRAPH,
    form: FormatOption = Format.TABLE,
    as_json: JsonOption = False,
    by: Annotated[
        Score | None, typer.Option("--by", help="The score; else the one that foretells best.")
    ] = None,
    top: TopOption = 20,
    least: Annotated[
        int, typer.Option("--min-papers", min=1, help="Only entities of so many papers.")
    ] = 2,
    hide: Annotated[
        Hide, typer.Option("--hide", help="Papers hidden for the test: the latest, or any.")
    ] = Hide.AUTO,
    min_confidence: ConfidenceOption = 0.0,
    seed: SeedOption = 0,
    shown: ShowOption = None,
    plot: PlotOption = None,
) -> None:
    """Suggest methods that no paper used with a dataset or task, with reasons and a test.

    The test hides papers and foretells what they link; popularity is the baseline. `reliability` is
    how far the two are used with the same things. The tables are gaps, evaluation and summary.
    """
    check_picture(plot)
    columns = load(graph, min_confidence)
    from graphkit.analyse import gaps as measures

    with stage_progress() as progress:
        found = measures.gaps(
            columns,
            target=NodeLabel(target.capitalize()),
            by=measures.Score(by) if by else None,
            top=top,
            least=least,
            hide=measures.Hide(hide),
            seed=seed,
            progress=progress,
        )
    tables = _tables(found, target)
    show(tables, form, as_json=as_json, chosen=shown, main="gaps")
    say(found.notes)
    if plot:
        from graphkit.analyse.plots import save_plot
        from graphkit.analyse.plots.gaps import gaps_plot

        draw, size = gaps_plot(found)
        title = f"Methods never used with a {target} (score: {found.by})"
        save_plot(plot, draw, title=title, size=size, tables=tuple(tables.values()))


def _tables(found: "Gaps", target: Target) -> dict[str, Table]:
    from graphkit.analyse.gaps import Evaluated, Gap
    from graphkit.analyse.tabling import facts, table_of

    return {
        "gaps": table_of(
            Gap, found.gaps, f"Methods never used with a {target} (score: {found.by})"
        ),
        "evaluation": table_of(Evaluated, found.evaluation, "How well hidden papers are foretold"),
        "summary": facts(
            "How it was tested",
            ordered_by=found.by.value,
            hidden_papers="the latest third" if found.hide == "time" else "a fifth, five times",
            pairs_without_a_paper=found.pairs,
            pairs_with_a_paper=found.linked,
        ),
    }
