"""`graphkit fetch` from the command line, against the server of these tests."""

import json
import os
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

from graphkit.ingest import read


def run(
    folder: Path, index: SimpleNamespace, *arguments: str, stdin: str = ""
) -> "subprocess.CompletedProcess[str]":
    places = {
        "GRAPHKIT_OPENALEX_URL": f"{index.url}/works",
        "GRAPHKIT_ARXIV_URL": f"{index.url}/api/query",
        "OPENALEX_API_KEY": "sesame",
    }
    return subprocess.run(
        [sys.executable, "-m", "graphkit", "fetch", *arguments],
        input=stdin,
        cwd=folder,
        env={**os.environ, **places},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def test_a_query(index: SimpleNamespace, tmp_path: Path) -> None:
    done = run(tmp_path, index, "kites", "--limit", "100", "--json", "--mail", "me@kites.example")
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert (told["works"], told["pages"], told["folder"]) == (100, 1, "graph-fetched")
    assert len(list(read([str(tmp_path / "graph-fetched")]))) == 100
    asked = index.asked[0]
    assert (asked["search"], asked["mailto"], asked["api_key"]) == (
        "kites",
        "me@kites.example",
        "sesame",
    )
    assert "sesame" not in done.stderr + done.stdout + "".join(p.name for p in tmp_path.rglob("*"))


def test_ids_from_stdin(index: SimpleNamespace, tmp_path: Path) -> None:
    done = run(tmp_path, index, "--ids", "-", "--from", "arxiv", "-o", "x", stdin="2203.00001v2\n")
    assert done.returncode == 0, done.stderr
    assert index.asked[0]["id_list"] == "2203.00001"
    assert "1 works in x" in done.stderr


def test_what_makes_no_sense_is_told(index: SimpleNamespace, tmp_path: Path) -> None:
    for arguments in ((), ("kites", "--enrich"), ("--enrich", "--from", "arxiv")):
        assert run(tmp_path, index, *arguments).returncode == 2
    done = run(tmp_path, index, "--ids", "-", stdin="no id\n")
    assert (done.returncode, "line 1: expected an id" in done.stderr) == (2, True)
    index.troubles = [(403, {}, b"key sesame is no good")]
    done = run(tmp_path, index, "kites")
    assert done.returncode == 4
    assert "OPENALEX_API_KEY" in done.stderr
    assert "sesame" not in done.stderr
