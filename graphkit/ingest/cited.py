"""Reference lists that stand in one text, as Scopus, Dimensions and OpenAlex write them.

References are parted by semicolons. Scopus wrote "Doe J., Roe K., On kites (2015) Wind, 3, pp. 1-9"
until 2022, and since then "Doe J., Roe K., On kites, Wind, 3, pp. 1-9, (2015)", in its tables,
BibTeX and RIS. Dimensions writes "[Doe, J]|On kites|Wind|2015|3||1-9|10.1000/x|pub.1000|5",
OpenAlex addresses of its works, parted by bars.
"""

import re

from graphkit.ingest import wos
from graphkit.ingest.identifiers import known_ids
from graphkit.publication import Reference

_PARTED = re.compile(r"\s*;\s*")
_DOI = re.compile(r"10\.\d{4,9}/[^\s,;]+")
_YEAR = re.compile(r"\((1[5-9]\d\d|20\d\d)\)")
_DIMENSIONS_BARS = 5
_OF_LENS = re.compile(r"\s*\d{3}(?:-\d{3}){3}-\d{2}[\dX]\s*(?:;|$)")
_WORKS = re.compile(r"\s*https://openalex\.org/W\d")
_CITED_YEAR = re.compile(r"1[5-9]\d\d|20\d\d")
_AUTHOR = re.compile(r"[^\d()]{1,40}? (?:[^\W\d_a-z]\.[ -]?){1,4}(?: ?(?:[JS]r\.?|I{2,3}|IV))?")
_INITIALS = re.compile(r"(?:[^\W\d_a-z]\.[ -]?){1,4}")
_OTHERS = re.compile(r"et al\.?|and others|\.\.\.", re.IGNORECASE)
# What stands behind the title and the journal: volume, issue, pages, article number.
_NUMBER = re.compile(
    r"(?:pp?\.\s*)?[A-Za-z]{0,4}\.?\s?\d[\w.:/–-]*"  # noqa: RUF001 - dash of pages
    r"|(?:pp?|vol|no|art|iss)\.\s.*|\d+(?:st|nd|rd|th) ed.*",
    re.IGNORECASE,
)
# A part of a title, as in "Deep, wide, and long kites"; few journals are written so.
_GOES_ON = re.compile(r"(?!arXiv|bioRxiv|medRxiv|eLife)[^\W\d_A-Z]")


def references(text: str) -> tuple[Reference, ...]:
    """Return the references of a text."""
    if _OF_LENS.match(text):
        return tuple(Reference(known_ids([("lens", part)])) for part in _PARTED.split(text.strip()))
    if _WORKS.match(text):
        return tuple(Reference(known_ids([("openalex", work)])) for work in text.split("|"))
    if text.count("|") >= _DIMENSIONS_BARS:
        return tuple(map(_of_dimensions, re.split(r"\s*;\s*(?=\[)", text.strip())))
    return tuple(reference(part) for part in _PARTED.split(text.strip()) if part)


def _of_dimensions(text: str) -> Reference:
    cells = [cell.strip() for cell in text.split("|")]
    doi = next((cell for cell in cells if cell.startswith("10.")), None)
    year = next((int(cell) for cell in cells[2:4] if _CITED_YEAR.fullmatch(cell)), None)
    return Reference(known_ids([("doi", doi)]), cells[1] if len(cells) > 1 else "", year)


def reference(text: str) -> Reference:
    """Return one reference: DOI, title and year, as far as they are there.

    In the newer form nothing marks where the title ends: what is left of author names and numbers
    is title and journal, and the journal is what comes behind the last comma.
    """
    doi, years = _DOI.search(text), list(_YEAR.finditer(text))
    year = years[-1] if years else None
    ids = known_ids([("doi", doi[0] if doi else None)])
    if year is None:
        return wos.reference(text) if _CITED_YEAR.search(text) else _undated(ids, text)
    newer = not text[year.end() :].strip(" .,")
    year = year if newer else years[0]
    before = _parts(text[: year.start()])
    titled = _without_authors(before)
    parts = titled or before[-1:]
    if not newer and ", ," in text[year.end() :] and not titled:
        # A book, whose title stands behind the year: "Doe, J., (2015) Long Kites, , Wind Press".
        parts = [text[year.end() :].partition(", ,")[0]]
    return Reference(ids, _title(_without_journal(parts) if newer else parts), int(year[1]))


def _undated(ids: tuple[str, ...], text: str) -> Reference:
    """Return a reference without year; it has a title where authors in front tell where."""
    parts = _parts(text)
    titled = _without_authors(parts)
    return Reference(
        ids, _title(_without_journal(titled)) if 0 < len(titled) < len(parts) else "", None
    )


def _parts(text: str) -> list[str]:
    return [part for part in map(str.strip, text.split(",")) if part]


def _without_authors(parts: list[str]) -> list[str]:
    """Return the parts behind the authors: "Doe J.", "Doe, J.", "et al."."""
    while parts:
        if _AUTHOR.fullmatch(parts[0]) or _OTHERS.fullmatch(parts[0]):
            parts = parts[1:]
        elif len(parts) > 1 and _INITIALS.fullmatch(parts[1]):
            parts = parts[2:]
        else:
            break
    return parts


def _title(parts: list[str]) -> str:
    """Return the title, "" where a journal alone stands there, as physicists cite: "Phys. Rev."."""
    title = " ".join(", ".join(parts).split()).strip(" ,")
    words = title.split()
    is_journal = "." in title and all(word.endswith(".") or len(word) == 1 for word in words)
    return "" if is_journal else title


def _without_journal(parts: list[str]) -> list[str]:
    """Return the parts of the title: without the numbers at the end and the journal before."""
    count = len(parts)
    while len(parts) > 1 and _NUMBER.fullmatch(parts[-1]):
        parts = parts[:-1]
    has_numbers = len(parts) < count
    if len(parts) > 1 and (has_numbers or not _GOES_ON.match(parts[-1])):
        # "…, and long kites. Wind Letters": where the title goes on, the journal is a sentence.
        end, stop, _ = parts[-1].partition(". ")
        parts = [*parts[:-1], *([end] if stop and _GOES_ON.match(parts[-1]) else [])]
    # A journal with commas in its name, "Proc. Wind, Oslo": a part in capitals is not the title's.
    while len(parts) > 1 and not _GOES_ON.match(parts[-1]):
        parts = parts[:-1]
    return parts
