"""EndNote's XML: `<xml><records><record>`, with styled text inside most fields."""

from collections.abc import Iterator, Mapping
from typing import TextIO
from xml.etree.ElementTree import Element

from graphkit.ingest.elements import first_in, read_pieces, text_in, texts_in
from graphkit.ingest.identifiers import ids_in
from graphkit.ingest.person import credit
from graphkit.ingest.records import (
    affiliations_of,
    editors_of,
    isbns_of,
    issns_of,
    issued,
    language_of,
    make_paper,
    texts_of,
    whole_pages,
)
from graphkit.model import Paper, Refusal, Source
from graphkit.publication import Publication

RECORDS = frozenset({"record", "RECORD"})
EDITED = "edited book"  # its authors are editors
TYPES: Mapping[str, str] = {
    "journal article": "article-journal",
    "electronic article": "article-journal",
    "conference paper": "paper-conference",
    "conference proceedings": "paper-conference",
    "book section": "chapter",
    "electronic book section": "chapter",
    "book": "book",
    "electronic book": "book",
    "edited book": "book",
    "thesis": "thesis",
    "report": "report",
    "web page": "webpage",
    "dataset": "dataset",
    "computer program": "software",
    "patent": "patent",
    "unpublished work": "manuscript",
    "magazine article": "article-magazine",
    "newspaper article": "article-newspaper",
}


def read(stream: TextIO, file: str) -> Iterator[Paper | Refusal]:
    """Return the paper of each record, and a refusal for each that cannot be read."""
    return read_pieces(stream, file, RECORDS, _paper)


def _paper(record: Element, source: Source) -> Paper:
    if record.tag == "RECORD":
        return _old_paper(record, source)
    kind = record.find("ref-type")
    name = (kind.get("name") or "").lower() if kind is not None else ""
    people = tuple(map(credit, texts_in(record, "contributors/authors/author")))
    editors = map(credit, texts_in(record, "contributors/secondary-authors/author"))
    dates = [first_in(record, path) for path in ("dates/pub-dates/date", "dates/year")]
    return make_paper(
        source,
        first_in(record, "titles/title") or "",
        abstract=first_in(record, "abstract") or "",
        ids=_ids(record),
        issued=issued(dates[1], dates[0]),
        publication=Publication(
            type=TYPES.get(name, "document"),
            venue=first_in(
                record,
                "titles/secondary-title",
                "periodical/full-title",
                "alt-periodical/full-title",
            ),
            venue_ids=issns_of(*texts_in(record, "isbn")),
            publisher=first_in(record, "publisher"),
            volume=first_in(record, "volume"),
            issue=first_in(record, "number"),
            pages=whole_pages(first_in(record, "pages")),
            language=language_of(first_in(record, "language")),
            url=first_in(record, "urls/related-urls/url", "urls/web-urls/url"),
            isbns=isbns_of(*texts_in(record, "isbn")),
            keywords=texts_of(list(texts_in(record, "keywords/keyword"))),
            authors=() if name == EDITED else people,
            editors=editors_of([*(people if name == EDITED else ()), *editors]),
            affiliations=affiliations_of(*_lines(record, "auth-address")),
        ),
    )


# The numbers of types until EndNote 7.
_OLD_TYPES: Mapping[str, str] = {
    "0": "article-journal",
    "1": "book",
    "2": "thesis",
    "3": "paper-conference",
    "5": "article-newspaper",
    "6": "software",
    "7": "chapter",
    "8": "article-magazine",
    "9": "book",
    "10": "report",
    "16": "webpage",
    "47": "paper-conference",
}


def _old_paper(record: Element, source: Source) -> Paper:
    """Return the paper of a record as EndNote wrote them until its version 7, and JabRef does."""
    numbers = list(texts_in(record, "ISBN"))
    return make_paper(
        source,
        first_in(record, "TITLE") or "",
        abstract=first_in(record, "ABSTRACT") or "",
        ids=ids_in(texts_in(record, "URL")),
        issued=issued(first_in(record, "YEAR"), first_in(record, "DATE")),
        publication=Publication(
            type=_OLD_TYPES.get(first_in(record, "REFERENCE_TYPE") or "", "document"),
            venue=first_in(record, "SECONDARY_TITLE"),
            venue_ids=issns_of(*numbers),
            publisher=first_in(record, "PUBLISHER"),
            volume=first_in(record, "VOLUME"),
            issue=first_in(record, "NUMBER"),
            pages=whole_pages(first_in(record, "PAGES")),
            url=first_in(record, "URL"),
            isbns=isbns_of(*numbers),
            keywords=texts_of(list(texts_in(record, "KEYWORDS/KEYWORD"))),
            authors=tuple(map(credit, texts_in(record, "AUTHORS/AUTHOR"))),
            editors=editors_of(map(credit, texts_in(record, "SECONDARY_AUTHORS/SECONDARY_AUTHOR"))),
            affiliations=affiliations_of(*_lines(record, "AUTHOR_ADDRESS")),
        ),
    )


def _lines(record: Element, path: str) -> list[str]:
    """Return the lines of a field; EndNote parts them by carriage returns."""
    return [line for found in record.iterfind(path) for line in text_in(found).splitlines()]


def _ids(record: Element) -> Iterator[tuple[str, object]]:
    # PubMed's connection files write the publisher's number behind the DOI.
    yield from (
        ("doi", part) for part in (first_in(record, "electronic-resource-num") or "").split()
    )
    yield "pmcid", first_in(record, "custom2")
    if "pubmed" in (first_in(record, "remote-database-name") or "").lower() or _is_medline(record):
        yield "pubmed", first_in(record, "accession-num")
    yield from ids_in([*texts_in(record, "urls//url"), *texts_in(record, "urls-x//url")])


def _is_medline(record: Element) -> bool:
    return "nlm" in (first_in(record, "remote-database-provider") or "").lower()
