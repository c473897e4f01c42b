"""The options that say how papers are read, shared by the commands that extract."""

from typing import Annotated, TypeAlias

import typer


def _number(value: float | None) -> float | None:
    """Return the value of an option; a range lets "nan" pass."""
    if value != value:  # noqa: PLR0124 - only NaN is not equal to itself
        raise typer.BadParameter("expected a number from 0 to 1")
    return value


_PROFILE = typer.Option(
    "--profile",
    metavar="NAME",
    help="How to read: fast, or the name of an installed extractor.",
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
