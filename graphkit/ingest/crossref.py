"""Works of Crossref, from its API and its data files, with their reference lists."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from graphkit.ingest.csl import credits_of, date_of
from graphkit.ingest.identifiers import known_ids
from graphkit.ingest.openalex import TYPES
from graphkit.ingest.records import (
    UNKNOWN,
    affiliations_of,
    editors_of,
    isbns_of,
    issns_of,
    language_of,
    list_of,
    make_paper,
    mapping_of,
    number_of,
    page_range,
    text_of,
    texts_of,
)
from graphkit.model import Paper, Source
from graphkit.publication import Publication, Reference

_DATES = ("published-print", "published-online", "published", "issued", "created")
_DOI = re.compile(r"10\.\d{4,9}/[^\s,;]+")
_OWN = (
    "indexed",
    "reference-count",
    "references-count",
    "is-referenced-by-count",
    "member",
    "prefix",
)


def looks_so(fields: Mapping[str, Any]) -> bool:
    """Tell whether an object is a work of Crossref: a DOI, and what only Crossref adds."""
    return "DOI" in fields and (
        isinstance(fields.get("title"), list) or sum(name in fields for name in _OWN) > 1
    )


def paper_of(fields: Mapping[str, Any], source: Source) -> Paper:
    """Return the paper of a work. Raise RecordError where it has no title."""
    listed = fields.get("reference")
    dates = (date_of(fields.get(name)) for name in _DATES)
    known = [date for date in dates if date.year is not None]
    relations = mapping_of(fields.get("relation"))
    return make_paper(
        source,
        _title(fields),
        abstract=str(fields.get("abstract") or ""),
        ids=[("doi", fields.get("DOI")), *_preprints(fields, relations)],
        issued=next((date for date in known if date.date), next(iter(known), UNKNOWN)),
        publication=Publication(
            type=TYPES.get(str(fields.get("type")), "document"),
            venue=_venue(fields),
            venue_ids=() if _in_series(fields) else issns_of(fields.get("ISSN")),
            publisher=text_of(fields.get("publisher")),
            volume=text_of(fields.get("volume")),
            issue=text_of(fields.get("issue")),
            pages=page_range(fields.get("page") or fields.get("article-number")),
            language=language_of(fields.get("language")),
            url=text_of(fields.get("URL")),
            isbns=isbns_of(fields.get("ISBN")),
            keywords=texts_of(fields.get("subject")) if fields.get("subject") else (),
            authors=tuple(credits_of(list_of(fields.get("author")))),
            editors=editors_of(credits_of(list_of(fields.get("editor")))),
            affiliations=affiliations_of(
                *(
                    mapping_of(place).get("name")
                    for author in map(mapping_of, list_of(fields.get("author")))
                    for place in list_of(author.get("affiliation"))
                )
            ),
            references=tuple(map(_reference, listed)) if isinstance(listed, list) else None,
            citation_count=number_of(fields.get("is-referenced-by-count")),
            reference_count=number_of(
                fields.get("references-count", fields.get("reference-count"))
            ),
        ),
    )


def _title(fields: Mapping[str, Any]) -> str:
    title = next(iter(texts_of(fields.get("title"))), "")
    subtitle = next(iter(texts_of(fields.get("subtitle"))), "")
    if not title or not subtitle or subtitle.casefold() in title.casefold():
        return title
    return f"{title}{'' if title[-1] in '.:?!' else ':'} {subtitle}"


def _venue(fields: Mapping[str, Any]) -> str | None:
    """Return journal or book; of a chapter the series stands before the book."""
    names = texts_of(fields.get("container-title"))
    return names[-1 if _in_series(fields) else 0] if names else None


def _in_series(fields: Mapping[str, Any]) -> bool:
    """Tell whether a chapter names series and book; the ISSN is then the series'."""
    is_part = str(fields.get("type")) in {"book-chapter", "book-part", "book-section"}
    return is_part and len(texts_of(fields.get("container-title"))) > 1


def _preprints(
    fields: Mapping[str, Any], relations: Mapping[str, Any]
) -> Iterator[tuple[str, object]]:
    """Yield the arXiv id that a work says it was a preprint under."""
    for alternative in list_of(fields.get("alternative-id")):
        if str(alternative).lower().startswith("arxiv:"):
            yield "arxiv", alternative
    for part in map(mapping_of, list_of(relations.get("has-preprint"))):
        if str(part.get("id-type")).lower() == "arxiv":
            yield "arxiv", part.get("id")


def _reference(part: object) -> Reference:
    fields = mapping_of(part)
    year = number_of(str(fields.get("year") or "")[:4])
    title = text_of(fields.get("article-title")) or text_of(fields.get("volume-title"))
    doi = fields.get("DOI") or _DOI.search(str(fields.get("unstructured") or ""))
    return Reference(
        known_ids([("doi", doi if isinstance(doi, str) else doi and doi[0])]), title or "", year
    )
