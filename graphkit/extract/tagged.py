"""What a tagger says of spans: how likely each is an entity of each label.

`doc.user_data["tagger"]` holds the labels and, for each word, the probabilities of O, of B and I of
the first label, of B and I of the second, and so on. A span is an entity of a label where its first
word begins one, the others go on with it, and the word behind does not: the product of these.
"""

import math
from bisect import bisect
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from spacy.language import Language
from spacy.tokens import Doc

from graphkit.extract.candidates import Candidate, words_of

TAGGER = "tagger"
RULE = "model"
_LEAST = 0.1  # the probability from which a span is a candidate
_LONGEST = 10  # words
_FLOOR = 1e-4
# Edges of the classes that a logarithm of a probability, and a probability, are put into.
_LOGARITHMS = (-9, -7, -5.5, -4.2, -3.2, -2.4, -1.8, -1.3, -0.9, -0.6, -0.35, -0.2, -0.1, -0.04)
_SHARES = (0.02, 0.05, 0.1, 0.2, 0.35, 0.5, 0.65, 0.8, 0.9, 0.97)


class Tagged(NamedTuple):
    """The probabilities of the words of one Doc: by label B and I, and of none."""

    labels: tuple[str, ...]
    rows: list[list[float]]

    def begins(self, word: int, label: str) -> float:
        """Return how likely an entity of the label begins with a word."""
        return self.rows[word][1 + 2 * self.labels.index(label)]

    def goes_on(self, word: int, label: str) -> float:
        """Return how likely a word goes on with an entity; 0 behind the last word."""
        if word >= len(self.rows):
            return 0.0
        return self.rows[word][2 + 2 * self.labels.index(label)]

    def part(self, word: int, label: str) -> float:
        """Return how likely a word is part of an entity; 0 outside the text."""
        if not 0 <= word < len(self.rows):
            return 0.0
        return self.begins(word, label) + self.goes_on(word, label)


def tagged_of(doc: Doc) -> Tagged | None:
    """Return what a tagger says of a Doc, None where none has read it."""
    if TAGGER not in doc.user_data:
        return None
    labels, rows = doc.user_data[TAGGER]
    return Tagged(tuple(labels), rows.tolist())


@Language.component("graphkit_tagged")
def graphkit_tagged(doc: Doc) -> Doc:
    """Add the likely spans of the tagger to `doc._.candidates`."""
    tagged = tagged_of(doc)
    if tagged is not None:
        words = words_of(doc)
        doc._.candidates = [*doc._.candidates, *map(tuple, find_spans(words, tagged))]
    return doc


def find_spans(words: Sequence[str], tagged: Tagged) -> Iterator[Candidate]:
    """Yield every span that is an entity with a probability of a tenth or more."""
    for label in tagged.labels:
        for start in range(len(words)):
            yield from _spans_from(words, tagged, label, start)


def _spans_from(
    words: Sequence[str], tagged: Tagged, label: str, start: int
) -> Iterator[Candidate]:
    inside = tagged.begins(start, label)
    end = start + 1
    while inside >= _LEAST and end - start <= _LONGEST:
        onward = tagged.goes_on(end, label)
        if inside * (1.0 - onward) >= _LEAST:
            yield Candidate(start, end, label, RULE)
        if end >= len(words) or words[end].isspace():
            return
        inside *= onward
        end += 1


def tagged_features(tagged: Tagged, places: Sequence[tuple[int, int]], label: str) -> Iterator[str]:
    """Yield the features of an entity: what the tagger says of its likeliest place, and of all."""
    if label not in tagged.labels:
        return
    scores = [_score(tagged, place, label) for place in places]
    best = max(range(len(places)), key=lambda number: (scores[number], -number))
    start, end = places[best]
    inside = range(start, end)
    part = sum(tagged.part(word, label) for word in inside) / len(inside)
    none = sum(tagged.rows[word][0] for word in inside) / len(inside)
    step = bisect(_LOGARITHMS, scores[best])
    mean = bisect(_SHARES, sum(map(math.exp, scores)) / len(scores))
    told = [
        f"best {step}",
        f"mean {mean}",
        f"part {bisect(_SHARES, part)}",
        f"any {bisect(_SHARES, 1.0 - none)}",
        f"before {bisect(_SHARES, tagged.part(start - 1, label)) // 2}",
        f"behind {bisect(_SHARES, tagged.goes_on(end, label)) // 2}",
        *(f"best from {edge}" for edge in range(2, step + 1, 2)),
        *(f"mean from {edge}" for edge in range(1, mean + 1, 2)),
    ]
    for one in told:
        yield f"tagged {one}"
        yield f"{label} tagged {one}"


def _score(tagged: Tagged, place: tuple[int, int], label: str) -> float:
    """Return the logarithm of the probability that a place is an entity of the label."""
    start, end = place
    shares = [tagged.begins(start, label)]
    shares.extend(tagged.goes_on(word, label) for word in range(start + 1, end))
    shares.append(1.0 - tagged.goes_on(end, label))
    return sum(math.log(max(share, _FLOOR)) for share in shares)
