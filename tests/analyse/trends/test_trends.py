"""Bursts by trying all states, shares by hand, periods and snapshots."""

import itertools
import math

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graphkit.analyse.example import example_graph
from graphkit.analyse.intervals import (
    false_discovery,
    fisher_either,
    fisher_more,
    log_odds_ratio,
    wilson,
)
from graphkit.analyse.trends import (
    Every,
    bursts,
    periods,
    snapshot_rows,
    snapshots,
    trends,
)
from graphkit.errors import UsageError
from graphkit.graph import violations
from graphkit.model import NodeLabel

few = settings(max_examples=60, deadline=None)  # a busy machine misses any deadline


def cost(states: tuple[int, ...], hits: list[int], totals: list[int], scale: float) -> float:
    """Return the cost of states as Kleinberg writes it, with the binomial coefficients."""
    usual = sum(hits) / sum(totals)
    shares = (usual, min(0.9999, scale * usual))
    whole, before = 0.0, 0
    for state, r, d in zip(states, hits, totals, strict=True):
        p = shares[state]
        whole -= math.log(math.comb(d, r)) + r * math.log(p) + (d - r) * math.log(1 - p)
        whole += math.log(len(hits)) * (state > before)
        before = state
    return whole


@few
@given(
    st.lists(
        st.integers(0, 12).flatmap(lambda d: st.tuples(st.integers(0, d), st.just(d))),
        min_size=1,
        max_size=8,
    )
)
def test_bursts_are_the_cheapest_states_of_all(pairs: list[tuple[int, int]]) -> None:
    hits, totals = [r for r, _ in pairs], [d for _, d in pairs]
    found = bursts(hits, totals)
    if not 0 < sum(hits) < sum(totals):
        assert found == ()
        return
    states = [0] * len(hits)
    for burst in found:
        states[burst.start : burst.end + 1] = [1] * (burst.end - burst.start + 1)
    best = min(
        cost(every, hits, totals, 2.0) for every in itertools.product((0, 1), repeat=len(hits))
    )
    assert cost(tuple(states), hits, totals, 2.0) == pytest.approx(best)


def test_a_burst_worked_out_by_hand() -> None:
    # R = 21, D = 120: p0 = 0.175, p1 = 0.35; a period of r of 20 gains
    # r ln(0.35 / 0.175) + (20 - r) ln(0.65 / 0.825): 2.684 for 8, 3.615 for 9, -3.837 for 1.
    # Rising costs ln 6 = 1.792. So the two periods burst, with 6.299, and no other does.
    [burst] = bursts([1, 1, 8, 9, 1, 1], [20] * 6)
    eight = 8 * math.log(2) + 12 * math.log(0.65 / 0.825)
    nine = 9 * math.log(2) + 11 * math.log(0.65 / 0.825)
    assert (burst.start, burst.end) == (2, 3)
    assert burst.weight == pytest.approx(eight + nine, abs=0.005)


def test_bursts_as_published() -> None:
    # The worked example of the package burst_detection 0.1 (Kleinberg's automaton for batches, in
    # Python): usual share 0.339, and a burst from the seventh period on with the weight 5.34226. It
    # lets the other one begin a period later, with 2.68563; to begin in time costs less.
    hits, totals = [0, 2, 1, 6, 7, 2, 8, 7, 2, 1], [9, 11, 12, 10, 10, 8, 12, 10, 13, 11]
    one, other = bursts(hits, totals)
    assert (other.start, other.end, other.weight) == (6, 7, 5.34)
    assert (one.start, one.end) == (3, 4)
    theirs, ours = (0, 0, 0, 0, 1, 0, 1, 1, 0, 0), (0, 0, 0, 1, 1, 0, 1, 1, 0, 0)
    assert cost(ours, hits, totals, 2.0) < cost(theirs, hits, totals, 2.0)
    gains = cost(theirs, hits, totals, 2.0) - cost(ours, hits, totals, 2.0)
    assert one.weight - gains == pytest.approx(2.68563, abs=0.005)


def test_a_dear_rise_stops_bursts_and_empty_periods_change_nothing() -> None:
    assert bursts([1, 1, 8, 9, 1, 1], [20] * 6, gamma=5) == ()
    [burst] = bursts([1, 1, 8, 0, 9, 1, 1], [20, 20, 20, 0, 20, 20, 20])
    assert (burst.start, burst.end) == (2, 4)


def test_periods_have_no_gap_and_names_sort() -> None:
    days = np.array(["2023-12-31", "NaT", "2024-03-01", "2025-01-01"], "datetime64[D]")
    assert periods(days).names == ("2023", "2024", "2025")
    months = periods(days, Every.MONTH)
    assert months.names[0] == "2023-12"
    assert months.names[-1] == "2025-01"
    assert len(months.names) == 14
    assert sorted(months.names) == list(months.names)
    assert months.place.tolist() == [0, -1, 3, 13]
    assert periods(days[1:2]).names == ()


@few
@given(st.integers(0, 30), st.integers(0, 30))
def test_wilson_holds_the_share_and_stays_between_0_and_1(one: int, more: int) -> None:
    low, high = wilson(one, one + more)
    assert 0 <= low <= high <= 1
    if one + more:
        assert low <= one / (one + more) <= high


def test_wilson_as_published() -> None:
    # Newcombe 1998, "Two-sided confidence intervals for the single proportion", table I, method 3
    for hits, total, low, high in (
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ):
        assert wilson(hits, total) == pytest.approx((low, high), abs=5e-5)


@few
@given(st.integers(0, 9), st.integers(0, 9), st.integers(0, 9), st.integers(0, 9))
def test_fisher_counts_tables(one: int, more: int, other: int, rest: int) -> None:
    of_one, of_other, hits = one + more, other + rest, one + other
    ways = [
        math.comb(of_one, k) * math.comb(of_other, hits - k) if hits >= k else 0
        for k in range(of_one + 1)
    ]
    assert fisher_more(one, of_one, other, of_other) == pytest.approx(sum(ways[one:]) / sum(ways))


def test_fisher_tastes_tea() -> None:
    assert fisher_more(3, 4, 1, 4) == pytest.approx(17 / 70)
    assert fisher_more(60_000, 100_000, 40_000, 100_000) < 1e-12
    assert fisher_either(3, 4, 1, 4) == fisher_either(1, 4, 3, 4) == pytest.approx(34 / 70)
    assert fisher_either(1, 4, 1, 4) == 1


def test_the_odds_ratio_by_hand_and_turned_around() -> None:
    # 8 of 10 and 2 of 10, half a case more in each cell: 8.5 · 8.5 / (2.5 · 2.5) = 11.56
    ratio, low, high = log_odds_ratio(8, 10, 2, 10)
    assert ratio == pytest.approx(math.log(11.56))
    error = math.sqrt(1 / 8.5 + 1 / 2.5 + 1 / 2.5 + 1 / 8.5)
    assert (low, high) == pytest.approx((ratio - 1.959964 * error, ratio + 1.959964 * error))
    assert log_odds_ratio(2, 10, 8, 10) == pytest.approx((-ratio, -high, -low))
    assert log_odds_ratio(5, 5, 5, 5)[0] == 0


def test_false_discovery_as_published() -> None:
    # Benjamini, Hochberg 1995, section 3.2: at 0.05 the first four of these are found
    chances = [
        0.0001,
        0.0004,
        0.0019,
        0.0095,
        0.0201,
        0.0278,
        0.0298,
        0.0344,
        0.0459,
        0.3240,
        0.4262,
        0.5719,
        0.6528,
        0.7590,
        1.0,
    ]
    assert (false_discovery(np.array(chances)) <= 0.05).sum() == 4


def growing() -> nx.MultiDiGraph:
    """Return twenty papers a year in four years: one entity grows, one shrinks, one stays."""
    import datetime as dt

    G = nx.MultiDiGraph()
    for name in ("grows", "shrinks", "stays", "new"):
        G.add_node(f"method:{name}", label="Method", name=name)
    G.add_node("task:stays", label="Task", name="task")
    uses = {
        "grows": (1, 2, 14, 18),
        "shrinks": (15, 12, 2, 1),
        "stays": (5, 5, 5, 5),
        "new": (0, 0, 0, 9),
    }
    for number in range(80):
        year, place = divmod(number, 20)
        G.add_node(f"p{number:02}", label="Paper", title="T", date=dt.date(2020 + year, 1, 2))
        for name, papers in uses.items():
            if place < papers[year]:
                G.add_edge(f"p{number:02}", f"method:{name}", key="USES")
        G.add_edge(f"p{number:02}", "task:stays", key="ADDRESSES")
    return G


def test_verdicts_and_shares_of_what_grows_shrinks_and_stays() -> None:
    found = trends(growing(), label=NodeLabel.METHOD)
    rows = {trend.name: trend for trend in found.trends}
    verdicts = {name: trend.verdict for name, trend in rows.items()}
    assert verdicts == {"grows": "rising", "shrinks": "falling", "stays": "", "new": "emerging"}
    assert found.split == "2022"
    assert (rows["grows"].early, rows["grows"].late) == (3 / 40, 32 / 40)
    assert rows["grows"].q < 0.001
    assert rows["stays"].q > 0.5
    assert (rows["new"].first, rows["new"].last) == ("2023-01-02", "2023-01-02")
    point = next(p for p in found.points if p.name == "grows" and p.period == "2022")
    assert (point.papers, point.of, point.share) == (14, 20, 0.7)
    assert found.notes == ()
    # the share of all is 0.4375, twice that 0.875: the last two years gain, the first would lose
    assert {(burst.name, burst.start, burst.end) for burst in found.bursts} >= {
        ("new", "2023", "2023")
    }


def test_too_few_dates_are_said_and_papers_are_no_entities() -> None:
    found = trends(example_graph())
    assert found.notes == (
        "11 of 12 papers have a date; the others are left out",
        "11 papers with a date are too few for more than first and last use",
    )
    with pytest.raises(UsageError, match="trends are of entities"):
        trends(example_graph(), names=["Larger graphs"])
    nothing = trends(nx.MultiDiGraph())
    assert (nothing.trends, nothing.periods) == ((), ())


def test_snapshots_grow_to_the_graph_of_the_dated_papers() -> None:
    G = example_graph()
    graphs = dict(snapshots(G))
    rows = snapshot_rows(G)
    assert [row.period for row in rows] == list(graphs)
    for row in rows:
        snapshot = graphs[row.period]
        labels = [label for _, label in snapshot.nodes(data="label")]
        assert row.papers == labels.count("Paper")
        assert row.entities == len(labels) - labels.count("Paper")
        assert row.relationships == snapshot.number_of_edges()
        parts = nx.weakly_connected_components(snapshot)
        assert row.largest == pytest.approx(max(map(len, parts)) / len(snapshot))
        assert list(violations(snapshot)) == []
    assert set(graphs["2023"]) == set(G) - {"paper:12"}
    alone = dict(snapshots(G, cumulative=False))
    assert sum(H.number_of_edges() for H in alone.values()) == graphs["2023"].number_of_edges()
    assert sum(row.new_entities for row in rows) == 14


def test_snapshots_of_a_bibliography_hold_what_a_graph_must(cited_graph: nx.MultiDiGraph) -> None:
    [(year, snapshot)] = snapshots(cited_graph)
    assert year == "2023"
    assert "openalex:W7" in snapshot
    assert "doi:10.1/old" not in snapshot  # it has no year
    assert list(violations(snapshot)) == []
