"""`graphkit review`, through the real command: questions, files that go out and come back."""

import csv
import io
import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from graphkit.graph import read_graph, read_manifest

Run = Callable[..., "subprocess.CompletedProcess[str]"]

PAPERS = (
    ("Walks for Links", "We propose WalkNet for link prediction. WalkNet is tested on Cora."),
    ("Faces", "We train generative adversarial networks (GANs) with dropout on Cora."),
    ("Masks", "We train generative adversarial nets (GANs) with dropout on Cora."),
)


def rows(*papers: tuple[str, str]) -> str:
    found = (dict(zip(("title", "abstract"), paper, strict=True)) for paper in papers)
    return "".join(json.dumps(row) + "\n" for row in found)


@pytest.fixture
def built(here: Run, tmp_path: Path) -> Path:
    (tmp_path / "page.jsonl").write_text(rows(*PAPERS), encoding="utf-8")
    done = here("build", "page.jsonl", "--profile", "fast")
    assert done.returncode == 0, done.stderr
    return tmp_path / "graph"


def listed(graphkit: Run) -> list[dict[str, object]]:
    found: list[dict[str, object]] = json.loads(graphkit("review", "--list", "--json").stdout)
    return found


def digest(folder: Path) -> str:
    return read_manifest(folder).digest.total


def decisions(tmp_path: Path) -> list[str]:
    return (tmp_path / "graphkit-decisions.tsv").read_text(encoding="utf-8").splitlines()


def test_the_pairs_are_listed_best_first_with_sentences(graphkit: Run, built: Path) -> None:
    del built
    found = listed(graphkit)
    assert found
    assert [row["confidence"] for row in found] == sorted(
        (row["confidence"] for row in found), reverse=True
    )
    assert found[0]["one"] == "Method:generative adversarial net"
    assert found[0]["other"] == "Method:generative adversarial network"
    assert found[0]["sentences"] == f"{PAPERS[2][1]} [Masks]"
    assert found[0]["others"] == f"{PAPERS[1][1]} [Faces]"


def test_an_accept_in_the_terminal_joins_the_names_and_is_not_asked_again(
    graphkit: Run, built: Path, tmp_path: Path
) -> None:
    before = digest(built)
    pair = [str(listed(graphkit)[0][name]) for name in ("one", "other")]
    done = graphkit("review", stdin="?\nb\na\nq\n")
    assert done.returncode == 0, done.stderr
    assert done.stdout == ""
    assert "accept: both are one thing" in done.stderr
    assert decisions(tmp_path) == ["#graphkit-decisions 1", "\t".join(["accept", *pair])]
    names = {data.get("name") for _, data in read_graph(built).nodes(data=True)}
    assert len(names & {part.partition(":")[2] for part in pair}) == 1
    assert pair not in [[row["one"], row["other"]] for row in listed(graphkit)]
    (tmp_path / "graphkit-decisions.tsv").write_text("#graphkit-decisions 1\n", encoding="utf-8")
    assert graphkit("review", "--apply").returncode == 0
    assert digest(built) == before


def test_rename_retype_and_split_ask_on_and_reject_goes_on(
    graphkit: Run, built: Path, tmp_path: Path
) -> None:
    one = str(listed(graphkit)[0]["one"])
    answers = "n 1 My Walker\nt 3 Task\nt 1 Nonsense\ns 1\nr\n"
    done = graphkit("review", stdin=answers)
    assert done.returncode == 0, done.stderr
    assert "expected 1 or 2 behind t" in done.stderr
    assert "expected a label of Method" in done.stderr
    assert [line.split("\t")[0] for line in decisions(tmp_path)[1:]] == [
        "reject",
        "split",
        "rename",
    ]
    assert f"rename\t{one}\tMy Walker" in decisions(tmp_path)
    assert "My Walker" in {data.get("name") for _, data in read_graph(built).nodes(data=True)}


def test_a_table_goes_out_and_comes_back(graphkit: Run, built: Path, tmp_path: Path) -> None:
    before = digest(built)
    assert graphkit("review", "--export", "pairs.csv").returncode == 0
    assert graphkit("review", "--export", "-").stdout == (tmp_path / "pairs.csv").read_text()
    with (tmp_path / "pairs.csv").open(encoding="utf-8", newline="") as file:
        table = list(csv.DictReader(file))
    assert [row["one"] for row in table] == [row["one"] for row in listed(graphkit)]
    table[0]["decision"] = "Accept"
    table.append({**dict.fromkeys(table[0], ""), "decision": "rename", "one": "Dataset:Cora"})
    table[-1]["value"] = "'=Cora"
    text = io.StringIO()
    writer = csv.DictWriter(text, table[0].keys())
    writer.writeheader()
    writer.writerows(table)
    (tmp_path / "filled.csv").write_text("\ufeff" + text.getvalue(), encoding="utf-8")
    dry = graphkit("review", "--import", "filled.csv", "--dry-run")
    assert dry.returncode == 0, dry.stderr
    assert "a dry run: nothing was written" in dry.stderr
    assert "=Cora" in dry.stdout
    assert digest(built) == before
    assert not (tmp_path / "graphkit-decisions.tsv").exists()
    assert graphkit("review", "--import", "filled.csv").returncode == 0
    assert "rename\tDataset:Cora\t=Cora" in decisions(tmp_path)
    assert digest(built) != before
    again = graphkit("review", "--import", "filled.csv")
    assert again.returncode == 0
    assert len(decisions(tmp_path)) == 3


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("decision,one\n", "expected the columns decision, one, other and value"),
        ("decision,one,other,value\nmaybe,Task:a,Task:b,\n", "bad.csv:2: expected one of accept"),
        ("decision,one,other,value\naccept,a,b,\n", "bad.csv:2: expected a label and a name"),
        ("decision,one,other,value\nretype,Task:a,,Car\n", "bad.csv:2: expected a label of"),
    ],
)
def test_a_table_that_cannot_be_read_changes_nothing(
    here: Run, built: Path, tmp_path: Path, text: str, words: str
) -> None:
    del built
    (tmp_path / "bad.csv").write_text(text, encoding="utf-8")
    done = here("review", "--import", "bad.csv")
    assert (done.returncode, done.stdout) == (3, "")
    assert words in done.stderr
    assert not (tmp_path / "graphkit-decisions.tsv").exists()


def test_a_build_with_decisions_remembers_them(graphkit: Run, built: Path, tmp_path: Path) -> None:
    plain = digest(built)
    ours = tmp_path / "ours.tsv"
    ours.write_text(
        "#graphkit-decisions 1\nrename\tDataset:Cora\tCora citations\nrename\tTask:x y\tZ\n",
        encoding="utf-8",
    )
    done = graphkit("build", "page.jsonl", "--profile", "fast", "--decisions", "ours.tsv", "--json")
    report = json.loads(done.stdout)
    assert (report["extracted"], report["written"]) == (0, True)
    assert report["unmatchedDecisions"] == ["rename | Task:x y | Z"]
    renamed = digest(built)
    assert renamed != plain
    more = tmp_path / "more.jsonl"
    more.write_text(rows(("Another", "We use dropout on Cora.")), encoding="utf-8")
    assert graphkit("build", "--add", "more.jsonl").returncode == 0
    assert graphkit("remove", "more.jsonl").returncode == 0
    assert digest(built) == renamed
    assert not json.loads(graphkit("build", "--add", "page.jsonl", "--json").stdout)["written"]
    ours.write_text("#graphkit-decisions 1\nrename\tDataset:Cora\tC\n", encoding="utf-8")
    changed = json.loads(graphkit("build", "--add", "page.jsonl", "--json").stdout)
    assert (changed["written"], changed["extracted"], changed["unmatchedDecisions"]) == (
        True,
        0,
        [],
    )
    assert digest(built) not in (renamed, plain)
    ours.rename(tmp_path / "elsewhere.tsv")
    gone = graphkit("build", "--add", "page.jsonl")
    assert gone.returncode == 3
    assert "the decisions that graph was built with are gone" in gone.stderr
    assert "--no-decisions" in gone.stderr
    assert graphkit("build", "--add", "page.jsonl", "--no-decisions").returncode == 0
    assert digest(built) == plain


def test_decisions_that_contradict_each_other_stop_the_build(
    graphkit: Run, built: Path, tmp_path: Path
) -> None:
    before = digest(built)
    (tmp_path / "d.tsv").write_text(
        "#graphkit-decisions 1\naccept\tTask:a\tTask:b\nreject\tTask:a\tTask:b\n", encoding="utf-8"
    )
    done = graphkit("build", "page.jsonl", "--profile", "fast", "--decisions", "d.tsv")
    assert done.returncode == 3
    assert "d.tsv:2,3: Task:a and Task:b are accepted as one and rejected" in done.stderr
    assert digest(built) == before


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["--list", "--apply"], 2, "exclude each other"),
        (["--apply"], 3, "no such file"),
        (["--import", "nothing.csv"], 3, "nothing.csv"),
        (["--graph", "nowhere"], 3, "expected a graph folder"),
    ],
)
def test_bad_usage(here: Run, built: Path, arguments: list[str], code: int, words: str) -> None:
    del built
    done = here("review", *arguments)
    assert (done.returncode, done.stdout) == (code, "")
    assert words in done.stderr


def test_explain_names_says_why_spellings_are_one_thing(graphkit: Run, tmp_path: Path) -> None:
    text = "We use graph neural networks (GNNs). Graph Neural Networks win on Cora."
    (tmp_path / "page.jsonl").write_text(rows(("Kites", text)), encoding="utf-8")
    graphkit("build", "page.jsonl", "--profile", "fast")
    found = json.loads(graphkit("explain", "GNNs", "--names", "--json").stdout)
    reasons = {row["spelling"]: row["reason"] for row in found}
    assert reasons["GNNs"] == "short form that its paper defines"
    assert reasons["Graph Neural Networks"] == "another spelling: case, hyphen, plural"
    assert graphkit("explain", "GNNs", "Cora", "--names").returncode == 2
