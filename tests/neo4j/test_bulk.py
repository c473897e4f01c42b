"""Import files, read by the real `neo4j-admin` and by `LOAD CSV`: one digest through every door."""

import os
import runpy
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import networkx as nx
import pytest

from graphkit.graph import digest, write_snapshot
from graphkit.model import NodeLabel
from graphkit.store.neo4j_bulk import write_bulk
from graphkit.store.neo4j_load import Count, load
from graphkit.store.neo4j_read import read_neo4j
from graphkit.testing import Neo4jServer

if TYPE_CHECKING:
    from graphkit.store.neo4j_connection import Settings

Done = subprocess.CompletedProcess[str]

TEXTS = runpy.run_path(str(Path(__file__).with_name("hostile_texts.py")))["TEXTS"]


@dataclass(frozen=True, slots=True)
class Imported:
    """A server with an imported graph, and what the commands before its start said."""

    server: Neo4jServer
    G: nx.MultiDiGraph
    bulk: Path
    while_running: Done
    imported: Done
    again: Done
    check: Done

    @property
    def settings(self) -> "Settings":
        from graphkit.store.neo4j_connection import Settings

        return Settings.from_environment(**self.server.login)

    def run(self, text: str, **parameters: object) -> list[tuple]:
        from graphkit.store.neo4j_connection import open_driver

        with open_driver(self.settings) as driver:
            result = driver.execute_query(text, parameters, database_=self.settings.database)
            return [tuple(record.values()) for record in result.records]

    def read(self) -> nx.MultiDiGraph:
        from graphkit.store.neo4j_connection import open_driver

        with open_driver(self.settings) as driver:
            return read_neo4j(driver, self.settings)


@pytest.fixture(scope="module")
def imported(
    own_server: Callable[..., Neo4jServer],
    hostile_graph: nx.MultiDiGraph,
    tmp_path_factory: pytest.TempPathFactory,
) -> Imported:
    root = tmp_path_factory.mktemp("bulk")
    write_snapshot(root / "graph", papers=[], mentions=[], entity_ids=[], G=hostile_graph)
    write_bulk(root / "graph", root / "bulk")
    server = own_server()
    program = root / "neo4j-admin"
    command = shlex.join(server.admin_command)
    program.write_text(f'#!/bin/sh\nexec {command} "$@"\n', encoding="utf-8")
    program.chmod(0o755)

    def script(*arguments: str) -> Done:
        return subprocess.run(
            [root / "bulk" / "import.sh", *arguments],
            env={**os.environ, **server.places, "NEO4J_ADMIN": str(program)},
            capture_output=True,
            encoding="utf-8",
            check=False,
        )

    while_running = script()
    server.stop()
    first, again = script("--overwrite"), script()
    check = server.admin("database", "check", "neo4j")
    server.start()
    return Imported(server, hostile_graph, root / "bulk", while_running, first, again, check)


def test_the_import_is_the_graph_to_the_last_value(imported: Imported) -> None:
    assert imported.imported.returncode == 0, imported.imported.stdout + imported.imported.stderr
    assert imported.check.returncode == 0, imported.check.stdout + imported.check.stderr
    assert digest(imported.read()) == digest(imported.G)
    assert "cypher-shell" in imported.imported.stderr
    assert "graphkit verify" in imported.imported.stderr


def test_the_script_touches_neither_a_running_server_nor_a_full_database(
    imported: Imported,
) -> None:
    for done, word in ((imported.while_running, "stop it"), (imported.again, "--overwrite")):
        assert done.returncode == 4, done.stdout + done.stderr
        assert word in done.stderr


def test_after_the_schema_a_load_finds_nothing_to_do(imported: Imported) -> None:
    for text in statements_in(imported.bulk / "schema.cypher"):
        imported.run(text)
    names = {name for (name,) in imported.run("SHOW CONSTRAINTS YIELD name RETURN name")}
    assert {f"{label.lower()}_id_unique" for label in NodeLabel} <= names
    total = imported.G.number_of_nodes() + imported.G.number_of_edges()
    assert load(imported.G, imported.settings).total == Count(unchanged=total)


def test_load_csv_brings_the_same_graph_into_a_running_server(imported: Imported) -> None:
    imported.run("MATCH (n) DETACH DELETE n")
    folder = imported.server.import_folder / "some-graph"
    shutil.copytree(imported.bulk, folder, dirs_exist_ok=True)
    texts = [*statements_in(imported.bulk / "schema.cypher")]
    texts += statements_in(imported.bulk / "load-csv.cypher")
    parameters = {"folder": "file:///some-graph/", "delimiter": delimiter_of(imported.bulk)}
    for _ in range(2):  # twice is once
        for text in texts:
            run_alone(imported, text, parameters)
        assert digest(imported.read()) == digest(imported.G)


def test_the_command_writes_what_the_library_writes(imported: Imported, tmp_path: Path) -> None:
    graph = imported.bulk.parent / "graph"
    done = subprocess.run(
        [sys.executable, "-m", "graphkit", "export", "neo4j-csv", "out", "--graph", str(graph)],
        cwd=tmp_path,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "out/import.sh" in done.stderr
    files = [path.relative_to(tmp_path / "out") for path in (tmp_path / "out").rglob("*.*")]
    there = {path.relative_to(imported.bulk) for path in imported.bulk.rglob("*.*")}
    assert set(files) == there - {Path("import.report")}
    for file in files:
        assert (imported.bulk / file).read_bytes() == (tmp_path / "out" / file).read_bytes()


def statements_in(path: Path) -> list[str]:
    """Return the statements of a file for cypher-shell, without its own commands."""
    lines = path.read_text(encoding="utf-8").splitlines()
    text = "\n".join(line for line in lines if not line.startswith((":", "//")))
    return [part.strip() for part in text.split(";\n") if part.strip(" \n;")]


def delimiter_of(bulk: Path) -> str:
    import json

    return str(json.loads((bulk / "graphkit-bulk.json").read_text())["delimiter"])


def run_alone(imported: Imported, text: str, parameters: dict[str, str]) -> None:
    """Run a statement outside a transaction, as `CALL … IN TRANSACTIONS` wants it."""
    from graphkit.store.neo4j_connection import open_driver

    with (
        open_driver(imported.settings) as driver,
        driver.session(database=imported.settings.database) as session,
    ):
        session.run(text.removesuffix(";"), parameters).consume()
