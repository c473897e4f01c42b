import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., "subprocess.CompletedProcess[str]"]


def test_too_few_dates_are_said(analyse: Run) -> None:
    done = analyse("trends", "--json")
    assert done.returncode == 0, done.stderr
    assert "11 of 12 papers have a date" in done.stderr
    assert "too few" in done.stderr
    value = json.loads(done.stdout)
    assert set(value) == {"trends", "bursts", "points", "snapshots", "summary"}
    assert value["snapshots"][0]["period"] == "2018"


def test_named_entities_a_picture_and_graph_folders(analyse: Run, tmp_path: Path) -> None:
    pytest.importorskip("matplotlib")
    done = analyse(
        "trends", "attention", "Cora", "--plot", "t.svg", "--snapshots", "years", "--format", "csv"
    )
    assert done.returncode == 0, done.stderr
    assert [line.split(",")[0] for line in done.stdout.splitlines()] == [
        "name",
        "attention",
        "Cora",
    ]
    assert "share" in (tmp_path / "t.svg").read_text(encoding="utf-8").lower()
    stats = analyse("ranking", "--graph", "years/2019", "--json")
    assert json.loads(stats.stdout)["summary"]["nodes"] == 13


def test_an_unknown_entity_is_a_usage_error(analyse: Run) -> None:
    done = analyse("trends", "atention")
    assert (done.returncode, done.stdout) == (2, "")
    assert "did you mean 'attention'" in done.stderr


def test_people_read_growth_with_its_interval_and_a_chosen_table_without_rows_is_named(
    analyse: Run,
) -> None:
    done = analyse("trends", "attention", "--format", "md")
    assert "| attention | 3 | 2021-06 |" in done.stdout
    assert "| 0 % | 50 % | " in done.stdout
    empty = analyse("trends", "--show", "bursts", "--gamma", "9")
    assert (empty.returncode, empty.stdout) == (0, "")
    assert "bursts: no rows" in empty.stderr


@pytest.mark.parametrize("every", ["year", "month"])
def test_a_picture_of_periods_with_few_papers_says_so(
    analyse: Run, tmp_path: Path, every: str
) -> None:
    pytest.importorskip("matplotlib")
    done = analyse("trends", "--every", every, "--plot", "t.svg", "--format", "csv")
    assert done.returncode == 0, done.stderr
    assert "no period has 5 papers" in (tmp_path / "t.svg").read_text(encoding="utf-8")
