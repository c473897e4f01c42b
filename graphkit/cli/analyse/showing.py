"""What the measures have in common on the command line: options, tables, pictures."""

from collections.abc import Generator, Iterable, Mapping, Sequence
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeAlias

import typer

from graphkit.cli.output import (
    Format,
    message,
    print_json,
    print_table,
    print_tables,
    stage_progress,
)
from graphkit.errors import UsageError
from graphkit.model import Table

if TYPE_CHECKING:
    from graphkit.analyse.columns import Columns

FACTS = ("measure", "value")

TopOption: TypeAlias = Annotated[int, typer.Option("--top", "-n", min=1, help="Rows at most.")]
ConfidenceOption: TypeAlias = Annotated[
    float,
    typer.Option(
        "--min-confidence", min=0, max=1, help="Leave out statements less sure than this."
    ),
]
PlotOption: TypeAlias = Annotated[
    Path | None,
    typer.Option("--plot", metavar="FILE", help="Also draw it: .png, .svg, .html by the ending."),
]
SeedOption: TypeAlias = Annotated[
    int, typer.Option("--seed", min=0, help="Another draw of the random numbers.")
]
ShowOption: TypeAlias = Annotated[
    list[str] | None,
    typer.Option("--show", metavar="TABLE", help="Only this table; can be given again."),
]


class EntityLabel(StrEnum):
    """The labels of entities, as the command line takes them."""

    METHOD = "method"
    DATASET = "dataset"
    TASK = "task"
    METRIC = "metric"


class Label(StrEnum):
    """The labels of nodes, as the command line takes them."""

    PAPER = "paper"
    METHOD = "method"
    DATASET = "dataset"
    TASK = "task"
    METRIC = "metric"
    AUTHOR = "author"
    VENUE = "venue"


def load(graph: Path, least: float = 0.0, *, texts: bool = False) -> "Columns":
    """Return the graph in a folder as columns, without statements that are less sure."""
    from graphkit.analyse.columns import read_columns

    with watched("reading"):
        return read_columns(graph, texts=texts).confident(least)


@contextmanager
def watched(stage: str) -> Generator[None, None, None]:
    """Show on a terminal that something without a known end is going on."""
    with stage_progress() as progress:
        progress(stage, 0, None)
        yield


def check_picture(path: Path | None) -> None:
    """Refuse a picture that cannot be made before the work is done."""
    if path is not None:
        from graphkit.analyse.plots import check_plot

        check_plot(path)


def show(
    tables: Mapping[str, Table],
    form: Format,
    *,
    as_json: bool = False,
    chosen: Sequence[str] | None = None,
    main: str | None = None,
    people: Sequence[str] | None = None,
    readable: Mapping[str, Sequence[Table]] | None = None,
) -> None:
    """Print the tables, all or the chosen.

    JSON is one object with a list of rows for each table; a table of measures is an object. CSV is
    one table, the main one. People are shown those of `people` that have rows, and what `readable`
    has in their place: fewer columns, so that a line fits. A chosen table without rows is named.
    """
    wanted = _wanted(tables, chosen)
    if as_json or form is Format.JSON:
        print_json({name: _json(table) for name, table in wanted.items()})
    elif form is Format.CSV:
        first = main if main in wanted else next(iter(wanted))
        print_table(wanted[first or ""], form)
        others = [name for name in wanted if name != first]
        if others:
            message(f"also there, with --show: {', '.join(others)}")
    else:
        names = [name for name in wanted if chosen or people is None or name in people]
        given = readable or {}
        read = [table for name in names for table in given.get(name, (wanted[name],))]
        print_tables([_for_people(table) for table in read if table.rows], form)
        say(f"{name}: no rows" for name in names if chosen and not wanted[name].rows)


def picked(table: Table, *columns: str) -> Table:
    """Return a table with some of its columns, in their order here."""
    places = [table.columns.index(name) for name in columns]
    rows = tuple(tuple(row[place] for place in places) for row in table.rows)
    return Table(tuple(columns), rows, table.title)


def say(notes: Iterable[str]) -> None:
    """Print what a reader has to know beside the tables."""
    for note in notes:
        message(note)


def _wanted(tables: Mapping[str, Table], chosen: Sequence[str] | None) -> Mapping[str, Table]:
    unknown = sorted(set(chosen or ()) - set(tables))
    if unknown:
        raise UsageError(
            f"--show {unknown[0]}: there is no such table", hint=f"there are: {', '.join(tables)}"
        )
    return {name: table for name, table in tables.items() if not chosen or name in chosen}


def _json(table: Table) -> object:
    if table.columns == FACTS:
        return {_camel(str(name)): value for name, value in table.rows}
    return [dict(zip(table.columns, row, strict=True)) for row in table.rows]


def _camel(words: str) -> str:
    head, *rest = words.split()
    return head + "".join(word.capitalize() for word in rest)


def _for_people(table: Table) -> Table:
    """Return a table without ids: the names of the things are enough."""
    kept = [
        place
        for place, name in enumerate(table.columns)
        if name not in {"id", "ids"} and not name.endswith(("Id", "Ids"))
    ]
    return Table(
        tuple(table.columns[place] for place in kept),
        tuple(tuple(row[place] for place in kept) for row in table.rows),
        table.title,
    )
