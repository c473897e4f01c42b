"""What two graphs do not have in common, by name."""

import copy
from typing import TYPE_CHECKING

from graphkit.graph.differences import Difference, Side, differences

if TYPE_CHECKING:
    import networkx as nx


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
