"""Refer, as EndNote exports and imports it (`.enw`), and the ACL Anthology offers it.

A line begins with a percent sign and a letter; records are parted by blank lines, or begin with
`%0`. What the letters mean is in EndNote's help, "EndNote import": `%J` is the journal, `%B` the
book or the proceedings, `%S` a series, `%@` ISSN or ISBN, `%R` the DOI, `%8` the date.
"""

import re
from collections.abc import Iterable, Iterator

from graphkit.ingest import preprint
from graphkit.ingest.endnote import EDITED, TYPES
from graphkit.ingest.identifiers import ids_in
from graphkit.ingest.person import credit
from graphkit.ingest.preprint import arxiv_ids, is_arxiv
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
from graphkit.ingest.tagged import Layout, Tagged, read_tagged
from graphkit.ingest.text import Line
from graphkit.model import Paper, Refusal, Source
from graphkit.publication import Publication

_LAYOUT = Layout(
    tag=re.compile(r"(?P<tag>%[A-Z0-9@!#$&^+<>()?=~\[\]*])(?: (?P<value>.*)|(?P<none>)$)"),
    first=frozenset({"%0"}),
    lists=frozenset({"%K"}),
    blank_ends=True,
)
_FIRST = re.compile(r"%[0AT] \S")
_TAG = re.compile(r"%[A-Z0-9@!] \S")
_LEAST_TAGS = 3


def looks_so(lines: Iterable[str]) -> bool:
    """Tell whether a text is in Refer's form: it begins with a type, an author or a title."""
    first = next(iter(lines), "")
    tags = sum(_TAG.match(line) is not None for line in lines)
    return _FIRST.match(first) is not None and tags >= _LEAST_TAGS


def read(lines: Iterable[Line], file: str) -> Iterator[Paper | Refusal]:
    """Return the paper of each record, and a refusal for each that cannot be read."""
    return read_tagged(lines, file, _LAYOUT, _paper)


def _paper(record: Tagged, source: Source) -> Paper:
    kind = (record.first("%0") or "").lower()
    people, editors = record.all("%A"), record.all("%E")
    if kind == EDITED:
        people, editors = [], [*people, *editors]
    numbers = record.all("%@")
    venue = record.first("%J", "%B", "%S")
    in_arxiv = is_arxiv(venue)
    return make_paper(
        source,
        record.first("%T") or "",
        abstract=record.whole("%X"),
        ids=_ids(record),
        issued=issued(record.first("%D"), record.first("%8")),
        publication=Publication(
            type="article" if in_arxiv else TYPES.get(kind, "document"),
            venue=preprint.NAME if in_arxiv else text_of(venue),
            venue_ids=issns_of(numbers),
            publisher=text_of(record.first("%I")),
            volume=text_of(record.first("%V")),
            issue=text_of(record.first("%N")),
            pages=whole_pages(record.first("%P")),
            language=language_of(record.first("%G")),
            url=text_of(record.first("%U")),
            isbns=isbns_of(numbers),
            keywords=texts_of(record.all("%K")),
            authors=tuple(credit(name) for name in people),
            editors=editors_of(map(credit, editors)),
            affiliations=affiliations_of(record.all("%+")),
        ),
    )


def _ids(record: Tagged) -> Iterator[tuple[str, object]]:
    yield "doi", record.first("%R")
    yield from ids_in(record.all("%U", "%R", "%M"))
    yield from arxiv_ids(record.all("%J"))
