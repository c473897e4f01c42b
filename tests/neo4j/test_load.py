"""Loading into a real server: what is there afterwards, and what the report says."""

import copy
import signal
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import networkx as nx
import pytest

from graphkit.errors import DatabaseError
from graphkit.graph import digest, write_snapshot
from graphkit.graph.lookup import lookup
from graphkit.model import NodeLabel, RelationshipType
from graphkit.store import neo4j_load
from graphkit.store.neo4j_equal import Equal
from graphkit.store.neo4j_load import Count, load
from graphkit.store.neo4j_plan import plan
from graphkit.store.neo4j_read import read_neo4j

if TYPE_CHECKING:
    import neo4j

    from graphkit.store.neo4j_connection import Settings

Run = Callable[..., list[tuple]]

# Loads the folder in argv[1], one row a transaction, and is killed by SIGKILL: after so many
# transactions (argv[2]), with the next one sent to the server and not committed.
KILLED = """
import os, signal, sys
from pathlib import Path
from graphkit.graph import read_graph
from graphkit.store import neo4j_load, neo4j_surplus
from graphkit.store.neo4j_connection import Settings
from graphkit.store.neo4j_read import read_neo4j

neo4j_load.NODES_A_BATCH = neo4j_load.RELATIONSHIPS_A_BATCH = neo4j_surplus.DELETED_A_BATCH = 1
left = [int(sys.argv[2])]

def mortal(function):
    def do_or_die(*arguments):
        count = function(*arguments)
        if not left[0]:
            os.kill(os.getpid(), signal.SIGKILL)
        left[0] -= 1
        return count
    return do_or_die

neo4j_load.write_batch = mortal(neo4j_load.write_batch)
neo4j_surplus._delete = mortal(neo4j_surplus._delete)
neo4j_load.load(read_graph(Path(sys.argv[1])), Settings.from_environment())
"""


@pytest.fixture
def is_equal(neo4j_driver: "neo4j.Driver", neo4j_settings: "Settings") -> Callable[..., bool]:
    """Return a function that says whether the database holds a graph, to the last type."""

    def compare(G: nx.MultiDiGraph) -> bool:
        found = read_neo4j(neo4j_driver, neo4j_settings)
        same = _content(found) == _content(G)
        assert digest(found) == digest(G) or not same
        return same

    return compare


def _content(G: nx.MultiDiGraph) -> list[str]:
    """Return a graph as texts, in which 1, 1.0 and "1" are three values."""
    parts = [*G.nodes(data=True), *G.edges(keys=True, data=True)]
    return sorted(repr((*part[:-1], sorted(part[-1].items()))) for part in parts)


def test_what_sources_say_comes_back(
    cited_graph: nx.MultiDiGraph, neo4j_settings: "Settings", neo4j_driver: "neo4j.Driver"
) -> None:
    report = load(cited_graph, neo4j_settings)
    assert report.relationships["AUTHORED"] == Count(created=2)
    assert digest(read_neo4j(neo4j_driver, neo4j_settings)) == digest(cited_graph)
    again = load(cited_graph, neo4j_settings)
    assert (again.total.created, again.total.changed, again.total.deleted) == (0, 0, 0)
    assert not again.extra
    cited_graph.remove_nodes_from(["author:a", "author:c", "venue:k"])
    assert load(cited_graph, neo4j_settings).total.deleted == 6


def test_what_is_read_back_is_what_was_loaded(
    small_graph: nx.MultiDiGraph, neo4j_settings: "Settings", is_equal: Callable[..., bool]
) -> None:
    report = load(small_graph, neo4j_settings)
    assert is_equal(small_graph)
    assert report.total == Count(created=9 + 8)
    labels = Counter({label.value: 0 for label in NodeLabel})
    labels.update(label for _, label in small_graph.nodes(data="label"))
    assert {kind: count.created for kind, count in report.nodes.items()} == labels
    types = Counter({kind.value: 0 for kind in RelationshipType})
    types.update(key for _, _, key in small_graph.edges(keys=True))
    assert {kind: count.created for kind, count in report.relationships.items()} == types
    assert report.extra == {}


def test_references_between_papers_are_loaded_and_those_of_others_left_out(
    small_graph: "nx.MultiDiGraph",
    neo4j_settings: "Settings",
    is_equal: Callable[..., bool],
    run: Run,
) -> None:
    alpha, beta = "doi:10.1000/alpha", "title:00000000000000aa"
    says = {"mentions": 2, "confidence": 0.9, "evidence": ["B on A."], "rules": ["text-coined"]}
    small_graph.add_edge(beta, alpha, key="REFERS_TO", **says)
    report = load(small_graph, neo4j_settings)
    assert report.relationships["REFERS_TO"] == Count(created=1)
    assert is_equal(small_graph)
    run("MATCH (a:Paper {id: $a}), (b:Paper {id: $b}) CREATE (a)-[:USES]->(b)", a=alpha, b=beta)
    again = load(small_graph, neo4j_settings)
    assert again.total == Count(unchanged=9 + 9)
    assert again.extra == {}
    assert is_equal(small_graph)


def test_values_keep_their_types(
    small_graph: nx.MultiDiGraph, neo4j_settings: "Settings", run: Run
) -> None:
    load(small_graph, neo4j_settings)
    ((year, month, day, count, ids),) = run(
        "MATCH (n:Paper {id: 'doi:10.1000/alpha'}) "
        "RETURN n.year, n.date.month, n.date.day, n.authorCount + 1, n.externalIds[0]"
    )
    assert (year, month, day, count, ids) == (2024, 2, 29, 4, "doi:10.1000/alpha")
    assert run("MATCH (n:Paper) WHERE n.date IS NULL RETURN count(n)") == [(2,)]


def test_a_second_load_writes_nothing(
    small_graph: nx.MultiDiGraph, neo4j_settings: "Settings", is_equal: Callable[..., bool]
) -> None:
    load(small_graph, neo4j_settings)
    assert load(small_graph, neo4j_settings).total == Count(unchanged=9 + 8)
    assert is_equal(small_graph)


def look_up_anew(G: nx.MultiDiGraph) -> None:
    """Give every node the lookup text of its names, after a change of them."""
    for node, data in G.nodes(data=True):
        data["lookup"] = lookup(node, data)


def test_only_what_differs_is_written(
    small_graph: nx.MultiDiGraph, neo4j_settings: "Settings", is_equal: Callable[..., bool]
) -> None:
    load(small_graph, neo4j_settings)
    G = copy.deepcopy(small_graph)
    del G.nodes["method:betanet"]["aliases"]
    G.nodes["dataset:cora"]["aliases"] = ["CORA", "cora dataset"]
    look_up_anew(G)
    G.edges["title:00000000000000aa", "metric:accuracy", "MEASURES"]["confidence"] = 0.25
    report = load(G, neo4j_settings)
    assert is_equal(G)
    assert report.total == Count(changed=3, unchanged=14)
    assert report.nodes["Method"] == Count(changed=1, unchanged=2)
    assert report.relationships["MEASURES"] == Count(changed=1)


@pytest.mark.parametrize(
    "change",
    [
        "MATCH (n:Paper {id: 'doi:10.1000/alpha'}) SET n.title = 'another'",
        "MATCH (n:Paper {id: 'doi:10.1000/alpha'}) SET n.year = 2024.0",
        "MATCH (n:Paper {id: 'doi:10.1000/alpha'}) SET n.date = '2024-02-29'",
        "MATCH (n:Paper {id: 'doi:10.1000/alpha'}) REMOVE n.dateText",
        "MATCH (n:Method {id: 'method:alphanet'}) SET n.note = 'mine'",
        "MATCH (n:Method {id: 'method:betanet'}) SET n.aliases = ['betanets', 'Beta-Net']",
        "MATCH (:Paper)-[r:MEASURES]->() SET r.confidence = 1",
        "MATCH (:Paper)-[r:MEASURES]->() SET r = {}",
        "MATCH (n:Metric) DETACH DELETE n",
    ],
)
def test_a_load_repairs_what_somebody_changed(
    change: str,
    small_graph: nx.MultiDiGraph,
    neo4j_settings: "Settings",
    run: Run,
    is_equal: Callable[..., bool],
) -> None:
    load(small_graph, neo4j_settings)
    run(change)
    assert not is_equal(small_graph)
    assert load(small_graph, neo4j_settings).total != Count(unchanged=9 + 8)
    assert is_equal(small_graph)


def test_what_belongs_to_others_is_left_alone(
    small_graph: nx.MultiDiGraph,
    neo4j_settings: "Settings",
    run: Run,
    is_equal: Callable[..., bool],
) -> None:
    load(small_graph, neo4j_settings)
    run(
        "MATCH (paper:Paper {id: 'doi:10.1000/alpha'}) SET paper:Favourite "
        "CREATE (:Person {id: 'me'})-[:USES {since: 1}]->(:Tool)-[:NEAR]->(paper), "
        "(:Task {what: 'wash up'}), (:Task {id: 7}), (paper)-[:QUOTES]->(paper)"
    )
    assert is_equal(small_graph)
    report = load(small_graph, neo4j_settings)
    assert report.total == Count(unchanged=9 + 8)
    assert report.extra == {}
    assert run("MATCH (:Person)-[r:USES]->(:Tool)-[:NEAR]->(:Favourite) RETURN r.since") == [(1,)]
    assert run("MATCH (n:Task) WHERE n.id IS NULL OR n.id = 7 RETURN count(n)") == [(2,)]


OTHERS = """
MATCH (ours:Paper {id: 'doi:10.1000/alpha'}), (cora:Dataset {id: 'dataset:cora'})
CREATE (mine:Paper {id: 'doi:10.1000/mine', title: 'Mine', sources: ['x:1']}),
  (own:Method {id: 'method:own', name: 'own', paperCount: 1, mentionCount: 1}),
  (mine)-[:PROPOSES {mentions: 1, confidence: 0.5, evidence: ['x'], rules: ['x']}]->(own),
  (mine)-[:EVALUATES_ON {note: 'a'}]->(cora), (ours)-[:EVALUATES_ON {note: 'b'}]->(cora),
  (ours)-[:USES {note: 'c'}]->(own)
"""
COUNT_OTHERS = """
OPTIONAL MATCH (n) WHERE n.loadedBy IS NULL WITH count(n) AS nodes
OPTIONAL MATCH ()-[r]->() WHERE r.loadedBy IS NULL RETURN nodes, count(r)
"""


def test_nodes_and_relationships_of_the_same_kinds_stay_where_no_load_made_them(
    small_graph: nx.MultiDiGraph,
    neo4j_settings: "Settings",
    run: Run,
    is_equal: Callable[..., bool],
) -> None:
    load(small_graph, neo4j_settings)
    run(OTHERS)
    assert is_equal(small_graph)
    report = load(small_graph, neo4j_settings)
    assert report.total == Count(unchanged=9 + 8)
    assert report.extra == {"Paper": 1, "Method": 1, "PROPOSES": 1, "EVALUATES_ON": 2, "USES": 1}
    G = copy.deepcopy(small_graph)
    G.remove_nodes_from(["title:00000000000000bb", "method:hostile"])
    assert load(G, neo4j_settings).total.deleted == 2 + 1
    assert is_equal(G)
    assert run(COUNT_OTHERS) == [(2, 4)]


def test_what_an_earlier_load_left_is_deleted(
    small_graph: nx.MultiDiGraph,
    neo4j_settings: "Settings",
    run: Run,
    is_equal: Callable[..., bool],
) -> None:
    load(small_graph, neo4j_settings)
    G = copy.deepcopy(small_graph)
    G.remove_node("title:00000000000000bb")
    G.remove_node("method:hostile")
    report = load(G, neo4j_settings)
    assert report.total == Count(unchanged=9 + 8 - 3, deleted=3)
    assert report.nodes["Method"] == Count(unchanged=2, deleted=1)
    assert (report.extra, report.kept) == ({}, {})
    assert is_equal(G)
    assert run("MATCH (n) RETURN count(n)") == [(7,)]
    empty = nx.MultiDiGraph()
    assert load(empty, neo4j_settings).total == Count(deleted=9 + 8 - 3)
    assert run("MATCH (n) RETURN count(n)") == [(0,)]


def test_a_node_on_which_something_of_others_hangs_stays_without_what_is_ours(
    small_graph: nx.MultiDiGraph,
    neo4j_settings: "Settings",
    run: Run,
    is_equal: Callable[..., bool],
) -> None:
    load(small_graph, neo4j_settings)
    run("MATCH (n:Paper {id: 'title:00000000000000bb'}) CREATE (:Note {text: 'x'})-[:ABOUT]->(n)")
    G = copy.deepcopy(small_graph)
    G.remove_node("title:00000000000000bb")
    G.remove_node("method:hostile")
    report = load(G, neo4j_settings)
    assert report.total == Count(unchanged=9 + 8 - 3, deleted=2)
    assert (report.kept, report.extra) == ({"Paper": ["title:00000000000000bb"]}, {"Paper": 1})
    assert run("MATCH (:Note)-[:ABOUT]->(n:Paper) RETURN COUNT { (n)--() }") == [(1,)]
    assert not is_equal(G)
    run("MATCH (n:Note) DETACH DELETE n")
    assert load(G, neo4j_settings).total == Count(unchanged=9 + 8 - 3, deleted=1)
    assert is_equal(G)


def test_a_relationship_that_is_there_twice_shows_and_goes(
    small_graph: nx.MultiDiGraph,
    neo4j_settings: "Settings",
    run: Run,
    is_equal: Callable[..., bool],
) -> None:
    load(small_graph, neo4j_settings)
    run("MATCH (a:Paper)-[r:MEASURES]->(b) CREATE (a)-[s:MEASURES]->(b) SET s = properties(r)")
    assert not is_equal(small_graph)
    assert load(small_graph, neo4j_settings).total == Count(unchanged=9 + 8, deleted=1)
    assert is_equal(small_graph)


def test_a_dry_run_says_what_a_load_does_and_does_nothing(
    small_graph: nx.MultiDiGraph,
    neo4j_settings: "Settings",
    run: Run,
    is_equal: Callable[..., bool],
) -> None:
    run("DROP CONSTRAINT task_id_unique IF EXISTS")
    first = plan(small_graph, neo4j_settings)
    assert run("MATCH (n) RETURN count(n)") == [(0,)]
    assert ("task_id_unique",) not in run("SHOW CONSTRAINTS YIELD name RETURN name")
    assert load(small_graph, neo4j_settings) == first.report
    assert {one.change for one in first.named} == {"created"}
    run(OTHERS)
    run("MATCH (n:Metric) SET n.name = 'precision' REMOVE n.loadedBy")
    run("MATCH (a:Paper)-[r:ADDRESSES]->(b) CREATE (a)-[s:ADDRESSES]->(b) SET s = properties(r)")
    run("MATCH (n:Paper {id: 'title:00000000000000bb'}) CREATE (:Note {text: 'x'})-[:ABOUT]->(n)")
    G = copy.deepcopy(small_graph)
    G.remove_nodes_from(["title:00000000000000bb", "method:hostile"])
    G.add_node("task:new", label="Task", name="new", paperCount=1, mentionCount=1)
    edge = dict(G.edges["doi:10.1000/alpha", "task:linkprediction", "ADDRESSES"])
    G.add_edge("doi:10.1000/alpha", "task:new", key="ADDRESSES", **edge)
    del G.nodes["method:betanet"]["aliases"]
    look_up_anew(G)
    before = run("MATCH (n) RETURN elementId(n), properties(n) ORDER BY elementId(n)")
    found = plan(G, neo4j_settings)
    assert run("MATCH (n) RETURN elementId(n), properties(n) ORDER BY elementId(n)") == before
    assert [(one.kind, one.change, one.id) for one in found.named] == [
        ("ADDRESSES", "created", "doi:10.1000/alpha -> task:new"),
        ("ADDRESSES", "deleted", "doi:10.1000/alpha -> task:linkprediction"),
        ("Method", "changed", "method:betanet"),
        ("Method", "deleted", "method:hostile"),
        ("Metric", "changed", "metric:accuracy"),
        ("Task", "created", "task:new"),
        ("USES", "deleted", "title:00000000000000bb -> method:hostile"),
    ]
    assert found.named[1].name == "AlphaNet for link prediction -> link prediction"
    assert load(G, neo4j_settings) == found.report
    assert plan(G, neo4j_settings).named == ()


def test_constraints_and_indexes_are_there_and_online(
    small_graph: nx.MultiDiGraph, neo4j_settings: "Settings", run: Run
) -> None:
    for kind, plural in (("CONSTRAINT", "CONSTRAINTS"), ("INDEX", "INDEXES")):
        for (name,) in run(f"SHOW {plural} YIELD name, type WHERE type <> 'LOOKUP' RETURN name"):
            run(f"DROP {kind} {name} IF EXISTS")

    def interrupt(_kind: str, _done: int, _total: int | None) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        load(small_graph, neo4j_settings, progress=interrupt)
    load(small_graph, neo4j_settings)
    constraints = {name for (name,) in run("SHOW CONSTRAINTS YIELD name RETURN name")}
    assert constraints == {f"{label.lower()}_id_unique" for label in NodeLabel}
    indexes = run("SHOW INDEXES YIELD name, state, type WHERE type <> 'LOOKUP' RETURN name, state")
    paths = [*neo4j_load.constraint_statements(), *neo4j_load.index_statements()]
    names = {path.removeprefix("schema/") for path in paths}
    assert set(indexes) == {(name, "ONLINE") for name in names}


@pytest.mark.parametrize("size", [1, 2, 3])
def test_batches_leave_nothing_out(
    size: int,
    small_graph: nx.MultiDiGraph,
    neo4j_settings: "Settings",
    is_equal: Callable[..., bool],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(neo4j_load, "NODES_A_BATCH", size)
    monkeypatch.setattr(neo4j_load, "RELATIONSHIPS_A_BATCH", size)
    seen: dict[str, list[tuple[int, int | None]]] = {}
    load(
        small_graph,
        neo4j_settings,
        progress=lambda kind, done, total: seen.setdefault(kind, []).append((done, total)),
    )
    assert is_equal(small_graph)
    assert seen["Paper"] == [(done, 3) for done in range(size, 3, size)] + [(3, 3)]
    assert all(steps[-1] == (steps[-1][1],) * 2 for steps in seen.values())


def test_what_is_written_at_the_same_time_is_the_graph_with_its_texts(
    hostile_graph: nx.MultiDiGraph,
    neo4j_settings: "Settings",
    is_equal: Callable[..., bool],
    run: Run,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name, value in (("PARALLEL_FROM", 2), ("NODES_A_BATCH", 9), ("RELATIONSHIPS_A_BATCH", 9)):
        monkeypatch.setattr(neo4j_load, name, value)
    total = hostile_graph.number_of_nodes() + hostile_graph.number_of_edges()
    load(hostile_graph, neo4j_settings)
    constraints = run("SHOW CONSTRAINTS YIELD name RETURN name ORDER BY name")
    assert is_equal(hostile_graph)
    assert load(hostile_graph, neo4j_settings).total == Count(unchanged=total)
    for node, data in hostile_graph.nodes(data=True):
        text = data.get("title", data.get("name"))
        found = run("MATCH (n {id: $id}) RETURN coalesce(n.title, n.name) AS text", id=node)
        assert found == [(text,)]
        assert run("RETURN $value", value=text) == [(text,)]
    assert run("SHOW CONSTRAINTS YIELD name RETURN name ORDER BY name") == constraints
    assert run("MATCH (n) OPTIONAL MATCH (n)-[r]->() RETURN count(DISTINCT n), count(r)") == [
        (hostile_graph.number_of_nodes(), hostile_graph.number_of_edges())
    ]


def test_two_loads_at_once_end_in_the_same_graph(
    small_graph: nx.MultiDiGraph,
    neo4j_settings: "Settings",
    is_equal: Callable[..., bool],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(neo4j_load, "NODES_A_BATCH", 2)
    monkeypatch.setattr(neo4j_load, "RELATIONSHIPS_A_BATCH", 2)
    together, created = threading.Barrier(3), []

    def load_once() -> None:
        together.wait()
        created.append(load(small_graph, neo4j_settings).total.created)

    threads = [threading.Thread(target=load_once) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert is_equal(small_graph)
    assert sum(created) == 9 + 8
    assert len(created) == 3


def test_a_relationship_that_another_transaction_creates_is_waited_for(
    small_graph: nx.MultiDiGraph,
    neo4j_settings: "Settings",
    neo4j_driver: "neo4j.Driver",
    is_equal: Callable[..., bool],
    run: Run,
) -> None:
    load(small_graph, neo4j_settings)
    run("MATCH (:Paper)-[r:USES]->() DELETE r")
    uses = RelationshipType.USES
    ends = neo4j_load.missing_relationships(small_graph, Equal())[uses]
    rows = neo4j_load.batch_rows(small_graph, uses, ends, neo4j_settings)
    counts, is_there = [], threading.Event()

    def write() -> None:
        with neo4j_driver.session() as session:
            is_there.set()
            counts.append(session.execute_write(neo4j_load.write_batch, uses, rows))

    thread = threading.Thread(target=write)
    with neo4j_driver.session() as session, session.begin_transaction() as tx:
        first = neo4j_load.write_batch(tx, uses, rows)
        thread.start()
        is_there.wait()
        thread.join(0.3)
        assert thread.is_alive()
        tx.commit()
    thread.join()
    assert first == Count(created=len(rows))
    assert counts == [Count(unchanged=len(rows))]
    assert is_equal(small_graph)


@pytest.mark.parametrize("transactions", [4, 13])
def test_a_load_after_a_killed_one_ends_in_the_same_graph(
    transactions: int,
    small_graph: nx.MultiDiGraph,
    graph_folder: Path,
    neo4j_settings: "Settings",
    environment: dict[str, str],
    is_equal: Callable[..., bool],
) -> None:
    command = [sys.executable, "-c", KILLED, str(graph_folder), str(transactions)]
    done = subprocess.run(command, env=environment, capture_output=True, check=False, timeout=60)
    assert done.returncode == -signal.SIGKILL, done.stderr
    assert not is_equal(small_graph)
    report = load(small_graph, neo4j_settings)
    assert report.total == Count(created=9 + 8 - transactions, unchanged=transactions)
    assert is_equal(small_graph)


@pytest.mark.parametrize("transactions", [0, 3])
def test_a_load_that_is_killed_while_it_deletes_is_finished_by_the_next(
    transactions: int,
    small_graph: nx.MultiDiGraph,
    neo4j_settings: "Settings",
    environment: dict[str, str],
    is_equal: Callable[..., bool],
    tmp_path: Path,
) -> None:
    load(small_graph, neo4j_settings)
    empty = nx.MultiDiGraph()
    write_snapshot(tmp_path / "empty", papers=[], mentions=[], entity_ids=[], G=empty)
    command = [sys.executable, "-c", KILLED, str(tmp_path / "empty"), str(transactions)]
    done = subprocess.run(command, env=environment, capture_output=True, check=False, timeout=60)
    assert done.returncode == -signal.SIGKILL, done.stderr
    assert load(empty, neo4j_settings).total == Count(deleted=9 + 8 - transactions)
    assert is_equal(empty)


def test_relationships_without_their_nodes_are_an_error(
    small_graph: nx.MultiDiGraph,
    neo4j_settings: "Settings",
    run: Run,
) -> None:
    def delete(kind: str, _done: int, _total: int | None) -> None:
        if kind == "Metric":
            run("MATCH (n:Metric) DETACH DELETE n")

    with pytest.raises(DatabaseError, match="1 relationships lost their nodes"):
        load(small_graph, neo4j_settings, progress=delete)


def test_an_id_that_is_there_twice_is_an_error_before_anything_is_written(
    small_graph: nx.MultiDiGraph, neo4j_settings: "Settings", run: Run
) -> None:
    run("DROP CONSTRAINT task_id_unique IF EXISTS")
    run("CREATE (:Task {id: 'mine'}), (:Task {id: 'mine'})")
    with pytest.raises(DatabaseError) as caught:
        load(small_graph, neo4j_settings)
    assert caught.value.hint is not None
    assert "same id" in caught.value.hint
    assert run("MATCH (n) RETURN count(n)") == [(2,)]
