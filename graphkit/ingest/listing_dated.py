"""The dated listing layout: title, abstract, "• N authors", "·", date; the last three may lack."""

from collections.abc import Iterable, Iterator
from itertools import chain
from typing import NamedTuple

from graphkit.ingest.pages import (
    Printed,
    is_furniture,
    make_paper,
    parse_author_count,
    parse_date,
    reads_as_abstract,
    refuse,
    take_turns,
)
from graphkit.ingest.text import Line
from graphkit.model import Paper, Refusal

DOT = "·"
_MOST_HEAD_LINES = 40


class _Facts(NamedTuple):
    """What stands below an abstract. `line` is the first of these lines."""

    line: Line
    author_count: int | None = None
    printed: Printed | None = None

    def __or__(self, later: "_Facts") -> "_Facts":
        count = later.author_count if self.author_count is None else self.author_count
        return _Facts(self.line, count, self.printed or later.printed)


def read(lines: Iterable[Line], file: str) -> Iterator[Paper | Refusal]:
    """Yield the papers of a page, and a refusal for each record that lacks its other half."""
    run: list[Line] = []
    facts: _Facts | None = None
    for line in _body(lines):
        found = _facts(line)
        if found is not None:
            facts = facts | found if facts else found
            continue
        if facts is not None:
            yield from _records(run, facts, file)
            run, facts = [], None
        run.append(line)
    yield from _records(run, facts, file)


def _facts(line: Line) -> _Facts | None:
    """Return what a line below an abstract says; None where the line is text."""
    if line.text == DOT:
        return _Facts(line)
    count, printed = parse_author_count(line.text), parse_date(line.text)
    return _Facts(line, count, printed) if count is not None or printed else None


def _records(run: list[Line], facts: _Facts | None, file: str) -> Iterator[Paper | Refusal]:
    """Yield the records of a run of text lines; the facts behind it are the last record's."""
    if not run and facts:
        yield refuse(facts.line, file, "expected a title and an abstract above this line")
    for record in take_turns(run, file):
        if isinstance(record, Refusal):
            yield record
        elif facts and record.abstract == run[-1]:
            count, printed = facts.author_count, facts.printed
            yield make_paper(record, file, printed=printed, author_count=count)
        else:
            yield make_paper(record, file)


def _body(lines: Iterable[Line]) -> Iterator[Line]:
    """Leave out the head of the page, which ends in the page's own date.

    The head is what stands before the first date that no dot and no author line announce, if none
    of it reads as an abstract; without such a date, the leading lines that are known furniture.
    """
    source, head = iter(lines), list[Line]()
    for line in source:
        head.append(line)
        if parse_date(line.text):
            return chain([], source)
        if reads_as_abstract(line.text) or _facts(line) or len(head) == _MOST_HEAD_LINES:
            break
    while head and is_furniture(head[0].text):
        head.pop(0)
    return chain(head, source)
