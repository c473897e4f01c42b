"""Every invariant of the graph is seen when it is broken."""

from collections.abc import Callable

import networkx as nx
import pytest

from graphkit.errors import GraphkitError
from graphkit.graph import check, violations

ALPHA, CORA = "doi:10.1000/alpha", "dataset:cora"
Break = Callable[[nx.MultiDiGraph], object]


def edge(G: nx.MultiDiGraph) -> dict[str, object]:
    data: dict[str, object] = G.edges[ALPHA, CORA, "EVALUATES_ON"]
    return data


BROKEN: dict[str, tuple[Break, str]] = {
    "label": (lambda G: G.nodes[CORA].update(label="Thing"), "unknown label 'Thing'"),
    "no label": (lambda G: G.nodes[CORA].pop("label"), "unknown label None"),
    "unknown property": (lambda G: G.nodes[CORA].update(colour="red"), "unknown property colour"),
    "property type": (lambda G: G.nodes[CORA].update(name=3), "expected string"),
    "none": (lambda G: G.nodes[CORA].update(name=None), "expected string"),
    "empty list": (lambda G: G.nodes[CORA].update(aliases=[]), "expected strings"),
    "date as text": (lambda G: G.nodes[ALPHA].update(date="2024-02-29"), "expected date"),
    "missing property": (lambda G: G.nodes[CORA].pop("name"), "name is missing"),
    "count of papers": (lambda G: G.nodes[CORA].update(paperCount=7), "paperCount 7 of 2"),
    "count of mentions": (lambda G: G.nodes[CORA].update(mentionCount=7), "mentionCount 7 of 2"),
    "type": (lambda G: G.add_edge(ALPHA, CORA, key="LIKES"), "unknown relationship type"),
    "ends": (
        lambda G: G.add_edge(ALPHA, CORA, key="MEASURES", **edge(G)),
        "joins Paper to Dataset",
    ),
    "direction": (
        lambda G: G.add_edge(CORA, ALPHA, key="EVALUATES_ON", **edge(G)),
        "joins Dataset to Paper",
    ),
    "itself": (
        lambda G: G.add_edge(ALPHA, ALPHA, key="REFERS_TO", **edge(G)),
        "joins a node to itself",
    ),
    "confidence": (lambda G: edge(G).update(confidence=1.5), "confidence 1.5 outside 0 to 1"),
    "mentions": (lambda G: edge(G).update(mentions=0), "0 mentions"),
    "no evidence": (lambda G: edge(G).pop("evidence"), "evidence is missing"),
    "orphan": (
        lambda G: (
            G.remove_edges_from([(ALPHA, "method:alphanet", "PROPOSES")])
            or G.remove_edges_from([("title:00000000000000aa", "method:alphanet", "COMPARES_WITH")])
        ),
        "no paper mentions it",
    ),
}


def test_a_sound_graph_passes(small_graph: nx.MultiDiGraph) -> None:
    assert list(violations(small_graph)) == []
    check(small_graph)


def test_an_empty_graph_is_sound() -> None:
    check(nx.MultiDiGraph())


@pytest.mark.parametrize("what", BROKEN)
def test_what_is_broken_is_named(small_graph: nx.MultiDiGraph, what: str) -> None:
    spoil, expected = BROKEN[what]
    spoil(small_graph)
    with pytest.raises(GraphkitError, match="not sound") as error:
        check(small_graph)
    assert expected in error.value.message


KITE, STUB = "doi:10.1/kite", "openalex:W7"
BROKEN_BIBLIOGRAPHY: dict[str, tuple[Break, str]] = {
    "a stub that is false": (lambda G: G.nodes[STUB].update(stub=False), "stub is False"),
    "a stub that cites": (
        lambda G: G.add_edge(STUB, KITE, key="CITES", matchedBy="doi", sources=["x:1"]),
        "a stub has to be cited",
    ),
    "a stub that nothing cites": (
        lambda G: (G.remove_edge(KITE, STUB), G.nodes[STUB].pop("localCitationCount")),
        "a stub has to be cited",
    ),
    "a paper that cites itself": (
        lambda G: G.add_edge(KITE, KITE, key="CITES", matchedBy="doi", sources=["x:1"]),
        "joins a node to itself",
    ),
    "local citations": (
        lambda G: G.nodes[STUB].update(localCitationCount=5),
        "localCitationCount 5 of 1",
    ),
    "a citation with a sentence": (
        lambda G: G.edges[KITE, STUB, "CITES"].update(evidence=["So it says."]),
        "unknown property evidence",
    ),
    "a citation that nothing states": (
        lambda G: G.edges[KITE, STUB, "CITES"].pop("sources"),
        "sources is missing",
    ),
    "an author without papers": (
        lambda G: G.remove_edge("author:a", KITE),
        "no paper mentions it",
    ),
    "papers of an author": (
        lambda G: G.nodes["author:a"].update(paperCount=3),
        "paperCount 3 of 1",
    ),
    "papers of a venue": (lambda G: G.nodes["venue:k"].update(paperCount=3), "paperCount 3 of 1"),
    "direction of authorship": (
        lambda G: G.add_edge(KITE, "author:a", key="AUTHORED"),
        "joins Paper to Author",
    ),
}


@pytest.mark.parametrize("what", BROKEN_BIBLIOGRAPHY)
def test_what_is_broken_in_a_bibliography_is_named(cited_graph: nx.MultiDiGraph, what: str) -> None:
    check(cited_graph)
    spoil, expected = BROKEN_BIBLIOGRAPHY[what]
    spoil(cited_graph)
    with pytest.raises(GraphkitError, match="not sound") as error:
        check(cited_graph)
    assert expected in error.value.message
