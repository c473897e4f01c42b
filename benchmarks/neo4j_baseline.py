"""Load a graph folder as people do without graphkit; a part of `neo4j_doors.py`.

    python benchmarks/neo4j_baseline.py GRAPH

`UNWIND … MERGE` over `session.run`, batches of 1,000, with the driver in pure Python: its fast
codec is blocked, also where neo4j-rust-ext is installed. It has the same constraints, so that both
ends of a relationship are found by index, and none of the other indexes that a load makes.
"""

import importlib.util
import os
import sys
import time
from pathlib import Path

from graphkit.graph import read_graph
from graphkit.model import ENDPOINTS, NodeLabel, RelationshipType

SIZE = 1_000


def marker() -> str:
    """Return whether the driver of this process has its fast codec."""
    found = sys.modules.get("neo4j._rust", importlib.util.find_spec("neo4j._rust"))
    return "driver with neo4j-rust-ext" if found else "driver in pure Python"


def main() -> None:
    """Load the folder in the first argument into the server of the environment."""
    sys.modules["neo4j._rust"] = None  # type: ignore[assignment] # so that it cannot be imported
    import neo4j  # noqa: PLC0415 - after the block

    G = read_graph(Path(sys.argv[1]))
    start = time.perf_counter()
    auth = (os.environ["NEO4J_USERNAME"], os.environ["NEO4J_PASSWORD"])
    with (
        neo4j.GraphDatabase.driver(os.environ["NEO4J_URI"], auth=auth) as driver,
        driver.session(database=os.environ["NEO4J_DATABASE"]) as session,
    ):
        for label in NodeLabel:
            session.run(
                f"CREATE CONSTRAINT IF NOT EXISTS FOR (n:{label}) REQUIRE n.id IS UNIQUE"
            ).consume()
            text = f"UNWIND $rows AS row MERGE (n:{label} {{id: row.id}}) SET n += row"
            rows = [
                {**data, "id": node} for node, data in G.nodes(data=True) if data["label"] == label
            ]
            for at in range(0, len(rows), SIZE):
                session.run(text, rows=rows[at : at + SIZE]).consume()
        for kind in RelationshipType:
            source, target = ENDPOINTS[kind]
            text = (
                f"UNWIND $rows AS row MATCH (a:{source} {{id: row.source}}) "
                f"MATCH (b:{target} {{id: row.target}}) MERGE (a)-[r:{kind}]->(b) "
                "SET r += row.properties"
            )
            rows = [
                {"source": s, "target": t, "properties": data}
                for s, t, key, data in G.edges(keys=True, data=True)
                if key == kind
            ]
            for at in range(0, len(rows), SIZE):
                session.run(text, rows=rows[at : at + SIZE]).consume()
    print(time.perf_counter() - start)


if __name__ == "__main__":
    main()
