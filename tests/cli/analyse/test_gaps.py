import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., "subprocess.CompletedProcess[str]"]


def test_suggestions_have_reasons_papers_and_a_test(analyse: Run) -> None:
    done = analyse("gaps", "--by", "adamic-adar", "--json", "--top", "1")
    assert done.returncode == 0, done.stderr
    value = json.loads(done.stdout)
    [gap] = value["gaps"]
    assert (gap["method"], gap["target"]) == ("spiking neural network", "OGB")
    assert "node classification" in gap["via"]
    assert len(gap["papers"]) > 1
    assert value["summary"]["orderedBy"] == "adamic-adar"


def test_tasks_and_a_picture(analyse: Run, tmp_path: Path) -> None:
    pytest.importorskip("matplotlib")
    done = analyse("gaps", "task", "--plot", "g.png", "--format", "md")
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "g.png").stat().st_size > 5_000
    assert "Methods never used with a task" in done.stdout


def test_another_target_is_refused(analyse: Run) -> None:
    done = analyse("gaps", "metric")
    assert (done.returncode, done.stdout) == (2, "")


def test_people_read_the_papers_behind_a_suggestion_apart(analyse: Run) -> None:
    arguments = ("gaps", "--by", "adamic-adar", "--top", "1", "--format", "md")
    done = analyse(*arguments)
    assert "| rank | method | target | score | reliability | common | via |" in done.stdout
    assert "--show reasons" in done.stderr
    assert "none: nothing to test" in done.stdout
    reasons = analyse(*arguments, "--show", "reasons")
    rows = [line for line in reasons.stdout.splitlines() if line.startswith("| 1 |")]
    assert len(rows) == 3
    assert all("spiking neural network | OGB" in row for row in rows)
    assert "--show reasons" not in reasons.stderr
