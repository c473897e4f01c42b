"""A real Neo4j for the tests: the one that `NEO4J_URI` names, else one a version from the jars."""

import logging
import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import TYPE_CHECKING

import pytest

from graphkit.testing import RELEASES, Neo4jServer, NoServerError

if TYPE_CHECKING:
    import neo4j

    from graphkit.store.neo4j_connection import Settings

VERSIONS = ["NEO4J_URI"] if "NEO4J_URI" in os.environ else list(RELEASES)
WIPE = "MATCH (n) DETACH DELETE n"


def pytest_collection_modifyitems(items: list[pytest.Function]) -> None:
    for item in items:
        if "neo4j_settings" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.neo4j)
            # One server a version: all its tests run in one worker, one after another.
            version = item.callspec.params["neo4j_settings"]
            item.add_marker(pytest.mark.xdist_group(f"neo4j {version}"))


@pytest.fixture(scope="session")
def _servers() -> Iterator[Callable[[str], "Settings"]]:
    """Give a function that starts the server of a version at its first call."""
    from graphkit.store.neo4j_connection import Settings

    with ExitStack() as running:
        known: dict[str, Settings | NoServerError] = {}

        def start(version: str) -> Settings:
            if version not in known:
                try:
                    server = running.enter_context(Neo4jServer(version))
                    known[version] = Settings.from_environment(**server.login)
                except NoServerError as error:
                    known[version] = error
            if isinstance(found := known[version], NoServerError):
                return _without_server(found)
            return found

        yield start


def _without_server(error: NoServerError) -> "Settings":
    reason = f"{error.message} ({error.hint})"
    if os.environ.get("GRAPHKIT_REQUIRE_NEO4J"):
        pytest.fail(f"GRAPHKIT_REQUIRE_NEO4J is set, and there is no server: {reason}")
    pytest.skip(reason)


@pytest.fixture(params=VERSIONS)
def neo4j_settings(
    request: pytest.FixtureRequest, _servers: Callable[[str], "Settings"]
) -> "Settings":
    """Return how to reach a server whose database is empty."""
    from graphkit.store.neo4j_connection import Settings, open_driver

    is_foreign = request.param == "NEO4J_URI"
    settings = Settings.from_environment() if is_foreign else _servers(request.param)
    with open_driver(settings) as driver:
        if is_foreign and not os.environ.get("GRAPHKIT_TEST_NEO4J_WIPE"):
            _refuse_data(driver, settings)
        driver.execute_query(WIPE, database_=settings.database)
    return settings


def _refuse_data(driver: "neo4j.Driver", settings: "Settings") -> None:
    result = driver.execute_query("MATCH (n) RETURN count(n) AS n", database_=settings.database)
    if result.records[0]["n"]:
        pytest.fail(
            f"{settings.uri} holds data, and every test empties the database; "
            "GRAPHKIT_TEST_NEO4J_WIPE=1 allows that"
        )


@pytest.fixture
def neo4j_driver(neo4j_settings: "Settings") -> Iterator["neo4j.Driver"]:
    """Give a driver for a server whose database is empty."""
    from graphkit.store.neo4j_connection import open_driver

    with open_driver(neo4j_settings) as driver:
        yield driver


@pytest.fixture
def run(neo4j_driver: "neo4j.Driver", neo4j_settings: "Settings") -> Callable[..., list[tuple]]:
    """Return a function that runs any Cypher and gives its rows."""

    def run_cypher(text: str, **parameters: object) -> list[tuple]:
        result = neo4j_driver.execute_query(text, parameters, database_=neo4j_settings.database)
        return [tuple(record.values()) for record in result.records]

    return run_cypher


@pytest.fixture
def environment(neo4j_settings: "Settings") -> dict[str, str]:
    """Return an environment in which the command line finds the server."""
    return {
        **os.environ,
        "NEO4J_URI": neo4j_settings.uri,
        "NEO4J_USERNAME": neo4j_settings.username,
        "NEO4J_PASSWORD": neo4j_settings.password,
        "NEO4J_DATABASE": neo4j_settings.database,
    }


@pytest.fixture(autouse=True)
def _nothing_deprecated(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """Fail a test whose Cypher the server warns of."""
    with caplog.at_level(logging.INFO, logger="neo4j.notifications"):
        yield
    notes = [part.message for part in caplog.get_records("call") if "notif" in part.name]
    assert not notes
