"""Files to papers: find out the format, and hand the lines to its reader."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from itertools import chain
from typing import TypeAlias

from graphkit.errors import InputError
from graphkit.ingest import jsonl, listing_bare, listing_dated
from graphkit.ingest.detect import HEAD_SIZE, JSON_LINES_SUFFIXES, Format, detect
from graphkit.ingest.inputs import Input, find
from graphkit.ingest.text import Line, filled_lines
from graphkit.model import Paper, Refusal

Reader: TypeAlias = Callable[[Iterable[Line], str], Iterator[Paper | Refusal]]

_READERS: Mapping[Format, Reader] = {
    Format.DATED: listing_dated.read,
    Format.BARE: listing_bare.read,
    Format.JSON_LINES: jsonl.read,
}


def read(paths: Sequence[str]) -> Iterator[Paper | Refusal]:
    """Yield the records of files, folders and standard input ("-"), each as it stands there.

    Raise InputError for what cannot be read as a whole; a bad record is a Refusal.
    """
    return read_inputs(find(paths))


def read_inputs(inputs: Iterable[Input]) -> Iterator[Paper | Refusal]:
    """Yield the records of `inputs`, input by input. Errors as for `read`."""
    for item in inputs:
        yield from _read_input(item)


def _read_input(item: Input) -> Iterator[Paper | Refusal]:
    shown = item.name if item.path is None else str(item.path)
    with item.open() as stream, closing(filled_lines(stream, shown)) as lines:
        head = _head(lines)
        form = _format(item, head, shown)
        empty = True
        for record in _READERS[form](chain(head, lines), item.name):
            empty = False
            yield record
    if empty:
        raise InputError(
            f"{shown}: expected records, found only the head of a page",
            hint="the page may be cut: save it again",
        )


def _head(lines: Iterator[Line]) -> list[Line]:
    head, size = list[Line](), 0
    for line in lines:
        head.append(line)
        size += len(line.text)
        if size > HEAD_SIZE:
            break
    return head


def _format(item: Input, head: Sequence[Line], shown: str) -> Format:
    if not head:
        raise InputError(
            f"{shown}: the file is blank", hint="expected a listing page or JSON Lines"
        )
    if item.path is not None and item.path.suffix.lower() in JSON_LINES_SUFFIXES:
        return Format.JSON_LINES
    form = detect([line.text for line in head])
    if form is None:
        raise InputError(
            f"{shown}: expected a listing page or JSON Lines, found text of another kind",
            hint="a page has a title and its abstract in turn, each on a line of its own;"
            ' JSON Lines have an object with "title" and "abstract" a line',
        )
    return form
