"""What two graphs do not have in common, by name."""

import copy
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from graphkit.errors import SchemaError
from graphkit.graph import write_snapshot
from graphkit.graph.differences import Difference, Side, differences, differences_of_folders

if TYPE_CHECKING:
    import networkx as nx


def written(G: "nx.MultiDiGraph", folder: Path) -> Path:
    """Return the folder, with a graph in it."""
    write_snapshot(folder, papers=[], mentions=[], entity_ids=[], G=G)
    return folder


def test_equal_graphs_have_none(small_graph: "nx.MultiDiGraph") -> None:
    assert list(differences(small_graph, copy.deepcopy(small_graph))) == []


def test_every_kind_of_difference_is_named_in_order(small_graph: "nx.MultiDiGraph") -> None:
    other = copy.deepcopy(small_graph)
    other.nodes["doi:10.1000/alpha"]["authorCount"] = 3.0
    del other.nodes["doi:10.1000/alpha"]["date"]
    other.nodes["method:betanet"]["aliases"] = ["betanets", "Beta-Net"]
    other.remove_edge("title:00000000000000aa", "metric:accuracy")
    other.add_node("task:other", label="Task", name="other")
    assert list(differences(small_graph, other)) == [
        Difference("MEASURES", "title:00000000000000aa -> metric:accuracy", Side.MISSING),
        Difference("Method", "method:betanet", Side.CHANGED, ("aliases",)),
        Difference("Paper", "doi:10.1000/alpha", Side.CHANGED, ("authorCount", "date")),
        Difference("Task", "task:other", Side.EXTRA),
    ]


def test_turned_round_missing_is_extra(small_graph: "nx.MultiDiGraph") -> None:
    other = copy.deepcopy(small_graph)
    other.remove_node("metric:accuracy")
    forth = {(part.id, part.side) for part in differences(small_graph, other)}
    back = {(part.id, part.side) for part in differences(other, small_graph)}
    assert {side for _, side in forth} == {Side.MISSING}
    assert back == {(identity, Side.EXTRA) for identity, _ in forth}


def test_another_label_is_another_node(small_graph: "nx.MultiDiGraph") -> None:
    other = copy.deepcopy(small_graph)
    other.nodes["metric:accuracy"]["label"] = "Task"
    found = [(part.kind, part.id, part.side) for part in differences(small_graph, other)]
    assert found == [
        ("Metric", "metric:accuracy", Side.MISSING),
        ("Task", "metric:accuracy", Side.EXTRA),
    ]


def changed(G: "nx.MultiDiGraph") -> "nx.MultiDiGraph":
    """Return a graph that differs from another one in every way."""
    other = copy.deepcopy(G)
    other.nodes["doi:10.1000/alpha"]["authorCount"] = 4
    other.nodes["title:00000000000000aa"]["title"] = "BetaNet, again"
    del other.nodes["doi:10.1000/alpha"]["date"]
    other.nodes["method:betanet"]["aliases"] = ["betanets", "Beta-Net"]
    other.nodes["dataset:cora"]["label"] = "Task"
    other.remove_node("metric:accuracy")
    other.add_node("task:other", label="Task", name="other")
    other.add_edge("title:00000000000000aa", "task:other", key="ADDRESSES", confidence=0.5)
    other.edges["title:00000000000000aa", "method:betanet", "PROPOSES"]["confidence"] = 0.25
    return other


def test_folders_differ_as_their_graphs_do(small_graph: "nx.MultiDiGraph", tmp_path: Path) -> None:
    other = changed(small_graph)
    one, two = written(small_graph, tmp_path / "one"), written(other, tmp_path / "two")
    assert list(differences_of_folders(one, two)) == list(differences(small_graph, other))
    assert list(differences_of_folders(two, one)) == list(differences(other, small_graph))
    assert list(differences_of_folders(one, one)) == []


def test_a_folder_whose_table_was_changed_is_not_compared(
    small_graph: "nx.MultiDiGraph", tmp_path: Path
) -> None:
    one, two = written(small_graph, tmp_path / "one"), written(small_graph, tmp_path / "two")
    edges = two / "edges.parquet"
    edges.write_bytes(edges.read_bytes()[:-1])
    with pytest.raises(SchemaError, match="damaged"):
        list(differences_of_folders(one, two))
