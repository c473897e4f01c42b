"""Bring the figures together: as JSON values, and as tables."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from graphkit.extract.evaluate.annotated import AnnotatedPapers
from graphkit.extract.evaluate.comparison import Difference, compare
from graphkit.extract.evaluate.faults import Fault, FaultKind, common_faults, faults
from graphkit.extract.evaluate.reliability import Bin, at_least, by_level, calibration_error
from graphkit.extract.evaluate.reliability import reliability as reliability_bins
from graphkit.extract.evaluate.scores import Scores, Tally, in_usual_order, match_all, score
from graphkit.model import Table

_MEASURES = ("precision", "recall", "F1", "right", "predicted", "gold")


def evaluate(
    gold: AnnotatedPapers,
    predictions: AnnotatedPapers,
    *,
    against: AnnotatedPapers | None = None,
    min_confidence: float = 0.0,
    errors: int = 10,
) -> "Evaluation":
    """Measure predictions on gold papers.

    `against` are other predictions to compare with; `min_confidence` leaves out predictions of
    both below it, except in the table by level; `errors` is the number of faults to show.
    """
    kept = at_least(predictions, min_confidence)
    matched = match_all(gold, kept)
    found = [fault for one in matched for fault in faults(one)]
    bins = reliability_bins(matched)
    return Evaluation(
        papers=len(gold),
        without_predictions=tuple(sorted(set(gold) - set(predictions))),
        scores=score(matched),
        faults=found,
        common=common_faults(found, errors),
        bins=bins,
        levels=by_level(gold, predictions) if bins else {},
        comparison=[]
        if against is None
        else compare(gold, kept, at_least(against, min_confidence)),
    )


def _measured(name: object, tally: Tally) -> tuple[object, ...]:
    measures = (tally.precision, tally.recall, tally.f1)
    return (name, *measures, tally.right, tally.predicted, tally.gold)


def _tally_table(title: str, column: str, rows: Mapping[Any, Tally]) -> Table:
    shown = tuple(_measured(name, tally) for name, tally in rows.items())
    return Table((column, *_MEASURES), shown, title=title)


@dataclass(frozen=True, slots=True)
class Evaluation:
    """Everything that was measured. `bins` and `levels` are empty without confidences."""

    papers: int
    without_predictions: tuple[str, ...]
    scores: Scores
    faults: Sequence[Fault]
    common: Sequence[tuple[Fault, int]]
    bins: Sequence[Bin]
    levels: Mapping[float, Tally]
    comparison: Sequence[Difference]

    def fault_counts(self) -> dict[str, dict[str, int]]:
        """Return the number of faults of each kind, by type."""
        counts = Counter((fault.type, fault.kind) for fault in self.faults)
        types = in_usual_order({*self.scores.types, *(fault.type for fault in self.faults)})
        return {name: {kind.value: counts[name, kind] for kind in FaultKind} for name in types}

    def confusions(self) -> list[tuple[str, str, int]]:
        """Return gold type, predicted type and number of the entities under another type."""
        counts = Counter(
            (fault.gold.type, fault.predicted.type)
            for fault in self.faults
            if fault.kind is FaultKind.TYPE and fault.gold and fault.predicted
        )
        ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
        return [(gold, predicted, number) for (gold, predicted), number in ordered]

    def tables(self) -> Iterator[Table]:
        """Yield the tables, the most asked first."""
        scores = self.scores
        yield self._main_table()
        if scores.relations_compared:
            title = (
                f"Relations of right entities: {scores.relations_right} of "
                f"{scores.relations_compared} right, accuracy {scores.relation_accuracy:.3f}"
            )
            yield _tally_table(title, "relation", scores.relations)
            yield _tally_table("Entity and relation right", "relation", scores.statements)
        yield self._fault_table()
        if self.confusions():
            columns = ("gold", "predicted", "number")
            yield Table(columns, tuple(self.confusions()), title="Other type")
        if self.bins:
            yield self._reliability_table()
            yield _tally_table("By minimum confidence", "at least", self.levels)
        if self.comparison:
            yield self._comparison_table()
        if self.common:
            yield self._error_table()

    def as_dict(self) -> dict[str, Any]:
        """Return everything as JSON values."""
        return {
            "papers": self.papers,
            "withoutPredictions": list(self.without_predictions),
            **self.scores.as_dict(),
            "faults": self.fault_counts(),
            "confusions": [
                {"gold": gold, "predicted": predicted, "number": number}
                for gold, predicted, number in self.confusions()
            ],
            "reliability": [
                {
                    "low": one.low,
                    "high": one.high,
                    "number": one.number,
                    "confidence": one.confidence,
                    "right": one.right,
                }
                for one in self.bins
            ],
            "calibrationError": calibration_error(self.bins) if self.bins else None,
            "levels": [
                {"minConfidence": level, **tally.as_dict()} for level, tally in self.levels.items()
            ],
            "comparison": [difference.as_dict() for difference in self.comparison],
            "errors": [_as_error(fault, number) for fault, number in self.common],
        }

    def _main_table(self) -> Table:
        rows = [_measured(name, tally) for name, tally in self.scores.types.items()]
        rows.append(_measured("micro", self.scores.micro))
        rows.append(("macro", None, None, self.scores.macro_f1, None, None, None))
        return Table(("type", *_MEASURES), tuple(rows), title=f"Entities of {self.papers} papers")

    def _fault_table(self) -> Table:
        counts = self.fault_counts()
        rows = [(name, *kinds.values()) for name, kinds in counts.items()]
        sums = [sum(kinds[kind] for kinds in counts.values()) for kind in FaultKind]
        return Table(
            ("type", *(kind.value for kind in FaultKind)),
            (*rows, ("all", *sums)),
            title="Faults",
        )

    def _reliability_table(self) -> Table:
        rows = tuple(
            (f"{one.low:.1f}-{one.high:.1f}", one.number, one.confidence, one.right)
            for one in self.bins
        )
        title = f"Reliability: mean distance {calibration_error(self.bins):.3f}"
        return Table(("confidence", "number", "mean confidence", "share right"), rows, title=title)

    def _comparison_table(self) -> Table:
        rows = tuple(
            (one.name, one.f1, one.against, one.difference, one.low, one.high, one.better)
            for one in self.comparison
        )
        columns = ("type", "F1", "against", "difference", "from", "to", "better in")
        title = "Difference of F1, with the 95 % interval of a paired bootstrap over papers"
        return Table(columns, rows, title=title)

    def _error_table(self) -> Table:
        rows = tuple((number, _told(fault), fault.sentence) for fault, number in self.common)
        return Table(("papers", "error", "sentence"), rows, title="Commonest errors")


def _told(fault: Fault) -> str:
    names = [entity.name for entity in (fault.gold, fault.predicted) if entity]
    if fault.kind is FaultKind.TYPE and fault.predicted:
        return f"type: {names[0]}: {fault.type}, found as {fault.predicted.type}"
    return f"{fault.kind.value} {fault.type}: {', found '.join(names)}"


def _as_error(fault: Fault, number: int) -> dict[str, object]:
    found = fault.predicted
    return {
        "fault": fault.kind.value,
        "type": fault.type,
        "expected": fault.gold.name if fault.gold else None,
        "found": found.name if found else None,
        "foundType": found.type if found else None,
        "number": number,
        "sentence": fault.sentence,
        "paper": fault.title,
    }
