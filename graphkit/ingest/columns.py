"""The columns of a table: found by their names, which `--columns title=Headline` may say.

The first line that is none above the header, as Dimensions writes one, has the names.
"""

import csv
import re
from collections.abc import Iterable, Mapping, Sequence

from graphkit.errors import InputError

# What a column may hold -> names of columns, in lower case without marks; the first is preferred.
COLUMNS: Mapping[str, tuple[str, ...]] = {
    "title": (
        "title",
        "article title",
        "document title",
        "item title",
        "paper title",
        "ti",
        "display name",
    ),
    "abstract": ("abstract", "abstract note", "summary", "ab"),
    "authors": (
        "author full names",
        "authors",
        "author",
        "author names",
        "author s",
        "au",
        "authorships author display name",
    ),
    "editors": ("editors", "editor"),
    "affiliations": (
        "research organizations standardized",
        "affiliations",
        "author affiliations",
        "authors affiliations",
        "author addresses",
    ),
    "authorIds": ("author s id", "author ids"),
    "orcids": ("orcids", "authorships author orcid"),
    "year": ("year", "publication year", "py", "pub year", "pubyear"),
    "date": (
        "date",
        "publication date",
        "published",
        "date published",
        "date of publication",
        "issue date",
    ),
    "venue": (
        "anthology title",
        "book title",
        "source title",
        "journal",
        "venue",
        "journal name",
        "booktitle",
        "conference",
        "journal title",
        "publication title",
        "journal book",
        "primary location source display name",
        "conference name",
        "meeting name",
        "pl source display name",
        "source",
    ),
    "publisher": ("publisher",),
    "volume": ("volume", "vol", "journal volume", "biblio volume"),
    "issue": ("issue", "number", "issue number", "journal issue", "biblio issue"),
    "pages": ("pages", "page range", "pagination"),
    "firstPage": ("page start", "start page", "first page", "startpage", "biblio first page"),
    "lastPage": ("page end", "end page", "last page", "endpage", "biblio last page"),
    "articleNumber": ("art no", "article number"),
    "doi": ("doi", "digital object identifier", "item doi"),
    "arxiv": ("arxiv", "arxiv id", "arxiv no"),
    "pubmed": ("pubmed id", "pmid", "medline pmid", "ids pmid"),
    "pmcid": ("pmcid", "pmc id"),
    "openalex": ("openalex id", "openalex", "ids openalex", "work id"),
    "id": ("id",),
    "mag": ("microsoft academic id", "mag id"),
    "lens": ("lens id",),
    "notes": ("extra",),
    "issn": ("issn", "issns", "eissn", "print issn", "online issn"),
    "isbn": ("isbn", "isbns"),
    "keywords": (
        "author keywords",
        "keywords",
        "manual tags",
        "automatic tags",
        "tags",
        "index keywords",
        "keywords display name",
    ),
    "language": (
        "language of original document",
        "language of article",
        "language",
        "original language",
    ),
    "type": (
        "publication type",
        "document type",
        "item type",
        "type",
        "document identifier",
        "content type",
    ),
    "url": (
        "link",
        "url",
        "source url",
        "source linkout",
        "source urls",
        "pdf link",
        "full text link",
        "articleurl",
    ),
    "citationCount": (
        "cited by",
        "cited by count",
        "cites",
        "citations",
        "times cited",
        "times cited wos core",
        "article citation count",
        "citing works count",
        "citation count",
    ),
    "references": ("references", "cited references", "referenced works"),
    "referenceCount": ("reference count", "cited reference count"),
}
LONGEST_HEADER = 100_000  # characters
_DELIMITERS = "\t,;"
_WOS_NEEDED = frozenset({"PT", "AU", "TI"})
# Of Embase, what may stand behind a title.
_LABELS = frozenset(
    {"ORIGINAL TITLE", "AUTHOR NAMES", "AUTHOR ADDRESSES", "SOURCE", "SOURCE TITLE"}
)
_ABOVE = re.compile(r'\ufeff?(?:"?About the data:|sep=.?\s*$)')


def looks_so(lines: Sequence[str], columns: Mapping[str, str] | None = None) -> bool:
    """Tell whether a text is a table with a column of titles, by what is known or `columns`."""
    first = next((line for line in lines if not is_above(line)), "")
    if len(first) > LONGEST_HEADER:
        return False
    for delimiter in _DELIMITERS:
        names = next(csv.reader([first], delimiter=delimiter), [])
        titled = "title" in guess(names) or "title" in guess(names, columns)
        if len(names) > 1 and (is_wos(names) or titled):
            return True
    return False


def guess(
    names: Sequence[str], chosen: Mapping[str, str] | None = None
) -> dict[str, tuple[int, ...]]:
    """Return what the columns hold -> their places, the preferred one first.

    `chosen` goes before what is guessed. A table that has none of the chosen columns is another
    one than was meant: all of its columns are guessed.
    """
    plain = [_folded(name) for name in names]
    if chosen and not any(_folded(name) in plain for name in chosen.values()):
        chosen = None
    found: dict[str, tuple[int, ...]] = {}
    for meaning, known in COLUMNS.items():
        wanted = _folded(chosen[meaning]) if chosen and meaning in chosen else None
        candidates = (wanted,) if wanted is not None else known
        places = tuple(plain.index(name) for name in candidates if name in plain)
        if places:
            found[meaning] = places
    return found


def absent_columns(tables: Iterable[Iterable[str]], chosen: Mapping[str, str]) -> dict[str, str]:
    """Return those of the chosen columns that none of these tables has, by their first lines."""
    there = {_folded(name) for lines in tables for name in header(_first_line(lines))}
    return {meaning: name for meaning, name in chosen.items() if _folded(name) not in there}


def guessed_columns(
    lines: Iterable[str], chosen: Mapping[str, str] | None = None
) -> dict[str, str]:
    """Return what the columns of a table hold -> their names, by its first lines."""
    below = (line for line in lines if not is_above(line))
    first, second = (next(below, "").rstrip("\r\n") for _ in range(2))
    names = header(first)
    if is_wos(names) or is_by_field(first, second):
        return {}
    return {meaning: names[places[0]].strip() for meaning, places in guess(names, chosen).items()}


def _first_line(lines: Iterable[str]) -> str:
    first = next((line for line in lines if not is_above(line)), "")
    return first.rstrip("\r\n")


def header(first: str) -> list[str]:
    """Return the names in the first line."""
    return next(csv.reader([first.lstrip("\ufeff")], delimiter=delimiter_of(first)), [])


def delimiter_of(first: str) -> str:
    """Return the delimiter that parts the header into the most columns."""
    return max(_DELIMITERS, key=lambda mark: len(next(csv.reader([first], delimiter=mark), [])))


def is_above(line: str) -> bool:
    """Tell whether a line stands above the header."""
    return not line.strip() or _ABOVE.match(line) is not None


def _folded(name: str) -> str:
    return " ".join(re.findall(r"[^\W_]+", name.lower()))


def is_wos(names: Sequence[str]) -> bool:
    """Tell whether a table is one of Web of Science, whose columns are called by its tags."""
    return {name.strip().lstrip("\ufeff") for name in names} >= _WOS_NEEDED


def is_by_field(first: str, second: str) -> bool:
    """Tell whether a line holds one field of a paper, as Embase writes them: "TITLE","On kites"."""
    return _label(first) == "TITLE" and _label(second) in _LABELS


def _label(line: str) -> str:
    return line.lstrip("\ufeff").partition('",')[0].removeprefix('"')


def check(
    file: str,
    names: Sequence[str],
    places: Mapping[str, tuple[int, ...]],
    chosen: Mapping[str, str],
) -> None:
    """Raise InputError where there is no column of titles, or none that was chosen."""
    shown = ", ".join(repr(name) for name in names[:20])
    is_meant = "title" not in places or any(
        _folded(c) in map(_folded, names) for c in chosen.values()
    )
    for meaning, name in chosen.items():
        if meaning not in COLUMNS or (is_meant and meaning not in places):
            known = (
                "a column" if meaning in COLUMNS else f"one of {', '.join(COLUMNS)} before the ="
            )
            raise InputError(
                f"{file}: expected {known} for {meaning}={name}, found {shown}",
                hint="--columns MEANING=NAME, as in title=Headline",
            )
    if "title" not in places and not is_wos(names):
        raise InputError(
            f"{file}: expected a column of titles, found {shown}",
            hint="--columns title=NAME says which one it is",
        )
