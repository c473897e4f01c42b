"""The embedded engine: the same graph, kept and made again when needed, and never written."""

import errno
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from graphkit.errors import DatabaseError, InputError, SchemaError, UsageError
from graphkit.graph import digest, write_snapshot
from graphkit.model import NodeLabel, RelationshipType
from graphkit.store import embedded_database
from graphkit.store.embedded_columns import column_names
from graphkit.store.embedded_database import database_folder, open_embedded
from graphkit.store.embedded_query import run_embedded
from graphkit.store.embedded_values import plain_value

if TYPE_CHECKING:
    import networkx as nx

COUNT = "MATCH (p:Paper) RETURN count(p) AS papers"
ALPHA = "doi:10.1000/alpha"


def read_back(folder: Path) -> "nx.MultiDiGraph":
    import networkx as nx

    G = nx.MultiDiGraph()
    for (node,) in run_embedded(folder, "MATCH (n) RETURN n", {}).rows:
        properties = dict(node["properties"])
        G.add_node(properties.pop("id"), label=node["labels"][0], **properties)
    for (edge,) in run_embedded(folder, "MATCH ()-[r]->() RETURN r", {}).rows:
        G.add_edge(edge["source"], edge["target"], key=edge["type"], **edge["properties"])
    return G


def made_at(folder: Path) -> int:
    return (database_folder(folder) / "graph.lbug").stat().st_ino


def test_the_graph_read_back_has_the_same_digest(
    graph_folder: Path, small_graph: "nx.MultiDiGraph"
) -> None:
    assert digest(read_back(graph_folder)) == digest(small_graph)


def test_an_empty_graph_has_every_table(tmp_path: Path) -> None:
    import networkx as nx

    folder = tmp_path / "empty"
    write_snapshot(folder, papers=[], mentions=[], entity_ids=[], G=nx.MultiDiGraph())
    for label in NodeLabel:
        assert run_embedded(folder, f"MATCH (n:{label}) RETURN n", {}).rows == ()
    for kind in RelationshipType:
        assert run_embedded(folder, f"MATCH ()-[r:{kind}]->() RETURN r", {}).rows == ()


def test_the_second_query_opens_what_the_first_made(graph_folder: Path) -> None:
    run_embedded(graph_folder, COUNT, {})
    before = made_at(graph_folder)
    assert run_embedded(graph_folder, COUNT, {}).rows == ((3,),)
    assert made_at(graph_folder) == before


def test_another_graph_has_a_database_of_its_own(
    graph_folder: Path, small_graph: "nx.MultiDiGraph"
) -> None:
    assert run_embedded(graph_folder, COUNT, {}).rows == ((3,),)
    small_graph.remove_node("title:00000000000000bb")
    write_snapshot(graph_folder, papers=[], mentions=[], entity_ids=[], G=small_graph)
    assert run_embedded(graph_folder, COUNT, {}).rows == ((2,),)


def test_another_version_of_the_engine_has_a_database_of_its_own(
    graph_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = database_folder(graph_folder)
    monkeypatch.setattr(embedded_database.ladybug, "__version__", "99")
    assert database_folder(graph_folder) != before


@pytest.mark.parametrize("damage", ["cut", "flipped", "garbage", "empty", "gone", "receipt"])
def test_a_damaged_database_is_made_again(graph_folder: Path, damage: str) -> None:
    run_embedded(graph_folder, COUNT, {})
    file = database_folder(graph_folder) / "graph.lbug"
    held = file.read_bytes()
    middle = len(held) // 2
    if damage == "gone":
        file.unlink()
    elif damage == "receipt":
        file.with_name("receipt.json").write_text("{", encoding="utf-8")
    else:
        file.write_bytes(
            {
                "cut": held[:middle],
                "flipped": held[:middle] + bytes(255 - b for b in held[middle:]),
                "garbage": b"no database" * 1000,
                "empty": b"",
            }[damage]
        )
    assert run_embedded(graph_folder, COUNT, {}).rows == ((3,),)
    assert made_at(graph_folder)


def test_a_file_that_the_engine_cannot_open_is_made_again(graph_folder: Path) -> None:
    run_embedded(graph_folder, COUNT, {})
    home = database_folder(graph_folder)
    (home / "graph.lbug").write_bytes(b"no database" * 1000)
    receipt = str(embedded_database._receipt(home / "graph.lbug"))  # noqa: SLF001 - damage that a receipt does not show
    (home / "receipt.json").write_text(receipt.replace("'", '"'), encoding="utf-8")
    assert run_embedded(graph_folder, COUNT, {}).rows == ((3,),)


def test_a_cache_that_cannot_be_written_is_done_without(
    graph_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache = database_folder(graph_folder).parent
    real = embedded_database.atomic_folder

    def refuse(path: Path) -> object:
        if path.is_relative_to(cache):
            raise PermissionError(errno.EACCES, "not yours", str(path))
        return real(path)

    monkeypatch.setattr(embedded_database, "atomic_folder", refuse)
    assert run_embedded(graph_folder, COUNT, {}).rows == ((3,),)
    assert not cache.exists()


def test_a_full_disk_is_reported(graph_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: Path) -> object:
        raise OSError(errno.ENOSPC, "no space left", str(path))

    monkeypatch.setattr(embedded_database, "atomic_folder", refuse)
    with pytest.raises(OSError, match="no space left"):
        run_embedded(graph_folder, COUNT, {})


def test_a_build_that_fails_leaves_nothing(graph_folder: Path) -> None:
    (graph_folder / "edges.parquet").write_bytes(b"no table")
    with pytest.raises(SchemaError, match=r"edges\.parquet"):
        run_embedded(graph_folder, COUNT, {})
    home = database_folder(graph_folder)
    assert not home.exists()
    assert list(home.parent.iterdir()) == []


def test_a_relationship_to_nowhere_is_a_damaged_graph(
    graph_folder: Path, small_graph: "nx.MultiDiGraph"
) -> None:
    import pyarrow.parquet as pq

    from graphkit.graph import tables

    small_graph.remove_node("method:alphanet")
    rows = (tables.node_row(node, data) for node, data in small_graph.nodes(data=True))
    pq.write_table(next(tables.batches(rows, tables.NODES)), graph_folder / "nodes.parquet")
    with pytest.raises(SchemaError, match=r"PROPOSES.*method:alphanet"):
        run_embedded(graph_folder, COUNT, {})


def test_no_graph_and_a_missing_folder_are_told_apart_from_a_bad_query(tmp_path: Path) -> None:
    with pytest.raises(InputError):
        run_embedded(tmp_path / "nowhere", COUNT, {})


def test_processes_that_start_together_all_get_the_answer(graph_folder: Path) -> None:
    code = (
        "import sys; from pathlib import Path\n"
        "from graphkit.store.embedded_query import run_embedded\n"
        f"print(run_embedded(Path(sys.argv[1]), {COUNT!r}, {{}}).rows)"
    )
    running = [
        subprocess.Popen(
            [sys.executable, "-c", code, str(graph_folder)],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for _ in range(4)
    ]
    printed = [process.communicate(timeout=120) for process in running]
    assert printed == [("((3,),)\n", "")] * 4
    kept = [path.name for path in database_folder(graph_folder).parent.iterdir()]
    assert kept == [database_folder(graph_folder).name]


def test_an_open_database_survives_its_replacement(graph_folder: Path) -> None:
    with open_embedded(graph_folder) as connection:
        shutil.rmtree(database_folder(graph_folder))
        run_embedded(graph_folder, COUNT, {})
        assert connection.execute(COUNT).get_all() == [[3]]


def test_the_databases_not_used_for_longest_go(graph_folder: Path) -> None:
    cache = database_folder(graph_folder).parent
    now = time.time()
    for age in range(12):
        home = cache / f"old{age:02}"
        home.mkdir(parents=True)
        os.utime(home, (now - 60 * (age + 1),) * 2)
    for name, age in (("abandoned", 2 * 24 * 3600), ("busy", 60)):
        (cache / f".{name}.x.new").mkdir()
        os.utime(cache / f".{name}.x.new", (now - age,) * 2)
    run_embedded(graph_folder, COUNT, {})
    expected = {database_folder(graph_folder).name, ".busy.x.new"}
    assert {path.name for path in cache.iterdir()} == expected | {f"old0{n}" for n in range(7)}


@pytest.mark.parametrize(
    "text",
    [
        "CREATE (:Paper {id: 'x'})",
        "MERGE (:Paper {id: 'x'})",
        "MATCH (p:Paper) SET p.title = 'x'",
        "MATCH (p:Paper) DETACH DELETE p",
        "MATCH (p:Paper) MERGE (q:Paper {id: 'x'}) RETURN q",
        "MATCH (p:Paper) CREATE (q:Paper {id: 'x'}) RETURN q",
        "DROP TABLE Paper",
        "COPY Paper FROM 'x.parquet'",
        "CREATE MACRO twice(x) AS 2 * x",
    ],
)
def test_what_writes_is_refused_by_us_and_by_the_engine(graph_folder: Path, text: str) -> None:
    with pytest.raises(UsageError, match=r"writes|only reads"):
        run_embedded(graph_folder, text, {})
    with (
        open_embedded(graph_folder) as connection,
        pytest.raises(RuntimeError, match="read-only database"),
    ):
        connection.execute(text)


@pytest.mark.parametrize(
    "text",
    [
        "COPY (MATCH (p:Paper) RETURN p.id) TO '{place}/out.csv'",
        "EXPORT DATABASE '{place}/out'",
        "EXPLAIN COPY (MATCH (p:Paper) RETURN p.id) TO '{place}/out.csv'",
    ],
)
def test_no_file_is_written(graph_folder: Path, tmp_path: Path, text: str) -> None:
    """The engine itself would: a read-only database may still be written out."""
    with pytest.raises(UsageError, match="only reads"):
        run_embedded(graph_folder, text.replace("{place}", str(tmp_path)), {})
    assert {path.name for path in tmp_path.iterdir()} == {"graph"}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("MATCH (p:Paper) RETRN p", r"line: 1, offset: 16"),
        ("MATCH (p:Paper)\nRETURN (p", r"line: 2"),
        ("MATCH (p:Nothing) RETURN p", "Table Nothing does not exist"),
        ("MATCH (p:Paper) RETURN p.nothing", "Cannot find property nothing"),
        ("MATCH (p:Paper) WHERE p.year = date('x') RETURN p", "."),
        ("RETURN 1 LIMIT -1", "."),
        ("RETURN 1/0", "Divide by zero"),
    ],
)
def test_a_mistake_in_the_query_is_a_usage_error(
    graph_folder: Path, text: str, message: str
) -> None:
    with pytest.raises(UsageError, match=message):
        run_embedded(graph_folder, text, {})


@pytest.mark.parametrize("value", [["a", 1], [], 2**80])
def test_a_value_that_the_engine_cannot_take_is_an_error_of_ours(
    graph_folder: Path, value: object
) -> None:
    with pytest.raises((UsageError, DatabaseError)):
        run_embedded(graph_folder, "RETURN $x AS x", {"x": value})


def test_values_are_data_whatever_they_hold(graph_folder: Path) -> None:
    hostile = "x' OR 1=1; DROP TABLE Paper // \n\0\x1b[31m `$y` \\"
    table = run_embedded(graph_folder, "RETURN $x AS x", {"x": hostile})
    assert table.rows == ((hostile,),)


def test_nodes_relationships_and_paths_are_mappings(graph_folder: Path) -> None:
    text = "MATCH path = (p {id: $id})-[r:EVALUATES_ON]->(d) RETURN d, r, path"
    ((node, edge, path),) = run_embedded(graph_folder, text, {"id": ALPHA}).rows
    assert node == {
        "labels": ["Dataset"],
        "properties": {
            "aliases": ["CORA"],
            "id": "dataset:cora",
            "lookup": "\tdataset:cora\tcora\t",
            "mentionCount": 2,
            "name": "Cora",
            "paperCount": 2,
        },
    }
    ends = {key: edge[key] for key in ("type", "source", "target")}
    assert ends == {"type": "EVALUATES_ON", "source": ALPHA, "target": "dataset:cora"}
    assert path["nodes"][1] == node
    assert path["relationships"] == [edge]


def test_values_that_json_does_not_know_become_texts(graph_folder: Path) -> None:
    text = (
        "RETURN 1.0/0 AS a, interval('1 days') AS b, blob('x') AS c, CAST(1.5 AS DECIMAL(3, 1))"
        " AS d, {b: 1, a: [date('2024-01-02')]} AS e"
    )
    import json

    from graphkit.cli.output import plain

    (row,) = run_embedded(graph_folder, text, {}).rows
    assert json.loads(json.dumps(plain(row), allow_nan=False))[-1] == {"b": 1, "a": ["2024-01-02"]}


def test_sums_are_numbers(graph_folder: Path) -> None:
    text = "MATCH (m:Method) RETURN sum(m.paperCount) AS papers, CAST(1.5 AS DECIMAL(3, 1)) AS half"
    assert run_embedded(graph_folder, text, {}).rows == ((4, 1.5),)


def test_an_internal_number_is_a_text() -> None:
    assert plain_value({"offset": 4, "table": 2}, {}) == "2:4"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("MATCH (p) RETURN p.title", ["p.title"]),
        ("match (p) return count( p ), type(r) as kind", ["count( p )", "kind"]),
        ("RETURN DISTINCT a, b AS `x, y`, [1, 2][0]", ["a", "x, y", "[1, 2][0]"]),
        ("RETURN 'a, b' AS c ORDER BY c LIMIT 3", ["c"]),
        ("WITH 1 AS a RETURN a UNION ALL RETURN 2 AS a", ["a"]),
        ("MATCH (p) WHERE EXISTS { MATCH (p)-->(q) RETURN q } RETURN p", ["p"]),
        ("RETURN {a: 1, b: 2} AS m, p.return", ["m", "p.return"]),
        ("RETURN `a``b`", ["a`b"]),
        ("MATCH (p) RETURN *", None),
        ("CALL show_tables() RETURN *", None),
    ],
)
def test_columns_are_named_as_neo4j_names_them(text: str, expected: list[str] | None) -> None:
    found = [f"engine{n}" for n in range(len(expected) if expected else 3)]
    assert column_names(text, found) == tuple(expected or found)
