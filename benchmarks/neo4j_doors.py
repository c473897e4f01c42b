"""Time the doors into Neo4j on a synthetic graph, and compare what came through each.

    python benchmarks/neo4j_doors.py [--nodes 250000] [--relationships 1500000] [--batches]

In one run on one machine: a plain loop of `UNWIND … MERGE` over `session.run` with the driver in
pure Python and batches of 1,000; `graphkit load` into an empty database, and a second time; the
import files, and `neo4j-admin database import full` on them. Then the digests, and 30 changes, one
at a time, each of which `verify` has to name. `--batches` times loads with batches of other sizes.
Needs Java and Maven.
"""

import argparse
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from neo4j_baseline import marker
from synthetic import NODES, RELATIONSHIPS, write_synthetic

from graphkit.graph import digest, read_graph
from graphkit.graph.differences import differences
from graphkit.store import neo4j_load
from graphkit.store.neo4j_bulk import write_bulk
from graphkit.store.neo4j_connection import Settings, open_driver
from graphkit.store.neo4j_load import load
from graphkit.store.neo4j_read import read_neo4j
from graphkit.testing import Neo4jServer

T = TypeVar("T")

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


def timed(name: str, work: Callable[[], T], rows: int) -> tuple[float, T]:
    """Do some work, print how long it took, and return the seconds and the result."""
    start = time.perf_counter()
    result = work()
    seconds = time.perf_counter() - start
    shown(name, seconds, rows)
    return seconds, result


def shown(name: str, seconds: float, rows: int) -> None:
    """Print a line of the table."""
    print(f"{name:46} {seconds:9.1f} s   {rows / seconds:10,.0f} rows/s", flush=True)


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


def batches(G: object, settings: Settings, rows: int) -> None:
    """Time loads with batches of several sizes."""
    for size in SIZES:
        emptied(settings)
        neo4j_load.NODES_A_BATCH = neo4j_load.RELATIONSHIPS_A_BATCH = size
        timed(f"load, batches of {size:,}", lambda: load(G, settings), rows)  # type: ignore[arg-type] # a graph


def main() -> None:
    """Print the table, the digests and the ratios."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--nodes", type=int, default=NODES)
    parser.add_argument("--relationships", type=int, default=RELATIONSHIPS)
    parser.add_argument("--graph", type=Path, help="a synthetic folder that is there already")
    parser.add_argument("--heap", default="2g", help="of the server; neo4j-admin has 1g")
    parser.add_argument("--batches", action="store_true")
    options = parser.parse_args()
    with (
        tempfile.TemporaryDirectory() as name,
        Neo4jServer(VERSION, heap=options.heap) as server,
    ):
        root, settings = Path(name), Settings.from_environment(**server.login)
        graph = options.graph or root / "graph"
        if options.graph is None:
            write_synthetic(graph, nodes=options.nodes, relationships=options.relationships)
        G = read_graph(graph)
        rows = G.number_of_nodes() + G.number_of_edges()
        print(f"{G.number_of_nodes():,} nodes, {G.number_of_edges():,} relationships, {marker()}")
        if options.batches:
            batches(G, settings, rows)
            return
        plain = baseline(graph, server)
        shown("UNWIND … MERGE, driver in pure Python", plain, rows)
        emptied(settings)
        first, _ = timed("graphkit load, empty database", lambda: load(G, settings), rows)
        second, report = timed("graphkit load, again", lambda: load(G, settings), rows)
        with open_driver(settings) as driver:
            digests = [digest(G).total, digest(read_neo4j(driver, settings)).total]
        server.stop()
        files, _ = timed(
            "graphkit export neo4j-csv", lambda: write_bulk(graph, root / "bulk"), rows
        )
        admin, _ = timed(
            "neo4j-admin database import full", lambda: import_files(server, root / "bulk"), rows
        )
        server.start()
        with open_driver(settings) as driver:
            digests.append(digest(read_neo4j(driver, settings)).total)
        found = planted(settings, root)
    print(f"\nload against the plain loop          {plain / first:6.2f} x")
    print(f"second load of the first             {second / first:6.1%}   {report.total}")
    print(f"files and import of the import alone {(files + admin) / admin:6.2f} x")
    print(f"digests: networkx, load, import      {'equal' if len(set(digests)) == 1 else digests}")
    print(f"planted changes found                {found} of {CHANGES}")


if __name__ == "__main__":
    main()
