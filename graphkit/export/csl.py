"""CSL-JSON, for Zotero, Pandoc, Quarto and citation processors.

Ids that CSL has no name for stand in `note`, one a line, as Zotero reads them: `OpenAlex: W123`.
"""

from collections.abc import Iterator
from typing import IO, TYPE_CHECKING

from graphkit.export.entries import Entry, entries, keyword_text
from graphkit.export.text import json_line, utf8
from graphkit.publication import Credit

if TYPE_CHECKING:
    import networkx as nx

_NAMES = {
    "publisher": "publisher",
    "volume": "volume",
    "issue": "issue",
    "pages": "page",
    "language": "language",
    "url": "URL",
    "abstract": "abstract",
}
_IDS = {"doi": "DOI", "pubmed": "PMID", "pmcid": "PMCID"}
_NOTED = {
    "arxiv": "arXiv",
    "openalex": "OpenAlex",
    "s2": "S2",
    "s2corpus": "CorpusID",
    "acl": "ACL",
    "mag": "MAG",
    "dblp": "DBLP",
    "lens": "Lens",
}


def write(G: "nx.MultiDiGraph", stream: IO[bytes]) -> None:
    """Write the papers of a graph as CSL-JSON, one item a line."""
    with utf8(stream) as text:
        text.write("[")
        separator = "\n"
        for entry in entries(G):
            text.write(separator + json_line(dict(_fields(entry))))
            separator = ",\n"
        text.write("\n]\n")


def _fields(entry: Entry) -> Iterator[tuple[str, object]]:
    yield "id", entry.key
    yield "type", entry.type or "document"
    yield "title", entry.title
    if entry.authors:
        yield "author", [dict(_name(person)) for person in entry.authors]
    if entry.editors:
        yield "editor", [dict(_name(person)) for person in entry.editors]
    if entry.date:
        yield "issued", {"date-parts": [list(entry.date)]}
    elif entry.date_text:
        yield "issued", {"literal": entry.date_text}
    if entry.venue:
        yield "container-title", entry.venue
    for name, value in entry.texts.items():
        yield _NAMES[name], value
    if entry.issns:
        yield "ISSN", ", ".join(entry.issns)
    if entry.isbns:
        yield "ISBN", ", ".join(entry.isbns)
    if entry.keywords:
        yield "keyword", keyword_text(entry.keywords)
    yield from _ids(entry)


def _ids(entry: Entry) -> Iterator[tuple[str, str]]:
    for scheme, name in _IDS.items():
        if scheme in entry.ids:
            yield name, entry.ids[scheme]
    noted = [
        f"{_NOTED[scheme]}: {value}" for scheme, value in entry.ids.items() if scheme in _NOTED
    ]
    if noted:
        yield "note", "\n".join(noted)


def _name(person: Credit) -> Iterator[tuple[str, str]]:
    if not (person.given or person.particle or person.suffix):
        yield "literal", person.family
    else:
        yield "family", person.family
        if person.given:
            yield "given", person.given
        if person.particle:
            yield "non-dropping-particle", person.particle
        if person.suffix:
            yield "suffix", person.suffix
    for part in person.ids:
        if part.startswith("orcid:"):
            yield "ORCID", part.removeprefix("orcid:")
