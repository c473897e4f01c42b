"""The ranking as a picture: a dot a node, with the range of its ranks over resampled papers."""

from typing import TYPE_CHECKING

from graphkit.analyse.plots.canvas import KIND_COLOURS, Draw, shortened

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from graphkit.analyse.ranking import Ranking

_SHOWN = 40


def ranking_plot(found: "Ranking") -> tuple[Draw, tuple[float, float]]:
    """Return the drawing and its size in inches."""
    places = found.places[:_SHOWN]

    def draw(figure: "Figure") -> None:
        axes = figure.subplots()
        for row, place in enumerate(places):
            colour = KIND_COLOURS.get(place.label, "#555555")
            axes.plot([place.low, place.high], [row, row], color=colour, alpha=0.35, linewidth=4)
            axes.plot(place.rank, row, "o", color=colour, markersize=5)
        axes.set_yticks(range(len(places)), [shortened(place.name) for place in places])
        axes.set_ylim(len(places) - 0.5, -0.5)
        axes.set_xscale("log")
        axes.set_xlim(0.9)
        axes.xaxis.set_major_formatter("{x:g}")
        axes.set_xlabel(f"rank by {found.by} (dot), and in 90 % of {found.resamples} samples (bar)")
        for label in sorted({place.label for place in places}):
            axes.plot([], [], "o", color=KIND_COLOURS.get(label, "#555555"), label=label)
        figure.legend(loc="outside lower center", ncols=5)

    return draw, (8.5, 1.6 + 0.24 * max(4, len(places)))
