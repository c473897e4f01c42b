"""JSON documents of any size, an item at a time: arrays, and the answers of APIs around them."""

import json
import re
from collections.abc import Generator, Iterator
from typing import Any, NamedTuple, TextIO

from graphkit.ingest.jsonl import ENVELOPES, OUTER, papers_in
from graphkit.ingest.pages import refuse
from graphkit.ingest.text import Line
from graphkit.model import Paper, Refusal

LONGEST_ITEM = 32 * 1024 * 1024  # characters
_CHUNK = 256 * 1024
_BLANK = re.compile(r"[\s\ufeff]*")
_DECODER = json.JSONDecoder()


class Item(NamedTuple):
    """A value and the line where it begins; `fault` says why what follows cannot be read."""

    line: int
    value: Any
    fault: str = ""


def read(stream: TextIO, file: str) -> Iterator[Paper | Refusal]:
    """Yield the papers of a document, and a refusal for each item that holds none.

    Where the JSON itself is broken, the rest is refused as one.
    """
    for item in items(stream):
        if item.fault:
            yield refuse(Line(item.line, ""), file, item.fault)
        elif item.value is not None:  # what an index does not know it answers as null
            yield from papers_in(item.value, Line(item.line, json.dumps(item.value)[:80]), file)


def items(stream: TextIO) -> Generator[Item, None, None]:
    """Yield the items of the array that the document is or holds, else the document itself."""
    window = _Window(stream)
    try:
        yield from _top(window)
    except _BrokenError as error:
        yield Item(window.line, None, f"expected JSON up to the end of the file: {error}")


class _BrokenError(ValueError):
    """The text is no JSON."""


class _Window:
    """A window on a text stream, with the line of its first character."""

    def __init__(self, stream: TextIO) -> None:
        self.text = ""
        self.line = 1
        self._stream = stream
        self._ended = False

    def grow(self, size: int = _CHUNK) -> bool:
        more = self._stream.read(size)
        self._ended = not more
        self.text += more
        return bool(more)

    def drop(self, count: int) -> None:
        self.line += self.text.count("\n", 0, count)
        self.text = self.text[count:]

    def next(self) -> str:
        """Skip blanks and return the character behind them, "" at the end."""
        while True:
            blank = _BLANK.match(self.text)
            self.drop(blank.end() if blank else 0)
            if self.text or not self.grow():
                return self.text[:1]

    def take(self, *expected: str) -> str:
        found = self.next()
        if found not in expected or not found:
            wanted = " or ".join(map(repr, expected))
            raise _BrokenError(f"{wanted} is missing, found {found or 'the end'!r}")
        self.drop(1)
        return found

    def value(self) -> Any:  # noqa: ANN401 - any JSON
        """Read one value; grow the window until it holds it."""
        self.next()
        size = _CHUNK
        while True:
            try:
                value, end = _DECODER.raw_decode(self.text)
            except RecursionError as error:
                raise _BrokenError("too deeply nested") from error
            except json.JSONDecodeError as error:
                cut = error.pos >= len(self.text) - 16 or error.msg.startswith("Unterminated")
                if not cut or len(self.text) > LONGEST_ITEM or not self.grow(size):
                    raise _BrokenError(error.msg) from error
                size *= 2
            except ValueError as error:
                raise _BrokenError(str(error)) from error
            else:
                if (
                    end == len(self.text)
                    and not isinstance(value, dict | list | str)
                    and self.grow()
                ):
                    continue  # a number may go on in the next piece
                self.drop(end)
                return value


def _top(window: _Window) -> Iterator[Item]:
    first = window.next()
    if first == "[":
        yield from _array(window)
    elif first == "{":
        yield from _object(window, ENVELOPES)
    else:
        yield Item(window.line, window.value())
    if window.next():
        if window.text[0] in "[{":  # documents one behind another
            yield from _top(window)
        else:
            raise _BrokenError(f"found {window.text[:20]!r} behind the end")


def _array(window: _Window) -> Iterator[Item]:
    window.take("[")
    while window.next() != "]":
        line = window.line
        yield Item(line, window.value())
        if window.take(",", "]") == "]":
            return
    window.take("]")


def _object(window: _Window, envelopes: tuple[str, ...]) -> Iterator[Item]:
    """Yield the items inside an answer; an object without any is an item itself."""
    line, fields, held = window.line, dict[str, Any](), False
    window.take("{")
    while window.next() != "}":
        name = window.value()
        window.take(":")
        opening = window.next()
        if name in envelopes and opening == "[":
            held = True
            yield from _array(window)
        elif name in OUTER and opening == "{":
            held = True
            yield from _object(window, envelopes)
        else:
            fields[str(name)] = window.value()
        if window.take(",", "}") == "}":
            break
    else:
        window.take("}")
    if not held:
        yield Item(line, fields)
