"""How commands show tables and messages: data on stdout, everything else on stderr."""

import csv
import datetime as dt
import io
import json
import sys
from collections.abc import Callable, Generator, Iterable
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeAlias

import typer

from graphkit.model import Table

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

_SMALL = 0.1
_WIDEST = 10_000


class Format(StrEnum):
    """The forms that a table can be printed in."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"
    MD = "md"


FormatOption: TypeAlias = Annotated[
    Format, typer.Option("--format", "-f", help="Form of the output.", show_default=True)
]
GraphOption: TypeAlias = Annotated[
    Path, typer.Option("--graph", "-g", metavar="DIR", help="The graph folder to work on.")
]
JsonOption: TypeAlias = Annotated[bool, typer.Option("--json", help="Short for --format json.")]
# Of commands that have no other form to choose.
OnlyJsonOption: TypeAlias = Annotated[bool, typer.Option("--json", help="Print JSON to stdout.")]


def plain(value: object) -> object:
    """Return a JSON value: dates in ISO form, tuples and sets as lists."""
    if isinstance(value, dt.date | dt.datetime | dt.time):
        return value.isoformat()
    if isinstance(value, dict):
        return {str(key): plain(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [plain(part) for part in value]
    return value


def print_json(value: object) -> None:
    """Print one JSON document."""
    sys.stdout.write(json.dumps(plain(value), ensure_ascii=False, indent=2) + "\n")


def print_tables(tables: Iterable[Table], form: Format) -> None:
    """Print tables one below another in a form for people, or for CSV and Markdown readers."""
    for position, table in enumerate(tables):
        if position:
            sys.stdout.write("\n")
        print_table(table, form)


def print_table(table: Table, form: Format) -> None:
    """Print a table; JSON is a list of one object a row."""
    if form is Format.JSON:
        print_json([dict(zip(table.columns, row, strict=True)) for row in table.rows])
    elif form is Format.CSV:
        sys.stdout.write(as_csv(table))
    elif form is Format.MD:
        sys.stdout.write(_markdown(table))
    else:
        _rich(table)


def message(text: str) -> None:
    """Print a line for the person at the terminal."""
    sys.stderr.write(text + "\n")


@contextmanager
def progress(*, hidden: bool = False) -> Generator["Progress", None, None]:
    """Give a progress display on stderr; it draws only where stderr is a terminal."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(
        *columns,
        TimeElapsedColumn(),
        console=console,
        transient=True,
        redirect_stdout=False,  # data stays on stdout
        disable=hidden or not console.is_terminal,
    ) as display:
        yield display


@contextmanager
def stage_progress(
    *, hidden: bool = False
) -> Generator[Callable[[str, int, int | None], None], None, None]:
    """Give a callback (stage, done, total) that shows a bar a stage on a terminal."""
    with progress(hidden=hidden) as display:
        bars: dict[str, TaskID] = {}

        def show(stage: str, done: int, total: int | None) -> None:
            if stage not in bars:
                bars[stage] = display.add_task(stage, total=total)
            display.update(bars[stage], completed=done, total=total)

        yield show


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, list | tuple):
        return "; ".join(_text(part) for part in value)
    if isinstance(value, float):
        return f"{value:.3g}" if abs(value) < _SMALL else f"{value:.3f}".rstrip("0").rstrip(".")
    if isinstance(value, dict):
        return json.dumps(plain(value), ensure_ascii=False)
    return str(plain(value))


def printable(text: str) -> str:
    """Return `text` with control characters made visible: a terminal must not obey them."""
    return "".join(c if c.isprintable() or c == "\n" else repr(c)[1:-1] for c in text)


def as_csv(table: Table) -> str:
    """Return a table as CSV in which no cell is a formula."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(table.columns)
    writer.writerows([_defused(_text(cell)) for cell in row] for row in table.rows)
    return stream.getvalue()


def _defused(text: str) -> str:
    """Keep a spreadsheet from running a cell: a leading formula sign gets a quote in front."""
    is_number = text.replace(".", "", 1).lstrip("-").isdigit()
    return f"'{text}" if text[:1] in tuple("=+-@\t\r") and not is_number else text


def _markdown(table: Table) -> str:
    def line(cells: Iterable[object]) -> str:
        texts = (printable(_text(cell)).replace("|", "\\|").replace("\n", " ") for cell in cells)
        return "| " + " | ".join(texts) + " |\n"

    title = f"**{table.title}**\n\n" if table.title else ""
    rule = "|" + " --- |" * len(table.columns) + "\n"
    return title + line(table.columns) + rule + "".join(map(line, table.rows))


def _rich(table: Table) -> None:
    from rich.console import Console
    from rich.table import Table as RichTable
    from rich.text import Text

    shown = RichTable(title=Text(table.title) if table.title else None, title_justify="left")
    for position, column in enumerate(table.columns):
        cells = [row[position] for row in table.rows]
        numeric = bool(cells) and all(isinstance(cell, int | float) for cell in cells)
        shown.add_column(column, justify="right" if numeric else "left", overflow="fold")
    for row in table.rows:
        shown.add_row(*(Text(printable(_text(cell))) for cell in row))
    console = Console()
    if not console.is_terminal:  # a pipe has no width to fit: keep every row on its line
        console = Console(width=max(80, Console(width=_WIDEST).measure(shown).maximum))
    console.print(shown)
