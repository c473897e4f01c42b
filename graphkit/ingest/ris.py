"""RIS, as Zotero, EndNote, Mendeley, Scopus and publishers write it.

A record without `TY` or `ER` is read as far as it goes: many tools leave one of them out.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain

from graphkit.ingest import cited, preprint
from graphkit.ingest.identifiers import ids_in, known_ids
from graphkit.ingest.person import initials_last
from graphkit.ingest.preprint import arxiv_ids, is_arxiv, without_arxiv
from graphkit.ingest.records import (
    affiliations_of,
    counts_in,
    editors_of,
    isbns_of,
    issns_of,
    issued,
    language_of,
    make_paper,
    page_range,
    text_of,
    texts_of,
    whole_pages,
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
    # Ovid writes the short name of the journal behind the end of a record.
    skipped=frozenset({"EF", "NL"}),
    lists=frozenset({"KW", "DE", "SN", "UR"}),
)
_REFERENCES = "References: "
_MOST_COMMAS = 3  # in one name
_MONTH = re.compile(r"\d{4}-\d{2}")
_VOLUME = re.compile(r"^(?:v(?:ol)?\.\s*)+(?=\d)", re.IGNORECASE)
_OF_AUTHORS = re.compile(r"\([^()]*(?:\([^()]*\)[^()]*)*\) (?P<place>\S.*)")
_CITED = re.compile(
    r"\((?P<year>1[5-9]\d\d|20\d\d)\)\.? (?P<title>.+?)(?:\. .*?|)(?:https?://(?:dx\.)?doi\.org/"
    r"(?P<doi>\S+))?$"
)
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
    cited_by, citing = counts_in(notes)
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
            volume=text_of(_VOLUME.sub("", record.first("VL") or "")),
            issue=text_of(record.first("IS")),
            pages=_pages(record),
            language=language_of(record.first("LA")),
            url=text_of(record.first("UR", "L2")),
            isbns=isbns_of(record.all("SN")),
            keywords=tuple(texts_of(_keywords(record))),
            authors=tuple(map(initials_last, authors)),
            editors=editors_of(map(initials_last, editors)),
            affiliations=affiliations_of(_places(record)),
            references=_references(record),
            citation_count=cited_by,
            reference_count=citing,
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
    # In A2 PsycINFO lists whom the paper cites.
    return [name for name in names if name.strip(", ") and name.count(",") <= _MOST_COMMAS]


def _places(record: Tagged) -> list[str]:
    """Return where the authors work, without the names of the authors in front.

    Embase says it in M1, "(Doe J.; Roe K.) Wind Lab", Ovid in AD, "Doe, Jane: Wind Lab".
    """
    found = [_OF_AUTHORS.fullmatch(value) for value in record.all("M1")]
    listed = [part["place"] for part in found if part]
    names = {name.strip(". ").casefold() for name in record.all("AU", "A1")}
    parted = (value.partition(": ") for value in record.all("AD"))
    bare = [
        place if head.strip(". :").casefold() in names else f"{head}{mark}{place}"
        for head, mark, place in parted
    ]
    return listed or bare


def _pages(record: Tagged) -> str | None:
    """Return the pages, else the number of the article: Scopus and EndNote have it in C7."""
    first, last = record.first("SP"), record.first("EP")
    if (first, last) == ("No", "Specified"):  # "No Pagination Specified", cut in two
        first = last = None
    pages = page_range(first, last) if last else whole_pages(first)
    number = record.first("C7") or ""
    return without_arxiv(pages) or (number if _ARTICLE.fullmatch(number) else None)


def _date(record: Tagged) -> str:
    """Return the fullest date: "2020/05/17/" or "17 May 2020" in DA or Y1, else the year in PY."""
    # Y2 is when somebody looked at the paper, where there is another date.
    dates = record.all("DA", "PY", "Y1") or record.all("Y2")
    readable = [part.strip("/ ").replace("//", "/") for part in dates]
    year = record.first("PY", "Y1")
    fitting = [d for d in readable if year is None or (year.strip("/ ")[:4] in d)]
    return max(fitting or [""], key=_fullness)


def _fullness(date: str) -> tuple[bool, bool, bool, str]:
    read = issued(date)
    is_month = bool(read.text and _MONTH.fullmatch(read.text))
    return read.date is not None, is_month, read.year is not None, date


def _references(record: Tagged) -> tuple[Reference, ...] | None:
    """Return the reference list that Scopus writes into a note, and PsycINFO into M1."""
    listed = (note for note in record.all("N1") if note.startswith(_REFERENCES))
    text = next(listed, None)
    if text:
        return cited.references(text.removeprefix(_REFERENCES))
    found = [_CITED.search(value) for value in record.all("M1")]
    return tuple(map(_of_psycinfo, filter(None, found))) or None


def _of_psycinfo(found: re.Match[str]) -> Reference:
    """Return a reference: "Doe, J, & Roe, K (1999). On kites. Wind, 3, 1-9. http://dx.doi.org/…"."""
    ids = known_ids([("doi", found["doi"])])
    return Reference(ids, found["title"].strip(), int(found["year"]))


def _keywords(record: Tagged) -> list[str]:
    found = record.all("KW", "DE")
    parts = chain.from_iterable(re.split(r"\s*;\s*", part) for part in found)
    return [part.lstrip("*") for part in parts]  # the main subjects of Ovid


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
    bases = " ".join(record.all("DB", "DP")).lower()
    for base, tag in (("scopus", "C2"), ("pubmed", "AN"), ("embase", "C5")):
        if base in bases:
            yield "pubmed", record.first(tag)
