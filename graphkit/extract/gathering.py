"""Gather candidates into entities: trimmed spans, one key for all spellings, every place."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from graphkit.extract.candidates import DATASET, METHOD, METRIC, TASK, Abbreviation, Candidate
from graphkit.extract.terms import METHOD_HEADS, TASK_HEADS
from graphkit.extract.vocabulary import vocabulary
from graphkit.extract.words import EVALUATIVE, FIELDS, FUNCTION, GENERIC, atoms, is_name, word_set
from graphkit.ids import singular

LongForms = Mapping[str, tuple[str, ...]]
"""Words of the long form by short form, as one paper defines them."""

TRAILING = word_set(
    "method approach technique task problem algorithm dataset benchmark framework data metric "
    "score model architecture"
)
OWN_RULES = word_set(
    "title-name title-phrase proposed proposed-abbreviation proposed-phrase called own presented"
)
_KEEPS_TRAILING = word_set(
    "title-name proposed proposed-abbreviation called own presented abbreviation"
)
# A compound that ends so belongs to a word behind it: "graph-based", "structure-preserving".
_PARTICIPLES = word_set(
    "based driven aware trained encoded informed preserving guided inspired oriented specific "
    "dependent independent free like level wise enhanced augmented centric efficient"
)
_METRIC_HEADS = word_set(
    "accuracy error rate score coefficient index ratio efficiency distance precision recall "
    "divergence similarity correlation complexity entropy"
)
_DATA_HEADS = word_set("dataset corpus benchmark database challenge collection suite")
_BEGINNING = 3  # letters that places and keys are first compared by


@dataclass(slots=True)
class Entity:
    """What one paper says under one key: the rules by label, and the places, in order."""

    key: str
    rules: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    places: list[tuple[int, int]] = field(default_factory=list)


def long_forms(words: Sequence[str], pairs: Sequence[Abbreviation]) -> LongForms:
    """Return the long forms of a paper; where a short form is defined twice the first counts."""
    forms: dict[str, tuple[str, ...]] = {}
    for pair in pairs:
        short = "".join(words[pair.short_start : pair.short_end])
        forms.setdefault(singular(short), tuple(words[pair.long_start : pair.long_end]))
    return forms


def gather(
    words: Sequence[str], candidates: Iterable[Candidate], pairs: Sequence[Abbreviation]
) -> list[Entity]:
    """Return the entities that candidates and definitions come to, sorted by key."""
    forms = long_forms(words, pairs)
    entities: dict[str, Entity] = {}
    places: dict[str, set[tuple[int, int]]] = defaultdict(set)
    for candidate in [*candidates, *_defined(words, pairs)]:
        if trimmed := trim(words, candidate):
            key = _key(words[trimmed.start : trimmed.end], forms)
            entities.setdefault(key, Entity(key)).rules[trimmed.label].add(trimmed.rule)
            places[key].add((trimmed.start, trimmed.end))
    for place, word in enumerate(words):
        if singular(word) in forms and (key := _key([word], forms)) in entities:
            places[key].add((place, place + 1))
    for key, span in _spelled_again(words, entities):
        places[key].add(span)
    for shorter, longer in _twins(entities):
        places[longer] |= places[shorter]
        for label, rules in entities.pop(shorter).rules.items():
            entities[longer].rules[label] |= rules
    for key, entity in entities.items():
        entity.places = sorted(places[key])
        _settle_own(entity)
    return [entities[key] for key in sorted(entities)]


def _twins(entities: Iterable[str]) -> list[tuple[str, str]]:
    """Return the keys that one paper has for one kind of network, the shorter one first.

    "convolutional network" is the convolutional neural network, "hypernet" the hypernetwork.
    """
    longest: dict[str, str] = {}
    pairs = []
    for key in sorted(entities, key=lambda key: (-len(key), key)):
        parts = (part for word in key.removeprefix("=").split() for part in atoms(word))
        plain = "".join(parts).replace("neuralnetwork", "network")
        plain = plain.removesuffix("work") if plain.endswith("network") else plain
        if longest.setdefault(plain, key) != key:
            pairs.append((key, longest[plain]))
    return pairs


def _settle_own(entity: Entity) -> None:
    """Let what the paper calls its own dataset be no method: a given name alone tells little."""
    rules = entity.rules
    is_own = rules.keys() >= {DATASET, METHOD} and rules[DATASET] & OWN_RULES
    if is_own and ("title-name" in rules[DATASET] or not rules[METHOD] & OWN_RULES):
        del rules[METHOD]


def trim(words: Sequence[str], candidate: Candidate) -> Candidate | None:
    """Cut openers and generic ends away; return None where nothing specific is left."""
    start, end, label, rule = candidate
    known = rule.startswith("vocabulary")
    while start < end and not known and _opens(words[start]):
        start += 1
    keeps = known or rule in _KEEPS_TRAILING
    while not keeps and end - start > 1 and singular(words[end - 1].lower()) in TRAILING:
        end -= 1
    while not keeps and end - start > 1 and words[end - 1].lower() in FUNCTION | EVALUATIVE:
        end -= 1
    if not keeps and atoms(words[end - 1])[-1] in _PARTICIPLES and "-" in words[end - 1]:
        return None
    if start >= end or (
        end - start == 1 and not keeps and words[start].lower() in GENERIC | FUNCTION
    ):
        return None
    folded = " ".join(part for word in words[start:end] for part in atoms(word))
    return None if folded in FIELDS else Candidate(start, end, label, rule)


def _opens(word: str) -> bool:
    if not word[0].isalnum():
        return True
    return word.lower() in EVALUATIVE | FUNCTION and not is_name(word)


def _key(words: Sequence[str], forms: LongForms) -> str:
    """Return the key that the spellings of one entity share; "=" and its name for known terms."""
    if len(words) == 1 and (long := forms.get(singular(words[0]))):
        words = long
    if term := vocabulary().find(words):
        return f"={term.name}"
    return spelling(words)


def spelling(words: Sequence[str]) -> str:
    """Return the words without case, plural, hyphens, spaces and generic ends."""
    parts = [part for word in words for part in atoms(word)]
    while len(parts) > 1 and parts[-1] in TRAILING:
        parts.pop()
    return "".join(parts)


def _defined(words: Sequence[str], pairs: Sequence[Abbreviation]) -> list[Candidate]:
    """Return the long forms that have a short one, labelled by what they end with."""
    found = []
    for pair in pairs:
        long = words[pair.long_start : pair.long_end]
        label, rule = _label_of(long)
        found.append(Candidate(pair.long_start, pair.long_end, label, rule))
    return found


def _label_of(long: Sequence[str]) -> tuple[str, str]:
    head = singular(long[-1].lower())
    if term := vocabulary().find(long):
        return term.label, "abbreviation"
    for label, heads in (
        (DATASET, _DATA_HEADS),
        (METRIC, _METRIC_HEADS),
        (TASK, TASK_HEADS),
        (METHOD, METHOD_HEADS),
    ):
        if head in heads:
            return label, "abbreviation"
    return METHOD, "abbreviation-other"


def _spelled_again(
    words: Sequence[str], entities: Mapping[str, Entity]
) -> Iterable[tuple[str, tuple[int, int]]]:
    """Yield further places where words spell a key: other case, plural or hyphens."""
    keys = {key for key in entities if not key.startswith("=")}
    beginnings = {key[:_BEGINNING] for key in keys}
    longest = max(map(len, keys), default=0)
    for start, word in enumerate(words):
        spelled = "".join(atoms(word))
        short = len(spelled) < _BEGINNING
        if not word[0].isalnum() or not (short or spelled[:_BEGINNING] in beginnings):
            continue
        end = start + 1
        while True:
            if spelled in keys:
                yield spelled, (start, end)
            if end >= len(words) or len(spelled) >= longest or not words[end][0].isalnum():
                break
            spelled += "".join(atoms(words[end]))
            end += 1
