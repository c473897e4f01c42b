"""DBLP's XML: the whole dump, and the pages of people and venues.

DBLP tells people of one name apart by a number, "Jane Doe 0002", which is kept as their id. Home
pages of people (`www`) are no papers and are passed over. The dump's document type only names a
file of entities, which is not read: the entities of HTML that it declares are known.
"""

import re
from collections.abc import Iterator, Mapping
from typing import TextIO
from xml.etree.ElementTree import Element

from graphkit.ingest.elements import read_pieces, texts_in
from graphkit.ingest.identifiers import ids_in
from graphkit.ingest.person import author_ids, dblp_credit
from graphkit.ingest.records import (
    editors_of,
    isbns_of,
    issued,
    make_paper,
    page_range,
    text_of,
)
from graphkit.model import Paper, Refusal, Source
from graphkit.publication import Credit, Publication

TYPES: Mapping[str, str] = {
    "article": "article-journal",
    "inproceedings": "paper-conference",
    "incollection": "chapter",
    "proceedings": "book",
    "book": "book",
    "phdthesis": "thesis",
    "mastersthesis": "thesis",
    "data": "dataset",
}
RECORDS = frozenset(TYPES)
_PREPRINTS = "CoRR"
_ARXIV = re.compile(r"abs/(\S+)")


def read(stream: TextIO, file: str) -> Iterator[Paper | Refusal]:
    """Return the paper of each publication, and a refusal for each that cannot be read."""
    return read_pieces(stream, file, RECORDS, _paper)


def _paper(record: Element, source: Source) -> Paper:
    journal = _first(record, "journal")
    is_preprint = journal == _PREPRINTS or record.get("publtype") == "informal"
    addresses = list(texts_in(record, "ee"))
    return make_paper(
        source,
        (_first(record, "title") or "").removesuffix("."),
        ids=_ids(record, addresses),
        issued=issued(_first(record, "year"), _first(record, "month")),
        publication=Publication(
            type="article" if is_preprint else TYPES[record.tag],
            venue="arXiv" if journal == _PREPRINTS else journal or _first(record, "booktitle"),
            publisher=_first(record, "publisher", "school"),
            volume=None if journal == _PREPRINTS else _first(record, "volume"),
            issue=_first(record, "number"),
            pages=page_range(_first(record, "pages")),
            url=next(iter(addresses), None),
            isbns=isbns_of(*texts_in(record, "isbn")),
            authors=tuple(_people(record, "author")),
            editors=editors_of(_people(record, "editor")),
        ),
    )


def _first(record: Element, *names: str) -> str | None:
    return next((text for name in names for text in texts_in(record, name)), None)


def _ids(record: Element, addresses: list[str]) -> Iterator[tuple[str, object]]:
    yield "dblp", record.get("key")
    arxiv = _ARXIV.fullmatch(_first(record, "volume") or "")
    if arxiv:
        yield "arxiv", arxiv[1]
    yield from ids_in(addresses)


def _people(record: Element, role: str) -> Iterator[Credit]:
    for part in record.iterfind(role):
        name = text_of(part.text)
        if name:
            yield dblp_credit(name, author_ids(orcid=part.get("orcid")))
