"""A historiograph: the most cited papers by year, with the citations between them."""

import textwrap
from typing import TYPE_CHECKING

from graphkit.analyse.plots.canvas import COLOURS, Draw, shortened

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from graphkit.analyse.citations import Citations, Remembered

_SHOWN = 25
_TITLE = 58
_ARROW = {
    "arrowstyle": "-|>",
    "color": "#999999",
    "alpha": 0.6,
    "linewidth": 0.8,
    "shrinkA": 9,
    "shrinkB": 9,
    "connectionstyle": "arc3,rad=0.08",
}


def historiograph_plot(found: "Citations") -> tuple[Draw, tuple[float, float]]:
    """Return the drawing and its size in inches; what lies on the main path is filled."""
    rows = found.historiograph[:_SHOWN]
    height = max(4.0, 1.2 + 0.24 * len(rows))

    def draw(figure: "Figure") -> None:
        axes, words = figure.subplots(1, 2, width_ratios=(3, 2))
        places = _places(rows)
        on_path = {end for step in found.main_path for end in (step.cited_id, step.citing_id)}
        for row in rows:
            for other in row.cites:
                if other in places:
                    axes.annotate("", places[other], places[row.id], arrowprops=_ARROW, zorder=1)
        for row in rows:
            x, y = places[row.id]
            filled = row.id in on_path
            axes.plot(
                x,
                y,
                "o",
                zorder=3,
                markersize=16,
                markeredgecolor=COLOURS[0],
                markerfacecolor=COLOURS[0] if filled else "white",
            )
            colour = "white" if filled else COLOURS[0]
            axes.text(
                x, y, str(row.rank), color=colour, ha="center", va="center", fontsize=8, zorder=4
            )
        years = sorted({row.year for row in rows if row.year is not None})
        ticks = [*([min(years) - 1] if years and any(r.year is None for r in rows) else []), *years]
        axes.set_xticks(ticks, ["no year" if tick not in years else str(tick) for tick in ticks])
        axes.tick_params(axis="x", rotation=60)
        axes.set_yticks([])
        axes.margins(0.12)
        axes.set_xlabel("year (arrows lead to the cited paper; filled: on the main path)")
        _list(words, rows)

    return draw, (11.0, height)


def _places(rows: tuple["Remembered", ...]) -> dict[str, tuple[float, float]]:
    """Return where papers stand: by year, those of a year one above another, spread evenly."""
    known = [row.year for row in rows if row.year is not None]
    nowhere = min(known, default=0) - 1
    columns: dict[int, list[str]] = {}
    for row in rows:
        columns.setdefault(nowhere if row.year is None else row.year, []).append(row.id)
    places = {}
    for turn, (year, papers) in enumerate(sorted(columns.items())):
        for number, paper in enumerate(papers):
            spread = (number + 1) / (len(papers) + 1)
            places[paper] = (float(year), spread + 0.06 * (turn % 3 - 1))
    return places


def _list(axes: "Axes", rows: tuple["Remembered", ...]) -> None:
    axes.axis("off")
    lines = [
        textwrap.shorten(f"{row.rank}  {shortened(row.title, _TITLE)} ({row.local})", 80)
        for row in rows
    ]
    text = "\n".join(["papers, with their local citations", *lines])
    axes.text(0, 1, text, va="top", fontsize=8, linespacing=1.5)
