"""Every named query on a real Neo4j that holds the demo corpus, and graphs with citations."""

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from graphkit import statements
from graphkit.graph import read_graph
from graphkit.store.embedded_query import run_embedded
from graphkit.store.neo4j_connection import open_driver
from graphkit.store.neo4j_query import run_query

if TYPE_CHECKING:
    import networkx as nx

    from graphkit.statements import CypherFile
    from graphkit.store.neo4j_connection import Settings

QUERIES = tuple(statements.queries().values())


@pytest.fixture(scope="module")
def G(demo_with_grove: Path) -> "nx.MultiDiGraph":
    """Return the graph that the server holds."""
    return read_graph(demo_with_grove)


def commonest(G: "nx.MultiDiGraph", label: str) -> list[str]:
    """Return the names of the two things of a kind that the most papers name."""
    found = [
        (-data["paperCount"], node) for node, data in G.nodes(data=True) if data["label"] == label
    ]
    return [G.nodes[node]["name"] for _, node in sorted(found)[:2]]


def values_for(asked: "CypherFile", G: "nx.MultiDiGraph") -> dict[str, object]:
    """Return values for the parameters: of two things of a kind, the second has the second name."""
    kinds = ("Dataset", "Method", "Task", "Author", "Venue")
    names = {label: iter(commonest(G, label)) for label in kinds}
    papers = sorted(node for node, label in G.nodes(data="label") if label == "Paper")
    names["Paper"] = iter(sorted(papers, key=G.out_degree, reverse=True))
    others = {"text": "graph", "words": "networks~", "limit": 1000}
    return {
        part.name: next(names[part.labels[-1] if len(part.labels) == 1 else "Method"])
        if part.labels
        else others.get(part.name, part.default)
        for part in asked.parameters.values()
    }


def test_both_engines_answer_every_query_alike_on_the_demo_corpus(
    demo_with_grove: Path, G: "nx.MultiDiGraph", demo_settings: "Settings"
) -> None:
    answered = {}
    with open_driver(demo_settings) as driver:
        for name, asked in statements.queries().items():
            given = values_for(asked, G)
            answered[name] = run_query(driver, demo_settings, asked.text, given)
            if asked.engine is None:
                assert run_embedded(demo_with_grove, asked.text, given) == answered[name], name
            else:
                assert answered[name].rows, name
    assert sum(len(table.rows) for table in answered.values()) > 1000


def test_the_server_has_no_notice_for_any_query(
    G: "nx.MultiDiGraph", demo_settings: "Settings"
) -> None:
    """Fail on every notice but that a query compares all with all, which is what it is for."""
    import neo4j

    auth = (demo_settings.username, demo_settings.password)
    silent = [neo4j.NotificationDisabledClassification.PERFORMANCE]
    with neo4j.GraphDatabase.driver(
        demo_settings.uri, auth=auth, notifications_disabled_classifications=silent
    ) as driver:
        for asked in QUERIES:
            found = driver.execute_query(f"EXPLAIN {asked.text}", values_for(asked, G)).summary
            notes = [part.status_description for part in found.gql_status_objects]
            assert [note for note in notes if not note.startswith("note: ")] == [], asked.name
