"""Measure extraction against annotated papers."""

from graphkit.extract.evaluate.annotated import (
    AnnotatedPaper,
    AnnotatedPapers,
    Annotation,
    read_annotated,
)
from graphkit.extract.evaluate.baseline import check_baseline, read_baseline, write_baseline
from graphkit.extract.evaluate.predicting import predict
from graphkit.extract.evaluate.report import Evaluation, evaluate

__all__ = [
    "AnnotatedPaper",
    "AnnotatedPapers",
    "Annotation",
    "Evaluation",
    "check_baseline",
    "evaluate",
    "predict",
    "read_annotated",
    "read_baseline",
    "write_baseline",
]
