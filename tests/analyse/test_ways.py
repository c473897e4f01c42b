"""Ways on small graphs, compared with those of networkx, which lists every one."""

from itertools import islice, pairwise

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import sparse

from graphkit.analyse.columns import columns_of
from graphkit.analyse.ways import cheapest_ways, links_of, settled_costs, shortest_ways

few = settings(max_examples=60, deadline=None)  # a busy machine misses any deadline


@st.composite
def weighted(draw: st.DrawFn) -> nx.DiGraph:
    """Draw links, each with a cost there and one back; several cost the same."""
    size = draw(st.integers(2, 8))
    pairs = [(a, b) for b in range(size) for a in range(b)]
    G = nx.DiGraph()
    G.add_nodes_from(range(size))
    for one, other in draw(st.lists(st.sampled_from(pairs), unique=True)):
        for here, there in ((one, other), (other, one)):
            G.add_edge(here, there, cost=draw(st.sampled_from([0.25, 1.0, 1.1, 3.0])))
    return G


@few
@given(weighted(), st.integers(1, 4))
def test_ways_cost_what_networkx_finds(G: nx.DiGraph, number: int) -> None:
    places = sparse.csr_array(nx.to_scipy_sparse_array(G, weight=None, dtype=np.int64))
    places.sort_indices()
    rows = np.repeat(np.arange(len(G)), np.diff(places.indptr))
    given_costs = [G.edges[edge]["cost"] for edge in zip(rows, places.indices, strict=True)]
    costs = settled_costs(np.array(given_costs, float))
    start, end = 0, len(G) - 1

    def cost(nodes: tuple[int, ...] | list[int]) -> float:
        return float(sum(G.edges[pair]["cost"] for pair in pairwise(nodes)))

    if not nx.has_path(G, start, end):
        assert shortest_ways(places, costs, start, end, number) == []
        assert list(cheapest_ways(places, costs, start, end)) == []
        return
    short = shortest_ways(places, costs, start, end, number)
    best = sorted(map(cost, nx.all_shortest_paths(G, start, end)))[:number]
    assert [way.cost for way in short] == pytest.approx(best)
    cheap = list(islice(cheapest_ways(places, costs, start, end), number))
    ways = islice(nx.shortest_simple_paths(G, start, end, "cost"), number)
    assert [way.cost for way in cheap] == pytest.approx(list(map(cost, ways)))
    for way in (*short, *cheap):
        assert way.cost == pytest.approx(cost(way.nodes))
        assert (way.nodes[0], way.nodes[-1]) == (start, end)
        assert len(set(way.nodes)) == len(way.nodes)


def test_of_several_relationships_the_most_confident_is_the_link() -> None:
    G = nx.MultiDiGraph()
    G.add_nodes_from(["a", "b"], label="Paper", title="T")
    for key, confidence, ends in (
        ("CITES", 0.5, ("a", "b")),
        ("REFERS_TO", 0.9, ("a", "b")),
        ("REFERS_TO", 0.9, ("b", "a")),
        ("CITES", 1.0, ("a", "a")),
    ):
        G.add_edge(*ends, key=key, confidence=confidence)
    columns = columns_of(G)
    links = links_of(columns)
    assert links.nnz == 2
    assert {float(columns.confidence[edge]) for edge in links.data} == {0.9}
    assert {int(columns.sources[edge]) for edge in links.data} == {0}  # of equal ones the first
