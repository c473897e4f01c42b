import math
import random
from itertools import pairwise
from pathlib import Path

import networkx as nx
import pytest

from graphkit.analyse import explain, explain_folder, find_node
from graphkit.errors import UsageError
from graphkit.graph import write_snapshot


def test_every_statement_of_a_thing_is_there(small_graph: nx.MultiDiGraph) -> None:
    rows = explain(small_graph, "cora").rows
    assert {(row[1], row[2]) for row in rows} == {
        ("AlphaNet for link prediction", "EVALUATES_ON"),
        ("BetaNet", "EVALUATES_ON"),
    }
    assert len(rows) == 4


def test_a_direct_statement_leaves_no_room_for_chains(small_graph: nx.MultiDiGraph) -> None:
    rows = explain(small_graph, "dataset:cora", "title:00000000000000aa").rows
    assert {(row[0], row[2], row[7]) for row in rows} == {(0, "EVALUATES_ON", 0.5)}


def test_the_more_confident_chain_comes_first(small_graph: nx.MultiDiGraph) -> None:
    paper = "doi:10.1000/alpha", "title:00000000000000aa"
    both = explain(small_graph, *paper).rows
    assert [row[9] for row in both[::4]] == ["method:alphanet", "dataset:cora"]
    assert explain(small_graph, *paper, chains=1).rows == both[:4]


def test_the_rarer_link_comes_first() -> None:
    G = nx.MultiDiGraph()
    for name in ("a", "b", "c"):
        G.add_node(name, label="Paper", title=name)
    for name in ("common", "rare"):
        G.add_node(name, label="Task", name=name)
    links = (("a", "common"), ("b", "common"), ("c", "common"), ("a", "rare"), ("b", "rare"))
    for source, target in links:
        G.add_edge(source, target, "ADDRESSES", confidence=0.9, evidence=["x"], rules=["r"])
    assert [row[9] for row in explain(G, "a", "b").rows] == ["rare", "rare", "common", "common"]


def test_a_thing_with_itself_is_refused(small_graph: nx.MultiDiGraph) -> None:
    with pytest.raises(UsageError, match="the same"):
        explain(small_graph, "Cora", "dataset:cora")


def test_space_and_case_do_not_matter(small_graph: nx.MultiDiGraph) -> None:
    assert find_node(small_graph, " Link  PREDICTION") == "task:linkprediction"


def chance_graph(seed: int) -> nx.MultiDiGraph:
    chance = random.Random(seed)
    G = nx.MultiDiGraph()
    for i in range(8):
        G.add_node(f"p{i}", label="Paper", title=f"p{i}")
        G.add_node(f"t{i}", label="Task", name=f"t{i}")
    for i in range(8):
        for j in chance.sample(range(8), 3):
            confidence = chance.choice([0.2, 0.5, 0.9])
            G.add_edge(
                f"p{i}", f"t{j}", "ADDRESSES", confidence=confidence, evidence=["x"], rules=["r"]
            )
    return G


@pytest.mark.parametrize("seed", range(20))
def test_chains_are_the_best_of_all_shortest_paths(seed: int) -> None:
    G = chance_graph(seed)
    undirected = nx.Graph(G.to_undirected())

    def cost(path: list[str]) -> float:
        steps = pairwise(path)
        return sum(
            math.log(G.degree[b]) - math.log(undirected.edges[a, b]["confidence"]) for a, b in steps
        )

    for end in ("p5", "t6"):
        if not nx.has_path(undirected, "p0", end):
            assert explain(G, "p0", end).rows == ()
            continue
        best = sorted(cost(path) for path in nx.all_shortest_paths(undirected, "p0", end))
        length = nx.shortest_path_length(undirected, "p0", end)
        rows = explain(G, "p0", end, chains=2).rows
        if length == 1:
            assert {row[0] for row in rows} == {0}
            continue
        for number, expected in enumerate(best[:2], start=1):
            chain = [row for row in rows if row[0] == number]
            assert len(chain) == length
            path = ["p0"]
            for row in chain:
                path.append(str(row[9] if row[8] == path[-1] else row[8]))
            assert path[-1] == end
            assert cost(path) == pytest.approx(expected)


def test_what_a_source_says_outright_names_the_place(cited_graph: nx.MultiDiGraph) -> None:
    rows = explain(cited_graph, "Ada Bé").rows
    assert [row[1:6] for row in rows] == [
        ("Ada Bé", "AUTHORED", "A kite", None, "stated at library.bib:7")
    ]
    chain = explain(cited_graph, "a. bé", "an old kite").rows
    assert [row[2] for row in chain] == ["AUTHORED", "CITES"]


def test_a_folder_is_explained_as_its_graph(small_graph: nx.MultiDiGraph, tmp_path: Path) -> None:
    write_snapshot(tmp_path / "g", papers=[], mentions=[], entity_ids=[], G=small_graph)
    for things in (("cora",), ("accuracy", "link prediction"), ("accuracy", "method:hostile")):
        assert explain_folder(tmp_path / "g", *things) == explain(small_graph, *things)
