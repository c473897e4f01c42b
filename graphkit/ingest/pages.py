"""What both listing layouts have in common: page furniture, dates, and the turn of the lines."""

import datetime as dt
import re
from collections import deque
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import NamedTuple

from graphkit.ids import paper_id
from graphkit.ingest.text import Line
from graphkit.model import Paper, Refusal, Source

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_DATE = re.compile(
    rf"(?P<text>(?P<month>{'|'.join(_MONTHS)}) (?P<day>\d{{1,2}})(?:, (?P<year>\d{{4}}))?)(?: \d+)?"
)
_AUTHORS = re.compile(r"•\s*(?P<count>[\d,]+) authors?")
_FURNITURE = re.compile(
    r"new|subscribe|daily papers|get trending papers in your email inbox.*"
    r"|by\s?\w+ and the research community",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"[a-z)\]][.?!](?=\s+\S|$)")
# No title was seen with more than 164 characters.
_CERTAINLY_ABSTRACT = 400
_PERHAPS_ABSTRACT = 200
_LOOK_AHEAD = 4


class Printed(NamedTuple):
    """A date as a page prints it, and the calendar date where it names the year."""

    text: str
    date: dt.date | None


class Record(NamedTuple):
    """A title and its abstract."""

    title: Line
    abstract: Line


def parse_date(text: str) -> Printed | None:
    """Read a date line: "Jul 19, 2025", "Feb 10", either with a comment count behind.

    A year that is not printed is unknown, not this year's. Return None for any other line.
    """
    found = _DATE.fullmatch(text)
    if found is None:
        return None
    if found["year"] is None:
        return Printed(found["text"], None)
    month = _MONTHS.index(found["month"]) + 1
    try:
        return Printed(found["text"], dt.date(int(found["year"]), month, int(found["day"])))
    except ValueError:  # 31 June: kept as it is printed
        return Printed(found["text"], None)


def parse_author_count(text: str) -> int | None:
    """Read an author line ("• 3 authors"). Return None for any other line."""
    found = _AUTHORS.fullmatch(text)
    digits = found["count"].replace(",", "") if found else ""
    return int(digits) if digits and len(digits) < len("1000000000") else None


def is_furniture(text: str) -> bool:
    """Tell whether a line belongs to the head of a page, not to a paper."""
    return _FURNITURE.fullmatch(text) is not None


def reads_as_abstract(text: str) -> bool:
    """Tell whether a line is too long, or has too many sentences, for a title."""
    if len(text) < _PERHAPS_ABSTRACT:
        return False
    return len(text) >= _CERTAINLY_ABSTRACT or len(_SENTENCE_END.findall(text)) > 1


def take_turns(lines: Iterable[Line], file: str) -> Iterator[Record | Refusal]:
    """Yield title and abstract in turn.

    Where a line is missing, only its own record is refused: what reads as an abstract where a
    title is due, or is followed by two short lines where an abstract is due, brings the turn back.
    """
    source, ahead = iter(lines), deque[Line]()
    while True:
        ahead.extend(islice(source, _LOOK_AHEAD - len(ahead)))
        if not ahead:
            return
        title = ahead.popleft()
        reason = _slip(title.text, [line.text for line in ahead])
        yield refuse(title, file, reason) if reason else Record(title, ahead.popleft())


def _slip(line: str, following: list[str]) -> str | None:
    """Say what is wrong where `line` is not the title of the line behind it."""
    if reads_as_abstract(line):
        if following and reads_as_abstract(following[0]):
            return None
        return "expected a title, found an abstract; its title is missing"
    if not following:
        return "expected an abstract behind this title, found the end of the page or of its part"
    later = [reads_as_abstract(text) for text in following]
    if later[:2] == [False, True] and later[2:] != [True]:
        return "expected an abstract behind this title, found the next title"
    return None


def refuse(line: Line, file: str, reason: str) -> Refusal:
    """Refuse the record at `line`, showing how the line begins."""
    start = line.text if len(line.text) <= 60 else f"{line.text[:57]}..."  # noqa: PLR2004 - one screen line
    return Refusal(Source(file, line.number), f"{reason} ({start!r})")


def make_paper(
    record: Record, file: str, *, printed: Printed | None = None, author_count: int | None = None
) -> Paper:
    """Return the paper of a listing record."""
    title, abstract = record
    return Paper(
        id=paper_id(title.text),
        title=title.text,
        abstract=abstract.text,
        date=printed.date if printed else None,
        date_text=printed.text if printed else None,
        author_count=author_count,
        sources=(Source(file, title.number),),
    )
