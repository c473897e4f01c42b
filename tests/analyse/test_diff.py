"""What became of a graph: nodes, relationships, names and ranks."""

import copy
from pathlib import Path

import networkx as nx
import pytest

from graphkit.analyse import Diff, diff, diff_folders, diff_table, diff_tables
from graphkit.graph import build_graph, write_snapshot
from graphkit.model import Entity, NodeLabel, Paper, RelationshipType, Source, Statement


def graph(*entities: tuple[str, str, str, str]) -> nx.MultiDiGraph:
    """Return a graph of methods: (id, name, aliases, papers), the last two by spaces."""
    made = [
        Entity(f"method:{key}", NodeLabel.METHOD, name, tuple(aliases.split()))
        for key, name, aliases, _ in entities
    ]
    papers = sorted({paper for *_, named in entities for paper in named.split()})
    statements = [
        Statement(paper, RelationshipType.USES, f"method:{key}", 1, 0.5, ("It.",), ("r",))
        for key, _, _, named in entities
        for paper in named.split()
    ]
    rows = [Paper(one, f"Title {one}", "x", sources=(Source("f", 1),)) for one in papers]
    return build_graph(rows, made, statements)


def of_folders(old: nx.MultiDiGraph, new: nx.MultiDiGraph, place: Path) -> Diff:
    """Return what became of a graph where both are in folders."""
    for name, G in (("old", old), ("new", new)):
        write_snapshot(place / name, papers=[], mentions=[], entity_ids=[], G=G)
    return diff_folders(place / "old", place / "new")


def test_equal_graphs_have_no_difference(small_graph: nx.MultiDiGraph) -> None:
    found = diff(small_graph, copy.deepcopy(small_graph))
    assert found.is_empty
    assert (found.nodes, found.relationships, found.namings, found.moves) == ((), (), (), ())
    assert diff_tables(found, top=5) == ()
    assert diff_table(found).rows == ()


def test_added_removed_and_changed_are_named_and_turn_round(small_graph: nx.MultiDiGraph) -> None:
    other = copy.deepcopy(small_graph)
    other.remove_node("metric:accuracy")
    other.add_node("task:new", label="Task", name="new", paperCount=1, mentionCount=1)
    other.nodes["doi:10.1000/alpha"]["title"] = "AlphaNet, revised"
    other.edges["title:00000000000000aa", "dataset:cora", "EVALUATES_ON"]["confidence"] = 0.25
    found, back = diff(small_graph, other), diff(other, small_graph)
    assert [(one.change, one.id, one.name, one.properties) for one in found.nodes] == [
        ("added", "task:new", "new", ()),
        ("removed", "metric:accuracy", "accuracy", ()),
        ("changed", "doi:10.1000/alpha", "AlphaNet, revised", ("title",)),
    ]
    assert [(one.change, one.kind, one.name) for one in found.relationships] == [
        ("removed", "MEASURES", "BetaNet -> accuracy"),
        ("changed", "EVALUATES_ON", "BetaNet -> Cora"),
    ]
    assert found.counts["Metric"] == {"added": 0, "removed": 1, "changed": 0}
    turned = {"added": "removed", "removed": "added", "changed": "changed"}
    for ones, others in ((found.nodes, back.nodes), (found.relationships, back.relationships)):
        assert {(turned[one.change], one.id) for one in ones} == {(o.change, o.id) for o in others}


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (
            [("gnn", "GNN", "", "a b"), ("graphnet", "graph net", "", "b c")],
            [("graphnet", "graph net", "GNN graph-net", "a b c")],
            [("merged", ("GNN", "graph net"), ("graph net",))],
        ),
        (
            [("graphnet", "graph net", "GNN", "a b c")],
            [("gnn", "GNN", "", "a b"), ("graphnet", "graph net", "", "b c")],
            [("split", ("graph net",), ("GNN", "graph net"))],
        ),
        (
            [("gnn", "GNN", "", "a")],
            [("graphnet", "graph net", "GNN", "a")],
            [("renamed", ("GNN",), ("graph net",))],
        ),
        (
            [("walknet", "Walk-Net", "", "a")],
            [("walknet", "WalkNet", "Walk-Net", "a b")],
            [("renamed", ("Walk-Net",), ("WalkNet",))],
        ),
        # Another paper's acronym is another thing.
        ([("gnn", "GNN", "", "a")], [("nested", "nested node", "GNN", "b")], []),
        # Both were there before, and are there still: nothing was merged.
        (
            [("x", "X", "net", "a"), ("y", "Y", "net", "a")],
            [("x", "X", "net", "a"), ("y", "Y", "net", "a b")],
            [],
        ),
    ],
)
def test_names_that_were_merged_split_or_renamed(
    old: list[tuple[str, str, str, str]],
    new: list[tuple[str, str, str, str]],
    expected: list[tuple[object, ...]],
    tmp_path: Path,
) -> None:
    whole = diff(graph(*old), graph(*new))
    assert of_folders(graph(*old), graph(*new), tmp_path) == whole
    found = whole.namings
    assert [(one.change, one.old_names, one.new_names) for one in found] == expected


def test_ranks_are_by_degree_within_a_kind_and_the_largest_move_comes_first(
    tmp_path: Path,
) -> None:
    old = graph(("a", "A", "", "p q r"), ("b", "B", "", "p q"), ("c", "C", "", "p"))
    new = graph(("a", "A", "", "p"), ("b", "B", "", "p q"), ("c", "C", "", "p q r"))
    moves = diff(old, new).moves
    assert of_folders(old, new, tmp_path).moves == moves
    assert [(m.name, m.old_rank, m.new_rank, m.old_degree, m.new_degree) for m in moves] == [
        ("C", 3, 1, 1, 3),
        ("A", 1, 3, 3, 1),
    ]


def test_tables_are_cut_and_say_so() -> None:
    old = graph(("a", "A", "", "p"))
    new = graph(*((f"m{n}", f"M{n}", "", "p") for n in range(9)))
    tables = {table.title: table for table in diff_tables(diff(old, new), top=3)}
    assert len(tables["Nodes, the first 3 of 10"].rows) == 3
    assert len(diff_table(diff(old, new)).rows) == 10 + 10


def test_folders_are_compared_as_their_graphs_are(
    small_graph: nx.MultiDiGraph, tmp_path: Path
) -> None:
    other = copy.deepcopy(small_graph)
    other.remove_node("metric:accuracy")
    other.nodes["method:betanet"]["name"] = "Beta Net"
    other.add_edge("title:00000000000000bb", "dataset:cora", key="EVALUATES_ON", confidence=0.5)
    assert of_folders(small_graph, other, tmp_path / "forth") == diff(small_graph, other)
    assert of_folders(other, small_graph, tmp_path / "back") == diff(other, small_graph)
    assert of_folders(other, other, tmp_path / "same").is_empty
