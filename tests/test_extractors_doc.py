"""The examples of docs/extractors.md run, and its tables name what there is."""

import re
from pathlib import Path

import pytest

from graphkit.extract import extract
from graphkit.extract.pipelines import PipelineExtractor
from graphkit.extract.profiles import PROFILES
from graphkit.extract.protocol import LONGEST_TEXT
from graphkit.model import Paper

PAGE = (Path(__file__).parent.parent / "docs" / "extractors.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"^```python\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)
PAPER = Paper("p", "WalkNet", "We propose WalkNet, said Hill.")


def run(word: str) -> dict[str, object]:
    [example] = [example for example in EXAMPLES if word in example]
    values: dict[str, object] = {}
    exec(example, values)  # noqa: S102 - our own page
    return values


def test_the_loaded_pipeline(capsys: pytest.CaptureFixture[str]) -> None:
    run("load(")
    first, second = capsys.readouterr().out.splitlines()
    assert first.startswith("WalkNet PROPOSES 0.")
    assert "('GNN', 'Method', 'graph neural network')" in second


def test_the_component(capsys: pytest.CaptureFixture[str]) -> None:
    run("graphkit_abbreviations")
    assert capsys.readouterr().out == "GNN = graph neural network\n"


def test_the_pipeline() -> None:
    extractor = PipelineExtractor(run("entity_ruler")["make"](), "mine")  # type: ignore[operator] # a function
    [mentions] = extract([PAPER], profile=extractor)
    assert {(m.text, m.role.value) for m in mentions} == {("WalkNet", "PROPOSES")}


def test_the_object() -> None:
    [mentions] = extract([PAPER], profile=run("class Words")["Words"]())  # type: ignore[operator] # a class
    assert [m.text for m in mentions] == ["WalkNet"]


def test_the_page_names_components_profiles_and_the_cut() -> None:
    for profile in PROFILES.values():
        assert f"`{profile.name}`" in PAGE
        assert all(f"`{component.factory}`" in PAGE for component in profile.components)
    assert f"{LONGEST_TEXT:,} characters" in PAGE
