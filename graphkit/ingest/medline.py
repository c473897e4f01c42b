"""MEDLINE's tagged text (`PMID- …`), as PubMed saves it (.nbib)."""

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import takewhile

from graphkit.ingest.person import author_ids, credit, initials_last
from graphkit.ingest.records import (
    affiliations_of,
    editors_of,
    isbns_of,
    issns_of,
    issued,
    language_of,
    make_paper,
    text_of,
    texts_of,
    whole_pages,
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
    "book chapter": "chapter",
    "case reports": "article-journal",
    "clinical trial": "article-journal",
    "comment": "article-journal",
    "meta-analysis": "article-journal",
    "randomized controlled trial": "article-journal",
    "systematic review": "review",
}
_LAYOUT = Layout(
    tag=re.compile(r"(?P<tag>[A-Z]{2,4}) *- (?P<value>.*)$"),
    first=frozenset({"PMID"}),
    skipped=frozenset({"UI"}),  # which stood before PMID until 2004
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
            pages=whole_pages(record.first("PG")),
            language=language_of(record.first("LA")),
            isbns=isbns_of(record.all("ISBN")),
            keywords=texts_of([term.lstrip("*") for term in record.all("OT")]),
            authors=tuple(_authors(record)),
            editors=editors_of(map(credit, record.all("FED"))),
            affiliations=affiliations_of(record.all("AD")),
        ),
    )


def _authors(record: Tagged) -> Iterator[Credit]:
    """Yield people and groups in the order of the paper; an ORCID stands behind its author."""
    head = "FAU" if record.all("FAU") else "AU"
    listed = record.sequence(head, "CN", "AUID")
    for place, (tag, name) in enumerate(listed):
        behind = dict(reversed(list(takewhile(_is_id, listed[place + 1 :]))))
        ids = author_ids(orcid=behind.get("AUID"))
        if not name or tag == "AUID":
            continue
        if tag == "CN":
            yield Credit(name, ids=ids)
        else:
            yield credit(name, ids) if head == "FAU" else initials_last(name, ids)


def _is_id(part: tuple[str, str]) -> bool:
    return part[0] == "AUID"
