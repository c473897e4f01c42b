"""`graphkit evaluate`: with extraction as a real process, the rest through `main` in this one."""

import csv
import io
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., "subprocess.CompletedProcess[str]"]
TRAINING = Path(__file__).parents[2] / "training"


def line(title: str, *entities: tuple[str, str, float], abstract: str = "A walk on Cora.") -> str:
    listed = [
        {"type": kind, "name": name, "mentions": [name], "relation": "USES", "confidence": sure}
        for kind, name, sure in entities
    ]
    return json.dumps({"title": title, "abstract": abstract, "entities": listed}) + "\n"


@pytest.fixture
def files(tmp_path: Path) -> Path:
    gold = line("One", ("Gene", "walk", 1.0), ("Place", "Cora", 1.0)) + line("Two")
    (tmp_path / "gold.jsonl").write_text(gold, encoding="utf-8")
    better = line("One", ("Gene", "walks", 0.9), ("Gene", "Cora", 0.2))
    (tmp_path / "better.jsonl").write_text(better, encoding="utf-8")
    (tmp_path / "worse.jsonl").write_text(line("One") + line("Two"), encoding="utf-8")
    return tmp_path


def test_extraction_has_not_fallen_below_the_baseline(graphkit: Run) -> None:
    """Fail where micro F1 on the annotated digests is more than a point below what it was.

    On purpose: `graphkit evaluate training/dev.jsonl --write-baseline training/baseline.json`.
    """
    gold, baseline = TRAINING / "dev.jsonl", TRAINING / "baseline.json"
    done = graphkit(
        "evaluate", str(gold), "--profile", "best", "--baseline", str(baseline), "--errors", "0"
    )
    assert done.returncode == 0, done.stderr
    assert "baseline" in done.stderr


def test_it_extracts_what_it_measures(graphkit: Run, tmp_path: Path) -> None:
    paper = {
        "title": "WalkNet: Walks for Link Prediction",
        "abstract": "We propose WalkNet, a graph neural network (GNN), for the Cora dataset.",
        "entities": [
            {"type": "Method", "name": "WalkNet", "mentions": ["WalkNet"], "relation": "PROPOSES"}
        ],
    }
    (tmp_path / "gold.jsonl").write_text(json.dumps(paper), encoding="utf-8")
    done = graphkit("evaluate", "gold.jsonl", "--json")
    assert done.returncode == 0, done.stderr
    result = json.loads(done.stdout)
    assert result["types"]["Method"]["recall"] == 1
    assert result["relationAccuracy"] == 1
    assert result["faults"]["Dataset"]["spurious"] == 1
    (tmp_path / "found.jsonl").write_text(
        graphkit("extract", "gold.jsonl").stdout, encoding="utf-8"
    )
    again = graphkit("evaluate", "gold.jsonl", "--predictions", "found.jsonl", "--json")
    assert json.loads(again.stdout) == result


def test_other_labels_work(here: Run, files: Path) -> None:
    done = here("evaluate", "gold.jsonl", "--predictions", "better.jsonl", "--json")
    assert done.returncode == 0, done.stderr
    result = json.loads(done.stdout)
    assert list(result["types"]) == ["Gene", "Place"]
    assert result["types"]["Gene"]["precision"] == 0.5
    assert result["micro"]["f1"] == 0.5
    assert result["faults"]["Place"] == {
        "boundary": 0, "type": 1, "duplicate": 0, "missed": 0, "spurious": 0,
    }  # fmt: skip
    assert result["errors"][0]["sentence"] == "A walk on Cora."
    assert "1 of 2 papers have no predictions" in done.stderr


def test_a_minimum_confidence(here: Run, files: Path) -> None:
    done = here(
        "evaluate",
        "gold.jsonl",
        "--predictions",
        "better.jsonl",
        "--min-confidence",
        "0.5",
        "--json",
    )
    assert json.loads(done.stdout)["micro"]["precision"] == 1


def test_a_comparison(here: Run, files: Path) -> None:
    asked = ("evaluate", "gold.jsonl", "--predictions", "better.jsonl", "--against", "worse.jsonl")
    done = here(*asked, "--json")
    micro = json.loads(done.stdout)["comparison"][0]
    assert (micro["name"], micro["f1"], micro["against"]) == ("micro", 0.5, 0)
    assert here(*asked, "--json").stdout == done.stdout
    assert "paired bootstrap" in here(*asked).stdout


def test_predictions_from_standard_input(here: Run, files: Path) -> None:
    given = (files / "better.jsonl").read_text(encoding="utf-8")
    done = here("evaluate", "gold.jsonl", "--predictions", "-", "--json", stdin=given)
    assert json.loads(done.stdout)["micro"]["f1"] == 0.5
    done = here("evaluate", "-", "--predictions", "-")
    assert done.returncode == 2
    assert "standard input" in done.stderr


@pytest.mark.parametrize("form", ["table", "md", "csv"])
def test_tables(here: Run, files: Path, form: str) -> None:
    done = here("evaluate", "gold.jsonl", "--predictions", "better.jsonl", "--format", form)
    assert done.returncode == 0, done.stderr
    for word in ("micro", "macro", "Gene", "boundary", "mean confidence", "A walk on Cora."):
        assert word in done.stdout
    if form == "csv":
        first = next(csv.DictReader(io.StringIO(done.stdout)))
        assert (first["type"], first["precision"], first["right"]) == ("Gene", "0.5", "1")


def test_errors_are_as_many_as_asked_for(here: Run, files: Path) -> None:
    asked = ("evaluate", "gold.jsonl", "--predictions", "worse.jsonl", "--json", "--errors")
    assert [len(json.loads(here(*asked, n).stdout)["errors"]) for n in "012"] == [0, 1, 2]


def test_a_fall_below_the_baseline_is_exit_code_5(here: Run, files: Path) -> None:
    asked = ("evaluate", "gold.jsonl", "--predictions")
    done = here(*asked, "better.jsonl", "--write-baseline", "base.json")
    assert done.returncode == 0, done.stderr
    same = here(*asked, "better.jsonl", "--baseline", "base.json")
    assert same.returncode == 0, same.stderr
    fallen = here(*asked, "worse.jsonl", "--baseline", "base.json")
    assert fallen.returncode == 5
    assert "micro F1 0.0000, baseline 0.5000" in fallen.stderr
    assert "micro" in fallen.stdout  # the figures are shown all the same
    assert "Traceback" not in fallen.stderr


def test_a_baseline_is_read_or_written(here: Run, files: Path) -> None:
    done = here("evaluate", "gold.jsonl", "--baseline", "a", "--write-baseline", "b")
    assert done.returncode == 2
    assert "exclude" in done.stderr


@pytest.mark.parametrize("option", ["--predictions", "--against", "--baseline"])
def test_a_file_that_is_not_there(here: Run, files: Path, option: str) -> None:
    done = here("evaluate", "gold.jsonl", option, "nowhere.jsonl")
    assert done.returncode == 3
    assert "nowhere.jsonl" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_bad_gold_file_is_named_with_its_line(here: Run, files: Path) -> None:
    with (files / "gold.jsonl").open("a", encoding="utf-8") as stream:
        stream.write('{"title": "Three"}\n')
    done = here("evaluate", "gold.jsonl")
    assert done.returncode == 3
    assert 'gold.jsonl:3: expected a list for "entities", found nothing' in done.stderr
    assert done.stdout == ""
    assert "Traceback" not in done.stderr


def test_predictions_are_measured_without_spacy(files: Path) -> None:
    code = (
        "import sys; from graphkit.cli import app\n"
        "try: app(['evaluate', 'gold.jsonl', '--predictions', 'better.jsonl', '--json'])\n"
        "except SystemExit: pass\n"
        "print('spacy' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=files, capture_output=True, text=True, check=True
    )
    assert done.stdout.splitlines()[-1] == "False"
