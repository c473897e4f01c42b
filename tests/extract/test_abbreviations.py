import json
import re
from pathlib import Path

import pytest

from graphkit.extract.abbreviations import find_abbreviations, is_short_form


def pairs(text: str) -> list[tuple[str, str]]:
    words = text.split()
    starts = [0, *(i + 1 for i, word in enumerate(words) if word == ".")]
    return [
        (
            " ".join(words[p.short_start : p.short_end]),
            " ".join(words[p.long_start : p.long_end]),
        )
        for p in find_abbreviations(words, starts)
    ]


@pytest.mark.parametrize(
    ("text", "short", "long"),
    [
        ("the spatial walking network ( SWN ) is", "SWN", "spatial walking network"),
        ("many spatial walking networks ( SWNs ) are", "SWNs", "spatial walking networks"),
        ("a mixture of walkers ( MoW ) is", "MoW", "mixture of walkers"),
        ("the long-range slow walk ( LRSW ) is", "LRSW", "long-range slow walk"),
        ("with walkpropagation ( WP ) we", "WP", "walkpropagation"),
        ("a Hidden Graph Net ( HidNet ) is", "HidNet", "Hidden Graph Net"),
        ("the SWN ( Spatial Walking Network ) is", "SWN", "Spatial Walking Network"),
        ("spatial walking networks ( SWNs , for short ) are", "SWNs", "spatial walking networks"),
        (
            "Three dimensional walks ( 3DW ) fail ; 3D walking nets ( 3DWN ) go",
            "3DWN",
            "3D walking nets",
        ),
        ("chain of walks prompting ( CoW ) is", "CoW", "chain of walks prompting"),
        ("the pre-trained walking model ( PWM ) is", "PWM", "pre-trained walking model"),
        ("fake walk evolUtion framEwork ( FWUE ) is", "FWUE", "fake walk evolUtion framEwork"),
    ],
)
def test_a_short_form_finds_its_long_form(text: str, short: str, long: str) -> None:
    assert (short, long) in pairs(text)


@pytest.mark.parametrize(
    "text",
    [
        "we walk in networks . Slow ( SWN ) is it",  # the long form would cross a sentence
        "the method ( Figure 3 ) is",
        "the graph ( see SWN ) is",
        "the result ( 2019 ) is",
        "nothing here ( XYZ ) fits",
        "a walk ( w ) is",
        "a walk ( the fast one ) is",
    ],
)
def test_a_bracket_that_defines_nothing(text: str) -> None:
    assert pairs(text) == []


def test_a_word_between_two_brackets_belongs_to_the_second() -> None:
    found = pairs("quick natural walking ( QNW ) models ( Ms ) and quiet spatial moves ( QSM ) go")
    assert found[0] == ("QNW", "quick natural walking")
    assert ("QSM", "quiet spatial moves") in found


@pytest.mark.parametrize("text", ["Figure", "However", "URL", "12", "W", "walking"])
def test_what_is_no_short_form(text: str) -> None:
    assert not is_short_form(text)


@pytest.mark.shared
def test_the_definitions_of_full_papers(shared: Path) -> None:
    right = missed = wrong = 0
    for file in sorted((shared / "data" / "scier" / "LLM").glob("*.jsonl")):
        for line in file.read_text(encoding="utf-8").splitlines():
            record = json.loads(line)
            gold = _gold(record)
            found = {pair for pair in pairs(_joined(record["sentence"])) if pair[1] > ""}
            right += len(gold & found)
            missed += len(gold - found)
            shorts = {short for short, _ in gold}
            wrong += len({pair for pair in found - gold if pair[0] in shorts})
    assert right / (right + missed) > 0.89
    assert right / (right + wrong) > 0.95


def _joined(text: str) -> str:
    text = text.replace(" - ", "-")
    for _ in range(3):
        text = re.sub(r"(?<![a-z\d])([A-Za-z\d]*[A-Z\d]) (\d) ?(?=[A-Z-])", r"\1\2", text)
    return text


def _gold(record: dict[str, object]) -> set[tuple[str, str]]:
    gold = set()
    for one, kind, other in record["rel"]:  # type: ignore[attr-defined] # a list of triples
        for long, short in ((one, other), (other, one)):
            is_pair = kind == "Synonym-Of" and f"{long} ( {short} )" in str(record["sentence"])
            long_, short_ = _joined(long), _joined(short)
            if is_pair and len(long_) > len(short_) and " " not in short_ and not short_.islower():
                gold.add((short_, long_))
    return gold
