"""arXiv: the Atom feeds of its API, and what it gives harvesters over OAI-PMH.

Of OAI-PMH the formats `arXiv`, `arXivRaw` and `oai_dc` are read. A record that the header calls
deleted tells of no paper and is passed over.
"""

import re
from collections.abc import Iterator
from typing import TextIO
from xml.etree.ElementTree import Element

from graphkit.ingest.elements import pieces, texts_in
from graphkit.ingest.identifiers import ids_in
from graphkit.ingest.latex import decode_latex
from graphkit.ingest.person import credit, parted
from graphkit.ingest.records import RecordError, affiliations_of, issued, make_paper
from graphkit.model import Paper, Refusal, Source
from graphkit.publication import Credit, Publication

RECORDS = frozenset({"entry", "record"})
_VERSION = re.compile(r"v\d+$")
_LATEX = re.compile(r"\\[a-zA-Z'\"`^~=.]")
_AND = re.compile(r",\s*(?:and\s+)?|\s+and\s+")
# What comes behind a journal's name in "J. Kites 12(3), 101-117 (2021)".
_NUMBERS = re.compile(
    r"[,;:(]|\s+(?:vol(?:ume)?\b|no\.|pp?\.|\d)|(?<=[a-z.])\d+[:,]", re.IGNORECASE
)


def read(stream: TextIO, file: str) -> Iterator[Paper | Refusal]:
    """Yield the paper of each entry, and a refusal for each that cannot be read.

    The date is that of the first version. The name in a journal reference is kept as the venue.
    """
    for piece in pieces(stream, file, records=RECORDS):
        try:
            element = piece.element()
            source = Source(file, piece.line)
            if piece.name == "entry":
                yield _paper(element, source)
            elif not _is_deleted(element):
                yield _harvested(element, source)
        except RecordError as error:
            yield piece.refusal(file, error)


def _paper(entry: Element, source: Source) -> Paper:
    address = next(texts_in(entry, "id"), "")
    title = next(texts_in(entry, "title"), "")
    if "/api/errors" in address:
        raise RecordError(
            f"arXiv answered with an error: {next(texts_in(entry, 'summary'), title)}"
        )
    terms = (part.get("term") or "" for part in entry.iterfind("category"))
    return make_paper(
        source,
        _printed(title),
        abstract=next(texts_in(entry, "summary"), ""),
        ids=[("arxiv", address), ("doi", next(texts_in(entry, "doi"), None))],
        issued=issued(next(texts_in(entry, "published"), "")[:10]),
        publication=Publication(
            type="article",
            venue=_journal(next(texts_in(entry, "journal_ref"), "")),
            url=_VERSION.sub("", address) or None,
            keywords=tuple(dict.fromkeys(term for term in terms if term)),
            authors=tuple(credit(name) for name in texts_in(entry, "author/name")),
            affiliations=affiliations_of(*texts_in(entry, "author/affiliation")),
        ),
    )


def _journal(reference: str) -> str | None:
    """Return the name of the journal or the proceedings in a reference."""
    bare = re.sub(r"^in:?\s+", "", reference, flags=re.IGNORECASE)
    found = _NUMBERS.search(bare)
    name = (bare[: found.start()] if found else bare).strip(" ,.;:") if bare else ""
    return name or None


def _printed(text: str) -> str:
    """Return a title or a name with its LaTeX printed; a dollar sign alone may be money."""
    return decode_latex(text) if _LATEX.search(text) else text


def _is_deleted(record: Element) -> bool:
    header = record.find("header")
    return header is not None and header.get("status") == "deleted"


def _harvested(record: Element, source: Source) -> Paper:
    """Return the paper of a record of OAI-PMH."""
    found = record.find("metadata")
    metadata = next(iter(found), None) if found is not None else None
    if metadata is None:
        raise RecordError("expected a record with metadata, found none")
    own = next(texts_in(record, "header/identifier"), "").rpartition(":")[2]
    return _dublin(metadata, own, source) if metadata.tag == "dc" else _own(metadata, own, source)


def _own(metadata: Element, own: str, source: Source) -> Paper:
    """Return the paper of the formats `arXiv` and `arXivRaw`."""
    number = next(texts_in(metadata, "id"), own)
    first = next(texts_in(metadata, "created"), None) or next(
        texts_in(metadata, "version/date"), ""
    )
    listed = list(_people(metadata))
    return make_paper(
        source,
        _printed(next(texts_in(metadata, "title"), "")),
        abstract=next(texts_in(metadata, "abstract"), ""),
        ids=[("arxiv", number), ("doi", next(texts_in(metadata, "doi"), None))],
        issued=issued(first),
        publication=Publication(
            type="article",
            venue=_journal(next(texts_in(metadata, "journal-ref"), "")),
            url=f"http://arxiv.org/abs/{number}" if number else None,
            keywords=tuple(next(texts_in(metadata, "categories"), "").split()),
            authors=tuple(listed or map(credit, _names(metadata))),
            affiliations=affiliations_of(*texts_in(metadata, "authors/author/affiliation")),
        ),
    )


def _people(metadata: Element) -> Iterator[Credit]:
    for part in metadata.iterfind("authors/author"):
        family = next(texts_in(part, "keyname"), "")
        given, suffix = (next(texts_in(part, name), "") for name in ("forenames", "suffix"))
        if family:
            yield parted(_printed(family), _printed(given), suffix=suffix)


def _names(metadata: Element) -> list[str]:
    """Return the names in the one text that `arXivRaw` has: "Jane Doe, Jan Roe and Ann Poe"."""
    text = re.sub(r"\s*\([^()]*\)", "", next(texts_in(metadata, "authors"), ""))
    return [_printed(name) for name in _AND.split(text) if name.strip()]


def _dublin(metadata: Element, own: str, source: Source) -> Paper:
    """Return the paper of the format `oai_dc`, Dublin Core."""
    told = (part for part in texts_in(metadata, "description") if not part.startswith("Comment:"))
    return make_paper(
        source,
        next(texts_in(metadata, "title"), ""),
        abstract=next(told, ""),
        ids=[("arxiv", own), *ids_in(texts_in(metadata, "identifier"))],
        issued=issued(min(texts_in(metadata, "date"), default="")),
        publication=Publication(
            type="article",
            keywords=tuple(dict.fromkeys(texts_in(metadata, "subject"))),
            authors=tuple(map(credit, texts_in(metadata, "creator"))),
        ),
    )
