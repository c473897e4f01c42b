import itertools
import math

import networkx as nx
import numpy as np
import pytest

from graphkit.analyse.example import example_graph
from graphkit.analyse.similar import chains, similar
from graphkit.errors import UsageError


def two_fields() -> nx.MultiDiGraph:
    """Return four papers: `rare` is shared by two of them, `common` by all."""
    G = nx.MultiDiGraph()
    for number in range(4):
        G.add_node(f"p{number}", label="Paper", title=f"Paper {number}")
    for name in ("rare", "common", "own"):
        G.add_node(f"m:{name}", label="Method", name=name)
    for number in range(4):
        G.add_edge(f"p{number}", "m:common", key="USES", confidence=0.9, evidence=["c."])
    for number in (0, 1):
        G.add_edge(f"p{number}", "m:rare", key="USES", confidence=0.9, evidence=[f"r{number}."])
    G.add_edge("p1", "m:own", key="PROPOSES", confidence=0.9, evidence=["o."])
    return G


def test_the_score_is_the_cosine_by_hand() -> None:
    found, reasons = similar(two_fields(), "p0")
    rare, own = math.log(4 / 2), math.log(4 / 1)
    assert [paper.id for paper in found] == ["p1"]  # what all have makes nothing similar
    assert found[0].score == pytest.approx(rare**2 / (rare * math.hypot(rare, own)))
    assert found[0].shared == ("rare", "common")
    assert [(reason.entity, reason.papers) for reason in reasons] == [("rare", 2), ("common", 4)]
    assert sum(reason.weight for reason in reasons) == pytest.approx(found[0].score)
    assert (reasons[0].here, reasons[0].there) == ("r0.", "r1.")


def test_a_title_is_found_whatever_its_case_and_others_are_named() -> None:
    G = two_fields()
    assert similar(G, "PAPER  0") == similar(G, "p0")
    with pytest.raises(UsageError, match="nothing is called"):
        similar(G, "Papr 0")
    with pytest.raises(UsageError, match="'rare' is a method that no paper proposes"):
        similar(G, "rare")
    assert similar(G, "own") == similar(G, "p1")  # one paper proposes it
    G.add_edge("p2", "m:own", key="PROPOSES")
    with pytest.raises(UsageError, match="a method that 2 papers propose"):
        similar(G, "own")


def test_a_chain_over_rare_things_informs_more_than_a_short_one_over_a_hub() -> None:
    G = nx.MultiDiGraph()
    G.add_nodes_from([f"p{n}" for n in range(9)], label="Paper", title="T")
    for name in ("a", "b", "hub", "rare1", "rare2"):
        G.add_node(f"m:{name}", label="Method", name=name)
    edges = [("p0", "a"), ("p0", "hub"), ("p1", "hub"), ("p1", "b")]
    edges += [("p2", "a"), ("p2", "rare1"), ("p3", "rare1"), ("p3", "rare2")]
    edges += [("p4", "rare2"), ("p4", "b"), *((f"p{n}", "hub") for n in range(5, 9))]
    for paper, name in edges:
        G.add_edge(paper, f"m:{name}", key="USES", confidence=1.0, evidence=[f"{paper} {name}."])
    found = chains(G, "a", "b", number=1)
    shortest = [step for step in found if "shortest" in step.kind]
    assert [step.source_id for step in shortest] == ["p0", "p0", "p1", "p1"]
    assert shortest[0].bits == pytest.approx(1 + math.log2(6) + 1, abs=0.01)
    for number in range(9, 90):  # a hub of a hundred
        G.add_node(f"p{number:03}", label="Paper", title="T")
        G.add_edge(f"p{number:03}", "m:hub", key="USES", confidence=1.0, evidence=["h."])
    best = [step for step in chains(G, "a", "b", number=1) if "informative" in step.kind]
    assert [step.source_id for step in best] == ["p2", "p2", "p3", "p3", "p4", "p4"]
    assert best[0].bits == pytest.approx(5, abs=0.01)


def test_shortest_chains_are_as_short_as_networkx_s() -> None:
    G = example_graph()
    plain = nx.Graph(G.to_undirected())
    for other in ("metric:energy", "paper:12", "dataset:ogb"):
        steps = [s for s in chains(G, "method:walks", other, number=1) if "shortest" in s.kind]
        assert len(steps) == nx.shortest_path_length(plain, "method:walks", other)


@pytest.mark.parametrize("seed", range(6))
def test_the_most_informative_chain_is_the_best_of_all(seed: int) -> None:
    # a node on the way costs log2 of its degree, a link log2(1 / confidence), and a thousandth
    # that prefers the shorter of equal chains
    rng = np.random.default_rng(seed)
    G = nx.MultiDiGraph()
    G.add_nodes_from([f"p{n}" for n in range(6)], label="Paper", title="T")
    G.add_nodes_from([f"m{n}" for n in range(4)], label="Method", name="M")
    for paper, method in itertools.product(range(6), range(4)):
        if rng.random() < 0.5:
            sure = float(rng.choice([0.5, 0.8, 1.0]))
            G.add_edge(f"p{paper}", f"m{method}", key="USES", confidence=sure)
    plain = nx.Graph(G.to_undirected())
    ways = list(nx.all_simple_paths(plain, "p0", "p5")) if nx.has_path(plain, "p0", "p5") else []

    def bits(way: list[str]) -> float:
        nodes = sum(math.log2(plain.degree(node)) for node in way[1:-1])
        links = (plain.edges[pair]["confidence"] for pair in itertools.pairwise(way))
        return nodes + sum(0.001 - math.log2(sure) for sure in links)

    found = [step for step in chains(G, "p0", "p5", number=1) if "informative" in step.kind]
    assert bool(found) == bool(ways)
    if found:
        assert found[0].bits == pytest.approx(min(map(bits, ways)))


def test_nothing_leads_to_what_is_apart_and_a_thing_is_no_chain_to_itself() -> None:
    G = two_fields()
    G.add_node("m:apart", label="Method", name="apart")
    assert chains(G, "rare", "apart") == ()
    with pytest.raises(UsageError, match="are the same"):
        chains(G, "rare", "m:rare")


def test_references_count_also_to_stubs_and_order_papers_without_common_entities() -> None:
    G = two_fields()
    G.add_node("s", label="Paper", title="Stub", stub=True)
    for citing, cited in (("p0", "s"), ("p3", "s"), ("p2", "p0"), ("p2", "p1")):
        G.add_edge(citing, cited, key="CITES")
    rows = {paper.id: paper for paper in similar(G, "p0")[0]}
    assert "s" not in rows
    assert (rows["p3"].coupling, rows["p3"].cocited, rows["p3"].score) == (1, 0, 0)
    assert (rows["p1"].coupling, rows["p1"].cocited) == (0, 1)
    assert "p2" not in rows


def test_coupling_and_cocitation_are_those_of_a_textbook() -> None:
    # Rousseau, Egghe, Guns 2018, "Becoming Metric-Wise", tables 5.7 to 5.9
    lists = {"A": "EFGH", "B": "ACEF", "C": "AKEF", "D": "ABEFGK"}
    G = nx.MultiDiGraph()
    for citing, cited in ((one, other) for one, row in lists.items() for other in row):
        G.add_nodes_from((citing, cited), label="Paper", title="T")
        G.add_edge(citing, cited, key="CITES")
    rows = {paper.id: paper for paper in similar(G, "A", top=20)[0]}
    assert {node: row.coupling for node, row in rows.items() if row.coupling} == {
        "B": 2,
        "C": 2,
        "D": 3,
    }
    assert {node: row.cocited for node, row in rows.items() if row.cocited} == {
        "B": 1,
        "C": 1,
        "E": 3,
        "F": 3,
        "G": 1,
        "K": 2,
    }
