"""Citation networks from the literature, with the numbers printed there."""

import math

import networkx as nx
import pytest

from graphkit.analyse.citations import (
    citations,
    cited_together,
    citing_together,
    global_main_path,
    key_route_main_path,
    search_path_counts,
)


def flows(arrows: str) -> nx.DiGraph:
    """Return a network from arrows as papers on main paths draw them: cited > citing."""
    pairs = [arrow.split(">") for arrow in arrows.split()]
    return nx.DiGraph([(citing, cited) for cited, citing in pairs])


def drawn(edges: tuple[tuple[str, str], ...]) -> set[str]:
    return {f"{cited}>{citing}" for citing, cited in edges}


# Liu, Lu 2012, "An integrated approach for main path analysis", figure 1: ten papers.
LIU_LU = {
    "A>H": 3,
    "B>H": 3,
    "H>J": 4,
    "H>D": 2,
    "J>C": 2,
    "J>D": 2,
    "B>I": 4,
    "I>F": 1,
    "I>G": 2,
    "I>E": 1,
    "G>D": 1,
    "G>E": 1,
}


def test_counts_are_those_of_liu_and_lu() -> None:
    G = flows(" ".join(LIU_LU))
    counts = {f"{cited}>{citing}": n for (citing, cited), n in search_path_counts(G).items()}
    assert counts == LIU_LU
    # from these: 3 + 4 + 2 over J, from A or B, to C or D; over I no more than 4 + 2 + 1
    assert drawn(global_main_path(G)) == {"A>H", "B>H", "H>J", "J>C", "J>D"}
    # the two key routes of 4 bring in B > I, and the best ways on from I
    assert drawn(key_route_main_path(G, 1)) == {
        *drawn(global_main_path(G)),
        *("B>I", "I>G", "G>D", "G>E"),
    }


def test_counts_are_those_of_kuan() -> None:
    # Kuan 2020, "Regarding weight assignment algorithms of main path analysis and the conversion
    # of arc weights to node weights", figure 2 and table 3: the sums of the counts of the citations
    # that enter and leave each of 13 papers
    G = flows("1>4 2>4 3>4 4>5 4>6 5>7 6>8 7>8 7>9 7>10 7>11 8>12 8>13")
    counts = search_path_counts(G)
    into = [sum(counts[p, old] for old in G.successors(p)) for p in map(str, range(1, 14))]
    out = [sum(counts[new, p] for new in G.predecessors(p)) for p in map(str, range(1, 14))]
    assert into == [0, 0, 0, 21, 15, 6, 15, 12, 3, 3, 3, 6, 6]
    assert out == [7, 7, 7, 21, 15, 6, 15, 12, 0, 0, 0, 0, 0]
    assert (counts["4", "1"], counts["12", "8"]) == (7, 6)


# The sample network of the encyclopedia's article "Main path analysis": two sources, three sinks.
SAMPLE = "A>C C>E C>H E>G G>H H>K B>C B>D B>J D>F D>I F>H F>I I>L I>M J>M M>N"


def test_the_sample_network_has_the_paths_that_its_article_describes() -> None:
    G = flows(SAMPLE)
    counts = search_path_counts(G)
    assert counts["D", "B"] == 5  # five ways, listed there one by one
    path = global_main_path(G)
    assert drawn(path) == {"B>D", "D>F", "F>I", "I>M", "M>N"}
    assert sum(counts[edge] for edge in path) == 15
    # H > K is as large as B > D and missed by the global path: the key-route search has both
    assert counts["K", "H"] == 5
    assert drawn(key_route_main_path(G, 1)) == {*drawn(path), "F>H", "H>K"}


# Rousseau, Egghe, Guns 2018, "Becoming Metric-Wise", tables 5.7 to 5.9: the reference lists of four
# papers, what they have in common, and how often two papers are cited together.
LISTS = {"A": "EFGH", "B": "ACEF", "C": "AKEF", "D": "ABEFGK"}
COUPLED = {"AB": 2, "AC": 2, "AD": 3, "BC": 3, "BD": 3, "CD": 4}
ALONE_TOGETHER = "AB AC AG BE BF BG BK CE CF EH FH GH GK"  # cited together once
COCITED = {
    **dict.fromkeys(ALONE_TOGETHER.split(), 1),
    "AE": 3,
    "AF": 3,
    "AK": 2,
    "EF": 4,
    "EG": 2,
    "EK": 2,
    "FG": 2,
    "FK": 2,
}


def reference_lists() -> nx.DiGraph:
    return nx.DiGraph([(citing, cited) for citing, row in LISTS.items() for cited in row])


def test_coupling_and_cocitation_are_those_of_the_textbook() -> None:
    G = reference_lists()
    assert {a + b: number for a, b, number, _ in citing_together(G, 99)} == COUPLED
    assert {a + b: number for a, b, number, _ in cited_together(G, 99)} == COCITED
    one, other, number, cosine = citing_together(G, 1)[0]
    assert (one, other, number) == ("C", "D", 4)
    assert cosine == pytest.approx(4 / math.sqrt(4 * 6))
    assert cited_together(G, 1) == (("E", "F", 4, 1.0),)


def test_the_historiograph_of_the_textbook_s_papers_is_in_order() -> None:
    found = citations(reference_lists(), top=5)
    assert [(row.rank, row.id, row.local, row.references) for row in found.historiograph] == [
        (1, "E", 4, 0),
        (2, "F", 4, 0),
        (3, "A", 3, 4),
        (4, "G", 2, 0),
        (5, "K", 2, 0),
    ]
    assert found.historiograph[2].cites == ("E", "F", "G")  # H is cited once, and is not among them


def test_papers_that_cite_each_other_count_as_one_in_the_sample_network() -> None:
    found = citations(flows(SAMPLE + " H>F"), key_routes=1)
    assert [cycle.ids for cycle in found.cycles] == [("F", "H")]
    # Five ways lead to F and H (A, B over C, or over C, E and G; B over D), three on (K, L, N).
    counts = {(step.cited, step.citing): step.count for step in found.key_routes}
    assert counts["F + H", "I"] == 5 * 2
    assert counts["A", "C"] == counts["G", "F + H"] == 2 * 3
    assert [step.citing for step in found.main_path] == ["C", "C", "E", "G", "F + H", *"IMN"]
