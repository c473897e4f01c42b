"""`graphkit load`, `verify` and `query --neo4j` as a user types them, against a real server."""

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., list[tuple]]
Done = subprocess.CompletedProcess[str]


def test_load_twice_then_verify_then_ask(graphkit: Callable[..., Done]) -> None:
    first = graphkit("load", "--json")
    assert first.returncode == 0, first.stderr
    report = json.loads(first.stdout)
    assert (report["created"], report["changed"], report["unchanged"]) == (17, 0, 0)
    assert report["nodes"]["Method"] == {
        "created": 3,
        "changed": 0,
        "unchanged": 0,
        "deleted": 0,
    }
    second = graphkit("load")
    assert "0 created, 0 changed, 17 unchanged, 0 deleted" in second.stderr
    assert "COMPARES_WITH" in second.stdout
    equal = graphkit("verify")
    assert (equal.returncode, equal.stdout) == (0, "")
    assert equal.stderr.startswith("equal: graph and bolt://")
    text = "MATCH (p:Paper)-[:PROPOSES]->(m:Method) RETURN p.date AS date, m.name AS name"
    asked = graphkit("query", "--neo4j", "--json", f"{text} ORDER BY name")
    assert json.loads(asked.stdout) == [
        {"date": "2024-02-29", "name": "AlphaNet"},
        {"date": None, "name": "BetaNet"},
    ]


def test_verify_names_what_differs(graphkit: Callable[..., Done], run: Run) -> None:
    empty = graphkit("verify")
    assert empty.returncode == 5
    assert "differ in 17 places" in empty.stderr
    assert empty.stdout.count("only in the graph folder") == 17
    graphkit("load")
    run("MATCH (n:Metric) SET n.name = 'precision'")
    run("MATCH (n:Paper {id: 'doi:10.1000/alpha'})-[r:ADDRESSES]->() DELETE r")
    run("UNWIND range(10, 40) AS i CREATE (:Dataset {id: 'dataset:x' + i, loadedBy: 'graphkit'})")
    some, every = graphkit("verify"), graphkit("verify", "--all", "--json")
    assert (some.returncode, every.returncode) == (5, 5)
    assert "differ in 33 places, the first 20 are named" in some.stderr
    assert "--all" in some.stderr
    assert some.stdout.count("only in Neo4j") == 19
    found = json.loads(every.stdout)
    assert (found["equal"], found["differences"], len(found["named"])) == (False, 33, 33)
    named = {(part["id"], part["side"], *part["properties"]) for part in found["named"]}
    assert ("metric:accuracy", "changed", "name") in named
    assert ("doi:10.1000/alpha -> task:linkprediction", "missing") in named
    assert ("dataset:x40", "extra") in named


def test_a_dry_run_then_a_load_that_deletes(graphkit: Callable[..., Done], run: Run) -> None:
    graphkit("load")
    run(
        "UNWIND range(10, 40) AS i "
        "CREATE (:Dataset {id: 'dataset:x' + i, name: 'X' + i, loadedBy: 'graphkit'})"
    )
    run("CREATE (:Dataset {id: 'mine', name: 'mine'})")
    run("MATCH (n:Dataset {id: 'dataset:x40'}) CREATE (:Note)-[:ABOUT]->(n)")
    dry, again = graphkit("load", "--dry-run"), graphkit("load", "--dry-run", "--json")
    assert dry.returncode == again.returncode == 0, dry.stderr
    assert "0 created, 0 changed, 17 unchanged, 30 deleted" in dry.stderr
    assert "X10; X11; " in dry.stdout
    assert "and 20 more" in dry.stdout
    assert "nothing was written" in dry.stderr
    assert "dataset:x40" in dry.stderr
    report = json.loads(again.stdout)
    assert (report["dryRun"], report["deleted"], len(report["named"])) == (True, 30, 30)
    assert report["named"][0] == {
        "kind": "Dataset",
        "change": "deleted",
        "id": "dataset:x10",
        "name": "X10",
    }
    done = graphkit("load", "--json")
    assert done.returncode == 5
    assert json.loads(done.stdout)["deleted"] == 30
    assert "dataset:x40" in done.stderr
    assert "1 more under the same labels" in graphkit("load").stderr
    assert run("MATCH (n:Dataset) RETURN count(n)") == [(3,)]


@pytest.mark.parametrize("debug", [(), ("--debug",)])
def test_a_wrong_password_is_an_error_of_the_database(
    debug: tuple[str, ...], graphkit: Callable[..., Done], tmp_path: Path
) -> None:
    file = tmp_path / "password"
    file.write_text("not-this-one\n", encoding="utf-8")
    done = graphkit(*debug, "load", "--password-file", str(file))
    assert done.returncode == (1 if debug else 4)
    assert ("Traceback" in done.stderr) == bool(debug)
    assert "refused the login" in done.stderr
    assert "not-this-one" not in done.stderr
    assert done.stdout == ""


def test_a_password_file_is_enough(
    graphkit: Callable[..., Done], environment: dict[str, str], tmp_path: Path
) -> None:
    file = tmp_path / "password"
    file.write_text(environment["NEO4J_PASSWORD"] + "\r\n", encoding="utf-8")
    done = graphkit("load", "--password-file", str(file), NEO4J_PASSWORD=None)
    assert done.returncode == 0, done.stderr
