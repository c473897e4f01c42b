"""Keep the entities that are likely right: one label, one name, no two over one place."""

import math
import re
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence

from spacy.language import Language
from spacy.tokens import Doc

from graphkit.extract.candidates import DATASET, Abbreviation, Candidate, Found, words_of
from graphkit.extract.confidence import (
    OWN_DATASET,
    THRESHOLD,
    confidence,
    features,
    read_weights,
)
from graphkit.extract.gathering import OWN_RULES, Entity, LongForms, gather, long_forms
from graphkit.extract.tagged import RULE, Tagged, tagged_of
from graphkit.extract.vocabulary import vocabulary
from graphkit.extract.words import FUNCTION, atoms, is_name
from graphkit.ids import singular

# The rule that is told of an entity is the first of these that found it, else the first by name.
RULES = (
    "title-name", "title-phrase", "proposed-abbreviation", "proposed", "called", "presented", "own",
    "vocabulary", "abbreviation", "dataset", "evaluated-on", "metric", "task", "problem",
    "challenge", "method", "name", "phrase", "compound", "model",
)  # fmt: skip


@Language.factory("graphkit_cleanup", default_config={"weights": "confidence.tsv"})
def make_cleanup(nlp: Language, name: str, weights: str) -> Callable[[Doc], Doc]:  # noqa: ARG001 - spaCy gives both
    """Return the component; `weights` is a file of `graphkit.extract.calibrate`."""
    return Cleanup(weights)


class Cleanup:
    """Set `doc._.found` from the candidates and abbreviations."""

    def __init__(self, weights: str) -> None:
        self._weights = weights

    def __call__(self, doc: Doc) -> Doc:
        """Decide what is kept."""
        words = words_of(doc)
        pairs = [Abbreviation(*pair) for pair in doc._.abbreviations]
        candidates = [Candidate(*candidate) for candidate in doc._.candidates]
        weights = read_weights(self._weights)
        found = find_entities(words, candidates, pairs, weights, tagged_of(doc))
        doc._.found = [tuple(one) for one in found]
        doc._.candidates = []
        return doc


def find_entities(
    words: Sequence[str],
    candidates: Iterable[Candidate],
    pairs: Sequence[Abbreviation],
    weights: Mapping[str, float],
    tagged: Tagged | None = None,
) -> list[Found]:
    """Return every place of every entity that is likely right, in the order of the text."""
    entities = gather(words, candidates, pairs)
    forms = long_forms(words, pairs)
    found: list[Found] = []
    for entity, described in describe(words, entities, tagged):
        score, label = max(
            (max(confidence(part, weights), _floor(entity, label)), label)
            for label, part in described.items()
        )
        if score >= THRESHOLD:
            rule = min(entity.rules[label], key=_rule_order)
            is_own = label == DATASET or rule in OWN_RULES
            name = _name(words, entity, forms, keeps_capitals=is_own)
            is_tagged = RULE in entity.rules[label] and rule != RULE
            found.extend(
                Found(*place, label, name, rule, score, is_tagged) for place in entity.places
            )
    return _without_overlap(found)


def describe(
    words: Sequence[str], entities: Sequence[Entity], tagged: Tagged | None = None
) -> Iterable[tuple[Entity, dict[str, list[str]]]]:
    """Yield each entity with its features under each of its labels."""
    title = words.index("\n") if "\n" in words else 0
    nesting = _Nesting(place for entity in entities for place in entity.places)
    for entity in entities:
        nested = nesting.of(entity)
        labels = sorted(entity.rules)
        yield (
            entity,
            {label: features(words, entity, label, nested, title, tagged) for label in labels},
        )


def _floor(entity: Entity, label: str) -> float:
    """Return what the cue alone is worth where a paper names its own dataset.

    Annotated papers hold too few of them for the weights to learn it.
    """
    return OWN_DATASET if label == DATASET and entity.rules[label] & OWN_RULES else 0.0


def _rule_order(rule: str) -> tuple[int, str]:
    """Put the rules that say most of an entity first."""
    known = next((i for i, prefix in enumerate(RULES) if rule.startswith(prefix)), len(RULES))
    return known, rule


def _name(words: Sequence[str], entity: Entity, forms: LongForms, *, keeps_capitals: bool) -> str:
    """Return what the paper calls the entity: the long form, singular, in the field's casing.

    A given name keeps the capitals that it has behind the title.
    """
    if entity.key.startswith("="):
        return entity.key[1:]
    spans = [tuple(words[start:end]) for start, end in entity.places]
    for span in spans:
        long = forms.get(singular(span[0])) if len(span) == 1 else None
        if long is not None:
            cased = _joined(long) if keeps_capitals else _cased(long)
            return cased if _is_initials(span[0], long) else singular(span[0])
    least = min(spans, key=lambda span: sum(word[0].isupper() for word in span))
    title = words.index("\n") if "\n" in words else 0
    is_named = keeps_capitals and entity.places[spans.index(least)][0] > title
    return _joined(least) if is_named else _cased(least)


def _is_initials(short: str, long: Sequence[str]) -> bool:
    """Return whether the short form is just the initials of the long one."""
    letters = [c for c in singular(short).lower() if c.isalnum()]
    return letters == [part[0] for word in long for part in atoms(word) if part not in FUNCTION]


def _cased(words: Sequence[str]) -> str:
    """Return the words in the casing of the field: names keep capitals, other words have none."""
    return _joined([_cased_word(word) for word in words])


def _joined(words: Sequence[str]) -> str:
    """Return the words as one name in the singular."""
    cased = [*words[:-1], singular(words[-1])]
    return re.sub(r" (?='s|[)/])|(?<=[(/]) ", "", " ".join(cased))


def _cased_word(word: str) -> str:
    proper = vocabulary().proper
    if is_name(word) or word in proper:
        return word
    return "-".join(part if part in proper else part.lower() for part in word.split("-"))


def _without_overlap(found: Sequence[Found]) -> list[Found]:
    """Keep the best at each place: sure ones first, long ones first where they are as sure."""
    order = sorted(found, key=lambda f: (-_worth(f), f.start - f.end, f.start, f.label, f.name))
    taken: set[int] = set()
    kept = []
    for one in order:
        tokens = range(one.start, one.end)
        if taken.isdisjoint(tokens):
            taken.update(tokens)
            kept.append(one)
    return sorted(kept)


def _worth(found: Found) -> float:
    """Weigh confidence against length: the longest sensible span is wanted."""
    return found.confidence * math.sqrt(found.end - found.start)


class _Nesting:
    """Which places lie in longer ones or hold others, told without comparing every two."""

    def __init__(self, places: Iterable[tuple[int, int]]) -> None:
        ends: dict[int, list[int]] = defaultdict(list)
        for start, end in set(places):
            ends[start].append(end)
        self._ends = ends
        self._reach: dict[int, int] = {}  # the farthest end of what begins before
        self._close: dict[int, int] = {}  # the nearest end of what begins behind
        farthest, nearest = -1, sys.maxsize
        for start in sorted(ends):
            self._reach[start] = farthest
            farthest = max(farthest, *ends[start])
        for start in sorted(ends, reverse=True):
            self._close[start] = nearest
            nearest = min(nearest, *ends[start])

    def of(self, entity: Entity) -> str:
        """Return "inside" where every place lies in a longer one, "around" where one holds some."""
        places = entity.places
        inside = all(self._reach[s] >= e or max(self._ends[s]) > e for s, e in places)
        around = any(self._close[s] <= e or min(self._ends[s]) < e for s, e in places)
        return f"{'inside' if inside else ''} {'around' if around else ''}"
