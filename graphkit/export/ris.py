"""RIS, for EndNote, Zotero, Mendeley and the rest; lines end in carriage return and line feed.

Ids that RIS has no tag for stand in notes, `N1  - arxiv:2203.01234`. The name of a group ends in a
comma, which keeps it whole.
"""

from collections.abc import Iterator
from typing import IO, TYPE_CHECKING

from graphkit.export.entries import Entry, entries, one_line
from graphkit.export.text import utf8
from graphkit.publication import Credit

if TYPE_CHECKING:
    import networkx as nx

TYPES = {
    "article-journal": "JOUR",
    "paper-conference": "CPAPER",
    "chapter": "CHAP",
    "book": "BOOK",
    "thesis": "THES",
    "report": "RPRT",
    "article-magazine": "MGZN",
    "article-newspaper": "NEWS",
    "manuscript": "UNPB",
    "webpage": "ELEC",
    "dataset": "DATA",
    "software": "COMP",
    "patent": "PAT",
    "pamphlet": "PAMP",
    "standard": "STAND",
    "document": "GEN",
}
_TAGS = {
    "publisher": "PB",
    "volume": "VL",
    "issue": "IS",
    "language": "LA",
    "url": "UR",
    "abstract": "AB",
}


def write(G: "nx.MultiDiGraph", stream: IO[bytes]) -> None:
    """Write the papers of a graph as RIS."""
    with utf8(stream) as text:
        for entry in entries(G):
            for tag, value in _lines(entry):
                text.write(f"{tag}  - {one_line(value)}\r\n")
            text.write("ER  - \r\n\r\n")


def _lines(entry: Entry) -> Iterator[tuple[str, str]]:
    kind = entry.type or ""
    yield "TY", TYPES.get(kind, "GEN")
    yield "ID", entry.key
    yield "TI", entry.title
    for person in entry.authors:
        yield "AU", _name(person)
    for person in entry.editors:
        yield "ED", _name(person)
    yield from _dated(entry)
    if entry.venue:
        yield "T2", entry.venue
    for name, value in entry.texts.items():
        if name == "pages":
            yield from _pages(value)
        else:
            yield _TAGS[name], value
    for number in (*entry.issns, *entry.isbns):
        yield "SN", number
    for word in entry.keywords:
        yield "KW", word.replace(";", ",")
    for scheme, value in entry.ids.items():
        yield ("DO", value) if scheme == "doi" else ("N1", f"{scheme}:{value}")
    if kind and kind not in TYPES:
        yield "M3", kind


def _dated(entry: Entry) -> Iterator[tuple[str, str]]:
    if entry.date:
        yield "PY", str(entry.date[0])
        month, day = ([f"{part:02}" for part in entry.date[1:]] + ["", ""])[:2]
        if month:
            yield "DA", f"{entry.date[0]}/{month}/{day}/"
    elif entry.date_text:
        yield "DA", entry.date_text


def _pages(pages: str) -> Iterator[tuple[str, str]]:
    first, dash, last = pages.partition("-")
    if dash and "-" not in last and first and last:
        yield "SP", first
        yield "EP", last
    else:
        yield "SP", pages


def _name(person: Credit) -> str:
    family = " ".join(filter(None, (person.particle, person.family)))
    if person.given or person.suffix:
        return ", ".join(filter(None, (family, person.given, person.suffix)))
    return f"{family}," if " " in family or "," in family else family
