"""The options that name a file of decisions, shared by the commands that build."""

from pathlib import Path
from typing import Annotated, Literal, TypeAlias

import typer

from graphkit.errors import UsageError

DecisionsFileOption: TypeAlias = Annotated[
    Path | None,
    typer.Option(
        "--decisions",
        metavar="FILE",
        help="What people decided about names; the graph remembers the file.",
    ),
]
NoDecisionsOption: TypeAlias = Annotated[
    bool, typer.Option("--no-decisions", help="Go by no decisions, and forget their file.")
]


def chosen(file: Path | None, *, without: bool) -> Path | Literal[False] | None:
    """Return the file of decisions, False for none, None for the one that the graph remembers."""
    if file is not None and without:
        raise UsageError("--decisions and --no-decisions exclude each other")
    return False if without else file
