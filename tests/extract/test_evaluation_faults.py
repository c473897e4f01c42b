"""What kind of fault each wrong or missing entity is."""

import pytest

from graphkit.extract.evaluate import AnnotatedPaper, Annotation
from graphkit.extract.evaluate.faults import Fault, common_faults, faults
from graphkit.extract.evaluate.matching import match

TEXT = "We train a temporal graph network on Cora. Walks are slow, e.g. on Stone Paths! It ends"


def found(gold: list[Annotation], predicted: list[Annotation], text: str = TEXT) -> list[Fault]:
    paper = AnnotatedPaper("Temporal walks", text, tuple(gold))
    return faults(match(paper, predicted))


def told(all_faults: list[Fault]) -> list[tuple[str, str | None, str | None]]:
    return [
        (
            fault.kind.value,
            fault.gold.name if fault.gold else None,
            fault.predicted.name if fault.predicted else None,
        )
        for fault in all_faults
    ]


def method(name: str, *mentions: str) -> Annotation:
    return Annotation("Method", name, mentions)


def test_other_boundaries_are_no_miss() -> None:
    wrong = found([method("temporal graph network")], [method("graph network")])
    assert told(wrong) == [("boundary", "temporal graph network", "graph network")]


def test_spans_that_cross_are_a_boundary_fault() -> None:
    wrong = found([method("temporal graph")], [method("graph network")])
    assert told(wrong) == [("boundary", "temporal graph", "graph network")]


def test_a_shared_word_elsewhere_is_no_overlap() -> None:
    wrong = found([method("graph network")], [method("Stone network", "Stone Paths")])
    assert sorted(kind for kind, _, _ in told(wrong)) == ["missed", "spurious"]


def test_a_part_of_a_word_is_no_overlap() -> None:
    wrong = found([method("Cora")], [method("CoraFull")], "We use CoraFull.")
    assert sorted(kind for kind, _, _ in told(wrong)) == ["missed", "spurious"]


def test_names_that_do_not_stand_in_the_text_are_compared_by_words() -> None:
    wrong = found([method("deep belief network")], [method("belief networks")])
    assert told(wrong) == [("boundary", "deep belief network", "belief networks")]


def test_the_same_form_under_another_type() -> None:
    wrong = found([Annotation("Dataset", "Cora")], [method("cora")])
    assert told(wrong) == [("type", "Cora", "cora")]
    assert wrong[0].type == "Dataset"


def test_overlap_under_another_type_is_a_miss_and_a_spurious_one() -> None:
    wrong = found([Annotation("Task", "temporal graph")], [method("graph network")])
    assert sorted(kind for kind, _, _ in told(wrong)) == ["missed", "spurious"]


def test_a_second_name_for_what_was_found_is_a_duplicate() -> None:
    gold = method("temporal graph network", "TGN")
    wrong = found([gold], [method("TGN"), method("temporal graph networks")])
    assert told(wrong) == [("duplicate", "temporal graph network", "temporal graph networks")]


def test_the_longest_overlap_is_paired() -> None:
    gold = [method("temporal graph network")]
    wrong = found(gold, [method("network"), method("temporal graph")])
    assert told(wrong) == [
        ("boundary", "temporal graph network", "temporal graph"),
        ("spurious", None, "network"),
    ]


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("Cora", "We train a temporal graph network on Cora."),
        ("Stone Paths", "Walks are slow, e.g. on Stone Paths!"),
        ("ends", "It ends"),
        ("Temporal walks", "Temporal walks"),
        ("nowhere", ""),
    ],
)
def test_the_sentence_of_a_miss(name: str, sentence: str) -> None:
    assert [fault.sentence for fault in found([method(name)], [])] == [sentence]


def test_the_evidence_of_a_prediction_comes_first() -> None:
    shown = Annotation("Method", "Cora", evidence=("Its own sentence.", "Another."))
    assert [fault.sentence for fault in found([], [shown])] == ["Its own sentence."]


def test_the_commonest_faults_come_first() -> None:
    def missed(title: str, name: str) -> list[Fault]:
        return faults(match(AnnotatedPaper(title, "", (method(name),)), []))

    every = [*missed("B", "walks"), *missed("C", "path"), *missed("A", "Walk"), *missed("D", "hop")]
    for order in (every, every[::-1]):
        common = common_faults(order, 2)
        assert [(fault.title, fault.gold and fault.gold.name, n) for fault, n in common] == [
            ("A", "Walk", 2),
            ("D", "hop", 1),
        ]
    assert common_faults(every, 0) == []
