"""MEDLINE's tagged text (`PMID- …`), as PubMed saves it (.nbib)."""

import re
from collections.abc import Iterable, Iterator, Mapping

from graphkit.ingest.person import author_ids, credit, initials_last
from graphkit.ingest.records import (
    isbns_of,
    issns_of,
    issued,
    language_of,
    make_paper,
    page_range,
    text_of,
    texts_of,
)
from graphkit.ingest.tagged import Layout, Tagged, kinds, read_tagged
from graphkit.ingest.text import Line
from graphkit.model import Paper, Refusal, Source
from graphkit.publication import Credit, Publication

TYPES: Mapping[str, str] = {
    "journal article": "article-journal",
    "review": "review",
    "letter": "article-journal",
    "editorial": "article-journal",
    "preprint": "article",
    "dataset": "dataset",
    "book": "book",
}
_LAYOUT = Layout(
    tag=re.compile(r"(?P<tag>[A-Z]{2,4}) *- (?P<value>.*)$"), first=frozenset({"PMID"})
)
_FIRST = re.compile(r"PMID- *\d")
_WITH_KIND = re.compile(r"(?P<value>.+?) \[(?P<kind>\w+)\]$")


def looks_so(lines: Iterable[str]) -> bool:
    """Tell whether a text is MEDLINE: a line begins a record with its PubMed id."""
    return any(_FIRST.match(line) for line in lines)


def read(lines: Iterable[Line], file: str) -> Iterator[Paper | Refusal]:
    """Return the paper of each record, and a refusal for each that cannot be read."""
    return read_tagged(lines, file, _LAYOUT, _paper)


def _paper(record: Tagged, source: Source) -> Paper:
    found = (_WITH_KIND.match(value) for value in record.all("AID", "LID"))
    marked = [(part["kind"], part["value"]) for part in found if part]
    title = record.whole("TI", "BTI", "TT").removesuffix(".")
    return make_paper(
        source,
        title[1:-1] if title.startswith("[") and title.endswith("]") else title,
        abstract=record.whole("AB"),
        ids=[
            ("pubmed", record.first("PMID")),
            ("pmcid", record.first("PMC")),
            *(("doi", value) for kind, value in marked if kind == "doi"),
        ],
        issued=issued(record.first("DP")),
        publication=Publication(
            type=kinds(TYPES, record.all("PT")),
            venue=text_of(record.first("JT", "TA")),
            venue_ids=issns_of(record.all("IS")),
            publisher=text_of(record.first("PB")),
            volume=text_of(record.first("VI")),
            issue=text_of(record.first("IP")),
            pages=page_range(record.first("PG")),
            language=language_of(record.first("LA")),
            isbns=isbns_of(record.all("ISBN")),
            keywords=texts_of(record.all("OT")),
            authors=tuple(_authors(record)),
        ),
    )


def _authors(record: Tagged) -> Iterator[Credit]:
    full, short = record.all("FAU"), record.all("AU")
    orcids = record.all("AUID")
    ids = [author_ids(orcid=number) for number in orcids]
    fit = ids if len(ids) == len(full or short) else [()] * len(full or short)
    for name, own in zip(full or short, fit, strict=True):
        yield credit(name, own) if full else initials_last(name, own)
    for group in record.all("CN"):
        yield Credit(group)
