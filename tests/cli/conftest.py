"""Running the real command."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def graphkit(tmp_path: Path) -> Run:
    """Return a function that runs `graphkit` in a temporary folder and gives what it printed."""

    def run(*arguments: str, stdin: str = "", **options: object) -> object:
        return subprocess.run(
            [sys.executable, "-m", "graphkit", *arguments],
            cwd=tmp_path,
            input=stdin,
            capture_output=True,
            encoding="utf-8",
            timeout=120,
            check=False,
            **options,  # type: ignore[call-overload] # env and the like
        )

    return run  # type: ignore[return-value] # subprocess.run is overloaded
