"""Files to papers: find out the format, and hand the text to its reader."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import replace
from typing import BinaryIO, TextIO, TypeAlias

from graphkit.errors import InputError
from graphkit.ingest import (
    acl,
    arxiv,
    bibtex,
    dblp,
    delimited,
    endnote,
    jsondoc,
    jsonl,
    listing_bare,
    listing_dated,
    medline,
    pubmed,
    refer,
    ris,
    wos,
)
from graphkit.ingest.columns import absent_columns, looks_so
from graphkit.ingest.detect import (
    HEAD_SIZE,
    JSON_LINES_SUFFIXES,
    TABLE_SUFFIXES,
    Format,
    detect,
)
from graphkit.ingest.inputs import Input, find, suffix_of
from graphkit.ingest.text import (
    LONGEST_LINE,
    LONGEST_OBJECT,
    Line,
    decode_start,
    filled_lines,
    find_encoding,
    numbered_lines,
    open_text,
)
from graphkit.model import Paper, Refusal

LineReader: TypeAlias = Callable[[Iterable[Line], str], Iterator[Paper | Refusal]]
TextReader: TypeAlias = Callable[[TextIO, str], Iterator[Paper | Refusal]]

# Readers of lines without blanks around, of lines as they stand, and of a text as a whole.
_OF_LINES: Mapping[Format, LineReader] = {
    Format.DATED: listing_dated.read,
    Format.BARE: listing_bare.read,
    Format.JSON_LINES: jsonl.read,
    Format.BIBTEX: bibtex.read,
}
_OF_RAW_LINES: Mapping[Format, LineReader] = {
    Format.RIS: ris.read,
    Format.MEDLINE: medline.read,
    Format.WOS: wos.read,
    Format.REFER: refer.read,
}
_OF_TEXT: Mapping[Format, TextReader] = {
    Format.JSON: jsondoc.read,
    Format.PUBMED: pubmed.read,
    Format.ARXIV: arxiv.read,
    Format.ACL: acl.read,
    Format.ENDNOTE: endnote.read,
    Format.DBLP: dblp.read,
}
_WEB_PAGE = re.compile(r"[\s\ufeff]*<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)
_ROOT = re.compile(r"<((?:[\w.-]+:)?[A-Za-z][\w.-]*)[\s>]")
_FIRST_LINES = 20
_SHOWN = 60  # characters of a line
_PAGES = frozenset({Format.DATED, Format.BARE})
_DECLARED = re.compile(rb"""^\s*<\?xml[^>]*encoding\s*=\s*["']([\w.-]+)["']""")
_SUFFIXES: Mapping[str, Format] = {
    **dict.fromkeys(JSON_LINES_SUFFIXES, Format.JSON_LINES),
    ".bib": Format.BIBTEX,
    ".bibtex": Format.BIBTEX,
    **dict.fromkeys(TABLE_SUFFIXES, Format.TABLE),
}
_KINDS = "a listing page, a bibliography (BibTeX, RIS, CSL-JSON, XML, a table, …) or JSON Lines"


def read(
    paths: Sequence[str], columns: Mapping[str, str] | None = None
) -> Iterator[Paper | Refusal]:
    """Yield the records of files, folders and standard input ("-"), each as it stands there.

    `columns` names columns of tables, as in `delimited`. Raise InputError for what cannot be read
    as a whole; a bad record is a Refusal.
    """
    return read_inputs(find(paths, columns), columns)


def read_inputs(
    inputs: Iterable[Input], columns: Mapping[str, str] | None = None
) -> Iterator[Paper | Refusal]:
    """Yield the records of `inputs`, input by input. Arguments and errors as for `read`."""
    for item in inputs:
        yield from _read_input(item, columns)


def refuse_absent_columns(inputs: Iterable[Input], columns: Mapping[str, str]) -> None:
    """Raise InputError where no table among the inputs has one of the columns that are named."""
    tables = list(_tables_among(inputs, columns))
    absent = absent_columns(tables, columns)
    if not absent:
        return
    asked = ", ".join(f"{meaning}={name}" for meaning, name in absent.items())
    if not tables:
        raise InputError(
            f"--columns {asked}: no table (CSV, TSV) is among the sources",
            hint="leave it out: other formats have names of their own for these",
        )
    first = next(line for line in tables[0] if line.strip())
    shown = first if len(first) <= _SHOWN else f"{first[: _SHOWN - 1]}…"
    raise InputError(
        f"--columns {asked}: no table has such a column; the first begins {shown!r}",
        hint="names as in the table's first line, title=Headline",
    )


def _tables_among(inputs: Iterable[Input], columns: Mapping[str, str]) -> Iterator[Sequence[str]]:
    """Yield the first lines of each table that is not blank."""
    for item in inputs:
        with item.open() as stream:
            head = decode_start(stream.read(HEAD_SIZE)) or ""
        if head.strip() and _known_format(item, head, columns) is Format.TABLE:
            yield head.splitlines()


def _read_input(item: Input, columns: Mapping[str, str] | None) -> Iterator[Paper | Refusal]:
    shown = item.name if item.path is None else str(item.path)
    with item.open() as stream:
        form = _format(item, stream, shown, columns)
        empty = True
        for record in _told_apart(_records(form, stream, shown, item.name, columns)):
            empty = False
            yield record
    if empty:
        found = "only the head of a page" if form in _PAGES else f"none in what looks like {form}"
        raise InputError(
            f"{shown}: expected records, found {found}",
            hint="the file may be cut: save it again",
        )


def _records(
    form: Format, stream: BinaryIO, shown: str, name: str, columns: Mapping[str, str] | None
) -> Iterator[Paper | Refusal]:
    """Yield the records of an open source in a format."""
    declared = None
    if form in _OF_TEXT:
        stream.seek(0)
        found = _DECLARED.match(stream.read(200))
        declared = found[1].decode("ascii") if found else None
        stream.seek(0)
    if form in _OF_LINES:
        longest = LONGEST_LINE if form in _PAGES else LONGEST_OBJECT
        yield from _OF_LINES[form](filled_lines(stream, shown, longest), name)
        return
    newline = "" if form is Format.TABLE else None
    with closing(open_text(stream, shown, declared=declared, newline=newline)) as text:
        if form is Format.TABLE:
            yield from delimited.read(text, name, columns)
        elif form in _OF_TEXT:
            yield from _OF_TEXT[form](text, name)
        else:
            yield from _OF_RAW_LINES[form](numbered_lines(text, shown), name)


def _refuse_long_lines(stream: BinaryIO, shown: str) -> None:
    """Raise InputError where one of the first lines is longer than any page has."""
    for line in filled_lines(stream, shown):
        if line.number > _FIRST_LINES:
            break


def _told_apart(records: Iterable[Paper | Refusal]) -> Iterator[Paper | Refusal]:
    """Yield the records, numbered where several begin on one line: a document may have but one."""
    line, count = 0, 0
    for record in records:
        source = record.source if isinstance(record, Refusal) else record.sources[0]
        count = count + 1 if source.line == line else 1
        line = source.line
        if count == 1:
            yield record
        elif isinstance(record, Refusal):
            yield replace(record, source=replace(source, record=count))
        else:
            yield replace(record, sources=(replace(source, record=count),))


def _known_format(item: Input, head: str, columns: Mapping[str, str] | None) -> Format | None:
    """Return the format that a name or a text's beginning tells."""
    by_name = _SUFFIXES.get(suffix_of(item.path)) if item.path is not None else None
    lines = head.splitlines()
    known = by_name or detect(lines)
    return Format.TABLE if known is None and looks_so(lines, columns) else known


def _format(item: Input, stream: BinaryIO, shown: str, columns: Mapping[str, str] | None) -> Format:
    find_encoding(stream, shown)  # refuses what is no text
    stream.seek(0)
    head = decode_start(stream.read(HEAD_SIZE)) or ""
    stream.seek(0)
    if not head.strip():
        raise InputError(f"{shown}: the file is blank", hint=f"expected {_KINDS}")
    if _WEB_PAGE.match(head):
        raise InputError(
            f"{shown}: expected {_KINDS}, found a web page (HTML)",
            hint="a page was saved in place of the export, often one to sign in: export it again",
        )
    form = _known_format(item, head, columns)
    if form is None:
        root = _ROOT.search(head) if head.lstrip("\ufeff \t\r\n").startswith("<") else None
        if root:
            raise InputError(
                f"{shown}: expected {_KINDS}, found XML of another kind, <{root[1]}>",
                hint="export it as BibTeX, RIS or CSL-JSON, which every reference manager writes",
            )
        _refuse_long_lines(stream, shown)
        raise InputError(
            f"{shown}: expected {_KINDS}, found text of another kind",
            hint="a page has a title and its abstract in turn, each on a line of its own;"
            ' JSON Lines have an object with "title" and "abstract" a line',
        )
    return form
