import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., "subprocess.CompletedProcess[str]"]


def test_json_has_all_tables(analyse: Run) -> None:
    done = analyse("communities", "--json", "--resamples", "3")
    assert done.returncode == 0, done.stderr
    value = json.loads(done.stdout)
    assert set(value) == {"communities", "members", "years", "summary"}
    assert value["communities"][1]["entities"][0] == "spiking neural network"
    assert value["summary"]["communities"] == 2
    assert "11 of 12 papers with a date" in done.stderr


def test_people_see_communities_and_quality_and_overlaps_are_of_papers(
    analyse: Run, tmp_path: Path
) -> None:
    pytest.importorskip("matplotlib")
    done = analyse("communities", "--method", "overlapping", "--plot", "c.html", "--format", "md")
    assert "modularity" in done.stdout
    assert "**Members**" not in done.stdout
    assert "stability" in (tmp_path / "c.html").read_text(encoding="utf-8")
    refused = analyse("communities", "--method", "overlapping", "--on", "entities")
    assert (refused.returncode, refused.stdout) == (2, "")
    assert "leave out --on" in refused.stderr
