"""Tables in CSV or TSV: Scopus, Web of Science, and any with a column of titles.

Columns are found by their names; `--columns title=Headline` names others. Several values in a cell
are parted by semicolons.
"""

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TextIO

from graphkit.errors import InputError
from graphkit.ingest import wos
from graphkit.ingest.identifiers import known_ids
from graphkit.ingest.pages import refuse
from graphkit.ingest.person import author_ids, credit, initials_last
from graphkit.ingest.records import (
    RecordError,
    isbns_of,
    issns_of,
    issued,
    language_of,
    make_paper,
    number_of,
    page_range,
    text_of,
    texts_of,
)
from graphkit.ingest.tagged import Tagged, kinds
from graphkit.ingest.text import Line
from graphkit.model import Paper, Refusal, Source
from graphkit.publication import Credit, Publication, Reference

# What a column may hold -> names of columns, in lower case without marks; the first is preferred.
COLUMNS: Mapping[str, tuple[str, ...]] = {
    "title": ("title", "article title", "document title", "paper title", "ti", "display name"),
    "abstract": ("abstract", "abstract note", "summary", "ab"),
    "authors": ("author full names", "authors", "author", "author names", "author s"),
    "authorIds": ("author s id", "author ids"),
    "year": ("year", "publication year", "py", "pub year"),
    "date": ("date", "publication date", "published", "date published"),
    "venue": (
        "source title",
        "journal",
        "venue",
        "journal name",
        "booktitle",
        "conference",
        "journal title",
        "publication title",
        "journal book",
        "primary location source display name",
    ),
    "publisher": ("publisher",),
    "volume": ("volume", "vol"),
    "issue": ("issue", "number"),
    "pages": ("pages", "page range"),
    "firstPage": ("page start", "start page", "first page"),
    "lastPage": ("page end", "end page", "last page"),
    "doi": ("doi", "digital object identifier"),
    "arxiv": ("arxiv", "arxiv id", "arxiv no"),
    "pubmed": ("pubmed id", "pmid"),
    "pmcid": ("pmcid", "pmc id"),
    "openalex": ("openalex id", "openalex"),
    "issn": ("issn", "eissn"),
    "isbn": ("isbn", "isbns"),
    "keywords": ("author keywords", "keywords", "manual tags", "tags", "index keywords"),
    "language": ("language of original document", "language", "original language"),
    "type": ("document type", "item type", "type", "publication type"),
    "url": ("link", "url", "source url"),
    "citationCount": (
        "cited by",
        "citations",
        "times cited",
        "times cited wos core",
        "citation count",
    ),
    "references": ("references", "cited references"),
}
TYPES: Mapping[str, str] = {
    **wos.TYPES,
    "conference paper": "paper-conference",
    "conferencepaper": "paper-conference",
    "journalarticle": "article-journal",
    "journal article": "article-journal",
    "booksection": "chapter",
    "preprint": "article",
    "short survey": "review",
    "note": "article-journal",
    "thesis": "thesis",
    "report": "report",
}
LONGEST_CELL = 4 * 1024 * 1024
LONGEST_HEADER = 100_000  # characters
_DELIMITERS = "\t,;"
_MEMBER = re.compile(r"\s*;\s*")
_SHORT_NAME = re.compile(r"\S.* (?:[A-Z]\.?-?){1,4}")
_SCOPUS_ID = re.compile(r"^(?P<name>.*?)\s*\((?P<id>\d{8,})\)$")
_WOS_TAG = re.compile(r"[A-Z][A-Z0-9]")
_WOS_NEEDED = frozenset({"PT", "AU", "TI"})
_DOI = re.compile(r"10\.\d{4,9}/[^\s,;]+")
_YEAR = re.compile(r"\((1[5-9]\d\d|20\d\d)\)")
_CITED_AUTHOR = re.compile(r"[^\d()]{1,40}? (?:[A-Z]\.-?){1,4}")


def looks_so(lines: Sequence[str]) -> bool:
    """Tell whether a text is a table with a column of titles."""
    first = next((line for line in lines if line.strip()), "")
    if len(first) > LONGEST_HEADER:
        return False
    for delimiter in _DELIMITERS:
        names = next(csv.reader([first], delimiter=delimiter), [])
        if len(names) > 1 and (_is_wos(names) or "title" in guess(names)):
            return True
    return False


def guess(names: Sequence[str], chosen: Mapping[str, str] | None = None) -> dict[str, int]:
    """Return what the columns hold -> their places; `chosen` goes before what is guessed."""
    plain = [_folded(name) for name in names]
    found: dict[str, int] = {}
    for meaning, known in COLUMNS.items():
        wanted = _folded(chosen[meaning]) if chosen and meaning in chosen else None
        candidates = (wanted,) if wanted is not None else known
        place = next((plain.index(name) for name in candidates if name in plain), None)
        if place is not None:
            found[meaning] = place
    return found


def guessed_columns(first: str) -> dict[str, str]:
    """Return what the columns of a table hold -> their names, by its first line."""
    names = _header(first.rstrip("\r\n"))
    if _is_wos(names):
        return {}
    return {meaning: names[place].strip() for meaning, place in guess(names).items()}


def read(
    stream: TextIO, file: str, columns: Mapping[str, str] | None = None
) -> Iterator[Paper | Refusal]:
    """Yield the paper of each row, and a refusal for each that cannot be read.

    Raise InputError where there is no column of titles, or a column in `columns` is not there.
    """
    csv.field_size_limit(LONGEST_CELL)
    first = stream.readline(LONGEST_HEADER + 1)
    if len(first) > LONGEST_HEADER:
        raise InputError(f"{file}, line 1: expected at most {LONGEST_HEADER:,} characters of names")
    names = _header(first)
    delimiter = _delimiter(first)
    places = guess(names, columns)
    _check(file, names, places, columns or {})
    rows = csv.reader(stream, delimiter=delimiter)
    start = 2  # the header stands in line 1
    while True:
        line = Line(start + rows.line_num, "")
        try:
            row = next(rows)
        except StopIteration:
            return
        except csv.Error as error:
            yield refuse(line, file, f"expected a row of a table: {error}")
            continue
        if any(cell.strip() for cell in row):
            yield _record(names, places, row, Line(line.number, delimiter.join(row)), file)


def _header(first: str) -> list[str]:
    return next(csv.reader([first.lstrip("\ufeff")], delimiter=_delimiter(first)), [])


def _delimiter(first: str) -> str:
    """Return the delimiter that parts the header into the most columns."""
    return max(_DELIMITERS, key=lambda mark: len(next(csv.reader([first], delimiter=mark), [])))


def _folded(name: str) -> str:
    return " ".join(re.findall(r"[^\W_]+", name.lower()))


def _is_wos(names: Sequence[str]) -> bool:
    return {name.strip().lstrip("\ufeff") for name in names} >= _WOS_NEEDED


def _check(
    file: str, names: Sequence[str], places: Mapping[str, int], chosen: Mapping[str, str]
) -> None:
    shown = ", ".join(repr(name) for name in names[:20])
    for meaning, name in chosen.items():
        if meaning not in places:
            known = (
                "a column" if meaning in COLUMNS else f"one of {', '.join(COLUMNS)} before the ="
            )
            raise InputError(
                f"{file}: expected {known} for {meaning}={name}, found {shown}",
                hint="--columns MEANING=NAME, as in title=Headline",
            )
    if "title" not in places and not _is_wos(names):
        raise InputError(
            f"{file}: expected a column of titles, found {shown}",
            hint="--columns title=NAME says which one it is",
        )


def _record(
    names: Sequence[str], places: Mapping[str, int], row: Sequence[str], line: Line, file: str
) -> Paper | Refusal:
    source = Source(file, line.number)
    try:
        if _is_wos(names):
            return wos.paper_of(_tagged(names, row, line), source)
        return _paper(_cells(places, row, len(names)), source)
    except RecordError as error:
        return refuse(line, file, str(error))


def _cells(places: Mapping[str, int], row: Sequence[str], count: int) -> dict[str, str]:
    if len(row) > count:
        raise RecordError(f"expected {count} cells, found {len(row)}: a quote is missing")
    return {meaning: row[place] for meaning, place in places.items() if place < len(row)}


def _tagged(names: Sequence[str], row: Sequence[str], line: Line) -> Tagged:
    """Return a row of Web of Science as a record of tags."""
    values: dict[str, list[str]] = {}
    for name, cell in zip(names, row, strict=False):
        tag = name.strip().lstrip("\ufeff")
        if _WOS_TAG.fullmatch(tag) and cell.strip():
            several = tag in {"AU", "AF", "CR", "CA", "BA", "BF"}
            values[tag] = _MEMBER.split(cell.strip()) if several else [cell.strip()]
    return Tagged(line, values)


def _paper(cells: Mapping[str, str], source: Source) -> Paper:
    kind = cells.get("type", "")
    schemes = ("doi", "arxiv", "pubmed", "pmcid", "openalex")
    return make_paper(
        source,
        cells.get("title", ""),
        abstract=_abstract(cells.get("abstract", "")),
        ids=[(scheme, cells.get(scheme)) for scheme in schemes],
        issued=issued(cells.get("date") or cells.get("year")),
        publication=Publication(
            type=kinds(TYPES, [kind]) if kind else None,
            venue=text_of(cells.get("venue")),
            venue_ids=issns_of(_issn(cells.get("issn", ""))),
            publisher=text_of(cells.get("publisher")),
            volume=text_of(cells.get("volume")),
            issue=text_of(cells.get("issue")),
            pages=page_range(cells.get("pages") or cells.get("firstPage"), cells.get("lastPage")),
            language=language_of(cells.get("language")),
            url=text_of(cells.get("url")),
            isbns=isbns_of(*_MEMBER.split(cells.get("isbn", ""))),
            keywords=texts_of(_MEMBER.split(cells.get("keywords", ""))),
            authors=tuple(_authors(cells)),
            references=_references(cells["references"]) if "references" in cells else None,
            citation_count=number_of(cells.get("citationCount")),
        ),
    )


def _abstract(text: str) -> str:
    return "" if text.strip().lower() in {"[no abstract available]", "n/a"} else text


def _issn(text: str) -> list[str]:
    """Return ISSNs with their leading zeros, which spreadsheets take away."""
    parts = re.split(r"[;,\s]+", text.strip())
    return [p if "-" in p or len(p) >= 8 else f"{p:0>8}" for p in parts if p]  # noqa: PLR2004 - digits of an ISSN


def _authors(cells: Mapping[str, str]) -> Iterator[Credit]:
    text = cells.get("authors", "").strip()
    if not text or text.lower() == "[no author name available]":
        return
    names = _MEMBER.split(text)
    parts = re.split(r",\s*", text.rstrip(". ;"))
    if len(names) == 1 and len(parts) > 1 and all(map(_SHORT_NAME.fullmatch, parts)):
        names = parts  # "Doe J., Roe KL, Poe M."
    numbers = [part for part in _MEMBER.split(cells.get("authorIds", "")) if part]
    given = numbers if len(numbers) == len(names) else [""] * len(names)
    for name, number in zip(names, given, strict=True):
        marked = _SCOPUS_ID.match(name)
        bare = marked["name"] if marked else name
        ids = author_ids(scopus=marked["id"] if marked else number)
        if bare.strip():
            yield credit(bare, ids) if "," in bare else initials_last(bare, ids)


def _references(text: str) -> tuple[Reference, ...]:
    """Return the references of a cell, as Scopus writes them, parted by semicolons."""
    return tuple(_reference(part) for part in _MEMBER.split(text.strip()) if part)


def _reference(text: str) -> Reference:
    """Return a reference: "Doe J., Roe K., On kites (2015) Wind, 3, pp. 1-9"."""
    doi, year = _DOI.search(text), _YEAR.search(text)
    before = text[: year.start()] if year else text
    parts = [part.strip() for part in before.split(", ")]
    while len(parts) > 1 and _CITED_AUTHOR.fullmatch(parts[0]):
        parts.pop(0)
    newer = year is not None and text.rstrip(" .").endswith(year[0])  # the year stands last
    title = parts[0] if newer else ", ".join(parts)
    return Reference(
        known_ids([("doi", doi[0] if doi else None)]),
        " ".join(title.split()).strip(" ,") if year else "",
        int(year[1]) if year else None,
    )
