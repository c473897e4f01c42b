"""The graphs that are made of the graph, against networkx; samples of papers by what they hold."""

import itertools
import math

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graphkit.analyse.columns import columns_of
from graphkit.analyse.example import example_graph
from graphkit.analyse.projection import On, incidence, project
from graphkit.analyse.resampling import samples

few = settings(max_examples=40, deadline=None)  # a busy machine misses any deadline
PAPERS = st.lists(st.sets(st.integers(0, 6), max_size=4), min_size=1, max_size=7)


def using(papers: list[set[int]]) -> nx.MultiDiGraph:
    G = nx.MultiDiGraph()
    G.add_nodes_from([f"m{number}" for number in range(7)], label="Method", name="M")
    for number, methods in enumerate(papers):
        G.add_node(f"p{number}", label="Paper", title="T")
        for method in methods:
            G.add_edge(f"p{number}", f"m{method}", key="USES")
            if method == 0:
                G.add_edge(f"p{number}", "m0", key="PROPOSES")  # said twice, counts once
    return G


@few
@given(PAPERS)
def test_papers_are_as_near_as_adamic_and_adar_have_it(papers: list[set[int]]) -> None:
    G = using(papers)
    found = project(columns_of(G), On.PAPERS)
    simple = nx.Graph(G.to_undirected())
    simple.remove_nodes_from([node for node in G if node[0] == "m" and not G.degree(node)])
    ids = [columns_of(G).ids[node] for node in found.nodes]
    for (row, one), (column, other) in itertools.combinations(enumerate(ids), 2):
        [(_, _, expected)] = nx.adamic_adar_index(simple, [(one, other)])
        assert found.matrix[row, column] == pytest.approx(expected)
        assert found.matrix[column, row] == pytest.approx(expected)
    assert not found.matrix.diagonal().any()


@few
@given(PAPERS)
def test_entities_are_linked_by_the_number_of_their_papers(papers: list[set[int]]) -> None:
    G = using(papers)
    columns = columns_of(G)
    found = project(columns, On.ENTITIES)
    places = {columns.ids[node]: place for place, node in enumerate(found.nodes)}
    for one, other in itertools.combinations(range(7), 2):
        both = sum(one in methods and other in methods for methods in papers)
        assert found.matrix[places[f"m{one}"], places[f"m{other}"]] == both
    counts = incidence(columns).papers_of
    assert counts.tolist() == [sum(m in methods for methods in papers) for m in range(7)]


def test_a_sample_has_as_many_papers_and_leaves_out_a_third() -> None:
    columns = columns_of(using([set()] * 400))
    drawn = list(samples(columns, 40, seed=3))
    papers = np.array([counts[columns.is_paper] for counts in drawn])
    assert (papers.sum(axis=1) == 400).all()
    assert all((counts[~columns.is_paper] == 1).all() for counts in drawn)
    assert (papers == 0).mean() == pytest.approx(1 / math.e, abs=0.01)
    again = list(samples(columns, 40, seed=3))
    assert all((one == other).all() for one, other in zip(drawn, again, strict=True))


def test_a_sample_of_no_papers_is_one_too() -> None:
    G = example_graph()
    G.remove_nodes_from([node for node in G if node.startswith("paper")])
    [counts] = samples(columns_of(G), 1)
    assert (counts == 1).all()
