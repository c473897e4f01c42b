"""Semantic Scholar: papers of the Graph API, and the files of its bulk datasets.

The bulk files `papers`, `abstracts` and `citations` tell of one paper in three places. Rows of the
latter two have no title: they are parts, which merging adds to the paper of the same corpus id.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from graphkit.ingest.identifiers import known_ids
from graphkit.ingest.person import author_ids, credit
from graphkit.ingest.records import (
    RecordError,
    affiliations_of,
    issns_of,
    issued,
    list_of,
    make_paper,
    mapping_of,
    number_of,
    page_range,
    part_of_paper,
    text_of,
)
from graphkit.model import Paper, Source
from graphkit.publication import Credit, Publication, Reference

TYPES: Mapping[str, str] = {
    "Conference": "paper-conference",
    "JournalArticle": "article-journal",
    "Review": "review",
    "Book": "book",
    "BookSection": "chapter",
    "Dataset": "dataset",
    "Study": "article-journal",
    "CaseReport": "article-journal",
    "ClinicalTrial": "article-journal",
    "MetaAnalysis": "article-journal",
    "Editorial": "article-journal",
    "LettersAndComments": "article-journal",
    "News": "article-newspaper",
}
_BOTH = 2
_NESTED = ("citedPaper", "citingPaper")


def looks_so(fields: Mapping[str, Any]) -> bool:
    """Tell whether an object is of Semantic Scholar."""
    if "citingcorpusid" in fields or any(name in fields for name in _NESTED):
        return True
    if "corpusid" in fields:
        return True
    return "paperId" in fields and any(n in fields for n in ("externalIds", "title", "authors"))


def paper_of(fields: Mapping[str, Any], source: Source) -> Paper:
    """Return the paper of an object, or the part of one. Raise RecordError where it is neither."""
    if "citingcorpusid" in fields:
        return _citation(fields, source)
    for name in _NESTED:
        if name in fields:
            return paper_of(mapping_of(fields[name]), source)
    if "corpusid" in fields and "title" not in fields:
        ids = known_ids([("s2corpus", fields["corpusid"])])
        return part_of_paper(source, ids, abstract=str(fields.get("abstract") or ""))
    return _paper(fields, source)


def _paper(fields: Mapping[str, Any], source: Source) -> Paper:
    journal, venue = mapping_of(fields.get("journal")), mapping_of(fields.get("publicationVenue"))
    kinds = list_of(fields.get("publicationTypes", fields.get("publicationtypes")))
    listed = fields.get("references")
    # "12 3" is volume and issue.
    numbers = (text_of(journal.get("volume")) or "").split()
    volume, issue = numbers if len(numbers) == _BOTH else (" ".join(numbers) or None, None)
    own = venue.get("id") or fields.get("publicationvenueid")
    venue_ids = issns_of(venue.get("issn"), venue.get("alternate_issns"))
    return make_paper(
        source,
        str(fields.get("title") or ""),
        abstract=str(fields.get("abstract") or ""),
        ids=_ids(fields),
        issued=issued(
            fields.get("publicationDate") or fields.get("publicationdate") or fields.get("year")
        ),
        publication=Publication(
            type=next((TYPES[str(kind)] for kind in kinds if str(kind) in TYPES), "document"),
            venue=text_of(venue.get("name") or fields.get("venue") or journal.get("name")),
            venue_ids=tuple(sorted({*venue_ids, *([f"s2:{own}"] if own else [])})),
            volume=volume,
            issue=issue,
            pages=page_range(journal.get("pages")),
            url=text_of(fields.get("url")),
            authors=tuple(_authors(list_of(fields.get("authors")))),
            affiliations=affiliations_of(
                *(mapping_of(a).get("affiliations") for a in list_of(fields.get("authors")))
            ),
            references=tuple(map(_reference, listed)) if isinstance(listed, list) else None,
            citation_count=number_of(fields.get("citationCount", fields.get("citationcount"))),
            reference_count=number_of(fields.get("referenceCount", fields.get("referencecount"))),
        ),
    )


def _citation(fields: Mapping[str, Any], source: Source) -> Paper:
    """Return the part of the citing paper that a row of the citations file is."""
    citing = known_ids([("s2corpus", fields.get("citingcorpusid"))])
    cited = known_ids([("s2corpus", fields.get("citedcorpusid"))])
    if not citing or not cited:
        raise RecordError("expected a citing and a cited corpus id, found one at most")
    return part_of_paper(source, citing, references=(Reference(cited),))


def _ids(fields: Mapping[str, Any]) -> Iterator[tuple[str, object]]:
    yield "s2", fields.get("paperId")
    yield "s2corpus", fields.get("corpusid") or fields.get("corpusId")
    external = mapping_of(fields.get("externalIds") or fields.get("externalids"))
    for name, value in external.items():
        scheme = _SCHEMES.get(str(name).lower())
        if scheme:
            yield scheme, value


_SCHEMES = {
    "doi": "doi",
    "arxiv": "arxiv",
    "mag": "mag",
    "acl": "acl",
    "pubmed": "pubmed",
    "pubmedcentral": "pmcid",
    "dblp": "dblp",
    "corpusid": "s2corpus",
}


def _authors(authors: list[Any]) -> Iterator[Credit]:
    for fields in map(mapping_of, authors):
        name = text_of(fields.get("name"))
        number = mapping_of(fields.get("externalIds")).get("ORCID")
        if name:
            yield credit(name, author_ids(s2=fields.get("authorId"), orcid=number))


def _reference(part: object) -> Reference:
    fields = mapping_of(part)
    title = text_of(fields.get("title")) or ""
    return Reference(known_ids(_ids(fields)), title, number_of(fields.get("year")))
