"""The plans of the named queries, whatever the server has counted so far.

A server counts what its indexes hold some time after a load, so that the same query may be planned
with the figures of an empty database. Here it counts when it is told to.
"""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import neo4j
import pytest

from graphkit import statements
from graphkit.graph import read_graph
from graphkit.store.neo4j_connection import Settings
from graphkit.store.neo4j_load import load
from graphkit.testing import Neo4jServer

NAMED = [
    asked
    for asked in statements.queries().values()
    if any(part.labels for part in asked.parameters.values())
]


@pytest.fixture(scope="module")
def driver(own_server: Callable[..., Neo4jServer], demo_with_grove: Path) -> Iterator[neo4j.Driver]:
    """Give a driver for a server that was loaded, and has counted no index since."""
    server = own_server(**{"db.index_sampling.background_enabled": "false"})
    settings = Settings.from_environment(**server.login)
    load(read_graph(demo_with_grove), settings)
    with neo4j.GraphDatabase.driver(
        server.uri, auth=(server.login["username"], server.login["password"])
    ) as driver:
        yield driver


def operators(plan: dict[str, Any]) -> Iterator[str]:
    yield plan["operatorType"].partition("@")[0]
    for child in plan.get("children", ()):
        yield from operators(child)


@pytest.mark.parametrize("counted", ["never", "after the load"])
def test_a_query_that_starts_from_a_named_thing_scans_nothing(
    driver: neo4j.Driver, counted: str
) -> None:
    assert len(NAMED) >= 30
    if counted == "after the load":
        driver.execute_query("CALL db.resampleOutdatedIndexes()")
    driver.execute_query("CALL db.clearQueryCaches()")
    found = {}
    for asked in NAMED:
        given = {
            name: "x" if part.labels else part.default for name, part in asked.parameters.items()
        }
        plan = driver.execute_query(f"EXPLAIN {asked.text}", given).summary.plan
        found[asked.name] = {name for name in operators(plan) if name.endswith(("Scan", "Scans"))}
    # What is left is the search in the text index on `lookup`.
    assert {
        name: scans for name, scans in found.items() if scans != {"NodeIndexContainsScan"}
    } == {}
