"""The trained `ner` as a component of spaCy, and what it reads from probabilities."""

from itertools import product
from pathlib import Path

import numpy as np
import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st
from spacy.tokens import Doc, Span
from spacy.training import Example
from thinc.api import Config, fix_random_seed

from graphkit.extract.decoding import best_tags, spans_of, surest_tags
from graphkit.extract.ner import DEFAULT_MODEL, SPANS, TAGGER, in_order, tags_of

TEXTS = [
    ("Slow Walks\nWe propose MeadowNet for link prediction .", "MeadowNet", "link prediction"),
    ("Fast Runs\nWe propose BrookNet for node ranking .", "BrookNet", "node ranking"),
    ("High Hills\nWe propose HillNet for link prediction .", "HillNet", "link prediction"),
]


def small_model() -> Config:
    model = Config().from_str(DEFAULT_MODEL)["model"]
    model["tok2vec"]["embed"].update(width=16, rows=[200, 100, 100, 50])
    model["tok2vec"]["encode"].update(width=16, depth=1)
    return model


def example(nlp: spacy.Language, text: str, method: str, task: str) -> Example:
    doc, predicted = nlp.make_doc(text), nlp.make_doc(text)
    found = [(method, "Method"), (task, "Task")]
    places = [(text.index(name), text.index(name) + len(name), label) for name, label in found]
    doc.set_ents([doc.char_span(*place) for place in places])
    return Example(predicted, doc)


def learned(texts: list[tuple[str, str, str]] = TEXTS, **settings: object) -> spacy.Language:
    fix_random_seed(1)
    nlp = spacy.blank("en")
    nlp.add_pipe("graphkit_ner", config={"model": small_model(), **settings})
    examples = [example(nlp, *text) for text in texts]
    optimizer = nlp.initialize(lambda: examples)
    optimizer.learn_rate = 0.02
    for _ in range(25):
        nlp.update(examples, sgd=optimizer)
    return nlp


@pytest.fixture(scope="module")
def trained() -> spacy.Language:
    return learned()


def entities(doc: Doc) -> list[tuple[str, str]]:
    return [(ent.text, ent.label_) for ent in doc.ents]


def test_it_learns_its_labels_from_the_examples(trained: spacy.Language) -> None:
    assert trained.get_pipe("graphkit_ner").labels == ("Method", "Task")
    for text, method, task in TEXTS:
        assert entities(trained(text)) == [(method, "Method"), (task, "Task")]


def test_every_word_has_probabilities(trained: spacy.Language) -> None:
    doc = trained(TEXTS[0][0])
    labels, rows = doc.user_data[TAGGER]
    assert labels == ("Method", "Task")
    assert rows.shape == (len(doc), 5)
    assert rows.dtype == np.float32
    assert np.allclose(rows.sum(axis=1), 1, atol=1e-5)
    [line_end] = [token.i for token in doc if token.text == "\n"]
    assert rows[line_end].tolist() == [1, 0, 0, 0, 0]


def test_entities_have_a_score(trained: spacy.Language) -> None:
    doc = trained(TEXTS[0][0])
    assert [span.text for span in doc.spans[SPANS]] == [ent.text for ent in doc.ents]
    scores = doc.spans[SPANS].attrs["scores"]
    assert len(scores) == 2
    assert all(0.5 < score <= 1 for score in scores)


def test_it_can_leave_the_entities_alone() -> None:
    nlp = learned(sets_ents=False)
    doc = nlp(TEXTS[0][0])
    assert TAGGER in doc.user_data
    assert not doc.ents
    assert SPANS not in doc.spans


def test_texts_without_words_pass(trained: spacy.Language) -> None:
    docs = list(trained.pipe(["", " \n ", TEXTS[0][0], ""]))
    assert [len(doc.ents) for doc in docs] == [0, 0, 2, 0]
    assert trained("").user_data[TAGGER][1].shape == (0, 5)


def test_processes_and_batches_change_nothing(trained: spacy.Language) -> None:
    texts = [text for text, *_ in TEXTS]
    alone = [trained(text).user_data[TAGGER][1] for text in texts]
    for options in ({"batch_size": 2}, {"batch_size": 1, "n_process": 2}):
        docs = list(trained.pipe(texts, **options))
        for doc, rows in zip(docs, alone, strict=True):
            assert np.allclose(doc.user_data[TAGGER][1], rows, atol=1e-6)


def test_it_goes_to_disk_and_back(trained: spacy.Language, tmp_path: Path) -> None:
    trained.to_disk(tmp_path / "saved")
    loaded = spacy.load(tmp_path / "saved")
    text = TEXTS[1][0]
    assert entities(loaded(text)) == entities(trained(text))
    assert np.array_equal(loaded(text).user_data[TAGGER][1], trained(text).user_data[TAGGER][1])
    component = loaded.get_pipe("graphkit_ner")
    assert component.to_bytes(exclude=["vocab"]) == trained.get_pipe("graphkit_ner").to_bytes(
        exclude=["vocab"]
    )


def test_a_second_training_gives_the_same_bytes(trained: spacy.Language) -> None:
    def data(nlp: spacy.Language) -> bytes:
        return nlp.get_pipe("graphkit_ner").to_bytes(exclude=["vocab"])

    assert data(learned()) == data(trained)


def test_spacy_scores_it(trained: spacy.Language) -> None:
    examples = [example(trained, *text) for text in TEXTS]
    scores = trained.evaluate(examples)
    assert scores["ents_f"] == 1.0
    assert scores["ents_per_type"]["Task"]["f"] == 1.0


def test_labels_are_fixed_once_the_network_has_its_shape(trained: spacy.Language) -> None:
    component = trained.get_pipe("graphkit_ner")
    assert component.add_label("Task") == 0
    with pytest.raises(ValueError, match="before the network"):
        component.add_label("Gene")


def test_examples_without_entities_are_an_error() -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("graphkit_ner", config={"model": small_model()})
    doc = nlp.make_doc("nothing here")
    with pytest.raises(ValueError, match="found none"):
        nlp.initialize(lambda: [Example(doc, nlp.make_doc("nothing here"))])


def test_words_that_nobody_annotated_teach_nothing() -> None:
    nlp = spacy.blank("en")
    reference = nlp.make_doc("MeadowNet walks home")
    reference.set_ents([Span(reference, 0, 1, "Method")], default="missing")
    found = tags_of(Example(nlp.make_doc("MeadowNet walks home"), reference), ("Method",))
    assert found.tolist() == [1, -1, -1]


def test_the_shipped_labels_come_first() -> None:
    assert in_order(["Gene", "Metric", "Cell", "Method"]) == ("Method", "Metric", "Cell", "Gene")


ROWS = st.integers(1, 4).flatmap(
    lambda count: st.lists(
        st.lists(st.integers(1, 9), min_size=5, max_size=5), min_size=count, max_size=count
    )
)


def allowed(tags: tuple[int, ...]) -> bool:
    return all(
        tag == 0 or tag % 2 or before in {tag, tag - 1}
        for before, tag in zip((0, *tags), tags, strict=False)
    )


@given(ROWS)
def test_the_best_tags_are_the_likeliest_allowed(values: list[list[int]]) -> None:
    rows = np.array(values, dtype=np.float32)
    tags = tuple(best_tags(rows).tolist())
    assert allowed(tags)

    def likelihood(path: tuple[int, ...]) -> float:
        return float(np.prod([rows[place, tag] for place, tag in enumerate(path)]))

    best = max(likelihood(path) for path in product(range(5), repeat=len(rows)) if allowed(path))
    assert likelihood(tags) == pytest.approx(best)


def test_spans_begin_at_b_and_end_where_no_i_follows() -> None:
    tags = np.array([1, 2, 1, 0, 3, 4, 4, 1])
    assert spans_of(tags, ("Method", "Task")) == [
        (0, 2, "Method"),
        (2, 3, "Method"),
        (4, 7, "Task"),
        (7, 8, "Method"),
    ]
    assert spans_of(np.array([], dtype=int), ("Method",)) == []


def test_a_sure_entity_scores_more_than_a_doubtful_one() -> None:
    rows = np.array([[0.1, 0.9, 0.0], [0.2, 0.0, 0.8], [0.6, 0.4, 0.0]], dtype=np.float32)
    sure = surest_tags(rows, ("Method",), 0, 2, "Method")
    assert sure == pytest.approx((0.9 * 0.8) ** 0.5)
    assert surest_tags(rows, ("Method",), 2, 3, "Method") == pytest.approx(0.4)
