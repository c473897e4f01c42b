"""Say how the paper relates to each entity: its own, used, compared with, evaluated on.

A multinomial logistic regression over the features of `role_features`. The weights in
`role_weights.tsv` were fitted by `graphkit.extract.fit_roles`. A dataset is introduced where a
method would be proposed, and evaluated on where it would be used: both learn from each other.
"""

import math
import sys
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from spacy.language import Language
from spacy.tokens import Doc

from graphkit.extract.candidates import (
    DATASET,
    METRIC,
    TASK,
    Found,
    found_of,
    sentences_of,
    words_of,
)
from graphkit.extract.role_features import Key, role_features
from graphkit.extract.tagged import RULE, TAGGER
from graphkit.extract.tokens import repaired_of
from graphkit.model import RelationshipType

Weights = Mapping[str, tuple[float, float]]
"""By feature: what it says for the paper's own, and for compared with, against used."""

_FIXED = {TASK: RelationshipType.ADDRESSES, METRIC: RelationshipType.MEASURES}
_OWN = {DATASET: RelationshipType.INTRODUCES}
_USED = {DATASET: RelationshipType.EVALUATES_ON}
# A comparison that is half as likely again as it looks is said: texts compare in many words, and
# a reader misses one more than he minds a wrong one.
_PREFERRED = 1.5
_DECIMALS = 3


class Role(NamedTuple):
    """What an entity is to a paper, and how likely that is right."""

    type: RelationshipType
    confidence: float


@cache
def role_weights() -> Weights:
    """Return what each feature says for "the paper's own" and for "compared with"."""
    text = files("graphkit.extract").joinpath("role_weights.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.splitlines() if line and not line.startswith("#"))
    return {name: (float(own), float(compared)) for name, own, compared in rows}


Doc.set_extension("roles", default=[], force=True)


@Language.component("graphkit_roles")
def graphkit_roles(doc: Doc) -> Doc:
    """Set `doc._.mentions`: label, name, place, sentence, role, rule, and both confidences.

    And `doc._.roles`: label, name, role, and how likely the role is right where the entity is.
    """
    words = words_of(doc)
    found = found_of(doc)
    sentences = sentences_of(doc)
    roles = find_roles(words, found, sentences)
    repaired = repaired_of(doc)

    def source(start: int, end: int) -> tuple[int, int]:
        last = doc[end - 1]
        return repaired.source_span(doc[start].idx, last.idx + len(last))

    mentions = []
    for one in found:
        sentence = _sentence(sentences, one.start)
        begin, end = _without_spaces(words, *sentence)
        place = (*source(one.start, one.end), *source(begin, end))
        role, sure = roles[one.label, one.name]
        why = (_why(one), one.confidence, sure)
        mentions.append((one.label, one.name, *place, role.value, *why))
    doc._.mentions = mentions
    doc._.roles = [(*key, role.type.value, role.confidence) for key, role in roles.items()]
    doc._.found = []
    doc._.abbreviations = []
    for passing in ("repaired", "words", "starts", TAGGER):
        doc.user_data.pop(passing, None)
    return doc


def _why(one: Found) -> str:
    """Return the rule, "model" where only the tagger found it, both where they agree."""
    return f"{one.rule}+{RULE}" if one.tagged else one.rule


def _sentence(sentences: Sequence[tuple[int, int]], place: int) -> tuple[int, int]:
    return sentences[bisect_right(sentences, (place, sys.maxsize)) - 1]


def _without_spaces(words: Sequence[str], start: int, end: int) -> tuple[int, int]:
    while start < end - 1 and words[start].isspace():
        start += 1
    while end - 1 > start and words[end - 1].isspace():
        end -= 1
    return start, end


def find_roles(
    words: Sequence[str],
    found: Sequence[Found],
    sentences: Sequence[tuple[int, int]],
    weights: Weights | None = None,
) -> dict[Key, Role]:
    """Return one role for each (label, name), decided from all its places."""
    weights = role_weights() if weights is None else weights
    features = role_features(words, found, sentences)
    return {
        key: Role(_FIXED[key[0]], 1.0)
        if key[0] in _FIXED
        else _role(key[0], features[key], weights)
        for key in dict.fromkeys((one.label, one.name) for one in found)
    }


def _role(label: str, features: Mapping[str, float], weights: Weights) -> Role:
    own, compared, used = probabilities(label, features, weights)
    if own >= max(compared * _PREFERRED, used):
        return Role(_OWN.get(label, RelationshipType.PROPOSES), round(own, _DECIMALS))
    if compared * _PREFERRED >= used:
        return Role(RelationshipType.COMPARES_WITH, round(compared, _DECIMALS))
    return Role(_USED.get(label, RelationshipType.USES), round(used, _DECIMALS))


def probabilities(
    label: str, features: Mapping[str, float], weights: Weights
) -> tuple[float, float, float]:
    """Return how likely an entity is the paper's own, compared with, used; sums to 1.

    A dataset is never compared with.
    """
    own = compared = 0.0
    for feature, value in features.items():
        if feature in weights:
            one, other = weights[feature]
            own += one * value
            compared += other * value
    top = max(own, compared, 0.0)
    shares = (math.exp(own - top), math.exp(compared - top), math.exp(-top))
    if label == DATASET:
        shares = (shares[0], 0.0, shares[2])
    total = sum(shares)
    return shares[0] / total, shares[1] / total, shares[2] / total
