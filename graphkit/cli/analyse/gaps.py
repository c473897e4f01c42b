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
    picked,
    say,
    show,
)
from graphkit.cli.analyse.words import Hide, Score, Target
from graphkit.cli.output import Format, FormatOption, GraphOption, JsonOption, stage_progress
from graphkit.model import NodeLabel, Table

if TYPE_CHECKING:
    from graphkit.analyse.gaps import Gaps

PEOPLE = ("gaps", "evaluation", "summary")
_SHORT = ("rank", "method", "target", "score", "reliability", "common", "via")


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
    how far the two are used with the same things, `common` how many they are, `via` the rarest of
    them. The tables are gaps, reasons (papers that have each of these with the one and with the
    other), evaluation and summary.
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
    short = picked(tables["gaps"], *_SHORT)
    show(
        tables,
        form,
        as_json=as_json,
        chosen=shown,
        main="gaps",
        people=PEOPLE,
        readable={"gaps": (short,)},
    )
    say(found.notes)
    if found.gaps and not shown and not as_json and form in {Format.TABLE, Format.MD}:
        say(["the papers behind each suggestion: --show reasons"])
    if plot:
        from graphkit.analyse.plots import save_plot
        from graphkit.analyse.plots.gaps import gaps_plot

        draw, size = gaps_plot(found)
        title = f"Methods never used with a {target} (score: {found.by})"
        save_plot(plot, draw, title=title, size=size, tables=tuple(tables.values()))


def _tables(found: "Gaps", target: Target) -> dict[str, Table]:
    from graphkit.analyse.gaps import Behind, Evaluated, Gap
    from graphkit.analyse.tabling import facts, table_of

    hidden = "the latest third" if found.hide == "time" else "a fifth, five times"
    return {
        "gaps": table_of(
            Gap, found.gaps, f"Methods never used with a {target} (score: {found.by})"
        ),
        "reasons": table_of(Behind, found.reasons, "Papers behind the suggestions"),
        "evaluation": table_of(Evaluated, found.evaluation, "How well hidden papers are foretold"),
        "summary": facts(
            "How it was tested",
            ordered_by=found.by.value,
            hidden_papers=hidden if found.evaluation else "none: nothing to test",
            pairs_without_a_paper=found.pairs,
            pairs_with_a_paper=found.linked,
        ),
    }
