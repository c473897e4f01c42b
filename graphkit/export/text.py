"""Text streams: UTF-8 on top of the byte stream that a writer is given."""

import io
import json
from collections.abc import Generator, Iterable
from contextlib import contextmanager
from typing import IO, TextIO

# Inside a JSON text these may stand for themselves, but some readers break lines at them.
_LINE_BREAKS = {0x85: "\\u0085", 0x2028: "\\u2028", 0x2029: "\\u2029"}


@contextmanager
def utf8(stream: IO[bytes]) -> Generator[TextIO, None, None]:
    """Give a text stream that writes to `stream`, and leave `stream` open."""
    text = io.TextIOWrapper(stream, encoding="utf-8", newline="")
    try:
        yield text
        text.flush()
    finally:
        text.detach()


def json_line(value: object) -> str:
    """Return a value as JSON on one line, without a line break of any script in it."""
    text = json.dumps(value, ensure_ascii=False, allow_nan=False)
    return text.translate(_LINE_BREAKS)


def write_array(text: TextIO, name: str, items: Iterable[object]) -> None:
    """Write `"name": [` with one item a line and `]`."""
    text.write(f'"{name}": [')
    separator = "\n"
    for item in items:
        text.write(separator + json_line(item))
        separator = ",\n"
    text.write("\n]")
