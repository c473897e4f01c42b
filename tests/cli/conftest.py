"""Running the real command."""

import io
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from graphkit.cli import main

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


@pytest.fixture
def here(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Run:
    """Return a function that runs `graphkit` as `graphkit` does, but without a new process.

    What a command loads is then loaded once: for tests of what the command says, most of all of
    the many that it refuses.
    """

    def run(*arguments: str, stdin: str = "") -> "subprocess.CompletedProcess[str]":
        monkeypatch.chdir(tmp_path)
        monkeypatch.setattr(sys, "argv", ["graphkit", *arguments])
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin.encode())))
        capsys.readouterr()
        with pytest.raises(SystemExit) as ended:
            main()
        code = ended.value.code
        return subprocess.CompletedProcess(
            arguments, code if isinstance(code, int) else 0, *capsys.readouterr()
        )

    return run
