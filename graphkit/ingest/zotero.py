"""Zotero's own JSON: items of its API (`{"key", "data"}`) and of Better BibTeX's JSON export.

Notes, files and annotations hang on items: they are no papers and are passed over. The fields of an
item's type are those of Zotero's schema; where it appeared has another name for each.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from graphkit.ingest.identifiers import ids_in
from graphkit.ingest.person import parted
from graphkit.ingest.records import (
    editors_of,
    first_text,
    ids_in_notes,
    isbns_of,
    issns_of,
    issued,
    language_of,
    list_of,
    make_paper,
    mapping_of,
    page_range,
    text_of,
    texts_of,
)
from graphkit.model import Paper, Source
from graphkit.publication import Credit, Publication

TYPES: Mapping[str, str] = {
    "journalArticle": "article-journal",
    "magazineArticle": "article-magazine",
    "newspaperArticle": "article-newspaper",
    "conferencePaper": "paper-conference",
    "bookSection": "chapter",
    "encyclopediaArticle": "entry-encyclopedia",
    "dictionaryEntry": "entry-dictionary",
    "book": "book",
    "thesis": "thesis",
    "report": "report",
    "preprint": "article",
    "manuscript": "manuscript",
    "webpage": "webpage",
    "blogPost": "post-weblog",
    "forumPost": "post",
    "dataset": "dataset",
    "computerProgram": "software",
    "patent": "patent",
    "presentation": "speech",
    "standard": "standard",
}
_NO_PAPERS = frozenset({"attachment", "note", "annotation"})
_VENUES = (
    *("publicationTitle", "proceedingsTitle", "bookTitle", "encyclopediaTitle", "dictionaryTitle"),
    *("websiteTitle", "blogTitle", "forumTitle", "conferenceName", "meetingName"),
)
_PUBLISHERS = ("publisher", "university", "institution", "repository", "company")
_AUTHORS = frozenset(
    {"author", "inventor", "programmer", "presenter", "artist", "director", "podcaster"}
)


def looks_so(fields: Mapping[str, Any]) -> bool:
    """Tell whether an object is an item of Zotero."""
    return isinstance(_data(fields).get("itemType"), str)


def is_no_paper(fields: Mapping[str, Any]) -> bool:
    """Tell whether an object is a note, a file or an annotation."""
    return _data(fields).get("itemType") in _NO_PAPERS


def paper_of(fields: Mapping[str, Any], source: Source) -> Paper:
    """Return the paper of an item. Raise RecordError where it has neither title nor id."""
    data = _data(fields)
    creators = [mapping_of(part) for part in list_of(data.get("creators"))]
    # Better BibTeX writes Zotero's sorting date in front of the printed one.
    date = str(data.get("date") or "").split(" ")
    return make_paper(
        source,
        str(data.get("title") or data.get("nameOfAct") or ""),
        abstract=str(data.get("abstractNote") or ""),
        ids=_ids(data),
        issued=issued(date[0] if date[0].count("-") == 2 else " ".join(date)),  # noqa: PLR2004 - year, month, day
        publication=Publication(
            type=TYPES.get(str(data["itemType"]), "document"),
            venue=first_text(data, *_VENUES),
            venue_ids=issns_of(data.get("ISSN")),
            publisher=first_text(data, *_PUBLISHERS),
            volume=text_of(data.get("volume")),
            issue=text_of(data.get("issue")),
            pages=page_range(data.get("pages")),
            language=language_of(data.get("language")),
            url=text_of(data.get("url")),
            isbns=isbns_of(data.get("ISBN")),
            keywords=texts_of([mapping_of(tag).get("tag") for tag in list_of(data.get("tags"))]),
            authors=tuple(_people(creators, _AUTHORS)),
            editors=editors_of(_people(creators, frozenset({"editor"}))),
        ),
    )


def _data(fields: Mapping[str, Any]) -> Mapping[str, Any]:
    return mapping_of(fields.get("data")) or fields


def _people(creators: list[Mapping[str, Any]], roles: frozenset[str]) -> Iterator[Credit]:
    for part in creators:
        if part.get("creatorType", "author") not in roles:
            continue
        family, given = text_of(part.get("lastName")), text_of(part.get("firstName"))
        whole = text_of(part.get("name"))
        if family:
            yield parted(family, given)
        elif whole or given:
            yield Credit(whole or given or "")


def _ids(data: Mapping[str, Any]) -> Iterator[tuple[str, object]]:
    yield "doi", data.get("DOI")
    yield "pubmed", data.get("PMID")
    yield "pmcid", data.get("PMCID")
    yield from ids_in_notes(data.get("extra"))
    yield from ids_in(data.get(name) for name in ("archiveID", "url", "reportNumber"))
