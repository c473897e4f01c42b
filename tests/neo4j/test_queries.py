"""Every named query on a real Neo4j: the answers worked out by hand, as on the embedded engine."""

import runpy
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from graphkit import statements
from graphkit.graph import write_snapshot
from graphkit.model import Table
from graphkit.store.asking import parameter_values, question
from graphkit.store.embedded_query import run_embedded
from graphkit.store.neo4j_load import load
from graphkit.store.neo4j_query import run_query

if TYPE_CHECKING:
    import neo4j

    from graphkit.store.neo4j_connection import Settings

GROVE = runpy.run_path(str(Path(__file__).parents[1] / "queries" / "grove.py"))

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
