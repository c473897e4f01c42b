import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graphkit.extract import Extraction, as_json, extract, fingerprint
from graphkit.model import ENDPOINTS, Mention, NodeLabel, Paper, RelationshipType

WALK = Paper(
    "p1",
    "WalkNet: Slow Walks for Link Prediction",
    "We propose WalkNet, a Graph Neural Network (GNN) that walks slowly. Unlike GCN, WalkNet keeps "
    "paths. On the Cora and CiteSeer datasets GNNs with WalkNet reach an accuracy of 81.5%. "
    "Link prediction improves as well.",
)


def entities(title: str, abstract: str) -> dict[str, Mention]:
    (mentions,) = extract([Paper("p", title, abstract)])
    return {mention.name: mention for mention in mentions}


def test_a_paper_end_to_end() -> None:
    (mentions,) = extract([WALK])
    found = {(m.label.value, m.name, m.role.value) for m in mentions}
    assert {
        ("Method", "WalkNet", "PROPOSES"),
        ("Method", "graph neural network", "USES"),
        ("Method", "graph convolutional network", "COMPARES_WITH"),
        ("Dataset", "Cora", "EVALUATES_ON"),
        ("Dataset", "Citeseer", "EVALUATES_ON"),
        ("Task", "link prediction", "ADDRESSES"),
        ("Metric", "accuracy", "MEASURES"),
    } <= found
    assert {m.text for m in mentions if m.name == "graph neural network"} == {
        "Graph Neural Network", "GNN", "GNNs",
    }  # fmt: skip


def check(paper: Paper, mentions: tuple[Mention, ...]) -> None:
    roles: dict[tuple[str, str], RelationshipType] = {}
    last = 0
    for mention in mentions:
        assert mention.paper_id == paper.id
        assert paper.text[mention.start : mention.end] == mention.text
        assert mention.text
        assert mention.start >= last, "places overlap or are out of order"
        last = mention.end
        assert mention.sentence in paper.text
        assert mention.text in mention.sentence
        assert mention.name.strip() == mention.name != ""
        assert ENDPOINTS[mention.role][1] is mention.label
        assert roles.setdefault((mention.label, mention.name), mention.role) is mention.role
        assert mention.rule
        assert 0 <= mention.confidence <= 1


PIECES = st.sampled_from(
    [
        "We propose ",
        "WalkNet",
        " (WN)",
        ", a graph neural network",
        " (GNN)",
        ". ",
        "On the Cora dataset",
        "$^{2}$",
        "\\emph{",
        "}",
        "accuracy of 81%",
        " and ",
        "``",
        "''",
        "\n",
        "Models(LLMs)",
        "patterns.The ",
        'H\\"{o}lder',
        "link prediction",
        "((",
        "))",
        " : ",
        "the ",
        "https://a. com",
        "\u200b",
        "-",
        "CIFAR-10/100",
    ]
)


@settings(max_examples=150, deadline=None)
@given(
    st.one_of(st.text(), st.lists(PIECES).map("".join)),
    st.one_of(st.text(), st.lists(PIECES, max_size=25).map("".join)),
)
def test_any_text_gives_mentions_that_slice_it(title: str, abstract: str) -> None:
    paper = Paper("p", title, abstract)
    (mentions,) = extract([paper])
    check(paper, mentions)


@pytest.mark.parametrize(
    ("title", "abstract"),
    [
        ("", ""),
        ("\n\n", "\n"),
        ("Titre", "Nous proposons une méthode nouvelle pour les réseaux."),
        ("题目", "我们提出了一种新的图神经网络方法。"),
        ("عنوان", "نقترح شبكة جديدة"),
        ("\ud800 lone", "surrogate \udfff here"),
        ("nul \0", "control \x01\x1b characters"),
    ],
)
def test_odd_papers_pass(title: str, abstract: str) -> None:
    paper = Paper("p", title, abstract)
    (mentions,) = extract([paper])
    check(paper, mentions)


@pytest.mark.parametrize(
    "piece", ["a", "word ", "GNN ", "(", "We propose WalkNet (WN). ", "a-", "A, "]
)
def test_a_megabyte_takes_bounded_time(piece: str) -> None:
    paper = Paper("p", "Long", piece * (1_000_000 // len(piece)))
    began = time.monotonic()
    (mentions,) = extract([paper])
    assert time.monotonic() - began < 60
    check(paper, mentions)


def test_a_name_keeps_its_spelling_and_a_term_gets_the_fields() -> None:
    found = entities(
        "Slow Walks",
        "We introduce W$^{2}$Net, based on Graph Neural Networks. W$^{2}$Net is fast.",
    )
    assert found["W2Net"].text == "W$^{2}$Net"
    assert found["W2Net"].role is RelationshipType.PROPOSES
    assert "graph neural network" in found


def test_a_known_name_is_the_own_of_the_paper_that_gives_it() -> None:
    own = entities(
        "GraphSAGE: Sampling Neighbourhoods of Large Graphs",
        "We propose GraphSAGE, which samples neighbours.",
    )
    used = entities("On Sampling Neighbours", "Our experiments build on GraphSAGE with two layers.")
    assert own["GraphSAGE"].role is RelationshipType.PROPOSES
    assert used["GraphSAGE"].role is RelationshipType.USES


def test_an_acronym_means_what_its_paper_says() -> None:
    found = entities(
        "Gated Nomad Nets",
        "We propose a gated nomad network (GNN). The GNN wanders. The GNN is fast.",
    )
    assert "graph neural network" not in found
    assert any(mention.text == "GNN" for mention in found.values())


def test_a_contrived_acronym_is_the_name_itself() -> None:
    found = entities(
        "x", "We propose WALKER (Wandering Along Lanes with KEpt Routes). WALKER is fast."
    )
    assert "WALKER" in found


def test_an_introduced_dataset() -> None:
    found = entities(
        "WalkBench: A Benchmark for Slow Walks",
        "We introduce WalkBench, a benchmark of walks. We test models on WalkBench.",
    )
    assert found["WalkBench"].label is NodeLabel.DATASET
    assert found["WalkBench"].role is RelationshipType.INTRODUCES


def test_a_given_name_keeps_its_capitals() -> None:
    found = entities(
        "Poems", "We present the Stone Poem Corpus (SPC), a new dataset. SPC is large."
    )
    assert found["Stone Poem Corpus"].label is NodeLabel.DATASET


def test_fields_and_generic_words_are_no_entities() -> None:
    found = entities(
        "A Study", "Deep learning and machine learning use a model, a graph and a network."
    )
    assert found == {}


def corpus(size: int) -> list[Paper]:
    names = ["Cora", "MNIST", "ImageNet", "CIFAR-10"]
    return [
        Paper(
            f"p{i}",
            f"Walk{i}Net: Link Prediction",
            f"We propose Walk{i}Net, a graph neural network, on the {names[i % 4]} dataset.",
        )
        for i in range(size)
    ]


def test_workers_change_nothing() -> None:
    papers = corpus(150)
    assert list(extract(papers, workers=2)) == list(extract(papers))


def test_the_stream_is_read_as_it_is_used() -> None:
    taken: list[str] = []

    def papers() -> "object":
        for paper in corpus(2000):
            taken.append(paper.id)
            yield paper

    next(extract(papers()))  # type: ignore[arg-type] # a generator of papers
    assert len(taken) < 2000


def test_hash_seeds_change_nothing() -> None:
    code = (
        "from graphkit.extract import extract; from graphkit.model import Paper;"
        f"print(list(extract([Paper({WALK.id!r}, {WALK.title!r}, {WALK.abstract!r})])))"
    )
    printed = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
            text=True,
        ).stdout
        for seed in ("0", "1", "2")
    }
    assert len(printed) == 1


def test_json_folds_the_mentions_of_an_entity() -> None:
    (mentions,) = extract([WALK])
    shown = as_json(WALK, mentions)
    assert shown["title"] == WALK.title
    gnn = next(e for e in shown["entities"] if e["name"] == "graph neural network")
    assert gnn["mentions"] == ["Graph Neural Network", "GNN", "GNNs"]
    assert gnn["type"] == "Method"
    assert gnn["relation"] == "USES"
    assert len(gnn["evidence"]) == 2
    assert all(sentence in WALK.text for sentence in gnn["evidence"])


def test_the_fingerprint_is_sixteen_digits() -> None:
    assert len(fingerprint()) == 16
    int(fingerprint(), 16)


@pytest.mark.shared
def test_the_score_on_annotated_papers(shared: Path, tmp_path: Path) -> None:
    import json

    gold = shared / "eval" / "dev.jsonl"
    records = [json.loads(line) for line in gold.read_text(encoding="utf-8").splitlines()]
    papers = [Paper(str(i), r["title"], r["abstract"]) for i, r in enumerate(records)]
    predictions = tmp_path / "predictions.jsonl"
    rows = map(as_json, papers, Extraction().extract(papers))
    predictions.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    paths = [shared / "eval" / "score.py", gold, predictions]
    command = [sys.executable, *map(str, paths), "--json"]
    printed = subprocess.run(command, capture_output=True, check=True, text=True).stdout
    result = json.loads(printed)
    assert result["missing_papers"] == []
    assert result["table"]["micro"][2] >= 0.6
    assert result["relation_accuracy"] >= 0.85
