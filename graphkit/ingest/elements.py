"""XML files cut into their records, each parsed alone.

A file of any size needs the memory of one record, and a record that is not well-formed is refused
alone. A document type with entities of its own is refused before anything is parsed: entities are
what an XML bomb is made of, and no bibliographic format needs them. Names lose their namespaces.
"""

import html
import re
from collections.abc import Callable, Generator, Iterator
from typing import NamedTuple, TextIO
from xml.etree.ElementTree import Element

from graphkit.errors import InputError
from graphkit.ingest.pages import refuse
from graphkit.ingest.records import RecordError
from graphkit.ingest.text import Line
from graphkit.model import Paper, Refusal, Source

LONGEST_RECORD = 32 * 1024 * 1024  # characters
LONGEST_PROLOG = 1024 * 1024
_CHUNK = 256 * 1024
_ENTITY = re.compile(r"<!ENTITY", re.IGNORECASE)
_ROOT = re.compile(r"<(?![?!])(?P<name>[^\s/>]+)[^<>]*>")
_NAMED = re.compile(r"&(?!(?:amp|lt|gt|quot|apos|#\d+|#x[0-9a-fA-F]+);)(?P<name>[A-Za-z]\w*);")
_PREFIXES = re.compile(r"""\sxmlns(?::[\w.-]+)?\s*=\s*(?:"[^"]*"|'[^']*')""")
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


class Piece(NamedTuple):
    """A part of an XML file: the line where it begins, its name, and its text.

    Of a container the text is its start tag alone, as an empty element.
    """

    line: int
    name: str
    text: str
    prefixes: str

    def element(self) -> Element:
        """Parse the piece. Raise RecordError where it is not well-formed."""
        from xml.etree.ElementTree import ParseError, XMLParser  # noqa: PLC0415 - only for XML

        text = _CONTROLS.sub("", _NAMED.sub(_resolved, self.text))
        parser = XMLParser()  # noqa: S314 - a piece holds no document type: no entities to expand
        try:
            parser.feed(f"<_ {self.prefixes}>{text}</_>")
            root = parser.close()
        except ParseError as error:
            raise RecordError(f"expected well-formed XML: {error.msg}") from error
        for node in root.iter():
            node.tag = str(node.tag).rpartition("}")[2]
            if any("}" in name for name in node.attrib):
                node.attrib = {k.rpartition("}")[2]: v for k, v in node.attrib.items()}
        return root[0]

    def refusal(self, file: str, error: RecordError) -> Refusal:
        """Return the refusal of the piece, which shows how it begins."""
        return refuse(Line(self.line, " ".join(self.text[:200].split())), file, str(error))


def pieces(
    stream: TextIO, file: str, *, records: frozenset[str], containers: frozenset[str] = frozenset()
) -> Generator[Piece, None, None]:
    """Yield the elements called as in `records`, and the start tags of `containers`.

    Raise InputError for a document type that declares entities, and where a record is longer than
    `LONGEST_RECORD`. A record that does not end is the last piece.
    """
    names = "|".join(sorted(re.escape(name) for name in records | containers))
    start = re.compile(rf"<(?:[\w.-]+:)?(?P<name>{names})(?P<rest>\s[^<>]*)?>")
    buffer, line, prefixes = _Buffer(stream), 1, None
    while True:
        if prefixes is None:
            prefixes = _prolog(buffer, file)
        found = buffer.search(start)
        if found is None:
            return
        name, tag = found["name"], found[0]
        line = buffer.drop(found.start())
        if name in containers:
            yield Piece(line, name, tag if tag.endswith("/>") else f"{tag[:-1]}/>", prefixes)
            buffer.drop(len(tag))
            continue
        if tag.endswith("/>"):
            text = tag
        else:
            whole = buffer.until(
                re.compile(rf"</(?:[\w.-]+:)?{re.escape(name)}\s*>"), LONGEST_RECORD
            )
            if whole is None:
                raise InputError(
                    f"{file}, line {line}: expected the end of <{name}> within "
                    f"{LONGEST_RECORD:,} characters",
                    hint="the file is damaged",
                )
            text = whole
        yield Piece(line, name, text, prefixes)
        buffer.drop(len(text))


def read_pieces(
    stream: TextIO,
    file: str,
    records: frozenset[str],
    paper_of: Callable[[Element, Source], Paper],
) -> Iterator[Paper | Refusal]:
    """Yield the paper of each record, and a refusal for each of which `paper_of` can make none."""
    for piece in pieces(stream, file, records=records):
        try:
            yield paper_of(piece.element(), Source(file, piece.line))
        except RecordError as error:
            yield piece.refusal(file, error)


def text_in(element: Element | None) -> str:
    """Return all text inside an element, its children's too."""
    return "".join(element.itertext()) if element is not None else ""


def texts_in(element: Element, path: str) -> Iterator[str]:
    """Yield the text of every element that a path finds and that has any."""
    for found in element.iterfind(path):
        text = " ".join(text_in(found).split())
        if text:
            yield text


def first_in(element: Element | None, *paths: str) -> str | None:
    """Return the text of the first element that one of the paths finds, in their order."""
    if element is None:
        return None
    return next((text for path in paths for text in texts_in(element, path)), None)


class _Buffer:
    """A window on a text stream that is dropped from the front; lines are counted from 1."""

    def __init__(self, stream: TextIO) -> None:
        self.text = ""
        self._stream = stream
        self._line = 1

    def grow(self, size: int = _CHUNK) -> bool:
        """Read more; tell whether there was any."""
        more = self._stream.read(size)
        self.text += more
        return bool(more)

    def drop(self, count: int) -> int:
        """Forget so many characters, and return the line of the first one behind them."""
        self._line += self.text.count("\n", 0, count)
        self.text = self.text[count:]
        return self._line

    def search(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        """Return the first match; what cannot be part of one is forgotten on the way."""
        while True:
            found = pattern.search(self.text)
            if found is not None:
                return found
            last = self.text.rfind("<")
            keep = len(self.text) - last if last >= 0 and len(self.text) - last < _CHUNK else 0
            self.drop(len(self.text) - keep)
            if not self.grow():
                return None

    def until(self, pattern: re.Pattern[str], limit: int) -> str | None:
        """Return the text up to the end of a match, all there is at the end, None past `limit`."""
        place, size = 0, _CHUNK
        while True:
            found = pattern.search(self.text, place)
            if found is not None:
                return self.text[: found.end()]
            if len(self.text) > limit:
                return None
            place = max(0, len(self.text) - _CHUNK // 16)
            if not self.grow(size):
                return self.text
            size *= 2


def _prolog(buffer: _Buffer, file: str) -> str:
    """Read up to the root's start tag; return its namespace prefixes."""
    while True:
        found = _ROOT.search(buffer.text)
        _refuse_entities(buffer.text[: found.start() if found else len(buffer.text)], file)
        if found is not None:
            return "".join(dict.fromkeys(_PREFIXES.findall(found[0])))
        if len(buffer.text) > LONGEST_PROLOG or not buffer.grow():
            return ""


def _refuse_entities(prolog: str, file: str) -> None:
    if _ENTITY.search(prolog):
        raise InputError(
            f"{file}: expected bibliographic XML, found a document type that declares entities",
            hint="no producer writes them: such a file is damaged or made to do harm",
        )


def _resolved(found: re.Match[str]) -> str:
    """Return an entity of HTML as its character; one that nobody knows stays as text."""
    character = html.unescape(found[0])
    return (
        f"&amp;{found['name']};" if character == found[0] else html.escape(character, quote=False)
    )
