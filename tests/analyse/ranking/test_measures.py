"""Each measure against networkx, or against trying it out, on random graphs."""

from itertools import combinations

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import sparse

from graphkit.analyse.ranking import Cut, betweenness, core_numbers, cuts, pagerank

few = settings(max_examples=60, deadline=None)  # a busy machine misses any deadline


@st.composite
def graphs(draw: st.DrawFn) -> nx.Graph:
    """Draw a graph with leaves, hubs and several components."""
    size = draw(st.integers(1, 14))
    pairs = st.tuples(st.integers(0, size - 1), st.integers(0, size - 1))
    G = nx.empty_graph(size)
    G.add_edges_from((a, b) for a, b in draw(st.lists(pairs, max_size=24)) if a != b)
    nx.set_edge_attributes(G, {edge: 1 + sum(edge) % 3 for edge in G.edges}, "weight")
    return G


@st.composite
def cliques(draw: st.DrawFn) -> nx.Graph:
    """Draw a graph as entities make one: everything that stands together is linked, with leaves."""
    size = draw(st.integers(1, 14))
    groups = draw(st.lists(st.sets(st.integers(0, size - 1), max_size=6), max_size=6))
    G = nx.empty_graph(size)
    G.add_edges_from(pair for group in groups for pair in combinations(sorted(group), 2))
    leaves = draw(st.lists(st.integers(0, size - 1), max_size=6))
    G.add_edges_from((node, size + number) for number, node in enumerate(leaves))
    return G


def directed(G: nx.Graph) -> nx.DiGraph:
    """Return the graph with each edge in one direction or the other."""
    found = nx.DiGraph()
    found.add_nodes_from(G)
    edges = ((a, b, weight) for a, b, weight in G.edges(data="weight"))
    found.add_weighted_edges_from((a, b, w) if (a + b) % 3 else (b, a, w) for a, b, w in edges)
    return found


def matrix(G: nx.Graph, weight: str | None = "weight") -> sparse.csr_array:
    return sparse.csr_array(nx.to_scipy_sparse_array(G, weight=weight, dtype=float))


@few
@given(graphs() | cliques())
def test_exact_betweenness_equals_networkx(G: nx.Graph) -> None:
    expected = nx.betweenness_centrality(G)
    assert betweenness(matrix(G)) == pytest.approx([expected[node] for node in G], abs=1e-12)


@few
@given(graphs())
def test_exact_betweenness_equals_networkx_on_directed_graphs(G: nx.Graph) -> None:
    one_way = directed(G)
    expected = nx.betweenness_centrality(one_way)
    found = betweenness(matrix(one_way), directed=True)
    assert found == pytest.approx([expected[node] for node in one_way], abs=1e-12)


def test_pivots_estimate_without_bias_and_all_of_them_are_exact() -> None:
    G = nx.barabasi_albert_graph(60, 1, seed=3)
    G.add_edges_from([(3, 50), (7, 41), (12, 33)])
    links = matrix(G)
    exact = betweenness(links)
    assert betweenness(links, pivots=60) == pytest.approx(exact)
    estimates = [betweenness(links, pivots=15, seed=seed) for seed in range(200)]
    assert not np.allclose(estimates[0], exact)
    assert np.mean(estimates, axis=0) == pytest.approx(exact, abs=0.02)
    assert (betweenness(links, pivots=15, seed=4) == estimates[4]).all()


@few
@given(graphs())
def test_pagerank_equals_networkx(G: nx.Graph) -> None:
    expected = nx.pagerank(G, tol=1e-13, max_iter=500)
    assert pagerank(matrix(G)) == pytest.approx([expected[node] for node in G], abs=1e-9)
    one_way = directed(G)
    expected = nx.pagerank(one_way, tol=1e-13, max_iter=500)
    found = pagerank(matrix(one_way), directed=True)
    assert found == pytest.approx([expected[node] for node in one_way], abs=1e-9)
    assert found.sum() == pytest.approx(1)


@few
@given(graphs(), st.data())
def test_pagerank_with_a_restart_equals_networkx(G: nx.Graph, data: st.DataObject) -> None:
    restart = {node: data.draw(st.integers(1, 5)) for node in G}
    expected = nx.pagerank(G, personalization=restart, tol=1e-13, max_iter=500)
    found = pagerank(matrix(G), restart=np.array([float(restart[node]) for node in G]))
    assert found == pytest.approx([expected[node] for node in G], abs=1e-9)


@few
@given(graphs())
def test_core_numbers_equal_networkx(G: nx.Graph) -> None:
    expected = nx.core_number(G)
    assert core_numbers(matrix(G)).tolist() == [expected[node] for node in G]


@few
@given(graphs())
def test_cuts_are_what_falls_off_when_a_node_is_taken_away(G: nx.Graph) -> None:
    expected = {}
    for node in G:
        component = nx.node_connected_component(G, node) - {node}
        parts = [len(part) for part in nx.connected_components(G.subgraph(component))]
        parts = [size for size in parts if size > 1]
        if len(parts) > 1:
            expected[node] = Cut(len(parts), sum(parts) - max(parts))
    assert cuts(matrix(G)) == expected


def test_a_long_chain_needs_no_recursion() -> None:
    found = cuts(matrix(nx.path_graph(30_000)))
    assert found[15_000] == Cut(2, 14_999)
    assert len(found) == 30_000 - 4


def test_nothing_is_measured_on_nothing() -> None:
    nothing = sparse.csr_array((0, 0))
    assert len(pagerank(nothing)) == len(betweenness(nothing)) == len(core_numbers(nothing)) == 0
    assert cuts(nothing) == {}
