"""Tables in CSV or TSV: Scopus, Web of Science, and any with a column of titles.

Columns are found by their names; `--columns title=Headline` names others. Several values in a cell
are parted by semicolons. A line above the header, as Dimensions writes one, is passed over.
"""

import csv
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TextIO

from graphkit.errors import InputError
from graphkit.ingest import cited, wos
from graphkit.ingest.pages import refuse
from graphkit.ingest.person import author_ids, credit, initials_last, split_names
from graphkit.ingest.records import (
    RecordError,
    affiliations_of,
    editors_of,
    ids_in_notes,
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
from graphkit.ingest.rows import rows
from graphkit.ingest.tagged import Tagged, kinds
from graphkit.ingest.text import Line
from graphkit.model import Paper, Refusal, Source
from graphkit.publication import Credit, Publication

# What a column may hold -> names of columns, in lower case without marks; the first is preferred.
COLUMNS: Mapping[str, tuple[str, ...]] = {
    "title": ("title", "article title", "document title", "paper title", "ti", "display name"),
    "abstract": ("abstract", "abstract note", "summary", "ab"),
    "authors": (
        "author full names",
        "authors",
        "author",
        "author names",
        "author s",
        "au",
        "authorships author display name",
    ),
    "editors": ("editors", "editor"),
    "affiliations": (
        "research organizations standardized",
        "affiliations",
        "author affiliations",
        "authors affiliations",
    ),
    "authorIds": ("author s id", "author ids"),
    "year": ("year", "publication year", "py", "pub year", "pubyear"),
    "date": ("date", "publication date", "published", "date published", "issue date"),
    "venue": (
        "anthology title",
        "book title",
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
    "volume": ("volume", "vol", "biblio volume"),
    "issue": ("issue", "number", "issue number", "biblio issue"),
    "pages": ("pages", "page range", "pagination"),
    "firstPage": ("page start", "start page", "first page", "biblio first page"),
    "lastPage": ("page end", "end page", "last page", "biblio last page"),
    "articleNumber": ("art no", "article number"),
    "doi": ("doi", "digital object identifier"),
    "arxiv": ("arxiv", "arxiv id", "arxiv no"),
    "pubmed": ("pubmed id", "pmid", "ids pmid"),
    "pmcid": ("pmcid", "pmc id"),
    "openalex": ("openalex id", "openalex", "ids openalex"),
    "mag": ("microsoft academic id", "mag id"),
    "notes": ("extra",),
    "issn": ("issn", "issns", "eissn", "print issn", "online issn"),
    "isbn": ("isbn", "isbns"),
    "keywords": (
        "author keywords",
        "keywords",
        "manual tags",
        "tags",
        "index keywords",
        "keywords display name",
    ),
    "language": ("language of original document", "language", "original language"),
    "type": (
        "publication type",
        "document type",
        "item type",
        "type",
        "document identifier",
    ),
    "url": ("link", "url", "source url", "source linkout", "source urls", "pdf link"),
    "citationCount": (
        "cited by",
        "cited by count",
        "cites",
        "citations",
        "times cited",
        "times cited wos core",
        "article citation count",
        "citing works count",
        "citation count",
    ),
    "references": ("references", "cited references", "referenced works"),
    "referenceCount": ("reference count",),
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
    "research article": "article-journal",
    "proceeding": "paper-conference",
    "chapter": "chapter",
    "edited book": "book",
    "monograph": "book",
    "conference proceedings article": "paper-conference",
    "ieee journals": "article-journal",
    "ieee conferences": "paper-conference",
    "ieee early access articles": "article-journal",
    "dissertation": "thesis",
    "dataset": "dataset",
    "computerprogram": "software",
    "webpage": "webpage",
    "magazinearticle": "article-magazine",
    "newspaperarticle": "article-newspaper",
    "manuscript": "manuscript",
    "patent": "patent",
}
LONGEST_HEADER = 100_000  # characters
_DELIMITERS = "\t,;"
_JOINED = frozenset({"issn", "isbn"})
_MEMBER = re.compile(r"\s*;\s*")
_SCOPUS_ID = re.compile(r"^(?P<name>.*?)\s*\((?P<id>\d{8,})\)$")
_WOS_TAG = re.compile(r"[A-Z][A-Z0-9]")
_WOS_NEEDED = frozenset({"PT", "AU", "TI"})
_ABOVE = re.compile(r'\ufeff?(?:"?About the data:|sep=.?\s*$)')


def looks_so(lines: Sequence[str], columns: Mapping[str, str] | None = None) -> bool:
    """Tell whether a text is a table with a column of titles, by what is known or `columns`."""
    first = next((line for line in lines if line.strip() and not _ABOVE.match(line)), "")
    if len(first) > LONGEST_HEADER:
        return False
    for delimiter in _DELIMITERS:
        names = next(csv.reader([first], delimiter=delimiter), [])
        titled = "title" in guess(names) or "title" in guess(names, columns)
        if len(names) > 1 and (_is_wos(names) or titled):
            return True
    return False


def guess(
    names: Sequence[str], chosen: Mapping[str, str] | None = None
) -> dict[str, tuple[int, ...]]:
    """Return what the columns hold -> their places, the preferred one first.

    `chosen` goes before what is guessed. A table that has none of the chosen columns is another
    one than was meant: all of its columns are guessed.
    """
    plain = [_folded(name) for name in names]
    if chosen and not any(_folded(name) in plain for name in chosen.values()):
        chosen = None
    found: dict[str, tuple[int, ...]] = {}
    for meaning, known in COLUMNS.items():
        wanted = _folded(chosen[meaning]) if chosen and meaning in chosen else None
        candidates = (wanted,) if wanted is not None else known
        places = tuple(plain.index(name) for name in candidates if name in plain)
        if places:
            found[meaning] = places
    return found


def absent_columns(tables: Iterable[Iterable[str]], chosen: Mapping[str, str]) -> dict[str, str]:
    """Return those of the chosen columns that none of these tables has, by their first lines."""
    there = {_folded(name) for lines in tables for name in _header(_first_line(lines))}
    return {meaning: name for meaning, name in chosen.items() if _folded(name) not in there}


def guessed_columns(
    lines: Iterable[str], chosen: Mapping[str, str] | None = None
) -> dict[str, str]:
    """Return what the columns of a table hold -> their names, by its first lines."""
    names = _header(_first_line(lines))
    if _is_wos(names):
        return {}
    return {meaning: names[places[0]].strip() for meaning, places in guess(names, chosen).items()}


def read(
    stream: TextIO, file: str, columns: Mapping[str, str] | None = None
) -> Iterator[Paper | Refusal]:
    """Yield the paper of each row, and a refusal for each that cannot be read.

    Raise InputError where there is no column of titles, or a column in `columns` is not there.
    """
    line, first = 2, stream.readline(LONGEST_HEADER + 1)
    while first and (not first.strip() or _ABOVE.match(first)):
        line, first = line + 1, stream.readline(LONGEST_HEADER + 1)
    if len(first) > LONGEST_HEADER:
        raise InputError(f"{file}, line 1: expected at most {LONGEST_HEADER:,} characters of names")
    names = _header(first)
    delimiter = _delimiter(first)
    places = guess(names, columns)
    _check(file, names, places, columns or {})
    # Web of Science quotes nothing: a quotation mark in its cells is one of a title.
    for row in rows(stream, line, delimiter, len(names), quotes=not _is_wos(names)):
        shown = Line(row.line, delimiter.join(row.cells))
        if row.fault:
            yield refuse(shown, file, row.fault)
        elif any(cell.strip() for cell in row.cells):
            yield _record(names, places, row.cells, shown, file)


def _first_line(lines: Iterable[str]) -> str:
    first = next((line for line in lines if line.strip() and not _ABOVE.match(line)), "")
    return first.rstrip("\r\n")


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
    file: str,
    names: Sequence[str],
    places: Mapping[str, tuple[int, ...]],
    chosen: Mapping[str, str],
) -> None:
    shown = ", ".join(repr(name) for name in names[:20])
    is_meant = "title" not in places or any(
        _folded(c) in map(_folded, names) for c in chosen.values()
    )
    for meaning, name in chosen.items():
        if meaning not in COLUMNS or (is_meant and meaning not in places):
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
    names: Sequence[str],
    places: Mapping[str, tuple[int, ...]],
    row: Sequence[str],
    line: Line,
    file: str,
) -> Paper | Refusal:
    source = Source(file, line.number)
    try:
        if _is_wos(names):
            return wos.paper_of(_tagged(names, row, line), source)
        cells = _cells(places, row, len(names))
        if _is_pubmed(names):
            cells["title"] = cells.get("title", "").removesuffix(".")
        return _paper(cells, source)
    except RecordError as error:
        return refuse(line, file, str(error))


def _is_pubmed(names: Sequence[str]) -> bool:
    return "Journal/Book" in names


def _cells(places: Mapping[str, tuple[int, ...]], row: Sequence[str], count: int) -> dict[str, str]:
    """Return what a row holds: of several columns of one meaning the first that is filled.

    Numbers of a journal and of a book are joined: each edition has one.
    """
    if len(row) > count:
        raise RecordError(f"expected {count} cells, found {len(row)}: a quote is missing")
    filled = {
        meaning: [row[p] for p in found if p < len(row) and row[p].strip()]
        for meaning, found in places.items()
    }
    return {
        meaning: "; ".join(values if meaning in _JOINED else values[:1])
        for meaning, values in filled.items()
    }


def _tagged(names: Sequence[str], row: Sequence[str], line: Line) -> Tagged:
    """Return a row of Web of Science as a record of tags."""
    values: dict[str, list[str]] = {}
    for name, cell in zip(names, row, strict=False):
        tag = name.strip().lstrip("\ufeff")
        if _WOS_TAG.fullmatch(tag) and cell.strip():
            several = tag in {"AU", "AF", "CR", "CA", "BA", "BF", "BE", "ED"}
            values[tag] = cell.strip().split("; ") if several else [cell.strip()]
    return Tagged(line, values)


def _paper(cells: Mapping[str, str], source: Source) -> Paper:
    kind = cells.get("type", "")
    schemes = ("doi", "arxiv", "pubmed", "pmcid", "openalex", "mag")
    date, year = cells.get("date", ""), cells.get("year", "")
    dated = issued(date)
    return make_paper(
        source,
        cells.get("title", ""),
        abstract=_abstract(cells.get("abstract", "")),
        ids=[
            *((scheme, cells.get(scheme)) for scheme in schemes),
            *ids_in_notes(cells.get("notes")),
        ],
        issued=dated if dated.year else issued(year, date),
        publication=Publication(
            type=kinds(TYPES, [kind]) if kind else None,
            venue=text_of(cells.get("venue")),
            venue_ids=issns_of(_issn(cells.get("issn", ""))),
            publisher=text_of(cells.get("publisher")),
            volume=text_of(cells.get("volume")),
            issue=text_of(cells.get("issue")),
            pages=_pages(cells),
            language=language_of(cells.get("language")),
            url=text_of(cells.get("url", "").split(";http")[0]),
            isbns=isbns_of(*_MEMBER.split(cells.get("isbn", ""))),
            keywords=texts_of(_values(cells.get("keywords", ""))),
            authors=tuple(_authors(cells)),
            editors=editors_of(_people(cells.get("editors", ""))),
            affiliations=affiliations_of(_MEMBER.split(cells.get("affiliations", ""))),
            references=cited.references(cells["references"]) if "references" in cells else None,
            citation_count=number_of(cells.get("citationCount")),
            reference_count=number_of(cells.get("referenceCount")),
        ),
    )


def _values(text: str) -> list[str]:
    """Return the values in a cell; OpenAlex parts them by bars."""
    return text.split("|") if "|" in text and ";" not in text else _MEMBER.split(text)


def _abstract(text: str) -> str:
    return "" if text.strip().lower() in {"[no abstract available]", "n/a"} else text


def _issn(text: str) -> list[str]:
    """Return ISSNs with their leading zeros, which spreadsheets take away."""
    parts = re.split(r"[;,\s]+", text.strip())
    return [p if "-" in p or len(p) >= 8 else f"{p:0>8}" for p in parts if p]  # noqa: PLR2004 - digits of an ISSN


def _pages(cells: Mapping[str, str]) -> str | None:
    first = cells.get("pages") or cells.get("firstPage")
    return page_range(first or cells.get("articleNumber"), cells.get("lastPage"))


def _authors(cells: Mapping[str, str]) -> Iterator[Credit]:
    text = cells.get("authors", "").strip()
    if not text or text.lower() == "[no author name available]":
        return
    names = split_names(text)
    numbers = [part for part in _MEMBER.split(cells.get("authorIds", "")) if part]
    given = numbers if len(numbers) == len(names) else [""] * len(names)
    for name, number in zip(names, given, strict=True):
        marked = _SCOPUS_ID.match(name)
        bare = marked["name"] if marked else name
        yield from _person(bare, author_ids(scopus=marked["id"] if marked else number))


def _people(text: str) -> Iterator[Credit]:
    for name in split_names(text):
        yield from _person(name)


def _person(name: str, ids: tuple[str, ...] = ()) -> Iterator[Credit]:
    if name.strip(" ,"):
        yield credit(name, ids) if "," in name else initials_last(name, ids)
