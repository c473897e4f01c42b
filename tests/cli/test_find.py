"""`graphkit find` on a graph folder."""

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def find(graph_folder: Path, graphkit: Run) -> Run:
    return lambda *arguments: graphkit("find", "--graph", str(graph_folder), *arguments)


def rows(done: subprocess.CompletedProcess[str]) -> list[dict[str, object]]:
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_exact_goes_before_prefix_before_fuzzy(find: Run) -> None:
    found = rows(find("alphanet", "--json"))
    assert [(row["kind"], row["name"], row["match"]) for row in found] == [
        ("Method", "AlphaNet", "exact"),
        ("Paper", "AlphaNet for link prediction", "prefix"),
    ]
    assert found[0] == {
        "kind": "Method",
        "name": "AlphaNet",
        "papers": 2,
        "match": "exact",
        "alias": None,
        "id": "method:alphanet",
    }
    assert found[1]["papers"] is None


def test_a_typing_mistake_is_forgiven_and_the_alias_is_told(find: Run) -> None:
    assert [row["id"] for row in rows(find("alhpanet", "-k", "method", "--json"))] == [
        "method:alphanet"
    ]
    (found,) = rows(find("lp", "--json"))
    assert (found["id"], found["match"], found["alias"]) == ("task:linkprediction", "exact", "LP")


def test_kinds_and_limit_narrow_the_rows(find: Run) -> None:
    assert {row["kind"] for row in rows(find("net", "-k", "Method", "--json"))} <= {"Method"}
    assert len(rows(find("alphanet", "--limit", "1", "--json"))) == 1


def test_other_forms(find: Run) -> None:
    assert find("cora", "--format", "csv").stdout == (
        "kind,name,papers,match,alias,id\nDataset,Cora,2,exact,,dataset:cora\n"
    )
    assert "| Dataset | Cora | 2 | exact |  | dataset:cora |" in find("cora", "-f", "md").stdout


def test_nothing_found_is_said_and_is_no_error(find: Run) -> None:
    done = find("quux", "--json")
    assert (done.returncode, json.loads(done.stdout)) == (0, [])
    assert "nothing is called anything like 'quux'" in done.stderr


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (("",), 2, "expected a text to look for"),
        ((" ",), 2, "expected a text to look for"),
        (("x", "--kind", "Thing"), 2, "expected a kind of Paper, Method"),
        (("x", "--limit", "0"), 2, "limit"),
        (("x", "--graph", "nowhere"), 3, "expected a graph folder"),
    ],
)
def test_bad_input_is_refused(
    here: Run, graph_folder: Path, arguments: tuple[str, ...], code: int, message: str
) -> None:
    done = here("find", "--graph", str(graph_folder), *arguments)
    assert done.returncode == code
    assert message in done.stderr
    assert not done.stdout
