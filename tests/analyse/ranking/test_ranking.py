import networkx as nx
import numpy as np
import pytest

from graphkit.analyse.example import example_graph
from graphkit.analyse.projection import On
from graphkit.analyse.ranking import Measure, ranking
from graphkit.model import NodeLabel


def shuffled(G: nx.MultiDiGraph, seed: int) -> nx.MultiDiGraph:
    rng = np.random.default_rng(seed)
    nodes, edges = list(G.nodes(data=True)), list(G.edges(keys=True, data=True))
    other = nx.MultiDiGraph()
    other.add_nodes_from(nodes[place] for place in rng.permutation(len(nodes)))
    other.add_edges_from(edges[place] for place in rng.permutation(len(edges)))
    return other


@pytest.mark.parametrize("on", list(On))
@pytest.mark.parametrize("by", list(Measure))
def test_the_order_of_the_input_does_not_matter(by: Measure, on: On) -> None:
    G = example_graph()
    expected = ranking(G, by=by, on=on, resamples=5)
    assert ranking(shuffled(G, 1), by=by, on=on, resamples=5) == expected


def test_ranks_are_of_the_label_and_equal_values_share_the_best() -> None:
    found = ranking(example_graph(), by=Measure.DEGREE, label=NodeLabel.DATASET, resamples=5)
    assert [(place.rank, place.name, place.degree) for place in found.places] == [
        (1, "Cora", 5),
        (2, "OGB", 3),
        (3, "DVS Gesture", 2),
        (3, "N-MNIST", 2),
    ]


def test_entities_are_linked_by_the_papers_that_have_both() -> None:
    found = ranking(example_graph(), on=On.ENTITIES, by=Measure.DEGREE, resamples=0, top=14)
    degrees = {place.name: place.degree for place in found.places}
    # papers 3, 5, 6, 8, 9 and 12 have 3, 3, 3, 3, 3, 4 other entities beside the networks
    assert degrees["graph neural network"] == 19
    assert found.nodes == 14


def test_a_hub_that_holds_parts_together_is_a_bridge() -> None:
    G = nx.MultiDiGraph()
    for part in range(3):
        for number in range(3):
            G.add_node(f"p{part}{number}", label="Paper", title=f"P{part}{number}")
        G.add_node(f"m{part}", label="Method", name=f"M{part}")
        for number in range(3):
            G.add_edge(f"p{part}{number}", f"m{part}", key="USES")
    G.add_node("task", label="Task", name="the task")
    for part in range(3):
        G.add_edge(f"p{part}0", "task", key="ADDRESSES")
    found = ranking(G, by=Measure.BETWEENNESS, resamples=0, top=4)
    best = found.places[0]
    assert (best.name, best.role, best.separated) == ("the task", "bridge", 8)


def test_a_hub_has_more_links_than_95_of_100_nodes() -> None:
    G = nx.MultiDiGraph()
    for number in range(38):
        G.add_node(f"p{number:02}", label="Paper", title="P")
    for name, papers in (("hub", 38), ("less", 30)):
        G.add_node(name, label="Method", name=name)
        G.add_edges_from([(f"p{number:02}", name, "USES") for number in range(papers)])
    found = ranking(G, by=Measure.DEGREE, resamples=0, top=3)
    # the 95th percentile of 40 degrees lies between 2 and 30: place 0.95 · 39 = 37.05 of the sorted
    assert np.percentile([2] * 30 + [1] * 8 + [30, 38], 95) < 30
    assert [(place.name, place.role) for place in found.places] == [
        ("hub", "hub"),
        ("less", "hub"),
        ("P", ""),
    ]


def test_ranks_that_hang_on_few_papers_move_more() -> None:
    G = nx.MultiDiGraph()
    for name, papers in (("solid", 40), ("shaky", 2), ("other", 3)):
        G.add_node(f"m:{name}", label="Method", name=name)
        for number in range(papers):
            G.add_node(f"p:{name}:{number}", label="Paper", title="P")
            G.add_edge(f"p:{name}:{number}", f"m:{name}", key="USES")
    found = ranking(G, by=Measure.DEGREE, label=NodeLabel.METHOD, top=2, resamples=200)
    solid, other = found.places
    assert (solid.low, solid.high, solid.kept) == (1, 1, 1.0)
    assert (other.name, other.low, other.high) == ("other", 2, 3)
    assert 0.5 < other.kept < 0.95


def test_a_paper_that_is_drawn_twice_counts_as_two_equal_papers() -> None:
    from graphkit.analyse.columns import columns_of
    from graphkit.analyse.projection import project
    from graphkit.analyse.ranking import pagerank

    G = example_graph()
    columns = columns_of(G)
    counts = np.ones(len(columns), np.int64)
    twice = columns.ids.index("paper:03")
    counts[twice] = 2
    graph = project(columns, On.WHOLE, counts=counts)
    found = pagerank(graph.matrix, restart=graph.counts)
    G.add_node("copy", **G.nodes["paper:03"])
    G.add_edges_from([("copy", t, key) for _, t, key in G.out_edges("paper:03", keys=True)])
    expected = nx.pagerank(nx.Graph(G.to_undirected()), tol=1e-13, max_iter=500)
    assert found[twice] == pytest.approx(expected["paper:03"] + expected["copy"])
    assert found[columns.ids.index("dataset:cora")] == pytest.approx(expected["dataset:cora"])


def test_an_empty_graph_has_no_ranking() -> None:
    for on in On:
        assert ranking(nx.MultiDiGraph(), on=on, resamples=3).places == ()
