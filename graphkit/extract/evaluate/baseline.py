"""Figures that were reached before, kept in a JSON file so that a fall is noticed."""

import json
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any

from graphkit.errors import IncompleteError, InputError
from graphkit.extract.evaluate.annotated import AnnotatedPapers
from graphkit.extract.evaluate.scores import Scores
from graphkit.files import atomic_write

POINT = 0.01
_DECIMALS = 6
_ROUNDING = 1e-9
_HINT = "`graphkit evaluate GOLD.jsonl --write-baseline FILE` writes one"


def gold_digest(gold: AnnotatedPapers) -> str:
    """Return a hash of texts and entities; the order of both makes no difference."""
    lines = []
    for title, paper in gold.items():
        entities = sorted(
            [entity.type, entity.name, sorted(entity.mentions), entity.relation or ""]
            for entity in paper.entities
        )
        lines.append(json.dumps([title, paper.abstract, entities]))
    return sha256("\n".join(sorted(lines)).encode()).hexdigest()


def write_baseline(path: Path, gold: AnnotatedPapers, scores: Scores, level: float) -> None:
    """Write the figures that later ones are compared with."""
    record = {
        "microF1": round(scores.micro.f1, _DECIMALS),
        "macroF1": round(scores.macro_f1, _DECIMALS),
        "relationAccuracy": round(scores.relation_accuracy, _DECIMALS),
        "types": {name: round(tally.f1, _DECIMALS) for name, tally in scores.types.items()},
        "minConfidence": level,
        "papers": len(gold),
        "gold": gold_digest(gold),
    }
    with atomic_write(path) as stream:
        stream.write((json.dumps(record, indent=2, ensure_ascii=False) + "\n").encode())


def read_baseline(path: Path, gold: AnnotatedPapers, level: float) -> Mapping[str, Any]:
    """Return a baseline. Raise InputError where it is none, or one of something else."""
    try:
        record: Any = json.loads(path.read_bytes())
    except (ValueError, RecursionError) as error:
        raise InputError(f"{path}: expected a baseline in JSON: {error}", hint=_HINT) from error
    kept: dict[str, Any] = record if isinstance(record, dict) else {}
    figure = kept.get("microF1")
    if not isinstance(figure, float | int) or isinstance(figure, bool) or not 0 <= figure <= 1:
        raise InputError(f'{path}: expected a baseline with "microF1", 0 to 1', hint=_HINT)
    if kept.get("gold") != gold_digest(gold):
        raise InputError(
            f"{path}: expected a baseline of this gold file, found one of other annotations",
            hint="where the annotations were changed on purpose, --write-baseline writes it anew",
        )
    if kept.get("minConfidence", 0) != level:
        raise InputError(
            f"{path}: expected a baseline at --min-confidence {level:g}, "
            f"found one at {record.get('minConfidence')}",
            hint=_HINT,
        )
    return kept


def check_baseline(path: Path, record: Mapping[str, Any], scores: Scores) -> str:
    """Return a line that compares micro F1. Raise IncompleteError where it fell by over a point."""
    before, now = float(record["microF1"]), scores.micro.f1
    line = f"micro F1 {now:.4f}, baseline {before:.4f} ({now - before:+.4f})"
    if before - now > POINT + _ROUNDING:
        types = record.get("types")
        types = types if isinstance(types, dict) else {}
        falls = ", ".join(
            f"{name} {types[name]:.3f} -> {tally.f1:.3f}"
            for name, tally in scores.types.items()
            if isinstance(types.get(name), float)
        )
        raise IncompleteError(
            f"{path}: {line}: a fall of more than a point",
            hint=f"by type: {falls}" if falls else None,
        )
    return line
