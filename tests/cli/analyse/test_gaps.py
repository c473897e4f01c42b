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
