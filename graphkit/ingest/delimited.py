"""Tables in CSV or TSV: Scopus, Web of Science, and any with a column of titles.

Columns are found by their names; `--columns title=Headline` names others. Several values in a cell
are parted by semicolons. A line above the header, as Dimensions writes one, is passed over.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TextIO

from graphkit.errors import InputError
from graphkit.ingest import embase, wos
from graphkit.ingest.cells import paper_of
from graphkit.ingest.columns import (
    LONGEST_HEADER,
    check,
    delimiter_of,
    guess,
    header,
    is_above,
    is_by_field,
    is_wos,
)
from graphkit.ingest.pages import refuse
from graphkit.ingest.records import RecordError, whole_pages
from graphkit.ingest.rows import Ahead, rows
from graphkit.ingest.tagged import Tagged
from graphkit.ingest.text import Line
from graphkit.model import Paper, Refusal, Source

_JOINED = frozenset({"issn", "isbn"})
_WOS_TAG = re.compile(r"[A-Z][A-Z0-9]")
# "J Kites. 2020 Jun;34(2):145-50. doi: …", as PubMed cites a paper in its tables.
_CITATION = re.compile(
    r"\b\d{4}[^;]*;(?P<volume>[^:;()]*)(?:\((?P<issue>[^)]*)\))?:(?P<pages>[^\s.;]+)"
)


def read(
    stream: TextIO, file: str, columns: Mapping[str, str] | None = None
) -> Iterator[Paper | Refusal]:
    """Yield the paper of each row, and a refusal for each that cannot be read.

    Raise InputError where there is no column of titles, or a column in `columns` is not there.
    """
    line, first = 2, stream.readline(LONGEST_HEADER + 1)
    while first and is_above(first):
        line, first = line + 1, stream.readline(LONGEST_HEADER + 1)
    if len(first) > LONGEST_HEADER:
        raise InputError(f"{file}, line 1: expected at most {LONGEST_HEADER:,} characters of names")
    names, delimiter = header(first), delimiter_of(first)
    ahead = Ahead(stream)
    if is_by_field(first, ahead.look(LONGEST_HEADER)):
        ahead.give_back([first])
        yield from embase.read(ahead, line - 1, file)
        return
    places = guess(names, columns)
    check(file, names, places, columns or {})
    # Web of Science quotes nothing: a quotation mark in its cells is one of a title.
    for row in rows(ahead, line, delimiter, len(names), quotes=not is_wos(names)):
        shown = Line(row.line, delimiter.join(row.cells))
        if row.fault:
            yield refuse(shown, file, row.fault)
        elif any(cell.strip() for cell in row.cells):
            yield _record(names, places, row.cells, shown, file)


def _record(
    names: Sequence[str],
    places: Mapping[str, tuple[int, ...]],
    row: Sequence[str],
    line: Line,
    file: str,
) -> Paper | Refusal:
    source = Source(file, line.number)
    try:
        if is_wos(names):
            return wos.paper_of(_tagged(names, row, line), source)
        cells = _cells(places, row, len(names))
        if "Journal/Book" in names:
            cells |= _of_pubmed(cells, dict(zip(names, row, strict=False)))
        if "CitesURL" in names:
            cells |= _of_scholar(dict(zip(names, row, strict=False)))
        if "Item Title" in names:  # SpringerLink writes the names without any mark between
            cells["glued"] = "yes"
        return paper_of(cells, source)
    except RecordError as error:
        return refuse(line, file, str(error))


def _of_pubmed(cells: Mapping[str, str], row: Mapping[str, str]) -> dict[str, str]:
    """Return what PubMed's table has in its citation, and what ends in a full stop without it."""
    found = _CITATION.search(row.get("Citation", ""))
    numbers = found.groupdict("") if found else {}
    numbers["pages"] = whole_pages(numbers.get("pages")) or ""
    bare = {name: cells.get(name, "").removesuffix(".") for name in ("title", "authors")}
    return bare | {name: value for name, value in numbers.items() if value}


def _of_scholar(row: Mapping[str, str]) -> dict[str, str]:
    """Return the journal that Publish or Perish has, unless it is cut off, and the names."""
    venue = row.get("Source", "").strip()
    names = row.get("Authors", "").replace(", ", "; ")
    return {"venue": "" if venue.endswith("…") else venue, "authors": names}


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
