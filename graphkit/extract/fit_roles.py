"""Fit the weights of `role_weights.tsv` on annotated papers: a tool of the developers.

    python -m graphkit.extract.fit_roles TRAIN.jsonl ...

Learns from what the pipeline finds and from the annotated places, these once with the rule that
found them and once without, so that entities of unknown rules get roles as well. Plain numpy, no
random numbers.
"""

import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Doc

from graphkit.extract.candidates import DATASET, Found, sentences_of, words_of
from graphkit.extract.evaluate.annotated import AnnotatedPaper, Annotation, read_annotated
from graphkit.extract.evaluate.matching import match
from graphkit.extract.language import nlp
from graphkit.extract.role_features import Key, role_features
from graphkit.extract.roles import Weights

_CLASSES = {
    "PROPOSES": 0,
    "INTRODUCES": 0,
    "COMPARES_WITH": 1,
    "USES": 2,
    "EVALUATES_ON": 2,
}
# New datasets are too rare among annotated papers: what "a new dataset, X" weighs is set by hand.
_SET = {"new data": (0.75, 0.0)}
_RIDGE = 20.0
_SELDOM = 5  # a feature that fewer papers show is left out: no weight tells of single papers
_SLIGHT = 0.02  # a weight below this is not worth its line
_STEPS, _STEP = 400, 0.3
_NEVER = -1e9
_FOUND, _GIVEN = 1.0, 0.5  # what an example counts: as the pipeline finds it, as annotated
_OUTPUT = Path(__file__).with_name("role_weights.tsv")
_HEAD = (
    "# Weights of graphkit.extract.roles, fitted by graphkit.extract.fit_roles.\n"
    "# Feature, what it says for the paper's own, for compared with; both against used.\n"
)


class Example(NamedTuple):
    """The features of an entity, its class, whether it is a dataset, how much it counts."""

    features: Mapping[str, float]
    role: int
    is_dataset: bool
    weight: float


def main(files: Sequence[str]) -> None:
    """Fit the weights on the papers of all files and write them beside this module."""
    papers = [paper for file in files for paper in read_annotated(file).values()]
    rows = "".join(
        f"{name}\t{own:.2f}\t{compared:.2f}\n"
        for name, (own, compared) in sorted(fit_roles(papers).items())
    )
    _OUTPUT.write_text(_HEAD + rows, encoding="utf-8")


def fit_roles(papers: Iterable[AnnotatedPaper]) -> Weights:
    """Return the weights of the features, learned from the roles that papers are annotated with.

    Papers of one title, an abstract and its digest, count as one.
    """
    examples: list[Example] = []
    seen: dict[str, set[str]] = defaultdict(set)
    for paper in papers:
        for example in role_examples(paper):
            examples.append(example)
            for feature in example.features:
                seen[feature].add(paper.title)
    names = sorted(feature for feature, titles in seen.items() if len(titles) >= _SELDOM)
    table = _fit(examples, {name: number for number, name in enumerate(names)})
    rounded = {
        name: (round(float(own - used), 2), round(float(compared - used), 2))
        for name, (own, compared, used) in zip(names, table, strict=True)
    }
    kept = {name: both for name, both in rounded.items() if max(map(abs, both)) >= _SLIGHT}
    return kept | _SET


def _fit(examples: Sequence[Example], number: Mapping[str, int]) -> NDArray[np.float64]:
    """Return a ridge multinomial regression: one row a feature, one column a class."""
    size, classes = len(examples), 3
    entries = [
        (row, number[name], value)
        for row, example in enumerate(examples)
        for name, value in example.features.items()
        if name in number
    ]
    owner = np.array([row for row, _, _ in entries], dtype=np.intp)
    column = np.array([at for _, at, _ in entries], dtype=np.intp)
    value = np.array([value for _, _, value in entries], dtype=np.float64)
    target = np.eye(classes)[np.array([example.role for example in examples], dtype=np.intp)]
    barred = np.zeros((size, classes))
    barred[[row for row, example in enumerate(examples) if example.is_dataset], 1] = _NEVER
    weight = np.array([example.weight for example in examples]).reshape(-1, 1)
    table = np.zeros((len(number), classes))
    squares = np.full(table.shape, 1e-8)
    for _ in range(_STEPS):  # Adagrad: each weight has its own, shrinking step
        parts = [np.bincount(owner, table[column, c] * value, size) for c in range(classes)]
        total = np.stack(parts, axis=1) + barred
        shares = np.exp(total - total.max(axis=1, keepdims=True))
        miss = (shares / shares.sum(axis=1, keepdims=True) - target) * weight
        parts = [np.bincount(column, miss[owner, c] * value, len(number)) for c in range(classes)]
        gradient = np.stack(parts, axis=1) + _RIDGE * table
        squares += gradient**2
        table -= _STEP * gradient / np.sqrt(squares)
    return table


def role_examples(paper: AnnotatedPaper) -> Iterator[Example]:
    """Yield what a paper teaches."""
    doc = before_roles(paper.text)
    words, sentences = words_of(doc), sentences_of(doc)
    found, roles = as_found(doc, paper)
    yield from _examples(words, found, sentences, roles, _FOUND)
    given, roles = as_annotated(doc, paper)
    yield from _examples(words, given, sentences, roles, _GIVEN)
    without = [one._replace(rule="") for one in given]
    yield from _examples(words, without, sentences, roles, _GIVEN)


def _examples(
    words: Sequence[str],
    found: Sequence[Found],
    sentences: Sequence[tuple[int, int]],
    roles: Mapping[Key, str],
    weight: float,
) -> Iterator[Example]:
    for key, features in role_features(words, found, sentences).items():
        if (role := _CLASSES.get(roles.get(key, ""))) is not None:
            yield Example(features, role, key[0] == DATASET, weight)


def before_roles(text: str) -> Doc:
    """Return the Doc of a text as the roles get it."""
    language = nlp("fast")
    doc = language.make_doc(text)
    for name, component in language.pipeline:
        if name == "graphkit_roles":
            break
        doc = component(doc)
    return doc


def as_found(doc: Doc, paper: AnnotatedPaper) -> tuple[list[Found], dict[Key, str]]:
    """Return what the pipeline found, and the annotated roles of what is right of it."""
    found = [Found(*one) for one in doc._.found]
    spellings: dict[Key, list[str]] = defaultdict(list)
    for one in found:
        spellings[one.label, one.name].append(doc[one.start : one.end].text)
    predicted = [
        Annotation(type=label, name=name, mentions=tuple(texts))
        for (label, name), texts in spellings.items()
    ]
    pairs = match(paper, predicted).pairs
    return found, {(one.type, one.name): gold.relation or "" for gold, one in pairs}


def as_annotated(doc: Doc, paper: AnnotatedPaper) -> tuple[list[Found], dict[Key, str]]:
    """Return every annotated place, the longest where two overlap, and the annotated roles."""
    words = words_of(doc)
    rules = {tuple(one[:3]): one[4] for one in doc._.found}
    places: dict[str, list[int]] = defaultdict(list)
    for place, word in enumerate(words):
        places[word].append(place)
    spans = [
        (-len(form), start, number)
        for number, entity in enumerate(paper.entities)
        for form in {_words(mention) for mention in entity.mentions}
        for start in (places[form[0]] if form else ())
        if tuple(words[start : start + len(form)]) == form
    ]
    taken: set[int] = set()
    given: list[Found] = []
    roles: dict[Key, str] = {}
    for length, start, number in sorted(spans):
        tokens = range(start, start - length)
        if taken.isdisjoint(tokens):
            taken.update(tokens)
            entity = paper.entities[number]
            name = f"{entity.name} {number}"  # two entities may share a name
            rule = rules.get((start, start - length, entity.type), "")
            given.append(Found(start, start - length, entity.type, name, rule, 1.0))
            roles[entity.type, name] = entity.relation or ""
    return sorted(given), roles


def _words(text: str) -> tuple[str, ...]:
    doc: Any = nlp("fast").make_doc(text)
    return tuple(word for word in words_of(doc) if not word.isspace())


if __name__ == "__main__":
    main(sys.argv[1:])
