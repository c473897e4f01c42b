"""Several graphs in one database, each under its name: none sees, changes or deletes another."""

import copy
import dataclasses
import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import networkx as nx
import pytest

from graphkit.graph import digest, write_snapshot
from graphkit.graph.lookup import lookup
from graphkit.store.neo4j_load import Count, load
from graphkit.store.neo4j_plan import plan
from graphkit.store.neo4j_read import read_neo4j

if TYPE_CHECKING:
    import neo4j

    from graphkit.store.neo4j_connection import Settings

Run = Callable[..., list[tuple]]
NAMES = (None, "old", "new-1.0")


@pytest.fixture
def graphs(small_graph: nx.MultiDiGraph) -> dict[str | None, nx.MultiDiGraph]:
    """Return three graphs that have most ids in common."""
    less, other = copy.deepcopy(small_graph), copy.deepcopy(small_graph)
    less.remove_nodes_from(["title:00000000000000bb", "method:hostile"])
    renamed = other.nodes["method:betanet"]
    renamed["name"] = "another name"
    renamed["lookup"] = lookup("method:betanet", renamed)
    return dict(zip(NAMES, (small_graph, less, other), strict=True))


def test_graphs_stand_side_by_side_and_change_on_their_own(
    graphs: dict[str | None, nx.MultiDiGraph],
    neo4j_settings: "Settings",
    neo4j_driver: "neo4j.Driver",
    run: Run,
) -> None:
    places = {name: dataclasses.replace(neo4j_settings, name=name) for name in NAMES}

    def are_there(**others: nx.MultiDiGraph) -> bool:
        wanted = graphs | others
        return all(
            digest(read_neo4j(neo4j_driver, place)) == digest(wanted[name])
            for name, place in places.items()
        )

    for name, place in places.items():
        count = graphs[name].number_of_nodes() + graphs[name].number_of_edges()
        assert plan(graphs[name], place).report.total == Count(created=count)
        report = load(graphs[name], place)
        assert (report.total, report.extra) == (Count(created=count), {})
    assert are_there()
    for name, place in places.items():
        assert load(graphs[name], place).total.unchanged == len(graphs[name]) + len(
            graphs[name].edges
        )
    counts = dict(run("MATCH (n) RETURN n.graph, count(*)"))
    assert counts == {name: len(graphs[name]) for name in NAMES}
    assert run("MATCH (n {graph: 'old'})--(m) WHERE m.graph <> 'old' RETURN count(*)") == [(0,)]
    empty = nx.MultiDiGraph()
    found = plan(empty, places["old"])
    assert {one.id for one in found.named if one.kind == "Task"} == {"task:linkprediction"}
    assert load(empty, places["old"]) == found.report
    assert are_there(old=empty)
    load(graphs[None], places["old"])
    load(empty, places[None])
    graphs[None], graphs["old"] = empty, graphs[None]
    assert are_there()


def test_every_command_keeps_to_the_graph_that_it_is_told(
    graphs: dict[str | None, nx.MultiDiGraph],
    graphkit: Callable[..., "object"],
    tmp_path: Path,
) -> None:
    for name, G in graphs.items():
        write_snapshot(tmp_path / str(name), papers=[], mentions=[], entity_ids=[], G=G)
        option = () if name is None else ("--name", name)
        done = graphkit("load", "--graph", str(tmp_path / str(name)), *option, "--json")
        assert done.returncode == 0, done.stderr
    for name, G in graphs.items():
        option = () if name is None else ("--name", name)
        graph = str(tmp_path / str(name))
        assert graphkit("verify", graph, *option).returncode == 0
        assert graphkit("load", "--dry-run", "--graph", graph, *option).returncode == 0
        assert "equal" in graphkit("diff", graph, "--neo4j", *option).stderr
        pulled = graphkit("pull", "-o", str(tmp_path / f"{name}-pulled"), *option, "--json")
        assert json.loads(pulled.stdout)["digest"] == digest(G).total
    assert graphkit("verify", str(tmp_path / "None"), "--name", "old").returncode == 5
    text = "MATCH (n:Method) RETURN count(n) AS n"
    for name, expected in (("old", 2), ("new-1.0", 3)):
        asked = graphkit("query", "--neo4j", "--name", name, "--json", text)
        assert json.loads(asked.stdout) == [{"n": expected}], asked.stderr
        own = graphkit(
            *("query", "--neo4j", "--name", name, "--json"),
            "MATCH (n:Method {graph: $graph}) RETURN count(n) AS n",
        )
        assert json.loads(own.stdout) == [{"n": expected}], own.stderr
    for name, found in (("old", []), ("new-1.0", ["method:betanet"])):
        asked = graphkit("find", "another name", "--neo4j", "--name", name, "--json")
        assert [row["id"] for row in json.loads(asked.stdout)] == found, asked.stderr
    part = graphkit(
        *("pull", "-o", str(tmp_path / "part"), "--name", "old", "--json", "--query"),
        "MATCH (p:Paper)-->(x) RETURN p, x",
    )
    assert json.loads(part.stdout)["digest"] == digest(graphs["old"]).total


@pytest.mark.parametrize("name", ["", "a/b", "-x", "a b", "x" * 64, "ü"])
def test_other_names_are_refused(name: str, graphkit: Callable[..., "object"]) -> None:
    done = graphkit("load", "--name", name)
    assert done.returncode == 2
    assert "is no name for a graph" in done.stderr


def test_a_name_without_a_server_is_refused(graphkit: Callable[..., "object"]) -> None:
    assert graphkit("query", "--name", "old", "papers-on-task").returncode == 2
