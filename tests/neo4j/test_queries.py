"""Every named query on a real Neo4j: the answers worked out by hand, as on the embedded engine."""

import runpy
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from graphkit import statements
from graphkit.graph import read_graph, write_snapshot
from graphkit.graph.lookup import lookup
from graphkit.model import Table
from graphkit.store.asking import parameter_values, question
from graphkit.store.embedded_query import run_embedded
from graphkit.store.neo4j_load import load
from graphkit.store.neo4j_query import run_query

if TYPE_CHECKING:
    import neo4j
    import networkx as nx

    from graphkit.statements import CypherFile
    from graphkit.store.neo4j_connection import Settings

GROVE = runpy.run_path(str(Path(__file__).parents[1] / "queries" / "grove.py"))

QUERIES = tuple(statements.queries().values())

# Cypher that users write, within the part that both engines share.
TEXTS = (
    "MATCH (p:Paper) RETURN count(p), count( * ) AS n, max(p.year)",
    "MATCH (p:Paper)-[r]->() RETURN type(r), count(*) ORDER BY type(r)",
    "MATCH (m:Method) RETURN m ORDER BY m.id",
    "MATCH (p:Paper) RETURN p.title, p.date, p.year ORDER BY p.year DESC, p.id",
    "MATCH path = (p:Paper)-[:PROPOSES]->(m:Method) RETURN path ORDER BY p.id",
    "MATCH (m:Method) RETURN head(m.aliases) AS `a, b`, toString(m.paperCount) ORDER BY m.id",
    "OPTIONAL MATCH (t:Task {name: 'none'}) RETURN t, t.name",
    "UNWIND [3, 1, null] AS x RETURN x, x / 2 ORDER BY x",
    "MATCH (m:Method) RETURN sum(m.paperCount), avg(m.paperCount)",
    "RETURN 'a, b' AS text, [1, 2], 1.5 AS number, true AS yes, null AS nothing",
)


@pytest.fixture
def grove(tmp_path: Path, neo4j_settings: "Settings") -> Path:
    """Return the graph folder, after loading the same graph into the server."""
    G = GROVE["build"]()
    folder = tmp_path / "graph"
    write_snapshot(folder, papers=[], mentions=[], entity_ids=[], G=G)
    load(G, neo4j_settings)
    return folder


@pytest.mark.usefixtures("grove")
def test_neo4j_gives_every_answer(neo4j_driver: "neo4j.Driver", neo4j_settings: "Settings") -> None:
    found, expected = {}, {}
    for name, asked in statements.queries().items():
        given, columns, rows = GROVE["ANSWERS"][name]
        values = parameter_values(asked, given)
        found[name] = run_query(neo4j_driver, neo4j_settings, asked.text, values)
        expected[name] = Table(tuple(columns.split()), tuple(rows))
    assert found == expected


def test_both_engines_answer_a_text_with_the_same_columns_and_rows(
    grove: Path, neo4j_driver: "neo4j.Driver", neo4j_settings: "Settings"
) -> None:
    for text in TEXTS:
        statement = question(text).text
        served = run_query(neo4j_driver, neo4j_settings, statement, {})
        assert run_embedded(grove, statement, {}) == served, text


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the graph of the demo corpus, and of grove: that has citations."""
    import networkx as nx

    from graphkit.pipeline import build

    folder = tmp_path_factory.mktemp("demo")
    build([Path(__file__).parents[2] / "seeds"], folder / "corpus")
    G = nx.compose(read_graph(folder / "corpus"), GROVE["build"]())
    _recount(G)
    write_snapshot(folder / "graph", papers=[], mentions=[], entity_ids=[], G=G)
    return folder / "graph"


def _recount(G: "nx.MultiDiGraph") -> None:
    """Mend what both graphs name: its counts are those of the last one."""
    for node, data in G.nodes(data=True):
        if "mentionCount" in data:
            edges = list(G.in_edges(node, data="mentions"))
            data["paperCount"] = len({source for source, _, _ in edges})
            data["mentionCount"] = sum(mentions for _, _, mentions in edges)
            data["lookup"] = lookup(node, data)


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
    demo: Path, neo4j_driver: "neo4j.Driver", neo4j_settings: "Settings"
) -> None:
    G = read_graph(demo)
    load(G, neo4j_settings)
    answered = {}
    for name, asked in statements.queries().items():
        given = values_for(asked, G)
        answered[name] = run_query(neo4j_driver, neo4j_settings, asked.text, given)
        if asked.engine is None:
            assert run_embedded(demo, asked.text, given) == answered[name], name
        else:
            assert answered[name].rows, name
    assert sum(len(table.rows) for table in answered.values()) > 1000


def operators(plan: dict[str, Any]) -> Iterator[str]:
    yield plan["operatorType"].partition("@")[0]
    for child in plan.get("children", ()):
        yield from operators(child)


def test_a_query_that_starts_from_a_named_thing_scans_nothing(
    demo: Path, neo4j_settings: "Settings"
) -> None:
    import neo4j

    G = read_graph(demo)
    load(G, neo4j_settings)
    named = [asked for asked in QUERIES if any(part.labels for part in asked.parameters.values())]
    assert len(named) >= 30
    auth = (neo4j_settings.username, neo4j_settings.password)
    with neo4j.GraphDatabase.driver(neo4j_settings.uri, auth=auth) as driver:
        # A plan that an earlier test made for three papers would come back from the cache.
        driver.execute_query("CALL db.clearQueryCaches()")
        for asked in named:
            plan = driver.execute_query(f"EXPLAIN {asked.text}", values_for(asked, G)).summary.plan
            scans = {found for found in operators(plan) if found.endswith(("Scan", "Scans"))}
            # What is left is the search in the text index on `lookup`.
            assert scans == {"NodeIndexContainsScan"}, asked.name


def test_the_server_has_no_notice_for_any_query(demo: Path, neo4j_settings: "Settings") -> None:
    """Fail on every notice but that a query compares all with all, which is what it is for."""
    import neo4j

    G = read_graph(demo)
    load(G, neo4j_settings)
    auth = (neo4j_settings.username, neo4j_settings.password)
    silent = [neo4j.NotificationDisabledClassification.PERFORMANCE]
    with neo4j.GraphDatabase.driver(
        neo4j_settings.uri, auth=auth, notifications_disabled_classifications=silent
    ) as driver:
        for asked in QUERIES:
            found = driver.execute_query(f"EXPLAIN {asked.text}", values_for(asked, G)).summary
            notes = [part.status_description for part in found.gql_status_objects]
            assert [note for note in notes if not note.startswith("note: ")] == [], asked.name
