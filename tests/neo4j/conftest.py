"""A real Neo4j for the tests: the one that `NEO4J_URI` names, else one a version from the jars."""

import logging
import os
import runpy
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from graphkit.testing import RELEASES, Neo4jServer, NoServerError

if TYPE_CHECKING:
    import neo4j
    import networkx as nx

    from graphkit.store.neo4j_connection import Settings

TEXTS = runpy.run_path(str(Path(__file__).with_name("hostile_texts.py")))["TEXTS"]
GROVE = Path(__file__).parents[1] / "queries" / "grove.py"
VERSIONS = ["NEO4J_URI"] if "NEO4J_URI" in os.environ else list(RELEASES)
SERVERS = {"neo4j_settings", "demo_settings", "own_server"}
WIPE = "MATCH (n) DETACH DELETE n"


def pytest_collection_modifyitems(items: list[pytest.Function]) -> None:
    for item in items:
        if SERVERS.intersection(getattr(item, "fixturenames", ())):
            item.add_marker(pytest.mark.neo4j)


@contextmanager
def _jars_in(cache: str | None) -> Iterator[None]:
    """Have the cache of the user, where the jars are, in place of the one of a test."""
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("GRAPHKIT_CACHE", raising=False)
        if cache is not None:
            patch.setenv("GRAPHKIT_CACHE", cache)
        yield


@pytest.fixture(scope="session")
def _servers(
    request: pytest.FixtureRequest, of_all_workers: Path
) -> Iterator[Callable[[str], "Settings"]]:
    """Give a function that starts the server of a version at its first call.

    With `--dist loadgroup` that happens in one worker only, or the tests fail.
    """
    from graphkit.store.neo4j_connection import Settings

    with ExitStack() as running:
        known: dict[str, Settings | NoServerError] = {}
        cache = os.environ.get("GRAPHKIT_CACHE")

        def start(version: str) -> Settings:
            if version not in known:
                if request.config.getoption("dist", "no") == "loadgroup":
                    (of_all_workers / f"server-{version}").touch(exist_ok=False)
                try:
                    with _jars_in(cache):
                        server = running.enter_context(Neo4jServer(version))
                    known[version] = Settings.from_environment(**server.login)
                except NoServerError as error:
                    known[version] = error
            if isinstance(found := known[version], NoServerError):
                return _without_server(found)
            return found

        yield start


@pytest.fixture(scope="module", params=list(RELEASES))
def own_server(request: pytest.FixtureRequest) -> Iterator[Callable[..., Neo4jServer]]:
    """Give a function that starts a server of a version for these tests, to stop and start.

    Its arguments are settings of the server. NEO4J_URI does not count: nobody's server is stopped.
    """
    cache = os.environ.get("GRAPHKIT_CACHE")
    with ExitStack() as running:

        def start(**configuration: str) -> Neo4jServer:
            try:
                with _jars_in(cache):
                    return running.enter_context(Neo4jServer(request.param, configuration))
            except NoServerError as error:
                _without_server(error)
                raise

        yield start


@pytest.fixture(scope="session")
def hostile_graph() -> "nx.MultiDiGraph":
    """Return a graph with hostile texts in every place that takes one, and every pair of them."""
    import datetime as dt

    from graphkit.bibliography import Author, Bibliography, Link, Stub, Venue
    from graphkit.graph import build_graph, check
    from graphkit.model import Entity, NodeLabel, Paper, RelationshipType, Source, Statement

    count = len(TEXTS)
    papers = [
        Paper(
            id=f"title:{number:016x}",
            title=text,
            abstract=TEXTS[number - 1] * (number % 3),
            date=dt.date(2000 + number, 2, 28) if number % 2 else None,
            date_text=TEXTS[number - 2],
            author_count=number or None,
            external_ids=(f"doi:{text}",),
            sources=(Source(text, number + 1), Source("page.txt", 2**40 + number)),
        )
        for number, text in enumerate(TEXTS)
    ]
    entities = [
        Entity(
            f"method:{text}{number}",
            NodeLabel.METHOD,
            text,
            (*sorted({TEXTS[number - 3], TEXTS[number - 4]}), *(("", "") if number % 5 else ())),
        )
        for number, text in enumerate(TEXTS)
    ]
    statements = [
        Statement(
            papers[number].id,
            RelationshipType.USES,
            entities[number - step].id,
            number + 1,
            number / count,
            (TEXTS[number - step], TEXTS[number]),
            (TEXTS[number],),
        )
        for number in range(count)
        for step in (0, 1, 7)
    ]
    kinds, place = RelationshipType, (Source(TEXTS[2], 3),)
    links = [
        Link(paper.id, kinds.CITES, "doi:stub", place, matched_by=TEXTS[0]) for paper in papers
    ]
    for number, text in enumerate(TEXTS):
        paper = papers[number].id
        names = {"printed_name": text}
        links += [
            Link(f"author:{text}", kinds.AUTHORED, paper, place, position=number + 1, **names),
            Link(paper, kinds.PUBLISHED_IN, f"venue:{text}", place, **names),
        ]
    bibliography = Bibliography(
        stubs=(Stub("doi:stub", TEXTS[1], ("doi:stub",), 1999, place[0]),),
        authors=tuple(Author(f"author:{text}", text, "name", (text,)) for text in TEXTS),
        venues=tuple(Venue(f"venue:{text}", text, "issn", (text, "x")) for text in TEXTS),
        links=tuple(links),
    )
    G = build_graph(papers, entities, statements, bibliography)
    check(G)
    return G


def _without_server(error: NoServerError) -> "Settings":
    reason = f"{error.message} ({error.hint})"
    if os.environ.get("GRAPHKIT_REQUIRE_NEO4J"):
        pytest.fail(f"GRAPHKIT_REQUIRE_NEO4J is set, and there is no server: {reason}")
    pytest.skip(reason)


@pytest.fixture(scope="session")
def demo_with_grove(demo: Path, made_once: Callable[..., Path]) -> Path:
    """Return a folder with the graph of the demo corpus, and of grove: that has citations."""
    import networkx as nx

    from graphkit.graph import read_graph, write_snapshot

    def make(folder: Path) -> None:
        G = nx.compose(read_graph(demo), runpy.run_path(str(GROVE))["build"]())
        _recount(G)
        write_snapshot(folder, papers=[], mentions=[], entity_ids=[], G=G)

    return made_once("demo-with-grove", make)


def _recount(G: "nx.MultiDiGraph") -> None:
    """Mend what both graphs name: its counts are those of the last one."""
    from graphkit.graph.lookup import lookup

    for node, data in G.nodes(data=True):
        if "mentionCount" in data:
            edges = list(G.in_edges(node, data="mentions"))
            data["paperCount"] = len({source for source, _, _ in edges})
            data["mentionCount"] = sum(mentions for _, _, mentions in edges)
            data["lookup"] = lookup(node, data)


@pytest.fixture(params=VERSIONS)
def neo4j_settings(
    request: pytest.FixtureRequest, _servers: Callable[[str], "Settings"]
) -> "Settings":
    """Return how to reach a server whose database is empty."""
    return _emptied(request.param, _servers)


@pytest.fixture(scope="module", params=VERSIONS)
def demo_settings(
    request: pytest.FixtureRequest, _servers: Callable[[str], "Settings"], demo_with_grove: Path
) -> Iterator["Settings"]:
    """Give how to reach a server that holds `demo_with_grove`, for the reading tests of a module.

    A module that asks for this one does not ask for `neo4j_settings`, which empties the database.
    """
    from graphkit.graph import read_graph
    from graphkit.store.neo4j_load import load

    settings = _emptied(request.param, _servers)
    load(read_graph(demo_with_grove), settings)
    yield settings
    _emptied(request.param, _servers)


def _emptied(version: str, servers: Callable[[str], "Settings"]) -> "Settings":
    from graphkit.store.neo4j_connection import Settings, open_driver

    is_foreign = version == "NEO4J_URI"
    settings = Settings.from_environment() if is_foreign else servers(version)
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


@pytest.fixture
def graphkit(
    environment: dict[str, str], graph_folder: Path
) -> Callable[..., subprocess.CompletedProcess[str]]:
    """Return a function that runs the command beside the graph folder and gives what it did."""

    def command(*arguments: str, **variables: str | None) -> subprocess.CompletedProcess[str]:
        env = {key: value for key, value in (environment | variables).items() if value is not None}
        done = subprocess.run(
            [sys.executable, "-W", "error", "-m", "graphkit", *arguments],
            cwd=graph_folder.parent,
            env=env,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            timeout=120,
            check=False,
        )
        assert environment["NEO4J_PASSWORD"] not in done.stdout + done.stderr
        assert "notification" not in done.stderr
        return done

    return command


@pytest.fixture(autouse=True)
def _nothing_deprecated(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """Fail a test whose Cypher the server warns of."""
    with caplog.at_level(logging.INFO, logger="neo4j.notifications"):
        yield
    notes = [part.message for part in caplog.get_records("call") if "notif" in part.name]
    assert not notes
