import csv
import io
import json
import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., "subprocess.CompletedProcess[str]"]


def test_json_names_the_measures_and_how_they_were_taken(analyse: Run) -> None:
    done = analyse("ranking", "--json", "--label", "method", "--resamples", "10")
    assert done.returncode == 0, done.stderr
    value = json.loads(done.stdout)
    assert value["summary"]["betweenness"] == "exact"
    assert value["summary"]["resamples"] == 10
    assert [row["name"] for row in value["ranking"]][:2] == [
        "graph neural network",
        "spiking neural network",
    ]
    assert value["ranking"][0]["id"] == "method:gnn"


def test_an_estimate_says_so(analyse: Run) -> None:
    done = analyse("ranking", "--by", "betweenness", "--pivots", "7", "--json")
    assert json.loads(done.stdout)["summary"]["betweenness"] == "estimated from 7 of 26 nodes"


def test_csv_is_one_table_and_the_others_are_named(analyse: Run) -> None:
    done = analyse("ranking", "--format", "csv", "--top", "3")
    rows = list(csv.DictReader(io.StringIO(done.stdout)))
    assert len(rows) == 3
    assert done.stderr == "also there, with --show: summary\n"
    other = analyse("ranking", "--format", "csv", "--show", "summary")
    assert other.stdout.startswith("measure,value\n")


def test_the_hash_seed_does_not_matter(analyse: Run) -> None:
    texts = {
        analyse("ranking", "--json", env={**os.environ, "PYTHONHASHSEED": seed}).stdout
        for seed in ("0", "1", "2")
    }
    assert len(texts) == 1


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("--by", "fame"), 2, "fame"),
        (("--show", "everything"), 2, "there are: ranking, summary"),
        (("--plot", "a.bmp"), 2, ".png, .svg, .html"),
        (("--graph", "nowhere"), 3, "expected a graph folder"),
        (("--min-confidence", "7"), 2, "7"),
    ],
)
def test_bad_input_is_told(analyse: Run, arguments: tuple[str, ...], code: int, words: str) -> None:
    done = analyse("ranking", *arguments)
    assert done.returncode == code
    assert words in done.stderr
    assert done.stdout == ""


def test_people_read_the_measure_that_orders_and_a_kind_that_is_not_there_is_named(
    analyse: Run,
) -> None:
    done = analyse("ranking", "--by", "core", "--format", "md", "--show", "ranking", "--top", "2")
    assert "| rank | name | label | degree | core | role | separated | low |" in done.stdout
    nobody = analyse("ranking", "--label", "author", "--show", "ranking")
    assert (nobody.returncode, nobody.stdout) == (0, "")
    assert "the graph has no author to rank" in nobody.stderr


def test_min_confidence_leaves_statements_out(analyse: Run) -> None:
    done = analyse("ranking", "--min-confidence", "0.95", "--json")
    assert json.loads(done.stdout)["summary"]["links"] == 0


@pytest.mark.parametrize("name", ["r.png", "r.svg", "r.html"])
def test_a_picture_has_the_names_and_the_same_bytes_again(
    analyse: Run, tmp_path: Path, name: str
) -> None:
    pytest.importorskip("matplotlib")
    written = []
    for _ in range(2):
        done = analyse("ranking", "--plot", name)
        assert done.returncode == 0, done.stderr
        written.append((tmp_path / name).read_bytes())
    assert written[0] == written[1]
    if name != "r.png":
        assert b"graph neural network" in written[0]
        assert b"http://" not in written[0].replace(b"http://www.w3.org", b"")
