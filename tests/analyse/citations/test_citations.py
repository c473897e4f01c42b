"""Small citation networks whose results are known: by hand, or by listing every path."""

import itertools
from pathlib import Path

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graphkit.analyse.citations import (
    citation_graph,
    citations,
    cited_together,
    citing_together,
    condense,
    global_main_path,
    key_route_main_path,
    read_citations,
    search_path_counts,
    together,
)
from graphkit.errors import UsageError
from graphkit.graph import write_snapshot

few = settings(max_examples=60, deadline=None)  # a busy machine misses any deadline


@st.composite
def networks(draw: st.DrawFn) -> nx.DiGraph:
    """Draw papers of which each cites some of the earlier ones."""
    size = draw(st.integers(2, 8))
    G = nx.DiGraph()
    G.add_nodes_from(f"p{number}" for number in range(size))
    for citing in range(1, size):
        for cited in draw(st.sets(st.integers(0, citing - 1), max_size=3)):
            G.add_edge(f"p{citing}", f"p{cited}")
    return G


def all_paths(G: nx.DiGraph) -> list[list[tuple[str, str]]]:
    """Return every path from a paper that nothing cites to one that cites nothing."""
    tops = [paper for paper in G if not G.in_degree(paper) and G.out_degree(paper)]
    ends = [paper for paper in G if not G.out_degree(paper)]
    return [
        list(itertools.pairwise(path))
        for top, end in itertools.product(tops, ends)
        for path in nx.all_simple_paths(G, top, end)
    ]


@few
@given(networks())
def test_counts_and_main_paths_are_those_of_all_paths(G: nx.DiGraph) -> None:
    paths = all_paths(G)
    counts = {edge: sum(edge in path for path in paths) for edge in G.edges}
    assert search_path_counts(G) == counts
    sums = [sum(counts[edge] for edge in path) for path in paths]
    best = {
        edge for path, total in zip(paths, sums, strict=True) if total == max(sums) for edge in path
    }
    assert set(global_main_path(G)) == best
    number = 2
    largest = sorted(counts.values(), reverse=True)[:number]
    expected = set()
    for key in (edge for edge in counts if largest and counts[edge] >= largest[-1]):
        over = [(sum(counts[e] for e in path), path) for path in paths if key in path]
        most = max(total for total, _ in over)
        expected |= {edge for total, path in over if total == most for edge in path}
    assert set(key_route_main_path(G, number)) == expected


# Eleven papers in two strands that meet in one, as main path analyses are explained: A and B are
# the roots, F is the paper through which everything goes, J and K are the newest.
STRANDS = nx.DiGraph(
    [
        ("C", "A"),
        ("C", "B"),
        ("D", "B"),
        ("E", "C"),
        ("F", "C"),
        ("F", "D"),
        ("G", "E"),
        ("H", "F"),
        ("I", "F"),
        ("J", "H"),
        ("J", "I"),
        ("K", "I"),
        ("K", "G"),
    ]
)


def test_two_strands_by_hand() -> None:
    # Paths from roots: A 1, B 1, C 2, D 1, E 2, F 3, G 2, H 3, I 3. Paths to the newest: J 1, K 1,
    # H 1, I 2, G 1, F 3, E 1, D 3, C 4, A 4, B 7.
    assert search_path_counts(STRANDS) == {
        ("C", "A"): 4,
        ("C", "B"): 4,
        ("D", "B"): 3,
        ("E", "C"): 2,
        ("F", "C"): 6,
        ("F", "D"): 3,
        ("G", "E"): 2,
        ("H", "F"): 3,
        ("I", "F"): 6,
        ("J", "H"): 3,
        ("J", "I"): 3,
        ("K", "I"): 3,
        ("K", "G"): 2,
    }
    assert global_main_path(STRANDS) == (
        ("C", "A"),
        ("C", "B"),
        ("F", "C"),
        ("I", "F"),
        ("J", "I"),
        ("K", "I"),
    )
    # one key: the two counts of 6 are equal, and lie on the same path
    assert key_route_main_path(STRANDS, 1) == global_main_path(STRANDS)
    # the tenth count is 3: D, H and the way over them come along
    routes = set(key_route_main_path(STRANDS, 10))
    assert routes == set(STRANDS.edges) - {("E", "C"), ("G", "E"), ("K", "G")}


def test_what_flows_in_flows_out() -> None:
    counts = search_path_counts(STRANDS)
    for paper in "CDEFGHI":
        into = sum(counts[paper, cited] for cited in STRANDS.successors(paper))
        out = sum(counts[citing, paper] for citing in STRANDS.predecessors(paper))
        assert into == out
    assert sum(counts[edge] for edge in STRANDS.in_edges(["A", "B"])) == len(all_paths(STRANDS))


def test_counts_of_any_size_are_whole() -> None:
    G = nx.DiGraph()
    for layer in range(200):
        G.add_edges_from((f"{layer + 1}{a}", f"{layer}{b}") for a in "xy" for b in "xy")
    assert max(search_path_counts(G).values()) == 2**199


def test_circles_are_one_paper_and_are_reported() -> None:
    G = nx.DiGraph([("b", "a"), ("c", "b"), ("d", "c"), ("c", "d"), ("e", "d"), ("e", "e")])
    with pytest.raises(UsageError, match="circle"):
        search_path_counts(G)
    found = condense(G)
    assert (found.cycles, found.loops) == ((("c", "d"),), ("e",))
    assert set(found.G.edges) == {("b", "a"), ("c", "b"), ("e", "c")}
    whole = citations(G)
    assert [cycle.ids for cycle in whole.cycles] == [("c", "d"), ("e",)]
    assert [step.citing for step in whole.main_path] == ["b", "c + d", "e"]


@few
@given(networks())
def test_pairs_are_counted_in_reference_lists(G: nx.DiGraph) -> None:
    papers = sorted(G)
    for function, lists in (
        (cited_together, {p: set(G.predecessors(p)) for p in papers}),
        (citing_together, {p: set(G.successors(p)) for p in papers}),
    ):
        expected = {}
        for one, other in itertools.combinations(papers, 2):
            common = len(lists[one] & lists[other])
            if common:
                cosine = common / (len(lists[one]) * len(lists[other])) ** 0.5
                expected[one, other] = (common, pytest.approx(cosine))
        assert {(a, b): (n, c) for a, b, n, c in function(G, 999)} == expected


@few
@given(networks(), st.integers(1, 6), st.integers(1, 9))
def test_the_first_pairs_are_the_first_of_all_however_few_are_counted_at_once(
    G: nx.DiGraph, top: int, cells: int
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(together, "_CELLS", cells)
        assert cited_together(G, top) == cited_together(G, 999)[:top]
        assert citing_together(G, top) == citing_together(G, 999)[:top]


def cited_graph() -> nx.MultiDiGraph:
    """Return a graph of graphkit in which one paper has a global count, and one refers by name."""
    G = nx.MultiDiGraph()
    for number, title in enumerate(("Root", "Middle", "New", "Newer"), start=1):
        G.add_node(f"p{number}", label="Paper", title=title, year=2018 + number)
    G.nodes["p1"]["citationCount"] = 900
    for citing, cited in (("p2", "p1"), ("p3", "p2"), ("p4", "p2"), ("p4", "p1")):
        G.add_edge(citing, cited, key="CITES")
    G.add_edge("p3", "p1", key="REFERS_TO")
    return G


def test_local_counts_are_of_this_graph_and_global_ones_of_the_source() -> None:
    found = citations(cited_graph())
    assert [(row.title, row.local, row.global_) for row in found.historiograph] == [
        ("Root", 2, 900),
        ("Middle", 2, None),
    ]
    assert found.historiograph[1].cites == ("p1",)
    assert (found.papers, found.citations, found.with_global) == (4, 4, 1)
    assert not citation_graph(cited_graph()).has_edge("p3", "p1")  # a name is no citation


def test_no_citations_are_no_error() -> None:
    found = citations(nx.MultiDiGraph())
    assert (found.main_path, found.historiograph, found.citations) == ((), (), 0)


def test_a_folder_gives_the_citations_of_its_graph(tmp_path: Path) -> None:
    G = cited_graph()
    G.add_node("p5", label="Paper", title="Cites nothing", year=2020)
    write_snapshot(tmp_path / "g", papers=[], mentions=[], entity_ids=[], G=G)
    read, made = read_citations(tmp_path / "g"), citation_graph(G)
    assert dict(read.nodes(data=True)) == dict(made.nodes(data=True))
    assert list(read.nodes) == list(made.nodes)
    assert list(read.edges) == list(made.edges)
