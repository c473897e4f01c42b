"""Cut connections and killed servers: the right graph or an error, and then the graph."""

import importlib.util
import random
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

import networkx as nx
import pytest

from graphkit.testing import Neo4jServer

if TYPE_CHECKING:
    from graphkit.store.neo4j_connection import Settings

FILE = Path(__file__).parents[2] / "benchmarks" / "neo4j_breaks.py"
CUTS, KILLS = 6, 1  # for each version; the benchmark has 20 and 10
BATCH = 50


@pytest.fixture(scope="module")
def breaks() -> Iterator[ModuleType]:
    """Give the benchmark as a module; loads have small batches, and a driver that gives up."""
    spec = importlib.util.spec_from_file_location("neo4j_breaks", FILE)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    with module.impatient(BATCH):
        yield module


@pytest.mark.slow
def test_a_cut_connection_never_leaves_half_a_graph(
    breaks: ModuleType, hostile_graph: nx.MultiDiGraph, neo4j_settings: "Settings"
) -> None:
    said = list[str]()
    good = breaks.cut_loads(hostile_graph, neo4j_settings, CUTS, said.append)
    assert good == CUTS, "\n".join(said)
    assert any("was lost" in text or "no Neo4j server answers" in text for text in said)


@pytest.mark.slow
def test_a_killed_server_holds_the_graph_after_the_next_load(
    breaks: ModuleType,
    own_server: Callable[..., Neo4jServer],
    hostile_graph: nx.MultiDiGraph,
) -> None:
    said = list[str]()
    server = own_server()
    moments = random.Random(server.version)
    good = breaks.kill_loads(hostile_graph, server, KILLS, moments, said.append)
    assert good == KILLS, "\n".join(said)
