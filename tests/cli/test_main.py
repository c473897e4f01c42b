"""What holds for every command."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from graphkit import __version__

Run = Callable[..., "subprocess.CompletedProcess[str]"]
COMMANDS = (
    "build",
    "remove",
    "fetch",
    "extract",
    "evaluate",
    "train",
    "stats",
    "analyse",
    "query",
    "find",
    "explain",
    "review",
    "diff",
    "export",
    "load",
    "verify",
    "pull",
    "guide",
)
HEAVY = ("spacy", "networkx", "pyarrow", "neo4j", "ladybug", "numpy", "graphkit.extract")


def test_version(graphkit: Run) -> None:
    assert graphkit("--version").stdout == f"graphkit {__version__}\n"


def test_help_names_every_command(graphkit: Run) -> None:
    text = graphkit("--help").stdout
    assert all(command in text for command in COMMANDS)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help(graphkit: Run, command: str) -> None:
    done = graphkit(command, "--help")
    assert done.returncode == 0
    assert "Usage" in done.stdout


def test_no_help_text_loses_what_stands_in_brackets() -> None:
    from rich.text import Text
    from typer.main import get_command

    from graphkit.cli import app

    def texts(command: Any) -> Iterator[str]:  # noqa: ANN401 - of the click in typer
        yield command.help or ""
        yield from (getattr(parameter, "help", None) or "" for parameter in command.params)
        for part in getattr(command, "commands", {}).values():
            yield from texts(part)

    assert [text for text in texts(get_command(app)) if Text.from_markup(text).plain != text] == []


def test_a_command_without_forms_does_not_speak_of_them(graphkit: Run) -> None:
    for command in ("build", "load", "verify", "pull"):
        assert "--format" not in graphkit(command, "--help").stdout


def test_help_loads_nothing_heavy() -> None:
    code = (
        "import sys; from graphkit.cli import app\n"
        "try: app(['build', '--help'])\n"
        "except SystemExit: pass\n"
        f"print([name for name in {HEAVY!r} if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


def test_an_unknown_command_is_a_usage_error(graphkit: Run) -> None:
    assert graphkit("brew").returncode == 2


@pytest.mark.parametrize(
    "command", ["remove", "stats", "query", "explain", "diff", "export", "load", "verify"]
)
def test_no_graph_says_how_to_make_one(here: Run, command: str, tmp_path: Path) -> None:
    needed = {"query": "MATCH (n) RETURN n", "export": "graphml", "explain": "x", "remove": "x"}
    more = {"diff": ["x", "y"]}.get(command, [needed[command]] if command in needed else [])
    done = here(command, *more)
    assert done.returncode == 3, done.stderr
    assert "graphkit build" in done.stderr
    assert "Traceback" not in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_an_internal_error_names_the_way_to_report_it(tmp_path: Path) -> None:
    code = (
        "from graphkit import pipeline\n"
        "def broken(*_, **__): raise ZeroDivisionError('boom')\n"
        "pipeline.build = broken\n"
        "from graphkit.cli import main; import sys; sys.argv = ['graphkit', *sys.argv[1:]]; main()"
    )

    def run(*arguments: str) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            [sys.executable, "-c", code, *arguments],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=False,
        )

    quiet = run("build", "x")
    assert quiet.returncode == 1
    assert "internal error: ZeroDivisionError: boom" in quiet.stderr
    assert "Traceback" not in quiet.stderr
    assert "Traceback" in run("--debug", "build", "x").stderr


def test_a_closed_pipe_is_no_error(tmp_path: Path) -> None:
    done = subprocess.run(  # noqa: S602 - the pipe is the point
        f"{sys.executable} -m graphkit query --list | head -n 1",
        shell=True,
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert "Traceback" not in done.stderr
