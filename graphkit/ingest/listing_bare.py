"""The bare listing layout: two head lines, then title and abstract in turn, nothing else."""

from collections.abc import Iterable, Iterator
from itertools import chain

from graphkit.ingest.pages import Record, is_furniture, make_paper, parse_date, take_turns
from graphkit.ingest.text import Line
from graphkit.model import Paper, Refusal

_BUTTON = "Subscribe"


def read(lines: Iterable[Line], file: str) -> Iterator[Paper | Refusal]:
    """Yield the papers of a page, and a refusal for each record that lacks its other half."""
    for record in take_turns(_body(lines), file):
        yield make_paper(record, file) if isinstance(record, Record) else record


def _body(lines: Iterable[Line]) -> Iterator[Line]:
    """Leave out the head, and the button's text that is glued to the first title behind it."""
    source, headed = iter(lines), False
    for line in source:
        if is_furniture(line.text) or parse_date(line.text):
            headed = True
            continue
        yield from chain([_without_button(line) if headed else line], source)


def _without_button(line: Line) -> Line:
    title = line.text.removeprefix(_BUTTON)
    glued = title != line.text and title and not title[0].isspace()
    return line._replace(text=title) if glued else line
