"""Extractors that are given as they are, from Python."""

from collections.abc import Iterator, Sequence

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Span

from graphkit.errors import GraphkitError
from graphkit.extract import Extractor, Row, extract, load
from graphkit.extract.pipelines import PipelineExtractor, read_settings
from graphkit.extract.protocol import LONGEST_TEXT
from graphkit.model import Mention, Paper


class Lengths:
    """Notes what it is given, and names the first word."""

    name = "lengths"
    fingerprint = "1"

    def __init__(self) -> None:
        self.given: list[list[str]] = []

    def read(
        self,
        texts: Sequence[str],
        *,
        workers: int = 1,  # noqa: ARG002 - the protocol has it
    ) -> Iterator[list[Row]]:
        self.given.append(list(texts))
        for text in texts:
            end = len(text.split()[0])
            yield [Row("Task", "first", 0, end, 0, end, "ADDRESSES", "word", 1)]


def mentions(language: Language, title: str, abstract: str) -> tuple[Mention, ...]:
    extractor = PipelineExtractor(language, "mine")
    return next(extract([Paper("p", title, abstract)], profile=extractor))


def ruled(*patterns: tuple[str, str]) -> Language:
    language = spacy.blank("en")
    rules = [{"label": label, "pattern": pattern} for label, pattern in patterns]
    language.add_pipe("entity_ruler").add_patterns(rules)
    return language


def test_an_object_is_an_extractor() -> None:
    extractor = Lengths()
    assert isinstance(extractor, Extractor)
    papers = (Paper(str(i), f"Walk{i} on", "stones") for i in range(100))
    found = extract(papers, profile=extractor)
    assert [m.text for m in next(found)] == ["Walk0"]
    assert len(extractor.given) == 1, "only the papers that are asked for are read"
    assert [m.text for rows in found for m in rows] == [f"Walk{i}" for i in range(1, 100)]
    assert all(len(texts) <= 32 for texts in extractor.given)


def test_it_gets_whole_characters_and_no_endless_text() -> None:
    extractor = Lengths()
    papers = [Paper("a", "Half \ud800 one", "x"), Paper("b", "Long", "y" * 2 * LONGEST_TEXT)]
    for _ in extract(papers, profile=extractor):
        pass
    [[half, long]] = extractor.given
    assert half == "Half \ufffd one\nx"
    assert len(long) == LONGEST_TEXT


def test_a_trained_recognizer_reads() -> None:
    language = spacy.blank("en")
    recognizer = language.add_pipe("ner")
    recognizer.add_label("METHOD")
    language.initialize()
    for mention in mentions(language, "WalkNet", "We propose WalkNet on stones."):
        assert mention.label == "Method"
        assert mention.rule == "mine"


def test_an_extension_holds_the_confidence() -> None:
    Span.set_extension("score", default=None, force=True)
    try:
        language = ruled(("Method", "WalkNet"))

        @Language.component("test_scores")
        def scores(doc: spacy.tokens.Doc) -> spacy.tokens.Doc:
            for ent in doc.ents:
                ent._.score = 0.625
            return doc

        language.add_pipe("test_scores")
        assert {m.confidence for m in mentions(language, "WalkNet", "")} == {0.625}
    finally:
        Span.remove_extension("score")


def test_offsets_of_a_repaired_text_lead_back_to_the_source() -> None:
    language = spacy.blank(
        "en", config={"nlp": {"tokenizer": {"@tokenizers": "graphkit_tokenizer"}}}
    )
    rules = [{"label": "Method", "pattern": "W2Net"}]
    language.add_pipe("entity_ruler").add_patterns(rules)
    [first, second] = mentions(language, "W$^{2}$Net", r"We propose \emph{the} W$^{2}$Net.")
    assert (first.text, second.text) == ("W$^{2}$Net", "W$^{2}$Net")
    assert second.sentence == r"We propose \emph{the} W$^{2}$Net."


@pytest.mark.parametrize("text", ["", " ", "😀😀 WalkNet", "(WalkNet", "WalkNetWalkNet WalkNet-a"])
def test_names_that_graphkit_splits_otherwise(text: str) -> None:
    for mention in mentions(ruled(("Method", "WalkNet"), ("Task", "😀")), "T", text):
        assert f"T\n{text}"[mention.start : mention.end] == mention.text
        assert mention.text in mention.sentence


def test_compared_and_proposed_are_told_apart() -> None:
    found = mentions(
        ruled(("Method", "WalkNet"), ("Method", "StoneNet")),
        "On Walking",
        "We propose WalkNet for stones. WalkNet outperforms StoneNet.",
    )
    assert {(m.name, m.role.value) for m in found} == {
        ("WalkNet", "PROPOSES"),
        ("StoneNet", "COMPARES_WITH"),
    }


def test_the_fingerprint_changes_with_patterns_and_settings() -> None:
    language = ruled(("Method", "WalkNet"))
    prints = {PipelineExtractor(language, "mine").fingerprint}
    prints.add(PipelineExtractor(ruled(("Method", "WalkNet")), "mine").fingerprint)
    assert len(prints) == 1
    prints.add(PipelineExtractor(ruled(("Method", "StoneNet")), "mine").fingerprint)
    language.meta["graphkit"] = {"labels": {"ALGO": "Method"}}
    prints.add(PipelineExtractor(language, "mine").fingerprint)
    prints.add(PipelineExtractor(load("fast"), "mine").fingerprint)
    assert len(prints) == 4


@pytest.mark.parametrize(
    "settings", [7, [], {"lables": {}}, {"labels": ["x"]}, {"labels": {"A": "Gene"}}, {"spans": 1}]
)
def test_settings_that_say_something_else(settings: object) -> None:
    with pytest.raises(GraphkitError, match="expected"):
        read_settings(settings)
