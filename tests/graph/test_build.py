"""Statements to a graph."""

import datetime as dt
import itertools

import networkx as nx

from graphkit.graph import build_graph, check, digest
from graphkit.model import Entity, NodeLabel, Paper, RelationshipType, Source, Statement

ONE = Paper(
    id="title:1",
    title="One",
    abstract="",
    date=dt.date(2023, 5, 6),
    author_count=0,
    sources=(Source("b.txt", 2), Source("c.txt", 4)),
)
TWO = Paper(
    id="title:2", title="Two", abstract="Text.", date_text="May 6", sources=(Source("b", 1),)
)
NET = Entity("method:net", NodeLabel.METHOD, "Net", ("NET", "nets"))
CORA = Entity("dataset:cora", NodeLabel.DATASET, "Cora")


def says(paper: Paper, kind: RelationshipType, entity: Entity, mentions: int = 1) -> Statement:
    return Statement(paper.id, kind, entity.id, mentions, 0.5, ("A sentence.",), ("terms",))


STATEMENTS = [
    says(ONE, RelationshipType.PROPOSES, NET, 3),
    says(ONE, RelationshipType.USES, NET),
    says(TWO, RelationshipType.USES, NET),
    says(TWO, RelationshipType.EVALUATES_ON, CORA),
]


def built() -> nx.MultiDiGraph:
    return build_graph([ONE, TWO], [NET, CORA], STATEMENTS)


def test_what_is_known_is_there_and_nothing_else() -> None:
    G = built()
    assert G.nodes["title:1"] == {
        "label": "Paper",
        "title": "One",
        "date": dt.date(2023, 5, 6),
        "year": 2023,
        "authorCount": 0,
        "sources": ["b.txt:2", "c.txt:4"],
        "lookup": "\ttitle:1\tone\t",
    }
    assert G.nodes["title:2"] == {
        "label": "Paper",
        "title": "Two",
        "abstract": "Text.",
        "dateText": "May 6",
        "sources": ["b:1"],
        "lookup": "\ttitle:2\ttwo\t",
    }
    assert "aliases" not in G.nodes["dataset:cora"]


def test_a_paper_counts_once_however_much_it_says() -> None:
    G = built()
    assert (G.nodes["method:net"]["paperCount"], G.nodes["method:net"]["mentionCount"]) == (2, 5)
    check(G)


def test_relationships_stand_under_their_type() -> None:
    G = built()
    assert sorted(G["title:1"]["method:net"]) == ["PROPOSES", "USES"]
    assert G.edges["title:1", "method:net", "PROPOSES"] == {
        "mentions": 3,
        "confidence": 0.5,
        "evidence": ["A sentence."],
        "rules": ["terms"],
    }


def test_the_order_of_what_comes_in_does_not_matter() -> None:
    seen = {
        (tuple(G), tuple(G.edges(keys=True)), digest(G).total)
        for order in itertools.permutations(STATEMENTS)
        for G in [build_graph([TWO, ONE], [CORA, NET], order)]
    }
    assert len(seen) == 1


def test_nothing_gives_an_empty_graph() -> None:
    assert build_graph([], [], []).number_of_nodes() == 0
