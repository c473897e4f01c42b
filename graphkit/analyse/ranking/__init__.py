"""Which nodes matter, by which measure, and how sure that is."""

from graphkit.analyse.ranking.betweenness import betweenness
from graphkit.analyse.ranking.cores import core_numbers
from graphkit.analyse.ranking.cuts import Cut, cuts
from graphkit.analyse.ranking.pagerank import pagerank
from graphkit.analyse.ranking.ranking import Measure, Place, Ranking, ranking

__all__ = [
    "Cut",
    "Measure",
    "Place",
    "Ranking",
    "betweenness",
    "core_numbers",
    "cuts",
    "pagerank",
    "ranking",
]
