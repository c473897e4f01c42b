"""The bars of `extract` and `evaluate`: on a terminal's stderr, and nowhere else."""

import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

LINES = (Path(__file__).parents[2] / "training" / "dev.jsonl").read_text(encoding="utf-8")
COMMANDS = [("extract", "-"), ("evaluate", "-", "--json")]


def run(arguments: tuple[str, ...], *, stdout_too: bool = False) -> tuple[int, str, str]:
    """Run with stderr on a terminal; return code, stdout, and what the terminal got."""
    screen, terminal = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "graphkit", *arguments],
        stdin=subprocess.PIPE,
        stdout=terminal if stdout_too else subprocess.PIPE,
        stderr=terminal,
        env={**os.environ, "TERM": "xterm", "COLUMNS": "100"},
    )
    os.close(terminal)
    assert process.stdin is not None
    process.stdin.write(LINES.encode())
    process.stdin.close()
    seen = b""
    out = process.stdout.read() if process.stdout else b""
    while True:
        try:
            part = os.read(screen, 65536)
        except OSError:  # Linux says so when the other end is closed
            break
        if not part:
            break
        seen += part
    os.close(screen)
    if process.stdout:
        process.stdout.close()
    return process.wait(), out.decode(), seen.decode(errors="replace")


@pytest.mark.parametrize("arguments", COMMANDS)
def test_a_bar_on_the_terminal_and_data_on_stdout(arguments: tuple[str, ...]) -> None:
    code, out, seen = run(arguments)
    assert code == 0
    assert "extracting" in seen
    assert "extracting" not in out.split("\n")[0]
    assert "\x1b" not in out
    assert out.startswith("{")


@pytest.mark.parametrize("arguments", COMMANDS)
def test_nothing_where_there_is_no_terminal(arguments: tuple[str, ...]) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "graphkit", *arguments],
        input=LINES,
        capture_output=True,
        check=True,
        text=True,
    )
    assert done.stderr == ""


def test_no_bar_between_the_lines_of_one_terminal() -> None:
    code, _, seen = run(("extract", "-"), stdout_too=True)
    assert code == 0
    assert "extracting" not in seen.replace('"extracting', "")
    assert seen.count('{"title"') == len(LINES.splitlines())
