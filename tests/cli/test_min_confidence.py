"""`--min-confidence`, through the real command."""

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from graphkit.graph import read_graph, read_manifest

Run = Callable[..., "subprocess.CompletedProcess[str]"]
Edges = dict[tuple[str, str, str], float]
DIGESTS = Path(__file__).parents[2] / "training" / "dev.jsonl"
GOLD = DIGESTS.read_text(encoding="utf-8")


def build(graphkit: Run, folder: Path, *options: str) -> tuple[Edges, dict[str, object]]:
    done = graphkit("build", "-", "--json", "-o", str(folder), *options, stdin=GOLD)
    assert done.returncode == 0, done.stderr
    G = read_graph(folder)
    edges = {(a, key, b): data["confidence"] for a, b, key, data in G.edges(keys=True, data=True)}
    return edges, json.loads(done.stdout)


def test_higher_levels_are_parts_of_lower_ones_and_come_from_the_cache(
    graphkit: Run, tmp_path: Path
) -> None:
    default, first = build(graphkit, tmp_path / "default")
    assert (first["minConfidence"], first["leftOut"]) == (0, 0)
    assert first["extracted"] == first["papers"]
    zero, second = build(graphkit, tmp_path / "0", "--min-confidence", "0")
    assert zero == default
    assert second["extracted"] == 0
    assert read_manifest(tmp_path / "0").digest == read_manifest(tmp_path / "default").digest
    lower = default
    for level in (0.5, 0.8, 1.0):
        folder = tmp_path / str(level)
        edges, report = build(graphkit, folder, "--min-confidence", str(level))
        assert report["extracted"] == 0
        assert edges == {edge: sure for edge, sure in default.items() if sure >= level}
        assert len(edges) < len(lower)
        lower = edges
        assert report["mentions"] + report["leftOut"] == first["mentions"]  # type: ignore[operator] # integers
        kept = pq.read_table(folder / "mentions.parquet").to_pylist()
        assert len(kept) == report["mentions"]
        assert all(row["confidence"] >= level for row in kept)
        assert read_manifest(folder).settings == {"profile": "fast", "minConfidence": level}


def test_a_build_says_what_was_left_out(graphkit: Run) -> None:
    done = graphkit("build", "-", "--min-confidence", "0.9", stdin=GOLD)
    assert "mentions below 0.9 left out" in done.stderr
    assert "left out" not in graphkit("build", "-", stdin=GOLD).stderr


def test_extract_prints_what_is_sure(graphkit: Run) -> None:
    lines = "".join(GOLD.splitlines(keepends=True)[:5])

    def found(*options: str) -> list[tuple[str, float]]:
        printed = graphkit("extract", "-", *options, stdin=lines).stdout.splitlines()
        assert len(printed) == 5
        return [
            (e["name"], e["confidence"]) for line in printed for e in json.loads(line)["entities"]
        ]

    everything = found()
    assert found("--min-confidence", "0.8") == [one for one in everything if one[1] >= 0.8]
    assert 0 < len(found("--min-confidence", "0.8")) < len(everything)


@pytest.mark.parametrize("command", ["build", "extract", "evaluate"])
@pytest.mark.parametrize("level", ["-0.1", "1.01", "nan", "high"])
def test_what_is_no_confidence_is_a_usage_error(here: Run, command: str, level: str) -> None:
    done = here(command, "-", f"--min-confidence={level}", stdin=GOLD)
    assert done.returncode == 2
    assert "--min-confidence" in done.stderr
    assert "Traceback" not in done.stderr


def test_the_library_checks_it_too(tmp_path: Path) -> None:
    from graphkit import pipeline
    from graphkit.errors import UsageError

    with pytest.raises(UsageError, match=r"1\.5"):
        pipeline.build([str(DIGESTS)], tmp_path / "graph", min_confidence=1.5)
