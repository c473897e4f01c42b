"""The figures: cases computed by hand, and what holds for any predictions."""

import random
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphkit.extract.evaluate import AnnotatedPaper, AnnotatedPapers, Annotation, evaluate
from graphkit.extract.evaluate.matching import match, normalise
from graphkit.extract.evaluate.reliability import calibration_error

TYPES = ("Method", "Dataset", "Gene")
NAMES = ("alpha", "beta", "gamma", "delta", "alpha walk", "beta walk")
RELATIONS = ("USES", "PROPOSES", "KNOCKS_OUT")


def paper(title: str, *entities: Annotation, abstract: str = "") -> AnnotatedPaper:
    return AnnotatedPaper(title, abstract, entities)


def papers(*each: AnnotatedPaper) -> AnnotatedPapers:
    return {one.title: one for one in each}


def method(name: str, relation: str = "USES", confidence: float | None = None) -> Annotation:
    return Annotation("Method", name, (name,), relation, confidence)


@st.composite
def annotated(draw: st.DrawFn) -> AnnotatedPapers:
    """Draw papers whose entities have one form each, so that no pairing is in doubt."""
    found = {}
    for title in ("A", "B", "C"):
        pairs = draw(
            st.lists(st.tuples(st.sampled_from(TYPES), st.sampled_from(NAMES)), unique=True)
        )
        entities = [
            Annotation(kind, name, (), draw(st.sampled_from(RELATIONS))) for kind, name in pairs
        ]
        found[title] = AnnotatedPaper(title, "", tuple(entities))
    return found


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("Graph Neural Networks", "graph neural network"),
        ("graph-neural–network", "graph neural network"),  # noqa: RUF001 - a dash of texts
        ("the proposed GraphSAGE model", "graphsage"),
        ("a novel efficient method", "method"),
        ("our", "our"),
        ("  (Cora). ", "cora"),
        ("adjacency matrices", "adjacency matrix"),
        ("complexities", "complexity"),
        ("biases", "biase"),
        ("boxes", "box"),
        ("classes", "class"),
        ("bus", "bus"),
        ("", ""),
        ("---", ""),
    ],
)
def test_normalised_forms(text: str, form: str) -> None:
    assert normalise(text) == form


def test_each_gold_entity_counts_once() -> None:
    gold = paper("A", Annotation("Method", "graph neural network", ("GNNs",)))
    matched = match(gold, [method("GNN"), method("graph neural networks")])
    assert [entity.name for _, entity in matched.pairs] == ["GNN"]
    assert [entity.name for entity in matched.wrong] == ["graph neural networks"]
    assert matched.unfound == ()


def test_figures_by_hand() -> None:
    gold = papers(
        paper("A", method("alpha"), method("beta", "PROPOSES"), Annotation("Dataset", "Cora")),
        paper("B", method("gamma"), Annotation("Gene", "BRCA1")),
    )
    found = papers(
        paper("A", method("alpha"), method("beta"), method("delta")),
        paper("elsewhere", method("omega")),
    )
    measured = evaluate(gold, found)
    scores = measured.scores
    # Methods: alpha and beta of three predicted, of three in the gold.
    assert scores.types["Method"].precision == pytest.approx(2 / 3)
    assert scores.types["Method"].recall == pytest.approx(2 / 3)
    assert scores.types["Method"].f1 == pytest.approx(2 / 3)
    assert [scores.types[name].f1 for name in ("Dataset", "Gene")] == [0, 0]
    # Micro: 2 right of 3 predicted and 5 gold. Macro: (2/3 + 0 + 0) / 3.
    assert scores.micro.precision == pytest.approx(2 / 3)
    assert scores.micro.recall == pytest.approx(2 / 5)
    assert scores.micro.f1 == pytest.approx(1 / 2)
    assert scores.macro_f1 == pytest.approx(2 / 9)
    assert measured.without_predictions == ("B",)
    assert list(scores.types) == ["Method", "Dataset", "Gene"]


def test_relations_by_hand() -> None:
    gold = papers(
        paper("A", method("a", "USES"), method("b", "USES"), method("c", "PROPOSES"), method("d"))
    )
    right = (method("a", "USES"), method("b", "PROPOSES"), method("c", "PROPOSES"))
    found = papers(paper("A", *right, method("x", "PROPOSES")))
    scores = evaluate(gold, found).scores
    assert scores.relation_accuracy == pytest.approx(2 / 3)
    proposes, uses = scores.relations["PROPOSES"], scores.relations["USES"]
    assert (proposes.right, proposes.predicted, proposes.gold) == (1, 2, 1)
    assert (uses.right, uses.predicted, uses.gold) == (1, 1, 2)
    proposes, uses = scores.statements["PROPOSES"], scores.statements["USES"]
    assert (proposes.right, proposes.predicted, proposes.gold) == (1, 3, 1)
    assert (uses.right, uses.predicted, uses.gold) == (1, 1, 3)
    assert uses.f1 == pytest.approx(2 / 4)


def test_a_gold_without_relations_has_none_measured() -> None:
    gold = papers(paper("A", Annotation("Gene", "BRCA1")))
    measured = evaluate(gold, gold)
    assert measured.scores.relations_compared == 0
    assert not any("elation" in table.title for table in measured.tables())


def test_a_type_that_the_gold_has_not_counts_as_wrong() -> None:
    gold = papers(paper("A", method("a")))
    scores = evaluate(gold, papers(paper("A", method("a"), Annotation("Gene", "g")))).scores
    assert scores.micro.precision == pytest.approx(1 / 2)
    assert scores.types["Gene"].precision == 0
    assert scores.macro_f1 == 1  # over the types of the gold


def test_reliability_and_levels_by_hand() -> None:
    gold = papers(paper("A", method("a"), method("b"), method("c")))
    found = papers(
        paper(
            "A",
            method("a", confidence=1.0),
            method("x", confidence=0.9),
            method("b", confidence=0.35),
            Annotation("Method", "no confidence"),
        )
    )
    measured = evaluate(gold, found)
    low, high = measured.bins
    assert (low.low, low.number, low.confidence, low.right) == (0.3, 1, 0.35, 1.0)
    assert (high.low, high.high, high.number) == (0.9, 1.0, 2)
    assert (high.confidence, high.right) == (pytest.approx(0.95), 0.5)
    # (1 * |0.35 - 1| + 2 * |0.95 - 0.5|) / 3
    assert calibration_error(measured.bins) == pytest.approx((0.65 + 0.9) / 3)
    # What has no confidence stays at every level.
    assert {level: (one.right, one.predicted) for level, one in measured.levels.items()} == {
        **dict.fromkeys((0.0, 0.1, 0.2, 0.3), (2, 4)),
        **dict.fromkeys((0.4, 0.5, 0.6, 0.7, 0.8, 0.9), (1, 3)),
    }


def test_a_minimum_confidence_is_the_level_of_the_table() -> None:
    gold = papers(paper("A", method("a"), method("b")))
    found = papers(paper("A", method("a", confidence=0.5), method("b", confidence=0.49)))
    at_half = evaluate(gold, found, min_confidence=0.5)
    assert at_half.scores.micro == evaluate(gold, found).levels[0.5]
    assert (at_half.scores.micro.right, at_half.scores.micro.predicted) == (1, 1)


def test_without_confidences_there_is_no_reliability() -> None:
    gold = papers(paper("A", method("a")))
    measured = evaluate(gold, gold)
    assert (measured.bins, measured.levels) == ([], {})
    assert measured.as_dict()["calibrationError"] is None


@given(annotated())
def test_perfect_predictions_are_perfect(gold: AnnotatedPapers) -> None:
    measured = evaluate(gold, gold)
    expected = 1.0 if any(one.entities for one in gold.values()) else 0.0
    assert measured.scores.micro.f1 == expected
    assert measured.scores.macro_f1 == expected
    assert measured.scores.relation_accuracy == expected
    assert measured.faults == []


@given(annotated(), annotated())
def test_exchanging_gold_and_predictions_exchanges_precision_and_recall(
    one: AnnotatedPapers, other: AnnotatedPapers
) -> None:
    there, back = evaluate(one, other).scores, evaluate(other, one).scores
    assert there.micro.precision == back.micro.recall
    assert there.micro.recall == back.micro.precision
    assert there.relation_accuracy == back.relation_accuracy
    for name, tally in there.types.items():
        assert (tally.precision, tally.recall) == (
            back.types[name].recall,
            back.types[name].precision,
        )


@given(annotated(), annotated(), st.randoms(use_true_random=False))
def test_order_makes_no_difference(
    gold: AnnotatedPapers, found: AnnotatedPapers, order: random.Random
) -> None:
    def shuffled(given: AnnotatedPapers) -> AnnotatedPapers:
        titles = order.sample(list(given), len(given))
        return {
            title: AnnotatedPaper(
                title, "", tuple(order.sample(given[title].entities, len(given[title].entities)))
            )
            for title in titles
        }

    first = evaluate(gold, found).as_dict()
    assert evaluate(shuffled(gold), shuffled(found)).as_dict() == first


@given(annotated(), annotated())
def test_a_prediction_more_never_lowers_recall(
    gold: AnnotatedPapers, found: AnnotatedPapers
) -> None:
    fewer = {title: AnnotatedPaper(title, "", one.entities[:-1]) for title, one in found.items()}
    assert evaluate(gold, fewer).scores.micro.recall <= evaluate(gold, found).scores.micro.recall


@given(annotated(), annotated())
def test_every_entity_is_right_or_in_one_fault(
    gold: AnnotatedPapers, found: AnnotatedPapers
) -> None:
    measured = evaluate(gold, found)
    kinds = Counter(fault.kind.value for fault in measured.faults)
    micro = measured.scores.micro
    paired = micro.right + kinds["boundary"] + kinds["type"]
    assert micro.gold == paired + kinds["missed"]
    assert micro.predicted == paired + kinds["spurious"] + kinds["duplicate"]
