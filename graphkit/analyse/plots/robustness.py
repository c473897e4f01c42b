"""Robustness as a picture: what is left while nodes go."""

from typing import TYPE_CHECKING

from graphkit.analyse.plots.canvas import COLOURS, Draw

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from graphkit.analyse.robustness import Robustness


def robustness_plot(found: "Robustness") -> tuple[Draw, tuple[float, float]]:
    """Return the drawing and its size in inches."""

    def draw(figure: "Figure") -> None:
        left, right = figure.subplots(1, 2)
        for place, area in enumerate(found.areas):
            rows = [step for step in found.steps if step.attack == area.attack]
            removed = [100 * step.removed for step in rows]
            style = {"color": COLOURS[place], "marker": "o", "markersize": 3}
            label = f"{area.attack} (area {area.area:.2f})"
            left.plot(removed, [100 * step.largest for step in rows], label=label, **style)
            first = rows[0].efficiency or 1.0
            right.plot(removed, [100 * step.efficiency / first for step in rows], **style)
        left.set_ylabel("% of all nodes in the largest component")
        right.set_ylabel("efficiency, % of that at the beginning")
        for axes in (left, right):
            axes.set_xlabel("% of the nodes gone")
            axes.set_ylim(0)
        left.legend()

    return draw, (10.0, 4.2)
