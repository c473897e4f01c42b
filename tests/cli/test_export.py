import io
import json
from collections.abc import Callable
from pathlib import Path

import networkx as nx
import pytest

from graphkit.export import FORMATS, FormatName

Run = Callable[..., "subprocess.CompletedProcess[str]"]  # noqa: F821 - only a name in a hint


@pytest.mark.parametrize("name", list(FormatName))
def test_it_writes_beside_the_graph_and_says_so(
    here: Run, graph_folder: Path, name: FormatName
) -> None:
    done = here("export", name)
    assert done.returncode == 0, done.stderr
    assert done.stdout == ""
    default = FORMATS[name].default
    size = "3 papers" if FORMATS[name].is_bibliography else "9 nodes, 8 relationships"
    assert done.stderr == f"wrote {default}: {size}\n"
    assert (graph_folder.parent / default).exists()


def test_o_names_the_file_and_graph_the_folder(
    graphkit: Run, graph_folder: Path, tmp_path: Path
) -> None:
    graph_folder.rename(tmp_path / "elsewhere")
    done = graphkit("export", "graphml", "-o", "out/a.xml", "--graph", "elsewhere")
    assert done.returncode == 0, done.stderr
    assert nx.read_graphml(tmp_path / "out" / "a.xml").number_of_nodes() == 9


@pytest.mark.usefixtures("graph_folder")
def test_a_dash_is_stdout(graphkit: Run) -> None:
    done = graphkit("export", "d3", "-o", "-")
    assert nx.node_link_graph(json.loads(done.stdout), edges="links").number_of_edges() == 8
    assert done.stderr == ""
    gexf = graphkit("export", "gexf", "-o", "-").stdout
    assert nx.read_gexf(io.BytesIO(gexf.encode())).number_of_nodes() == 9


@pytest.mark.usefixtures("graph_folder")
def test_csv_to_stdout_is_a_usage_error(graphkit: Run) -> None:
    done = graphkit("export", "csv", "-o", "-")
    assert done.returncode == 2
    assert "two files" in done.stderr
    assert done.stdout == ""


@pytest.mark.usefixtures("graph_folder")
def test_an_unknown_format_names_the_known_ones(graphkit: Run) -> None:
    done = graphkit("export", "dot")
    assert done.returncode == 2
    assert all(name in done.stderr for name in FormatName)
    assert "Traceback" not in done.stderr


def test_a_folder_in_the_way_is_left_alone(
    graphkit: Run, graph_folder: Path, tmp_path: Path
) -> None:
    done = graphkit("export", "csv", "-o", str(graph_folder))
    assert done.returncode == 2
    assert "left as it is" in done.stderr
    assert (graph_folder / "manifest.json").is_file()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["graph"]


@pytest.mark.usefixtures("graph_folder")
def test_import_files_of_neo4j_go_to_the_folder_that_is_named(
    graphkit: Run, tmp_path: Path
) -> None:
    done = graphkit("export", "neo4j-csv", "out", "--name", "mine")
    assert (done.returncode, done.stdout) == (0, ""), done.stderr
    assert "wrote out: 9 nodes, 8 relationships, " in done.stderr
    assert "out/import.sh" in done.stderr
    assert (tmp_path / "out" / "import.args").is_file()
    assert graphkit("export", "neo4j-csv").returncode == 0
    assert (tmp_path / "neo4j-csv" / "schema.cypher").is_file()


@pytest.mark.usefixtures("graph_folder")
@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (("neo4j-csv", "-"), "stdout"),
        (("neo4j-csv", "out", "-o", "other"), "twice"),
        (("neo4j-csv", "graph"), "left as it is"),
        (("neo4j-csv", "out", "--name", "a/b"), "no name for a graph"),
        (("gexf", "--name", "mine"), "only neo4j-csv"),
    ],
)
def test_what_makes_no_sense_is_a_usage_error(
    arguments: tuple[str, ...], word: str, graphkit: Run
) -> None:
    done = graphkit("export", *arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert word in done.stderr


@pytest.mark.usefixtures("graph_folder")
def test_the_place_can_stand_without_an_option(graphkit: Run, tmp_path: Path) -> None:
    assert graphkit("export", "d3", "a.json").returncode == 0
    assert (tmp_path / "a.json").is_file()
