"""Read with somebody's own spaCy pipeline: its entities become mentions.

What the pipeline sets counts, in this order:

- `doc._.mentions`, where `graphkit_roles` is one of its components;
- else `doc.ents`, or the group of spans that the settings name.

The settings stand in the pipeline's meta, and so in the `meta.json` that it is saved with:

    nlp.meta["graphkit"] = {"labels": {"ALGORITHM": "Method", "PERSON": None}, "spans": "sc"}

`labels` gives each label its graphkit label, None leaves it out; Method, Dataset, Task and Metric
stand for themselves in any case. Another label is an error. A span's confidence is its score in a
group of spans, else its extension `score` or `confidence`, else 1. Its name is its `ent_id_`, else
the long form that the paper gives, else its text. Sentences and roles are told by graphkit.

The words that such a pipeline learns stay in its memory: components may hold on to them.
"""

import hashlib
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc, Span

from graphkit import config
from graphkit.errors import GraphkitError
from graphkit.extract.candidates import Abbreviation, Candidate, Found, words_of
from graphkit.extract.gathering import long_forms
from graphkit.extract.language import nlp as shipped
from graphkit.extract.profiles import fingerprint
from graphkit.extract.protocol import Row
from graphkit.extract.tokens import repaired_of
from graphkit.ids import singular
from graphkit.model import ENTITY_LABELS

SETTINGS = "graphkit"
_BATCH = 32
_DIGITS = 16
_BEFORE_ROLES = ("graphkit_sentences", "graphkit_abbreviations", "graphkit_proposed")
_EXTENSIONS = ("score", "confidence")


def read_settings(settings: object) -> tuple[dict[str, str | None], str | None]:
    """Return labels and span group. Raise GraphkitError where the settings are something else."""
    if not isinstance(settings, Mapping) or not settings.keys() <= {"labels", "spans"}:
        raise GraphkitError(
            f'expected {{"labels", "spans"}} in nlp.meta["{SETTINGS}"], found {settings!r}'
        )
    group = settings.get("spans")
    if group is not None and not isinstance(group, str):
        raise GraphkitError(f"expected the name of a group of spans, found {group!r}")
    given = settings.get("labels", {})
    known = {label.value for label in ENTITY_LABELS}
    if not isinstance(given, Mapping) or not set(given.values()) <= {*known, None}:
        raise GraphkitError(
            f'expected labels of {", ".join(sorted(known))} or None in nlp.meta["{SETTINGS}"], '
            f"found {given!r}"
        )
    return dict(given), group


class PipelineExtractor:
    """A spaCy pipeline as an extractor."""

    def __init__(self, nlp: Language, name: str) -> None:
        self.name = name
        self._nlp = nlp
        self._has_mentions = "graphkit_roles" in nlp.pipe_names
        self._labels, self._group = read_settings(nlp.meta.get(SETTINGS, {}))

    @property
    def fingerprint(self) -> str:
        """Return what changes with configuration, weights, vectors, and graphkit's own code."""
        digest = hashlib.sha256(fingerprint(config.DEFAULT_PROFILE).encode())
        digest.update(self._nlp.to_bytes(exclude=["vocab"]))
        digest.update(self._nlp.vocab.vectors.to_bytes())
        return digest.hexdigest()[:_DIGITS]

    def read(self, texts: Sequence[str], *, workers: int = 1) -> Iterator[list[Row]]:
        """Yield the rows of each text."""
        docs = self._nlp.pipe(texts, batch_size=_BATCH, n_process=min(workers, len(texts)) or 1)
        for text, doc in zip(texts, docs, strict=True):
            if self._has_mentions:
                yield [Row(*row) for row in doc._.mentions]
            else:
                yield list(rows(text, list(self._entities(doc)), self.name))

    def _entities(self, doc: Doc) -> Iterator[tuple[int, int, str, str, float]]:
        """Yield place in the source, label, given name and confidence of each entity."""
        scores = dict(_scores(doc))
        repaired = repaired_of(doc)
        for span in doc.ents if self._group is None else doc.spans.get(self._group, ()):
            label = self._label(span.label_)
            if label is not None and span.text.strip():
                place = repaired.source_span(span.start_char, span.end_char)
                yield (*place, label, span.ent_id_ or span.id_, _confidence(span, scores))

    def _label(self, label: str) -> str | None:
        if label in self._labels:
            return self._labels[label]
        for known in ENTITY_LABELS:
            if label.lower() == known.lower():
                return known.value
        raise GraphkitError(
            f"unknown label {label!r}: expected one of {', '.join(ENTITY_LABELS)}, "
            f'or what nlp.meta["{SETTINGS}"]["labels"] makes of it'
        )


def _scores(doc: Doc) -> Iterator[tuple[tuple[int, int, int], float]]:
    """Yield what the groups of spans say of their spans."""
    for group in doc.spans.values():
        for span, score in zip(group, group.attrs.get("scores", ()), strict=False):
            yield (span.start, span.end, span.label), float(score)


def _confidence(span: Span, scores: Mapping[tuple[int, int, int], float]) -> float:
    key = (span.start, span.end, span.label)
    if key in scores:
        return scores[key]
    for name in _EXTENSIONS:
        if Span.has_extension(name):
            value: Any = span._.get(name)
            if value is not None:
                return float(value)
    return 1.0


def rows(
    text: str, entities: Sequence[tuple[int, int, str, str, float]], rule: str
) -> Iterator[Row]:
    """Yield a row for each entity: sentence and role come from graphkit's components.

    They tell the paper's own by the rule that found it, so each entity gets the rule that
    `graphkit_proposed` has for its place.
    """
    language = shipped()
    doc = language.make_doc(text)
    for component in _BEFORE_ROLES:
        doc = language.get_pipe(component)(doc)
    words = words_of(doc)
    forms = long_forms(words, [Abbreviation(*pair) for pair in doc._.abbreviations])
    places = _token_places(doc, [entity[:2] for entity in entities])
    found = []
    for (start, end), entity in zip(places, entities, strict=True):
        label, name = entity[2], entity[3] or _name(text[entity[0] : entity[1]], forms)
        found.append(Found(start, end, label, name, rule, entity[4]))
    doc._.found = [
        tuple(one) for one in _with_own(found, [Candidate(*c) for c in doc._.candidates])
    ]
    doc._.candidates = []
    doc = language.get_pipe("graphkit_roles")(doc)
    for (start, end, *_), mention in zip(entities, doc._.mentions, strict=True):
        row = Row(*mention)
        sentence = (min(row.sentence_start, start), max(row.sentence_end, end))
        yield row._replace(
            start=start, end=end, sentence_start=sentence[0], sentence_end=sentence[1], rule=rule
        )


def _name(text: str, forms: Mapping[str, tuple[str, ...]]) -> str:
    long = forms.get(singular(text))
    return " ".join(long or text.split())


def _with_own(found: Sequence[Found], candidates: Sequence[Candidate]) -> list[Found]:
    """Return the entities, those that a candidate ends or begins with under its rule."""
    own = {}
    for candidate in reversed(candidates):
        own[candidate.label, candidate.start] = own[candidate.label, -candidate.end] = (
            candidate.rule
        )
    rules: dict[tuple[str, str], str] = {}
    for one in found:
        rule = own.get((one.label, one.start)) or own.get((one.label, -one.end))
        if rule:
            rules.setdefault((one.label, one.name), rule)
    return [one._replace(rule=rules.get((one.label, one.name), one.rule)) for one in found]


def _token_places(doc: Doc, spans: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Yield the words that hold each span of the source, one at least."""
    repaired = repaired_of(doc)
    bounds = [repaired.source_span(word.idx, word.idx + len(word)) for word in doc]
    starts, ends = [start for start, _ in bounds], [end for _, end in bounds]
    for start, end in spans:
        first = min(bisect_right(ends, start), len(bounds) - 1)
        yield first, max(first + 1, bisect_left(starts, end))
