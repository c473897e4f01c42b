"""What `load` and `verify` say where there is no server, or no way to one."""

import os
import socket
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

Run = Callable[..., "subprocess.CompletedProcess[str]"]
PASSWORD = "never-shown"  # noqa: S105 - of no server
COMMANDS = ["load", "verify"]


@pytest.fixture
def nobody() -> Iterator[str]:
    """Give an address at which nobody answers."""
    with socket.socket() as bound:
        bound.bind(("127.0.0.1", 0))
        yield f"bolt://127.0.0.1:{bound.getsockname()[1]}"


@pytest.fixture
def variables(nobody: str) -> dict[str, str]:
    """Return an environment that names a server that is not there."""
    return {**os.environ, "NEO4J_URI": nobody, "NEO4J_PASSWORD": PASSWORD}


@pytest.mark.parametrize("command", COMMANDS)
def test_a_server_that_is_not_there_is_said(
    command: str, graphkit: Run, graph_folder: Path, variables: dict[str, str]
) -> None:
    done = graphkit(command, "--graph", str(graph_folder), env=variables)
    assert done.returncode == 4
    assert f"no Neo4j server answers at {variables['NEO4J_URI']}" in done.stderr
    assert "Traceback" not in done.stderr
    assert PASSWORD not in done.stderr
    assert done.stdout == ""


@pytest.mark.parametrize("command", COMMANDS)
def test_an_unencrypted_server_elsewhere_is_refused(
    command: str, graphkit: Run, graph_folder: Path, variables: dict[str, str]
) -> None:
    done = graphkit(
        command, "--graph", str(graph_folder), "--uri", "bolt://db.example", env=variables
    )
    assert done.returncode == 4
    assert "not encrypted" in done.stderr
    assert "--insecure" in done.stderr


def test_no_password_and_no_terminal_is_a_usage_error(
    graphkit: Run, graph_folder: Path, variables: dict[str, str]
) -> None:
    del variables["NEO4J_PASSWORD"]
    done = graphkit("load", "--graph", str(graph_folder), env=variables)
    assert done.returncode == 2
    assert "NEO4J_PASSWORD" in done.stderr


@pytest.mark.parametrize("content", [None, b"", b"\n", b"\xff\xfe"])
def test_a_password_file_without_a_password_is_a_usage_error(
    content: bytes | None,
    graphkit: Run,
    graph_folder: Path,
    tmp_path: Path,
    variables: dict[str, str],
) -> None:
    file = tmp_path / "password"
    if content is not None:
        file.write_bytes(content)
    arguments = ("--graph", str(graph_folder), "--password-file", str(file))
    done = graphkit("load", *arguments, env=variables)
    assert done.returncode == 2
    assert str(file) in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("command", COMMANDS)
def test_a_folder_that_is_no_graph_is_bad_input(
    command: str, graphkit: Run, tmp_path: Path, variables: dict[str, str]
) -> None:
    done = graphkit(command, "--graph", str(tmp_path / "nothing"), env=variables)
    assert done.returncode == 3
    assert "nothing" in done.stderr


@pytest.mark.parametrize("command", COMMANDS)
def test_a_password_is_no_option(command: str, graphkit: Run) -> None:
    done = graphkit(command, "--password", PASSWORD)
    assert done.returncode == 2


def test_a_large_graph_is_better_imported_and_the_command_is_said(
    capsys: pytest.CaptureFixture[str],
) -> None:
    from graphkit.cli import load

    load._advise(load.BULK_FROM - 1, Path("graph"), None)  # noqa: SLF001 - a large graph takes minutes
    assert capsys.readouterr().err == ""
    load._advise(load.BULK_FROM, Path("graph"), None)  # noqa: SLF001 - the same
    assert "graphkit export neo4j-csv import && import/import.sh" in capsys.readouterr().err
    load._advise(load.BULK_FROM, Path("my graph"), "mine")  # noqa: SLF001 - the same
    assert "import --graph 'my graph' --name mine && " in capsys.readouterr().err
