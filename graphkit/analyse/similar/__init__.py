"""Papers that are like a paper, and the chains between two things, each with its reasons."""

from graphkit.analyse.similar.chains import Kind, Step, chains
from graphkit.analyse.similar.similar import Reason, Similar, similar

__all__ = ["Kind", "Reason", "Similar", "Step", "chains", "similar"]
