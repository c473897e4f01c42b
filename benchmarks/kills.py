"""Kill builds and loads with `kill -9` at random moments, and see that they end as undisturbed.

    python benchmarks/kills.py [--kills N] [--seed S] [--profile NAME] [PATH…]

Half of the kills hit `graphkit build` (first builds, --sync, --add in turn), half `graphkit load`
into a real Neo4j, which `graphkit.testing` starts (Java and Maven) or NEO4J_URI names (its
database is emptied). A killed command is given again and ends by itself. Each kill counts as
good where every file in the folder can be read right after it, the end has the digest of the
undisturbed run, no paper that was extracted is extracted again, and what is somebody else's in
the database is still there. Prints one line a kill and ends with code 1 where one is not good.
"""

import argparse
import contextlib
import json
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from graphkit.config import DEFAULT_PROFILE
from graphkit.errors import InputError
from graphkit.graph import digest, read_graph, read_kept, read_manifest
from graphkit.store.neo4j_connection import Settings, open_driver
from graphkit.store.neo4j_load import load
from graphkit.store.neo4j_read import read_neo4j
from graphkit.testing import Neo4jServer

SEEDS = Path(__file__).parent.parent / "seeds"
VERSION = "5.26.19"
OTHERS = """
CREATE (:Note {text: 'mine'})-[:NEAR]->(:Method {id: 'mine'}),
  (:Paper {id: 'mine'})-[:USES {note: 'mine'}]->(:Method {id: 'also mine'})
"""
COUNT_OTHERS = """
MATCH (n) WHERE n.loadedBy IS NULL WITH count(n) AS nodes
MATCH ()-[r]->() WHERE r.loadedBy IS NULL RETURN nodes, count(r) AS links
"""


def run_and_kill(arguments: list[str], place: Path, after: float | None) -> bool:
    """Run graphkit in a folder; return whether it was killed before it came to its end."""
    with (place / "log").open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "graphkit", *arguments],
            cwd=place,
            env={**os.environ, "GRAPHKIT_CACHE": str(place / "cache")},
            stdout=(place / "out").open("wb"),
            stderr=log,
            start_new_session=True,
        )
        try:
            process.wait(timeout=after)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
            return True
    if process.returncode:
        sys.exit(f"{arguments}: code {process.returncode}\n{(place / 'log').read_text()}")
    return False


def extracted(cache: Path) -> int:
    """Return how many papers the cache of extractions holds."""
    file = cache / "extraction.sqlite"
    if not file.is_file():
        return 0
    with contextlib.closing(sqlite3.connect(file)) as connection:
        try:
            return int(connection.execute("SELECT count(*) FROM extraction").fetchone()[0])
        except sqlite3.OperationalError:  # killed before the table was made
            return 0


def faults_of(folder: Path) -> Iterator[str]:
    """Yield what cannot be read in a graph folder. No graph yet is no fault."""
    try:
        manifest = read_manifest(folder)
    except InputError as error:
        if folder.is_dir() and any(folder.iterdir()):
            yield error.message
        return
    try:
        read_kept(folder)
        if digest(read_graph(folder)) != manifest.digest:
            yield "the tables are not those of the manifest"
    except InputError as error:
        yield error.message


class Builds:
    """First builds, syncs from half of the pages to all, and adds of the other half, in turn."""

    def __init__(self, paths: list[str], root: Path, profile: str) -> None:
        self.root, self.number = root, 0
        self.options = ["--profile", profile]
        self.all, self.half = root / "all", root / "half"
        files = sorted(
            file
            for path in paths
            for file in [*Path(path).rglob("*"), Path(path)]
            if file.is_file()
        )
        for folder, some in ((self.all, files), (self.half, files[: len(files) // 2])):
            folder.mkdir()
            for file in some:
                shutil.copy(file, folder / file.name)
        self.rest = [str(self.all / file.name) for file in files[len(files) // 2 :]]
        self.seconds: dict[str, float] = {}
        self.before = root / "before"
        self.before.mkdir()
        run_and_kill(["build", str(self.half), *self.options], self.before, None)
        self.whole = root / "whole"
        self.whole.mkdir()
        run_and_kill(["build", str(self.all), *self.options], self.whole, None)
        self.expected = read_manifest(self.whole / "graph").digest.total

    def one(self, rng: random.Random) -> tuple[str, float, list[str]]:
        """Kill one build, end it, and return its kind, the moment, and what is not good."""
        kind = ("build", "build --sync", "build --add")[self.number % 3]
        self.number += 1
        pages = self.rest if kind.endswith("add") else [str(self.all)]
        arguments = [*kind.split(), *pages, *self.options]
        if kind not in self.seconds:
            self.seconds[kind] = self._undisturbed(kind, arguments)
        while True:
            place, moment = self._place(kind), rng.uniform(0, self.seconds[kind])
            if run_and_kill(arguments, place, moment):
                break
            shutil.rmtree(place)  # it came to its end before
            self.seconds[kind] *= 0.9
        faults = list(faults_of(place / "graph"))
        known = extracted(place / "cache")
        run_and_kill([*arguments, "--json"], place, None)
        report = json.loads((place / "out").read_text())
        faults += faults_of(place / "graph")
        if read_manifest(place / "graph").digest.total != self.expected:
            faults.append("another digest")
        if report["extracted"] != extracted(place / "cache") - known:
            faults.append("a paper was extracted again")
        shutil.rmtree(place)
        return kind, moment, faults

    def _undisturbed(self, kind: str, arguments: list[str]) -> float:
        place = self._place(kind)
        start = time.perf_counter()
        run_and_kill(arguments, place, None)
        shutil.rmtree(place)
        return time.perf_counter() - start

    def _place(self, kind: str) -> Path:
        place = Path(tempfile.mkdtemp(dir=self.root))
        if kind != "build":
            shutil.copytree(self.before / "graph", place / "graph")
        return place


class Loads:
    """Loads of the whole graph over that of half the pages, and the other way round, in turn."""

    def __init__(self, builds: Builds, settings: Settings) -> None:
        self.graphs = [builds.before / "graph", builds.whole / "graph"]
        self.settings, self.root = settings, builds.root
        self.seconds, self.number = 0.0, 0
        self._run("MATCH (n) DETACH DELETE n")
        load(read_graph(self.graphs[0]), settings)
        self._run(OTHERS)
        self.others = self._run(COUNT_OTHERS)

    def one(self, rng: random.Random) -> tuple[str, float, list[str]]:
        """Kill one load, end it, and return its kind, the moment, and what is not good."""
        folder = self.graphs[(self.number + 1) % 2]
        arguments = ["load", "--graph", str(folder)]
        if not self.number:
            self.seconds = self._undisturbed(arguments)
        self.number += 1
        while True:
            self._reset(self.graphs[1 - self.graphs.index(folder)])
            moment = rng.uniform(0, self.seconds)
            if run_and_kill(arguments, self.root, moment):
                break
            self.seconds *= 0.9
        run_and_kill(arguments, self.root, None)
        with open_driver(self.settings) as driver:
            found = digest(read_neo4j(driver, self.settings))
        faults = [] if found == read_manifest(folder).digest else ["another digest"]
        if self._run(COUNT_OTHERS) != self.others:
            faults.append("what is somebody else's was changed")
        return "load", moment, faults

    def _undisturbed(self, arguments: list[str]) -> float:
        start = time.perf_counter()
        run_and_kill(arguments, self.root, None)
        return time.perf_counter() - start

    def _reset(self, folder: Path) -> None:
        """Bring the database to the other graph; every fourth load finds it empty."""
        if self.number % 4 == 0:
            self._run("MATCH (n {loadedBy: 'graphkit'}) DETACH DELETE n")
        else:
            load(read_graph(folder), self.settings)

    def _run(self, text: str) -> list[tuple[object, ...]]:
        with open_driver(self.settings) as driver:
            result = driver.execute_query(text, database_=self.settings.database)  # type: ignore[arg-type] # our own texts
            return [tuple(record.values()) for record in result.records]


@contextlib.contextmanager
def server() -> Iterator[Settings]:
    """Give a server: the one of NEO4J_URI, else one from the jars; commands find it as well."""
    if "NEO4J_URI" in os.environ:
        yield Settings.from_environment()
        return
    with Neo4jServer(VERSION) as started:
        for name, value in started.login.items():
            os.environ[f"NEO4J_{name.upper()}"] = value
        yield Settings.from_environment()


def main() -> None:
    """Print a line a kill, then the sum."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--kills", type=int, default=12)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--profile", default=DEFAULT_PROFILE)
    parser.add_argument("paths", nargs="*", default=[str(SEEDS)])
    options = parser.parse_args()
    rng, good = random.Random(options.seed), 0  # noqa: S311 - moments, not secrets
    with tempfile.TemporaryDirectory() as root, server() as settings:
        builds = Builds(options.paths, Path(root), options.profile)
        loads = Loads(builds, settings)
        for number in range(options.kills):
            kind, moment, faults = (builds if number % 2 else loads).one(rng)
            good += not faults
            print(f"{number + 1:3} {kind:13} at {moment:6.2f} s  {'; '.join(faults) or 'good'}")
    print(f"{good} of {options.kills} end in the digest of the undisturbed run")
    sys.exit(good != options.kills)


if __name__ == "__main__":
    main()
