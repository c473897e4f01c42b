"""Every command prints the same under another hash seed."""

import os
import subprocess
from collections.abc import Callable

import pytest

Run = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.mark.parametrize(
    "arguments",
    [
        ("communities",),
        ("communities", "--method", "overlapping"),
        ("similar", "paper:05"),
        ("path", "method:walks", "metric:energy"),
        ("trends",),
        ("gaps", "task"),
        ("robustness", "--nulls", "2"),
    ],
)
def test_the_hash_seed_leaves_no_trace(analyse: Run, arguments: tuple[str, ...]) -> None:
    outputs = set()
    for seed in ("1", "2"):
        done = analyse(*arguments, "--json", env={**os.environ, "PYTHONHASHSEED": seed})
        assert done.returncode == 0, done.stderr
        outputs.add(done.stdout)
    assert len(outputs) == 1
