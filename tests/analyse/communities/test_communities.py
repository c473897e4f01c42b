"""Communities against networkx and igraph, and on graphs whose groups are known."""

import math
import subprocess
import sys

import igraph
import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import sparse

from graphkit.analyse.communities import (
    Method,
    adjusted_rand,
    best_overlaps,
    communities,
    distinctive,
    leiden,
    modularity,
    overlapping,
)
from graphkit.analyse.example import example_graph
from graphkit.analyse.projection import On
from graphkit.errors import UsageError

few = settings(max_examples=40, deadline=None)  # a busy machine misses any deadline
partitions = st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), min_size=2, max_size=12)


def matrix(G: nx.Graph) -> sparse.csr_array:
    return sparse.csr_array(nx.to_scipy_sparse_array(G, dtype=float, nodelist=sorted(G)))


@pytest.mark.parametrize("seed", range(4))
def test_leiden_is_as_good_as_igraph_s(seed: int) -> None:
    G = nx.planted_partition_graph(6, 20, 0.5, 0.03, seed=seed)
    other = igraph.Graph(len(G), list(G.edges))
    igraph.set_random_number_generator(__import__("random").Random(seed))
    expected = other.community_leiden("modularity", n_iterations=2).modularity
    found = leiden(matrix(G))
    assert modularity(matrix(G), found) == pytest.approx(other.modularity(found.tolist()))
    assert modularity(matrix(G), found) >= expected - 0.005
    assert adjusted_rand(found, np.arange(120) // 20) == 1.0


@few
@given(st.integers(2, 9), st.data())
def test_modularity_equals_networkx(size: int, data: st.DataObject) -> None:
    G = nx.gnp_random_graph(size, 0.5, seed=data.draw(st.integers(0, 99)))
    for a, b in G.edges:
        G[a][b]["weight"] = 1 + (a * b) % 3
    parts = np.array(data.draw(st.lists(st.integers(0, 2), min_size=size, max_size=size)))
    if G.number_of_edges():
        sets = [{n for n in G if parts[n] == part} for part in set(parts.tolist())]
        expected = nx.community.modularity(G, sets, resolution=0.7)
        found = modularity(matrix(G), parts, resolution=0.7)
        assert found == pytest.approx(expected)


def test_communities_of_leiden_are_connected() -> None:
    G = nx.gnp_random_graph(150, 0.02, seed=2)
    found = leiden(matrix(G))
    for number in set(found.tolist()):
        assert nx.is_connected(G.subgraph(np.flatnonzero(found == number).tolist()))


def test_leiden_in_another_process_says_the_same() -> None:
    code = (
        "import networkx as nx; from graphkit.analyse.communities import leiden;"
        "G = nx.gnp_random_graph(300, 0.02, seed=2);"
        "print(leiden(nx.to_scipy_sparse_array(G, dtype=float), seed=5).tolist())"
    )
    outputs = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={"PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("0", "7")
    }
    assert len(outputs) == 1


@few
@given(partitions)
def test_adjusted_rand_counts_pairs(pairs: list[tuple[int, int]]) -> None:
    one, other = (np.array(part) for part in zip(*pairs, strict=True))
    size = len(one)
    places = [(a, b) for a in range(size) for b in range(a)]
    first = np.array([one[a] == one[b] for a, b in places])
    second = np.array([other[a] == other[b] for a, b in places])
    expected = first.sum() * second.sum() / len(places)
    most = (first.sum() + second.sum()) / 2
    index = 1.0 if most == expected else ((first & second).sum() - expected) / (most - expected)
    assert adjusted_rand(one, other) == pytest.approx(index)
    assert adjusted_rand(other, one) == pytest.approx(index)


@few
@given(partitions)
def test_best_overlaps_are_the_best_of_all(pairs: list[tuple[int, int]]) -> None:
    raw, other = (np.array(part) for part in zip(*pairs, strict=True))
    _, one = np.unique(raw, return_inverse=True)
    expected = []
    for number in range(one.max() + 1):
        own = set(np.flatnonzero(one == number))
        others = [set(np.flatnonzero(other == there)) for there in set(other.tolist())]
        expected.append(max(len(own & there) / len(own | there) for there in others))
    assert best_overlaps(one, other) == pytest.approx(expected)


def test_distinctive_prefers_what_only_the_community_has_and_what_is_frequent() -> None:
    inside = np.array([10.0, 10.0, 1.0])
    everywhere = np.array([10.0, 60.0, 1.0])
    own, common, rare = distinctive(inside, everywhere)
    assert own > rare > 0 > common


def test_distinctive_by_hand() -> None:
    # Ten of 25 statements are inside, the prior is 10 of 25 of each entity: 2 and 8. Inside stand
    # 5 + 2 and 5 + 8 of 20, outside 0 + 2 and 15 + 8 of 25.
    ratio = math.log(7 / 13) - math.log(2 / 23)
    found = distinctive(np.array([5.0, 5.0]), np.array([5.0, 20.0]))
    assert found[0] == pytest.approx(ratio / math.sqrt(1 / 7 + 1 / 2))
    assert found[1] == pytest.approx(-ratio / math.sqrt(1 / 13 + 1 / 23))


def test_the_gain_of_a_mixture_is_that_of_its_likelihood() -> None:
    links = (np.random.default_rng(5).random((20, 12)) < 0.3).astype(float)
    links = links[links.sum(axis=1) > 0]
    found = overlapping(sparse.csr_array(links), np.arange(len(links)) % 3)
    of_paper, of_entity = links.sum(axis=1), links.sum(axis=0)
    mixed = (found.papers * of_paper[:, None]) @ found.entities.T  # Poisson means, and those of one
    alone = np.outer(of_paper, of_entity) / links.sum()
    there = links > 0
    expected = np.log2(mixed[there] / alone[there]).sum() / links.sum()
    assert found.gain == pytest.approx(expected, abs=1e-4)
    assert found.entities.sum(axis=0) == pytest.approx(1)
    assert mixed.sum(axis=1) == pytest.approx(of_paper)  # a mixture keeps the degrees
    assert mixed.sum(axis=0) == pytest.approx(of_entity, rel=1e-2)


def test_a_mixture_finds_the_paper_between_two_groups() -> None:
    rng = np.random.default_rng(1)
    rows = [np.concatenate((rng.random(20) < 0.5, np.zeros(20))) for _ in range(15)]
    rows += [np.concatenate((np.zeros(20), rng.random(20) < 0.5)) for _ in range(15)]
    rows.append(np.tile([1.0, 0.0], 20))
    start = np.repeat([0, 1], 15)
    found = overlapping(sparse.csr_array(np.array(rows)), np.append(start, 0))
    assert found.papers[:15, 0] == pytest.approx(1.0)
    assert found.papers[15:30, 1] == pytest.approx(1.0)
    assert found.papers[30] == pytest.approx([0.5, 0.5], abs=0.05)
    assert found.papers.sum(axis=1) == pytest.approx(1.0)
    assert found.gain > 0.5


def test_the_likelihood_of_a_mixture_is_never_below_that_of_one_community() -> None:
    links = sparse.csr_array((np.random.default_rng(3).random((12, 9)) < 0.4).astype(float))
    assert overlapping(links, np.zeros(12, int)).gain == pytest.approx(0, abs=1e-9)
    assert overlapping(links, np.arange(12) % 3).gain > 0


def test_the_two_fields_of_the_example_are_found_and_named() -> None:
    found = communities(example_graph(), resamples=4)
    graphs, spikes = found.communities
    assert graphs.name == "OGB · attention · link prediction"
    assert spikes.entities[0] == "spiking neural network"
    assert [m.id[-2:] for m in found.members if m.community == 2] == ["02", "04", "07", "10", "12"]
    assert 0.2 < found.modularity < 0.6
    assert 0 <= graphs.stability <= 1
    of_entities = communities(example_graph(), on=On.ENTITIES, resamples=0)
    assert [part.papers for part in of_entities.communities] == [8, 4]
    assert {m.label for m in of_entities.members} == {"Method", "Dataset", "Task", "Metric"}
    both = communities(example_graph(), on=On.WHOLE, resamples=0)
    assert both.nodes == 26


def test_shares_by_year_are_of_the_papers_of_that_year() -> None:
    found = communities(example_graph(), resamples=0)
    spikes = {row.year: row for row in found.years if row.community == 2}
    assert (spikes[2018].papers, spikes[2018].of, spikes[2018].share) == (1, 2, 0.5)
    assert spikes[2020].share == 0.0
    assert spikes[2018].low < 0.5 < spikes[2018].high
    assert (found.dated, found.undated) == (11, 1)


def test_overlapping_members_have_shares_and_the_paper_between_belongs_to_both() -> None:
    found = communities(example_graph(), method=Method.OVERLAPPING, resamples=0)
    between = [row for row in found.members if row.name == "Spiking graph networks"]
    assert len(between) == 2
    assert sum(row.share for row in between) == pytest.approx(1)
    with pytest.raises(UsageError, match="of papers"):
        communities(example_graph(), method=Method.OVERLAPPING, on=On.ENTITIES)


def test_papers_that_share_nothing_are_no_community() -> None:
    G = nx.MultiDiGraph()

    def paper(name: str, *methods: str) -> None:
        G.add_node(name, label="Paper", title=name)
        for method in methods:
            G.add_node(method, label="Method", name=method)
            G.add_edge(name, method, key="USES")

    for number in range(6):
        paper(f"a{number}", "x", "y", f"own a{number}")
        paper(f"b{number}", "u", "v", f"own b{number}")
    paper("c0", "w", "own c0")
    paper("c1", "w", "own c1")
    for number in range(9):
        paper(f"lone{number}", f"lone one {number}", f"lone other {number}")
    found = communities(G, method=Method.OVERLAPPING, resamples=2)
    assert [part.size for part in found.communities] == [6, 6, 2]
    assert found.alone == 9
    assert not [row for row in found.members if row.name.startswith("lone")]


def test_an_empty_graph_and_one_without_links_have_none() -> None:
    assert communities(nx.MultiDiGraph()).communities == ()
    G = nx.MultiDiGraph()
    G.add_nodes_from(["a", "b"], label="Paper", title="T")
    found = communities(G)
    assert (found.communities, found.alone, found.modularity) == ((), 2, 0.0)
    assert communities(G, method=Method.OVERLAPPING).communities == ()
