"""`graphkit query`: names, Cypher, stdin, parameters, forms, refusals and their exit codes."""

import csv
import io
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from graphkit import statements

Run = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def query(graphkit: Run, graph_folder: Path) -> Run:
    """Return a function that runs `graphkit query` on the small graph."""
    return lambda *arguments, **options: graphkit(
        "query", *arguments, "--graph", str(graph_folder), **options
    )


def test_a_named_query_is_answered(query: Run) -> None:
    done = query("papers-on-dataset", "--param", "dataset=CORA", "--json")
    assert (done.returncode, done.stderr) == (0, "")
    assert [(row["paper"], row["date"], row["role"]) for row in json.loads(done.stdout)] == [
        ("AlphaNet for link prediction", "2024-02-29", "EVALUATES_ON"),
        ("BetaNet", None, "EVALUATES_ON"),
    ]


def test_cypher_is_answered(query: Run) -> None:
    done = query("MATCH (p:Paper) RETURN count(p), min(p.date) AS first;", "--format", "csv")
    assert (done.returncode, done.stdout) == (0, "count(p),first\n3,2024-02-29\n")


def test_cypher_comes_from_stdin(query: Run) -> None:
    text = "// Papers\nMATCH (p:Paper)\nWHERE p.year = $year\nRETURN p.title AS title;\n"
    done = query("-", "-p", "year=2024", "-f", "md", stdin=text)
    assert done.returncode == 0
    assert done.stdout == "| title |\n| --- |\n| AlphaNet for link prediction |\n"


def test_no_rows_are_a_header_and_no_error(query: Run) -> None:
    asked = ("papers-on-task", "-p", "task=nothing")
    forms = {form: query(*asked, "-f", form) for form in ("csv", "json", "table")}
    assert {done.returncode for done in forms.values()} == {0}
    assert forms["csv"].stdout == "paper,date,task,confidence\n"
    assert json.loads(forms["json"].stdout) == []
    assert "confidence" in forms["table"].stdout


def test_hostile_text_comes_out_as_text(query: Run) -> None:
    text = "MATCH (m:Method {id: 'method:hostile'}) RETURN m.name AS name, m AS method"
    (row,) = json.loads(query(text, "--json").stdout)
    assert row["name"] == row["method"]["properties"]["name"] == "=SUM(A1)|\\"
    _, cells = csv.reader(io.StringIO(query(text, "-f", "csv").stdout))
    assert cells[0] == "'=SUM(A1)|\\"
    assert "\x1b" not in query("MATCH (p:Paper) RETURN p.title, p").stdout


def test_the_list_names_every_query_with_its_parameters(graphkit: Run) -> None:
    done = graphkit("query", "--list", "--json")
    rows = {row["name"]: row for row in json.loads(done.stdout)}
    assert list(rows) == list(statements.queries())
    assert rows["methods-never-combined"] == {
        "topic": "gap",
        "name": "methods-never-combined",
        "title": "Methods never combined",
        "parameters": ["papers=3", "limit=25"],
    }


def test_show_prints_a_statement_that_can_be_asked_again(query: Run) -> None:
    shown = query("papers-by-title", "--show")
    assert shown.stdout.startswith("// Papers by words of the title\n// ")
    again = query("-", "-p", "text=beta", "-p", "limit=5", "--json", stdin=shown.stdout)
    assert [row["paper"] for row in json.loads(again.stdout)] == ["BetaNet"]


@pytest.mark.parametrize(
    ("arguments", "message", "hint"),
    [
        ((), "expected the name of a query", "--list"),
        (("paper-on-dataset",), "no query is called", "did you mean 'papers-on-dataset'?"),
        (("nonsense",), "no query is called 'nonsense'", "--list"),
        (("",), "no Cypher", ""),
        (("papers-on-dataset",), "needs the parameter 'dataset'", "--param dataset=…"),
        (("papers-on-dataset", "-p", "datset=x"), "no parameter 'datset'", "mean 'dataset'"),
        (("papers-on-dataset", "-p", "dataset"), "NAME=VALUE", ""),
        (("hubs", "-p", "limit=few"), "expected a whole number, found 'few'", ""),
        (("hubs", "-p", "limit=-1"), "the query cannot run", ""),
        (("RETURN $x",), "needs the parameter 'x'", "--param x=…"),
        (("MATCH (p) RETRN p",), "line: 1, offset: 10", ""),
        (("MATCH (p:Nothing) RETURN p",), "Nothing does not exist", ""),
        (("RETURN 1; RETURN 2",), "several", ""),
        (("MATCH (p) DETACH DELETE p",), "the query writes", ""),
        (("CREATE (:Paper {id: 'x'})",), "only reads", ""),
        (("DROP TABLE Paper",), "only reads", ""),
        (("LOAD FROM 'x.csv' RETURN *",), "loads a file", ""),
        (("INSTALL httpfs",), "only reads", ""),
        (("CALL READ_PARQUET('x') RETURN *",), "only reads", ""),
        (("RETURN 1 AS a, 2 AS a",), "two columns are called 'a'", "AS"),
    ],
)
def test_a_mistake_is_explained_without_a_traceback(
    here: Run, graph_folder: Path, arguments: tuple[str, ...], message: str, hint: str
) -> None:
    done = here("query", *arguments, "--graph", str(graph_folder))
    assert (done.returncode, done.stdout) == (2, "")
    assert message in done.stderr
    assert hint in done.stderr
    assert "Traceback" not in done.stderr


def test_a_folder_without_a_graph_is_bad_input(graphkit: Run) -> None:
    done = graphkit("query", "hubs", "--graph", "nowhere")
    assert (done.returncode, done.stdout) == (3, "")
    assert "nowhere" in done.stderr


def test_without_a_password_neo4j_is_not_asked(query: Run) -> None:
    environment = {name: value for name, value in os.environ.items() if "NEO4J" not in name}
    done = query("hubs", "--neo4j", env=environment)
    assert done.returncode == 2
    assert "NEO4J_PASSWORD" in done.stderr


def test_no_server_is_a_database_error(query: Run) -> None:
    environment = {**os.environ, "NEO4J_URI": "bolt://127.0.0.1:9", "NEO4J_PASSWORD": "hidden-one"}
    done = query("hubs", "--neo4j", env=environment)
    assert done.returncode == 4
    assert "127.0.0.1:9" in done.stderr
    assert "hidden-one" not in done.stderr


def test_a_long_query_can_be_interrupted(graph_folder: Path) -> None:
    text = "UNWIND range(1, 100000) AS a UNWIND range(1, 100000) AS b RETURN count(a + b) AS n"
    with subprocess.Popen(
        [sys.executable, "-m", "graphkit", "query", text, "--graph", str(graph_folder)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        # A shell that started the tests in the background left this signal ignored.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),  # noqa: PLW1509 - the tests have no threads
    ) as running:
        time.sleep(8)
        assert running.poll() is None, "the query has to be a long one"
        running.send_signal(signal.SIGINT)
        try:
            printed, told = running.communicate(timeout=30)
        finally:
            running.kill()
    assert (running.returncode, printed) == (130, "")
    assert "Traceback" not in told


def test_help_and_list_load_no_engine(graph_folder: Path) -> None:
    code = (
        "import sys; from graphkit.cli import main; sys.argv = ['graphkit', 'query', '--list']\n"
        "try: main()\n"
        "finally: sys.stderr.write(repr(sorted({'ladybug', 'neo4j', 'pyarrow', 'networkx'}"
        " & set(sys.modules))))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "[]")


def test_a_name_that_is_nowhere_brings_the_near_ones(query: Run) -> None:
    done = query("papers-on-dataset", "-p", "dataset=Coar", "--json")
    assert (done.returncode, json.loads(done.stdout)) == (0, [])
    assert done.stderr == "no dataset is called 'Coar'; did you mean 'Cora'?\n"
    done = query("evidence-of-entity", "-p", "entity=quux", "--json")
    assert done.stderr == "no method or dataset or task or metric is called 'quux'\n"


def test_a_name_that_is_there_brings_none(query: Run) -> None:
    done = query("baselines-of-method", "-p", "method=ALPHANET", "--json")
    assert (done.returncode, done.stdout, done.stderr) == (0, "[]\n", "")
