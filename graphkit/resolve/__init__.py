"""Mention -> Entity, Statement: one entity for its many spellings."""

from graphkit.resolve.merging import resolve

__all__ = ["resolve"]
