"""DBLP's XML: the whole dump, and the pages of people and venues; the JSON of its search.

DBLP tells people of one name apart by a number, "Jane Doe 0002", which is kept as their id. Home
pages of people (`www`) are no papers and are passed over. The dump's document type only names a
file of entities, which is not read: the entities of HTML that it declares are known.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any, TextIO
from xml.etree.ElementTree import Element

from graphkit.ingest.elements import first_in, read_pieces, texts_in
from graphkit.ingest.identifiers import ids_in
from graphkit.ingest.person import author_ids, dblp_credit
from graphkit.ingest.preprint import arxiv_ids
from graphkit.ingest.records import (
    editors_of,
    isbns_of,
    issued,
    make_paper,
    mapping_of,
    page_range,
    text_of,
    texts_of,
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
# What the search calls them.
FOUND_TYPES: Mapping[str, str] = {
    "Journal Articles": "article-journal",
    "Conference and Workshop Papers": "paper-conference",
    "Parts in Books or Collections": "chapter",
    "Books and Theses": "book",
    "Editorship": "book",
    "Informal and Other Publications": "article",
    "Informal Publications": "article",
    "Data and Artifacts": "dataset",
}
_PREPRINTS = "CoRR"
_ARXIV = re.compile(r"abs/(\S+)")


def read(stream: TextIO, file: str) -> Iterator[Paper | Refusal]:
    """Return the paper of each publication, and a refusal for each that cannot be read."""
    return read_pieces(stream, file, RECORDS, _paper)


def looks_so(fields: Mapping[str, Any]) -> bool:
    """Tell whether an object is a hit of DBLP's search."""
    info = mapping_of(fields.get("info"))
    return "@id" in fields and "key" in info and "title" in info


def paper_of(fields: Mapping[str, Any], source: Source) -> Paper:
    """Return the paper of a hit. Raise RecordError where it has neither title nor id."""
    info = mapping_of(fields.get("info"))
    venue = next(iter(texts_of(info.get("venue"))), None)
    volume = text_of(info.get("volume"))
    listed = mapping_of(info.get("authors")).get("author")
    people = map(mapping_of, listed if isinstance(listed, list) else [listed])
    names = (text_of(person.get("text")) for person in people)
    return make_paper(
        source,
        str(info.get("title") or "").removesuffix("."),
        ids=[
            ("dblp", info.get("key")),
            ("doi", info.get("doi")),
            *arxiv_ids([volume]),
            *ids_in(texts_of(info.get("ee"))),
        ],
        issued=issued(info.get("year")),
        publication=Publication(
            type=FOUND_TYPES.get(str(info.get("type")), "document"),
            venue="arXiv" if venue == _PREPRINTS else venue,
            publisher=text_of(info.get("publisher")),
            volume=None if venue == _PREPRINTS else volume,
            issue=text_of(info.get("number")),
            pages=page_range(info.get("pages")),
            url=next(iter(texts_of(info.get("ee"))), None),
            authors=tuple(dblp_credit(name) for name in names if name),
        ),
    )


def _paper(record: Element, source: Source) -> Paper:
    journal = first_in(record, "journal")
    is_preprint = journal == _PREPRINTS or record.get("publtype") == "informal"
    addresses = list(texts_in(record, "ee"))
    return make_paper(
        source,
        (first_in(record, "title") or "").removesuffix("."),
        ids=_ids(record, addresses),
        issued=issued(first_in(record, "year"), first_in(record, "month")),
        publication=Publication(
            type="article" if is_preprint else TYPES[record.tag],
            venue="arXiv" if journal == _PREPRINTS else journal or first_in(record, "booktitle"),
            publisher=first_in(record, "publisher", "school"),
            volume=None if journal == _PREPRINTS else first_in(record, "volume"),
            issue=first_in(record, "number"),
            pages=page_range(first_in(record, "pages")),
            url=next(iter(addresses), None),
            isbns=isbns_of(*texts_in(record, "isbn")),
            authors=tuple(_people(record, "author")),
            editors=editors_of(_people(record, "editor")),
        ),
    )


def _ids(record: Element, addresses: list[str]) -> Iterator[tuple[str, object]]:
    yield "dblp", record.get("key")
    arxiv = _ARXIV.fullmatch(first_in(record, "volume") or "")
    if arxiv:
        yield "arxiv", arxiv[1]
    yield from ids_in(addresses)


def _people(record: Element, role: str) -> Iterator[Credit]:
    for part in record.iterfind(role):
        name = text_of(part.text)
        if name:
            yield dblp_credit(name, author_ids(orcid=part.get("orcid")))
