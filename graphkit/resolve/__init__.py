"""Mention -> Entity, Statement: one entity for its many spellings; reviewable, reversible."""

from graphkit.resolve.decisions import (
    Decision,
    Decisions,
    Thing,
    Verb,
    check,
    parse,
    parse_thing,
    write,
)
from graphkit.resolve.merging import resolve
from graphkit.resolve.references import references

__all__ = [
    "Decision",
    "Decisions",
    "Thing",
    "Verb",
    "check",
    "parse",
    "parse_thing",
    "references",
    "resolve",
    "write",
]
