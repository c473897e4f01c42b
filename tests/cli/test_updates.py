"""`build --add`, `build --sync`, `remove` and `diff`, through the real command."""

import json
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from graphkit.graph import read_manifest, read_papers

Run = Callable[..., "subprocess.CompletedProcess[str]"]

ALPHA = '{"title": "AlphaNet", "abstract": "We propose AlphaNet. It is tested on Cora."}\n'
BETA = '{"title": "BetaNet", "abstract": "We propose BetaNet, which beats AlphaNet on Cora."}\n'


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    folder = tmp_path / "pages"
    folder.mkdir()
    (folder / "a.jsonl").write_text(ALPHA, encoding="utf-8")
    (folder / "b.jsonl").write_text(BETA, encoding="utf-8")
    return folder


def digest(folder: Path) -> str:
    return read_manifest(folder).digest.total


def test_add_remove_and_sync(graphkit: Run, pages: Path, tmp_path: Path) -> None:
    graph = tmp_path / "graph"
    assert graphkit("build", "--add", "pages/a.jsonl").returncode == 0
    first = digest(graph)
    added = graphkit("build", "--add", "pages/b.jsonl", "--json")
    report = json.loads(added.stdout)
    assert report["sources"] == {"added": ["b.jsonl"], "changed": [], "gone": []}
    assert (report["papers"], report["extracted"], report["written"]) == (2, 1, True)
    removed = graphkit("remove", "b.jsonl")
    assert removed.returncode == 0, removed.stderr
    assert "sources: 0 new, 0 changed, 1 gone" in removed.stderr
    assert digest(graph) == first
    (pages / "a.jsonl").unlink()
    synced = graphkit("build", "--sync", "pages")
    assert "sources: 1 new, 0 changed, 1 gone" in synced.stderr
    again = graphkit("build", "--sync", "pages")
    assert "nothing new: graph stays as it is" in again.stderr
    assert [paper.title for paper in read_papers(graph)] == ["BetaNet"]


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["build", "--add", "--sync", "pages"], 2, "exclude each other"),
        (["build", "--add"], 2, "PATH"),
        (["build", "--sync"], 2, "PATH"),
        (["build", "--sync", "pages/a.jsonl"], 2, "expected a folder"),
        (["build", "--sync", "-"], 2, "expected a folder"),
        (["build", "--sync", "empty"], 3, "no listing page"),
        (["build", "--sync", "absent"], 3, "no such file or folder"),
        (["build", "--add", "absent.txt"], 3, "no such file or folder"),
        (["build", "--add", "pages", "-o", "pages"], 2, "is not a graph folder"),
        (["build", "--add", "pages", "-o", "old"], 3, "found 1"),
        (["build", "--add", "pages", "-o", "damaged"], 3, "damaged"),
        (["build", "--add", "other/a.jsonl"], 2, "other content"),
        (["build", "--add", "pages", "--min-confidence", "0.5"], 2, "was built with"),
        (["build", "--add", "pages", "--min-confidence", "nan"], 2, "0 to 1"),
        (["remove"], 2, "THING"),
        (["remove", "WalkNet"], 2, "no source and no paper"),
        (["remove", "AlphaNets"], 2, "did you mean 'AlphaNet'"),
        (["remove", "a.jsonl", "WalkNet"], 2, "no source and no paper"),
        (["remove", "a.jsonl", "-g", "pages"], 3, "no manifest.json"),
        (["remove", "a.jsonl", "-g", "absent"], 3, "no such folder"),
        (["remove", "a.jsonl", "-g", "old"], 3, "found 1"),
        (["remove", "a.jsonl", "-g", "twins"], 2, "2 sources or papers"),
        (["diff", "graph"], 2, "OLD and NEW"),
        (["diff", "graph", "graph", "--neo4j"], 2, "OLD and NEW"),
        (["diff", "graph", "pages"], 3, "no manifest.json"),
        (["diff", "old", "graph"], 3, "found 1"),
    ],
)
def test_bad_input_has_its_message_and_code_and_loses_nothing(
    arguments: list[str], code: int, words: str, folders: Run, tmp_path: Path
) -> None:
    before = contents(tmp_path)
    done = folders(*arguments)
    assert done.returncode == code, done.stderr
    assert words in done.stderr
    assert "Traceback" not in done.stderr
    assert contents(tmp_path) == before


@pytest.fixture
def folders(here: Run, pages: Path, tmp_path: Path) -> Run:
    """Return the command, beside graphs in several states."""
    from graphkit import pipeline

    cache = tmp_path.parent / "extractions"
    for name in ("graph", "old", "damaged"):
        pipeline.build([str(pages)], tmp_path / name, cache=cache)
    old = tmp_path / "old" / "manifest.json"
    old.write_text(json.dumps({**json.loads(old.read_text()), "schema": 1}))
    (tmp_path / "damaged" / "nodes.parquet").write_bytes(b"PAR1")
    (tmp_path / "empty").mkdir()
    for name in ("x", "y", "other"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "a.jsonl").write_text(BETA)
    twins = [str(tmp_path / name / "a.jsonl") for name in ("x", "y")]
    pipeline.build(twins, tmp_path / "twins", cache=cache)
    return here


def contents(folder: Path) -> dict[str, bytes]:
    return {str(file): file.read_bytes() for file in sorted(folder.rglob("*")) if file.is_file()}


def test_diff_in_every_form(graphkit: Run, pages: Path) -> None:
    graphkit("build", "pages/a.jsonl", "-o", "old")
    graphkit("build", "pages", "-o", "new")
    table, md = graphkit("diff", "old", "new"), graphkit("diff", "old", "new", "-f", "md")
    assert table.returncode == md.returncode == 0, table.stderr
    assert "BetaNet" in table.stdout
    assert "| added | Paper | BetaNet |" in md.stdout
    csv = graphkit("diff", "old", "new", "-f", "csv").stdout
    assert csv.startswith("change,kind,id,name,detail\n")
    assert "added,Method,method:betanet,BetaNet," in csv
    report = json.loads(graphkit("diff", "old", "new", "--json").stdout)
    assert report["equal"] is False
    assert report["counts"]["Paper"] == {"added": 1, "removed": 0, "changed": 0}
    assert report["rankBy"] == "degree"
    same = graphkit("diff", "new", "new")
    assert (same.returncode, same.stdout) == (0, "")
    assert same.stderr.startswith("equal: new and new")


def test_two_adds_at_once_lose_nothing(graphkit: Run, pages: Path, tmp_path: Path) -> None:
    expected = tmp_path / "expected"
    for number in range(4):
        text = json.dumps({"title": f"Net{number}", "abstract": f"We propose Net{number}."})
        (pages / f"n{number}.jsonl").write_text(text + "\n")
    assert graphkit("build", "pages", "-o", str(expected)).returncode == 0
    running = [
        subprocess.Popen(
            [sys.executable, "-m", "graphkit", "build", "--add", str(page)],
            cwd=tmp_path,
            stderr=subprocess.PIPE,
        )
        for page in sorted(pages.iterdir())
    ]
    for process in running:
        _, errors = process.communicate(timeout=120)
        assert process.returncode == 0, errors
    assert digest(tmp_path / "graph") == digest(expected)


# Holds the extraction of the second paper until it is killed.
SLOW = """
import sys, time
from graphkit.extract import registry
from graphkit import pipeline
from pathlib import Path
read = registry.Shipped.read

def read_slowly(self, texts, *, workers=1):
    for number, text in enumerate(texts):
        if number == 1:
            print("one", flush=True)
            time.sleep(600)
        yield from read(self, [text])

registry.Shipped.read = read_slowly
pipeline.build([sys.argv[1]], Path("graph"), cache=Path("cache"))
"""


# Dies while the relationships are on their way to the disk.
DYING = """
import os, signal, sys
from importlib import import_module
from pathlib import Path
from graphkit import pipeline

written = import_module("graphkit.graph.digest").Digesting
add, left = written.add_edge, int(sys.argv[2])

def add_and_die(self, *edge):
    global left
    left -= 1
    if left < 0:
        os.kill(os.getpid(), signal.SIGKILL)
    add(self, *edge)

written.add_edge = add_and_die
pipeline.build([sys.argv[1]], Path("graph"), profile="fast", cache=Path("cache"))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")
def test_a_build_that_is_killed_while_it_writes_leaves_the_old_graph_and_goes_on(
    pages: Path, tmp_path: Path
) -> None:
    from graphkit import pipeline

    graph, cache = tmp_path / "graph", tmp_path / "cache"
    pipeline.build([str(pages / "a.jsonl")], graph, profile="fast", cache=cache)
    first = digest(graph)
    died = subprocess.run([sys.executable, "-c", DYING, str(pages), "1"], cwd=tmp_path, check=False)
    assert died.returncode == -9
    assert (digest(graph), len(read_papers(graph))) == (first, 1)
    report = pipeline.build([str(pages)], graph, profile="fast", cache=cache)
    assert (report.papers, report.extracted) == (2, 0)
    pipeline.build([str(pages)], tmp_path / "whole", profile="fast", cache=None)
    assert digest(graph) == digest(tmp_path / "whole") != first


def test_a_killed_build_goes_on_where_it_was(pages: Path, tmp_path: Path) -> None:
    from graphkit import pipeline

    process = subprocess.Popen(
        [sys.executable, "-c", SLOW, str(pages)], cwd=tmp_path, stdout=subprocess.PIPE
    )
    assert process.stdout is not None
    assert process.stdout.readline() == b"one\n"
    time.sleep(0.1)
    process.kill()
    process.communicate()
    graph, cache = tmp_path / "graph", tmp_path / "cache"
    report = pipeline.build([str(pages)], graph, cache=cache)
    assert (report.papers, report.extracted) == (2, 1)
    pipeline.build([str(pages)], tmp_path / "whole", cache=None)
    assert digest(graph) == digest(tmp_path / "whole")
