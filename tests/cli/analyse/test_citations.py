import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import networkx as nx
import pytest

Run = Callable[..., "subprocess.CompletedProcess[str]"]


def test_without_reference_lists_it_says_so(analyse: Run) -> None:
    done = analyse("citations", "--json")
    assert done.returncode == 0, done.stderr
    value = json.loads(done.stdout)
    assert (value["main"], value["summary"]["citations"]) == ([], 0)
    assert "has no CITES" in done.stderr


def test_a_bibliography_s_citations_and_global_counts(
    cited_graph: nx.MultiDiGraph, tmp_path: Path
) -> None:
    pytest.importorskip("matplotlib")
    from graphkit.graph import write_snapshot

    write_snapshot(tmp_path / "graph", papers=[], mentions=[], entity_ids=[], G=cited_graph)
    done = subprocess.run(
        [sys.executable, "-m", "graphkit", "analyse", "citations", "--json", "--plot", "h.png"],
        cwd=tmp_path,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    value = json.loads(done.stdout)
    assert value["summary"]["papers"] == 3
    assert value["summary"]["papersWithAGlobalCount"] == 1
    assert {(step["citingId"], step["citedId"]) for step in value["main"]} == {
        ("doi:10.1/kite", "doi:10.1/old"),
        ("doi:10.1/kite", "openalex:W7"),
    }
    assert [row["common"] for row in value["cocited"]] == [1]
    assert {row["local"] for row in value["historiograph"]} == {1}
    assert "global" in value["historiograph"][0]


def test_people_read_ranks_and_titles_not_ids(cited_graph: nx.MultiDiGraph, tmp_path: Path) -> None:
    from graphkit.graph import write_snapshot

    cited_graph.add_edge("openalex:W7", "doi:10.1/kite", key="CITES")  # a circle of two
    write_snapshot(tmp_path / "graph", papers=[], mentions=[], entity_ids=[], G=cited_graph)
    done = subprocess.run(
        [sys.executable, "-m", "graphkit", "analyse", "citations", "--format", "md"],
        cwd=tmp_path,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "| step | cited | citedYear | citing | citingYear | count |" in done.stdout
    assert "| rank | title | year | local | global | references | cites |" in done.stdout
    assert "10.1/kite" not in done.stdout
    assert done.stderr == "1 circle of citations was taken as one paper on the main paths\n"
