import csv
import io
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import networkx as nx
import pytest

from graphkit.graph import digest, write_snapshot

Run = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.mark.usefixtures("graph_folder")
def test_json_is_one_object(graphkit: Run, small_graph: nx.MultiDiGraph) -> None:
    done = graphkit("stats", "--json")
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    value = json.loads(done.stdout)
    assert value["nodes"]["Paper"] == 3
    assert value["nodes"]["Venue"] == 0
    assert value["relationships"]["INTRODUCES"] == 0
    assert value["digest"] == digest(small_graph).total
    assert graphkit("stats", "--format", "json").stdout == done.stdout


@pytest.mark.usefixtures("graph_folder")
def test_csv_is_one_table_that_a_reader_takes(graphkit: Run) -> None:
    rows = list(csv.DictReader(io.StringIO(graphkit("stats", "--format", "csv").stdout)))
    assert all(None not in row and None not in row.values() for row in rows)
    values = {(row["section"], row["name"]): row["value"] for row in rows}
    assert values["nodes", "Paper"] == "3"
    assert values["relationships", "INTRODUCES"] == "0"
    assert values["top Dataset", "Cora"] == "2"
    assert values["degree of all", "max"] == "4"


@pytest.mark.usefixtures("graph_folder")
@pytest.mark.parametrize("form", ["table", "md"])
def test_people_see_every_section(graphkit: Run, form: str) -> None:
    done = graphkit("stats", "--format", form)
    assert done.returncode == 0, done.stderr
    for text in ("Nodes", "Relationships", "Top Methods", "Most shared", "Hubs", "INTRODUCES"):
        assert text in done.stdout
    assert "\x1b" not in done.stdout


@pytest.mark.usefixtures("graph_folder")
def test_top_cuts_the_rankings(graphkit: Run) -> None:
    value = json.loads(graphkit("stats", "--json", "--top", "1").stdout)
    assert [len(row) for row in (*value["top"].values(), value["hubs"], value["shared"])] == [1] * 6
    assert graphkit("stats", "--top", "-1").returncode == 2


@pytest.mark.parametrize("form", ["table", "json", "csv", "md"])
def test_an_empty_graph_is_no_error(graphkit: Run, tmp_path: Path, form: str) -> None:
    write_snapshot(tmp_path / "graph", papers=[], mentions=[], entity_ids=[], G=nx.MultiDiGraph())
    done = graphkit("stats", "--format", form)
    assert done.returncode == 0, done.stderr
    assert "digest" in done.stdout


def test_it_loads_no_pipeline_and_no_database(graph_folder: Path) -> None:
    code = (
        "import sys; from graphkit.cli import app\n"
        f"try: app(['stats', '--json', '--graph', {str(graph_folder)!r}])\n"
        "except SystemExit as end: assert not end.code\n"
        "print([name for name in ('spacy', 'thinc', 'neo4j', 'ladybug') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"
    assert '"digest"' in done.stdout


@pytest.mark.usefixtures("graph_folder")
def test_groups_are_one_table_in_every_form(graphkit: Run) -> None:
    rows = json.loads(graphkit("stats", "--by", "source", "--json").stdout)
    assert [(row["group"], row["papers"]) for row in rows] == [
        ("other.txt", 1),
        ("page.txt", 2),
        ("x", 1),
    ]
    text = graphkit("stats", "--by", "year", "--format", "csv").stdout
    assert text.startswith("group,papers,dated,")
    refused = graphkit("stats", "--by", "colour")
    assert (refused.returncode, refused.stdout) == (2, "")


@pytest.mark.usefixtures("graph_folder")
def test_pictures_hold_hostile_names_as_text(graphkit: Run, tmp_path: Path) -> None:
    pytest.importorskip("matplotlib")
    for name in ("s.png", "s.svg", "s.html"):
        done = graphkit("stats", "--plot", name)
        assert done.returncode == 0, done.stderr
    page = (tmp_path / "s.html").read_text(encoding="utf-8")
    assert "</script>" not in page
    assert "default-src 'none'" in page
    assert graphkit("stats", "--by", "source", "--plot", "g.png").returncode == 0
    assert graphkit("analyse", "ranking", "--plot", "r.svg").returncode == 0
    assert "</script>" not in (tmp_path / "r.svg").read_text(encoding="utf-8")


@pytest.mark.usefixtures("graph_folder")
def test_without_matplotlib_the_tables_work_and_the_picture_says_what_to_install(
    tmp_path: Path,
) -> None:
    code = (
        "import sys; sys.modules['matplotlib'] = None; sys.argv[0] = 'graphkit';"
        "import importlib.util as u; find = u.find_spec;"
        "u.find_spec = lambda name, *a: None if name == 'matplotlib' else find(name, *a);"
        "from graphkit.cli import main; main()"
    )

    def run(*arguments: str) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            [sys.executable, "-c", code, "stats", *arguments],
            cwd=tmp_path,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )

    assert run("--json").returncode == 0
    refused = run("--plot", "s.png")
    assert (refused.returncode, refused.stdout) == (2, "")
    assert 'pip install "graphkit[plot]"' in refused.stderr
    assert not (tmp_path / "s.png").exists()
