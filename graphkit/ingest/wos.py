"""Web of Science, plain text with field tags (`FN … EF`), with its cited references."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import zip_longest

from graphkit.ids import fold_characters
from graphkit.ingest.identifiers import known_ids
from graphkit.ingest.person import author_ids, credit
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
from graphkit.ingest.tagged import Layout, Tagged, kinds, read_tagged
from graphkit.ingest.text import Line
from graphkit.model import Paper, Refusal, Source
from graphkit.publication import Credit, Publication, Reference

TYPES: Mapping[str, str] = {
    "article": "article-journal",
    "j": "article-journal",
    "proceedings paper": "paper-conference",
    "c": "paper-conference",
    "review": "review",
    "book chapter": "chapter",
    "book": "book",
    "b": "book",
    "editorial material": "article-journal",
    "letter": "article-journal",
    "meeting abstract": "paper-conference",
    "data paper": "article-journal",
    "p": "patent",
    "s": "chapter",
}
_LAYOUT = Layout(
    tag=re.compile(r"(?P<tag>[A-Z][A-Z0-9])(?: (?P<value>.*)|(?P<none>)$)"),
    first=frozenset({"PT"}),
    last=frozenset({"ER"}),
    skipped=frozenset({"FN", "VR", "EF"}),
    lists=frozenset({"AU", "AF", "CR", "CA", "BA", "BF", "BE", "ED", "C1"}),
)
_DOIS = re.compile(
    r"\bDOI (?P<one>10\.\d{4,9}/\S+?)(?:[,;.]?$|[,;] )|\bDOI \[(?P<several>[^\]]+)", re.IGNORECASE
)
_ARXIV = re.compile(r"arXiv[: ](\d{4}\.\d{4,5})", re.IGNORECASE)
_PLACE = re.compile(r"^\[[^\]]*\]\s*")
_CITED_YEAR = re.compile(r",\s*(1[5-9]\d\d|20\d\d)\s*,")
_MEMBER = re.compile(r"\s*;\s*")
_ENTITY = re.compile(r"& ([A-Za-z][A-Za-z0-9]{1,30});")


def looks_so(lines: Iterable[str]) -> bool:
    """Tell whether a text is a tagged export: it says its name, or begins with a record."""
    start = [line for line in lines if line.strip()][:4]
    return any(
        line.lstrip("\ufeff").startswith(("FN ", "PT J", "PT C", "PT B", "PT S")) for line in start
    )


def read(lines: Iterable[Line], file: str) -> Iterator[Paper | Refusal]:
    """Return the paper of each record, and a refusal for each that cannot be read."""
    return read_tagged(lines, file, _LAYOUT, paper_of)


def paper_of(record: Tagged, source: Source) -> Paper:
    """Return the paper of the fields of a record, also where they come from a table's columns."""
    kind = [*_MEMBER.split(record.first("DT") or ""), record.first("PT") or ""]
    return make_paper(
        source,
        _unspaced(record.whole("TI")),
        abstract=_unspaced(record.whole("AB")),
        ids=[("doi", record.first("DI")), ("pubmed", record.first("PM"))],
        issued=issued(*dict.fromkeys([record.first("PY"), record.first("PD")])),
        publication=Publication(
            type=kinds(TYPES, kind),
            venue=text_of(record.whole("SO")),
            # Beside a series the ISSN is the series', not that of the proceedings.
            venue_ids=() if record.first("SE") else issns_of(record.all("SN", "EI")),
            publisher=text_of(record.whole("PU")),
            volume=text_of(record.first("VL")),
            issue=text_of(record.first("IS")),
            pages=page_range(record.first("BP") or _article(record), record.first("EP")),
            language=language_of(record.first("LA")),
            isbns=isbns_of(record.all("BN")),
            keywords=texts_of(_MEMBER.split(record.whole("DE"))),
            authors=tuple(_authors(record)),
            editors=editors_of(map(credit, record.all("BE", "ED"))),
            affiliations=_affiliations(record),
            references=_references(record),
            citation_count=number_of(record.first("TC", "Z9")),
            reference_count=number_of(record.first("NR")),
        ),
    )


def _unspaced(text: str) -> str:
    """Return a text whose characters are written "& ouml;" with them as HTML has them."""
    return _ENTITY.sub(r"&\1;", text) if "& " in text else text


def _article(record: Tagged) -> str | None:
    """Return the number of an article; "UNSP" says before it that it has no pages."""
    return (record.first("AR") or "").removeprefix("UNSP ") or None


def _references(record: Tagged) -> tuple[Reference, ...] | None:
    """Return the cited references, None where the export leaves them out but counts them."""
    if "CR" in record.values:
        return tuple(map(reference, record.all("CR")))
    return () if number_of(record.first("NR")) == 0 else None


def _authors(record: Tagged) -> Iterator[Credit]:
    names = record.all("AF") or record.all("AU") or record.all("BF") or record.all("BA")
    numbers = orcids(record.whole("OI"))
    for person, short in zip_longest(map(credit, names), map(credit, record.all("AU"))):
        if person is not None:
            ids = author_ids(orcid=numbers.get(person.indexed.casefold()))
            yield replace(person, family=_accented(person, short), ids=ids)
    for group in record.all("CA"):
        yield Credit(group)


def _accented(person: Credit, short: Credit | None) -> str:
    """Return the family name; newer exports leave its marks out in `AF`, and not in `AU`."""
    if short is None or fold_characters(short.family) != fold_characters(person.family):
        return person.family
    return short.family if person.family.isascii() else person.family


def _affiliations(record: Tagged) -> tuple[str, ...]:
    """Return the institutions that Web of Science names, else the addresses of the authors."""
    known = _MEMBER.split(record.whole("C3"))
    if any(known):
        return affiliations_of(known)
    return affiliations_of([_PLACE.sub("", part) for part in record.all("C1")])


def orcids(text: str) -> dict[str, str]:
    """Return name -> ORCID from "Doe, Jane/0000-0002-1825-0097; …"."""
    pairs = (part.rpartition("/") for part in _MEMBER.split(" ".join(text.split())))
    return {credit(name).indexed.casefold(): number for name, _, number in pairs if name}


def reference(text: str) -> Reference:
    """Return a cited reference: "Doe J, 2015, J KITES, V3, P1, DOI 10.1/x". It has no title."""
    found, year, arxiv = _DOIS.search(text), _CITED_YEAR.search(text), _ARXIV.search(text)
    dois = re.split(r",\s*", found["one"] or found["several"]) if found else []
    pairs = [("arxiv", arxiv[1] if arxiv else None), *(("doi", part) for part in dois)]
    return Reference(known_ids(pairs), "", int(year[1]) if year else None)
