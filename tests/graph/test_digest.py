"""The digest: equal for equal graphs, different for any difference."""

import copy
import datetime as dt
import random
import subprocess
import sys

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphkit.graph import digest, digest_lines


def shuffled(G: nx.MultiDiGraph, seed: int) -> nx.MultiDiGraph:
    """Return the same graph with nodes, edges and attributes inserted in another order."""
    chance = random.Random(seed)
    nodes, edges = list(G.nodes(data=True)), list(G.edges(keys=True, data=True))
    chance.shuffle(nodes)
    chance.shuffle(edges)
    other = nx.MultiDiGraph()
    for node, attributes in nodes:
        items = list(attributes.items())
        chance.shuffle(items)
        other.add_node(node, **dict(items))
    for source, target, key, attributes in edges:
        other.add_edge(source, target, key=key, **dict(reversed(attributes.items())))
    return other


@pytest.mark.parametrize("seed", range(5))
def test_insertion_order_does_not_matter(small_graph: nx.MultiDiGraph, seed: int) -> None:
    assert digest(shuffled(small_graph, seed)) == digest(small_graph)


def rename(G: nx.MultiDiGraph) -> nx.MultiDiGraph:
    return nx.relabel_nodes(G, {"dataset:cora": "dataset:cora2"})


def change(G: nx.MultiDiGraph, node: str, **attributes: object) -> nx.MultiDiGraph:
    G.nodes[node].update(attributes)
    return G


def retype(G: nx.MultiDiGraph) -> nx.MultiDiGraph:
    data = G.get_edge_data("doi:10.1000/alpha", "method:alphanet", "PROPOSES")
    G.remove_edge("doi:10.1000/alpha", "method:alphanet", "PROPOSES")
    G.add_edge("doi:10.1000/alpha", "method:alphanet", key="USES", **data)
    return G


def turn(G: nx.MultiDiGraph) -> nx.MultiDiGraph:
    data = G.get_edge_data("doi:10.1000/alpha", "method:alphanet", "PROPOSES")
    G.remove_edge("doi:10.1000/alpha", "method:alphanet", "PROPOSES")
    G.add_edge("method:alphanet", "doi:10.1000/alpha", key="PROPOSES", **data)
    return G


CHANGES = {
    "an id": rename,
    "a name": lambda G: change(G, "dataset:cora", name="cora"),
    "a label": lambda G: change(G, "dataset:cora", label="Method"),
    "an added property": lambda G: change(G, "dataset:cora", aliases=["a", "b"]),
    "a date": lambda G: change(G, "doi:10.1000/alpha", date=dt.date(2024, 3, 1)),
    "a text for a date": lambda G: change(G, "doi:10.1000/alpha", date="2024-02-29"),
    "an integer for a float": lambda G: change(G, "dataset:cora", paperCount=2.0),
    "a type": retype,
    "a direction": turn,
}


@pytest.mark.parametrize("what", CHANGES)
def test_every_change_shows(small_graph: nx.MultiDiGraph, what: str) -> None:
    changed = CHANGES[what](copy.deepcopy(small_graph))
    assert digest(changed).total != digest(small_graph).total


def test_only_the_kind_that_changed_changes(small_graph: nx.MultiDiGraph) -> None:
    before = digest(small_graph).kinds
    after = digest(change(copy.deepcopy(small_graph), "dataset:cora", name="x")).kinds
    assert {kind for kind in before if before[kind] != after[kind]} == {"Dataset"}


def test_absent_none_and_empty_are_one(small_graph: nx.MultiDiGraph) -> None:
    other = change(copy.deepcopy(small_graph), "method:alphanet", aliases=[], note=None)
    assert digest(other) == digest(small_graph)


@given(st.text(), st.text())
def test_no_text_passes_for_another(one: str, other: str) -> None:
    def graph(name: str) -> nx.MultiDiGraph:
        G = nx.MultiDiGraph()
        G.add_node(name, label="Method", name=name)
        return G

    assert (digest(graph(one)) == digest(graph(other))) == (one == other)


@given(st.lists(st.text(), max_size=4), st.lists(st.text(), max_size=4))
def test_no_set_of_ids_passes_for_another(one: list[str], other: list[str]) -> None:
    def graph(ids: list[str]) -> nx.MultiDiGraph:
        G = nx.MultiDiGraph()
        for node in ids:
            G.add_node(node, label="Method")
        return G

    assert (digest(graph(one)) == digest(graph(other))) == (set(one) == set(other))


def test_a_property_of_no_known_type_is_an_error() -> None:
    G = nx.MultiDiGraph()
    G.add_node("a", label="Method", name={"a", "b"})
    with pytest.raises(TypeError, match="set"):
        digest(G)


def test_the_lines_name_every_node_and_edge(small_graph: nx.MultiDiGraph) -> None:
    lines = list(digest_lines(small_graph))
    assert len(lines) == small_graph.number_of_nodes() + small_graph.number_of_edges()


def test_known_value_over_hash_seeds() -> None:
    code = (
        "import networkx as nx; from graphkit.graph import digest; G = nx.MultiDiGraph();"
        "G.add_node('p', label='Paper', title='T', sources=['a:1']);"
        "G.add_node('m', label='Method', name='M');"
        "G.add_edge('p', 'm', key='USES', mentions=1); print(digest(G).total)"
    )
    seen = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={"PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout.strip()
        for seed in ("0", "1", "random")
    }
    assert len(seen) == 1
    assert len(seen.pop()) == 64
