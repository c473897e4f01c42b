"""arXiv's Atom feeds, as its API answers."""

import re
from collections.abc import Iterator
from typing import TextIO
from xml.etree.ElementTree import Element

from graphkit.ingest.elements import pieces, texts_in
from graphkit.ingest.pages import refuse
from graphkit.ingest.person import credit
from graphkit.ingest.records import RecordError, issued, make_paper
from graphkit.ingest.text import Line
from graphkit.model import Paper, Refusal, Source
from graphkit.publication import Publication

RECORDS = frozenset({"entry"})
_VERSION = re.compile(r"v\d+$")


def read(stream: TextIO, file: str) -> Iterator[Paper | Refusal]:
    """Yield the paper of each entry, and a refusal for each that cannot be read.

    The date is that of the first version. A journal reference is kept as the venue.
    """
    for piece in pieces(stream, file, records=RECORDS):
        try:
            yield _paper(piece.element(), Source(file, piece.line))
        except RecordError as error:
            start = " ".join(piece.text[:200].split())
            yield refuse(Line(piece.line, start), file, str(error))


def _paper(entry: Element, source: Source) -> Paper:
    address = next(texts_in(entry, "id"), "")
    title = next(texts_in(entry, "title"), "")
    if "/api/errors" in address:
        raise RecordError(
            f"arXiv answered with an error: {next(texts_in(entry, 'summary'), title)}"
        )
    journal = next(texts_in(entry, "journal_ref"), None)
    terms = (part.get("term") or "" for part in entry.iterfind("category"))
    return make_paper(
        source,
        title,
        abstract=next(texts_in(entry, "summary"), ""),
        ids=[("arxiv", address), ("doi", next(texts_in(entry, "doi"), None))],
        issued=issued(next(texts_in(entry, "published"), "")[:10]),
        publication=Publication(
            type="article",
            venue=journal,
            url=_VERSION.sub("", address) or None,
            keywords=tuple(dict.fromkeys(term for term in terms if term)),
            authors=tuple(credit(name) for name in texts_in(entry, "author/name")),
        ),
    )
