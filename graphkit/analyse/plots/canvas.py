"""From a drawing to a file: PNG, SVG, or one HTML page with the picture and its tables.

The same drawing gives the same bytes with the same matplotlib. Names are text, whatever is in
them: a dollar sign starts no formula, a control character is shown, markup is escaped.
"""

import html
import io
import warnings
from collections.abc import Callable, Generator, Iterable, Sequence
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from graphkit.errors import UsageError
from graphkit.files import atomic_write
from graphkit.model import Table

if TYPE_CHECKING:
    from matplotlib.figure import Figure

Draw: TypeAlias = Callable[["Figure"], None]

FORMATS = (".png", ".svg", ".html")
# Okabe, Ito 2008, "Color Universal Design": told apart by colour-blind people too.
COLOURS = ("#0072B2", "#E69F00", "#009E73", "#CC79A7", "#56B4E9", "#D55E00", "#8C6D1F", "#555555")
KIND_COLOURS = {
    "Paper": COLOURS[7],
    "Method": COLOURS[0],
    "Dataset": COLOURS[1],
    "Task": COLOURS[2],
    "Metric": COLOURS[3],
    "Author": COLOURS[5],
    "Venue": COLOURS[6],
}
_STYLE: dict[Any, Any] = {  # matplotlib's type is the list of its 340 names
    "axes.edgecolor": "#888888",
    "axes.grid": False,
    "axes.spines.right": False,
    "axes.spines.top": False,
    "axes.titlelocation": "left",
    "axes.titlesize": 11,
    "font.family": ["DejaVu Sans"],
    "font.size": 9,
    "legend.frameon": False,
    "savefig.dpi": 150,
    "svg.fonttype": "none",
    "svg.hashsalt": "graphkit",
    "text.parse_math": False,
}
_NAME_LENGTH = 44
_PAGE = """\
<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>{title}</title>
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<style>
body {{ font: 15px/1.4 system-ui, sans-serif; margin: 2rem auto; max-width: 70rem; padding: 0 1rem;
  color: #222; background: #fff }}
svg {{ max-width: 100%; height: auto }}
table {{ border-collapse: collapse; margin: .5rem 0 2rem }}
th, td {{ border-bottom: 1px solid #ddd; padding: .2rem .8rem .2rem 0; text-align: left;
  vertical-align: top }}
td.number {{ text-align: right; font-variant-numeric: tabular-nums }}
</style></head><body>
<h1>{title}</h1>
{picture}
{tables}
</body></html>
"""


def check_plot(path: Path) -> None:
    """Raise UsageError where a picture cannot be made: its format, or matplotlib is missing."""
    if path.suffix.lower() not in FORMATS:
        raise UsageError(
            f"--plot {path}: expected a name that ends in {', '.join(FORMATS)}",
            hint="the ending says the format",
        )
    if find_spec("matplotlib") is None:
        raise UsageError(
            "pictures need matplotlib, which is not installed",
            hint='pip install "graphkit[plot]"',
        )


def save_plot(
    path: Path, draw: Draw, *, title: str, size: tuple[float, float], tables: Sequence[Table] = ()
) -> None:
    """Write a picture of `size` inches, whole or not at all; a page gets the tables below it.

    Raise UsageError where the format is not known or matplotlib is missing.
    """
    check_plot(path)
    form = path.suffix.lower()
    picture = _rendered(draw, title, size, "png" if form == ".png" else "svg")
    if form == ".html":
        text = picture.decode()
        page = _PAGE.format(
            title=html.escape(title),
            picture=text[text.index("<svg") :],
            tables="\n".join(map(_table, tables)),
        )
        picture = page.encode()
    with atomic_write(path) as stream:
        stream.write(picture)


def shortened(name: str, length: int = _NAME_LENGTH) -> str:
    """Return a name on one line that fits beside an axis; what cannot be printed is shown."""
    line = "".join(c if c.isprintable() else " " for c in " ".join(name.split()))
    return line if len(line) <= length else line[: length - 1].rstrip() + "…"


def _rendered(draw: Draw, title: str, size: tuple[float, float], form: str) -> bytes:
    from matplotlib import rc_context  # noqa: PLC0415 - an extra, and slow to load
    from matplotlib.figure import Figure  # noqa: PLC0415

    stream = io.BytesIO()
    metadata: dict[str, None] = (
        dict.fromkeys(("Creator", "Date", "Format", "Type"))
        if form == "svg"
        else {"Software": None}
    )
    with rc_context(_STYLE), _any_script():
        figure = Figure(figsize=size, layout="constrained")
        figure.suptitle(title, x=0.01, ha="left", fontsize=12, fontweight="bold")
        draw(figure)
        figure.savefig(stream, format=form, metadata=metadata)
    return stream.getvalue()


@contextmanager
def _any_script() -> Generator[None, None, None]:
    """Let a name have characters that the font lacks: they become boxes, and that is all."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="Glyph .* missing from font")
        yield


def _table(table: Table) -> str:
    head = "".join(f"<th>{html.escape(column)}</th>" for column in table.columns)
    rows = "\n".join(f"<tr>{''.join(map(_cell, row))}</tr>" for row in table.rows)
    title = f"<h2>{html.escape(table.title)}</h2>" if table.title else ""
    return f"{title}<table><tr>{head}</tr>\n{rows}</table>"


def _cell(value: object) -> str:
    if isinstance(value, float):
        return f'<td class="number">{value:.4g}</td>'
    if isinstance(value, int):
        return f'<td class="number">{value}</td>'
    if isinstance(value, Iterable) and not isinstance(value, str):
        value = "; ".join(map(str, value))
    return f"<td>{html.escape('' if value is None else str(value))}</td>"
