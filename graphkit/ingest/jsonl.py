"""JSON Lines: one object a line with `title` and `abstract`, and whatever else it says.

Read besides: `date`, `dateText`, `authorCount` (or the length of `authors`), `externalIds` as an
object or a list, one field a scheme (`doi`, `arxiv`, `openalex`, `s2`, `pubmed`), and `id` where
its form tells the scheme. Names may have underscores or inner capitals. Other fields are let be.
"""

import datetime as dt
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import TypeAlias

from graphkit.ids import paper_id
from graphkit.ingest.identifiers import external_id, recognise, scheme_called
from graphkit.ingest.pages import Printed, parse_date, refuse
from graphkit.ingest.text import Line
from graphkit.model import Paper, Refusal, Source

Fields: TypeAlias = Mapping[str, object]

_LINE_BREAKS = re.compile(r"\s*[\r\n]+\s*")
_SURROGATE = re.compile(r"[\ud800-\udfff]")
_ISO_DATE = re.compile(r"(?P<date>\d{4}-\d{2}-\d{2})(?:[T ].*)?")
_YEARS = range(1000, 10_000)
_MOST_AUTHORS = 2**31 - 1


class _RecordError(ValueError):
    """A record that cannot be read; the text says what was expected and found."""


def read(lines: Iterable[Line], file: str) -> Iterator[Paper | Refusal]:
    """Yield the paper of each line, and a refusal for each line that holds none."""
    for line in lines:
        try:
            yield _paper(_fields(line.text), Source(file, line.number))
        except _RecordError as error:
            yield refuse(line, file, str(error))


def _fields(text: str) -> Fields:
    try:
        value = json.loads(text)
    except (ValueError, RecursionError) as error:  # ValueError: also a number of too many digits
        raise _RecordError(f"expected a JSON object a line: {error}") from error
    if not isinstance(value, dict):
        raise _RecordError(f"expected a JSON object, found {_kind(value)}")
    return {name.replace("_", "").lower(): field for name, field in value.items()}


def _paper(fields: Fields, source: Source) -> Paper:
    title = _LINE_BREAKS.sub(" ", _text(fields, "title"))
    if not title:
        raise _RecordError('expected a "title" with text in it, found none')
    printed = _printed(fields)
    external_ids = tuple(sorted(set(_external_ids(fields))))
    return Paper(
        id=paper_id(title, external_ids),
        title=title,
        abstract=_text(fields, "abstract"),
        date=printed.date if printed else None,
        date_text=printed.text if printed else None,
        author_count=_author_count(fields),
        external_ids=external_ids,
        sources=(source,),
    )


def _text(fields: Fields, name: str) -> str:
    """Return a text field without spaces around; nothing and null give the empty text."""
    value = fields.get(name)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise _RecordError(f'expected a text for "{name}", found {_kind(value)}')
    if _SURROGATE.search(value):
        raise _RecordError(f'"{name}" holds half a character (a lone surrogate)')
    return value.strip()


def _printed(fields: Fields) -> Printed | None:
    """Return the date: ISO, as listings print it, or any text, which is kept as it is."""
    value = fields.get("date")
    if isinstance(value, int) and value in _YEARS and not isinstance(value, bool):
        return Printed(str(value), None)
    text, shown = _text(fields, "date"), _text(fields, "datetext")
    if not text and not shown:
        return None
    listed = parse_date(text or shown)
    date = _iso_date(text) or (listed.date if listed else None)
    return Printed(shown or (listed.text if listed else text), date)


def _iso_date(text: str) -> dt.date | None:
    found = _ISO_DATE.fullmatch(text)
    if found is None:
        return None
    try:
        return dt.date.fromisoformat(found["date"])
    except ValueError as error:
        raise _RecordError(f'"date" is no day of the calendar: {text!r}') from error


def _author_count(fields: Fields) -> int | None:
    value = fields.get("authorcount")
    if value is None:
        authors = fields.get("authors")
        return len(authors) or None if isinstance(authors, list) else None
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= _MOST_AUTHORS:
        raise _RecordError(f'expected a whole number for "authorCount", found {_kind(value)}')
    return value


def _external_ids(fields: Fields) -> Iterator[str]:
    for name, value in fields.items():
        if name == "id" and isinstance(value, str):
            known = recognise(value)
            if known:
                yield known
        elif name == "externalids":
            yield from _listed_ids(value)
        else:
            yield from _id_called(name, value)


def _listed_ids(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        for name, item in value.items():
            yield from _id_called(name, item)
    elif isinstance(value, list):
        for item in value:
            known = recognise(item) if isinstance(item, str) else None
            if known is None:
                raise _RecordError(f'expected "scheme:value" in "externalIds", found {item!r}')
            yield known
    elif value is not None:
        raise _RecordError(f'expected an object or a list for "externalIds", found {_kind(value)}')


def _id_called(name: str, value: object) -> Iterator[str]:
    """Yield the id in the field `name`; nothing where no scheme is called so, or it is empty."""
    scheme = scheme_called(name)
    if scheme is None or value is None or value == "":
        return
    try:
        yield external_id(scheme, str(value))
    except ValueError as error:
        raise _RecordError(str(error)) from error


def _kind(value: object) -> str:
    names = {dict: "an object", list: "a list", str: "a text", bool: "true or false"}
    return names.get(type(value), repr(value))
