"""Gaps as a picture: the suggestions, and how far each score can be trusted."""

from typing import TYPE_CHECKING

from graphkit.analyse.plots.canvas import COLOURS, Draw, shortened

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from graphkit.analyse.gaps import Gaps

_SHOWN = 25


def gaps_plot(found: "Gaps") -> tuple[Draw, tuple[float, float]]:
    """Return the drawing and its size in inches."""
    rows = found.gaps[:_SHOWN]
    tests = found.evaluation
    heights = (0.6 + 0.24 * max(3, len(rows)), 0.6 + 0.26 * max(2, len(tests)))

    def draw(figure: "Figure") -> None:
        upper, lower = figure.subplots(2, height_ratios=heights)
        names = [f"{shortened(gap.method, 30)}  +  {shortened(gap.target, 26)}" for gap in rows]
        upper.barh(range(len(rows)), [gap.reliability for gap in rows], color=COLOURS[0])
        upper.set_yticks(range(len(rows)), names)
        upper.set_ylim(max(1, len(rows)) - 0.5, -0.5)
        upper.set_xlabel("reliability: overlap of what both are used with (in the score's order)")
        colours = [COLOURS[7] if row.score == "popularity" else COLOURS[2] for row in tests]
        lower.barh(
            range(len(tests)),
            [row.average_precision for row in tests],
            xerr=[row.spread for row in tests],
            color=colours,
            error_kw={"ecolor": "#444444", "elinewidth": 1},
        )
        lower.set_yticks(range(len(tests)), [row.score for row in tests])
        lower.set_ylim(max(1, len(tests)) - 0.5, -0.5)
        lower.set_xlim(0)
        lower.set_xlabel("average precision on hidden papers (line: one standard deviation)")

    return draw, (8.5, 1.0 + sum(heights))
