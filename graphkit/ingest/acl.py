"""The XML files of the ACL Anthology: volumes with their papers."""

from collections.abc import Iterator
from typing import TextIO
from xml.etree.ElementTree import Element

from graphkit.ingest.elements import first_in, pieces, text_in, texts_in
from graphkit.ingest.latex import decode_latex
from graphkit.ingest.person import author_ids, parted
from graphkit.ingest.records import (
    RecordError,
    affiliations_of,
    editors_of,
    isbns_of,
    issued,
    language_of,
    make_paper,
    page_range,
)
from graphkit.model import Paper, Refusal, Source
from graphkit.publication import Credit, Publication

RECORDS = frozenset({"paper", "meta"})
CONTAINERS = frozenset({"collection", "volume"})
_OLD_DIGITS = {"W": 2}  # of a volume's papers: "W19-5001" is paper 1 of volume 50


def read(stream: TextIO, file: str) -> Iterator[Paper | Refusal]:
    """Yield the paper of each `paper`, and a refusal for each that cannot be read.

    What a volume says in its `meta` holds for its papers.
    """
    collection = volume = ""
    kind: str | None = None
    meta: Element | None = None
    for piece in pieces(stream, file, records=RECORDS, containers=CONTAINERS):
        try:
            element = _printed(piece.element())
            if piece.name == "collection":
                collection = element.get("id", "")
            elif piece.name == "volume":
                volume, kind, meta = element.get("id", ""), element.get("type"), None
            elif piece.name == "meta":
                meta = element
            else:
                own = _anthology_id(collection, volume, element)
                yield _paper(element, meta, own, kind, Source(file, piece.line))
        except RecordError as error:
            yield piece.refusal(file, error)


def _printed(element: Element) -> Element:
    """Return the element with its formulas as LaTeX would print them."""
    for formula in element.iter("tex-math"):
        formula.text = decode_latex(f"${text_in(formula)}$")
    return element


def _anthology_id(collection: str, volume: str, paper: Element) -> str:
    """Return the id: the one in `url` where there is one, else from volume and number."""
    address = paper.findtext("url") or ""
    if address and "/" not in address:
        return address
    number = paper.get("id", "")
    if not collection[:1].isalpha():
        return f"{collection}-{volume}.{number}"
    digits = _OLD_DIGITS.get(collection[0], 1)
    return f"{collection}-{volume:0>{digits}}{number:0>{4 - digits}}"


def _paper(
    paper: Element, meta: Element | None, own: str, kind: str | None, source: Source
) -> Paper:
    journal = first_in(meta, "journal-title")
    return make_paper(
        source,
        next(texts_in(paper, "title"), ""),
        abstract=next(texts_in(paper, "abstract"), ""),
        ids=[("acl", own), ("doi", paper.findtext("doi"))],
        issued=issued(first_in(meta, "year"), first_in(meta, "month")),
        publication=Publication(
            type="article-journal" if journal or kind == "journal" else "paper-conference",
            venue=journal or first_in(meta, "booktitle"),
            publisher=first_in(meta, "publisher"),
            volume=first_in(meta, "journal-volume"),
            issue=first_in(meta, "journal-issue"),
            pages=page_range(next(texts_in(paper, "pages"), None)),
            language=language_of(paper.findtext("language")),
            url=f"https://aclanthology.org/{own}/",
            isbns=isbns_of(first_in(meta, "isbn")),
            authors=tuple(_people(paper, "author")),
            editors=editors_of(_people(meta, "editor")) if meta is not None else (),
            affiliations=affiliations_of(*texts_in(paper, "author/affiliation")),
        ),
    )


def _people(paper: Element, role: str) -> Iterator[Credit]:
    for part in paper.iterfind(role):
        first = " ".join(text_in(part.find("first")).split())
        last = " ".join(text_in(part.find("last")).split())
        ids = author_ids(acl=part.get("id"), orcid=part.get("orcid"))
        if last:
            yield parted(last, first, ids)
        elif first:
            yield Credit(first, ids=ids)
