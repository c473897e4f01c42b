"""Comparing predictions with others, and with a stored baseline."""

import itertools
import json
from pathlib import Path

import pytest

from graphkit.errors import IncompleteError, InputError
from graphkit.extract.evaluate import (
    AnnotatedPaper,
    AnnotatedPapers,
    Annotation,
    check_baseline,
    evaluate,
    read_baseline,
    write_baseline,
)
from graphkit.extract.evaluate.comparison import compare

NUMBER = 100
GOLD = {
    f"P{i:03}": AnnotatedPaper(f"P{i:03}", "", (Annotation("Method", "walk", (), "USES"),))
    for i in range(NUMBER)
}


def first(number: int) -> AnnotatedPapers:
    return dict(itertools.islice(GOLD.items(), number))


def test_the_same_predictions_do_not_differ() -> None:
    for one in compare(GOLD, first(50), first(50)):
        assert (one.difference, one.low, one.high, one.better) == (0, 0, 0, 0)


def test_the_difference_lies_in_its_interval() -> None:
    micro, method = compare(GOLD, first(80), first(60))
    assert (micro.name, method.name) == ("micro", "Method")
    # F1 = 2 right / (predicted + gold): 160 / 180 and 120 / 160.
    assert micro.f1 == pytest.approx(160 / 180)
    assert micro.against == pytest.approx(120 / 160)
    assert 0 < micro.low < micro.difference < micro.high
    assert micro.better > 0.99
    # Of 100 papers a fifth differs: about 2 * 0.05 to each side.
    assert micro.high - micro.low == pytest.approx(0.14, abs=0.04)


def test_exchanged_predictions_have_the_opposite_difference() -> None:
    there, back = compare(GOLD, first(80), first(60))[0], compare(GOLD, first(60), first(80))[0]
    assert there.difference == -back.difference
    assert (there.low, there.high) == (pytest.approx(-back.high), pytest.approx(-back.low))


def test_it_is_the_same_on_every_run_and_for_any_order() -> None:
    backwards = dict(reversed(GOLD.items()))
    once = compare(GOLD, first(80), first(60))
    assert compare(GOLD, first(80), first(60)) == once
    assert compare(backwards, first(80), first(60)) == once


def test_a_draw_with_nothing_in_it_is_no_fault() -> None:
    gold = {"A": AnnotatedPaper("A", "", ()), "B": AnnotatedPaper("B", "", ())}
    assert [one.f1 for one in compare(gold, {}, gold)] == [0]


def kept(path: Path, number: int) -> Path:
    file = path / "baseline.json"
    write_baseline(file, GOLD, evaluate(GOLD, first(number)).scores, 0.0)
    return file


def test_a_baseline_holds_what_was_measured(tmp_path: Path) -> None:
    record = json.loads(kept(tmp_path, 60).read_text(encoding="utf-8"))
    assert record["microF1"] == record["macroF1"] == record["types"]["Method"] == 0.75
    assert (record["papers"], record["relationAccuracy"]) == (100, 1.0)


def test_a_fall_of_more_than_a_point_is_an_error(tmp_path: Path) -> None:
    file = kept(tmp_path, 60)
    record = read_baseline(file, GOLD, 0.0)
    # 59 papers: F1 = 118 / 159 = 0.7421, a fall of 0.8 points; 58: 116 / 158 = 0.7342, of 1.6.
    assert "-0.0079" in check_baseline(file, record, evaluate(GOLD, first(59)).scores)
    with pytest.raises(IncompleteError, match=r"0\.7342, baseline 0\.7500") as caught:
        check_baseline(file, record, evaluate(GOLD, first(58)).scores)
    assert caught.value.exit_code == 5
    assert "Method 0.750 -> 0.734" in str(caught.value.hint)
    assert "+0.0" in check_baseline(file, record, evaluate(GOLD, first(70)).scores)


def test_a_baseline_of_other_annotations_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="other annotations"):
        read_baseline(kept(tmp_path, 60), first(99), 0.0)


def test_a_baseline_knows_its_gold_in_any_order(tmp_path: Path) -> None:
    assert read_baseline(kept(tmp_path, 60), dict(reversed(GOLD.items())), 0.0)["microF1"] == 0.75


def test_a_baseline_at_another_confidence_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"--min-confidence 0\.5"):
        read_baseline(kept(tmp_path, 60), GOLD, 0.5)


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"microF1": "x"}', '{"microF1": 7}', "\\xff"])
def test_what_is_no_baseline_is_refused(tmp_path: Path, text: str) -> None:
    file = tmp_path / "baseline.json"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=r"baseline\.json: expected a baseline"):
        read_baseline(file, GOLD, 0.0)
