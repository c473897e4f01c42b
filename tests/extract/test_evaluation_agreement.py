"""The figures are those of the scorer that the annotated papers came with."""

import importlib.util
import json
import subprocess
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graphkit.extract.evaluate import AnnotatedPaper, Annotation, evaluate, predict, read_annotated
from graphkit.extract.evaluate.matching import normalise

pytestmark = pytest.mark.shared

TEXT = (
    "the a novel our GNNs gnn graph networks network models method data indices analyses "
    "boxes classes bus ties (Cora) state-of-the-art x–y C/D s"  # noqa: RUF001 - a dash
)
WORDS = st.sampled_from(TEXT.split())
NAMES = st.lists(WORDS, min_size=1, max_size=4).map(" ".join)
ENTITIES = st.lists(
    st.builds(
        Annotation,
        type=st.sampled_from(["Method", "Dataset", "Task", "Metric"]),
        name=NAMES,
        mentions=st.lists(NAMES, max_size=2).map(tuple),
        relation=st.sampled_from(["USES", "PROPOSES"]),
    ),
    max_size=8,
)


@pytest.fixture(scope="module")
def scorer(shared: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("scorer", shared / "eval" / "score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def plain(paper: AnnotatedPaper) -> dict[str, Any]:
    entities = [
        {"type": e.type, "name": e.name, "mentions": list(e.mentions), "relation": e.relation}
        for e in paper.entities
    ]
    return {"title": paper.title, "entities": entities}


@given(text=st.one_of(st.text(max_size=30), NAMES))
def test_forms_agree(scorer: ModuleType, text: str) -> None:
    assert normalise(text) == scorer.normalise(text)


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(gold=ENTITIES, found=ENTITIES)
def test_any_entities_agree(
    scorer: ModuleType, gold: list[Annotation], found: list[Annotation]
) -> None:
    wanted = {"T": AnnotatedPaper("T", "", tuple(gold))}
    predicted = {"T": AnnotatedPaper("T", "", tuple(found))}
    theirs = scorer.score({"T": plain(wanted["T"])}, {"T": plain(predicted["T"])})
    ours = evaluate(wanted, predicted).scores
    micro = (ours.micro.precision, ours.micro.recall, ours.micro.f1)
    assert micro == pytest.approx(theirs["table"]["micro"])
    assert ours.relation_accuracy == pytest.approx(theirs["relation_accuracy"])
    for name, tally in ours.types.items():
        assert (tally.precision, tally.recall, tally.f1) == pytest.approx(theirs["table"][name])


def test_the_extraction_of_dev_agrees(shared: Path, tmp_path: Path) -> None:
    gold_file = shared / "eval" / "dev.jsonl"
    gold = read_annotated(str(gold_file))
    found = predict(gold)
    file = tmp_path / "predictions.jsonl"
    file.write_text(
        "".join(json.dumps(plain(paper)) + "\n" for paper in found.values()), encoding="utf-8"
    )
    done = subprocess.run(
        [sys.executable, shared / "eval" / "score.py", gold_file, file, "--json"],
        capture_output=True,
        text=True,
        check=True,
    )
    theirs = json.loads(done.stdout)
    ours = evaluate(gold, found)
    table = {
        name: [tally.precision, tally.recall, tally.f1]
        for name, tally in {**ours.scores.types, "micro": ours.scores.micro}.items()
    }
    assert table == theirs["table"]
    assert ours.scores.macro_f1 == theirs["macro_f1"]
    assert ours.scores.relation_accuracy == theirs["relation_accuracy"]
    assert (ours.papers, list(ours.without_predictions)) == (58, theirs["missing_papers"])
    assert ours.scores.micro.right > 0
