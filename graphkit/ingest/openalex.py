"""Works of OpenAlex, from its snapshot and its API, with inverted abstracts."""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any

from graphkit.ingest.identifiers import known_ids, recognise
from graphkit.ingest.person import author_ids, credit
from graphkit.ingest.records import (
    affiliations_of,
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

# `type_crossref`, else `type` -> type of CSL.
TYPES: Mapping[str, str] = {
    "journal-article": "article-journal",
    "proceedings-article": "paper-conference",
    "posted-content": "article",
    "preprint": "article",
    "book-chapter": "chapter",
    "book-part": "chapter",
    "book-section": "chapter",
    "book": "book",
    "monograph": "book",
    "edited-book": "book",
    "proceedings": "book",
    "reference-entry": "entry",
    "dissertation": "thesis",
    "report": "report",
    "dataset": "dataset",
    "review": "review",
    "article": "article-journal",
    "letter": "article-journal",
    "editorial": "article-journal",
    "standard": "standard",
    "software": "software",
}
_WORK = re.compile(r"https?://openalex\.org/w\d+", re.IGNORECASE)
_SHORT = re.compile(r"(?:https?://openalex\.org/)?([A-Za-z]\d+)$")


def looks_so(fields: Mapping[str, Any]) -> bool:
    """Tell whether an object is a work of OpenAlex."""
    if "abstract_inverted_index" in fields or "referenced_works" in fields:
        return True
    return _WORK.fullmatch(str(fields.get("id"))) is not None and "title" in fields


def paper_of(fields: Mapping[str, Any], source: Source) -> Paper:
    """Return the paper of a work. Raise RecordError where it has no title."""
    location = mapping_of(fields.get("primary_location"))
    place = mapping_of(location.get("source")) or mapping_of(fields.get("host_venue"))
    biblio = mapping_of(fields.get("biblio"))
    kinds = (fields.get("type_crossref"), fields.get("type"))
    listed = fields.get("referenced_works")
    return make_paper(
        source,
        str(fields.get("title") or fields.get("display_name") or ""),
        abstract=rebuilt(fields.get("abstract_inverted_index"))
        or str(fields.get("abstract") or ""),
        ids=_ids(fields),
        issued=issued(fields.get("publication_date") or fields.get("publication_year")),
        publication=Publication(
            type=next((TYPES[str(kind)] for kind in kinds if str(kind) in TYPES), "document"),
            venue=text_of(place.get("display_name")),
            venue_ids=tuple(
                sorted({*issns_of(place.get("issn"), place.get("issn_l")), *_own(place)})
            ),
            publisher=text_of(place.get("host_organization_name") or place.get("publisher")),
            volume=text_of(biblio.get("volume")),
            issue=text_of(biblio.get("issue")),
            pages=page_range(biblio.get("first_page"), biblio.get("last_page")),
            language=language_of(fields.get("language")),
            url=text_of(location.get("landing_page_url")),
            keywords=texts_of(
                [
                    mapping_of(k).get("display_name") or mapping_of(k).get("keyword")
                    for k in list_of(fields.get("keywords"))
                ]
            ),
            authors=tuple(_authors(list_of(fields.get("authorships")))),
            affiliations=affiliations_of(*_institutions(list_of(fields.get("authorships")))),
            references=tuple(map(_reference, map(str, listed)))
            if isinstance(listed, list)
            else None,
            citation_count=number_of(fields.get("cited_by_count")),
            reference_count=number_of(fields.get("referenced_works_count")),
        ),
    )


def rebuilt(index: object) -> str:
    """Return the text of an inverted index: word -> its places, from 0."""
    if not isinstance(index, dict):
        return ""
    if set(index) == {"IndexLength", "InvertedIndex"}:  # as Microsoft Academic wrapped it
        return rebuilt(index["InvertedIndex"])
    places = [
        (place, str(word))
        for word, found in index.items()
        for place in (found if isinstance(found, list) else ())
        if isinstance(place, int)
    ]
    return " ".join(word for _, word in sorted(places))


@lru_cache(maxsize=2**15)
def _reference(work: str) -> Reference:
    """Return the reference to a work; one object serves all who cite it."""
    return Reference(known_ids([("openalex", work)]))


def _ids(fields: Mapping[str, Any]) -> Iterator[tuple[str, object]]:
    ids = mapping_of(fields.get("ids"))
    yield "openalex", fields.get("id") or ids.get("openalex")
    yield "doi", fields.get("doi") or ids.get("doi")
    yield "pubmed", ids.get("pmid")
    yield "pmcid", ids.get("pmcid")
    yield "mag", ids.get("mag")
    for location in (fields.get("primary_location"), *list_of(fields.get("locations"))):
        address = mapping_of(location).get("landing_page_url")
        found = recognise(address) if isinstance(address, str) else None
        if found and found.startswith("arxiv:"):
            yield "arxiv", found.removeprefix("arxiv:")


def _own(place: Mapping[str, Any]) -> Iterator[str]:
    found = _SHORT.search(str(place.get("id") or ""))
    if found:
        yield f"openalex:{found[1].upper()}"


def _institutions(authorships: Iterable[object]) -> Iterator[object]:
    for part in map(mapping_of, authorships):
        for place in list_of(part.get("institutions")):
            yield mapping_of(place).get("display_name")


def _authors(authorships: Iterable[object]) -> Iterator[Credit]:
    for part in map(mapping_of, authorships):
        author = mapping_of(part.get("author"))
        own = _SHORT.search(str(author.get("id") or ""))
        ids = author_ids(orcid=author.get("orcid"), openalex=own[1].upper() if own else None)
        name = text_of(author.get("display_name")) or text_of(part.get("raw_author_name"))
        if name:
            yield credit(name, ids)
