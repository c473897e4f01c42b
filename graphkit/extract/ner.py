"""Tag every word with what it may be part of: a small network that learns from annotated papers.

`graphkit_ner` is spaCy's tagger over the labels of its training data, whatever they are: each word
begins (B) an entity of a label, goes on (I) with it, or is none (O). A Doc gets

    doc.user_data["tagger"] = (labels, probabilities)

with one row a word and the columns O, B and I of the first label, B and I of the second, and so on.
With `sets_ents` the likeliest entities become `doc.ents`, and `doc.spans["graphkit_ner"]` with a
score each, so that the component is of use alone. With `weights`, the folder of a model, it is as
`graphkit train` left it; a folder that is not absolute lies in this package.
"""

from collections.abc import Callable, Iterable, Sequence
from itertools import islice
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray
from spacy.language import Language
from spacy.pipeline import TrainablePipe
from spacy.tokens import Doc, Span, SpanGroup
from spacy.training import Example, validate_get_examples
from spacy.vocab import Vocab
from thinc.api import Config, Model

from graphkit.extract.decoding import best_tags, spans_of, surest_tags
from graphkit.extract.models import read_network, read_weights

Floats: TypeAlias = NDArray[np.float32]

TAGGER = "tagger"
SPANS = "graphkit_ner"
SHIPPED_ORDER = ("Method", "Task", "Dataset", "Metric")
_TAGS = "graphkit_tags"
_SAMPLE = 10  # examples from which the network learns its shapes

DEFAULT_MODEL = """
[model]
@architectures = "spacy.Tagger.v2"
nO = null
normalize = true

[model.tok2vec]
@architectures = "spacy.Tok2Vec.v2"

[model.tok2vec.embed]
@architectures = "spacy.MultiHashEmbed.v2"
width = 64
attrs = ["NORM", "PREFIX", "SUFFIX", "SHAPE"]
rows = [5000, 1000, 2500, 1000]
include_static_vectors = false

[model.tok2vec.encode]
@architectures = "spacy.MaxoutWindowEncoder.v2"
width = 64
depth = 2
window_size = 1
maxout_pieces = 3
"""


def in_order(labels: Iterable[str]) -> tuple[str, ...]:
    """Return the labels, each once: the shipped ones in their order, then others by name."""
    given = set(labels)
    known = [label for label in SHIPPED_ORDER if label in given]
    return (*known, *sorted(given - set(known)))


def tags_of(example: Example, labels: Sequence[str]) -> NDArray[np.int64]:
    """Return the column of each word of the predicted Doc; -1 where nobody has said what it is."""
    column = {label: 1 + 2 * place for place, label in enumerate(labels)}
    tags = np.zeros(len(example.predicted), dtype=np.int64)
    for place, tag in enumerate(example.get_aligned_ner()):
        if tag is None or tag == "-":
            tags[place] = -1
        elif tag[0] in "BUIL" and tag[2:] in column:
            tags[place] = column[tag[2:]] + (tag[0] in "IL")
    return tags


@Language.factory(
    "graphkit_ner",
    assigns=["doc.ents", "token.ent_iob", "token.ent_type"],
    default_config={
        "model": Config().from_str(DEFAULT_MODEL)["model"],
        "weights": None,
        "sets_ents": True,
        "scorer": {"@scorers": "spacy.ner_scorer.v1"},
    },
    default_score_weights={"ents_f": 1.0, "ents_p": 0.0, "ents_r": 0.0, "ents_per_type": None},
)
def make_ner(
    nlp: Language,
    name: str,
    model: Model[Any, Any],
    weights: str | None,
    sets_ents: bool,
    scorer: Callable[..., dict[str, Any]] | None,
) -> "TokenTagger":
    """Return the component; with `weights`, their network takes the place of `model`."""
    if weights is None:
        return TokenTagger(nlp.vocab, model, name, sets_ents=sets_ents, scorer=scorer)
    folder = Path(__file__).parent / weights
    component = TokenTagger(
        nlp.vocab, read_network(folder), name, sets_ents=sets_ents, scorer=scorer
    )
    component.from_bytes(read_weights(folder), exclude=["vocab"])
    return component


class TokenTagger(TrainablePipe):  # type: ignore[misc] # spaCy's class has no types
    """The component: a network, its labels, and what it does with a Doc."""

    def __init__(
        self,
        vocab: Vocab,
        model: Model[Any, Any],
        name: str = "graphkit_ner",
        *,
        sets_ents: bool = True,
        scorer: Callable[..., dict[str, Any]] | None = None,
    ) -> None:
        super().__init__(vocab, model, name, labels=[])
        self.sets_ents = sets_ents
        self.scorer = scorer

    @property
    def labels(self) -> tuple[str, ...]:
        """Return the labels in the order of the columns."""
        return tuple(self.cfg["labels"])

    @property
    def label_data(self) -> list[str]:
        """Return what `initialize` takes, as `spacy init labels` writes it."""
        return list(self.labels)

    def add_label(self, label: str) -> int:
        """Add a label before the network has its shapes; return 1 where it is new."""
        if not isinstance(label, str) or not label:
            raise ValueError(f"expected a text for a label, found {label!r}")
        if label in self.labels:
            return 0
        if self.model.get_ref("softmax").has_dim("nO"):
            raise ValueError(f"{label!r}: labels are added before the network is initialised")
        self.cfg["labels"] = list(in_order([*self.labels, label]))
        return 1

    def initialize(
        self,
        get_examples: Callable[[], Iterable[Example]],
        *,
        nlp: Language | None = None,
        labels: Iterable[str] | None = None,
    ) -> None:
        """Take the labels of the examples' entities, or those given, and shape the network."""
        del nlp
        validate_get_examples(get_examples, "TokenTagger.initialize")
        if labels is None:
            labels = {ent.label_ for example in get_examples() for ent in example.reference.ents}
        for label in in_order(labels):
            self.add_label(label)
        if not self.labels:
            raise ValueError(f"{self.name}: expected entities in the examples, found none")
        sample = [example.predicted for example in islice(get_examples(), _SAMPLE)]
        self.model.get_ref("softmax").set_dim("nO", 1 + 2 * len(self.labels), force=True)
        self.model.initialize(X=sample)

    def predict(self, docs: Iterable[Doc]) -> list[Floats]:
        """Return the probabilities of each Doc, one row a word."""
        docs = list(docs)
        if any(map(len, docs)):
            found = self.model.predict(docs)
        else:  # the network wants one word at least
            found = [np.zeros((0, 1 + 2 * len(self.labels)), dtype=np.float32) for _ in docs]
        return [self._quiet(doc, rows) for doc, rows in zip(docs, found, strict=True)]

    def _quiet(self, doc: Doc, found: Any) -> Floats:  # noqa: ANN401 - an array of whatever ops
        """Return the rows as numpy's, those of white space as O: no entity goes over a line end."""
        rows: Floats = np.array(self.model.ops.to_numpy(found), dtype=np.float32)
        for place in [token.i for token in doc if token.is_space]:
            rows[place] = 0.0
            rows[place, 0] = 1.0
        return rows

    def set_annotations(self, docs: Iterable[Doc], scores: Sequence[Floats]) -> None:
        """Keep the probabilities with each Doc, and its entities where the settings say so."""
        for doc, rows in zip(docs, scores, strict=True):
            doc.user_data[TAGGER] = (self.labels, rows)
            if self.sets_ents:
                set_entities(doc)

    def get_loss(
        self, examples: Iterable[Example], scores: Sequence[Any]
    ) -> tuple[float, list[Any]]:
        """Return the cross-entropy of the batch and its gradient; unknown words count nothing."""
        loss, gradients = 0.0, []
        examples = list(examples)
        for example, rows in zip(examples, scores, strict=True):
            tags = self._tags(example)
            known = np.flatnonzero(tags >= 0)
            gradient = self.model.ops.alloc2f(*rows.shape)
            gradient[known] = rows[known]
            gradient[known, tags[known]] -= 1.0
            right = np.clip(rows[known, tags[known]], 1e-9, 1.0)
            loss -= float(np.log(right).sum())
            gradients.append(gradient / len(examples))
        return loss, gradients

    def _tags(self, example: Example) -> NDArray[np.int64]:
        """Return the columns of an example: aligning is slow, so the Doc keeps them in training."""
        kept = example.predicted.user_data.get(_TAGS)
        if kept is None or kept[0] != self.labels:
            kept = (self.labels, tags_of(example, self.labels))
            example.predicted.user_data[_TAGS] = kept
        tags: NDArray[np.int64] = kept[1]
        return tags


def set_entities(doc: Doc) -> None:
    """Make the likeliest entities of a tagged Doc its entities, with a score each as spans."""
    labels, rows = doc.user_data[TAGGER]
    found = spans_of(best_tags(rows), labels)
    spans = [Span(doc, start, end, label) for start, end, label in found]
    scores = [round(surest_tags(rows, labels, *one), 3) for one in found]
    doc.set_ents(spans)
    doc.spans[SPANS] = SpanGroup(doc, name=SPANS, attrs={"scores": scores}, spans=spans)
