"""CSL-JSON, as Zotero, Mendeley, citation-js and doi.org give it."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from graphkit.ingest import openalex
from graphkit.ingest.identifiers import ids_in
from graphkit.ingest.person import author_ids, parted
from graphkit.ingest.records import (
    UNKNOWN,
    Issued,
    editors_of,
    ids_in_notes,
    isbns_of,
    issns_of,
    issued,
    language_of,
    list_of,
    make_paper,
    mapping_of,
    page_range,
    split_keywords,
    text_of,
    texts_of,
)
from graphkit.model import Paper, Source
from graphkit.publication import Credit, Publication

TYPES = frozenset(
    {"article", "article-journal", "article-magazine", "article-newspaper", "bill", "book"}
    | {"broadcast", "chapter", "classic", "collection", "dataset", "document", "entry"}
    | {"entry-dictionary", "entry-encyclopedia", "event", "figure", "graphic", "hearing"}
    | {"interview", "legal_case", "legislation", "manuscript", "map", "motion_picture"}
    | {"musical_score", "pamphlet", "paper-conference", "patent", "performance", "periodical"}
    | {"personal_communication", "post", "post-weblog", "regulation", "report", "review"}
    | {"review-book", "software", "song", "speech", "standard", "thesis", "treaty", "webpage"}
)
# All that an item has of which little is known; our own JSON Lines have no `id` beside a `type`.
_SPARSE = frozenset(
    {"id", "type", "title", "note", "keyword", "language", "ISBN", "ISSN", "issue", "PMID", "PMCID"}
)
_NAMES = (
    "author",
    "editor",
    "issued",
    "container-title",
    "DOI",
    "publisher",
    "abstract",
    "URL",
    "page",
    "volume",
)


def looks_so(fields: Mapping[str, Any]) -> bool:
    """Tell whether an object is an item of CSL: its type and names are, or its date is.

    doi.org states types of Crossref ("journal-article").
    """
    if isinstance(fields.get("title"), list):
        return False
    if "date-parts" in mapping_of(fields.get("issued")):
        return True
    return (
        str(fields.get("type")) in TYPES
        and (any(name in fields for name in _NAMES) or fields.keys() <= _SPARSE)
        and not ("authors" in fields and "author" not in fields)
    )


def paper_of(fields: Mapping[str, Any], source: Source) -> Paper:
    """Return the paper of an item. Raise RecordError where it has neither title nor id."""
    return make_paper(
        source,
        str(fields.get("title") or ""),
        abstract=str(fields.get("abstract") or ""),
        ids=_ids(fields),
        issued=date_of(fields.get("issued")),
        publication=Publication(
            type=_type(str(fields.get("type"))),
            venue=next(iter(texts_of(fields.get("container-title"))), None),
            venue_ids=issns_of(fields.get("ISSN")),
            publisher=text_of(fields.get("publisher")),
            volume=text_of(fields.get("volume")),
            issue=text_of(fields.get("issue")),
            pages=page_range(fields.get("page")),
            language=language_of(fields.get("language")),
            url=text_of(fields.get("URL")),
            isbns=isbns_of(fields.get("ISBN")),
            keywords=split_keywords(fields.get("keyword")),
            authors=tuple(credits_of(list_of(fields.get("author")))),
            editors=editors_of(credits_of(list_of(fields.get("editor")))),
        ),
    )


def _type(stated: str) -> str:
    return stated if stated in TYPES else openalex.TYPES.get(stated, "document")


def date_of(value: object) -> Issued:
    """Read a date of CSL or Crossref: `date-parts`, else the text in `raw` or `literal`."""
    fields = mapping_of(value)
    parts = list_of(fields.get("date-parts"))
    first = list_of(parts[0]) if parts else []
    if first and first[0]:
        return issued("-".join(f"{part:0>2}" for part in map(str, first[:3]) if part))
    text = fields.get("raw") or fields.get("literal") or (value if isinstance(value, str) else None)
    return issued(text) if text else UNKNOWN


def credits_of(names: Iterable[object]) -> Iterator[Credit]:
    """Yield the authors of CSL or Crossref; one without a name is passed over."""
    for fields in map(mapping_of, names):
        ids = author_ids(orcid=fields.get("ORCID") or fields.get("orcid"))
        family, given = text_of(fields.get("family")), text_of(fields.get("given"))
        whole = text_of(fields.get("literal")) or text_of(fields.get("name"))
        particles = (fields.get("dropping-particle"), fields.get("non-dropping-particle"))
        particle = " ".join(filter(None, map(text_of, particles)))
        suffix = text_of(fields.get("suffix"))
        if family and particle:
            yield Credit(family, given or "", particle, suffix or "", ids)
        elif family:
            yield parted(family, given, ids, suffix)
        elif whole or given:
            yield Credit(whole or given or "", ids=ids)


def _ids(fields: Mapping[str, Any]) -> Iterator[tuple[str, object]]:
    yield "doi", fields.get("DOI")
    yield "pubmed", fields.get("PMID")
    yield "pmcid", fields.get("PMCID")
    yield from ids_in_notes(fields.get("note"))
    yield from ids_in(fields.get(name) for name in ("URL", "number", "id", "archive_location"))
