"""Communities as a picture: how large and how stable they are, and their share by year."""

from typing import TYPE_CHECKING

from graphkit.analyse.plots.canvas import COLOURS, Draw, shortened

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure, FigureBase

    from graphkit.analyse.communities import Communities

_SHOWN = 15
_LINES = 6
_FEW_YEARS = 3
FEW = 5  # papers of a year; below, a share says nothing


def communities_plot(found: "Communities") -> tuple[Draw, tuple[float, float]]:
    """Return the drawing and its size in inches; the years are left out where there are few."""
    rows = found.communities[:_SHOWN]
    years = sorted({row.year for row in found.years if row.of >= FEW})
    bars = 0.8 + 0.3 * max(3, len(rows))
    height = bars + 0.8 + (3.2 if len(years) >= _FEW_YEARS else 0)

    def draw(figure: "Figure") -> None:
        if len(years) < _FEW_YEARS:
            _bars(figure, figure.subplots(), found)
            return
        upper, lower = figure.subfigures(2, 1, squeeze=False, height_ratios=(bars, 3.2)).ravel()
        _bars(upper, upper.subplots(), found)
        _lines(lower.subplots(), found, years)

    return draw, (9.0, height)


def _bars(figure: "FigureBase", axes: "Axes", found: "Communities") -> None:
    from matplotlib import colormaps  # noqa: PLC0415 - an extra, and slow to load
    from matplotlib.cm import ScalarMappable  # noqa: PLC0415
    from matplotlib.colors import Normalize  # noqa: PLC0415

    rows = found.communities[:_SHOWN]
    scale = ScalarMappable(Normalize(0, 1), colormaps["viridis_r"])
    axes.barh(
        range(len(rows)),
        [row.size for row in rows],
        color=[scale.cmap(row.stability) for row in rows],
    )
    axes.set_yticks(range(len(rows)), [f"{row.number}  {shortened(row.name, 52)}" for row in rows])
    axes.set_ylim(len(rows) - 0.5, -0.5)
    axes.set_xlabel("members")
    figure.colorbar(scale, ax=axes, label="stability", fraction=0.04, pad=0.02)


def _lines(axes: "Axes", found: "Communities", years: list[int]) -> None:
    from matplotlib.ticker import MaxNLocator  # noqa: PLC0415 - an extra, and slow to load

    shown = [row.number for row in found.communities[:_LINES]]
    for place, number in enumerate(shown):
        points = sorted(
            (row.year, row) for row in found.years if row.community == number and row.of >= FEW
        )
        rows = [row for _, row in points]
        colour = COLOURS[place % len(COLOURS)]
        name = f"{number}  {shortened(rows[0].name, 40)}"
        axes.plot(
            years, [100 * row.share for row in rows], "o-", color=colour, label=name, markersize=3
        )
    axes.set_xlabel("year")
    axes.set_ylabel("% of the year's papers")
    axes.set_ylim(0)
    axes.xaxis.set_major_locator(MaxNLocator(integer=True))
    axes.legend(loc="center left", bbox_to_anchor=(1.0, 0.5), fontsize=8)
