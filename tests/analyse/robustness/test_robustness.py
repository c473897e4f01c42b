"""Attacks against networkx, null models by what they keep, sensitivity by hand."""

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import sparse, stats

from graphkit.analyse.columns import columns_of
from graphkit.analyse.example import example_graph
from graphkit.analyse.robustness import (
    at_confidence,
    community_noise,
    curve,
    efficiency,
    kendall_tau,
    rewired,
    robustness,
)

few = settings(max_examples=40, deadline=None)  # a busy machine misses any deadline


def matrix(G: nx.Graph) -> sparse.csr_array:
    return sparse.csr_array(nx.to_scipy_sparse_array(G, dtype=float, nodelist=sorted(G)))


@few
@given(st.integers(2, 12), st.integers(0, 40), st.floats(0.05, 0.6))
def test_what_is_left_equals_networkx(size: int, seed: int, share: float) -> None:
    G = nx.gnp_random_graph(size, share, seed=seed)
    order = np.random.default_rng(seed).permutation(size)
    found = curve(matrix(G), order, steps=(0, 0.3, 0.6), sources=np.arange(size))
    for step, largest, close in zip(found.removed, found.largest, found.efficiency, strict=True):
        left = G.copy()
        left.remove_nodes_from(order[: round(step * size)].tolist())
        assert largest == max(map(len, nx.connected_components(left))) / size
        pairs = size * (size - 1)
        rest = len(left) * (len(left) - 1)
        assert close == pytest.approx(nx.global_efficiency(left) * rest / pairs)


def test_efficiency_from_hundreds_of_nodes_equals_networkx() -> None:
    G = nx.gnp_random_graph(200, 0.02, seed=1)
    assert nx.number_of_isolates(G)
    assert efficiency(matrix(G)) == pytest.approx(nx.global_efficiency(G))


def test_efficiency_from_some_nodes_is_about_that_from_all() -> None:
    G = nx.gnp_random_graph(200, 0.03, seed=1)
    some = np.sort(np.random.default_rng(0).permutation(200)[:60])
    assert efficiency(matrix(G), some) == pytest.approx(nx.global_efficiency(G), rel=0.05)


@few
@given(st.integers(0, 1000))
def test_null_models_keep_degrees_by_type_and_hold_nothing_twice(seed: int) -> None:
    before = columns_of(example_graph())
    after = rewired(before, seed)
    assert (after.sources == before.sources).all()
    for kind in set(before.types.tolist()):
        one, other = (
            np.bincount(c.targets[c.types == kind], minlength=len(c)) for c in (before, after)
        )
        assert (one == other).all()
        pairs = list(
            zip(after.sources[after.types == kind], after.targets[after.types == kind], strict=True)
        )
        assert len(set(pairs)) == len(pairs)
    assert (rewired(before, seed).targets == after.targets).all()


def test_chance_mixes_all_that_it_may() -> None:
    before = columns_of(example_graph())
    seen = {
        (int(s), int(t))
        for seed in range(80)
        for s, t in zip(before.sources, rewired(before, seed).targets, strict=True)
    }
    uses = {(int(s), int(t)) for s, t in zip(before.sources, before.targets, strict=True)}
    assert len(seen) > 2 * len(uses)


def test_a_star_falls_to_an_attack_and_stands_chance() -> None:
    G = nx.MultiDiGraph()
    G.add_node("m", label="Method", name="M")
    for number in range(40):
        G.add_node(f"p{number:02}", label="Paper", title="T")
        G.add_edge(f"p{number:02}", "m", key="USES")
    areas = {area.attack: area for area in robustness(G, nulls=2).areas}
    assert areas["degree"].area < 0.06
    assert areas["degree"].half_at == 0.02
    assert areas["random"].area > 0.4
    assert areas["degree"].null == pytest.approx(areas["degree"].area)  # a star has no other form
    assert areas["degree"].z is None


def two_halves() -> nx.MultiDiGraph:
    """Return two groups of papers that one paper of two methods holds together."""
    G = nx.MultiDiGraph()
    for side in "ab":
        for number in range(5):
            G.add_node(f"m:{side}{number}", label="Method", name=f"{side}{number}")
        for number in range(12):
            G.add_node(f"p:{side}{number:02}", label="Paper", title="T")
            for step in (0, 1, 3):
                G.add_edge(f"p:{side}{number:02}", f"m:{side}{(number + step) % 5}", key="USES")
    G.add_node("p:x", label="Paper", title="bridge")
    G.add_edge("p:x", "m:a0", key="USES")
    G.add_edge("p:x", "m:b0", key="USES")
    return G


def test_a_graph_in_halves_falls_apart_sooner_than_its_degrees_explain() -> None:
    found = robustness(two_halves(), nulls=8)
    areas = {area.attack: area for area in found.areas}
    assert areas["bridges"].z is not None
    assert areas["bridges"].z < -2
    assert found.efficiency == found.betweenness == "exact"
    assert {step.attack for step in found.steps} == set(areas)


@few
@given(st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), min_size=2, max_size=12))
def test_kendall_is_scipy_s_and_1_where_nothing_differs(pairs: list[tuple[int, int]]) -> None:
    one, other = (np.array(part, float) for part in zip(*pairs, strict=True))
    with np.errstate(all="ignore"):
        expected = stats.kendalltau(one, other).statistic
    assert kendall_tau(one, other) == pytest.approx(1.0 if np.isnan(expected) else expected)


def test_kendall_of_thousands_is_scipy_s_with_and_without_ties() -> None:
    rng = np.random.default_rng(0)
    one = rng.random(5000)
    for other in (one + rng.random(5000), np.round(20 * one + rng.random(5000))):
        assert kendall_tau(one, other) == pytest.approx(stats.kendalltau(one, other).statistic)


def test_surer_statements_change_the_ranking_by_hand() -> None:
    G = nx.MultiDiGraph()
    for name in ("sure", "doubtful"):
        G.add_node(f"m:{name}", label="Method", name=name)
    for number in range(6):
        G.add_node(f"p{number}", label="Paper", title="T")
        G.add_edge(f"p{number}", "m:doubtful", key="USES", confidence=0.55 if number else 0.95)
        if number < 3:
            G.add_edge(f"p{number}", "m:sure", key="USES", confidence=0.95)
    [low, high] = at_confidence(G, [0.5, 0.9])
    assert (low.relationships, low.entities, low.rank_tau, low.first_kept) == (9, 2, 1.0, 1.0)
    assert (high.relationships, high.entities, high.rank_tau) == (4, 2, -1.0)


def test_communities_of_other_seeds_agree_where_there_is_no_choice() -> None:
    def papers(pairs: list[tuple[int, int]]) -> nx.MultiDiGraph:
        G = nx.MultiDiGraph()
        for number, pair in enumerate(pairs):
            G.add_node(f"m{number}", label="Method", name="M")
            for paper in pair:
                G.add_node(f"p{paper}", label="Paper", title="T")
                G.add_edge(f"p{paper}", f"m{number}", key="USES")
        return G

    apart = papers([(0, 1), (2, 3), (4, 5)])
    assert community_noise(apart) == 1
    ring = papers([(number, (number + 1) % 40) for number in range(40)])  # chance cuts it
    assert community_noise(ring) < 0.9
