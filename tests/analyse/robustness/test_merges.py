"""Merges undone, by hand."""

import networkx as nx
import numpy as np
import pyarrow as pa
import pytest

from graphkit.analyse.columns import Columns, Graph, columns_of
from graphkit.analyse.robustness import (
    Merged,
    merges_of,
    unmerged,
    weightiest_merges,
    without_merges,
)
from graphkit.model import Merge

NET = "method:net"
MERGES = (
    Merge(NET, "GN", "initials", 0.92, 2),
    Merge(NET, "GNs", "short form that its paper defines", 0.98, 1),
    Merge(NET, "Graph Networks", "another spelling", 0.99, 1),
    Merge(NET, "netz", "decided by a person", 1.0, 1),
    Merge("task:t", "T-task", "its paper's own name", 0.97, 5),
    Merge("method:gone", "G", "initials", 0.95, 1),
)


def graph() -> nx.MultiDiGraph:
    """Return five papers with one method, which they write in several ways, and a task."""
    G = nx.MultiDiGraph()
    G.add_node(NET, label="Method", name="graph network", aliases=["GN"])
    G.add_node("method:other", label="Method", name="other")
    G.add_node("task:t", label="Task", name="the task")
    for number in range(5):
        G.add_node(f"p{number}", label="Paper", title="T")
        G.add_edge(f"p{number}", NET, key="USES", confidence=0.9)
        G.add_edge(f"p{number}", "task:t", key="ADDRESSES", confidence=0.9)
    for number in range(3):
        G.add_edge(f"p{number}", "method:other", key="USES", confidence=0.6)
    G.add_edge("p1", NET, key="PROPOSES", confidence=0.9)
    return G


def written() -> pa.Table:
    texts = {
        "p0": ("graph network", "GN"),
        "p1": ("GN",),
        "p2": ("G\nN", "GN"),  # the first is no spelling that was merged
        "p3": ("Graph  Networks", "GNs"),
        "p4": ("netz",),
    }
    rows = [(p, NET, text) for p, names in texts.items() for text in names]
    rows += [(p, "task:t", "T-task") for p in texts] + [("p9", NET, "GN")]
    return pa.table(
        dict(zip(("paperId", "entityId", "text"), zip(*rows, strict=True), strict=True))
    )


def merged(G: Graph, merges: tuple[Merge, ...] = MERGES) -> Merged:
    return merges_of(G, merges, written())


def links(columns: Columns) -> set[tuple[str, str, str]]:
    from graphkit.analyse.columns import TYPES

    rows = zip(columns.sources, columns.targets, columns.types, strict=True)
    return {(columns.ids[s], TYPES[kind].value, columns.ids[t]) for s, t, kind in rows}


def test_a_spelling_takes_along_the_papers_that_write_nothing_else() -> None:
    before = columns_of(graph())
    after = unmerged(merged(before), less_sure_than=0.95)
    assert [str(node) for node in after.ids[len(before) :]] == ["method:net/gn"]
    assert after.names[-1] == "GN"
    assert after.label(len(after) - 1) == "Method"
    gone = {("p1", "USES", NET), ("p1", "PROPOSES", NET)}
    new = {(p, "USES", "method:net/gn") for p in ("p0", "p1", "p2", "p3")}
    assert links(after) == (links(before) - gone) | new | {("p1", "PROPOSES", "method:net/gn")}


def test_case_and_plural_are_the_surest_merges_and_people_are_not_doubted() -> None:
    before = columns_of(graph())
    after = unmerged(merged(before))
    assert set(after.ids[len(before) :]) == {
        "method:net/Graph Networks",
        "method:net/gn",
        "task:t/ttask",
    }
    assert ("p4", "USES", NET) in links(after)  # "netz": a person said so
    assert ("p3", "USES", NET) not in links(after)
    assert unmerged(merged(before), less_sure_than=0.5) is before


def test_the_order_of_relationships_stays_and_sparser_graphs_lose_no_more() -> None:
    columns = unmerged(merged(graph()))
    order = np.lexsort((columns.types, columns.targets, columns.sources))
    assert order.tolist() == list(range(len(columns.sources)))
    sure = columns_of(graph()).confident(0.8)
    assert len(unmerged(merged(sure))) == len(columns)


def rank_by_networkx(columns: Columns) -> int:
    G = nx.MultiGraph((source, target) for source, _, target in links(columns))
    ranks = nx.pagerank(G, tol=1e-10, max_iter=500)
    entities = [ranks[node] for node in ranks if node[0] != "p"]
    return 1 + sum(value > ranks[NET] + 1e-9 for value in entities)


def test_levels_undo_the_least_sure_first() -> None:
    rows = without_merges(merged(graph()))
    assert [(row.less_sure_than, row.merges, row.new_entities) for row in rows] == [
        (0.93, 1, 1),  # "GN" and "GNs" are one, with the reason of most papers
        (0.98, 2, 2),
        (1.0, 3, 3),
    ]
    assert (rows[0].first_kept, rows[-1].first_kept) == (1, pytest.approx(2 / 3))  # of three
    assert rows[0].rank_tau == pytest.approx(1 / 3)  # network before task, and now behind it
    assert without_merges(merged(graph(), ())) == ()
    assert without_merges(merged(nx.MultiDiGraph())) == ()


def test_the_weightiest_merge_is_the_one_that_most_papers_hang_on() -> None:
    [row] = weightiest_merges(merged(graph()))  # all write "T-task": only a name
    assert (row.spelling, row.entity, row.reason, row.confidence) == (
        "GN",
        "graph network",
        "initials",
        0.92,
    )
    assert (row.papers, row.no_other_name) == (4, 1)
    assert row.rank == rank_by_networkx(columns_of(graph())) == 1
    assert row.rank_undone == rank_by_networkx(unmerged(merged(graph()), less_sure_than=0.95))
    assert row.rank_undone > 1
    assert weightiest_merges(merged(graph(), ())) == ()
