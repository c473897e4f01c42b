"""Mention -> Entity, Statement: one entity for its many spellings; and what the sources say."""

from graphkit.resolve.bibliography import SourceReport, bibliography
from graphkit.resolve.merging import resolve
from graphkit.resolve.references import references

__all__ = ["SourceReport", "bibliography", "references", "resolve"]
