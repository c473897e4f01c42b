"""Say how the paper relates to each entity: its own, used, compared with, evaluated on."""

import sys
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence

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
from graphkit.extract.gathering import OWN_RULES
from graphkit.extract.tokens import repaired_of
from graphkit.extract.vocabulary import vocabulary
from graphkit.extract.words import is_name, word_set
from graphkit.model import RelationshipType

_FIXED = {TASK: RelationshipType.ADDRESSES, METRIC: RelationshipType.MEASURES}
_COMPARING = word_set(
    "outperform outperforms outperforming outperformed surpass surpasses surpassing exceeds "
    "beats unlike versus vs vs. compared comparison baseline baselines than superior "
    "traditional conventional alternatives alternative over instead contrast"
)
# In front of a name, or behind it, these tell of what others did and what it lacks.
_OTHERS = word_set("existing previous prior mainstream classical traditional conventional")
_LACKING = word_set(
    "suffer suffers suffering struggle struggles struggling fail fails limited lack lacks fall "
    "cannot ignore ignores neglect neglects overlook"
)
_NAMES_ITS_OWN = frozenset({"title-name", "proposed", "called"})
_REACH, _NEAR = 6, 3


@Language.component("graphkit_roles")
def graphkit_roles(doc: Doc) -> Doc:
    """Set `doc._.mentions`: label, name, place in the source, sentence, role, rule, confidence."""
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
        role = roles[one.label, one.name].value
        mentions.append((one.label, one.name, *place, role, one.rule, one.confidence))
    doc._.mentions = mentions
    doc._.found = []
    doc._.abbreviations = []
    for passing in ("repaired", "words", "starts"):
        doc.user_data.pop(passing, None)
    return doc


def _sentence(sentences: Sequence[tuple[int, int]], place: int) -> tuple[int, int]:
    return sentences[bisect_right(sentences, (place, sys.maxsize)) - 1]


def _without_spaces(words: Sequence[str], start: int, end: int) -> tuple[int, int]:
    while start < end - 1 and words[start].isspace():
        start += 1
    while end - 1 > start and words[end - 1].isspace():
        end -= 1
    return start, end


def find_roles(
    words: Sequence[str], found: Sequence[Found], sentences: Sequence[tuple[int, int]]
) -> dict[tuple[str, str], RelationshipType]:
    """Return one role for each (label, name)."""
    places: dict[tuple[str, str], list[Found]] = defaultdict(list)
    for one in found:
        places[one.label, one.name].append(one)
    return {key: _role(words, ones, sentences) for key, ones in places.items()}


def _role(
    words: Sequence[str], found: Sequence[Found], sentences: Sequence[tuple[int, int]]
) -> RelationshipType:
    label, rule = found[0].label, found[0].rule
    if label in _FIXED:
        return _FIXED[label]
    known = vocabulary().find(words[found[0].start : found[0].end])
    # A known name is the paper's own where the paper says so of it: "EvolveGCN: ...", "we propose".
    is_given = rule in _NAMES_ITS_OWN and is_name(words[found[0].start])
    is_own = rule in OWN_RULES and (known is None or is_given)
    if label == DATASET:
        return RelationshipType.INTRODUCES if is_own else RelationshipType.EVALUATES_ON
    if is_own:
        return RelationshipType.PROPOSES
    compared = sum(_is_compared(words, one, sentences) for one in found)
    if compared * 2 >= len(found):
        return RelationshipType.COMPARES_WITH
    return RelationshipType.USES


def _is_compared(words: Sequence[str], one: Found, sentences: Sequence[tuple[int, int]]) -> bool:
    begin, end = _sentence(sentences, one.start)
    before = [word.lower() for word in words[max(begin, one.start - _REACH) : one.start]]
    behind = [word.lower() for word in words[one.end : min(end, one.end + _REACH)]]
    others = _OTHERS & set(before[-_NEAR:])
    return bool(_COMPARING & set(before) or others or _LACKING & set(behind))
