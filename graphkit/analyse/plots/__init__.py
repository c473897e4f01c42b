"""Pictures of what the measures found; matplotlib is the extra `plot`."""

from graphkit.analyse.plots.canvas import FORMATS, check_plot, save_plot

__all__ = ["FORMATS", "check_plot", "save_plot"]
