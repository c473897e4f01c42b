"""From annotated papers to words with entities."""

import pytest

from graphkit.extract.evaluate import AnnotatedPaper, Annotation
from graphkit.extract.training.annotated_docs import example_of, missing, places
from graphkit.extract.training.fitting import default_config, make_pipeline, read_config
from graphkit.extract.training.folds import split


def paper(title: str, abstract: str, *entities: tuple[str, str]) -> AnnotatedPaper:
    found = tuple(Annotation(type=label, name=text, mentions=(text,)) for label, text in entities)
    return AnnotatedPaper(title, abstract, found)


@pytest.fixture(scope="module")
def entities_in() -> object:
    nlp = make_pipeline(read_config(default_config()))

    def found(annotated: AnnotatedPaper, *labels: str) -> list[tuple[str, str]]:
        doc = example_of(nlp, annotated, labels or ("Method", "Task")).reference
        return [(ent.text, ent.label_) for ent in doc.ents]

    return found


def test_the_longest_mention_wins_and_words_stay_whole() -> None:
    entities = [
        Annotation("Method", "graph network", ("graph network", "network")),
        Annotation("Task", "net", ("net",)),
    ]
    text = "A graph network is a network, no net-work; subnet"
    assert places(text, entities) == [
        (2, 15, "Method"),
        (21, 28, "Method"),
        (33, 36, "Task"),
    ]


def test_a_name_stands_for_missing_mentions() -> None:
    assert places("WalkNet walks", [Annotation("Method", "WalkNet")]) == [(0, 7, "Method")]


def test_mentions_that_the_text_lacks_are_told() -> None:
    annotated = paper("WalkNet", "It walks.", ("Method", "WalkNet"), ("Task", "talking"))
    assert missing(annotated) == ["talking"]


def test_entities_cover_the_words_of_repaired_text(entities_in) -> None:  # noqa: ANN001 - a fixture
    annotated = paper(
        "Walks on {\\em trees}",
        "We use  WalkNet,which walks. A walk-based net helps ``tree search''.",
        ("Method", "WalkNet"),
        ("Task", "tree search"),
        ("Method", "walk"),
    )
    assert entities_in(annotated) == [
        ("WalkNet", "Method"),
        ("walk-based", "Method"),
        ("tree search", "Task"),
    ]


def test_types_that_are_no_label_are_left_out(entities_in) -> None:  # noqa: ANN001 - a fixture
    annotated = paper("WalkNet", "WalkNet for mice.", ("Method", "WalkNet"), ("Animal", "mice"))
    assert entities_in(annotated, "Animal") == [("mice", "Animal")]


def test_an_abstract_and_its_digest_share_a_fold() -> None:
    titles = ["B", "a walk", "C", "A  Walk", "D"]
    folds = split([paper(title, "") for title in titles], 2)
    assert folds[1] == folds[3]
    assert set(folds) == {0, 1}
