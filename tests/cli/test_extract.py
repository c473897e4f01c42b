"""`graphkit extract`, through the real command."""

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

Run = Callable[..., "subprocess.CompletedProcess[str]"]

GOOD = json.dumps(
    {
        "title": "WalkNet: Walks for Link Prediction",
        "abstract": "We propose WalkNet, a graph neural network (GNN), for the Cora dataset.",
    }
)
BAD = '{"title": 7}'
PAGE = """Get trending papers in your email inbox once a day!
Get trending papers in your email inbox!
SubscribeWalkNet: Walks for Link Prediction
We propose WalkNet, a graph neural network (GNN) for link prediction, on the Cora dataset.
Slow Paths in Stone Graphs
We count stones with random walks and a Markov chain on many graphs, and we show that it works.
"""


def test_one_object_a_paper(graphkit: Run, tmp_path: Path) -> None:
    (tmp_path / "page.txt").write_text(PAGE, encoding="utf-8")
    done = graphkit("extract", "page.txt")
    assert done.returncode == 0, done.stderr
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert [line["title"] for line in lines] == [
        "WalkNet: Walks for Link Prediction",
        "Slow Paths in Stone Graphs",
    ]
    assert set(lines[0]["entities"][0]) == {
        "type", "name", "mentions", "relation", "confidence", "relationConfidence", "rules",
        "evidence",
    }  # fmt: skip
    assert ("Cora", "EVALUATES_ON") in [(e["name"], e["relation"]) for e in lines[0]["entities"]]


def test_json_lines_from_standard_input(graphkit: Run) -> None:
    done = graphkit("extract", "-", stdin=GOOD + "\n")
    assert done.returncode == 0, done.stderr
    assert "WalkNet" in json.loads(done.stdout)["entities"][0]["name"]


def test_a_page_for_the_eye(graphkit: Run, tmp_path: Path) -> None:
    (tmp_path / "in.jsonl").write_text(GOOD + "\n", encoding="utf-8")
    done = graphkit("extract", "in.jsonl", "--format", "html", "-o", "out.html")
    assert done.returncode == 0, done.stderr
    assert done.stdout == ""
    assert "<mark" in (tmp_path / "out.html").read_text(encoding="utf-8")


def test_a_bad_record_stops_it(graphkit: Run) -> None:
    done = graphkit("extract", "-", stdin=f"{GOOD}\n{BAD}\n")
    assert done.returncode == 3
    assert done.stdout == ""
    assert ":2" in done.stderr
    assert "--skip-bad" in done.stderr


def test_a_bad_record_is_left_out_when_asked(graphkit: Run) -> None:
    done = graphkit("extract", "-", "--skip-bad", stdin=f"{GOOD}\n{BAD}\n")
    assert done.returncode == 5
    assert len(done.stdout.splitlines()) == 1
    assert ":2" in done.stderr


def test_workers_print_the_same(graphkit: Run) -> None:
    lines = "".join(
        json.dumps({"title": f"Walk{i}Net: Paths", "abstract": f"We propose Walk{i}Net, a GNN."})
        + "\n"
        for i in range(80)
    )
    one = graphkit("extract", "-", stdin=lines)
    two = graphkit("extract", "-", "--workers", "2", stdin=lines)
    assert one.returncode == two.returncode == 0
    assert one.stdout == two.stdout


def test_a_file_that_is_not_there(graphkit: Run) -> None:
    done = graphkit("extract", "nowhere.txt")
    assert done.returncode == 3
    assert "nowhere.txt" in done.stderr
    assert "Traceback" not in done.stderr
