"""Trends as a picture: lines of shares, and a calendar of bursts."""

import math
from typing import TYPE_CHECKING

from graphkit.analyse.plots.canvas import COLOURS, Draw, shortened

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from graphkit.analyse.trends import Trends

FEW = 5  # papers of a period; below, a share says nothing
_LINES = 6
_ROWS = 20
_TICKS = 14


def trends_plot(found: "Trends") -> tuple[Draw, tuple[float, float]]:
    """Return the drawing and its size in inches."""
    rows = _calendar_rows(found)
    height = 4.2 + 0.26 * max(2, len(rows))

    def draw(figure: "Figure") -> None:
        upper, lower = figure.subplots(2, height_ratios=(3.2, 0.6 + 0.26 * max(2, len(rows))))
        _lines(upper, found)
        _calendar(lower, found, rows)

    return draw, (9.5, height)


def _lines(axes: "Axes", found: "Trends") -> None:
    for place, trend in enumerate(found.trends[:_LINES]):
        points = [point for point in found.points if point.id == trend.id]
        colour = COLOURS[place]
        shares = [100 * point.share if point.of >= FEW else math.nan for point in points]
        axes.plot(shares, "o-", color=colour, markersize=3, label=shortened(trend.name, 32))
        if len(found.trends) <= 2:  # noqa: PLR2004 - more bands hide each other
            low = [100 * point.low if point.of >= FEW else math.nan for point in points]
            high = [100 * point.high if point.of >= FEW else math.nan for point in points]
            axes.fill_between(range(len(points)), low, high, color=colour, alpha=0.15, linewidth=0)
    axes.set_ylabel("% of the papers of the period")
    axes.set_ylim(0)
    _periods(axes, found)
    axes.set_title(f"Shares, where a period has {FEW} papers ({found.dated} papers with a date)")
    if max(found.totals, default=0) < FEW:
        nothing = f"no period has {FEW} papers with a date"
        axes.text(0.5, 0.5, nothing, transform=axes.transAxes, ha="center")
        axes.set_yticks([])
    elif found.trends:
        axes.legend(loc="center left", bbox_to_anchor=(1.0, 0.5), fontsize=8)


def _calendar_rows(found: "Trends") -> list[tuple[str, str]]:
    """Return the entities that burst, in the order of time: ids and names."""
    first: dict[str, tuple[str, str]] = {}
    for burst in sorted(found.bursts, key=lambda b: -b.weight):
        if burst.id not in first and len(first) < _ROWS:
            first[burst.id] = (burst.start, burst.name)
    ordered = sorted(first.items(), key=lambda item: (item[1][0], item[1][1]))
    return [(node, name) for node, (_, name) in ordered]


def _calendar(axes: "Axes", found: "Trends", rows: list[tuple[str, str]]) -> None:
    place = {name: number for number, name in enumerate(found.periods)}
    heaviest = max((burst.weight for burst in found.bursts), default=1.0) or 1.0
    for row, (node, _) in enumerate(rows):
        axes.axhline(row, color="#dddddd", linewidth=0.8, zorder=0)
        for burst in found.bursts:
            if burst.id == node:
                start, end = place[burst.start], place[burst.end]
                axes.barh(
                    row,
                    end - start + 1,
                    left=start - 0.5,
                    height=0.62,
                    color=COLOURS[5],
                    alpha=0.3 + 0.7 * burst.weight / heaviest,
                )
    axes.set_yticks(range(len(rows)), [shortened(name, 32) for _, name in rows])
    axes.set_ylim(max(1, len(rows)) - 0.5, -0.5)
    _periods(axes, found)
    axes.set_title("Bursts (the darker, the stronger)" if rows else "No bursts")


def _periods(axes: "Axes", found: "Trends") -> None:
    first = _first(found)
    width = max((len(name) for name in found.periods), default=4)
    ticks = max(1, _TICKS * 4 // width)  # as many as have room beside each other
    step = max(1, -(-(len(found.periods) - first) // ticks))
    places = range(first, len(found.periods), step)
    axes.set_xticks(list(places), [found.periods[place] for place in places])
    axes.set_xlim(first - 0.6, max(first + 0.6, len(found.periods) - 0.4))


def _first(found: "Trends") -> int:
    """Return the first period with something to see: years with a paper or two draw nothing."""
    place = {name: number for number, name in enumerate(found.periods)}
    seen = [place[burst.start] for burst in found.bursts]
    seen += [number for number, papers in enumerate(found.totals) if papers >= FEW]
    return min(seen, default=0)
