"""Import files without a server: what stands in them, and what is refused."""

import csv
import json
from collections.abc import Iterator
from pathlib import Path

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graphkit.errors import InputError, SchemaError, UsageError
from graphkit.graph import snapshot, write_snapshot
from graphkit.model import (
    ENDPOINTS,
    NODE_PROPERTIES,
    RELATIONSHIP_PROPERTIES,
    NodeLabel,
    RelationshipType,
)
from graphkit.store import neo4j_bulk, neo4j_bulk_files
from graphkit.store.neo4j_bulk import write_bulk
from graphkit.store.neo4j_bulk_scripts import FileSet, Part, load_csv_statement


def _folder(path: Path, G: nx.MultiDiGraph) -> Path:
    write_snapshot(path, papers=[], mentions=[], entity_ids=[], G=G)
    return path


def _rows(folder: Path, kind: str) -> Iterator[list[str]]:
    for path in sorted(folder.glob(f"{kind}*-[0-9]*.csv")):
        with path.open(encoding="utf-8", newline="") as stream:
            yield from csv.reader(stream)


def _method(name: str, *aliases: str) -> dict[str, object]:
    counts = {"paperCount": 1, "mentionCount": 1}
    return {
        "label": "Method",
        "name": name,
        **counts,
        **({"aliases": list(aliases)} if aliases else {}),
    }


def test_headers_name_the_columns_with_types_and_id_spaces(
    graph_folder: Path, tmp_path: Path
) -> None:
    write_bulk(graph_folder, tmp_path / "bulk")
    for label in ("Paper", "Method", "Dataset", "Task", "Metric"):
        header = (tmp_path / "bulk" / f"{label}-header.csv").read_text(encoding="utf-8").strip()
        first, *others = header.split(",")
        assert first == f"id:ID({label})"
        names = [part.name for part in NODE_PROPERTIES[NodeLabel(label)]]
        assert [name.split(":")[0] for name in others] == [*names, "loadedBy"]
    header = (tmp_path / "bulk" / "USES-header.csv").read_text(encoding="utf-8").strip()
    assert header == (
        ":START_ID(Paper),:END_ID(Method),mentions:long,confidence:double,evidence:string[],"
        "rules:string[],loadedBy:string"
    )


@given(texts=st.lists(st.text(st.characters(exclude_categories=["Cs"])), min_size=1, max_size=4))
@settings(max_examples=40, deadline=None)
def test_any_text_stands_in_the_files_as_it_is(
    texts: list[str], tmp_path_factory: pytest.TempPathFactory
) -> None:
    root = tmp_path_factory.mktemp("texts")
    G = nx.MultiDiGraph()
    for number, text in enumerate(texts):
        G.add_node(f"method:{number}", **_method(text, text, "x"))
    report = write_bulk(_folder(root / "graph", G), root / "bulk")
    assert (report.nodes, report.relationships) == (len(texts), 0)
    delimiter = json.loads((root / "bulk" / neo4j_bulk.MANIFEST).read_text())["delimiter"]
    assert not any(delimiter in text for text in texts)
    found = {row[0]: row[1:3] for row in _rows(root / "bulk", "Method")}
    for number, text in enumerate(texts):
        name, aliases = found[f"method:{number}"]
        assert (name, aliases.split(delimiter)) == (text, [text, "x"])
    arguments = (root / "bulk" / "import.args").read_text(encoding="utf-8").splitlines()
    assert f"--array-delimiter=U+{ord(delimiter):04X}" in arguments
    lines = [line for line in arguments if line.startswith("--multiline-fields=")]
    assert bool(lines) == any("\n" in text or "\r" in text for text in texts)


def test_rows_with_line_breaks_and_escapes_stand_apart(tmp_path: Path) -> None:
    G = nx.MultiDiGraph()
    texts = {"plain": "a", "lines": "a\nb", "escaped": 'a\\"~b', "both": "a\n\\"}
    for key, text in texts.items():
        G.add_node(f"method:{key}", **_method(text))
    write_bulk(_folder(tmp_path / "graph", G), tmp_path / "bulk")
    places = {
        "plain": "Method-1.csv",
        "lines": "Method-lines-1.csv",
        "escaped": "Method-escaped-1.csv",
        "both": "Method-lines-escaped-1.csv",
    }
    for key, file in places.items():
        with (tmp_path / "bulk" / file).open(encoding="utf-8", newline="") as stream:
            assert [row[:2] for row in csv.reader(stream)] == [[f"method:{key}", texts[key]]]
    loaded = (tmp_path / "bulk" / "load-csv" / "Method-escaped-1.csv").read_text(encoding="utf-8")
    assert 'a~b""~tb' in loaded
    assert "\\" not in loaded
    text = (tmp_path / "bulk" / "load-csv.cypher").read_text(encoding="utf-8")
    assert "$folder + 'load-csv/Method-escaped-1.csv'" in text
    assert "$folder + 'Method-escaped-1.csv'" not in text


@pytest.mark.parametrize("batch", [1, 3, 100])
def test_parts_are_cut_at_a_number_of_rows(
    batch: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(neo4j_bulk_files, "ROWS_A_PART", 2)
    monkeypatch.setattr(snapshot, "ROWS_A_BATCH", batch)
    G = nx.MultiDiGraph()
    for number in range(5):
        G.add_node(f"method:{number}", **_method("x"))
    write_bulk(_folder(tmp_path / "graph", G), tmp_path / "bulk")
    sizes = [len(list(_rows(tmp_path / "bulk", f"Method-{part}"[:-2]))) for part in ("1", "2")]
    assert sorted(path.name for path in (tmp_path / "bulk").glob("Method-[0-9].csv")) == [
        f"Method-{number}.csv" for number in (1, 2, 3)
    ]
    assert sizes == [5, 5]


def test_a_delimiter_that_a_later_row_has_is_replaced_in_all_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(snapshot, "ROWS_A_BATCH", 1)
    G = nx.MultiDiGraph()
    for number, alias in enumerate(["a", "b\\", "c\nc", "d\x1f"]):
        G.add_node(f"method:{number}", **_method("x", alias, "y"))
    write_bulk(_folder(tmp_path / "graph", G), tmp_path / "bulk")
    delimiter = json.loads((tmp_path / "bulk" / neo4j_bulk.MANIFEST).read_text())["delimiter"]
    assert delimiter == "!"
    found = {row[0]: row[2] for row in _rows(tmp_path / "bulk", "Method")}
    assert found == {
        f"method:{number}": f"{alias}!y"
        for number, alias in enumerate(["a", "b\\", "c\nc", "d\x1f"])
    }
    assert len(list(_rows(tmp_path / "bulk", "Method"))) == 4


def test_a_name_stands_in_ids_and_on_nodes(graph_folder: Path, tmp_path: Path) -> None:
    write_bulk(graph_folder, tmp_path / "bulk", name="mine")
    assert all(row[0].startswith("mine/") for row in _rows(tmp_path / "bulk", "Paper"))
    assert {tuple(row[-2:]) for row in _rows(tmp_path / "bulk", "Paper")} == {("mine", "graphkit")}
    assert all(
        row[0].startswith("mine/") and row[1].startswith("mine/") and row[-1] == "graphkit"
        for row in _rows(tmp_path / "bulk", "USES")
    )
    assert "--name mine" in (tmp_path / "bulk" / "import.sh").read_text(encoding="utf-8")
    with pytest.raises(UsageError, match="no name for a graph"):
        write_bulk(graph_folder, tmp_path / "other", name="a/b")


def test_what_cannot_be_imported_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="empty"):
        write_bulk(_folder(tmp_path / "none", nx.MultiDiGraph()), tmp_path / "bulk")
    G = nx.MultiDiGraph()
    G.add_node("method:x", **_method("x", ""))
    with pytest.raises(InputError, match="list of one empty text"):
        write_bulk(_folder(tmp_path / "lost", G), tmp_path / "bulk")
    G = nx.MultiDiGraph()
    G.add_node("method:x", **_method("x"))
    folder = _folder(tmp_path / "damaged", G)
    (folder / "nodes.parquet").write_bytes(b"")
    with pytest.raises(SchemaError, match="damaged"):
        write_bulk(folder, tmp_path / "bulk")
    assert not (tmp_path / "bulk").exists()


def test_only_a_folder_of_its_own_is_replaced(graph_folder: Path, tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "mine.txt").write_text("x", encoding="utf-8")
    with pytest.raises(UsageError, match="left as it is"):
        write_bulk(graph_folder, tmp_path / "other")
    write_bulk(graph_folder, tmp_path / "bulk")
    before = {path.name: path.read_bytes() for path in (tmp_path / "bulk").glob("*.*")}
    write_bulk(graph_folder, tmp_path / "bulk")
    assert before == {path.name: path.read_bytes() for path in (tmp_path / "bulk").glob("*.*")}


@pytest.mark.parametrize("kind", [*NodeLabel, *RelationshipType])
def test_every_kind_has_its_statement_for_load_csv(kind: NodeLabel | RelationshipType) -> None:
    is_node = isinstance(kind, NodeLabel)
    schema = NODE_PROPERTIES[kind] if is_node else RELATIONSHIP_PROPERTIES[kind]
    text = load_csv_statement(
        FileSet(kind, schema, None), Part(f"{kind}-1.csv", has_lines=False, has_escapes=False)
    )
    assert f"'{kind}-1.csv'" in text
    assert all(f"{part.name}: " in text for part in schema)
    assert not {"LABEL", "TYPE", "SOURCE", "PROPERTIES"} & set(text.split())
    if not is_node:
        assert all(f":{end} " in text for end in ENDPOINTS[kind])
