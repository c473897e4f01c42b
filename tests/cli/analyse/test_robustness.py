import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., "subprocess.CompletedProcess[str]"]


def test_attacks_null_models_and_sensitivity(analyse: Run, tmp_path: Path) -> None:
    pytest.importorskip("matplotlib")
    done = analyse("robustness", "--json", "--nulls", "3", "--plot", "r.html")
    assert done.returncode == 0, done.stderr
    value = json.loads(done.stdout)
    assert [row["attack"] for row in value["attacks"]] == [
        "degree",
        "betweenness",
        "bridges",
        "random",
    ]
    assert value["summary"]["nullModels"] == 3
    assert [row["atLeast"] for row in value["confidence"]] == [0.5, 0.6, 0.7, 0.8, 0.9]
    assert value["merges"] == []
    assert "no merge to undo" in done.stderr
    assert "efficiency" in (tmp_path / "r.html").read_text(encoding="utf-8")


def test_merges_are_undone_by_their_confidence(tmp_path: Path) -> None:
    from graphkit.analyse.example import example_graph
    from graphkit.graph import write_snapshot
    from graphkit.model import Mention, Merge, NodeLabel, RelationshipType

    G = example_graph()
    papers = [paper for paper, _, _ in G.in_edges("method:gnn", keys=True)]
    texts = ["GNN" if number % 2 else "graph neural network" for number in range(len(papers))]
    mentions = [
        Mention(paper, NodeLabel.METHOD, text, text, 0, 3, "S.", RelationshipType.USES, "r", 0.9)
        for paper, text in zip(papers, texts, strict=True)
    ]
    merges = [Merge("method:gnn", "GNN", "short form that other papers define", 0.92, 3)]
    ids = ["method:gnn"] * len(mentions)
    folder = tmp_path / "G"
    write_snapshot(folder, papers=[], mentions=mentions, entity_ids=ids, G=G, merges=merges)
    done = subprocess.run(
        [sys.executable, "-m", "graphkit", "analyse", "robustness", "--graph", folder, "--json"],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    value = json.loads(done.stdout)
    [level] = value["merges"]
    assert (level["lessSureThan"], level["merges"], level["newEntities"]) == (0.93, 1, 1)
    [row] = value["spellings"]
    assert (row["spelling"], row["entity"]) == ("GNN", "graph neural network")
    assert (row["papers"], row["noOtherName"], row["rank"]) == (3, 3, 2)
    assert row["rankUndone"] > 2
    assert "only less than that is a change" in done.stderr
    command = ["robustness", "--graph", folder, "--nulls", "0", "--show", "spellings"]
    table = subprocess.run(
        [sys.executable, "-m", "graphkit", "analyse", *command, "--format", "md"],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert f"| 3 | 3 | 2 → {row['rankUndone']} |" in table.stdout
