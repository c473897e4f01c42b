import datetime as dt
import subprocess
import sys
from pathlib import Path

import networkx as nx
import numpy as np
import pyarrow.parquet as pq
import pytest

from graphkit.analyse import stats
from graphkit.analyse.columns import columns_of, read_columns
from graphkit.errors import InputError, SchemaError
from graphkit.graph import digest, read_graph


def test_the_columns_of_a_folder_are_those_of_its_graph(
    graph_folder: Path, small_graph: nx.MultiDiGraph
) -> None:
    read = read_columns(graph_folder, texts=True, files=True)
    made = columns_of(read_graph(graph_folder))
    for name in ("labels", "sources", "targets", "types", "confidence", "mentions", "years"):
        assert (getattr(read, name) == getattr(made, name)).all()
    assert list(read.ids) == list(made.ids) == sorted(small_graph)
    assert list(read.names) == list(made.names)
    assert (read.dates == made.dates).tolist() == (~np.isnat(made.dates)).tolist()
    for edge in range(len(read.sources)):
        assert read.sentences(edge) == made.sentences(edge) != []
    for node in range(len(read)):
        assert read.spellings(node) == made.spellings(node)
        assert read.sources_of(node) == made.sources_of(node)
    total = digest(small_graph).total
    assert stats(read, total_digest=total) == stats(small_graph)


def test_confident_keeps_the_sentences_with_their_relationships(graph_folder: Path) -> None:
    whole = read_columns(graph_folder, texts=True)
    sure = whole.confident(0.8)
    assert len(sure) == len(whole)
    assert (sure.confidence >= 0.8).all()
    kept = np.flatnonzero(whole.confidence >= 0.8)
    assert 0 < len(kept) < len(whole.sources)
    for place, edge in enumerate(kept.tolist()):
        assert sure.sentences(place) == whole.sentences(edge)
    made = columns_of(read_graph(graph_folder)).confident(0.8)
    assert made.sentences(0) == sure.sentences(0)
    assert whole.confident(0) is whole


def test_a_year_stands_where_the_day_is_not_known_and_a_stub_is_no_paper() -> None:
    G = nx.MultiDiGraph()
    G.add_node("a", label="Paper", title="A", date=dt.date(2020, 5, 4), year=2020)
    G.add_node("b", label="Paper", title="B", year=2021)
    G.add_node("c", label="Paper", title="C", stub=True)
    G.add_edge("a", "c", key="REFERS_TO")
    columns = columns_of(G)
    assert columns.years.tolist() == [2020, 2021, 0]
    assert columns.days.astype(str).tolist() == ["2020-05-04", "2021-01-01", "NaT"]
    assert [columns.when(node) for node in range(3)] == ["2020-05-04", "2021", ""]
    assert columns.is_paper.tolist() == [True, True, False]
    assert columns.confidence.tolist() == [1.0]


def test_no_graph_is_an_input_error(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="expected a graph folder"):
        read_columns(tmp_path)


@pytest.mark.parametrize("name", ["nodes.parquet", "edges.parquet"])
def test_a_damaged_table_is_named(graph_folder: Path, name: str) -> None:
    path = graph_folder / name
    path.write_bytes(path.read_bytes()[:50])
    with pytest.raises(SchemaError, match=name):
        read_columns(graph_folder)
    path.unlink()
    with pytest.raises(SchemaError, match=name):
        read_columns(graph_folder)


def test_a_missing_column_is_named(graph_folder: Path) -> None:
    path = graph_folder / "nodes.parquet"
    pq.write_table(pq.read_table(path).drop_columns(["name"]), path)
    with pytest.raises(SchemaError, match="name"):
        read_columns(graph_folder)


def test_a_relationship_to_nothing_is_damage(graph_folder: Path) -> None:
    path = graph_folder / "nodes.parquet"
    pq.write_table(pq.read_table(path).slice(1), path)
    with pytest.raises(SchemaError, match="a node that is not there"):
        read_columns(graph_folder)


def test_what_explain_and_diff_need_loads_no_library_of_matrices() -> None:
    code = (
        "import sys, graphkit.analyse; "
        "print([n for n in ('scipy', 'matplotlib', 'graspologic_native') if n in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
