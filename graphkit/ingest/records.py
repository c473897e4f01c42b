"""What the readers of bibliographic formats have in common: from fields to a paper."""

import datetime as dt
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import lru_cache
from typing import Any, NamedTuple

from graphkit.ids import paper_id
from graphkit.ingest.identifiers import known_ids, scheme_called
from graphkit.ingest.plain import plain_text
from graphkit.model import Paper, Source
from graphkit.publication import NOTHING, Credit, Publication, Reference

_SURROGATE = re.compile(r"[\ud800-\udfff]")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_YEARS = range(1000, 2200)
_NO_DATES = frozenset({"na", "n/a", "nan", "none", "null"})
_TIME = re.compile(r"\b\d{1,2}:\d{2}(?::\d{2})?\b")
_PARTS = re.compile(r"\d+|[^\W\d_]+")
_ISBN = re.compile(r"(?:97[89])?\d{9}[\dX]")
_ISSN = re.compile(r"(?<![\d-])\d{4}-?\d{3}[\dXx](?![\w-])")
_PAGES = re.compile(r"(?P<first>\d+)-(?P<last>\d+)")
_PP = re.compile(r"^pp?\.?\s+(?=\d)", re.IGNORECASE)
# What sources write where they have no abstract.
_NO_ABSTRACTS = frozenset(
    {"na", "n/a", "not available", "no abstract available", "[no abstract available]"}
)
_LANGUAGES = {
    spelling: code
    for code, spellings in {
        "en": "en eng english american british usenglish ukenglish en-us en-gb",
        "de": "de ger deu german ngerman",
        "fr": "fr fre fra french",
        "es": "es spa spanish",
        "it": "it ita italian",
        "pt": "pt por portuguese",
        "nl": "nl dut nld dutch",
        "ru": "ru rus russian",
        "zh": "zh chi zho chinese",
        "ja": "ja jpn japanese",
        "ko": "ko kor korean",
        "pl": "pl pol polish",
        "tr": "tr tur turkish",
    }.items()
    for spelling in spellings.split()
}
_NOTED = re.compile(r"^\s*([A-Za-z][\w ]{0,20}?)\s*:\s*(\S+)(?:\s+\[[^\]]*\])?\s*$", re.MULTILINE)
_MAIL = re.compile(r"[;,]?\s{0,9}(?:electronic address:\s{0,9})?\S{1,99}@\S{1,99}\w", re.IGNORECASE)
_CITED_BY = re.compile(
    r"\b(?:cited by|times cited in web of science core collection) ?:? {0,3}(\d+)", re.IGNORECASE
)
_CITING = re.compile(r"\bcited reference count: {1,3}(\d+)", re.IGNORECASE)
_DOTTED = re.compile(r"(\d{1,2})\.\s?(\d{1,2})\.\s?\d{4}")  # the day stands first
_MONTH_LETTERS = 3
_YEAR_DIGITS = 4


class RecordError(ValueError):
    """A record that cannot be read; the text says what was expected and found."""


class Issued(NamedTuple):
    """When a paper appeared: the full date, what the source says where it is less, the year."""

    date: dt.date | None = None
    text: str | None = None
    year: int | None = None


UNKNOWN = Issued()


def make_paper(
    source: Source,
    title: str,
    *,
    abstract: str = "",
    ids: Iterable[tuple[str, object]] = (),
    issued: Issued = UNKNOWN,
    publication: Publication = NOTHING,
) -> Paper:
    """Return the paper of a record; `ids` are (scheme, value) pairs in any spelling.

    A paper without a title is called its id, as a stub is. Raise RecordError where it has neither,
    or a text holds half a character.
    """
    title, abstract = plain_text(title), plain_text(abstract)
    if abstract.casefold().rstrip(".") in _NO_ABSTRACTS:
        abstract = ""
    external_ids = known_ids(ids)
    if not title and not external_ids:
        raise RecordError("expected a title or an id such as a DOI, found none")
    if _SURROGATE.search(title) or _SURROGATE.search(abstract):
        raise RecordError("the title or abstract holds half a character (a lone surrogate)")
    year = None if issued.date else issued.year
    own = paper_id(title, external_ids)
    return Paper(
        id=own,
        title=title or own,
        abstract=abstract,
        date=issued.date,
        date_text=issued.text,
        author_count=len(publication.authors) or None,
        external_ids=external_ids,
        sources=(source,),
        publication=publication if year is None else replace(publication, year=year),
    )


def issued(*parts: object) -> Issued:
    """Read a date from year, month and day, or from one text: "2020-05-17", "17 May 2020", "2020".

    Of a range ("May-Jun 2020") the first is meant. A year alone, or with a month, is no full date:
    it is kept as text with its year.
    """
    text = " ".join(str(part) for part in parts if part is not None and str(part).strip())
    text = " ".join(text.split())
    if text.casefold() in _NO_DATES:
        return UNKNOWN
    found = _PARTS.findall(_TIME.sub(" ", text) if ":" in text else text)
    year = next((int(p) for p in found if len(p) == _YEAR_DIGITS and p.isdigit()), None)
    if year is None or year not in _YEARS:
        return Issued(text=text or None)
    month, day = _month_and_day(found, str(year))
    if dotted := _DOTTED.fullmatch(text):
        day, month = (int(part) for part in dotted.groups())
    date = _date(year, month, day)
    if date is not None:
        return Issued(date, date.isoformat(), year)
    if month is not None and day is None:
        return Issued(None, f"{year}-{month:02}", year)
    return Issued(None, text, year)


def _month_and_day(found: list[str], year: str) -> tuple[int | None, int | None]:
    named = [p for p in found if p[:_MONTH_LETTERS].lower() in _MONTHS]
    numbers = [int(p) for p in found[found.index(year) + 1 :] if p.isdigit() and len(p) <= 2]  # noqa: PLR2004 - digits of a day
    if named:
        month = _MONTHS.index(named[0][:_MONTH_LETTERS].lower()) + 1
        before = [int(p) for p in found[: found.index(year)] if p.isdigit() and len(p) <= 2]  # noqa: PLR2004
        days = numbers or before
        return month, days[0] if days and len({*named}) == 1 else None
    if found.index(year) == 0 and numbers:
        return (numbers[0] if 1 <= numbers[0] <= len(_MONTHS) else None), (
            numbers[1] if len(numbers) > 1 else None
        )
    return None, None


def _date(year: int, month: int | None, day: int | None) -> dt.date | None:
    if month is None or day is None:
        return None
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def text_of(value: object) -> str | None:
    """Return a field as text without spaces around; None where there is none."""
    if value is None or isinstance(value, bool | dict | list):
        return None
    return plain_text(str(value)) or None


def first_text(fields: Mapping[str, object], *names: str) -> str | None:
    """Return the text of the first of these fields that has any."""
    return next((found for name in names if (found := text_of(fields.get(name)))), None)


def language_of(value: object) -> str | None:
    """Return a common language as its two letters, another one as it stands."""
    text = text_of(value)
    return _LANGUAGES.get(text.casefold(), text) if text else None


def number_of(value: object) -> int | None:
    """Return a count, None where there is none."""
    if isinstance(value, bool) or value is None:
        return None
    text = str(value).strip().replace(",", "")
    return int(text) if text.isdigit() and len(text) < len("1000000000000") else None


def counts_in(notes: str) -> tuple[int | None, int | None]:
    """Return how often notes say that a paper is cited, and how many it cites.

    Scopus writes "Cited By: 5", Web of Science "Times Cited in Web of Science Core Collection: 5".
    """
    cited, citing = _CITED_BY.search(notes), _CITING.search(notes)
    return number_of(cited and cited[1]), number_of(citing and citing[1])


def texts_of(value: object) -> tuple[str, ...]:
    """Return a list of texts, each once, in their order; one text is a list of one."""
    parts = value if isinstance(value, list | tuple) else [value]
    return tuple(dict.fromkeys(text for part in parts if (text := text_of(part))))


def split_keywords(value: object) -> tuple[str, ...]:
    """Return the keywords in a text: parted by semicolons, where there is none by commas."""
    if isinstance(value, list):
        return texts_of(value)
    text = text_of(value) or ""
    return texts_of(re.split(r"\s*;\s*" if ";" in text else r"\s*,\s*", text))


def mapping_of(value: object) -> Mapping[str, Any]:
    """Return an object's fields; anything else has none."""
    return value if isinstance(value, dict) else {}


def list_of(value: object) -> list[Any]:
    """Return a list; anything else is an empty one."""
    return value if isinstance(value, list) else []


def issns_of(*values: object) -> tuple[str, ...]:
    """Return "issn:1234-567X" of every ISSN in some texts, sorted."""
    found = {
        f"issn:{part[:4]}-{part[-4:].upper()}"
        for value in values
        for text in texts_of(value)
        for part in _ISSN.findall(text)
        if not _ISBN.fullmatch(text.replace("-", "").replace(" ", "").upper())
    }
    return tuple(sorted(found))


def isbns_of(*values: object) -> tuple[str, ...]:
    """Return every ISBN in some texts, without hyphens, in their order."""
    found = (
        part
        for value in values
        for text in texts_of(value)
        for part in _ISBN.findall(re.sub(r"[-‐‑– ]", "", text.upper()))  # noqa: RUF001 - hyphens of ISBNs
    )
    return tuple(dict.fromkeys(found))


def page_range(first: object, last: object = None) -> str | None:
    """Return "101-117" of first and last page, or of one text with any dash."""
    start, end = text_of(first), text_of(last)
    if start and end and end != start:
        return f"{start}-{end}"
    bare = _PP.sub("", start) if start else ""
    return re.sub(r"\s*[-‐‑‒–—]+\s*", "-", bare) or None  # noqa: RUF001 - dashes of pages


def whole_pages(value: object) -> str | None:
    """Return "101-117" of "101-17", as MEDLINE leaves out the digits that do not change."""
    pages = page_range(value)
    found = _PAGES.fullmatch(pages or "")
    if found is None:
        return pages
    first, last = found.groups()
    whole = first[: len(first) - len(last)] + last
    return f"{first}-{whole}" if len(last) < len(first) and int(whole) > int(first) else pages


def editors_of(names: Iterable[Credit]) -> tuple[str, ...]:
    """Return editors as `Publication` keeps them."""
    return tuple(dict.fromkeys(name.indexed for name in names if name.family))


def ids_in_notes(note: object) -> Iterator[tuple[str, object]]:
    """Yield the ids that stand in lines of a note, as Zotero has them: "PMID: 1234"."""
    for scheme, value in _NOTED.findall(str(note or "")):
        known = scheme_called(scheme)
        if known:
            yield known, value


def affiliations_of(*values: object) -> tuple[str, ...]:
    """Return where the authors work, each place once, in the order of the source.

    Mail addresses that stand among them are left out.
    """
    parts = (part for value in values for part in (value if isinstance(value, list) else [value]))
    found = (_place(part) for part in parts if isinstance(part, str))
    return tuple(dict.fromkeys(text for text in found if text))


@lru_cache(maxsize=2**15)
def _place(text: str) -> str:
    """Return a place of work as text; many papers name the same, and one text serves them all."""
    bare = plain_text(text)
    return sys.intern((_MAIL.sub("", bare) if "@" in bare else bare).rstrip(" ;."))


def part_of_paper(
    source: Source,
    ids: tuple[str, ...],
    *,
    abstract: str = "",
    references: tuple[Reference, ...] | None = None,
) -> Paper:
    """Return what a source without titles says of the paper of some ids.

    It has no title: merging adds it to the paper, and drops it where there is none. Raise
    RecordError where there is no id to find the paper by.
    """
    if not ids:
        raise RecordError("expected the id of the paper that this is a part of, found none")
    return Paper(
        id=paper_id("", ids),
        title="",
        abstract=plain_text(abstract),
        external_ids=ids,
        sources=(source,),
        publication=Publication(references=references) if references else NOTHING,
    )
