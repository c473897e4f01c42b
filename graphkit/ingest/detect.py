"""Tell a source's format by what stands in it."""

import re
from collections.abc import Sequence
from enum import StrEnum
from itertools import dropwhile, islice, pairwise

from graphkit.ingest import bibtex, columns, medline, refer, ris, wos
from graphkit.ingest.jsonl import ENVELOPES
from graphkit.ingest.listing_dated import DOT
from graphkit.ingest.pages import (
    Record,
    is_furniture,
    parse_author_count,
    parse_date,
    reads_as_abstract,
    take_turns,
)
from graphkit.ingest.text import Line

JSON_LINES_SUFFIXES = frozenset({".jsonl", ".ndjson"})
# Files of these names are meant, whatever stands in them; of the others only those that fit.
CERTAIN_SUFFIXES = JSON_LINES_SUFFIXES | {".bib", ".bibtex", ".ris", ".nbib", ".ciw", ".enw"}
TABLE_SUFFIXES = frozenset({".csv", ".tsv", ".tab"})
SUFFIXES = (
    CERTAIN_SUFFIXES
    | TABLE_SUFFIXES
    | {
        *(".txt", ".text", ".list", ".listing"),
        *(".json", ".xml", ".atom", ".gz"),
    }
)
HEAD_SIZE = 1024 * 1024  # bytes or characters to look at
_OBJECT = re.compile(r'\{\s*["}]')
_JSON_START = re.compile(r'\[\s*[{\]]|\{\s*["}]')
_XML_RECORD = re.compile(
    r"<(?:[\w.-]+:)?(?P<name>PubmedArticle|PubmedBookArticle|MedlineCitation|entry|volume|record"
    r"|RECORD|dblp|dblpperson|OAI-PMH)[\s>]"
)
_ANSWER = re.compile(rf'"(?:{"|".join(ENVELOPES)})"\s*:\s*\[')
_ENOUGH_LINES = 20
_LONG_OBJECT = 64 * 1024
_ENOUGH_RECORDS = 10
_REGULAR_SHARE = 0.8
_INVITATION = "get trending papers in your email inbox"
_MOST_HEAD_LINES = 5


class Format(StrEnum):
    """The formats that can be read."""

    DATED = "dated listing"
    BARE = "bare listing"
    JSON_LINES = "JSON Lines"
    JSON = "JSON"
    BIBTEX = "BibTeX"
    RIS = "RIS"
    MEDLINE = "MEDLINE"
    WOS = "Web of Science"
    TABLE = "CSV or TSV"
    PUBMED = "PubMed XML"
    ARXIV = "arXiv Atom"
    ACL = "ACL Anthology XML"
    ENDNOTE = "EndNote XML"
    DBLP = "DBLP XML"
    REFER = "Refer (EndNote)"


def detect(lines: Sequence[str]) -> Format | None:
    """Return the format of a text that begins with `lines`, or None for a text of another kind."""
    filled = [line.strip().lstrip("\ufeff") for line in lines if line.strip()]
    start = filled[0][:1] if filled else ""
    if start != "[" and _is_json_lines(filled):
        # One line alone is an answer of an index, which may be cut, rather than one paper.
        is_one = len(filled) == 1 and (len(filled[0]) > _LONG_OBJECT or _ANSWER.search(filled[0]))
        return Format.JSON if is_one else Format.JSON_LINES
    if start == "<":
        return _xml("\n".join(filled))
    if start in {"[", "{"}:
        return Format.JSON if _JSON_START.match("".join(filled[:3])) else None
    return next((form for form, looks_so in _OTHERS.items() if looks_so(filled)), None)


def _xml(text: str) -> Format | None:
    """Return the format whose records come first."""
    found = _XML_RECORD.search(text)
    if found is None:
        return None
    return _OF_NAMES.get(found["name"], Format.PUBMED)


_OF_NAMES = {
    "entry": Format.ARXIV,
    "OAI-PMH": Format.ARXIV,
    "volume": Format.ACL,
    "record": Format.ENDNOTE,
    "RECORD": Format.ENDNOTE,
    "dblp": Format.DBLP,
    "dblpperson": Format.DBLP,
}


def _is_json_lines(filled: Sequence[str]) -> bool:
    some = filled[:_ENOUGH_LINES]
    return sum(_OBJECT.match(line) is not None for line in some) * 2 > len(some)


def _has_dotted_date(filled: Sequence[str]) -> bool:
    return any(line == DOT and parse_date(following) for line, following in pairwise(filled))


def _is_bare(filled: Sequence[str]) -> bool:
    """Look for the page's head, else for short and long lines that take turns."""
    if any(line.casefold().startswith(_INVITATION) for line in filled[:_MOST_HEAD_LINES]):
        return True
    body = dropwhile(is_furniture, filled)
    lines = [Line(number, text) for number, text in enumerate(islice(body, 2 * _ENOUGH_RECORDS))]
    records = list(take_turns(lines, ""))
    regular = [
        record
        for record in records
        if isinstance(record, Record)
        and reads_as_abstract(record.abstract.text)
        and not reads_as_abstract(record.title.text)
    ]
    return bool(regular) and len(regular) >= _REGULAR_SHARE * len(records)


def _is_dated(filled: Sequence[str]) -> bool:
    return any(parse_author_count(line) is not None for line in filled) or _has_dotted_date(filled)


# In the order in which they are tried.
_OTHERS = {
    Format.BIBTEX: bibtex.looks_so,
    Format.RIS: ris.looks_so,
    Format.MEDLINE: medline.looks_so,
    Format.WOS: wos.looks_so,
    Format.REFER: refer.looks_so,
    Format.DATED: _is_dated,
    Format.BARE: _is_bare,
    Format.TABLE: columns.looks_so,
}
