import datetime as dt

import networkx as nx
import numpy as np
import pytest

from graphkit.export.clean import CleanGraph, Column, Type, type_of, wider


def nodes_of(*data: dict[str, object], controls: bool = False) -> list[dict[str, object]]:
    G = nx.MultiDiGraph()
    for position, attributes in enumerate(data):
        G.add_node(f"n{position}", **attributes)
    return [node.properties for node in CleanGraph(G, controls=controls).nodes()]


@pytest.mark.parametrize(
    ("value", "wanted"),
    [
        ("text", "text"),
        (3, 3),
        (np.int64(3), 3),
        (0.1, 0.1),
        (np.float64(0.5), 0.5),
        (True, True),
        (dt.date(2024, 2, 29), "2024-02-29"),
        (dt.datetime(2024, 2, 29, 1, 2, tzinfo=dt.UTC), "2024-02-29T01:02:00+00:00"),
        (["b", "a"], ["b", "a"]),
        (("b", None, 1), ["b", "1"]),
        ({"b", "a"}, ["a", "b"]),
        ([dt.date(2024, 1, 1)], ["2024-01-01"]),
        ({"k": [1]}, '{"k": "[\\"1\\"]"}'),
        (b"a\xff", "a\ufffd"),
        (2**63 - 1, 2**63 - 1),
        (2**63, str(2**63)),
        ("a\x00b\x1b\x7f", "a␀b␛␡"),
        ("\t\n\r", "\t\n\r"),
        ("\ud83d \ufffe", "\ufffd \ufffd"),
        ("😀 漢字 e\u0301", "😀 漢字 e\u0301"),
    ],
)
def test_a_value(value: object, wanted: object) -> None:
    [properties] = nodes_of({"p": value})
    assert properties == {"p": wanted}
    assert type(properties["p"]) is type(wanted)


@pytest.mark.parametrize("value", [None, [], (), set(), [None], float("nan"), float("-inf")])
def test_what_says_nothing_is_left_out(value: object) -> None:
    assert nodes_of({"p": value}) == [{}]


@pytest.mark.parametrize(
    ("values", "wanted"),
    [
        ((1, 2.5), [1.0, 2.5]),
        ((1, "a"), ["1", "a"]),
        ((True, 2), ["true", "2"]),
        ((True, False), [True, False]),
        ((0.5, "a"), ["0.5", "a"]),
        ((["a"], "b"), [["a"], ["b"]]),
        ((["a"], 1), [["a"], ["1"]]),
        ((dt.date(2024, 1, 2), 7), ["2024-01-02", "7"]),
        ((1, 2**70), ["1", str(2**70)]),
    ],
)
def test_a_property_has_one_type(values: tuple[object, object], wanted: list[object]) -> None:
    found = [properties["p"] for properties in nodes_of({"p": values[0]}, {"p": values[1]})]
    assert found == wanted
    assert [type(value) for value in found] == [type(value) for value in wanted]


def test_names_that_formats_need_or_that_differ_in_case_move_aside() -> None:
    [properties] = nodes_of(
        {"id": 1, "ID": 2, "Name": 3, "name": 4, "NAME": 5, "kind": 6, "label": "Method"}
    )
    # A name of the model stays; the others follow in the order of their characters.
    assert properties == {"name": 4, "ID_": 2, "NAME_": 5, "Name__": 3, "id__": 1, "kind_": 6}


def test_names_do_not_hang_on_the_order_of_insertion() -> None:
    forward = nodes_of({"Aa": 1, "aA": 2, "aa": 3})
    backward = nodes_of({"aa": 3, "aA": 2, "Aa": 1})
    assert forward == backward
    assert list(forward[0]) == list(backward[0])


def test_ids_that_cleaning_makes_equal_stay_apart() -> None:
    G = nx.MultiDiGraph()
    G.add_edge("a\x00", "a␀", key="USES")
    G.add_edge("", "a\x00", key="USES")
    graph = CleanGraph(G, controls=False)
    assert [node.id for node in graph.nodes()] == ["a␀", "a␀_", "_"]
    assert [(edge.source, edge.target) for edge in graph.edges()] == [("a␀", "a␀_"), ("_", "a␀")]


def test_edge_ids_name_the_edge_and_differ_from_every_node() -> None:
    G = nx.MultiDiGraph()
    G.add_edge("a", "b", key="USES")
    G.add_edge("a", "b", key="PROPOSES")
    G.add_node("a|USES|b")
    ids = [edge.id for edge in CleanGraph(G, controls=False).edges()]
    assert ids == ["a|USES|b_", "a|PROPOSES|b"]


@pytest.mark.parametrize(
    ("data", "label"),
    [
        ({"name": "  Graph\n Net "}, "Graph Net"),
        ({"title": "A title", "abstract": "x"}, "A title"),
        ({"name": "N", "title": "T"}, "N"),
        ({"name": " \n"}, "n0"),
        ({}, "n0"),
    ],
)
def test_the_label_is_the_name_for_people(data: dict[str, object], label: str) -> None:
    G = nx.MultiDiGraph()
    G.add_node("n0", **data)
    assert [node.label for node in CleanGraph(G, controls=False).nodes()] == [label]


@pytest.mark.parametrize(
    ("mentions", "weight"),
    [(3, 3.0), (0.5, 0.5), (0, None), (-1, None), (None, None), ("3", None), (float("inf"), None)],
)
def test_the_weight_is_the_mentions(mentions: object, weight: float | None) -> None:
    G = nx.MultiDiGraph()
    G.add_edge("a", "b", key="USES", mentions=mentions)
    assert [edge.weight for edge in CleanGraph(G, controls=False).edges()] == [weight]


def test_columns_say_the_type_and_the_largest_number() -> None:
    G = nx.MultiDiGraph()
    G.add_node("a", p=-(2**40), q=1.0)
    G.add_node("b", p=3)
    columns = CleanGraph(G, controls=False).node_columns
    assert columns == (
        Column("p", "p", Type.INTEGER, 2**40),
        Column("q", "q", Type.FLOAT),
    )


def test_wider_is_symmetric_and_keeps_equal_types() -> None:
    for one in Type:
        assert wider(one, one) is one
        for other in Type:
            assert wider(one, other) is wider(other, one)
            assert wider(wider(one, other), other) is wider(one, other)


def test_type_of_an_unknown_object_is_text() -> None:
    assert type_of(object()) is Type.STRING
