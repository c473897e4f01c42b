"""Names that may be one thing, or one name that may be two kinds: for people to decide.

Nothing here joins anything. Candidates come from blocks (equal initials of the words, equal names
of two kinds, a generic word behind), never from all pairs. What several signals say counts
together; what else the papers of two names speak of counts too, rare things more.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from typing import NamedTuple

from rapidfuzz import fuzz

from graphkit.ids import fold_characters, normalise_name, singular
from graphkit.model import Entity, Mention, Suggestion
from graphkit.resolve.acronyms import Acronyms, short_form
from graphkit.resolve.deciding import Deciding
from graphkit.resolve.decisions import Thing, parse_thing
from graphkit.resolve.families import head_of
from graphkit.resolve.reasons import LEAST_CONFIDENCE

LEAST = 0.3  # the confidence from which a pair is worth a question
MOST_IN_BLOCK = 30  # names of which every pair is looked at; more: each with its next ones
_MOST_AROUND = 200  # papers of a name whose neighbours are counted
_LEAST_RATIO = 88.0  # percent, by rapidfuzz's ratio of the folded names
_LEAST_LENGTH = 8
_BEGINNING = 5
_MOST_MEANINGS = 3
_NEIGHBOURS = 0.25  # what equal neighbours add
_MOST = LEAST_CONFIDENCE - 0.05
_DECIMALS = 4


class Candidate(NamedTuple):
    """A pair of entity ids, the lesser first, with what one signal says."""

    one: str
    other: str
    confidence: float
    reason: str


def suggestions(
    entities: Sequence[Entity],
    mentions: Sequence[Mention],
    entity_ids: Sequence[str | None],
    acronyms: Acronyms,
    deciding: Deciding,
) -> tuple[Suggestion, ...]:
    """Return the pairs that people may decide, best first; what they decided is left out."""
    found: dict[tuple[str, str], list[Candidate]] = defaultdict(list)
    for candidate in (
        *_kinds(entities),
        *_capitals(entities),
        *_meanings(entities, acronyms),
        *_initials(entities),
        *_heads(entities),
        *_lookalikes(entities),
    ):
        found[candidate.one, candidate.other].append(candidate)
    by_id = {entity.id: entity for entity in entities}
    around = _Around(mentions, entity_ids)
    made = [
        _suggestion(by_id[one], by_id[other], candidates, around)
        for (one, other), candidates in found.items()
        if not deciding.are_apart(thing_of(by_id[one]), thing_of(by_id[other]))
    ]
    sure = (one for one in made if one.confidence >= LEAST)
    return tuple(sorted(sure, key=lambda one: (-one.confidence, one.one, one.other)))


def thing_of(entity: Entity) -> Thing:
    """Return what a decision calls an entity."""
    return parse_thing(entity.id)


def _suggestion(
    one: Entity, other: Entity, candidates: Sequence[Candidate], around: "_Around"
) -> Suggestion:
    signals = sorted(candidates, key=lambda part: (-part.confidence, part.reason))
    shared = around.shared(one.id, other.id)
    confidence = 1 - math.prod(1 - part.confidence for part in signals)
    confidence = 1 - (1 - confidence) * (1 - _NEIGHBOURS * shared)
    reasons = [part.reason for part in signals]
    if shared > 0:
        reasons.append(f"{shared:.0%} of what their papers speak of is the same")
    confidence = round(min(confidence, _MOST), _DECIMALS)
    return Suggestion(one.id, other.id, one.name, other.name, confidence, "; ".join(reasons))


def _candidate(one: Entity, other: Entity, confidence: float, reason: str) -> Candidate:
    return Candidate(min(one.id, other.id), max(one.id, other.id), confidence, reason)


def _kinds(entities: Iterable[Entity]) -> Iterator[Candidate]:
    """Yield the entities of one name and two labels."""
    named: dict[str, list[Entity]] = defaultdict(list)
    for entity in entities:
        named[entity.id.partition(":")[2]].append(entity)
    for group in named.values():
        for one, other in combinations(group, 2):
            kinds = f"one name, two kinds: {one.label} and {other.label}"
            yield _candidate(one, other, 0.5, kinds)


def _capitals(entities: Iterable[Entity]) -> Iterator[Candidate]:
    """Yield the entities that only differ in capitals, or in the paper that they stay in."""
    known = {entity.id: entity for entity in entities}
    for entity in known.values():
        plain, mark, qualifier = entity.id.partition("@")
        if mark and plain in known and qualifier.startswith(("word", "case:")):
            yield _candidate(known[plain], entity, 0.3, "they differ in capitals alone")


def _meanings(entities: Iterable[Entity], acronyms: Acronyms) -> Iterator[Candidate]:
    """Yield short forms that their papers do not define, with what others mean by them."""
    listed = list(entities)
    by_key = {(entity.label, entity.id.partition(":")[2]): entity for entity in listed}
    known: dict[str, list[tuple[str, float]]] = {}  # one short form may be in a thousand papers
    for entity in listed:
        short = short_form(entity.name)
        if short is None:
            continue
        if short not in known:
            known[short] = _commonest(acronyms.long_forms(short))
        for key, share in known[short]:
            long = by_key.get((entity.label, key))
            if long is not None and long.id != entity.id:
                reason = "other papers define the short form so"
                yield _candidate(entity, long, 0.5 * share, reason)


def _commonest(forms: Counter[str]) -> list[tuple[str, float]]:
    """Return the long forms that most papers give, and the share of these papers."""
    best = sorted(forms, key=lambda key: (-forms[key], key))[:_MOST_MEANINGS]
    return [(key, forms[key] / forms.total()) for key in best]


def _initials(entities: Iterable[Entity]) -> Iterator[Candidate]:
    """Yield short forms with the names that have such initials."""
    names: dict[tuple[str, str], list[Entity]] = defaultdict(list)
    listed = list(entities)
    for entity in listed:
        words = _words(entity.name)
        if len(words) > 1 and "@" not in entity.id:
            names[entity.label, "".join(word[0] for word in words)].append(entity)
    for entity in listed:
        short = short_form(entity.name)
        is_own = entity.id.partition(":")[2].partition("@")[0] == normalise_name(entity.name)
        if short is not None and is_own and len(short) > 1:
            fitting = names.get((entity.label, fold_characters(short)), [])
            for long in fitting if len(fitting) <= _MOST_MEANINGS else []:
                confidence = (0.35 if len(short) > 2 else 0.2) / len(fitting)  # noqa: PLR2004
                yield _candidate(entity, long, confidence, "the short form fits the initials")


def _heads(entities: Iterable[Entity]) -> Iterator[Candidate]:
    """Yield names with a generic word behind them, and without."""
    listed = list(entities)
    by_key = {(entity.label, entity.id.partition(":")[2]): entity for entity in listed}
    for entity in listed:
        parted = head_of(entity.label, entity.name)
        plain = by_key.get((entity.label, normalise_name(parted[0]))) if parted else None
        if parted and plain is not None and plain.id != entity.id:
            yield _candidate(entity, plain, 0.5, f'one has the word "{parted[1]}" more')


def _lookalikes(entities: Iterable[Entity]) -> Iterator[Candidate]:
    """Yield long names of equal initials and digits that are spelled nearly alike."""
    blocks: dict[tuple[str, str], list[tuple[str, Entity]]] = defaultdict(list)
    for entity in entities:
        words = _words(entity.name)
        folded = " ".join(words)
        if len(folded) >= _LEAST_LENGTH and "@" not in entity.id:
            letters = "".join(word[0] for word in words)
            key = letters if len(words) > 1 else folded[:_BEGINNING]
            digits = "".join(c for c in folded if c.isdigit())
            blocks[entity.label, f"{key} {len(words)} {digits}"].append((folded, entity))
    for block in blocks.values():
        block.sort(key=lambda pair: (pair[0], pair[1].id))
        for place, (folded, one) in enumerate(block):
            end = len(block) if len(block) <= MOST_IN_BLOCK else place + MOST_IN_BLOCK
            for near, other in block[place + 1 : end]:
                ratio = fuzz.ratio(folded, near, score_cutoff=_LEAST_RATIO)
                if ratio and not _is_contrast(folded, near):
                    reason = f"spelled alike ({ratio:.0f} %)"
                    yield _candidate(one, other, 0.3 + 0.4 * (ratio - 88) / 12, reason)


def _is_contrast(one: str, other: str) -> bool:
    """Tell whether a word of one is a word of the other with a syllable in front: supervised."""
    return any(
        left != right and (left.endswith(right) or right.endswith(left))
        for left, right in zip(one.split(), other.split(), strict=False)
    )


def _words(name: str) -> list[str]:
    parts = name.replace("-", " ").replace("/", " ").split()
    bare = (fold_characters(singular(part)).strip("([{'\"") for part in parts)
    return [word for word in bare if word]


class _Around:
    """Knows what the papers of two entities speak of besides; rare things count more."""

    def __init__(self, mentions: Sequence[Mention], entity_ids: Sequence[str | None]) -> None:
        self._papers: dict[str, set[str]] = defaultdict(set)
        self._entities: dict[str, set[str]] = defaultdict(set)
        for mention, entity in zip(mentions, entity_ids, strict=True):
            if entity is not None:
                self._papers[entity].add(mention.paper_id)
                self._entities[mention.paper_id].add(entity)
        self._known: dict[str, Mapping[str, float]] = {}

    def shared(self, one: str, other: str) -> float:
        """Return the share of the lesser one's neighbours, 0 to 1, that the other has too."""
        first, second = self._weights(one), self._weights(other)
        both = math.fsum(first[name] for name in sorted(first.keys() & second.keys()))
        least = min(math.fsum(first.values()), math.fsum(second.values()))
        return both / least if least else 0.0

    def _weights(self, entity: str) -> Mapping[str, float]:
        if entity not in self._known:
            papers = sorted(self._papers[entity])[:_MOST_AROUND]
            names = set().union(*(self._entities[paper] for paper in papers)) - {entity}
            weights = {name: 1 / math.log2(1 + len(self._papers[name])) for name in sorted(names)}
            self._known[entity] = weights
        return self._known[entity]
