"""`graphkit pull`, and `graphkit verify` between any two graphs."""

import copy
import json
import random
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import networkx as nx
import pytest

from graphkit import statements
from graphkit.graph import check, digest, read_graph, read_papers, write_snapshot

if TYPE_CHECKING:
    import neo4j

Run = Callable[..., list[tuple]]
Graphkit = Callable[..., "object"]

CHANGES = 30


def test_what_is_pulled_is_what_was_loaded(
    graphkit: Graphkit, small_graph: nx.MultiDiGraph, tmp_path: Path
) -> None:
    graphkit("load")
    done = graphkit("pull", "-o", "back")
    assert done.returncode == 0, done.stderr
    assert done.stdout == ""
    assert "into back: 9 nodes, 8 relationships" in done.stderr
    back = tmp_path / "back"
    assert digest(read_graph(back)) == digest(small_graph)
    papers = {paper.id: paper for paper in read_papers(back)}
    alpha = papers["doi:10.1000/alpha"]
    assert (alpha.title, alpha.author_count) == ("AlphaNet for link prediction", 3)
    assert [str(source) for source in papers["title:00000000000000aa"].sources] == [
        "other.txt:1",
        "page.txt:20",
    ]
    equal = graphkit("verify", "graph", "back")
    assert (equal.returncode, equal.stdout) == (0, "")
    assert equal.stderr.startswith("equal: graph and back, ")
    for command in (
        ("stats", "--json"),
        ("explain", "AlphaNet"),
        ("export", "jsonl", "-o", "x.jsonl"),
        ("load",),
        ("query", "MATCH (n:Paper) RETURN count(n)"),
    ):
        done = graphkit(*command, "--graph", "back")
        assert done.returncode == 0, (command, done.stderr)
    again = graphkit("pull", "-o", "back", "--json")
    assert json.loads(again.stdout)["digest"] == digest(small_graph).total


def test_a_pulled_graph_is_no_base_for_a_build(graphkit: Graphkit, tmp_path: Path) -> None:
    graphkit("load")
    graphkit("pull", "-o", "back")
    (tmp_path / "page.jsonl").write_text('{"title": "T", "abstract": "A."}\n', encoding="utf-8")
    for command in (("build", "--add", "page.jsonl", "-o", "back"), ("remove", "x", "-g", "back")):
        done = graphkit(*command)
        assert done.returncode == 2, done.stderr
        assert "was pulled from bolt://" in done.stderr
    assert graphkit("build", "page.jsonl", "-o", "built").returncode == 0
    over = graphkit("pull", "-o", "built")
    assert over.returncode == 2
    assert "was built from 1 sources" in over.stderr


def test_a_part_is_a_sound_graph_of_its_own(
    graphkit: Graphkit, small_graph: nx.MultiDiGraph, tmp_path: Path
) -> None:
    graphkit("load")
    text = "MATCH path = (p:Paper)-->(x) WHERE p.id = $id RETURN collect(path) AS paths"
    done = graphkit("pull", "-o", "part", "--query", text, "-p", "id=title:00000000000000aa")
    assert done.returncode == 0, done.stderr
    part = read_graph(tmp_path / "part")
    check(part)
    expected = {"title:00000000000000aa", *small_graph.successors("title:00000000000000aa")}
    assert set(part) == expected
    assert part.nodes["dataset:cora"]["paperCount"] == 1
    for source, target, key, data in part.edges(keys=True, data=True):
        assert small_graph.edges[source, target, key] == data


@pytest.mark.parametrize(
    ("text", "code", "word"),
    [
        ("MATCH (n:Paper) RETURN n.title", 3, "hold no paper"),
        ("MATCH (n:Paper) SET n.x = 1 RETURN n", 2, "writes"),
        ("LOAD CSV FROM 'file:///etc/passwd' AS row RETURN row", 2, "loads a file"),
        ("MATCH (n:Paper RETURN n", 2, "cannot run"),
        ("MATCH (n:Paper {id: $id}) RETURN n", 2, "parameter 'id'"),
    ],
)
def test_a_query_that_gives_no_part_is_said(
    text: str, code: int, word: str, graphkit: Graphkit, tmp_path: Path
) -> None:
    graphkit("load")
    done = graphkit("pull", "-o", "part", "--query", text)
    assert (done.returncode, done.stdout) == (code, "")
    assert word in done.stderr
    assert not (tmp_path / "part").exists()


def test_a_server_without_a_graph_is_said(graphkit: Graphkit, tmp_path: Path) -> None:
    done = graphkit("pull", "-o", "back")
    assert done.returncode == 3
    assert "holds no graph" in done.stderr
    assert not (tmp_path / "back").exists()


def test_one_planted_change_is_named_each_time(
    graphkit: Graphkit, small_graph: nx.MultiDiGraph, tmp_path: Path
) -> None:
    from graphkit.graph.differences import differences

    rng = random.Random(5)
    for number in range(CHANGES):
        G = copy.deepcopy(small_graph)
        edge, node = rng.choice(sorted(G.edges(keys=True))), rng.choice(sorted(G))
        place = f"{edge[0]} -> {edge[1]}"
        match number % 5:
            case 0:
                G.edges[edge]["mentions"] += 1
            case 1:
                G.edges[edge]["evidence"][-1] += " "
            case 2:
                G.remove_edge(*edge)
            case 3:
                G.nodes[node]["aliases"] = ["planted"]
                place = node
            case 4:
                G.add_node("task:planted", label="Task", name="x", paperCount=0, mentionCount=0)
                place = "task:planted"
        assert [part.id for part in differences(small_graph, G)] == [place]
    write_snapshot(tmp_path / "other", papers=[], mentions=[], entity_ids=[], G=G)
    done = graphkit("verify", "graph", "other", "--json")
    assert done.returncode == 5
    report = json.loads(done.stdout)
    assert report["digest"] == {
        "graph": digest(small_graph).total,
        "other": digest(G).total,
    }
    assert [part["id"] for part in report["named"]] == ["task:planted"]
    table = graphkit("verify", "graph", "other")
    assert "only in other" in table.stdout
    assert "graphkit load" not in table.stderr


def test_two_graphs_and_no_more_are_compared(graphkit: Graphkit) -> None:
    assert graphkit("verify", "graph", "graph", "graph").returncode == 2
    assert graphkit("verify", "graph", "graph", "--name", "x").returncode == 2
    assert graphkit("verify", "graph", "nothing").returncode == 3


def test_a_plan_for_an_empty_database_goes_from_the_sources(
    run: Run, neo4j_driver: "neo4j.Driver"
) -> None:
    """The server keeps that plan for seconds: looking for targets apart would be quadratic."""
    run("CALL db.clearQueryCaches()")
    text = statements.load("load/read_relationships").text
    plan = neo4j_driver.execute_query(f"EXPLAIN {text}", prefix="").summary.plan
    todo, found = [plan], set()
    while todo:
        part = todo.pop()
        found.add(part["operatorType"].partition("@")[0])
        todo += part.get("children", ())
    assert "Expand(All)" in found
    assert "Expand(Into)" not in found
