"""Bytes to numbered lines: the encoding is found, and no line may fill the memory."""

import codecs
import io
from collections.abc import Generator
from typing import BinaryIO, NamedTuple, TextIO

from graphkit.errors import InputError

LONGEST_LINE = 4 * 1024 * 1024  # characters; abstracts have about two thousand
LONGEST_OBJECT = 32 * 1024 * 1024  # a work of OpenAlex with 3,000 authors has nine million
_CHUNK = 256 * 1024
_WIDE_BYTES = 32
_WIDE_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_KINDS = {b"%PDF": "a PDF", b"PK\x03\x04": "a zip archive", b"\x1f\x8b": "a gzip file"}
_ALLOWED_CONTROLS = frozenset(b"\t\n\r\f\v\x1b")
_MOST_CONTROLS = 4  # stray ones, in a short text


class Line(NamedTuple):
    """A line without its end and without spaces around, and its number, from 1."""

    number: int
    text: str


class Encoding(NamedTuple):
    """A codec, and what it does with bytes that it cannot read."""

    codec: str
    errors: str = "strict"


def filled_lines(
    stream: BinaryIO, file: str, longest: int = LONGEST_LINE
) -> Generator[Line, None, None]:
    """Yield the lines that are not blank, without blanks around them. Closes the stream.

    Raise InputError for bytes that are no text, and as `numbered_lines` does.
    """
    with open_text(stream, file) as text:
        for line in numbered_lines(text, file, longest):
            if bare := line.text.strip():
                yield Line(line.number, bare)


def numbered_lines(
    text: TextIO, file: str, longest: int = LONGEST_LINE
) -> Generator[Line, None, None]:
    """Yield every line as it stands, without its end.

    Lines end in LF, CR LF or CR. Raise InputError for a line of more than `longest` characters,
    of which no more than that is ever held.
    """
    number = 0
    while line := text.readline(longest + 1):
        number += 1
        if len(line) > longest:
            raise InputError(
                f"{file}, line {number}: expected at most {longest:,} characters a line",
                hint="a listing has a title or an abstract a line, JSON Lines one object",
            )
        yield Line(number, line.rstrip("\n"))


def open_text(
    stream: BinaryIO, file: str, *, declared: str | None = None, newline: str | None = None
) -> io.TextIOWrapper:
    """Return the bytes as text, from the start. Raise InputError for bytes that are no text.

    `declared` is an encoding that the file itself names; it counts where Python knows it.
    """
    encoding = find_encoding(stream, file)
    stream.seek(0)
    known = _known(declared)
    if known is not None and not encoding.codec.startswith("utf-16"):
        encoding = Encoding(known, "replace")
    return io.TextIOWrapper(stream, encoding.codec, encoding.errors, newline=newline)


def _known(codec: str | None) -> str | None:
    """Return a declared encoding that says more than what is found out anyway."""
    try:
        name = codecs.lookup(codec).name if codec else None
    except LookupError:
        return None
    return None if name in {None, "utf-8", "ascii"} or str(name).startswith("utf-16") else name


def find_encoding(stream: BinaryIO, file: str) -> Encoding:
    """Read all bytes once and return how to decode them.

    UTF-8 and UTF-16, with or without a byte order mark; else Windows-1252, of which
    Latin-1's letters are a part. An unfinished character at the very end is left out. Raise
    InputError for an empty file, for binary data, and for UTF-8 with damage in it.
    """
    start = stream.read(_CHUNK)
    if not start:
        raise InputError(
            f"{file}: the file is empty", hint="expected papers: a listing, a bibliography or JSON"
        )
    wide = _wide_codec(start)
    if wide is not None:
        return Encoding(wide, "replace")
    _refuse_binary(_binary_kind(start), file)
    tally = _Tally(file)
    piece = start
    while piece:
        tally.take(piece)
        piece = stream.read(_CHUNK)
    return tally.verdict()


def decode_start(start: bytes) -> str | None:
    """Return the first bytes of a file as text to look at, or None where they are no text."""
    wide = _wide_codec(start)
    if wide is not None:
        return start.decode(wide, "replace")
    if _binary_kind(start) is not None:
        return None
    return start.decode("utf-8-sig", "replace")


def _wide_codec(start: bytes) -> str | None:
    """Return the codec of UTF-16: it has a mark, or every other byte of its first ones is zero."""
    if start.startswith(_WIDE_MARKS):
        return "utf-16"
    some = start[:_WIDE_BYTES]
    for codec, zeros, letters in (
        ("utf-16-le", some[1::2], some[::2]),
        ("utf-16-be", some[::2], some[1::2]),
    ):
        if len(letters) > 1 and not any(zeros) and all(byte >= 9 for byte in letters):  # noqa: PLR2004 - a tab
            return codec
    return None


def _binary_kind(piece: bytes) -> str | None:
    """Say what a piece of bytes is where it is no text in an 8-bit encoding."""
    for mark, kind in _KINDS.items():
        if piece.startswith(mark):
            return kind
    if b"\0" in piece:
        return "binary data"
    controls = sum(piece.count(code) for code in range(32) if code not in _ALLOWED_CONTROLS)
    return "binary data" if controls > _MOST_CONTROLS and controls * 20 > len(piece) else None


def _refuse_binary(kind: str | None, file: str) -> None:
    if kind is not None:
        raise InputError(
            f"{file}: expected text, found {kind}",
            hint="save it as plain text, or unpack it first",
        )


class _Tally:
    """Counts what speaks for UTF-8 and what against it."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.good = 0  # characters of more than one byte that are whole
        self.bad: list[int] = []  # lines with bytes that are not UTF-8
        self.cut = False  # the file ends inside a character
        self.foreign = False  # bytes that Windows-1252 does not have either
        self._rest = b""
        self._line = 1

    def take(self, piece: bytes) -> None:
        """Count a piece of the file."""
        _refuse_binary("binary data" if b"\0" in piece else None, self.file)
        self.foreign = self.foreign or bool(set(piece) & {0x81, 0x8D, 0x8F, 0x90, 0x9D})
        self._decode(self._rest + piece)

    def verdict(self) -> Encoding:
        """Decide. A file with more whole characters than broken ones is damaged UTF-8."""
        self.cut = bool(self._rest)
        if not self.bad and (not self.cut or self.good):
            return Encoding("utf-8-sig", "ignore" if self.cut else "strict")
        if self.foreign or self.good > len(self.bad):
            line = self.bad[0] if self.bad else self._line
            raise InputError(
                f"{self.file}, line {line}: expected text in UTF-8, found bytes that are not",
                hint="the file is damaged, or in another encoding: save it as UTF-8",
            )
        return Encoding("cp1252")

    def _decode(self, data: bytes) -> None:
        self._rest = b""
        while data:
            try:
                self._count(data.decode("utf-8"))
            except UnicodeDecodeError as error:
                self._count(data[: error.start].decode("utf-8"))
                if error.reason == "unexpected end of data":
                    self._rest = data[error.start :]
                    return
                self.bad.append(self._line)
                data = data[error.end :]
            else:
                return

    def _count(self, text: str) -> None:
        self._line += text.count("\n")
        self.good += 0 if text.isascii() else len(text) - len(text.encode("ascii", "ignore"))
