"""RIS, as Zotero, EndNote, Mendeley, Scopus and publishers write it.

A record without `TY` or `ER` is read as far as it goes: many tools leave one of them out.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain

from graphkit.ingest import cited, preprint
from graphkit.ingest.identifiers import ids_in
from graphkit.ingest.person import credit
from graphkit.ingest.preprint import arxiv_ids, is_arxiv, without_arxiv
from graphkit.ingest.records import (
    affiliations_of,
    editors_of,
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
from graphkit.ingest.tagged import Layout, Tagged, read_tagged
from graphkit.ingest.text import Line
from graphkit.model import Paper, Refusal, Source
from graphkit.publication import Publication, Reference

# Reference type -> type of CSL; the first of a type is the one that is written.
TYPES: Mapping[str, str] = {
    "JOUR": "article-journal",
    "EJOUR": "article-journal",
    "JFULL": "article-journal",
    "INPR": "article-journal",
    "CPAPER": "paper-conference",
    "CONF": "paper-conference",
    "CHAP": "chapter",
    "ECHAP": "chapter",
    "BOOK": "book",
    "EBOOK": "book",
    "EDBOOK": "book",
    "THES": "thesis",
    "RPRT": "report",
    "MGZN": "article-magazine",
    "NEWS": "article-newspaper",
    "UNPB": "manuscript",
    "ELEC": "webpage",
    "DATA": "dataset",
    "COMP": "software",
    "PAT": "patent",
    "PAMP": "pamphlet",
    "STAND": "standard",
    "GEN": "document",
}
_LAYOUT = Layout(
    tag=re.compile(r"\s*(?P<tag>[A-Z][A-Z0-9])(?:  ?-(?: |$)| -\s)(?P<value>.*)$"),
    first=frozenset({"TY"}),
    last=frozenset({"ER"}),
    skipped=frozenset({"EF"}),
    lists=frozenset({"KW", "DE", "SN"}),
)
_CITED_BY = re.compile(r"\bCited By:? (\d+)", re.IGNORECASE)
_REFERENCES = "References: "
_TYPE = re.compile(r"\s*TY {1,2}-(?: |$)")
_ARTICLE = re.compile(r"[A-Za-z]{0,2}\d[\w.-]*")  # the number of an article, not of a trial
_PMID = re.compile(r"\b(\d{1,9})\[pmid\]", re.IGNORECASE)
_CSL = re.compile(r"[a-z]+(?:[-_][a-z]+)*")


def looks_so(lines: Iterable[str]) -> bool:
    """Tell whether a text is RIS: a line gives a reference type."""
    return any(_TYPE.match(line) for line in lines)


def read(lines: Iterable[Line], file: str) -> Iterator[Paper | Refusal]:
    """Return the paper of each record, and a refusal for each that cannot be read."""
    return read_tagged(lines, file, _LAYOUT, _paper)


def _paper(record: Tagged, source: Source) -> Paper:
    kind = (record.first("TY") or "").upper()
    journal = record.first("JF", "T2", "JO", "C3", "BT", "JA", "J2", "T3")
    title = record.first("TI", "T1", "CT") or ("" if kind == "" else record.first("BT") or "")
    authors = _names(record, "AU", "A1") or _names(record, "A4" if kind == "PAT" else "AU")
    editors = _names(record, "ED", "A2")
    if kind == "EDBOOK":
        authors, editors = [], [*authors, *editors]
    own = record.first("M3") or ""
    notes = record.whole("N1")
    counted = _CITED_BY.search(notes)
    return make_paper(
        source,
        title,
        abstract=record.whole("AB", "N2"),
        ids=_ids(record),
        issued=issued(_date(record)),
        publication=Publication(
            type=_type(kind, own, journal),
            venue=_venue(journal) if journal != title else None,
            venue_ids=issns_of(record.all("SN")),
            publisher=text_of(record.first("PB", "PU")),
            volume=text_of(record.first("VL")),
            issue=text_of(record.first("IS")),
            pages=_pages(record),
            language=language_of(record.first("LA")),
            url=text_of(record.first("UR", "L2")),
            isbns=isbns_of(record.all("SN")),
            keywords=tuple(texts_of(_keywords(record))),
            authors=tuple(map(credit, authors)),
            editors=editors_of(map(credit, editors)),
            affiliations=affiliations_of(record.all("AD")),
            references=_references(record),
            citation_count=number_of(counted[1]) if counted else None,
        ),
    )


_ALL = frozenset(TYPES.values()) | {"article", "review", "speech", "entry", "post", "preprint"}


def _type(kind: str, own: str, journal: str | None) -> str:
    """Return the type of CSL that `graphkit export ris` states, else that of the record."""
    if own in _ALL and _CSL.fullmatch(own):
        return own
    return "article" if is_arxiv(journal) else TYPES.get(kind, "document")


def _venue(journal: str | None) -> str | None:
    return preprint.NAME if is_arxiv(journal) else text_of(journal)


def _names(record: Tagged, *tags: str) -> list[str]:
    """Return the names; some tools write all into one field, parted by semicolons."""
    names = (name for value in record.all(*tags) for name in value.split(";"))
    return [name for name in names if name.strip(", ")]


def _pages(record: Tagged) -> str | None:
    """Return the pages, else the number of the article: Scopus and EndNote have it in C7."""
    pages = page_range(record.first("SP"), record.first("EP"))
    number = record.first("C7") or ""
    return without_arxiv(pages) or (number if _ARTICLE.fullmatch(number) else None)


def _date(record: Tagged) -> str:
    """Return the fullest date: "2020/05/17/" in DA or Y1, else the year in PY."""
    dates = (part for part in record.all("DA", "PY", "Y1", "Y2"))
    readable = [part.strip("/ ").replace("//", "/") for part in dates]
    year = record.first("PY", "Y1")
    fitting = [d for d in readable if year is None or (year.strip("/ ")[:4] in d)]
    return max(fitting or [""], key=lambda d: (len(d.split("/")[0]) == 4, d.count("/"), d))  # noqa: PLR2004 - digits


def _references(record: Tagged) -> tuple[Reference, ...] | None:
    """Return the reference list that Scopus writes into a note."""
    listed = (note for note in record.all("N1") if note.startswith(_REFERENCES))
    text = next(listed, None)
    return cited.references(text.removeprefix(_REFERENCES)) if text else None


def _keywords(record: Tagged) -> list[str]:
    found = record.all("KW", "DE")
    return list(chain.from_iterable(re.split(r"\s*;\s*", part) for part in found))


def _ids(record: Tagged) -> Iterator[tuple[str, object]]:
    for value in record.all("DO", "DI"):
        yield "doi", value
    values = record.all("UR", "L1", "L2", "M3", "AN", "N1", "C1", "C2", "C7", "ID")
    yield from ids_in(values)
    yield from arxiv_ids(record.all("JF", "T2", "JO", "SP"))
    for value in values:
        numbered = _PMID.search(value)
        if numbered:
            yield "pubmed", numbered[1]
        pmc = re.fullmatch(r"PMC\d+", value.strip())
        if pmc:
            yield "pmcid", pmc[0]
    if "scopus" in " ".join(record.all("DB", "DP")).lower():
        yield "pubmed", record.first("C2")
    if "pubmed" in " ".join(record.all("DB", "DP")).lower():
        yield "pubmed", record.first("AN")
