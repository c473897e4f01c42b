"""When a predicted entity is right: the rule that every figure stands on.

A predicted entity is right when a gold entity of the same paper and type shares one normalised
form, of a name or a mention, with it. Each gold entity counts once: predictions are taken in their
order, and each takes the first gold entity that is still free. Normalising folds case, plural,
hyphens and spaces, and drops articles and praise in front and generic nouns behind.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from graphkit.extract.evaluate.annotated import AnnotatedPaper, Annotation
from graphkit.extract.words import word_set

_PRAISE = word_set(
    "a an the our this such new novel proposed existing efficient effective powerful popular "
    "standard traditional various several different recent state-of-the-art"
)
_GENERIC = word_set(
    "algorithm approach benchmark data dataset framework method metric model problem score task "
    "technique"
)
_IRREGULAR = {
    "indices": "index",
    "matrices": "matrix",
    "vertices": "vertex",
    "analyses": "analysis",
}
_AROUND = ".,;:()[]\"'` "
_BREAKS = re.compile(r"[\s\-–/]+")  # noqa: RUF001 - the dash that texts hold
_ES_PLURAL = ("sses", "xes", "ches", "shes")
_NOT_PLURAL = ("ss", "us", "is")
_LONGER_THAN = 4  # letters of a word whose "ies" or "es" is a plural
_LONGER_THAN_S = 2


@lru_cache(maxsize=2**16)
def normalise(text: str) -> str:
    """Return the form under which two spellings are the same."""
    bare = text.strip().strip(_AROUND)
    words = [_singular(word) for word in _BREAKS.split(bare.lower()) if word]
    first, last = 0, len(words)
    while last - first > 1 and words[first] in _PRAISE:
        first += 1
    while last - first > 1 and words[last - 1] in _GENERIC:
        last -= 1
    return " ".join(words[first:last])


def _singular(word: str) -> str:
    """Return the singular by the evaluation's own rule, which must never change."""
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if len(word) > _LONGER_THAN and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > _LONGER_THAN and word.endswith(_ES_PLURAL):
        return word[:-2]
    if len(word) > _LONGER_THAN_S and word.endswith("s") and not word.endswith(_NOT_PLURAL):
        return word[:-1]
    return word


def forms(entity: Annotation) -> frozenset[str]:
    """Return the normalised forms of an entity's name and mentions."""
    return frozenset(map(normalise, (entity.name, *entity.mentions))) - {""}


def match(paper: AnnotatedPaper, predicted: Sequence[Annotation]) -> "Matched":
    """Pair the predicted entities of a paper with its gold entities."""
    free = [(entity, forms(entity)) for entity in paper.entities]
    pairs: list[tuple[Annotation, Annotation]] = []
    wrong: list[Annotation] = []
    for entity in predicted:
        own = forms(entity)
        for place, (gold, known) in enumerate(free):
            if gold.type == entity.type and own & known:
                pairs.append((gold, entity))
                del free[place]
                break
        else:
            wrong.append(entity)
    return Matched(paper, tuple(pairs), tuple(gold for gold, _ in free), tuple(wrong))


@dataclass(frozen=True, slots=True)
class Matched:
    """What of a paper is right: pairs of a gold and a predicted entity, and what is left."""

    paper: AnnotatedPaper
    pairs: tuple[tuple[Annotation, Annotation], ...]
    unfound: tuple[Annotation, ...]
    wrong: tuple[Annotation, ...]

    @property
    def gold(self) -> tuple[Annotation, ...]:
        """Return all gold entities."""
        return self.paper.entities

    @property
    def predicted(self) -> tuple[Annotation, ...]:
        """Return all predicted entities: the right ones, then the wrong ones."""
        return (*(entity for _, entity in self.pairs), *self.wrong)
