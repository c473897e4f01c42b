"""`graphkit evaluate`: how right extraction is, measured on annotated papers."""

from pathlib import Path
from typing import Annotated

import typer

from graphkit import config
from graphkit.cli.extraction import MinConfidenceOption, ProfileOption, WorkersOption
from graphkit.cli.output import (
    Format,
    FormatOption,
    JsonOption,
    message,
    print_json,
    print_tables,
    stage_progress,
)
from graphkit.errors import UsageError

Gold = Annotated[
    str,
    typer.Argument(
        metavar="GOLD",
        help='JSON Lines of {"title", "abstract", "entities": '
        '[{"type", "name", "mentions", "relation"}]}; - is stdin.',
    ),
]
Predictions = Annotated[
    str | None,
    typer.Option(
        "--predictions", metavar="FILE|-", help="Measure these, of the same form; extract nothing."
    ),
]
Against = Annotated[
    str | None,
    typer.Option("--against", metavar="FILE|-", help="Other predictions to compare with."),
]
Baseline = Annotated[
    Path | None,
    typer.Option(
        "--baseline",
        metavar="FILE",
        help="End with exit code 5 where micro F1 is more than a point below this file's.",
    ),
]
WriteBaseline = Annotated[
    Path | None,
    typer.Option("--write-baseline", metavar="FILE", help="Keep these figures for --baseline."),
]
Errors = Annotated[
    int, typer.Option("--errors", "-n", min=0, help="How many of the commonest errors to show.")
]


def evaluate(
    gold: Gold,
    *,
    predictions: Predictions = None,
    against: Against = None,
    baseline: Baseline = None,
    write_baseline: WriteBaseline = None,
    profile: ProfileOption = config.DEFAULT_PROFILE,
    min_confidence: MinConfidenceOption = 0.0,
    errors: Errors = 10,
    workers: WorkersOption = 1,
    form: FormatOption = Format.TABLE,
    as_json: JsonOption = False,
) -> None:
    """Show precision, recall and F1, relations, faults and reliability on annotated papers."""
    from graphkit.extract import evaluate as evaluation

    if [gold, predictions, against].count("-") > 1:
        raise UsageError("only one of the files can be standard input")
    if baseline is not None and write_baseline is not None:
        raise UsageError("--baseline and --write-baseline exclude each other")
    wanted = evaluation.read_annotated(gold)
    known = evaluation.read_baseline(baseline, wanted, min_confidence) if baseline else None
    others = evaluation.read_annotated(against) if against else None
    if predictions:
        found = evaluation.read_annotated(predictions)
    else:
        processes = workers or config.default_workers()
        with stage_progress() as progress:
            found = evaluation.predict(
                wanted, profile=profile, workers=processes, progress=progress
            )
    measured = evaluation.evaluate(
        wanted, found, against=others, min_confidence=min_confidence, errors=errors
    )
    if as_json or form is Format.JSON:
        print_json(measured.as_dict())
    else:
        print_tables(measured.tables(), form)
    if measured.without_predictions:
        first = measured.without_predictions[0]
        number = len(measured.without_predictions)
        message(f"{number} of {len(wanted)} papers have no predictions, the first: {first!r}")
    if write_baseline:
        evaluation.write_baseline(write_baseline, wanted, measured.scores, min_confidence)
    if baseline and known:
        message(evaluation.check_baseline(baseline, known, measured.scores))
