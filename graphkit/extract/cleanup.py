"""Turn candidates into entities: trimmed, one label, one name, no two over one place."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from spacy.language import Language
from spacy.tokens import Doc

from graphkit.extract.candidates import DATASET, METHOD, METRIC, TASK, Abbreviation, Candidate, Found
from graphkit.extract.confidence import confidence, threshold
from graphkit.extract.terms import METHOD_HEADS
from graphkit.extract.vocabulary import vocabulary
from graphkit.extract.words import (
    EVALUATIVE,
    FIELDS,
    FUNCTION,
    GENERIC,
    atoms,
    is_name,
)
from graphkit.ids import singular

_TRAILING = frozenset(
    "method approach technique task problem algorithm dataset benchmark framework data metric score "
    "model architecture".split()
)
_KEEPS_TRAILING = frozenset(("title-name", "proposed", "proposed-abbreviation", "called", "own", "presented"))
_TASK_HEADS = frozenset(
    "prediction classification recognition detection segmentation forecasting estimation "
    "reconstruction generation synthesis retrieval translation summarization completion imputation "
    "localization tracking discovery identification planning reasoning answering parsing tagging "
    "captioning restoration denoising editing rendering generalization adaptation forgetting "
    "interpretability robustness recommendation registration verification diagnosis problem "
    "task learning navigation".split()
)
_METRIC_HEADS = frozenset(
    "accuracy error rate score coefficient index ratio efficiency distance precision recall "
    "divergence similarity correlation complexity entropy".split()
)
_DATA_HEADS = frozenset("dataset corpus benchmark database challenge collection suite".split())


@dataclass(slots=True)
class _Entity:
    """What gathers under one key: the places, and the weight of each label."""

    key: str
    places: dict[tuple[int, int], str] = field(default_factory=dict)
    weights: dict[str, float] = field(default_factory=lambda: defaultdict(float))
    rules: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))


@Language.component("graphkit_cleanup")
def graphkit_cleanup(doc: Doc) -> Doc:
    """Set `doc._.found` from the candidates and abbreviations."""
    words = [token.text for token in doc]
    pairs = [Abbreviation(*pair) for pair in doc._.abbreviations]
    candidates = [Candidate(*candidate) for candidate in doc._.candidates]
    title = words.index("\n") if "\n" in words else 0
    doc._.found = [tuple(found) for found in find_entities(words, candidates, pairs, title)]
    doc._.candidates = []
    return doc


def find_entities(
    words: Sequence[str], candidates: Iterable[Candidate], pairs: Sequence[Abbreviation], title: int
) -> list[Found]:
    """Return every place of every entity, in the order of the text."""
    shorts = _short_forms(words, pairs)
    entities: dict[str, _Entity] = {}
    trimmed = [c for c in (_trim(words, c) for c in candidates) if c is not None]
    for candidate in [*trimmed, *_defined(words, trimmed, pairs)]:
        key = _key(words[candidate.start : candidate.end], shorts)
        entity = entities.setdefault(key, _Entity(key))
        entity.rules[candidate.label].add(candidate.rule)
    found: list[Found] = []
    occurrences = _occurrences(words, entities, shorts)
    for key in sorted(entities):
        places = occurrences[key]
        found.extend(_accepted(words, entities[key], places, shorts, title))
    return _without_overlap(found)


def _short_forms(words: Sequence[str], pairs: Sequence[Abbreviation]) -> dict[str, tuple[str, ...]]:
    """Return the words of the long form by short form; the first definition has it."""
    shorts: dict[str, tuple[str, ...]] = {}
    for pair in pairs:
        short = "".join(words[pair.short_start : pair.short_end])
        shorts.setdefault(singular(short), tuple(words[pair.long_start : pair.long_end]))
    return shorts


def _key(words: Sequence[str], shorts: dict[str, tuple[str, ...]]) -> str:
    """Return the key that spellings of one entity share."""
    if len(words) == 1 and (long := shorts.get(singular(words[0]))):
        words = long
    if term := vocabulary().find(words):
        return "=" + term.name
    return _spelling(words)


def _spelling(words: Sequence[str]) -> str:
    parts = [part for word in words for part in atoms(word)]
    while len(parts) > 1 and parts[-1] in _TRAILING:
        parts.pop()
    return "".join(parts)


def _trim(words: Sequence[str], candidate: Candidate) -> Candidate | None:
    """Cut openers and generic ends away; None where nothing specific is left."""
    start, end = candidate.start, candidate.end
    while start < end and words[start].lower() in EVALUATIVE | FUNCTION and not is_name(words[start]):
        start += 1
    while start < end and not words[start][0].isalnum():
        start += 1
    keeps = candidate.rule in _KEEPS_TRAILING or candidate.rule.startswith("vocabulary")
    while not keeps and end - start > 1 and singular(words[end - 1].lower()) in _TRAILING:
        end -= 1
    if start >= end:
        return None
    if end - start == 1 and words[start].lower() in GENERIC | FUNCTION and not keeps:
        return None
    folded = " ".join(part for word in words[start:end] for part in atoms(word))
    if folded in FIELDS:
        return None
    return Candidate(start, end, candidate.label, candidate.rule)


def _defined(
    words: Sequence[str], candidates: Sequence[Candidate], pairs: Sequence[Abbreviation]
) -> list[Candidate]:
    """Return candidates for long forms with a short one; a shorter candidate inside lends its label."""
    found = []
    for pair in pairs:
        long = words[pair.long_start : pair.long_end]
        term = vocabulary().find(long)
        head = singular(long[-1].lower())
        if term is not None:
            label = term.label
        elif head in _DATA_HEADS:
            label = DATASET
        elif head in _METRIC_HEADS:
            label = METRIC
        elif head in _TASK_HEADS:
            label = TASK
        elif head in METHOD_HEADS:
            label = METHOD
        else:
            label = METHOD
            short = "".join(words[pair.short_start : pair.short_end])
            if words.count(short) < 2 and not all(word[0].isupper() for word in long):  # noqa: PLR2004 - used again
                continue
        folded = " ".join(part for word in long for part in atoms(word))
        if folded not in FIELDS:
            found.append(Candidate(pair.long_start, pair.long_end, label, "abbreviation"))
    return found


def _occurrences(
    words: Sequence[str], entities: dict[str, _Entity], shorts: dict[str, tuple[str, ...]]
) -> dict[str, list[tuple[int, int]]]:
    """Return every place where words spell the key of an entity."""
    places: dict[str, list[tuple[int, int]]] = {key: [] for key in entities}
    spelled = {key for key in entities if not key.startswith("=")}
    longest = 9
    for start in range(len(words)):
        if not words[start][0].isalnum() or words[start].lower() in FUNCTION - {"non"}:
            continue
        for end in range(start + 1, min(start + longest, len(words)) + 1):
            last = words[end - 1]
            if not (last[0].isalnum() or last in {"'s", "(", ")", "/"}):
                break
            if not last[0].isalnum():
                continue
            span = words[start:end]
            key = _key(span, shorts)
            if key in places and (key in spelled or vocabulary().find(span) or len(span) == 1):
                if len(span) > 1 and singular(last.lower()) in _TRAILING and _key(span[:-1], shorts) == key:
                    continue
                places[key].append((start, end))
    return places


def _accepted(
    words: Sequence[str],
    entity: _Entity,
    places: Sequence[tuple[int, int]],
    shorts: dict[str, tuple[str, ...]],
    title: int,
) -> list[Found]:
    """Return the places of an entity with its label, name and confidence; none where it is too weak."""
    if not places:
        return []
    in_title = any(start < title for start, _ in places)
    abstract = sum(start > title for start, _ in places)
    scored = []
    for label in sorted(entity.rules):
        score, rule = max((confidence(rule, in_title=in_title, repeated=abstract > 1), rule) for rule in sorted(entity.rules[label]))
        scored.append((score, label, rule))
    score, label, rule = max(scored)
    if score < threshold(label):
        return []
    name = _name(words, entity.key, places, shorts)
    return [Found(start, end, label, name, rule, score) for start, end in places]


def _name(
    words: Sequence[str],
    key: str,
    places: Sequence[tuple[int, int]],
    shorts: dict[str, tuple[str, ...]],
) -> str:
    """Return what the paper calls the entity: the long form, singular, in the field's casing."""
    if key.startswith("="):
        return key[1:]
    spans = [tuple(words[start:end]) for start, end in places]
    for span in spans:
        long = shorts.get(singular(span[0])) if len(span) == 1 else None
        if long is not None:
            return _cased(long) if _is_initials(span[0], long) else singular(span[0])
    best = min(spans, key=lambda span: (sum(word[0].isupper() for word in span), spans.index(span)))
    return _cased(best)


def _is_initials(short: str, long: Sequence[str]) -> bool:
    """Return whether the short form is just the initials of the long one."""
    letters = [c for c in singular(short).lower() if c.isalnum()]
    initials = [part[0] for word in long for part in atoms(word) if part not in FUNCTION]
    return letters == initials


def _cased(words: Sequence[str]) -> str:
    """Return the words in the casing of the field: names keep capitals, other words have none."""
    proper = vocabulary().proper
    cased = []
    for word in words:
        plain = "-".join(part if is_name(part) or part in proper else part.lower() for part in word.split("-"))
        cased.append(word if is_name(word) or word in proper else plain)
    cased[-1] = singular(cased[-1])
    return re.sub(r" (?=['’)])|(?<=\() ", "", " ".join(cased))


def _without_overlap(found: Sequence[Found]) -> list[Found]:
    """Keep the longest at each place, then the surest, then the first by label and name."""
    order = sorted(found, key=lambda f: (f.start - f.end, -f.confidence, f.start, f.label, f.name))
    taken: set[int] = set()
    kept = []
    for one in order:
        tokens = range(one.start, one.end)
        if taken.isdisjoint(tokens):
            taken.update(tokens)
            kept.append(one)
    return sorted(kept)
