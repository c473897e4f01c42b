"""The tutorial holds: every block runs and prints what it says, every command exists."""

import doctest
import re
import subprocess
import sys
from pathlib import Path

import pytest

PAGE = Path(__file__).parent.parent / "docs" / "analysis.md"
TEXT = PAGE.read_text(encoding="utf-8")
COMMANDS = sorted(set(re.findall(r"`(graphkit analyse [a-z]+)", TEXT)))


def test_the_tutorial_runs_and_prints_what_it_says() -> None:
    failed, tried = doctest.testfile(str(PAGE), module_relative=False, encoding="utf-8")
    assert tried > 30
    assert failed == 0


def test_the_tutorial_names_every_measure() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "graphkit", "analyse", "--help"],
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    named = {command.split()[-1] for command in COMMANDS}
    listed = set(re.findall(r"^│ ([a-z]+) ", done.stdout, re.MULTILINE))
    assert named == listed


@pytest.mark.parametrize("command", COMMANDS)
def test_its_commands_have_help(command: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", *command.split(), "--help"],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0
    assert "--format" in done.stdout
