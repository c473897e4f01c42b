"""Scholarly works of The Lens, as its API and its JSON Lines export have them.

Their references are ids of The Lens alone, so they are found among its own works.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from graphkit.ingest.identifiers import known_ids
from graphkit.ingest.person import author_ids, parted
from graphkit.ingest.records import (
    affiliations_of,
    isbns_of,
    issns_of,
    issued,
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
from graphkit.publication import Credit, Publication, Reference

TYPES: Mapping[str, str] = {
    "journal article": "article-journal",
    "conference proceedings article": "paper-conference",
    "conference proceedings": "book",
    "book chapter": "chapter",
    "book": "book",
    "dissertation": "thesis",
    "preprint": "article",
    "report": "report",
    "dataset": "dataset",
    "review": "review",
    "letter": "article-journal",
    "editorial": "article-journal",
    "clinical study": "article-journal",
    "standard": "standard",
}
_SCHEMES = {
    "doi": "doi",
    "pmid": "pubmed",
    "pmcid": "pmcid",
    "openalex": "openalex",
    "magid": "mag",
}


def looks_so(fields: Mapping[str, Any]) -> bool:
    """Tell whether an object is a work of The Lens."""
    return "lens_id" in fields


def paper_of(fields: Mapping[str, Any], source: Source) -> Paper:
    """Return the paper of a work. Raise RecordError where it has neither title nor id."""
    place = mapping_of(fields.get("source"))
    people = [mapping_of(part) for part in list_of(fields.get("authors"))]
    addresses = [mapping_of(part).get("url") for part in list_of(fields.get("source_urls"))]
    return make_paper(
        source,
        str(fields.get("title") or ""),
        abstract=str(fields.get("abstract") or ""),
        ids=_ids(fields),
        issued=issued(str(fields.get("date_published") or fields.get("year_published") or "")[:10]),
        publication=Publication(
            type=TYPES.get(str(fields.get("publication_type")).replace("_", " "), "document"),
            venue=text_of(place.get("title")),
            venue_ids=issns_of(*(mapping_of(n).get("value") for n in list_of(place.get("issn")))),
            publisher=text_of(place.get("publisher")),
            volume=text_of(fields.get("volume")),
            issue=text_of(fields.get("issue")),
            pages=page_range(fields.get("start_page"), fields.get("end_page")),
            language=language_of(next(iter(list_of(fields.get("languages"))), None)),
            url=next(iter(texts_of(addresses)), None),
            isbns=isbns_of(*(mapping_of(n).get("value") for n in list_of(place.get("isbn")))),
            keywords=texts_of(list_of(fields.get("keywords"))),
            authors=tuple(_authors(people)),
            affiliations=affiliations_of(
                *(
                    mapping_of(where).get("name")
                    for person in people
                    for where in list_of(person.get("affiliations"))
                )
            ),
            references=_references(fields.get("references")),
            citation_count=number_of(fields.get("scholarly_citations_count")),
            reference_count=number_of(fields.get("references_count")),
        ),
    )


def _references(listed: object) -> tuple[Reference, ...] | None:
    """Return the references, which The Lens names by its own ids, None where none are listed."""
    if not isinstance(listed, list):
        return None
    return tuple(Reference(known_ids([("lens", mapping_of(p).get("lens_id"))])) for p in listed)


def _ids(fields: Mapping[str, Any]) -> Iterator[tuple[str, object]]:
    yield "lens", fields.get("lens_id")
    for part in map(mapping_of, list_of(fields.get("external_ids"))):
        scheme = _SCHEMES.get(str(part.get("type")).lower())
        if scheme:
            yield scheme, part.get("value")


def _authors(people: list[Mapping[str, Any]]) -> Iterator[Credit]:
    for part in people:
        numbers = {str(i.get("type")).lower(): i.get("value") for i in _own_ids(part)}
        ids = author_ids(orcid=numbers.get("orcid"))
        family, given = text_of(part.get("last_name")), text_of(part.get("first_name"))
        group = text_of(part.get("collective_name"))
        if family:
            yield parted(family, given or text_of(part.get("initials")), ids)
        elif group or given:
            yield Credit(group or given or "", ids=ids)


def _own_ids(part: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    return map(mapping_of, list_of(part.get("ids")))
