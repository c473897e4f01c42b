"""Asking a real server."""

import datetime as dt
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from graphkit.errors import UsageError
from graphkit.model import Table
from graphkit.store.neo4j_load import load
from graphkit.store.neo4j_query import run_query

if TYPE_CHECKING:
    import neo4j
    import networkx as nx

    from graphkit.store.neo4j_connection import Settings

Ask = Callable[..., Table]


@pytest.fixture
def ask(neo4j_driver: "neo4j.Driver", neo4j_settings: "Settings") -> Ask:
    """Return a function that asks the server."""
    return lambda text, **parameters: run_query(neo4j_driver, neo4j_settings, text, parameters)


def test_rows_come_as_a_table_in_order(
    ask: Ask, small_graph: "nx.MultiDiGraph", neo4j_settings: "Settings"
) -> None:
    load(small_graph, neo4j_settings)
    table = ask(
        "MATCH (p:Paper) WHERE p.date >= $since RETURN p.id AS id, p.date AS date, p.externalIds;",
        since=dt.date(2024, 1, 1),
    )
    assert table.columns == ("id", "date", "p.externalIds")
    assert table.rows == (("doi:10.1000/alpha", dt.date(2024, 2, 29), ["doi:10.1000/alpha"]),)


def test_values_are_plain_python(ask: Ask) -> None:
    (row,) = ask(
        "RETURN null, true, 1, 1.5, 'x', date('2024-02-29'), "
        "datetime('2024-02-29T10:00:00Z'), time('10:00:00Z'), duration('P1DT2H'), "
        "point({x: 1, y: 2}), [date('2024-02-29')], {b: date('2024-02-29'), a: 1}"
    ).rows
    day = dt.date(2024, 2, 29)
    assert row == (
        None,
        True,
        1,
        1.5,
        "x",
        day,
        dt.datetime(2024, 2, 29, 10, tzinfo=dt.UTC),
        dt.time(10, tzinfo=dt.UTC),
        "P1DT2H",
        {"srid": 7203, "coordinates": [1.0, 2.0]},
        [day],
        {"a": 1, "b": day},
    )
    assert {type(value).__module__ for value in row} <= {"builtins", "datetime"}


def test_nodes_relationships_and_paths_are_mappings(
    ask: Ask, small_graph: "nx.MultiDiGraph", neo4j_settings: "Settings"
) -> None:
    load(small_graph, neo4j_settings)
    ((node, relationship, path),) = ask(
        "MATCH path = (p:Paper)-[r:MEASURES]->(m:Metric) RETURN m, r, path"
    ).rows
    assert node["labels"] == ["Metric"]
    assert node["properties"] == {
        "id": "metric:accuracy",
        "name": "accuracy",
        "lookup": "\tmetric:accuracy\taccuracy\t",
        "paperCount": 1,
        "mentionCount": 1,
    }
    assert (relationship["type"], relationship["target"]) == ("MEASURES", "metric:accuracy")
    assert relationship["properties"]["confidence"] == 1.0
    assert [part["labels"] for part in path["nodes"]] == [["Paper"], ["Metric"]]
    assert path["nodes"][1] == node
    assert path["relationships"] == [relationship]


@pytest.mark.parametrize(
    "text",
    [
        "CREATE (n)",
        "MERGE (n:Paper {id: 'x'}) RETURN n",
        "MATCH (n) SET n.x = 1",
        "MATCH (n) DETACH DELETE n",
        "// harmless\n/* RETURN 1 */ CREATE (n)",
        "EXPLAIN CREATE (n)",
        "CYPHER 5 CREATE (n)",
        "UNWIND [1] AS x CALL (x) { CREATE (n) } IN TRANSACTIONS RETURN x",
        "CREATE INDEX other FOR (n:Other) ON (n.x)",
        "DROP CONSTRAINT paper_id_unique",
        "CALL db.createLabel('Other')",
        "CREATE USER other SET PASSWORD 'not-a-secret'",
        "TERMINATE TRANSACTION 'neo4j-transaction-1'",
    ],
)
def test_what_writes_is_refused(text: str, ask: Ask, run: Callable[..., list[tuple]]) -> None:
    run("CREATE (:Kept {x: 0})")
    before = run("SHOW CONSTRAINTS YIELD name RETURN name")
    with pytest.raises(UsageError, match="only reads"):
        ask(text)
    assert run("MATCH (n) RETURN labels(n), n.x") == [(["Kept"], 0)]
    assert run("SHOW CONSTRAINTS YIELD name RETURN name") == before


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("RETRUN 1", "'RETRUN'"),
        ("RETURN 1\nRETRUN 2", "line 2, column"),
        ("RETURN $x", "Expected parameter"),
        ("RETURN 1; RETURN 2", "one statement"),
        ("RETURN 1 / 0", "zero"),
        ("CALL no.such()", "no.such"),
        ("", "input"),
    ],
)
def test_a_mistake_in_the_query_is_said(text: str, expected: str, ask: Ask) -> None:
    with pytest.raises(UsageError) as caught:
        ask(text)
    assert expected in caught.value.message
    assert "EXPLAIN" not in caught.value.message.partition("expected")[0]
