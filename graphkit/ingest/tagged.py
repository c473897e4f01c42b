"""Records of tagged lines, which RIS, MEDLINE and Web of Science have in common."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from graphkit.ingest.pages import refuse
from graphkit.ingest.records import RecordError
from graphkit.ingest.text import Line
from graphkit.model import Paper, Refusal, Source


@dataclass(slots=True)
class Tagged:
    """A record: its first line, the values of each tag in order, and the order of the tags."""

    line: Line
    values: dict[str, list[str]] = field(default_factory=dict)
    order: list[str] = field(default_factory=list)

    def all(self, *tags: str) -> list[str]:
        """Return the values of some tags, those of the first tag first."""
        return [value for tag in tags for value in self.values.get(tag, ()) if value]

    def first(self, *tags: str) -> str | None:
        """Return the first value of the first tag that has one."""
        return next(iter(self.all(*tags)), None)

    def sequence(self, *tags: str) -> list[tuple[str, str]]:
        """Return tag and value of some tags, in the order in which they stand."""
        left = {tag: iter(self.values.get(tag, ())) for tag in tags}
        return [(tag, next(left[tag])) for tag in self.order if tag in left]

    def whole(self, *tags: str) -> str:
        """Return all values of the first tag that has any, as one text."""
        return next((" ".join(found) for tag in tags if (found := self.all(tag))), "")


@dataclass(frozen=True, slots=True)
class Layout:
    """How a format writes its lines.

    `tag` matches a tag line, with groups `tag` and `value`; `first` and `last` are the tags that
    begin and end a record, where the format has them. A line without a tag goes on with the value
    above it, or, where `lists`, is one more value of its tag. `blank_ends`: a blank line ends a
    record where a tag line comes behind it, but for records that began with a `first` tag.
    """

    tag: re.Pattern[str]
    first: frozenset[str] = frozenset()
    last: frozenset[str] = frozenset()
    skipped: frozenset[str] = frozenset()
    lists: frozenset[str] = frozenset()
    blank_ends: bool = False


def records(lines: Iterable[Line], layout: Layout) -> Iterator[Tagged]:
    """Yield the records of the lines, which keep their blanks in front."""
    record: Tagged | None = None
    last, blank, opened = "", False, False
    for line in lines:
        found = layout.tag.match(line.text)
        if found is None:
            blank = not line.text.strip()
            if record is not None and not blank:
                _go_on(record, last, line.text.strip(), layout)
            continue
        tag, value = found["tag"], (found["value"] or "").strip()
        if tag in layout.skipped:
            last = ""
        elif tag in layout.last:
            if record is not None:
                yield record
            record = None
        else:
            begins = _begins(tag, value, record, layout, blank=blank, opened=opened)
            if record is not None and begins:
                yield record
                record = None
            if record is None:
                record = Tagged(Line(line.number, line.text.strip()))
                opened = tag in layout.first
            record.values.setdefault(tag, []).append(value)
            record.order.append(tag)
            last, blank = tag, False
    if record is not None:
        yield record


def _begins(
    tag: str, value: str, record: Tagged | None, layout: Layout, *, blank: bool, opened: bool
) -> bool:
    """Tell whether a tag begins a record; where blank lines end them, `first` may stand inside."""
    if not layout.blank_ends:
        return tag in layout.first and not _says_more(tag, value, record)
    if tag in layout.first:
        return blank or (record is not None and tag in record.values)
    return blank and not opened


def _says_more(tag: str, value: str, record: Tagged | None) -> bool:
    """Tell whether a type in words stands inside a record: Scopus had "TY  - Review" there."""
    stated = record.first(tag) if record is not None else None
    return stated is not None and stated.isupper() and bool(value) and not value.isupper()


def read_tagged(
    lines: Iterable[Line], file: str, layout: Layout, paper_of: Callable[[Tagged, Source], Paper]
) -> Iterator[Paper | Refusal]:
    """Yield the paper of each record, and a refusal for each of which `paper_of` can make none."""
    for record in records(lines, layout):
        try:
            yield paper_of(record, Source(file, record.line.number))
        except RecordError as error:
            yield refuse(record.line, file, str(error))


def _go_on(record: Tagged, last: str, text: str, layout: Layout) -> None:
    values = record.values.get(last)
    if values is None:
        return
    if last in layout.lists:
        values.append(text)
    else:
        values[-1] = f"{values[-1]} {text}".strip()


def kinds(pairs: Mapping[str, str], found: Iterable[str]) -> str:
    """Return the type of CSL of the first kind that is known, else "document"."""
    return next(
        (pairs[name] for kind in found if (name := kind.strip().lower()) in pairs), "document"
    )
