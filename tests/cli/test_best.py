"""The default profile through the command line."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

PAPERS = Path(__file__).parents[2] / "training" / "dev.jsonl"
COPIES = 2  # enough papers that workers are worth starting


def extracted(file: Path, workers: int, seed: str, *more: str) -> bytes:
    """Return what `graphkit extract` prints in a new process, its default profile untouched."""
    environment = {k: v for k, v in os.environ.items() if k != "GRAPHKIT_PROFILE"}
    command = [sys.executable, "-m", "graphkit", "extract", str(file), "-w", str(workers), *more]
    return subprocess.run(
        command, env={**environment, "PYTHONHASHSEED": seed}, capture_output=True, check=True
    ).stdout


@pytest.fixture(scope="module")
def papers(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a file of 116 papers, no two the same."""
    path = tmp_path_factory.mktemp("papers") / "papers.jsonl"
    text = PAPERS.read_text(encoding="utf-8")
    copies = [text.replace('{"title": "', f'{{"title": "{number} ') for number in range(COPIES)]
    path.write_text("".join(copies), encoding="utf-8")
    return path


def test_the_default_is_best_and_the_same_for_any_workers_and_hash_seed(papers: Path) -> None:
    once = extracted(papers, 1, "1")
    assert extracted(papers, 2, "2", "--profile", "best") == once
    assert extracted(papers, 2, "3", "--profile", "fast") != once
