"""Compare a first build, more workers, a build with nothing new, and `stats`, in one run.

    python benchmarks/build.py [--rounds N] [PATH…]

The commands take turns, so that a slow minute of the machine hits them all. Medians, and ratios to
the first build with one worker.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

SEEDS = Path(__file__).parent.parent / "seeds"


def seconds(arguments: list[str], folder: Path, cache: Path) -> float:
    """Run graphkit in `folder` and return how long the whole process took."""
    environment = {**os.environ, "GRAPHKIT_CACHE": str(cache)}
    start = time.perf_counter()
    subprocess.run(
        [sys.executable, "-m", "graphkit", *arguments],
        cwd=folder,
        env=environment,
        check=True,
        capture_output=True,
    )
    return time.perf_counter() - start


def one_round(paths: list[str], times: dict[str, list[float]]) -> None:
    """Time every command once, on a fresh cache and a fresh graph."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        runs = {
            "build, 1 worker": ["build", *paths, "-w", "1", "--no-cache"],
            "build, 2 workers": ["build", *paths, "-w", "2", "--no-cache"],
            "build, fills the cache": ["build", *paths],
            "build, nothing new": ["build", *paths],
            "stats": ["stats"],
            "--version": ["--version"],
        }
        for label, arguments in runs.items():
            times.setdefault(label, []).append(seconds(arguments, folder, folder / "cache"))


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("paths", nargs="*", default=[str(SEEDS)])
    options = parser.parse_args()
    paths = [str(Path(path).resolve()) for path in options.paths]
    times: dict[str, list[float]] = {}
    for _ in range(options.rounds):
        one_round(paths, times)
    medians = {label: statistics.median(values) for label, values in times.items()}
    base = medians["build, 1 worker"]
    print(f"{'':24} median s  ratio")
    for label, median in medians.items():
        print(f"{label:24} {median:8.2f}  {median / base:5.2f}")


if __name__ == "__main__":
    main()
