r"""BibTeX, in UTF-8, for BibTeX, biber and every reference manager.

Ids beside DOI and arXiv stand in fields of their own (`pmid`, `openalex`, …), ORCIDs in `orcid`,
one an author. Characters that LaTeX takes for its own are escaped; `--` is written `-{}-`, since it
would print as a dash.
"""

import re
from collections.abc import Iterator
from typing import IO, TYPE_CHECKING

from graphkit.export.entries import Entry, entries, keyword_text
from graphkit.export.text import utf8
from graphkit.publication import Credit

if TYPE_CHECKING:
    import networkx as nx

TYPES = {
    "article-journal": "article",
    "paper-conference": "inproceedings",
    "chapter": "incollection",
    "book": "book",
    "thesis": "phdthesis",
    "report": "techreport",
    "manuscript": "unpublished",
    "webpage": "online",
    "dataset": "dataset",
    "software": "software",
    "patent": "patent",
    "document": "misc",
}
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_ESCAPES = {
    **{c: f"\\{c}" for c in "&%$#_"},
    "\\": r"\textbackslash{}",
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    "<": r"{\textless}",
    ">": r"{\textgreater}",
}
_TO_ESCAPE = re.compile("[" + re.escape("".join(_ESCAPES)) + "]")
_LIGATURES = re.compile(r"(?<=-)(?=-)|(?<=`)(?=`)|(?<=')(?=')|(?<=[?!])(?=`)")
_ID_FIELDS = {
    "doi": "doi",
    "pubmed": "pmid",
    "pmcid": "pmcid",
    "acl": "acl_id",
    "openalex": "openalex",
    "s2": "s2",
    "s2corpus": "corpusid",
    "mag": "mag",
    "dblp": "dblp",
    "lens": "lens",
}


def write(G: "nx.MultiDiGraph", stream: IO[bytes]) -> None:
    """Write the papers of a graph as BibTeX."""
    with utf8(stream) as text:
        for position, entry in enumerate(entries(G)):
            text.write("\n" if position else "")
            text.write(f"@{TYPES.get(entry.type or '', 'misc')}{{{entry.key},\n")
            for name, value in _fields(entry):
                text.write(f"  {name} = {value},\n")
            text.write("}\n")


def escaped(text: str) -> str:
    """Return a text as LaTeX that prints it."""
    return _LIGATURES.sub("{}", _TO_ESCAPE.sub(lambda found: _ESCAPES[found[0]], text))


def _fields(entry: Entry) -> Iterator[tuple[str, str]]:
    kind = entry.type or ""
    yield "title", f"{{{{{escaped(entry.title)}}}}}"  # the second pair keeps the capitals
    yield from _authors(entry)
    if entry.editors:
        yield "editor", f"{{{' and '.join(map(_name, entry.editors))}}}"
    yield from _dated(entry)
    if entry.venue:
        yield "journal" if kind.startswith("article") else "booktitle", _braced(entry.venue)
    yield from _texts(entry)
    if entry.issns:
        yield "issn", f"{{{', '.join(entry.issns)}}}"
    if entry.isbns:
        yield "isbn", f"{{{', '.join(entry.isbns)}}}"
    if entry.keywords:
        yield "keywords", _braced(keyword_text(entry.keywords))
    yield from _ids(entry)
    if kind and kind not in TYPES:
        yield "csltype", f"{{{kind}}}"


def _authors(entry: Entry) -> Iterator[tuple[str, str]]:
    if entry.authors:
        yield "author", f"{{{' and '.join(map(_name, entry.authors))}}}"
        numbers = [
            dict(part.split(":", 1) for part in a.ids).get("orcid", "") for a in entry.authors
        ]
        if any(numbers):
            yield "orcid", f"{{{', '.join(numbers)}}}"


def _texts(entry: Entry) -> Iterator[tuple[str, str]]:
    kind = entry.type or ""
    publisher = {"thesis": "school", "report": "institution"}.get(kind, "publisher")
    named = {"issue": "number", "publisher": publisher}
    for name, value in entry.texts.items():
        if name == "url":
            yield "url", f"{{{value.replace('{', '%7B').replace('}', '%7D')}}}"
        elif name == "pages":
            yield "pages", f"{{{re.sub(r'-+', '--', value)}}}"
        else:
            yield named.get(name, name), _braced(value)


def _dated(entry: Entry) -> Iterator[tuple[str, str]]:
    if not entry.date:
        if entry.date_text:
            yield "date", _braced(entry.date_text)
        return
    yield "year", f"{{{entry.date[0]}}}"
    if len(entry.date) > 1:
        yield "month", _MONTHS[entry.date[1] - 1]
    if len(entry.date) > 2:  # noqa: PLR2004 - year, month, day
        yield "day", f"{{{entry.date[2]}}}"


def _ids(entry: Entry) -> Iterator[tuple[str, str]]:
    for scheme, value in entry.ids.items():
        if scheme == "arxiv":
            yield "eprint", f"{{{value}}}"
            yield "archiveprefix", "{arXiv}"
        elif scheme in _ID_FIELDS:
            yield _ID_FIELDS[scheme], f"{{{value}}}"


def _name(person: Credit) -> str:
    if person.given or person.suffix or person.particle:
        return escaped(person.indexed)
    return f"{{{escaped(person.family)}}}"


def _braced(text: str) -> str:
    return f"{{{escaped(text)}}}"
