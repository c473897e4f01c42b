"""Compare the measures of graphkit with igraph's and networkx's, on one graph folder.

    python benchmarks/synthetic.py /tmp/big              # 250,000 nodes, 1.5 million links
    python benchmarks/analyse.py /tmp/big
    python benchmarks/synthetic.py /tmp/small --nodes 25000 --relationships 150000
    python benchmarks/analyse.py /tmp/small --networkx            # pure networkx needs minutes

Each line is a process of its own. Seconds are of the processor, since machines are shared: they
begin when the other library's graph is built, and when ours is read into columns; making a matrix
of these counts. `MB` is the most memory that the process ever had, with the reading. `value` lets
one see that both did the same.
"""

import argparse
import json
import random
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import igraph
import networkx as nx
import numpy as np
from networkx.algorithms.link_analysis.pagerank_alg import _pagerank_python

from graphkit.analyse.columns import Columns, read_columns
from graphkit.analyse.communities import leiden, modularity
from graphkit.analyse.projection import undirected
from graphkit.analyse.ranking import betweenness, core_numbers, pagerank
from graphkit.analyse.stats import stats

PIVOTS = 16
ITERATIONS = 2  # igraph's default


def our_stats(columns: Columns) -> float:
    """Return the density, with everything else that `graphkit stats` counts."""
    return stats(columns).density


def our_pagerank(columns: Columns) -> float:
    """Return the largest PageRank on the whole graph."""
    return float(pagerank(undirected(columns)).max())


def our_leiden(columns: Columns) -> float:
    """Return the modularity of one partition of the whole graph."""
    matrix = undirected(columns)
    return modularity(matrix, leiden(matrix))


def our_betweenness(columns: Columns) -> float:
    """Return the largest betweenness, from a few nodes."""
    return float(betweenness(undirected(columns), pivots=PIVOTS).max())


def our_cores(columns: Columns) -> float:
    """Return the largest core number."""
    return float(core_numbers(undirected(columns)).max())


def igraph_of(columns: Columns, *, simple: bool = True) -> igraph.Graph:
    """Return the graph as igraph has it, links weighted by the number of relationships."""
    pairs = np.column_stack((columns.sources, columns.targets))
    G = igraph.Graph(n=len(columns), edges=pairs, directed=not simple)
    if simple:
        G.es["weight"] = 1.0
        G.simplify(combine_edges="sum")
    return G


def igraph_stats(columns: Columns) -> Callable[[], float]:
    """Return what counts the figures of `stats` that igraph has, or that numpy takes from it."""
    G = igraph_of(columns, simple=False)
    labels = columns.labels
    confidence, types = columns.confidence, columns.types

    def count() -> float:
        degrees = np.array(G.degree())
        for label in np.unique(labels):
            np.median(degrees[labels == label])
        np.bincount(types)
        np.argsort(-degrees)[:10]
        np.argsort(confidence)[:10]
        parts = G.connected_components(mode="weak")
        max(parts.sizes())
        G.reciprocity()
        G.assortativity_degree(directed=False)
        papers = np.array(G.indegree())
        np.argsort(-papers)[:10]
        once = G.copy()
        once.simplify()
        return float(once.ecount())

    return count


def igraph_pagerank(columns: Columns) -> Callable[[], float]:
    """Return what takes igraph's PageRank."""
    G = igraph_of(columns)
    return lambda: max(G.pagerank(weights="weight"))


def igraph_leiden(columns: Columns) -> Callable[[], float]:
    """Return what takes igraph's Leiden partition."""
    G = igraph_of(columns)
    igraph.set_random_number_generator(random.Random(1))  # noqa: S311 - shuffling
    return lambda: (
        G.community_leiden("modularity", weights="weight", n_iterations=ITERATIONS).modularity
    )


def igraph_cores(columns: Columns) -> Callable[[], float]:
    """Return what takes igraph's core numbers."""
    G = igraph_of(columns)
    return lambda: float(max(G.coreness()))


def igraph_betweenness(columns: Columns) -> Callable[[], float]:
    """Return what takes igraph's betweenness from a few nodes."""
    G = igraph_of(columns)
    size = len(columns)
    drawn = np.sort(np.random.default_rng(0).permutation(size)[:PIVOTS]).tolist()
    scale = 2 * size / PIVOTS / ((size - 1) * (size - 2))
    return lambda: max(G.betweenness(sources=drawn)) * scale


def networkx_of(columns: Columns) -> nx.Graph:
    """Return the graph as networkx has it."""
    G = nx.Graph()
    G.add_nodes_from(range(len(columns)))
    for source, target in zip(columns.sources.tolist(), columns.targets.tolist(), strict=True):
        weight = G[source][target]["weight"] + 1 if G.has_edge(source, target) else 1
        G.add_edge(source, target, weight=weight)
    return G


def networkx_pagerank(columns: Columns) -> Callable[[], float]:
    """Return what takes the PageRank of pure networkx to the same tolerance."""
    G = networkx_of(columns)
    tolerance = 1e-10 / len(columns)
    return lambda: max(_pagerank_python(G, tol=tolerance, max_iter=500).values())


def networkx_cores(columns: Columns) -> Callable[[], float]:
    """Return what takes networkx's core numbers."""
    G = networkx_of(columns)
    return lambda: float(max(nx.core_number(G).values()))


def networkx_betweenness(columns: Columns) -> Callable[[], float]:
    """Return what takes networkx's betweenness from a few nodes."""
    G = networkx_of(columns)
    return lambda: max(nx.betweenness_centrality(G, k=PIVOTS, seed=0).values())


def networkx_louvain(columns: Columns) -> Callable[[], float]:
    """Return what takes networkx's Louvain partition: it has no Leiden of its own."""
    G = networkx_of(columns)

    def partition() -> float:
        return float(nx.community.modularity(G, nx.community.louvain_communities(G, seed=1)))

    return partition


def networkx_stats(columns: Columns) -> Callable[[], float]:
    """Return what counts degrees, components, assortativity and pairs with networkx."""
    G = networkx_of(columns)

    def count() -> float:
        sorted(dict(G.degree()).values())
        max(map(len, nx.connected_components(G)))
        nx.degree_assortativity_coefficient(G)
        return float(G.number_of_edges())

    return count


OURS = {
    "stats": our_stats,
    "pagerank": our_pagerank,
    "leiden": our_leiden,
    "cores": our_cores,
    "betweenness": our_betweenness,
}
OTHERS = {
    "stats igraph": igraph_stats,
    "pagerank igraph": igraph_pagerank,
    "leiden igraph": igraph_leiden,
    "cores igraph": igraph_cores,
    "betweenness igraph": igraph_betweenness,
}
NETWORKX = {
    "stats networkx": networkx_stats,
    "pagerank networkx": networkx_pagerank,
    "leiden networkx": networkx_louvain,
    "cores networkx": networkx_cores,
    "betweenness networkx": networkx_betweenness,
}


def run(folder: Path, name: str) -> dict[str, float]:
    """Measure one line in this process."""
    start = time.process_time()
    columns = read_columns(folder)
    read = time.process_time() - start
    if name == "read":
        work: Callable[[], float] = lambda: float(len(columns.sources))  # noqa: E731
    elif name in OURS:
        work = lambda: OURS[name](columns)  # noqa: E731
    else:
        work = {**OTHERS, **NETWORKX}[name](columns)
    start = time.process_time()
    value = work()
    seconds = time.process_time() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"read": read, "seconds": seconds, "peak": peak, "value": value}


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--networkx", action="store_true", help="also pure networkx")
    parser.add_argument("--only", nargs="*", help="only these measures")
    parser.add_argument("--run", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.run:
        print(json.dumps(run(options.folder, options.run)))
        return
    names = [name for name in OURS if not options.only or name in options.only]
    print(f"{'':22} {'seconds':>9} {'MB':>6} {'ours/theirs':>12}  value")
    for name in ["read", *names]:
        others = [f"{name} igraph", *([f"{name} networkx"] if options.networkx else [])]
        mine = line(options.folder, name, None)
        for other in others if name != "read" else ():
            line(options.folder, other, mine)


def line(folder: Path, name: str, mine: dict[str, float] | None) -> dict[str, float]:
    """Measure one line in a process of its own, print it, and return it."""
    command = [sys.executable, __file__, str(folder), "--run", name]
    done = subprocess.run(command, check=True, capture_output=True, encoding="utf-8")
    found: dict[str, float] = json.loads(done.stdout)
    seconds = found["read"] if name == "read" else found["seconds"]
    ratio = f"{mine['seconds'] / seconds:.2f}" if mine else ""
    print(
        f"{name:22} {seconds:9.2f} {found['peak']:6.0f} {ratio:>12}  {found['value']:.6g}",
        flush=True,
    )
    return found


if __name__ == "__main__":
    main()
