"""What the server for tests says where it cannot start, and what it clears away."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from graphkit import testing
from graphkit.errors import DatabaseError
from graphkit.testing import jars, leftovers


@pytest.fixture
def homes() -> Path:
    """Return the folder in which the servers of this cache live."""
    path = leftovers.homes()
    path.mkdir(parents=True)
    return path


def _home(homes: Path, name: str, owner: int, server: int | None = None) -> Path:
    home = homes / name
    home.mkdir()
    (home / "owner").write_text(str(owner), encoding="ascii")
    if server is not None:
        (home / "server").write_text(str(server), encoding="ascii")
    return home


@pytest.fixture
def ended() -> int:
    """Return the number of a process that has ended."""
    done = subprocess.Popen([sys.executable, "-c", ""])
    done.wait()
    return done.pid


def test_no_java_is_new_enough() -> None:
    with pytest.raises(testing.NoServerError, match="Java 999 or later is needed, found") as caught:
        jars.find_java(999)
    assert "JAVA_HOME" in str(caught.value.hint)


def test_no_maven_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(testing.NoServerError, match="Maven") as caught:
        jars.download("5.26.19")
    assert "NEO4J_URI" in str(caught.value.hint)
    assert isinstance(caught.value, DatabaseError)


def test_the_server_of_a_killed_run_is_stopped(homes: Path, ended: int) -> None:
    home = homes / "5.26.19-old"
    sleeping = "import time; time.sleep(600)"
    with subprocess.Popen([sys.executable, "-c", sleeping, f"--home-dir={home}"]) as server:
        _home(homes, home.name, ended, server.pid)
        leftovers.stop_leftovers()
        assert server.wait(10) == -9
    assert not home.exists()


def test_a_process_that_only_took_the_number_is_left_alone(homes: Path, ended: int) -> None:
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as other:
        home = _home(homes, "5.26.19-old", ended, other.pid)
        leftovers.stop_leftovers()
        assert other.poll() is None
        assert not home.exists()
        other.communicate(b"\n")


def test_the_server_of_a_running_test_is_left_alone(homes: Path) -> None:
    home = _home(homes, "5.26.19-mine", os.getpid(), os.getpid())
    leftovers.stop_leftovers()
    assert home.is_dir()


def test_one_worker_has_the_tests_of_a_version(request: pytest.FixtureRequest) -> None:
    plugin = request.config.pluginmanager.get_plugin(str(Path(__file__).with_name("conftest.py")))
    groups = [
        plugin.group_of(nodeid)
        for nodeid in (
            "tests/neo4j/test_load.py::test_x[5.26.19-a[b] 2026.08.1-]",
            "tests/neo4j/test_bulk.py::test_y[5.26.19]",
            "tests/neo4j/test_bulk.py::test_y[2026.08.1]",
            "tests/browser/test_browser.py::test_z[5.26.19]",
            "tests/neo4j/test_load.py::test_no_server",
        )
    ]
    assert groups == [
        "neo4j 5.26.19",
        "neo4j 5.26.19",
        "neo4j 2026.08.1",
        "browser 5.26.19",
        "tests/neo4j/test_load.py::test_no_server",
    ]


def test_the_first_password_stands_in_no_file(homes: Path) -> None:
    server = testing.Neo4jServer("5.26.19")
    server._home = server._new_home()  # noqa: SLF001 - what a start does first
    server._set_password()  # noqa: SLF001
    line = (server.home / "data" / "dbms" / "auth.ini").read_text(encoding="ascii")
    assert server.password not in line
    assert len(line) == len(f"neo4j:SHA-256,{'0' * 64},{'0' * 64},1024:\n")
