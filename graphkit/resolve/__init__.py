"""Mention -> Entity, Statement: one entity for its many spellings; reviewable, reversible."""

from graphkit.resolve.bibliography import SourceReport, bibliography
from graphkit.resolve.decision_file import (
    DEFAULT_NAME,
    DecisionFile,
    find_decisions,
    read_decisions,
    remembered_path,
    write_decisions,
)
from graphkit.resolve.decisions import (
    Decision,
    Decisions,
    Thing,
    Verb,
    check,
    decision_of,
    described,
    parse,
    parse_thing,
    write,
)
from graphkit.resolve.merging import resolve
from graphkit.resolve.references import references
from graphkit.resolve.reviewing import (
    Question,
    answered,
    from_rows,
    questions,
    reference,
    review_table,
)

__all__ = [
    "DEFAULT_NAME",
    "Decision",
    "DecisionFile",
    "Decisions",
    "Question",
    "SourceReport",
    "Thing",
    "Verb",
    "answered",
    "bibliography",
    "check",
    "decision_of",
    "described",
    "find_decisions",
    "from_rows",
    "parse",
    "parse_thing",
    "questions",
    "read_decisions",
    "reference",
    "references",
    "remembered_path",
    "resolve",
    "review_table",
    "write",
    "write_decisions",
]
