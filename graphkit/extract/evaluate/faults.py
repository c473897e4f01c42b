"""What kind of fault each wrong or missing entity is, and where it stands.

Each entity that is not right is in one fault only:

- type: a gold entity was found under another type;
- boundary: a predicted entity overlaps a gold one of its type, with other words at its ends;
- duplicate: the gold entity was found already, under another name;
- missed: a gold entity that nothing predicted comes near to;
- spurious: a predicted entity that comes near to nothing.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from graphkit.extract.evaluate.annotated import Annotation
from graphkit.extract.evaluate.matching import Matched, forms, normalise

Likeness = Callable[[Annotation, Annotation], int]
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=[\"'(\[]?[A-Z0-9])|\n")


class FaultKind(StrEnum):
    """The kinds of faults, the easiest to mend first."""

    BOUNDARY = "boundary"
    TYPE = "type"
    DUPLICATE = "duplicate"
    MISSED = "missed"
    SPURIOUS = "spurious"


def faults(matched: Matched) -> list["Fault"]:
    """Return the faults of a paper; the order of its entities makes no difference."""
    text = matched.paper.text
    unfound, wrong = sorted(matched.unfound, key=_key), sorted(matched.wrong, key=_key)
    found: list[Fault] = []

    def add(kind: FaultKind, gold: Annotation | None, predicted: Annotation | None) -> None:
        sentence = _sentence(text, gold, predicted)
        found.append(Fault(kind, matched.paper.title, gold, predicted, sentence))

    def overlap(gold: Annotation, predicted: Annotation) -> int:
        return shared_words(gold, predicted, text) if gold.type == predicted.type else 0

    for kind, likeness in ((FaultKind.TYPE, _same_form), (FaultKind.BOUNDARY, overlap)):
        for gold, predicted in _paired(unfound, wrong, likeness):
            add(kind, gold, predicted)
    for predicted in wrong:
        taken = _found_before(matched, predicted)
        add(FaultKind.DUPLICATE if taken else FaultKind.SPURIOUS, taken, predicted)
    for gold in unfound:
        add(FaultKind.MISSED, gold, None)
    return found


def common_faults(found: Sequence["Fault"], limit: int) -> list[tuple["Fault", int]]:
    """Return the faults that most papers show, the commonest first, each with its count."""
    ordered = sorted(found, key=lambda fault: (*fault.key, fault.title, fault.sentence))
    counts = Counter(fault.key for fault in ordered)
    first = {fault.key: fault for fault in reversed(ordered)}
    keys = sorted(counts, key=lambda key: (-counts[key], key))
    return [(first[key], counts[key]) for key in keys[:limit]]


def shared_words(one: Annotation, other: Annotation, text: str) -> int:
    """Return how many words two entities share where they overlap, 0 where they do not.

    They overlap where their spellings do in the text, or, for what does not stand there word by
    word, where one normalised form is a part of another.
    """
    in_text = (
        len(text[max(start, begin) : min(end, close)].split())
        for start, end in _places(one, text)
        for begin, close in _places(other, text)
        if start < close and begin < end
    )
    in_forms = (
        min(len(form.split()), len(known.split()))
        for form in forms(one)
        for known in forms(other)
        if f" {form} " in f" {known} " or f" {known} " in f" {form} "
    )
    return max((*in_text, *in_forms), default=0)


def _same_form(gold: Annotation, predicted: Annotation) -> int:
    return len(forms(gold) & forms(predicted)) if gold.type != predicted.type else 0


def _paired(
    unfound: list[Annotation], wrong: list[Annotation], likeness: Likeness
) -> Iterator[tuple[Annotation, Annotation]]:
    """Take out pairs of the two sorted lists, the likest first."""
    likely = sorted(
        (-alike, row, column)
        for row, gold in enumerate(unfound)
        for column, predicted in enumerate(wrong)
        if (alike := likeness(gold, predicted))
    )
    rows, columns = dict(enumerate(unfound)), dict(enumerate(wrong))
    for _, row, column in likely:
        if row in rows and column in columns:
            yield rows.pop(row), columns.pop(column)
    unfound[:], wrong[:] = rows.values(), columns.values()


def _found_before(matched: Matched, predicted: Annotation) -> Annotation | None:
    """Return the gold entity that another prediction has taken, None where there is none."""
    own = forms(predicted)
    taken = [gold for gold, _ in matched.pairs if gold.type == predicted.type and own & forms(gold)]
    return min(taken, key=_key, default=None)


def _places(entity: Annotation, text: str) -> list[tuple[int, int]]:
    """Return where the spellings of an entity stand as whole words."""
    spellings = sorted({part for part in (entity.name, *entity.mentions) if part.strip()})
    return [
        found.span()
        for spelling in spellings
        for found in re.finditer(rf"(?<!\w){re.escape(spelling)}(?!\w)", text)
    ]


def _sentence(text: str, gold: Annotation | None, predicted: Annotation | None) -> str:
    """Return the sentence that shows a fault: of what was predicted, else of what was not."""
    if predicted is not None and predicted.evidence:
        return predicted.evidence[0]
    for entity in (predicted, gold):
        places = _places(entity, text) if entity is not None else []
        if places:
            start, _ = min(places)
            ends = [found.end() for found in _SENTENCE_END.finditer(text)]
            begin = max((end for end in ends if end <= start), default=0)
            close = min((end for end in ends if end > start), default=len(text))
            return text[begin:close].strip()
    return ""


def _key(entity: Annotation) -> tuple[str, list[str], str, str]:
    return entity.type, sorted(forms(entity)), entity.name, entity.relation or ""


@dataclass(frozen=True, slots=True)
class Fault:
    """An entity that was missed, one that should not be there, or two that differ."""

    kind: FaultKind
    title: str
    gold: Annotation | None
    predicted: Annotation | None
    sentence: str

    @property
    def type(self) -> str:
        """Return the type that the fault counts for: the gold's where there is one."""
        entity = self.gold or self.predicted
        return entity.type if entity else ""

    @property
    def key(self) -> tuple[int, str, str, str, str]:
        """Return what faults of different papers have in common when they are the same."""
        expected, found = self.gold, self.predicted
        return (
            list(FaultKind).index(self.kind),
            self.type,
            normalise(expected.name) if expected else "",
            normalise(found.name) if found else "",
            found.type if found else "",
        )
