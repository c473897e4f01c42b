"""The same graph gives the same result, in whatever order its nodes and edges were put in."""

from collections.abc import Callable

import networkx as nx
import numpy as np
import pytest

from graphkit.analyse.columns import columns_of
from graphkit.analyse.communities import Method, communities
from graphkit.analyse.example import example_graph
from graphkit.analyse.gaps import gaps
from graphkit.analyse.robustness import at_confidence, robustness
from graphkit.analyse.similar import chains, similar
from graphkit.analyse.stats import By, groups, stats
from graphkit.analyse.trends import snapshot_rows, trends

MEASURES: dict[str, Callable[[nx.MultiDiGraph], object]] = {
    "communities": communities,
    "mixtures": lambda G: communities(G, method=Method.OVERLAPPING),
    "gaps": gaps,
    "robustness": lambda G: robustness(G, nulls=2),
    "confidence": at_confidence,
    "similar": lambda G: similar(G, "paper:05"),
    "chains": lambda G: chains(G, "method:walks", "metric:energy"),
    "trends": trends,
    "snapshots": snapshot_rows,
    "stats": stats,
    "groups": lambda G: groups(G, By.COMMUNITY),
}


def shuffled(G: nx.MultiDiGraph, seed: int) -> nx.MultiDiGraph:
    rng = np.random.default_rng(seed)
    nodes, edges = list(G.nodes(data=True)), list(G.edges(keys=True, data=True))
    other = nx.MultiDiGraph()
    other.add_nodes_from(nodes[place] for place in rng.permutation(len(nodes)))
    other.add_edges_from(edges[place] for place in rng.permutation(len(edges)))
    return other


@pytest.mark.parametrize("name", MEASURES)
def test_the_order_of_the_input_leaves_no_trace(name: str) -> None:
    G = example_graph()
    expected = MEASURES[name](G)
    assert repr(MEASURES[name](shuffled(G, 1))) == repr(expected)
    if name != "stats":  # columns have no digest of their own
        assert repr(MEASURES[name](columns_of(shuffled(G, 2)))) == repr(expected)
