"""Scores against networkx, quality by counting, and no leak from what is hidden."""

import datetime as dt
import itertools

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import sparse

from graphkit.analyse.example import example_graph
from graphkit.analyse.gaps import (
    Hide,
    Score,
    average_precision,
    evaluate,
    features_of,
    fit_logistic,
    gaps,
    precision_at,
    roc_area,
    score_pairs,
)
from graphkit.errors import UsageError
from graphkit.model import NodeLabel

few = settings(max_examples=50, deadline=None)  # a busy machine misses any deadline
PAIRS = st.lists(st.tuples(st.integers(0, 4), st.booleans()), min_size=1, max_size=12)


@few
@given(st.lists(st.sets(st.integers(0, 7), max_size=4), min_size=1, max_size=7))
def test_scores_equal_networkx_and_linked_pairs_have_none(papers: list[set[int]]) -> None:
    matrix = np.zeros((len(papers), 8))
    G = nx.empty_graph(8)
    for row, entities in enumerate(papers):
        matrix[row, list(entities)] = 1
        G.add_edges_from(itertools.combinations(sorted(entities), 2))
    found = score_pairs(sparse.csr_array(matrix), np.arange(4), np.arange(4, 8))
    pairs = list(zip(found.one.tolist(), found.other.tolist(), strict=True))
    assert pairs == [(a, b) for a in range(4) for b in range(4, 8) if not G.has_edge(a, b)]
    for score, measure in (
        (Score.ADAMIC_ADAR, nx.adamic_adar_index),
        (Score.RESOURCE_ALLOCATION, nx.resource_allocation_index),
    ):
        assert found.scores[score] == pytest.approx([value for *_, value in measure(G, pairs)])
    common = [len(list(nx.common_neighbors(G, *pair))) for pair in pairs]
    assert found.scores[Score.COMMON_NEIGHBOURS].tolist() == common
    assert found.overlap == pytest.approx([v for *_, v in nx.jaccard_coefficient(G, pairs)])
    counts = matrix.sum(axis=0)
    assert found.scores[Score.POPULARITY].tolist() == [counts[a] * counts[b] for a, b in pairs]


@few
@given(PAIRS)
def test_roc_area_counts_pairs(pairs: list[tuple[int, bool]]) -> None:
    scores, true = np.array([float(s) for s, _ in pairs]), np.array([t for _, t in pairs])
    wins = [(a > b) + (a == b) / 2 for a in scores[true] for b in scores[~true]]
    if wins:
        assert roc_area(scores, true) == pytest.approx(np.mean(wins))
    else:
        assert np.isnan(roc_area(scores, true))


@few
@given(PAIRS, st.integers(1, 12))
def test_precision_at_is_the_mean_over_the_orders_of_ties(
    pairs: list[tuple[int, bool]], number: int
) -> None:
    scores, true = np.array([float(s) for s, _ in pairs]), np.array([t for _, t in pairs])
    rng = np.random.default_rng(0)
    number = min(number, len(pairs))
    means = []
    for _ in range(400):
        shuffle = rng.permutation(len(pairs))
        order = shuffle[np.argsort(-scores[shuffle], kind="stable")]
        means.append(true[order][:number].mean())
    assert precision_at(scores, true, number) == pytest.approx(np.mean(means), abs=0.12)


def test_average_precision_by_hand() -> None:
    true = np.array([True, False, True, False])
    assert average_precision(np.array([4.0, 3, 2, 1]), true) == pytest.approx((1 + 2 / 3) / 2)
    assert average_precision(np.ones(4), true) == pytest.approx(0.5)
    assert np.isnan(average_precision(np.ones(2), np.array([False, False])))


def topics(papers: int, seed: int) -> nx.MultiDiGraph:
    """Return papers of six topics: methods and datasets of one topic go together, some often."""
    rng = np.random.default_rng(seed)
    G = nx.MultiDiGraph()
    for topic in range(6):
        for number in range(6):
            G.add_node(f"m:{topic}{number}", label="Method", name=f"m{topic}{number}")
            G.add_node(f"d:{topic}{number}", label="Dataset", name=f"d{topic}{number}")
    for number in range(papers):
        topic = int(rng.integers(6))
        date = dt.date(2015, 1, 1) + dt.timedelta(days=10 * number)
        G.add_node(f"p:{number:04}", label="Paper", title=f"P{number}", date=date)
        for kind, key in (("m", "USES"), ("d", "EVALUATES_ON")):
            for place in {int(6 * u * u) for u in rng.random(2)}:
                G.add_edge(f"p:{number:04}", f"{kind}:{topic}{place}", key=key)
    return G


@pytest.mark.parametrize("hide", [Hide.TIME, Hide.RANDOM])
def test_neighbours_foretell_hidden_papers_of_topics_better_than_popularity(hide: Hide) -> None:
    found = gaps(topics(150, 2), hide=hide)
    rows = {row.score: row for row in found.evaluation}
    assert set(rows) == {score.value for score in Score}
    assert rows["popularity"].gain == 0
    assert (rows["popularity"].gain_error is None) == (hide is Hide.TIME)  # one fold
    assert not any("popularity" in note for note in found.notes)
    for score in ("adamic-adar", "resource-allocation", "learned"):
        assert rows[score].gain > 0.03
        assert rows[score].roc_area > 0.8
    assert found.by.value == next(r.score for r in found.evaluation if r.score != "popularity")
    assert all(gap.method[1] == gap.target[1] for gap in found.gaps[:5])
    assert all(gap.via and gap.papers for gap in found.gaps)
    assert 0 < found.gaps[0].reliability <= 1


def test_where_links_are_random_nothing_is_foretold() -> None:
    rng = np.random.default_rng(5)
    G = topics(0, 0)
    for number in range(150):
        G.add_node(f"p:{number:04}", label="Paper", title="P")
        for kind, key in (("m", "USES"), ("d", "EVALUATES_ON")):
            G.add_edge(f"p:{number:04}", f"{kind}:{rng.integers(6)}{rng.integers(6)}", key=key)
    found = gaps(G)
    assert found.hide is Hide.RANDOM
    assert all(0.4 < row.roc_area < 0.6 for row in found.evaluation)
    assert "popularity alone" in found.notes[0]


def test_the_hidden_papers_leave_no_trace_in_the_scores() -> None:
    # the only path between the pair leads over other entities of the hidden paper itself
    matrix = sparse.csr_array(
        np.array([[1.0, 1, 0, 0], [1, 1, 0, 0], [0, 0, 1, 1], [0, 0, 1, 1], [1, 1, 1, 1]])
    )
    dates = np.array(["2020", "2020", "2020", "2020", "2024"], "datetime64[D]")
    found, hide = evaluate(matrix, np.array([0]), np.array([2]), dates, hide=Hide.TIME)
    assert (found, hide) == ((), Hide.TIME)  # one pair, true: nothing to tell it from
    pairs = score_pairs(matrix[:4], np.array([0, 1]), np.array([2, 3]))
    assert not pairs.scores[Score.ADAMIC_ADAR].any()


def test_the_latest_papers_are_hidden_and_undated_ones_left_out() -> None:
    G = topics(150, 2)
    found = gaps(G, hide=Hide.AUTO)
    assert found.hide is Hide.TIME
    for number in range(0, 150, 2):
        del G.nodes[f"p:{number:04}"]["date"]
    del G.nodes["p:0001"]["date"]
    assert gaps(G, hide=Hide.AUTO).hide is Hide.RANDOM


def test_a_logistic_regression_finds_its_minimum() -> None:
    pairs = score_pairs(
        sparse.csr_array((np.random.default_rng(1).random((30, 16)) < 0.2).astype(float)),
        np.arange(8),
        np.arange(8, 16),
    )
    noisy = pairs.scores[Score.ADAMIC_ADAR] + np.random.default_rng(2).normal(size=len(pairs))
    true = noisy > np.median(noisy)
    model = fit_logistic(features_of(pairs), true)

    def loss(weights: np.ndarray) -> float:
        chances = np.clip(
            type(model)(weights, model.means, model.spreads).chances(pairs), 1e-12, 1 - 1e-12
        )
        fit = -(np.log(chances[true]).sum() + np.log(1 - chances[~true]).sum())
        return float(fit + (weights[1:] ** 2).sum() / 2)

    best = loss(model.weights)
    for place in range(len(model.weights)):
        for step in (-0.01, 0.01):
            moved = model.weights.copy()
            moved[place] += step
            assert loss(moved) > best


def test_what_cannot_be_tested_is_said_and_other_targets_are_refused() -> None:
    assert "nothing could be tested" in gaps(nx.MultiDiGraph()).notes[0]
    with pytest.raises(UsageError, match="datasets or tasks"):
        gaps(example_graph(), target=NodeLabel.METRIC)
