"""Mention -> Entity, Statement: one entity for its many spellings."""

from graphkit.resolve.merging import resolve
from graphkit.resolve.references import references

__all__ = ["references", "resolve"]
