"""The statistics as a picture: kinds of nodes, years, degrees, what is missing."""

from typing import TYPE_CHECKING

from graphkit.analyse.plots.canvas import COLOURS, KIND_COLOURS, Draw, shortened

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from graphkit.analyse.stats import Group, Stats

_SHOWN = 40


def stats_plot(found: "Stats") -> tuple[Draw, tuple[float, float]]:
    """Return the drawing and its size in inches."""

    def draw(figure: "Figure") -> None:
        (kinds, years), (degrees, lacking) = figure.subplots(2, 2)
        _kinds(kinds, found)
        _years(years, found)
        _degrees(degrees, found)
        names = [row.without for row in found.coverage]
        lacking.barh(
            range(len(names)), [100 * row.share for row in found.coverage], color=COLOURS[4]
        )
        lacking.set_yticks(range(len(names)), names)
        lacking.invert_yaxis()
        lacking.set_xlim(0, 100)
        lacking.set_xlabel("% of the papers")
        lacking.set_title("Papers without")

    return draw, (10.0, 7.0)


def groups_plot(rows: tuple["Group", ...], by: str) -> tuple[Draw, tuple[float, float]]:
    """Return the drawing of groups and its size in inches."""
    shown = rows[:_SHOWN]

    def draw(figure: "Figure") -> None:
        left, right = figure.subplots(1, 2, sharey=True)
        places = range(len(shown))
        left.barh(places, [row.papers for row in shown], color=COLOURS[7])
        left.set_yticks(places, [shortened(row.group) for row in shown])
        left.set_ylim(len(shown) - 0.5, -0.5)
        left.set_xlabel("papers")
        left.set_ylabel(by)
        right.barh(places, [row.per_paper for row in shown], color=COLOURS[0])
        right.set_xlabel("relationships a paper")

    return draw, (9.0, 1.6 + 0.26 * max(3, len(shown)))


def _kinds(axes: "Axes", found: "Stats") -> None:
    rows = [(label, number) for label, number in found.nodes.items() if number]
    colours = [KIND_COLOURS.get(label, COLOURS[6]) for label, _ in rows]
    axes.barh([label for label, _ in rows], [number for _, number in rows], color=colours)
    axes.invert_yaxis()
    axes.set_xlabel("nodes")
    axes.set_title("Kinds")


def _years(axes: "Axes", found: "Stats") -> None:
    from matplotlib.ticker import MaxNLocator  # noqa: PLC0415 - an extra, and slow to load

    years = found.papers.years
    axes.bar(list(years), list(years.values()), color=COLOURS[7])
    axes.xaxis.set_major_locator(MaxNLocator(integer=True))
    axes.yaxis.set_major_locator(MaxNLocator(integer=True))
    axes.set_ylabel("papers")
    axes.set_title(f"Years ({found.papers.dated} of {found.papers.total} papers have a date)")


def _degrees(axes: "Axes", found: "Stats") -> None:
    names = [
        f"{row.low}" if row.low == row.high else f"{row.low}-{row.high}" for row in found.histogram
    ]
    axes.bar(range(len(names)), [row.nodes for row in found.histogram], color=COLOURS[0])
    axes.set_xticks(range(len(names)), names, rotation=45, ha="right")
    axes.set_yscale("symlog", linthresh=1)
    axes.yaxis.set_major_formatter("{x:g}")
    axes.set_ylim(0)
    axes.set_ylabel("nodes")
    axes.set_title("Relationships of a node")
