"""How likely a found entity is one that a reader would mark.

A logistic regression over what rules and tagger saw: which rule fired, where, how often, what the
name looks like, how likely the tagger takes it for an entity. Each profile has weights of its own,
fitted on annotated abstracts by `graphkit.extract.calibrate`; they say nothing about single papers.
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path

from graphkit.extract.gathering import Entity
from graphkit.extract.tagged import Tagged, tagged_features
from graphkit.extract.words import atoms, is_name
from graphkit.ids import singular

THRESHOLD = 0.34
OWN_DATASET = 0.6
_MOST_WORDS = 5
_DECIMALS = 3


@cache
def read_weights(path: str) -> Mapping[str, float]:
    """Return the weight of each feature; a path that is not absolute lies in this package."""
    text = (Path(__file__).parent / path).read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.splitlines() if line and not line.startswith("#"))
    return {name: float(weight) for name, weight in rows}


def confidence(features: Sequence[str], weights: Mapping[str, float]) -> float:
    """Return the probability that an entity with these features is right."""
    total = sum(weights.get(feature, 0.0) for feature in features)
    return round(1.0 / (1.0 + math.exp(-total)), _DECIMALS)


def features(
    words: Sequence[str],
    entity: Entity,
    label: str,
    nested: str,
    title: int,
    tagged: Tagged | None = None,
) -> list[str]:
    """Return the features of an entity under a label, each once; `nested` tells of overlaps."""
    told = dict.fromkeys(_features(words, entity, label, nested, title))
    if tagged is not None:
        told.update(dict.fromkeys(tagged_features(tagged, entity.places, label)))
    return list(told)


def _features(
    words: Sequence[str], entity: Entity, label: str, nested: str, title: int
) -> Iterator[str]:
    in_title = any(start < title for start, _ in entity.places)
    count = sum(start > title for start, _ in entity.places)
    yield label
    yield f"{label} count {min(count, 4)}"
    if in_title:
        yield f"{label} title"
        yield f"{label} title {min(count, 2)}"
    rules = entity.rules[label]
    for rule in sorted(rules):
        yield f"{label} {rule}"
        yield f"{label} {rule} {'title' if in_title else ''}{min(count, 2)}"
    yield f"{label} rules {min(len(rules), 3)}"
    for other in entity.rules:
        if other != label:
            yield f"{label} also {other}"
    yield f"{label} {nested}"
    yield from _look(words, entity, label)
    yield from _surroundings(words, entity, label, title)


def _look(words: Sequence[str], entity: Entity, label: str) -> Iterator[str]:
    """Yield what the longest spelling looks like."""
    start, end = max(entity.places, key=lambda place: (place[1] - place[0], -place[0]))
    span = words[start:end]
    parts = [part for word in span for part in atoms(word)]
    yield f"{label} words {min(len(span), _MOST_WORDS)}"
    yield f"{label} head {parts[-1]}"
    yield f"{label} first {parts[0]}"
    for part in parts:
        yield f"{label} word {part}"
    if any(map(is_name, span)):
        yield f"{label} name"
        yield f"{label} name {min(len(span), 3)}"
    if len(span) == 1 and span[0].isupper():
        yield f"{label} capitals"
    lower = any(word.islower() for word in span)
    yield f"{label} {'lower' if lower else 'upper'} {'term' if entity.key[0] == '=' else ''}"


def _surroundings(words: Sequence[str], entity: Entity, label: str, title: int) -> Iterator[str]:
    """Yield the words before and behind the first places, and how far into the text they are."""
    for start, end in entity.places[:4]:
        before = words[start - 1].strip().lower() if start else "^"
        behind = words[end].strip().lower() if end < len(words) else "$"
        yield f"{label} before {before}"
        yield f"{label} behind {singular(behind)}"
        if start > 1:
            yield f"{label} two before {words[start - 2].strip().lower()} {before}"
    first = next((start for start, _ in entity.places if start > title), title)
    yield f"{label} part {min(9, 10 * (first - title) // max(1, len(words) - title))}"
