"""BibTeX and BibLaTeX, an entry at a time.

Braces decide where an entry ends, as in BibTeX; an entry that is still open where the next one
begins at the start of a line is refused alone. What stands between entries is a comment, as in
BibTeX, unless it looks like a field: then a brace closed an entry too early, which is refused.

Fields are inherited through `crossref` and `xdata`, also from entries further down, so the entries
that are concerned come last.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from graphkit.ingest.bibtex_record import paper_of
from graphkit.ingest.pages import refuse
from graphkit.ingest.records import RecordError
from graphkit.ingest.text import Line
from graphkit.model import Paper, Refusal, Source

LONGEST_ENTRY = 4 * 1024 * 1024  # characters
_START = re.compile(r"(?<![\w.])@\s*(?P<type>[A-Za-z]+)\s*(?P<open>[{(])")
_NEXT = re.compile(r"@[A-Za-z]+\s*[{(]\s*[^\s,{}()=]+\s*,\s*(?:$|[A-Za-z][\w-]*\s*=)")
_STRAY = re.compile(r"[A-Za-z][\w-]*\s*=\s*[{\"\d]|[}\"]")
# Some tools write names of two words: "key words = {…}".
_NAME = re.compile(r"\s*,?\s*(?P<name>[A-Za-z][^\s=,{}\"#%']*(?: [A-Za-z]+)?)\s*=\s*")
_BARE = re.compile(r"[^\s,#{}\"]+")
_CONCAT = re.compile(r"\s*#\s*")
_PARENTS = frozenset(
    {"proceedings", "mvproceedings", "book", "mvbook", "collection", "mvcollection", "periodical"}
)
_NO_PAPERS = frozenset({"comment", "preamble", "string", "xdata", "set"})
# Fields that may stand several times, and what parts their values.
_REPEATED = {"keywords": "; ", "keyword": "; ", "author": " and ", "editor": " and "}
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


@dataclass(slots=True)
class Entry:
    """An entry as it stands: `type` and the names of `fields` in lower case."""

    line: Line
    type: str
    key: str
    fields: dict[str, str]


@dataclass(slots=True)
class _Open:
    """An entry whose end was not seen yet."""

    line: Line
    type: str
    pieces: list[str] = field(default_factory=list)
    depth: int = 0
    size: int = 0
    quoted: bool = False


def looks_so(lines: Iterable[str]) -> bool:
    """Tell whether a text is BibTeX: a line that begins an entry, before anything like prose."""
    return any(_START.match(line) and ("{" in line or "(" in line) for line in lines)


def read(lines: Iterable[Line], file: str) -> Iterator[Paper | Refusal]:
    """Yield the paper of each entry, and a refusal for each that cannot be read."""
    macros = {name: name for name in _MONTHS}
    parents: dict[str, Entry] = {}
    waiting: list[Entry] = []
    for item in _entries(lines, file):
        if isinstance(item, Refusal):
            yield item
            continue
        try:
            entry = _parse(item, macros)
        except RecordError as error:
            yield refuse(item.line, file, str(error))
            continue
        if entry is None:
            continue
        if entry.type in _PARENTS or entry.type == "xdata" or _heirs(entry):
            parents.setdefault(entry.key.lower(), entry)
            waiting.append(entry)
        else:
            yield _record(entry, file)
    used = {name.lower() for entry in waiting for name in _heirs(entry)}
    for entry in waiting:
        if entry.type != "xdata" and not (entry.type in _PARENTS and entry.key.lower() in used):
            yield _record(_with_inherited(entry, parents), file)


def _entries(lines: Iterable[Line], file: str) -> Iterator[_Open | Refusal]:
    """Cut the lines into entries, and refuse what is no whole entry."""
    current: _Open | None = None
    told = False
    for line in lines:
        text = line.text
        if current is not None and current.depth and _NEXT.match(text):
            yield refuse(
                current.line, file, "expected the closing brace of this entry, found the next"
            )
            current = None
        while text:
            if current is None:
                start = None if text.startswith("%") else _START.search(text)
                if start is None:
                    if _STRAY.match(text) and not told:
                        told = True
                        yield refuse(
                            line, file, "found a field outside of any entry: a brace too many"
                        )
                    break
                current, told = _Open(line, start["type"].lower()), False
                text = text[start.end() - 1 :]
            rest = _take(current, text)
            if rest is None:
                if current.size > LONGEST_ENTRY:
                    yield refuse(current.line, file, f"longer than {LONGEST_ENTRY:,} characters")
                    current = None
                break
            yield current
            current, text = None, rest
    if current is not None:
        yield refuse(current.line, file, "expected the closing brace of this entry, found the end")


def _take(entry: _Open, text: str) -> str | None:
    """Add text to an entry; return what is behind its end, None where the end is not in it."""
    opening, closing = ("(", ")") if entry.pieces[:1] == ["("] else ("{", "}")
    if not entry.pieces:
        opening, closing = (text[0], ")" if text[0] == "(" else "}")
        entry.pieces.append(text[0])
        entry.depth, text = 1, text[1:]
    for found in re.finditer(r'[{}()"]' if opening == "(" else r"[{}]", text):
        c = found[0]
        if c == '"' and entry.depth == 1:
            entry.quoted = not entry.quoted
        elif c == "{":
            entry.depth += 1
        elif c == "}" and (opening == "{" or entry.depth > 1):
            entry.depth -= 1
        elif c == closing and entry.depth == 1 and not entry.quoted:
            entry.depth = 0
        if entry.depth == 0:
            entry.pieces.append(text[: found.start()])
            return text[found.end() :]
    entry.pieces.append(text + "\n")
    entry.size += len(text) + 1
    return None


def _parse(item: _Open, macros: dict[str, str]) -> Entry | None:
    """Return the entry, None for what is no record; a @string goes into the macros."""
    body = "".join(item.pieces[1:])
    if item.type == "string":
        macros.update(_fields(body, 0, macros))
        return None
    if item.type in _NO_PAPERS - {"xdata"}:
        return None
    key, comma, _ = body.partition(",")
    if "=" in key:  # no key at all
        key, comma, start = "", ",", 0
    else:
        start = len(key) + 1
    fields = dict(_fields(body, start, macros)) if comma else {}
    return Entry(item.line, item.type, key.strip(), fields)


def _fields(body: str, start: int, macros: Mapping[str, str]) -> dict[str, str]:
    """Return the fields from `start` on; of a field that stands twice the first one counts.

    Keywords and names are joined: ScienceDirect writes a field for each keyword.
    """
    found: dict[str, str] = {}
    place = start
    while place < len(body):
        head = _NAME.match(body, place)
        if head is None:
            rest = body[place:].strip(" \t\r\n,")
            if rest:
                raise RecordError(f"expected a field, found {rest[:40]!r}")
            break
        value, place = _value(body, head.end(), macros)
        name = head["name"].lower().replace(" ", "")
        mark = _REPEATED.get(name)
        if not value.strip() or found.setdefault(name, value) == value:
            continue
        if mark and value not in found[name].split(mark):
            found[name] += mark + value
    return found


def _value(body: str, place: int, macros: Mapping[str, str]) -> tuple[str, int]:
    parts = []
    while True:
        part, place = _part(body, place, macros)
        parts.append(part)
        joined = _CONCAT.match(body, place)
        if joined is None:
            return "".join(parts), place
        place = joined.end()


def _part(body: str, place: int, macros: Mapping[str, str]) -> tuple[str, int]:
    opening = body[place : place + 1]
    if opening in {"{", '"'}:
        end = _end_of(body, place, opening)
        if end is None:
            raise RecordError(
                f"expected the end of a value that begins {body[place : place + 30]!r}"
            )
        return body[place + 1 : end], end + 1
    bare = _BARE.match(body, place)
    if bare is None:
        return "", place
    return macros.get(bare[0].lower(), bare[0]), bare.end()


def _end_of(body: str, place: int, opening: str) -> int | None:
    """Return where a value ends that begins with a brace or a quote."""
    depth = 0
    for found in re.finditer(r'[{}"]', body[place + 1 :]):
        if found[0] == "{":
            depth += 1
        elif found[0] == "}":
            if depth == 0:
                return place + 1 + found.start() if opening == "{" else None
            depth -= 1
        elif opening == '"' and depth == 0:
            return place + 1 + found.start()
    return None


def _heirs(entry: Entry) -> list[str]:
    """Return the keys of the entries that this one inherits from."""
    names = [entry.fields.get("crossref", "")]
    names += entry.fields.get("xdata", "").split(",")
    return [name.strip() for name in names if name.strip()]


def _with_inherited(entry: Entry, parents: Mapping[str, Entry]) -> Entry:
    """Return the entry with what its parents and theirs say; a circle ends where it closes."""
    fields, seen = dict(entry.fields), {entry.key.lower()}
    ahead = _heirs(entry)
    while ahead:
        name = ahead.pop(0).lower()
        parent = parents.get(name)
        if parent is None or name in seen:
            continue
        seen.add(name)
        for inherited, value in parent.fields.items():
            fields.setdefault(_renamed(inherited, parent.type, entry.type), value)
        ahead += _heirs(parent)
    return Entry(entry.line, entry.type, entry.key, fields)


def _renamed(name: str, parent: str, child: str) -> str:
    """Return the field of a child that a parent's field becomes: its title is the book's title."""
    if parent == "xdata" or name not in {"title", "subtitle"}:
        return name
    if parent == "periodical" and child in {"article", "suppperiodical"}:
        return {"title": "journaltitle", "subtitle": "journalsubtitle"}[name]
    return f"book{name}"


def _record(entry: Entry, file: str) -> Paper | Refusal:
    try:
        return paper_of(entry.type, entry.key, entry.fields, Source(file, entry.line.number))
    except RecordError as error:
        return refuse(entry.line, file, str(error))
