"""Precision, recall and F1, by type and by relation."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from graphkit.extract.evaluate.annotated import AnnotatedPapers, Annotation
from graphkit.extract.evaluate.matching import Matched, match
from graphkit.model import ENTITY_LABELS, RelationshipType

_USUAL_ORDER = [*map(str, ENTITY_LABELS), *map(str, RelationshipType)]


def match_all(gold: AnnotatedPapers, predictions: AnnotatedPapers) -> list[Matched]:
    """Match every gold paper; one without predictions has none, others' papers are let be."""
    return [
        match(paper, predictions[title].entities if title in predictions else ())
        for title, paper in gold.items()
    ]


def score(matched: Sequence[Matched]) -> "Scores":
    """Count what is right, by type and by relation."""
    pairs = [pair for one in matched for pair in one.pairs]
    gold = [entity for one in matched for entity in one.gold]
    predicted = [entity for one in matched for entity in one.predicted]
    right = [entity for entity, _ in pairs]
    compared = [pair for pair in pairs if pair[0].relation is not None]
    same = [entity for entity, other in compared if entity.relation == other.relation]
    return Scores(
        types=tallies(_type, right, predicted, gold),
        micro=Tally(len(right), len(predicted), len(gold)),
        relations_compared=len(compared),
        relations_right=len(same),
        relations=tallies(
            _relation, same, [entity for _, entity in compared], [entity for entity, _ in compared]
        ),
        statements=tallies(_relation, same, predicted, gold),
    )


def tallies(
    of: Callable[[Annotation], str | None],
    right: Iterable[Annotation],
    predicted: Iterable[Annotation],
    gold: Iterable[Annotation],
) -> dict[str, "Tally"]:
    """Count entities by what `of` says of them; None is not counted."""
    counts = [Counter(map(of, entities)) for entities in (right, predicted, gold)]
    names = in_usual_order({name for count in counts for name in count if name is not None})
    return {name: Tally(*(count[name] for count in counts)) for name in names}


def in_usual_order(names: Iterable[str]) -> list[str]:
    """Sort names of types or relations: ours in their order, then the others."""
    known = {name: place for place, name in enumerate(_USUAL_ORDER)}
    return sorted(names, key=lambda name: (known.get(name, len(known)), name))


def ratio(part: float, whole: float) -> float:
    """Return part / whole, 0 where there is no whole."""
    return part / whole if whole else 0.0


def _type(entity: Annotation) -> str:
    return entity.type


def _relation(entity: Annotation) -> str | None:
    return entity.relation


@dataclass(frozen=True, slots=True)
class Tally:
    """How many are right, of how many predicted and how many in the gold."""

    right: int
    predicted: int
    gold: int

    @property
    def precision(self) -> float:
        """Return the share of the predicted that is right."""
        return ratio(self.right, self.predicted)

    @property
    def recall(self) -> float:
        """Return the share of the gold that was found."""
        return ratio(self.right, self.gold)

    @property
    def f1(self) -> float:
        """Return the harmonic mean of precision and recall."""
        return ratio(2 * self.precision * self.recall, self.precision + self.recall)

    def as_dict(self) -> dict[str, Any]:
        """Return counts and measures."""
        return {
            "precision": self.precision,
            "recall": self.recall,
            "f1": self.f1,
            "right": self.right,
            "predicted": self.predicted,
            "gold": self.gold,
        }


@dataclass(frozen=True, slots=True)
class Scores:
    """The figures of one set of predictions.

    `relations` counts on the right entities only, `statements` asks for entity and relation both.
    """

    types: Mapping[str, Tally]
    micro: Tally
    relations_compared: int
    relations_right: int
    relations: Mapping[str, Tally]
    statements: Mapping[str, Tally]

    @property
    def macro_f1(self) -> float:
        """Return the mean F1 of the types that the gold has."""
        found = [tally.f1 for tally in self.types.values() if tally.gold]
        return ratio(sum(found), len(found))

    @property
    def relation_accuracy(self) -> float:
        """Return the share of right entities whose relation is right too."""
        return ratio(self.relations_right, self.relations_compared)

    def as_dict(self) -> dict[str, Any]:
        """Return the figures as JSON values."""
        return {
            "types": {name: tally.as_dict() for name, tally in self.types.items()},
            "micro": self.micro.as_dict(),
            "macroF1": self.macro_f1,
            "relationAccuracy": self.relation_accuracy,
            "relations": {name: tally.as_dict() for name, tally in self.relations.items()},
            "statements": {name: tally.as_dict() for name, tally in self.statements.items()},
        }
