"""The rows of a table in CSV or TSV, each with its line.

A quote that nobody closes would take all lines up to the next one, or the end of the file, into its
cell. Such a row is refused, and the lines behind its first one are read again as rows of their own.
"""

import csv
from collections import deque
from collections.abc import Iterable, Iterator
from typing import NamedTuple, TextIO

LONGEST_CELL = 4 * 1024 * 1024  # characters
MOST_READ_AGAIN = 64 * 1024 * 1024  # characters of a file: a file of open quotes is read no longer


class Row(NamedTuple):
    """The cells of a row and the line where it begins; `fault` says why they are none."""

    line: int
    cells: list[str]
    fault: str = ""


class Ahead:
    """A stream whose next line may be looked at, and to which lines may be given back."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._pending: deque[str] = deque()

    def look(self, most: int) -> str:
        """Return the next line, or the beginning of it, without reading it."""
        line = self.readline(most)
        self.give_back([line])
        return line

    def give_back(self, lines: Iterable[str]) -> None:
        """Make `lines` the next ones."""
        self._pending.extendleft(reversed([line for line in lines if line]))

    def readline(self, most: int = -1) -> str:
        """Return the next line, "" at the end."""
        line = self._pending.popleft() if self._pending else ""
        if line.endswith(("\n", "\r")) or (line and 0 <= most <= len(line)):
            return line
        return line + self._stream.readline(most)


def rows(stream: Ahead, line: int, delimiter: str, count: int, *, quotes: bool) -> Iterator[Row]:
    """Yield the rows of a table of `count` columns; the next line of the stream is `line`.

    Without `quotes` a quotation mark is a character like any other.
    """
    csv.field_size_limit(LONGEST_CELL)
    feed, again = _Feed(stream, line), 0
    reader = _reader(feed, delimiter, quotes=quotes)
    while True:
        feed.begin()
        try:
            cells, fault = next(reader), ""
        except StopIteration:
            return
        except csv.Error as error:
            cells, fault = [], f"expected a row of a table: {error}"
        several = len(feed.taken) > 1
        if not fault and (feed.ended or (several and not _is_sound(feed.taken, delimiter, count))):
            fault = "expected the end of a cell, found none: a quote is not closed"
        start = Row(feed.line, [feed.taken[0].strip()] if fault else cells, fault)
        if fault:
            again += sum(map(len, feed.taken))
            if again <= MOST_READ_AGAIN:
                feed.give_back()
            elif several:
                lines = len(feed.taken) - 1
                start = start._replace(fault=f"{fault}; {lines:,} more lines are lost with it")
            reader = _reader(feed, delimiter, quotes=quotes)
        yield start


def _is_sound(lines: list[str], delimiter: str, count: int) -> bool:
    """Tell whether a row of several lines is well-formed and no wider than the table.

    Where a quote was left open, the next one closes it, and a delimiter does not come behind.
    """
    try:
        return len(next(csv.reader(lines, delimiter=delimiter, strict=True))) <= count
    except csv.Error:
        return False


def _reader(lines: Iterator[str], delimiter: str, *, quotes: bool) -> Iterator[list[str]]:
    if quotes:
        return csv.reader(lines, delimiter=delimiter)
    return csv.reader(lines, delimiter=delimiter, quoting=csv.QUOTE_NONE)


class _Feed:
    """Lines for the parser, which may be given back; `taken` are those of the row at hand."""

    def __init__(self, stream: Ahead, line: int) -> None:
        self.line = line
        self.taken: list[str] = []
        self.ended = False
        self._stream = stream

    def __iter__(self) -> "_Feed":
        return self

    def __next__(self) -> str:
        text = self._stream.readline()
        if not text:
            self.ended = True
            raise StopIteration
        self.taken.append(text)
        return text

    def begin(self) -> None:
        """Begin a row."""
        self.line += len(self.taken)
        self.taken, self.ended = [], False

    def give_back(self) -> None:
        """Keep the first line of the row alone."""
        self._stream.give_back(self.taken[1:])
        del self.taken[1:]
