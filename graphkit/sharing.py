"""Equal parts of many records as one object: a work that a thousand papers cite is held once."""

from collections.abc import Hashable, Iterable, Iterator
from dataclasses import replace
from typing import Any, TypeVar

from graphkit.model import Paper, Refusal
from graphkit.publication import NOTHING, Publication

_Part = TypeVar("_Part", bound=Hashable)
_Record = TypeVar("_Record", Paper, Paper | Refusal)


def shared(records: Iterable[_Record]) -> Iterator[_Record]:
    """Yield the same records; their equal ids, authors, venues and references are one object each.

    A corpus then takes half the memory. What was seen is forgotten behind the last record.
    """
    known: dict[Any, Any] = {}  # what was seen -> the first that was equal to it

    def one(part: _Part) -> _Part:
        found: _Part = known.setdefault(part, part)
        return found

    def publication(said: Publication) -> Publication:
        listed = said.references
        return replace(
            said,
            type=one(said.type),
            venue=one(said.venue),
            venue_ids=one(said.venue_ids),
            publisher=one(said.publisher),
            language=one(said.language),
            keywords=tuple(map(one, said.keywords)),
            authors=tuple(map(one, said.authors)),
            references=None if listed is None else tuple(map(one, listed)),
        )

    for record in records:
        if isinstance(record, Refusal):
            yield record
            continue
        yield replace(
            record,
            id=next((part for part in record.external_ids if part == record.id), record.id),
            date=one(record.date),
            date_text=one(record.date_text),
            publication=NOTHING
            if record.publication == NOTHING
            else publication(record.publication),
        )
