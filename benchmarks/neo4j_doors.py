"""Time the doors into Neo4j on a synthetic graph, and compare what came through each.

    python benchmarks/neo4j_doors.py [--nodes 250000] [--relationships 1500000] [PART…]

Parts, all in one run where none is named:

    plain    a plain loop of `UNWIND … MERGE` over `session.run` with the driver in pure Python and
             batches of 1,000
    load     `graphkit load` into an empty database, and a second time
    bulk     `graphkit export neo4j-csv`, and `neo4j-admin database import full` on its files, by
             turns `--repeats` times; each as a process of its own
    changes  30 changes of a small graph, one at a time, each of which `verify` has to name
    batches  loads with batches of several sizes; only where it is named

Ratios are printed of the parts at hand, and whether the digests of all doors are that of the graph
in networkx. `--graph` takes a synthetic folder that is there already (`benchmarks/synthetic.py`).
Needs Java and Maven.
"""

import argparse
import os
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Collection
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import networkx as nx
from neo4j_baseline import marker
from synthetic import NODES, RELATIONSHIPS, write_synthetic

from graphkit.graph import digest, read_graph
from graphkit.graph.differences import differences
from graphkit.store import neo4j_load
from graphkit.store.neo4j_connection import Settings, open_driver
from graphkit.store.neo4j_load import load
from graphkit.store.neo4j_read import read_neo4j
from graphkit.testing import Neo4jServer

T = TypeVar("T")

PARTS = ("plain", "load", "bulk", "changes")

VERSION = "5.26.19"
CHANGES = 30
WIPE = "MATCH (n) CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 10000 ROWS"
INDEXES = (
    "SHOW INDEXES YIELD name, type, owningConstraint "
    "WHERE type <> 'LOOKUP' AND owningConstraint IS NULL RETURN name"
)
SIZES = (500, 1_000, 2_000, 5_000, 10_000)
EDGE = "MATCH ({id: $source})-[r]->({id: $target}) WHERE type(r) = $kind"
BASELINE = Path(__file__).with_name("neo4j_baseline.py")


@dataclass(frozen=True, slots=True)
class Run:
    """What the parts work on, and the digests that they found."""

    graph: Path
    server: Neo4jServer
    settings: Settings
    parts: Collection[str]
    rows: int
    digests: dict[str, str]

    @classmethod
    def of(cls, graph: Path, server: Neo4jServer, parts: Collection[str]) -> "Run":
        """Return the run on a graph folder and a server."""
        settings = Settings.from_environment(**server.login)
        G = read_graph(graph)
        rows = G.number_of_nodes() + G.number_of_edges()
        return cls(graph, server, settings, parts, rows, {"networkx": digest(G).total})

    @property
    def G(self) -> nx.MultiDiGraph:
        """Return the graph, read anew: the parts without one leave the memory to the server."""
        return read_graph(self.graph)


@dataclass(frozen=True, slots=True)
class Took:
    """Seconds that a work took: on the clock, and of the processor in the processes it started."""

    wall: float
    cpu: float


def timed(name: str, work: Callable[[], T], rows: int) -> tuple[Took, T]:
    """Do some work, print how long it took, and return that and the result."""
    start, before = time.perf_counter(), _cpu_of_children()
    result = work()
    took = Took(time.perf_counter() - start, _cpu_of_children() - before)
    shown(name, took.wall, rows, cpu=took.cpu)
    return took, result


def _cpu_of_children() -> float:
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def shown(name: str, seconds: float, rows: int, cpu: float = 0.0) -> None:
    """Print a line of the table."""
    work = f"{cpu:8.1f} s CPU" if cpu else ""
    print(f"{name:46} {seconds:9.1f} s   {rows / seconds:10,.0f} rows/s {work}", flush=True)


def ratio(name: str, value: str) -> None:
    """Print a line below the table."""
    print(f"  {name:44} {value}", flush=True)


def emptied(settings: Settings) -> None:
    """Empty the database of a running server; indexes go as well, the keys' constraints stay."""
    with open_driver(settings) as driver, driver.session(database=settings.database) as session:
        session.run(WIPE).consume()
        for name in session.run(INDEXES).value("name"):
            session.run(f"DROP INDEX `{name}`").consume()  # type: ignore[arg-type] # our own


def baseline(graph: Path, server: Neo4jServer) -> float:
    """Run the plain loop in a process of its own, and return the seconds that the loop took."""
    login = {f"NEO4J_{name.upper()}": value for name, value in server.login.items()}
    done = subprocess.run(
        [sys.executable, BASELINE, graph],
        env={**os.environ, **login},
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    return float(done.stdout)


def export_files(graph: Path, bulk: Path) -> None:
    """Write the import files, as a user does."""
    command = [sys.executable, "-m", "graphkit", "export", "neo4j-csv"]
    subprocess.run([*command, "--graph", graph, "--output", bulk], check=True, stdout=2)


def import_files(server: Neo4jServer, bulk: Path) -> None:
    """Import ready files into the database of a stopped server."""
    done = server.admin(
        *("database", "import", "full", "@import.args", "--overwrite-destination", "neo4j"),
        cwd=bulk,
    )
    if done.returncode:
        sys.exit(done.stdout[-2000:] + done.stderr[-2000:])


def planted(settings: Settings, root: Path) -> int:
    """Plant one change at a time in a small graph, and return how many `verify` named."""
    emptied(settings)
    G = write_synthetic(root / "small", nodes=300, relationships=1_800)
    load(G, settings)
    rng, found = random.Random(1), 0  # noqa: S311 - which change, not a secret
    nodes, edges = sorted(G), sorted(G.edges(keys=True))
    with open_driver(settings) as driver:
        for number in range(CHANGES):
            node, (source, target, kind) = rng.choice(nodes), rng.choice(edges)
            text, expected = (
                ("MATCH (n {id: $node}) SET n.note = 'x'", node),
                ("MATCH (n {id: $node}) SET n.sources = ['y:1'], n.aliases = ['y']", node),
                (f"{EDGE} SET r.mentions = toFloat(r.mentions)", f"{source} -> {target}"),
                (f"{EDGE} DELETE r", f"{source} -> {target}"),
                ("CREATE (:Task {id: 'task:new', name: 'new', loadedBy: 'graphkit'})", "task:new"),
            )[number % 5]
            names = {"node": node, "source": source, "target": target, "kind": kind}
            driver.execute_query(text, names, database_=settings.database)  # type: ignore[arg-type] # our own
            named = [part.id for part in differences(G, read_neo4j(driver, settings))]
            found += named == [expected]
            load(G, settings)
    return found


def batches(G: nx.MultiDiGraph, settings: Settings, rows: int) -> None:
    """Time loads with batches of several sizes."""
    for size in SIZES:
        emptied(settings)
        neo4j_load.NODES_A_BATCH = neo4j_load.RELATIONSHIPS_A_BATCH = size
        timed(f"load, batches of {size:,}", lambda: load(G, settings), rows)


def digest_there(settings: Settings) -> str:
    """Return the digest of what a server holds."""
    with open_driver(settings) as driver:
        return digest(read_neo4j(driver, settings)).total


def plain_and_load(run: Run) -> None:
    """Time the plain loop and two loads, whichever of the two parts are wanted."""
    plain = None
    if "plain" in run.parts:
        emptied(run.settings)
        plain = baseline(run.graph, run.server)
        shown("UNWIND … MERGE, driver in pure Python", plain, run.rows)
    if "load" in run.parts:
        emptied(run.settings)
        G = run.G
        first, _ = timed("graphkit load, empty database", lambda: load(G, run.settings), run.rows)
        second, report = timed("graphkit load, again", lambda: load(G, run.settings), run.rows)
        run.digests["load"] = digest_there(run.settings)
        if plain is not None:
            ratio("load against the plain loop", f"{plain / first.wall:.2f} x")
        ratio("second load of the first", f"{second.wall / first.wall:.1%}   {report.total}")


def bulk(run: Run, folder: Path, repeats: int) -> None:
    """Time the import files and the import, and read what was imported."""
    run.server.stop()
    turns = []
    for _ in range(repeats):
        files, _ = timed(
            "graphkit export neo4j-csv", lambda: export_files(run.graph, folder), run.rows
        )
        admin, _ = timed(
            "neo4j-admin database import full", lambda: import_files(run.server, folder), run.rows
        )
        turns.append((files, admin))
    run.server.start()
    run.digests["import"] = digest_there(run.settings)
    for kind in ("wall", "cpu"):
        found = [1 + getattr(files, kind) / getattr(admin, kind) for files, admin in turns]
        each = ", ".join(f"{value:.2f}" for value in found)
        ratio(
            f"files and import of the import alone, {kind}",
            f"{statistics.median(found):.2f} x (of {each})",
        )


def options() -> argparse.Namespace:
    """Return what the command line says."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("parts", nargs="*", metavar="PART", choices=[*PARTS, "batches", []])
    parser.add_argument("--nodes", type=int, default=NODES)
    parser.add_argument("--relationships", type=int, default=RELATIONSHIPS)
    parser.add_argument("--graph", type=Path, help="a synthetic folder that is there already")
    parser.add_argument("--heap", default="2g", help="of the server; neo4j-admin has 1g")
    parser.add_argument("--repeats", type=int, default=3, help="of files and import")
    parser.add_argument("--version", default=VERSION, help="of Neo4j")
    return parser.parse_args()


def main() -> None:
    """Print the table, the ratios and the digests; end with 1 where something is not equal."""
    given = options()
    with (
        tempfile.TemporaryDirectory() as name,
        Neo4jServer(given.version, heap=given.heap) as server,
    ):
        graph = given.graph or Path(name) / "graph"
        if given.graph is None:
            write_synthetic(graph, nodes=given.nodes, relationships=given.relationships)
        run = Run.of(graph, server, given.parts or PARTS)
        print(f"{graph}: {run.rows:,} nodes and relationships, {given.version}, {marker()}")
        if "batches" in run.parts:
            batches(run.G, run.settings, run.rows)
        plain_and_load(run)
        if "bulk" in run.parts:
            bulk(run, Path(name) / "bulk", given.repeats)
        found = CHANGES
        if "changes" in run.parts:
            found = planted(run.settings, Path(name))
            ratio("planted changes found", f"{found} of {CHANGES}")
    is_equal = set(run.digests.values()) == {run.digests["networkx"]}
    ratio(f"digests: {', '.join(run.digests)}", "equal" if is_equal else str(run.digests))
    sys.exit(not is_equal or found != CHANGES)


if __name__ == "__main__":
    main()
