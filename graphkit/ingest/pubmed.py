"""PubMed and MEDLINE XML: efetch, the yearly baseline, the daily updates."""

import re
from collections.abc import Iterator, Mapping
from typing import TextIO
from xml.etree.ElementTree import Element

from graphkit.ingest.elements import first_in, read_pieces, text_in, texts_in
from graphkit.ingest.identifiers import known_ids
from graphkit.ingest.medline import TYPES
from graphkit.ingest.person import author_ids, parted
from graphkit.ingest.records import (
    Issued,
    RecordError,
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
from graphkit.ingest.tagged import kinds
from graphkit.model import Paper, Refusal, Source
from graphkit.publication import Credit, Publication, Reference

RECORDS = frozenset({"PubmedArticle", "MedlineCitation", "PubmedBookArticle"})
_SCHEMES: Mapping[str, str] = {"doi": "doi", "pubmed": "pubmed", "pmc": "pmcid", "pmcid": "pmcid"}
_CITED_YEAR = re.compile(r"\b(1[89]\d\d|20\d\d)\b")


def read(stream: TextIO, file: str) -> Iterator[Paper | Refusal]:
    """Return the paper of each article, and a refusal for each that cannot be read."""
    return read_pieces(stream, file, RECORDS, _paper)


def _paper(record: Element, source: Source) -> Paper:
    citation = record if record.tag == "MedlineCitation" else record.find("MedlineCitation")
    if record.tag == "PubmedBookArticle":
        citation = record.find("BookDocument")
    if citation is None:
        raise RecordError("expected a MedlineCitation, found none")
    article = citation.find("Article")
    article = citation if article is None else article
    journal = article.find("Journal")
    listed = record.find("PubmedData/ReferenceList")
    return make_paper(
        source,
        _title(article),
        abstract=_abstract(article),
        ids=_ids(citation, record),
        issued=_issued(article, citation),
        publication=Publication(
            type=_type(record, article),
            venue=first_in(article, "Journal/Title", "Journal/ISOAbbreviation", "Book/BookTitle"),
            venue_ids=issns_of(
                *texts_in(article, "Journal/ISSN"), *texts_in(citation, ".//ISSNLinking")
            ),
            publisher=first_in(article, "Book/Publisher/PublisherName"),
            volume=first_in(journal, "JournalIssue/Volume"),
            issue=first_in(journal, "JournalIssue/Issue"),
            pages=whole_pages(
                first_in(article, "Pagination/MedlinePgn", "ELocationID[@EIdType='pii']")
            ),
            language=language_of(first_in(article, "Language")),
            isbns=isbns_of(*texts_in(article, "Book/Isbn")),
            keywords=texts_of(list(texts_in(citation, "KeywordList/Keyword"))),
            authors=tuple(_people(article, "authors")),
            editors=editors_of(
                [*_people(article, "editors"), *_people(article, "editors", "Book/")]
            ),
            affiliations=affiliations_of(
                *texts_in(article, "AuthorList/Author/AffiliationInfo/Affiliation")
            ),
            references=tuple(_references(record)) if listed is not None else None,
        ),
    )


def _type(record: Element, article: Element) -> str:
    found = kinds(TYPES, texts_in(article, "PublicationTypeList/PublicationType"))
    return "chapter" if record.tag == "PubmedBookArticle" and found == "document" else found


def _title(article: Element) -> str:
    title = first_in(article, "ArticleTitle", "VernacularTitle") or ""
    bare = title.removesuffix(".") if not title.endswith("..") else title
    return bare[1:-1] if bare.startswith("[") and bare.endswith("]") else bare  # translated


def _abstract(article: Element) -> str:
    parts = []
    for part in article.iterfind("Abstract/AbstractText"):
        text, label = " ".join(text_in(part).split()), part.get("Label")
        if text:
            parts.append(f"{label}: {text}" if label and label != "UNLABELLED" else text)
    return " ".join(parts)


def _issued(article: Element, citation: Element) -> Issued:
    printed = article.find("Journal/JournalIssue/PubDate")
    electronic = article.find("ArticleDate")
    found = []
    for date in (printed, electronic, article.find("Book/PubDate"), citation.find("DateCompleted")):
        if date is not None:
            parts = [date.findtext(name) for name in ("Year", "Month", "Day")]
            found.append(issued(*(parts if any(parts) else [date.findtext("MedlineDate")])))
    whole = [date for date in found[:2] if date.date]
    return next(iter(whole), next((d for d in found if d.year), Issued()))


def _ids(citation: Element, record: Element) -> Iterator[tuple[str, object]]:
    yield "pubmed", citation.findtext("PMID")
    # Only the article's own list: those of its references stand deeper.
    for part in record.iterfind("PubmedData/ArticleIdList/ArticleId"):
        yield from _typed(part.get("IdType"), text_in(part))
    for part in citation.iterfind("ArticleIdList/ArticleId"):
        yield from _typed(part.get("IdType"), text_in(part))
    for part in citation.iterfind("Article/ELocationID"):
        if part.get("ValidYN", "Y") == "Y":
            yield from _typed(part.get("EIdType"), text_in(part))


def _typed(kind: str | None, value: str) -> Iterator[tuple[str, object]]:
    scheme = _SCHEMES.get((kind or "").lower())
    if scheme:
        yield scheme, value


def _people(article: Element, kind: str, place: str = "") -> Iterator[Credit]:
    """Yield the authors or the editors; a list that does not say whose it is has authors."""
    lists = article.iterfind(f"{place}AuthorList")
    for part in (one for found in lists if found.get("Type", "authors") == kind for one in found):
        numbers = (i.text for i in part.iterfind("Identifier") if i.get("Source") == "ORCID")
        ids = author_ids(orcid=next(numbers, None))
        family = text_of(part.findtext("LastName"))
        group = text_of(text_in(part.find("CollectiveName")))
        if family:
            given = text_of(part.findtext("ForeName")) or text_of(part.findtext("Initials"))
            yield parted(family, given, ids, text_of(part.findtext("Suffix")))
        elif group:
            yield Credit(group, ids=ids)


def _references(record: Element) -> Iterator[Reference]:
    for part in record.iterfind("PubmedData/ReferenceList//Reference"):
        ids = known_ids(
            pair
            for own in part.iterfind("ArticleIdList/ArticleId")
            for pair in _typed(own.get("IdType"), text_in(own))
        )
        cited = text_in(part.find("Citation"))
        year = _CITED_YEAR.search(cited)
        yield Reference(ids, "", int(year[1]) if year else None)
