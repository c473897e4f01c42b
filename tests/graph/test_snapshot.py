"""A graph folder: what is written is read back, and bad folders are refused in words."""

import datetime as dt
import json
from dataclasses import replace
from pathlib import Path

import networkx as nx
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graphkit.errors import InputError, SchemaError, UsageError
from graphkit.graph import (
    Input,
    digest,
    read_graph,
    read_manifest,
    read_papers,
    write_snapshot,
)
from graphkit.model import Mention, NodeLabel, Paper, RelationshipType, Source
from graphkit.publication import Credit, Publication, Reference

PAPER = Paper(
    id="arxiv:2401.00001",
    title="T",
    abstract="We use X.",
    date=dt.date(2024, 1, 2),
    date_text="Jan 2, 2024",
    author_count=2,
    external_ids=("arxiv:2401.00001",),
    sources=(Source("a.txt", 3), Source("b.txt", 9)),
)
MENTION = Mention(
    PAPER.id, NodeLabel.METHOD, "X", "X", 9, 10, "We use X.", RelationshipType.USES, "terms", 0.5
)


def write(folder: Path, G: nx.MultiDiGraph, **more: object) -> None:
    rows = {"papers": [PAPER], "mentions": [MENTION], "entity_ids": ["method:x"], **more}
    write_snapshot(folder, G=G, **rows)  # type: ignore[arg-type] # rows hold each its own type


def test_the_graph_comes_back(small_graph: nx.MultiDiGraph, tmp_path: Path) -> None:
    write(tmp_path / "g", small_graph)
    again = read_graph(tmp_path / "g")
    assert dict(again.nodes(data=True)) == dict(small_graph.nodes(data=True))
    assert list(again.edges(keys=True, data=True)) == list(small_graph.edges(keys=True, data=True))
    assert read_manifest(tmp_path / "g").digest == digest(small_graph) == digest(again)


def test_papers_and_inputs_come_back(small_graph: nx.MultiDiGraph, tmp_path: Path) -> None:
    bare = Paper(id="title:1", title="U", abstract="", sources=(Source("c", 1),))
    inputs = [Input("a.txt", "00ff", 12)]
    write(tmp_path / "g", small_graph, papers=[PAPER, bare], inputs=inputs)
    assert read_papers(tmp_path / "g") == [PAPER, bare]
    assert read_manifest(tmp_path / "g").inputs == tuple(inputs)


def test_other_tools_find_the_columns_they_rely_on(
    small_graph: nx.MultiDiGraph, tmp_path: Path
) -> None:
    write(tmp_path / "g", small_graph)
    columns = {
        "papers": "id title abstract date dateText authorCount externalIds sources",
        "mentions": "paperId entityId label text start end sentence role rule confidence",
        "nodes": "id label name aliases",
        "edges": "source type target mentions confidence evidence",
    }
    for table, expected in columns.items():
        found = pq.read_schema(tmp_path / "g" / f"{table}.parquet").names
        assert set(expected.split()) <= set(found)
    nodes = pq.read_table(tmp_path / "g" / "nodes.parquet").to_pylist()
    assert [row["id"] for row in nodes] == sorted(small_graph)
    assert next(row["name"] for row in nodes if row["id"] == "doi:10.1000/alpha").startswith(
        "Alpha"
    )


def test_same_graph_same_bytes(small_graph: nx.MultiDiGraph, tmp_path: Path) -> None:
    for name in ("one", "two"):
        write(tmp_path / name, small_graph)
    for file in sorted((tmp_path / "one").iterdir()):
        assert file.read_bytes() == (tmp_path / "two" / file.name).read_bytes(), file.name


def test_a_second_write_replaces_the_first(small_graph: nx.MultiDiGraph, tmp_path: Path) -> None:
    write(tmp_path / "g", small_graph)
    write(tmp_path / "g", nx.MultiDiGraph())
    assert read_graph(tmp_path / "g").number_of_nodes() == 0
    assert [path.name for path in tmp_path.iterdir()] == ["g"]


def test_a_folder_of_something_else_is_never_replaced(
    small_graph: nx.MultiDiGraph, tmp_path: Path
) -> None:
    (tmp_path / "thesis").mkdir()
    (tmp_path / "thesis" / "chapter.tex").write_text("years of work")
    with pytest.raises(UsageError, match="is not a graph folder"):
        write(tmp_path / "thesis", small_graph)
    assert (tmp_path / "thesis" / "chapter.tex").read_text() == "years of work"


def test_no_folder(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such folder"):
        read_graph(tmp_path / "nothing")


def test_a_folder_without_manifest(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"no manifest\.json"):
        read_graph(tmp_path)


def manifest(folder: Path, **changes: object) -> None:
    file = folder / "manifest.json"
    file.write_text(json.dumps({**json.loads(file.read_text()), **changes}))


def test_a_newer_schema_says_update(graph_folder: Path) -> None:
    manifest(graph_folder, schema=99)
    with pytest.raises(SchemaError, match="found 99") as error:
        read_graph(graph_folder)
    assert "update graphkit" in str(error.value.hint)


def test_an_older_schema_says_build_again(graph_folder: Path) -> None:
    manifest(graph_folder, schema=0)
    with pytest.raises(SchemaError, match="found 0") as error:
        read_graph(graph_folder)
    assert "build the graph again" in str(error.value.hint)


@pytest.mark.parametrize("text", ["", "{", "[]", '{"schema": 1}', '{"schema": "x"}'])
def test_a_damaged_manifest(graph_folder: Path, text: str) -> None:
    (graph_folder / "manifest.json").write_text(text)
    with pytest.raises(SchemaError, match="damaged"):
        read_graph(graph_folder)


@pytest.mark.parametrize("table", ["nodes", "edges"])
def test_a_damaged_or_missing_table(graph_folder: Path, table: str) -> None:
    file = graph_folder / f"{table}.parquet"
    file.write_bytes(file.read_bytes()[:-20])
    with pytest.raises(SchemaError, match=f"{table}.parquet: damaged"):
        read_graph(graph_folder)
    file.unlink()
    with pytest.raises(SchemaError, match=f"{table}.parquet: damaged"):
        read_graph(graph_folder)


def test_a_bibliography_comes_back(cited_graph: nx.MultiDiGraph, tmp_path: Path) -> None:
    write(tmp_path / "g", cited_graph)
    again = read_graph(tmp_path / "g")
    assert dict(again.nodes(data=True)) == dict(cited_graph.nodes(data=True))
    assert list(again.edges(keys=True, data=True)) == list(cited_graph.edges(keys=True, data=True))


texts = st.text(max_size=5)
several = st.lists(texts, max_size=2).map(tuple)
maybe = st.none() | texts
numbers = st.none() | st.integers(0, 2**40)
publications = st.builds(
    Publication,
    year=numbers,
    type=maybe,
    venue=maybe,
    venue_ids=several,
    publisher=maybe,
    volume=maybe,
    issue=maybe,
    pages=maybe,
    language=maybe,
    url=maybe,
    isbns=several,
    keywords=several,
    editors=several,
    affiliations=several,
    authors=st.lists(st.builds(Credit, texts, texts, texts, texts, several), max_size=3).map(tuple),
    references=st.none()
    | st.lists(st.builds(Reference, several, texts, numbers), max_size=3).map(tuple),
    citation_count=numbers,
    reference_count=numbers,
)


@settings(suppress_health_check=list(HealthCheck), max_examples=30, deadline=None)
@given(papers=st.lists(publications, max_size=2))
def test_what_sources_say_of_papers_comes_back(
    small_graph: nx.MultiDiGraph, tmp_path: Path, papers: list[Publication]
) -> None:
    written = [replace(PAPER, id=f"p{n}", publication=said) for n, said in enumerate(papers)]
    write(tmp_path / "g", small_graph, papers=written)
    assert read_papers(tmp_path / "g") == written
