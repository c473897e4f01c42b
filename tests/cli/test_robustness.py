"""Texts that nobody expects, through the real command: nothing crashes, offsets stay exact."""

import json
import resource
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from graphkit.extract.protocol import LONGEST_TEXT

Run = Callable[..., "subprocess.CompletedProcess[str]"]
NAMED = "We propose WalkNet, a graph neural network (GNN), and test it on the Cora dataset. "

TEXTS = {
    "chinese": "我们提出了一种新的图神经网络方法。实验在三个数据集上进行，准确率达到百分之九十。",  # noqa: RUF001 - Chinese
    "arabic": "نقترح شبكة عصبية جديدة للرسوم البيانية، ونختبرها على ثلاث مجموعات بيانات.",
    "russian": "Мы предлагаем новый метод. Эксперименты проведены на трёх наборах данных.",
    "mixed": "我们提出 WalkNet（一种 graph neural network）。"  # noqa: RUF001 - Chinese
    "Мы тестируем на Cora dataset. جيد جدا.",
    "empty": "",
    "white space": " \t\n\r\n \u3000 ",
    "punctuation": "!?.,;:()[]{}<>\"'`~@#$%^&*_-+=|\\/" * 20,
    "brackets": "(" * 3000 + ")" * 3000,
    "control": "a\x00b\x01c\x1b[31md\x7f\x85 \u2028 \u202e " + NAMED,
    "emoji": "We propose 🚀Net 👩‍👩‍👧 on 🇩🇪 flags 1️⃣, e\u0301 and ﬁne. " + NAMED,
    "combining": "Z\u0351\u036b\u0343a\u0300\u0301\u0302" * 200,
    "one word": "a" * 60_000,
    "hyphens": "a-" * 30_000,
    "line ends": (NAMED + "\n") * 500,
    "windows": (NAMED + "\r\n") * 20,
    "separators": "We use\u2028GNN\u2029on\x0bCora\x0cdata\x85now. " + NAMED,
    "tex": r"\textbf{We} $x_{" * 500 + NAMED,
}


def lines(texts: dict[str, str]) -> str:
    return "".join(
        json.dumps({"title": f"On {name}: {text[:60]}", "abstract": text}) + "\n"
        for name, text in texts.items()
    )


def mentions(folder: Path) -> list[dict[str, object]]:
    texts = {
        row["id"]: f"{row['title']}\n{row['abstract']}"
        for row in pq.read_table(folder / "papers.parquet").to_pylist()
    }
    rows: list[dict[str, object]] = pq.read_table(folder / "mentions.parquet").to_pylist()
    for row in rows:
        text = texts[row["paperId"]]
        assert text[row["start"] : row["end"]] == row["text"]  # type: ignore[misc] # integers
        assert row["text"] in row["sentence"]  # type: ignore[operator] # texts
        assert row["sentence"] in text  # type: ignore[operator] # a text
    return rows


@pytest.mark.parametrize("workers", ["1", "2"])
def test_odd_texts_make_a_graph_with_exact_offsets(
    graphkit: Run, tmp_path: Path, workers: str
) -> None:
    done = graphkit("build", "-", "--json", "-w", workers, stdin=lines(TEXTS))
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["papers"] == len(TEXTS)
    found = {(row["label"], row["text"]) for row in mentions(tmp_path / "graph")}
    assert {("Method", "WalkNet"), ("Method", "GNN"), ("Dataset", "Cora")} <= found


def test_names_in_a_text_of_several_scripts_are_found(graphkit: Run, tmp_path: Path) -> None:
    assert graphkit("build", "-", stdin=lines({"mixed": TEXTS["mixed"]})).returncode == 0
    assert "graph neural network" in {row["text"] for row in mentions(tmp_path / "graph")}


@pytest.mark.parametrize("form", ["jsonl", "html"])
def test_odd_texts_are_printed(graphkit: Run, form: str) -> None:
    done = graphkit("extract", "-", "--format", form, stdin=lines(TEXTS))
    assert done.returncode == 0, done.stderr
    if form == "jsonl":
        assert len([json.loads(line) for line in done.stdout.splitlines()]) == len(TEXTS)


def test_half_a_character_is_refused_by_name(graphkit: Run) -> None:
    good = lines({"fine": NAMED})
    done = graphkit("extract", "-", stdin=good + '{"title": "x", "abstract": "a \\ud800 b"}\n')
    assert done.returncode == 3
    assert ":2" in done.stderr
    assert "surrogate" in done.stderr


def limited(megabytes: int) -> Callable[[], None]:
    """Return what keeps a process below so much memory of its own."""

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_DATA, (megabytes << 20, megabytes << 20))

    return limit


def test_two_megabytes_take_bounded_time_and_memory(graphkit: Run, tmp_path: Path) -> None:
    text = NAMED * (2_000_000 // len(NAMED)) + "At the end stands ResNet."
    paper = json.dumps({"title": "Long", "abstract": text}) + "\n"
    began = time.monotonic()
    done = graphkit("build", "-", "--json", stdin=paper, preexec_fn=limited(1500))
    assert time.monotonic() - began < 60
    assert done.returncode == 0, done.stderr
    found = mentions(tmp_path / "graph")
    assert found
    assert max(row["end"] for row in found) <= LONGEST_TEXT  # type: ignore[type-var] # integers
    assert "ResNet" not in {row["text"] for row in found}


def test_ten_thousand_lines_in_one_paragraph(graphkit: Run, tmp_path: Path) -> None:
    text = "\n".join(["walks on stone graphs (GNN) in"] * 10_000)
    paper = json.dumps({"title": "Lines", "abstract": text}) + "\n"
    began = time.monotonic()
    done = graphkit("build", "-", stdin=paper)
    assert time.monotonic() - began < 60
    assert done.returncode == 0, done.stderr
    mentions(tmp_path / "graph")
