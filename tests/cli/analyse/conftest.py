"""The command on the example graph."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def analyse(tmp_path: Path) -> Run:
    """Return a function that runs `graphkit analyse` where `graph/` is the example graph."""
    from graphkit.analyse.example import example_graph
    from graphkit.graph import write_snapshot

    write_snapshot(tmp_path / "graph", papers=[], mentions=[], entity_ids=[], G=example_graph())

    def run(*arguments: str, **options: object) -> object:
        return subprocess.run(
            [sys.executable, "-m", "graphkit", "analyse", *arguments],
            cwd=tmp_path,
            capture_output=True,
            encoding="utf-8",
            timeout=120,
            check=False,
            **options,  # type: ignore[call-overload] # env and the like
        )

    return run  # type: ignore[return-value] # subprocess.run is overloaded
