import io
from pathlib import Path

import networkx as nx
import pytest

from graphkit.errors import UsageError
from graphkit.export import FORMATS, FormatName, export, export_stream


def test_every_name_has_a_format_with_one_writer() -> None:
    assert list(FORMATS) == list(FormatName)
    for form in FORMATS.values():
        assert (form.write is None) != (form.write_folder is None)
    assert len({form.default for form in FORMATS.values()}) == len(FORMATS)


def test_a_folder_is_not_replaced_by_a_file(small_graph: nx.MultiDiGraph, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="is a folder"):
        export(small_graph, FormatName.GEXF, tmp_path)


def test_csv_replaces_only_its_own_folder(small_graph: nx.MultiDiGraph, tmp_path: Path) -> None:
    folder = tmp_path / "tables"
    export(small_graph, FormatName.CSV, folder)
    export(small_graph, FormatName.CSV, folder)
    assert sorted(path.name for path in folder.iterdir()) == ["edges.csv", "nodes.csv"]
    (folder / "notes.txt").write_text("mine")
    with pytest.raises(UsageError, match="left as it is"):
        export(small_graph, FormatName.CSV, folder)
    with pytest.raises(UsageError, match="left as it is"):
        export(small_graph, FormatName.CSV, folder / "notes.txt")
    assert (folder / "notes.txt").read_text() == "mine"


def test_csv_cannot_go_to_a_stream(small_graph: nx.MultiDiGraph) -> None:
    with pytest.raises(UsageError, match="two files"):
        export_stream(small_graph, FormatName.CSV, io.BytesIO())
