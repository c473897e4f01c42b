"""`graphkit build`, through the real command."""

import json
import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from graphkit.graph import read_graph, read_manifest, read_papers

Run = Callable[..., "subprocess.CompletedProcess[str]"]

WALKNET = (
    "We propose WalkNet, a graph neural network (GNN) for link prediction. "
    "WalkNet is tested on the Cora dataset and reaches an accuracy of 81%."
)
TRIANGLES = (
    "We study triangle counting. Our sampler beats reservoir sampling on the Enron dataset "
    "in terms of relative error."
)
BARE = f"""Get trending papers in your email inbox once a day!
Get trending papers in your email inbox!
SubscribeWalkNet: Random Walks for Link Prediction
{WALKNET}
Counting Triangles in Streams
{TRIANGLES}
"""
DATED = f"""new

Get trending papers in your email inbox!

Subscribe

Daily Papers

byAK and the research community

Apr 15

WalkNet: Random Walks for Link Prediction

{WALKNET}

  • 3 authors
·
Jul 19, 2025 1
"""


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    folder = tmp_path / "pages"
    folder.mkdir()
    (folder / "bare.txt").write_text(BARE, encoding="utf-8")
    (folder / "dated.txt").write_text(DATED, encoding="utf-8")
    return folder


def test_a_build_says_what_it_did(graphkit: Run, pages: Path, tmp_path: Path) -> None:
    done = graphkit("build", "pages", "--json")
    assert done.returncode == 0, done.stderr
    report = json.loads(done.stdout)
    assert {key: report[key] for key in ("records", "papers", "duplicates", "refused")} == {
        "records": 3,
        "papers": 2,
        "duplicates": 1,
        "refused": 0,
    }
    walknet = next(p for p in read_papers(tmp_path / "graph") if p.title.startswith("WalkNet"))
    assert str(walknet.date) == "2025-07-19"
    assert walknet.author_count == 3
    assert [source.file for source in walknet.sources] == ["bare.txt", "dated.txt"]


def test_the_graph_holds_what_the_papers_say(graphkit: Run, pages: Path, tmp_path: Path) -> None:
    assert graphkit("build", "pages").returncode == 0
    G = read_graph(tmp_path / "graph")
    names = {data.get("name") for _, data in G.nodes(data=True)}
    assert {"WalkNet", "graph neural network", "link prediction", "Cora", "accuracy"} <= names
    proposed = {target for _, target, key in G.edges(keys=True) if key == "PROPOSES"}
    assert "method:walknet" in proposed


def test_a_paper_that_names_anothers_method_refers_to_it(graphkit: Run, tmp_path: Path) -> None:
    papers = (
        {"title": "WalkNet: Random Walks for Link Prediction", "abstract": WALKNET},
        {"title": "Faster walks", "abstract": f"Our sampler makes WalkNet faster. {TRIANGLES}"},
    )
    lines = "".join(json.dumps(paper) + "\n" for paper in papers)
    (tmp_path / "papers.jsonl").write_text(lines, encoding="utf-8")
    assert graphkit("build", "papers.jsonl").returncode == 0
    G = read_graph(tmp_path / "graph")
    ((source, target, data),) = (
        (source, target, data)
        for source, target, key, data in G.edges(keys=True, data=True)
        if key == "REFERS_TO"
    )
    assert (G.nodes[source]["title"], G.nodes[target]["title"]) == tuple(
        paper["title"] for paper in reversed(papers)
    )
    assert data["evidence"] == ["Our sampler makes WalkNet faster."]
    asked = graphkit("query", "references-of-paper", "--param", "paper=faster WALKS", "--json")
    assert [row["refersTo"] for row in json.loads(asked.stdout)] == [papers[0]["title"]]
    told = graphkit("explain", "Faster walks", "WalkNet: Random Walks for Link Prediction")
    assert "REFERS_TO" in told.stdout


def test_words_for_people_go_to_stderr(graphkit: Run, pages: Path) -> None:
    done = graphkit("build", "pages")
    assert done.stdout == ""
    assert "3 records read: 2 papers, 1 duplicates merged, 0 refused" in done.stderr


def test_a_second_build_extracts_nothing_and_changes_nothing(
    graphkit: Run, pages: Path, tmp_path: Path
) -> None:
    first = json.loads(graphkit("build", "pages", "--json").stdout)
    before = read_manifest(tmp_path / "graph")
    second = json.loads(graphkit("build", "pages", "--json").stdout)
    assert (first["extracted"], second["extracted"]) == (2, 0)
    assert read_manifest(tmp_path / "graph") == before


def test_order_workers_and_hash_seed_leave_no_trace(
    graphkit: Run, pages: Path, tmp_path: Path
) -> None:
    runs = {
        "0": ["pages/bare.txt", "pages/dated.txt", "-w", "1"],
        "1": ["pages/dated.txt", "pages/bare.txt", "-w", "2"],
        "random": ["pages", "-w", "1"],
    }
    seen = set()
    for seed, arguments in runs.items():
        environment = {**os.environ, "PYTHONHASHSEED": seed}
        done = graphkit("build", *arguments, "--no-cache", "-o", f"g{seed}", env=environment)
        assert done.returncode == 0, done.stderr
        seen.add(read_manifest(tmp_path / f"g{seed}").digest.total)
    assert len(seen) == 1


def test_standard_input(graphkit: Run, tmp_path: Path) -> None:
    done = graphkit("build", "-", "--json", stdin=BARE)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["papers"] == 2
    assert {s.file for p in read_papers(tmp_path / "graph") for s in p.sources} == {"stdin"}


def test_json_lines(graphkit: Run) -> None:
    rows = [{"title": "A on B", "abstract": "We use B."}, {"title": "C", "abstract": "D."}]
    text = "".join(json.dumps(row) + "\n" for row in rows)
    assert json.loads(graphkit("build", "-", "--json", stdin=text).stdout)["papers"] == 2


def test_a_bad_record_stops_the_build_and_leaves_the_old_graph(
    graphkit: Run, pages: Path, tmp_path: Path
) -> None:
    assert graphkit("build", "pages").returncode == 0
    before = read_manifest(tmp_path / "graph")
    (pages / "more.jsonl").write_text('{"title": "Fine", "abstract": "x"}\n{"title": 3}\n')
    done = graphkit("build", "pages")
    assert done.returncode == 3
    assert "more.jsonl:2" in done.stderr
    assert "--skip-bad" in done.stderr
    assert "Traceback" not in done.stderr
    assert read_manifest(tmp_path / "graph") == before


def test_skip_bad_builds_the_rest_and_says_so(graphkit: Run, pages: Path, tmp_path: Path) -> None:
    (pages / "more.jsonl").write_text('{"title": "Fine", "abstract": "x"}\n{"title": 3}\n')
    done = graphkit("build", "pages", "--skip-bad", "--json")
    assert done.returncode == 5
    report = json.loads(done.stdout)
    assert (report["papers"], report["refused"]) == (3, 1)
    assert report["refusals"][0]["file"] == "more.jsonl"
    assert report["refusals"][0]["line"] == 2
    assert len(read_papers(tmp_path / "graph")) == 3


def bad_inputs(folder: Path) -> dict[str, str]:
    """Write one bad input of each kind; return what the message has to say of it."""
    (folder / "empty.txt").write_bytes(b"")
    (folder / "binary.txt").write_bytes(bytes(range(256)) * 40)
    (folder / "prose.txt").write_text("Dear all,\nplease find the minutes below.\n")
    (folder / "long.txt").write_bytes(b"x" * 50_000_000)
    (folder / "cut.txt").write_text(BARE[: BARE.index("We study")])
    (folder / "nothing").mkdir()
    return {
        "empty.txt": "empty",
        "binary.txt": "binary",
        "prose.txt": "expected",
        "long.txt": "line",
        "cut.txt": "cut.txt:5",
        "nothing": "no",
        "absent.txt": "absent.txt",
    }


def test_bad_input_has_its_own_message_and_harms_nothing(
    graphkit: Run, pages: Path, tmp_path: Path
) -> None:
    assert graphkit("build", "pages").returncode == 0
    before = read_manifest(tmp_path / "graph")
    messages = set()
    inputs = bad_inputs(tmp_path)
    for name, words in inputs.items():
        done = graphkit("build", name)
        assert done.returncode == 3, (name, done.stderr)
        assert name in done.stderr
        assert words in done.stderr
        assert "Traceback" not in done.stderr
        messages.add(done.stderr.replace(name, "…"))
    assert len(messages) == len(inputs)
    assert read_manifest(tmp_path / "graph") == before


def test_output_that_is_no_graph_folder_is_left_alone(
    graphkit: Run, pages: Path, tmp_path: Path
) -> None:
    assert pages.is_dir()
    done = graphkit("build", "pages", "-o", "pages")
    assert done.returncode == 2
    assert "is not a graph folder" in done.stderr
    assert sorted(path.name for path in pages.iterdir()) == ["bare.txt", "dated.txt"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["pages"]


def test_no_path_is_a_usage_error(graphkit: Run) -> None:
    done = graphkit("build")
    assert done.returncode == 2
    assert "PATH" in done.stderr


@pytest.mark.shared
def test_the_five_real_pages(graphkit: Run, shared: Path, tmp_path: Path) -> None:
    done = graphkit("build", str(shared / "seeds"), "--json")
    assert done.returncode == 0, done.stderr
    report = json.loads(done.stdout)
    assert (report["records"], report["papers"], report["refused"]) == (485, 431, 0)
    papers = read_papers(tmp_path / "graph")
    assert len(papers) == 431


def test_conflicts_between_sources_are_told_and_kept(graphkit: Run, tmp_path: Path) -> None:
    rows = [
        {"title": "Counting Triangles in Streams", "abstract": TRIANGLES, "doi": "10.1000/a"},
        {"title": "Counting Triangles in Streams", "abstract": TRIANGLES, "doi": "10.1000/b"},
        {"title": "Counting triangles in streams", "abstract": WALKNET, "doi": "10.1000/b"},
    ]
    page = tmp_path / "page.jsonl"
    page.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    told = graphkit("build", str(page), "-o", str(tmp_path / "graph"))
    assert "2 conflicts between sources:" in told.stderr
    assert "stay two papers: another DOI" in told.stderr
    again = graphkit("build", str(page), "-o", str(tmp_path / "graph"), "--json")
    report = json.loads(again.stdout)
    assert not report["written"]
    found = [(part["paperId"], part["field"], part["source"]) for part in report["conflicts"]]
    assert found == [
        ("doi:10.1000/a", "paper", "page.jsonl:2, page.jsonl:3"),
        ("doi:10.1000/b", "abstract", "page.jsonl:2"),
    ]
