"""XML, written as it comes: a graph of any size needs the memory of one element."""

from collections.abc import Mapping
from typing import TextIO

# xml.sax.saxutils does the same, but loads urllib.request, which every command would wait for.
# A reader turns a bare carriage return into a line feed, and in an attribute any blank to a space.
_IN_TEXT = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#13;"})
_IN_ATTRIBUTE = _IN_TEXT | str.maketrans({'"': "&quot;", "\n": "&#10;", "\t": "&#9;"})


class MarkupWriter:
    """Write elements to a text stream, indented; values are escaped, names are ours."""

    def __init__(self, text: TextIO) -> None:
        self._text = text
        self._open: list[str] = []
        text.write('<?xml version="1.0" encoding="UTF-8"?>\n')

    def start(self, name: str, attributes: Mapping[str, str] | None = None) -> None:
        """Open an element."""
        self._text.write(f"{self._indent()}<{name}{_attributes(attributes)}>\n")
        self._open.append(name)

    def end(self) -> None:
        """Close the innermost open element."""
        name = self._open.pop()
        self._text.write(f"{self._indent()}</{name}>\n")

    def leaf(
        self, name: str, attributes: Mapping[str, str] | None = None, content: str | None = None
    ) -> None:
        """Write an element without children: with text in it, or empty."""
        head = f"{self._indent()}<{name}{_attributes(attributes)}"
        if content is None:
            self._text.write(f"{head}/>\n")
        else:
            self._text.write(f"{head}>{content.translate(_IN_TEXT)}</{name}>\n")

    def _indent(self) -> str:
        return "  " * len(self._open)


def _attributes(attributes: Mapping[str, str] | None) -> str:
    return "".join(
        f' {name}="{value.translate(_IN_ATTRIBUTE)}"' for name, value in (attributes or {}).items()
    )
