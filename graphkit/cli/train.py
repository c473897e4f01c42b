"""`graphkit train`: learn from annotated papers, for another field or with other labels."""

from pathlib import Path
from typing import Annotated

import typer

from graphkit import config
from graphkit.cli.output import (
    Format,
    FormatOption,
    JsonOption,
    message,
    print_table,
    stage_progress,
)
from graphkit.errors import UsageError

Files = Annotated[
    list[str],
    typer.Argument(
        metavar="TRAIN…",
        help='JSON Lines of {"title", "abstract", "entities": [{"type", "name", "mentions"}]}.',
    ),
]
Output = Annotated[
    Path, typer.Option("--output", "-o", metavar="DIR", help="The folder of the model.")
]
ConfigFile = Annotated[
    Path | None,
    typer.Option(
        "--config",
        metavar="FILE",
        help="spaCy's configuration; without, graphkit's own training/config.cfg.",
    ),
]
Labels = Annotated[
    str,
    typer.Option(
        "--labels", metavar="A,B", help="The types to learn; without, those that the files have."
    ),
]
Folds = Annotated[
    int,
    typer.Option("--folds", min=2, help="Parts of the papers; each is read by what saw it not."),
]
Seed = Annotated[
    int | None, typer.Option("--seed", min=0, max=2**32 - 1, help="Instead of the configuration's.")
]
Licence = Annotated[
    list[str] | None,
    typer.Option("--licence", metavar="TEXT", help="A line on the papers' licence, kept with it."),
]
Workers = Annotated[
    int, typer.Option("--workers", "-w", min=0, help="Processes that train; 0: one a processor.")
]
_SHOWN = 5


def train(
    files: Files,
    *,
    output: Output,
    config_file: ConfigFile = None,
    labels: Labels = "",
    folds: Folds = 4,
    seed: Seed = None,
    licence: Licence = None,
    workers: Workers = 0,
    form: FormatOption = Format.TABLE,
    as_json: JsonOption = False,
) -> None:
    """Train a model on annotated papers; `--profile DIR` then reads with it."""
    if "-" in files:
        raise UsageError("training reads files, not standard input")
    from graphkit.extract import training

    training.check_output(output)
    wanted = [label.strip() for label in labels.split(",") if label.strip()]
    papers = training.read_papers(files, wanted, folds=folds)
    if papers.unfound:
        first = "\n  ".join(papers.unfound[:_SHOWN])
        message(f"{len(papers.unfound)} mentions do not stand in their text, the first:\n  {first}")
    with stage_progress() as progress:
        model = training.train(
            papers,
            config=config_file,
            folds=folds,
            seed=seed,
            workers=workers or config.default_workers(),
            progress=progress,
        )
    training.write_model(output, model, licence or ())
    print_table(model.table(), Format.JSON if as_json else form)
    message(
        f"trained on {len(papers.papers)} papers: {', '.join(papers.labels)}\n"
        f"model written to {output}; graphkit extract FILE --profile {output} reads with it"
    )
