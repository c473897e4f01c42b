"""The options that say how papers are read, shared by the commands that extract."""

from typing import Annotated, TypeAlias

import typer

from graphkit.errors import UsageError


def _number(value: float | None) -> float | None:
    """Return the value of an option; a range lets "nan" pass."""
    if value != value:  # noqa: PLR0124 - only NaN is not equal to itself
        raise typer.BadParameter("expected a number from 0 to 1")
    return value


_PROFILE = typer.Option(
    "--profile",
    metavar="NAME|DIR",
    help="How to read: best, fast, an installed extractor's name, or a model's folder.",
)
_LEVEL = typer.Option(
    "--min-confidence",
    min=0,
    max=1,
    callback=_number,
    help="Leave out what is less sure than this.",
)
ProfileOption: TypeAlias = Annotated[str, _PROFILE]
MinConfidenceOption: TypeAlias = Annotated[float, _LEVEL]
# Where a graph may be there already, whose own values are kept.
OwnProfileOption: TypeAlias = Annotated[str | None, _PROFILE]
OwnMinConfidenceOption: TypeAlias = Annotated[float | None, _LEVEL]
WorkersOption: TypeAlias = Annotated[
    int, typer.Option("--workers", "-w", min=0, help="Processes that extract; 0: one a processor.")
]
MapOption: TypeAlias = Annotated[
    list[str] | None,
    typer.Option(
        "--map",
        metavar="A=B",
        help="Take a model's label A for the graph's label B; A= leaves it out.",
    ),
]


def read_map(values: list[str] | None) -> dict[str, str]:
    """Return the labels of --map. Raise UsageError for what is none."""
    labels: dict[str, str] = {}
    for value in values or ():
        label, sign, name = (part.strip() for part in value.partition("="))
        if not label or not sign or label in labels:
            raise UsageError(f"--map {value}: expected A=B, each A once")
        labels[label] = name
    return labels
