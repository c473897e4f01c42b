"""What a server finds by its indexes is what the graph folder finds."""

import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from graphkit.errors import DatabaseError
from graphkit.graph import read_graph
from graphkit.matching import words
from graphkit.model import NodeLabel, Table
from graphkit.store.finding import find_in_folder, table
from graphkit.store.neo4j_find import find_on_server, words_query
from graphkit.store.neo4j_load import load

if TYPE_CHECKING:
    import neo4j
    import networkx as nx

    from graphkit.store.neo4j_connection import Settings

# Exact, cut short, in another order, mistyped, joined, with marks that mean something to Lucene.
TEXTS = (
    *("AlphaNet", "alphanet", "alphanets", "alhpanet", "alph", "ALPHANET FOR", "link prediction"),
    *("prediction link", "lnik predction", "linkprediction", "linkpred", "LP", "cora", "corra"),
    *("Beta-Net", "beta net", "betanets", "accuracy", "acuracy", "task:linkprediction", "ü"),
    *("漢字", "quux", "for", "doi:10.1000/alpha", "DOI:10.1000/ALPHA", "10.1000", "=SUM(A1)"),
    *("sum", "a AND b", "NOT cora", "cora OR", "cora~", "cor*", "*", "?", "a\\", '"cora', "(cora"),
    *("[a TO b]", "{x}", "name:cora", "cora^4", "+cora", "-cora", "cora && lp", "/cora/", "!", "#"),
    *("'; MATCH (n) DETACH DELETE n //", "a quoted name", "</script>", "\\x1b[31m", "x" * 500),
)


def found(table_: Table) -> list[tuple[object, ...]]:
    return list(table_.rows)


def test_the_same_is_found_in_the_folder_and_on_the_server(
    small_graph: "nx.MultiDiGraph",
    graph_folder: Path,
    neo4j_driver: "neo4j.Driver",
    neo4j_settings: "Settings",
) -> None:
    load(small_graph, neo4j_settings)
    some = 0
    for text in TEXTS:
        here = table(find_in_folder(graph_folder, text))
        there = table(find_on_server(neo4j_driver, neo4j_settings, text))
        assert there == here, text
        some += bool(here.rows)
    assert some > len(TEXTS) // 2
    methods = find_on_server(neo4j_driver, neo4j_settings, "alphanet", labels=[NodeLabel.METHOD])
    assert [part.thing.id for part in methods] == ["method:alphanet"]


def test_the_same_is_found_for_every_name_of_the_demo_corpus_with_a_mistake(
    demo_folder: Path, neo4j_driver: "neo4j.Driver", neo4j_settings: "Settings"
) -> None:
    G = read_graph(demo_folder)
    load(G, neo4j_settings)
    names = sorted({data["name"] for _, data in G.nodes(data=True) if "name" in data})[::25]
    for name in names:
        middle = len(name) // 2
        for text in (name, name[:-1], name[:middle] + name[middle + 1 :]):
            if not text.strip():
                continue
            here = found(table(find_in_folder(demo_folder, text)))
            there = found(table(find_on_server(neo4j_driver, neo4j_settings, text)))
            assert there == here, text


@pytest.fixture(scope="session")
def demo_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a graph folder of the demo corpus, with few papers: reading them takes time."""
    from graphkit.pipeline import build

    folder = tmp_path_factory.mktemp("demo") / "graph"
    build([Path(__file__).parents[2] / "seeds" / "listing-000.txt"], folder)
    return folder


def test_the_command_and_the_suggestions_of_query_ask_the_server(
    small_graph: "nx.MultiDiGraph", neo4j_settings: "Settings", environment: Mapping[str, str]
) -> None:
    load(small_graph, neo4j_settings)

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "graphkit", *arguments, "--neo4j"],
            env=environment,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )

    done = run("find", "Coar", "--json")
    assert done.returncode == 0, done.stderr
    assert [row["id"] for row in json.loads(done.stdout)] == ["dataset:cora"]
    done = run("query", "papers-on-dataset", "-p", "dataset=Coar", "--json")
    assert (done.returncode, json.loads(done.stdout)) == (0, [])
    assert done.stderr == "no dataset is called 'Coar'; did you mean 'Cora'?\n"


def test_a_database_without_the_index_says_what_to_do(
    neo4j_driver: "neo4j.Driver", neo4j_settings: "Settings"
) -> None:
    neo4j_driver.execute_query(
        "DROP INDEX names_fulltext IF EXISTS", database_=neo4j_settings.database
    )
    with pytest.raises(DatabaseError, match="no full-text index") as caught:
        find_on_server(neo4j_driver, neo4j_settings, "cora")
    assert "graphkit load" in (caught.value.hint or "")


def test_every_mark_is_escaped_for_lucene() -> None:
    assert words_query(words("can't GPT-3.5 AND")) == (
        "(can\\'t OR can\\'t* OR can\\'t~1) AND (gpt OR gpt* OR gpt~1) AND "
        "(3\\.5 OR 3\\.5* OR 3\\.5~1) AND (and OR and* OR and~1)"
    )
