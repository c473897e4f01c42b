"""The cells of a row of a table to a paper, by what they hold."""

import re
from collections.abc import Iterator, Mapping, Sequence

from graphkit.ingest import cited, preprint, wos
from graphkit.ingest.identifiers import ids_in
from graphkit.ingest.person import author_ids, credit, initials_last, split_names, unglued
from graphkit.ingest.preprint import arxiv_ids, is_arxiv, without_arxiv
from graphkit.ingest.records import (
    affiliations_of,
    editors_of,
    ids_in_notes,
    isbns_of,
    issns_of,
    issued,
    language_of,
    make_paper,
    number_of,
    page_range,
    text_of,
    texts_of,
)
from graphkit.ingest.tagged import kinds
from graphkit.ingest.worded import TYPES
from graphkit.model import Paper, Source
from graphkit.publication import Credit, Publication, Reference

_WORK = re.compile(r"^(?:https?://openalex\.org/)?W\d{4,}$")
_MEMBER = re.compile(r"\s*;\s*")
_SCOPUS_ID = re.compile(r"^(?P<name>.*?)\s*\((?P<id>\d{8,})\)$")
# What the column `source` has where it is that of the record, not of the paper.
_DATABASES = re.compile(
    r"scopus|pubmed|embase|medline|web of science(?: core collection)?|wos|openalex|crossref|"
    r"dimensions|google ?scholar|semantic ?scholar|ieee xplore|(?:the )?lens",
    re.IGNORECASE,
)
_SCHEMES = ("doi", "arxiv", "pubmed", "pmcid", "openalex", "mag", "lens")


def paper_of(cells: Mapping[str, str], source: Source) -> Paper:
    """Return the paper of what a row holds. Raise RecordError where it has neither title nor id."""
    kind, venue = cells.get("type", ""), cells.get("venue", "").strip()
    if _DATABASES.fullmatch(venue):
        venue = ""
    in_arxiv = is_arxiv(venue)
    date, year = cells.get("date", ""), cells.get("year", "")
    dated = issued(date)
    return make_paper(
        source,
        cells.get("title", ""),
        # The Lens puts semicolons between what was marked up.
        abstract=cells.get("abstract", "").removeprefix("<title>Abstract</title>;"),
        ids=_ids(cells),
        issued=dated if dated.year else issued(year, date),
        publication=Publication(
            type="article" if in_arxiv else kinds(TYPES, [kind]) if kind else None,
            venue=preprint.NAME if in_arxiv else text_of(venue),
            venue_ids=issns_of(_issn(cells.get("issn", ""))),
            publisher=text_of(cells.get("publisher")),
            volume=text_of(cells.get("volume")),
            issue=text_of(cells.get("issue")),
            pages=_pages(cells),
            language=language_of(cells.get("language")),
            url=_address(cells),
            isbns=isbns_of(*_MEMBER.split(cells.get("isbn", ""))),
            keywords=texts_of(_values(cells.get("keywords", ""))),
            authors=tuple(_authors(cells)),
            editors=editors_of(_people(cells.get("editors", ""))),
            affiliations=affiliations_of(_MEMBER.split(cells.get("affiliations", ""))),
            references=_references(cells),
            citation_count=number_of(cells.get("citationCount")),
            reference_count=number_of(cells.get("referenceCount")),
        ),
    )


def _references(cells: Mapping[str, str]) -> tuple[Reference, ...] | None:
    """Return the cited references, None where the table has none of a paper that has some."""
    text = cells.get("references", "")
    if text.strip() or number_of(cells.get("referenceCount")) == 0:
        return cited.references(text)
    return None


def _ids(cells: Mapping[str, str]) -> Iterator[tuple[str, object]]:
    """Yield the ids in columns of their own, in notes, and in the address."""
    for scheme in _SCHEMES:
        yield scheme, cells.get(scheme)
    # The Lens joins what Microsoft counted as several works.
    yield from (("mag", part) for part in _MEMBER.split(cells.get("mag", "")))
    yield from ids_in_notes(cells.get("notes"))
    # OpenAlex numbers its works in a column that has numbers of rows elsewhere.
    yield from ids_in([_address(cells)])
    yield from (("openalex", work) for work in _WORK.findall(cells.get("id", "")))
    yield from arxiv_ids(cells.get(name) for name in ("venue", "pages"))


def _address(cells: Mapping[str, str]) -> str | None:
    """Return the first address; The Lens parts several by blanks, others by semicolons."""
    address = text_of(re.split(r"[;\s]+(?=https?://)", cells.get("url", ""))[0])
    return address or None


def _values(text: str) -> list[str]:
    """Return the values in a cell; OpenAlex parts them by bars."""
    return text.split("|") if "|" in text and ";" not in text else _MEMBER.split(text)


def _issn(text: str) -> list[str]:
    """Return ISSNs with their leading zeros, which spreadsheets take away."""
    parts = re.split(r"[;,\s]+", text.strip())
    return [p if "-" in p or len(p) >= 8 else f"{p:0>8}" for p in parts if p]  # noqa: PLR2004 - digits of an ISSN


def _pages(cells: Mapping[str, str]) -> str | None:
    first = cells.get("pages") or cells.get("firstPage")
    pages = page_range(first or cells.get("articleNumber"), cells.get("lastPage"))
    return without_arxiv(pages)


def _authors(cells: Mapping[str, str]) -> Iterator[Credit]:
    text = cells.get("authors", "").strip()
    if not text or text.lower() == "[no author name available]":
        return
    names = unglued(text) if "glued" in cells else split_names(text)
    numbers = [part for part in _MEMBER.split(cells.get("authorIds", "")) if part]
    given = numbers if len(numbers) == len(names) else [""] * len(names)
    orcids = _orcids(cells.get("orcids", ""), names)
    for name, number, orcid in zip(names, given, orcids, strict=True):
        marked = _SCOPUS_ID.match(name)
        bare = marked["name"] if marked else name
        ids = author_ids(scopus=marked["id"] if marked else number, orcid=orcid)
        yield from _person(bare, ids)


def _orcids(text: str, names: Sequence[str]) -> list[str | None]:
    """Return the ORCID of each name: Web of Science says whose each is, OpenAlex has one each."""
    if "|" in text or "/" not in text.removeprefix("https://orcid.org/"):
        listed = text.split("|")
        return list(listed) if len(listed) == len(names) else [None] * len(names)
    known = wos.orcids(text)
    return [known.get(credit(name).indexed.casefold()) for name in names]


def _people(text: str) -> Iterator[Credit]:
    for name in split_names(text):
        yield from _person(name)


def _person(name: str, ids: tuple[str, ...] = ()) -> Iterator[Credit]:
    if name.strip(" ,"):
        yield credit(name, ids) if "," in name else initials_last(name, ids)
