import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., "subprocess.CompletedProcess[str]"]


def test_attacks_null_models_and_sensitivity(analyse: Run, tmp_path: Path) -> None:
    pytest.importorskip("matplotlib")
    done = analyse("robustness", "--json", "--nulls", "3", "--plot", "r.html")
    assert done.returncode == 0, done.stderr
    value = json.loads(done.stdout)
    assert [row["attack"] for row in value["attacks"]] == [
        "degree",
        "betweenness",
        "bridges",
        "random",
    ]
    assert value["summary"]["nullModels"] == 3
    assert [row["atLeast"] for row in value["confidence"]] == [0.5, 0.6, 0.7, 0.8, 0.9]
    assert value["merges"] == []
    assert "no merge to undo" in done.stderr
    assert "efficiency" in (tmp_path / "r.html").read_text(encoding="utf-8")
