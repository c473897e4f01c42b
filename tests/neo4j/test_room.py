"""A server without room for what is loaded: on its disk, in its memory. Then with room again."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from graphkit.graph import build_graph, write_snapshot
from graphkit.model import Paper, Source
from graphkit.testing import Neo4jServer

Done = subprocess.CompletedProcess[str]
Graphkit = Callable[..., Done]

LONG = "long " * 5_000  # 25 kB
PAPERS = 200
# The command line, but it gives up after a second what a user waits half a minute for.
IMPATIENT = """
from graphkit.store import neo4j_connection
neo4j_connection.RETRY_SECONDS = 1.0
from graphkit.cli import main
main()
"""


@pytest.fixture(scope="module")
def long_graph(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a graph whose texts take 5 MB on a server."""
    papers = [
        Paper(
            f"doi:10.1000/{number}",
            f"paper {number}",
            f"{number} {LONG}",
            sources=(Source("long.txt", number + 1),),
        )
        for number in range(PAPERS)
    ]
    folder = tmp_path_factory.mktemp("long") / "graph"
    write_snapshot(folder, papers=[], mentions=[], entity_ids=[], G=build_graph(papers, [], []))
    return folder


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """Give a folder on a disk of 3 MiB."""
    folder = tmp_path / "disk"
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=3m", "graphkit-test", folder]
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    except OSError as error:
        pytest.skip(f"needs a small disk, and there is no `mount`: {error}")
    if done.returncode:
        pytest.skip(f"needs a small disk, which only root can mount: {done.stderr.strip()}")
    yield folder
    subprocess.run(["umount", "--lazy", folder], check=True)


def on(server: Neo4jServer, graph: Path) -> Graphkit:
    """Return a function that runs the command line on a graph folder and a server."""
    login = {f"NEO4J_{name.upper()}": value for name, value in server.login.items()}

    def run(command: str) -> Done:
        return subprocess.run(
            [sys.executable, "-c", IMPATIENT, command],
            env={**os.environ, **login},
            cwd=graph.parent,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )

    return run


def refused(done: Done) -> str:
    """Return the message of a command that the server let down."""
    assert done.returncode == 4, done.stderr
    assert len(done.stderr.splitlines()) == 2, done.stderr
    assert done.stdout == ""
    return " ".join(done.stderr.split())


@pytest.mark.slow
def test_what_is_lacking_is_said_and_with_enough_of_it_the_same_command_ends_right(
    own_server: Callable[..., Neo4jServer], long_graph: Path, small_disk: Path
) -> None:
    server = own_server(
        **{
            "db.memory.transaction.max": "2m",
            "db.tx_log.rotation.size": "256k",
            "server.directories.transaction.logs.root": str(small_disk),
        }
    )
    graphkit = on(server, long_graph)
    assert "give transactions more memory (dbms.memory" in refused(graphkit("load"))
    server.stop()
    settings = server.home / "conf" / "neo4j.conf"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(text.replace("transaction.max=2m", "transaction.max=0"), encoding="utf-8")
    server.start()
    assert "is its disk full? Make room" in refused(graphkit("load"))
    assert "is its disk full? Make room" in refused(graphkit("load"))  # it has to be started again
    # Stopped in good order, 5.26.19 damages the log that it could not write.
    server.kill()
    subprocess.run(["mount", "-o", "remount,size=200m", small_disk], check=True)
    server.start()
    for command in ("load", "verify"):
        done = graphkit(command)
        assert done.returncode == 0, done.stderr
    assert done.stderr.startswith("equal: ")
    server.kill()
