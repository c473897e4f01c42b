"""Papers as entries of a bibliography: what BibTeX, RIS and CSL-JSON are written from.

Stubs are no entries: nobody read them. Keywords are the paper's own and the names of its methods,
datasets, tasks and metrics.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from typing import TYPE_CHECKING, Any

from graphkit.model import ENTITY_LABELS, NodeLabel, RelationshipType
from graphkit.publication import Credit

if TYPE_CHECKING:
    import networkx as nx

_WORD = re.compile(r"[a-z0-9]+")
_SMALL = frozenset({"a", "an", "the", "on", "of", "for", "in", "to", "and", "towards", "with"})
_SURROGATES = dict.fromkeys(range(0xD800, 0xE000), "\ufffd")
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")


@dataclass(frozen=True, slots=True)
class Entry:
    """A paper with what the graph knows of its publication.

    `date` has year, month and day as far as they are known; `date_text` is there where no year is.
    `ids` are the external ids, scheme -> value, the first of each scheme.
    """

    key: str
    title: str
    type: str | None
    date: tuple[int, ...]
    date_text: str | None
    authors: tuple[Credit, ...]
    venue: str | None
    issns: tuple[str, ...]
    ids: dict[str, str]
    keywords: tuple[str, ...]
    texts: dict[str, str]
    isbns: tuple[str, ...]
    editors: tuple[Credit, ...]


def entries(G: "nx.MultiDiGraph") -> Iterator[Entry]:
    """Yield the entry of each paper that was read, in the order of the graph."""
    taken: set[str] = set()
    for node, data in G.nodes(data=True):
        if data.get("label") == NodeLabel.PAPER and not data.get("stub"):
            yield _entry(G, node, data, taken)


def one_line(text: object) -> str:
    """Return a text on one line, without what no file can hold."""
    plain = _CONTROLS.sub("", str(text).translate(_SURROGATES))
    return " ".join(plain.split())


def keyword_text(keywords: tuple[str, ...]) -> str:
    """Return keywords as one text, parted by commas, or by semicolons where one has a comma."""
    clean = [word.replace(";", ",") for word in keywords]
    if any("," in word for word in clean):
        return "; ".join(clean) + (";" if len(clean) == 1 else "")
    return ", ".join(clean)


def _entry(G: "nx.MultiDiGraph", node: str, data: dict[str, Any], taken: set[str]) -> Entry:
    authors = tuple(_authors(G, node))
    venue, issns = _venue(G, node)
    date = _date(data)
    names = ("abstract", "publisher", "volume", "issue", "pages", "language", "url")
    title = one_line(data.get("title") or node)
    return Entry(
        _key(authors, date, title, taken),
        title,
        data.get("publicationType"),
        date,
        None if date else data.get("dateText"),
        authors,
        venue,
        issns,
        _ids(data),
        tuple(dict.fromkeys([*map(one_line, data.get("keywords", ())), *_entities(G, node)])),
        {name: one_line(data[name]) for name in names if data.get(name)},
        tuple(data.get("isbns", ())),
        tuple(Credit.from_index(one_line(name)) for name in data.get("editors", ())),
    )


def _authors(G: "nx.MultiDiGraph", node: str) -> Iterator[Credit]:
    found = [
        (edge.get("position", 0), author, str(edge["printedName"]))
        for author, _, kind, edge in G.in_edges(node, keys=True, data=True)
        if kind == RelationshipType.AUTHORED
    ]
    for _, author, name in sorted(found):
        number = G.nodes[author].get("orcid")
        yield Credit.from_index(one_line(name), (f"orcid:{number}",) if number else ())


def _venue(G: "nx.MultiDiGraph", node: str) -> tuple[str | None, tuple[str, ...]]:
    for _, venue, kind, edge in G.out_edges(node, keys=True, data=True):
        if kind == RelationshipType.PUBLISHED_IN:
            return one_line(edge["printedName"]), tuple(G.nodes[venue].get("issns", ()))
    return None, ()


def _entities(G: "nx.MultiDiGraph", node: str) -> list[str]:
    names = {
        one_line(G.nodes[end]["name"])
        for _, end in G.out_edges(node)
        if G.nodes[end].get("label") in ENTITY_LABELS
    }
    return sorted(names, key=lambda name: (name.casefold(), name))


def _date(data: dict[str, Any]) -> tuple[int, ...]:
    if data.get("date"):
        date = data["date"]
        return date.year, date.month, date.day
    year = data.get("year")
    if year is None:
        return ()
    month = re.fullmatch(rf"{year}-(\d\d)", str(data.get("dateText") or ""))
    return (year, int(month[1])) if month else (year,)


def _ids(data: dict[str, Any]) -> dict[str, str]:
    found: dict[str, str] = {}
    for part in data.get("externalIds", ()):
        scheme, _, value = part.partition(":")
        found.setdefault(scheme, value)
    return found


def _key(authors: tuple[Credit, ...], date: tuple[int, ...], title: str, taken: set[str]) -> str:
    """Return a key for citing: family name, year, first telling word; none is given twice."""
    words = [word for word in _WORD.findall(_ascii(title)) if word not in _SMALL]
    family = "".join(_WORD.findall(_ascii(authors[0].family))) if authors else "anonymous"
    base = f"{family or 'anonymous'}{date[0] if date else ''}{words[0] if words else ''}"
    for number in count(1):
        key = base if number == 1 else f"{base}-{number}"
        if key not in taken:
            break
    taken.add(key)
    return key


def _ascii(text: str) -> str:
    return unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
