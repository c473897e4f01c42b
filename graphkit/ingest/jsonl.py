"""JSON Lines: one object a line with `title` and `abstract`, and whatever else it says.

An object of OpenAlex, Semantic Scholar, Crossref or CSL goes to the reader of these. Of others:

Read besides: `date`, `dateText`, `year`, `authors` (texts, or objects with a name or its parts),
`authorCount`, `venue` or `journal`, `publisher`, `volume`, `issue`, `pages`, `keywords`,
`language`, `url`, `externalIds` as an object or a list, one field a scheme (`doi`, `arxiv`,
`openalex`, `s2`, `pubmed`), and `id` where its form tells the scheme. Names may have underscores or
inner capitals. Other fields are let be.
"""

import datetime as dt
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, TypeAlias

import orjson

from graphkit.ids import paper_id
from graphkit.ingest import crossref, csl, dblp, lens, openalex, semanticscholar, zotero
from graphkit.ingest.identifiers import external_id, recognise, scheme_called
from graphkit.ingest.pages import Printed, parse_date, refuse
from graphkit.ingest.person import author_ids, credit, initials_last, parted, split_names
from graphkit.ingest.records import (
    RecordError,
    first_text,
    language_of,
    mapping_of,
    number_of,
    page_range,
    split_keywords,
    text_of,
)
from graphkit.ingest.text import Line
from graphkit.model import Paper, Refusal, Source
from graphkit.publication import Credit, Publication

Fields: TypeAlias = Mapping[str, object]

# Whose object it is, and how it is read; the first that fits.
_PRODUCERS: tuple[
    tuple[Callable[[Mapping[str, Any]], bool], Callable[[Mapping[str, Any], Source], Paper]], ...
] = (
    (zotero.looks_so, zotero.paper_of),
    (dblp.looks_so, dblp.paper_of),
    (lens.looks_so, lens.paper_of),
    (openalex.looks_so, openalex.paper_of),
    (semanticscholar.looks_so, semanticscholar.paper_of),
    (crossref.looks_so, crossref.paper_of),
    (csl.looks_so, csl.paper_of),
)

# Where the records stand in an answer: OpenAlex, Crossref, Semantic Scholar, DBLP, and scripts of
# one's own. Crossref has them inside "message", DBLP inside "result" and "hits".
ENVELOPES = (
    *("results", "items", "data", "recommendedPapers", "hit"),
    *("papers", "articles", "works", "records", "publications"),
)
OUTER = ("message", "result", "hits")
_VENUES = ("venue", "journal", "booktitle", "containertitle", "publicationtitle", "conference")
_LINE_BREAKS = re.compile(r"\s*[\r\n]+\s*")
_SURROGATE = re.compile(r"[\ud800-\udfff]")
_ISO_DATE = re.compile(r"(?P<date>\d{4}-\d{2}-\d{2})(?:[T ].*)?")
_YEARS = range(1000, 10_000)
_MOST_AUTHORS = 2**31 - 1
_LENIENT = frozenset(
    {"pmcid", "acl", "s2corpus", "mag", "dblp", "lens"}
)  # a value of no form is passed over


def read(lines: Iterable[Line], file: str) -> Iterator[Paper | Refusal]:
    """Yield the paper of each line, and a refusal for each line that holds none."""
    for line in lines:
        try:
            value = _parsed(line.text)
        except RecordError as error:
            yield refuse(line, file, str(error))
        else:
            yield from papers_in(value, line, file)


def papers_in(value: object, line: Line, file: str) -> Iterator[Paper | Refusal]:
    """Yield the papers of a JSON value: a producer's, those in an API's answer, or our own."""
    if not isinstance(value, dict):
        yield refuse(line, file, f"expected a JSON object, found {_kind(value)}")
        return
    held = _held(value)
    for fields in held if held is not None else [value]:
        if isinstance(fields, dict) and zotero.is_no_paper(fields):
            continue  # a note or a file that hangs on an item
        try:
            yield _read_object(fields, Source(file, line.number))
        except RecordError as error:
            shown = line.text if held is None else json.dumps(fields, ensure_ascii=False)
            yield refuse(Line(line.number, shown), file, str(error))


def _held(value: Mapping[str, Any]) -> list[Any] | None:
    """Return the records in the answer of an API, None where the object is a record."""
    if "title" in value or "itemType" in value:
        return None
    for name in ENVELOPES:
        if isinstance(value.get(name), list):
            found: list[Any] = value[name]
            return found
    inner = next((value[name] for name in OUTER if isinstance(value.get(name), dict)), None)
    if inner is None:
        return None
    held = _held(inner)
    return [inner] if held is None else held


def _read_object(fields: object, source: Source) -> Paper:
    if not isinstance(fields, dict):
        raise RecordError(f"expected a JSON object, found {_kind(fields)}")
    for looks_so, paper_of in _PRODUCERS:
        if looks_so(fields):
            return paper_of(fields, source)
    return _paper(
        {str(name).replace("_", "").lower(): field for name, field in fields.items()}, source
    )


def _parsed(text: str) -> object:
    """Parse a line: quickly, and where that fails once more for a message in words."""
    try:
        return orjson.loads(text)
    except ValueError:  # also a number that the quick parser cannot hold, or half a character
        pass
    try:
        value: object = json.loads(text)
    except (ValueError, RecursionError) as error:  # ValueError: also a number of too many digits
        raise RecordError(f"expected a JSON object a line: {error}") from error
    return value


def _paper(fields: Fields, source: Source) -> Paper:
    title = _LINE_BREAKS.sub(" ", _text(fields, "title"))
    printed = _printed(fields)
    external_ids = tuple(sorted(set(_external_ids(fields))))
    if not title and not external_ids:
        raise RecordError('expected a "title" with text in it or an id, found none')
    own = paper_id(title, external_ids)
    return Paper(
        id=own,
        title=title or own,
        abstract=_text(fields, "abstract"),
        date=printed.date if printed else None,
        date_text=printed.text if printed else text_of(fields.get("year")),
        author_count=_author_count(fields),
        external_ids=external_ids,
        sources=(source,),
        publication=_publication(fields, has_date=printed is not None and printed.date is not None),
    )


def _publication(fields: Fields, *, has_date: bool) -> Publication:
    year = number_of(fields.get("year"))
    return Publication(
        year=year if year is not None and year in _YEARS and not has_date else None,
        venue=first_text(fields, *_VENUES),
        keywords=split_keywords(fields.get("keywords")),
        authors=tuple(_authors(fields.get("authors"))),
        publisher=text_of(fields.get("publisher")),
        volume=text_of(fields.get("volume")),
        issue=text_of(fields.get("issue")),
        pages=page_range(fields.get("pages")),
        language=language_of(fields.get("language")),
        url=text_of(fields.get("url")),
    )


def _authors(value: object) -> Iterator[Credit]:
    """Yield the authors of a list of texts or objects, or of one text."""
    if isinstance(value, str):
        yield from (initials_last(name) for name in split_names(value) if name)
    for part in value if isinstance(value, list) else ():
        fields = {re.sub(r"[_ ]", "", str(k)).lower(): v for k, v in mapping_of(part).items()}
        ids = author_ids(orcid=fields.get("orcid"))
        name = text_of(fields.get("name") or fields.get("fullname") or part)
        family = text_of(fields.get("family") or fields.get("lastname") or fields.get("last"))
        given = text_of(fields.get("given") or fields.get("firstname") or fields.get("first"))
        if family:
            yield parted(family, given, ids)
        elif name:
            yield credit(name, ids)


def _text(fields: Fields, name: str) -> str:
    """Return a text field without spaces around; nothing and null give the empty text."""
    value = fields.get(name)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise RecordError(f'expected a text for "{name}", found {_kind(value)}')
    if _SURROGATE.search(value):
        raise RecordError(f'"{name}" holds half a character (a lone surrogate)')
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
        raise RecordError(f'"date" is no day of the calendar: {text!r}') from error


def _author_count(fields: Fields) -> int | None:
    value = fields.get("authorcount")
    if value is None:
        authors = fields.get("authors")
        return len(authors) or None if isinstance(authors, list) else None
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= _MOST_AUTHORS:
        raise RecordError(f'expected a whole number for "authorCount", found {_kind(value)}')
    return value


def _external_ids(fields: Fields) -> Iterator[str]:
    for name, value in fields.items():
        if name == "id" and isinstance(value, str):
            known = recognise(value)
            if known:
                yield known
        elif name == "externalids" or (name == "identifiers" and isinstance(value, dict)):
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
                raise RecordError(f'expected "scheme:value" in "externalIds", found {item!r}')
            yield known
    elif value is not None:
        raise RecordError(f'expected an object or a list for "externalIds", found {_kind(value)}')


def _id_called(name: str, value: object) -> Iterator[str]:
    """Yield the id in the field `name`; nothing where no scheme is called so, or it is empty."""
    scheme = scheme_called(name)
    if scheme is None or value is None or value == "":
        return
    try:
        yield external_id(scheme, str(value))
    except ValueError as error:
        if scheme in _LENIENT:
            return
        raise RecordError(str(error)) from error


def _kind(value: object) -> str:
    names = {dict: "an object", list: "a list", str: "a text", bool: "true or false"}
    return names.get(type(value), repr(value))
