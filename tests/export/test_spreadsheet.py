import csv
import json
from pathlib import Path

import networkx as nx
import pytest

from graphkit.export import spreadsheet
from graphkit.export.spreadsheet import GUARDED


def rows_of(G: nx.MultiDiGraph, folder: Path, name: str = "nodes.csv") -> list[dict[str, str]]:
    spreadsheet.write(G, folder)
    with (folder / name).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream, strict=True))


def name_of(text: str, folder: Path) -> str:
    G = nx.MultiDiGraph()
    G.add_node("a", name=text)
    return rows_of(G, folder)[0]["name"]


def test_the_headings_are_gephis(small_graph: nx.MultiDiGraph, tmp_path: Path) -> None:
    spreadsheet.write(small_graph, tmp_path)
    nodes = (tmp_path / "nodes.csv").read_text(encoding="utf-8").splitlines()[0]
    edges = (tmp_path / "edges.csv").read_text(encoding="utf-8").splitlines()[0]
    assert nodes.startswith("Id,Label,kind,")
    assert edges.startswith("Source,Target,Type,Kind,Id,Label,Weight,relationship,")


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("=SUM(A1)", "'=SUM(A1)"),
        ("+1", "'+1"),
        ("-x", "'-x"),
        ("@x", "'@x"),
        (" =x", "' =x"),
        ("\tx", "'\tx"),
        ("\nx", "'\nx"),
        ("'=x", "''=x"),
        ("''=x", "'''=x"),
        ("'t Hooft", "'t Hooft"),
        ("a=b", "a=b"),
        ("", ""),
    ],
)
def test_a_spreadsheet_runs_no_cell(text: str, cell: str, tmp_path: Path) -> None:
    found = name_of(text, tmp_path)
    assert found == cell
    assert (found[1:] if GUARDED.match(found) else found) == text


def test_numbers_below_zero_stay_numbers(tmp_path: Path) -> None:
    G = nx.MultiDiGraph()
    G.add_node("a", p=-3, q=-0.5)
    [row] = rows_of(G, tmp_path)
    assert (row["p"], row["q"]) == ("-3", "-0.5")


def test_ids_are_guarded_alike_in_both_files(tmp_path: Path) -> None:
    G = nx.MultiDiGraph()
    G.add_edge("=a", "-b", key="USES")
    [edge] = rows_of(G, tmp_path, "edges.csv")
    assert [row["Id"] for row in rows_of(G, tmp_path)] == [edge["Source"], edge["Target"]]


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("ends in \\", "ends in \u2216"),
        ('Schr\\"o', 'Schr\u2216"o'),
        ("50\\% of \\nabla", "50\\% of \\nabla"),
        ("\\\\", "\\\u2216"),
    ],
)
def test_a_backslash_swallows_no_quote_in_gephi(text: str, cell: str, tmp_path: Path) -> None:
    assert name_of(text, tmp_path) == cell


def test_lists_are_json_without_backslashed_quotes(tmp_path: Path) -> None:
    parts = ['say "a"', "c\\", "d\ne\tf", "\x08\x0c", "ü", "\\n", '\\"']
    G = nx.MultiDiGraph()
    G.add_node("a", parts=parts)
    [row] = rows_of(G, tmp_path)
    wanted = [part.replace("\x08", "␈").replace("\x0c", "␌") for part in parts]
    assert json.loads(row["parts"]) == wanted
    assert all(
        follower == "u" for follower in row["parts"].split("\\")[1:] for follower in follower[0]
    )


def test_polars_reads_the_same(small_graph: nx.MultiDiGraph, tmp_path: Path) -> None:
    polars = pytest.importorskip("polars", reason="polars is not installed")
    rows = rows_of(small_graph, tmp_path)
    frame = polars.read_csv(tmp_path / "nodes.csv")
    assert frame["Id"].to_list() == [row["Id"] for row in rows]
    assert frame["title"].to_list() == [row["title"] or None for row in rows]
    assert frame["aliases"].to_list() == [row["aliases"] or None for row in rows]
    edges = polars.read_csv(tmp_path / "edges.csv")
    found = list(zip(edges["Source"], edges["relationship"], edges["Target"], strict=True))
    assert found == [(s, key, t) for s, t, key in small_graph.edges(keys=True)]
    wanted = [data["confidence"] for _, _, data in small_graph.edges(data=True)]
    assert edges["confidence"].to_list() == wanted
