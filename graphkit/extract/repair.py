"""Repair what listings break in a text, and remember where every character came from.

LaTeX leftovers, lost spaces, TeX quotes, ligatures and addresses are put right before the text is
split into words. Each character of the repaired text knows its place in the source, so a span of
one slices the other.
"""

import re
import unicodedata
from array import array
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from graphkit.extract.words import word_set

_SHORT_FORMULA = 3
ADDRESS = "URL"  # what stands in the repaired text where the source has an address

# The mark of a LaTeX accent -> the combining character that it stands for.
_ACCENTS = {
    '"': "\u0308", "'": "\u0301", "`": "\u0300", "^": "\u0302", "~": "\u0303", "=": "\u0304",
    ".": "\u0307", "u": "\u0306", "v": "\u030c", "H": "\u030b", "c": "\u0327", "r": "\u030a",
    "k": "\u0328",
}  # fmt: skip
# What a LaTeX command writes. Greek letters go by their escapes, being so like Latin ones.
_LETTERS = {
    "i": "i", "j": "j", "o": "\u00f8", "O": "\u00d8", "l": "\u0142", "L": "\u0141", "ss": "\u00df",
    "ae": "\u00e6", "AE": "\u00c6", "oe": "\u0153", "OE": "\u0152", "aa": "\u00e5", "AA": "\u00c5",
    "times": "\u00d7", "sim": "~", "approx": "\u2248", "leq": "\u2264", "geq": "\u2265",
    "pm": "\u00b1", "ldots": "...", "alpha": "\u03b1", "beta": "\u03b2", "gamma": "\u03b3",
    "delta": "\u03b4", "epsilon": "\u03b5", "varepsilon": "\u03b5", "lambda": "\u03bb",
    "mu": "\u03bc", "pi": "\u03c0", "sigma": "\u03c3", "tau": "\u03c4", "phi": "\u03c6",
    "infty": "\u221e", "to": "\u2192",
    "rightarrow": "\u2192", "in": "\u2208", "quad": " ", "cdot": "\u00b7",
}  # fmt: skip
_DROPPED = word_set(
    "em bf it tt sc rm sl emph textbf textit texttt textsc textrm textsf textsl text mathbf "
    "mathrm mathcal mathbb mathit mathsf operatorname underline mbox xspace url left right "
    "footnotesize small large"
)
# Typographic hyphens and quotes, and the plain sign that stands for each.
_SIGNS = str.maketrans(
    dict.fromkeys(map(chr, (0x2010, 0x2011, 0x2012)), "-")
    | dict.fromkeys(map(chr, (0x2018, 0x2019, 0x201A)), "'")
    | dict.fromkeys(map(chr, (0x201C, 0x201D, 0x201E)), '"')
)

_BREAKS = re.compile(
    r"""
      (?P<note>\A\s*\[[^\[\]\n]{1,80}\]\s(?=\S))                  # an editor's note in front
    | (?P<stars>\ ?[*†‡]{1,5}(?=\n))                               # a footnote mark behind a title
    | (?P<href>\\href\s?\{[^{}\s]{0,300}\}\s?\{?)                 # the address in front of a link
    | (?P<cite>\\(?:cite[pt]?|ref|label|footnote)\s?\{[^{}]{0,200}\}) # a reference into the paper
    | (?P<address>(?:https?://|www\.)[^\s{}]{1,300}(?:(?<=[./])\s(?:com|org|io|net|edu|ai)\b[^\s{}]{0,300})?
        | \b(?:github|gitlab|huggingface)\.\s?(?:com|co|io)/[^\s{}]{0,300})
    | (?P<math>\$(?=[^\s$])[^$\n]{1,120}(?<=\S)\$)
    | (?P<accent>\\(?P<mark>["'`^~=.]|[uvHcrk](?=[\s{]))\s?
        (?:\{\\?(?P<base1>[A-Za-z])\s?\}|\\?(?P<base2>[A-Za-z])(?![A-Za-z]{2}\{)))
    | (?P<escaped>\\[%&_\#${}])
    | (?P<linebreak>\\\\)
    | (?P<command>\\[A-Za-z]{1,20}\*?\s?(?:\{\})?)
    | (?P<brace>[{}])
    | (?P<quote>``|''|\u00b4\u00b4)
    | (?P<tie>(?<=\w)~(?=\w))
    | (?P<comment>(?<=[^\d\s]\ )%(?=[A-Za-z]))
    | (?P<invisible>[\u00ad\u200b-\u200f\u2060\ufeff\u202a-\u202e])
    | (?P<ligature>[\ufb00-\ufb06])
    | (?P<surrogate>[\ud800-\udfff])
    | (?P<control>[\x00-\x08\x0e-\x1f\x7f-\x9f\ufffc])
    | (?P<before_mark>(?<=[^\W_])\ +(?=[:;,](?:\s|$)))
    | (?P<space>[\s\u00a0\u2000-\u200a\u202f\u3000]+)
    | (?P<opening>(?<=[a-z]{3})(?=\([A-Z][\w-]{1,12}\)))
    | (?P<closing>(?<=[\w]\))(?=[a-z]{3}))
    | (?P<full_stop>(?<=[a-z]{3}[.!?])(?=[A-Z][a-z]{0,20},?\s))
    | (?P<comma>(?<=[a-z]{2}[,;])(?=[A-Za-z]{2}))
    | (?P<times>(?<=\d)(?=times\b))
    | (?P<sign>[\u2010-\u2012\u2018-\u201a\u201c-\u201e])
    """,
    re.VERBOSE,
)  # fmt: skip
_IN_MATH = re.compile(r"\\(?P<name>[A-Za-z]+)\s?|(?P<mark>[$^_{}\\])")
_ADDRESS_END = re.compile(r"[.,;:!?)\]'\"*]+$")


@dataclass(frozen=True, slots=True)
class Repaired:
    """A repaired text. Character i stands for `source[starts[i]:ends[i]]`."""

    text: str
    starts: "array[int]"
    ends: "array[int]"

    def source_span(self, start: int, end: int) -> tuple[int, int]:
        """Return the span of the source that a span of the repaired text, not empty, stands for."""
        return self.starts[start], self.ends[end - 1]


@dataclass(frozen=True, slots=True)
class _Edit:
    start: int
    end: int
    text: str


def repair(text: str) -> Repaired:
    """Return `text` repaired. The first line end, between title and abstract, stays one."""
    boundary = text.find("\n")
    pieces: list[str] = []
    starts, ends = array("L"), array("L")

    def copy(start: int, end: int) -> None:
        pieces.append(text[start:end])
        starts.extend(range(start, end))
        ends.extend(range(start + 1, end + 1))

    position = 0
    for edit in _edits(text, boundary):
        copy(position, edit.start)
        pieces.append(edit.text)
        starts.extend([edit.start] * len(edit.text))
        ends.extend([edit.end] * len(edit.text))
        position = edit.end
    copy(position, len(text))
    return Repaired("".join(pieces), starts, ends)


def _edits(text: str, boundary: int) -> Iterator[_Edit]:
    """Yield the edits from left to right, none overlapping another."""
    position = 0
    while found := _BREAKS.search(text, position):
        start = found.start()
        kind = found.lastgroup or ""
        for edit in _HANDLERS[kind](found):
            yield _around(edit, boundary)
        position = max(found.end(), start + (found.end() == start))
        if kind == "address":
            position = start + len(_trimmed_address(found[0]))


def _around(edit: _Edit, boundary: int) -> _Edit:
    """Keep the line end between title and abstract where an edit covers it."""
    if edit.start <= boundary < edit.end:
        return _Edit(edit.start, edit.end, "\n")
    return edit


def _replace(text: str) -> Callable[[re.Match[str]], Iterator[_Edit]]:
    def handler(found: re.Match[str]) -> Iterator[_Edit]:
        if found[0] != text:
            yield _Edit(found.start(), found.end(), text)

    return handler


def _trimmed_address(address: str) -> str:
    return _ADDRESS_END.sub("", address) or address


def _address(found: re.Match[str]) -> Iterator[_Edit]:
    yield _Edit(found.start(), found.start() + len(_trimmed_address(found[0])), ADDRESS)


def _math(found: re.Match[str]) -> Iterator[_Edit]:
    """Strip the marks of a formula; two sums of money are no formula."""
    if re.match(r"\$\d[\d.,]*\s", found[0]):
        return
    inner = _IN_MATH.sub(lambda part: _LETTERS.get(part["name"] or "", ""), found[0])
    if len(inner) <= _SHORT_FORMULA:  # one piece, so that a name keeps the marks that close it
        yield _Edit(found.start(), found.end(), inner)
        return
    for part in _IN_MATH.finditer(found[0]):
        text = _LETTERS.get(part["name"], "") if part["name"] else ""
        yield _Edit(found.start() + part.start(), found.start() + part.end(), text)


def _accent(found: re.Match[str]) -> Iterator[_Edit]:
    base = found["base1"] or found["base2"]
    letter = unicodedata.normalize("NFC", base + _ACCENTS[found["mark"]])
    yield _Edit(found.start(), found.end(), letter)


def _escaped(found: re.Match[str]) -> Iterator[_Edit]:
    yield _Edit(found.start(), found.end(), found[0][1:])


def _command(found: re.Match[str]) -> Iterator[_Edit]:
    """Drop a command that only sets the type; write a symbol; keep the name of any other."""
    name = found[0][1:].rstrip("{} *")
    space = " " if found[0][-1].isspace() and name not in _DROPPED else ""
    text = "" if name in _DROPPED else _LETTERS.get(name, name)
    yield _Edit(found.start(), found.end(), text + space)


def _ligature(found: re.Match[str]) -> Iterator[_Edit]:
    yield _Edit(found.start(), found.end(), unicodedata.normalize("NFKC", found[0]))


def _sign(found: re.Match[str]) -> Iterator[_Edit]:
    yield _Edit(found.start(), found.end(), found[0].translate(_SIGNS))


_HANDLERS: dict[str, Callable[[re.Match[str]], Iterator[_Edit]]] = {
    "note": _replace(""),
    "stars": _replace(""),
    "href": _replace(""),
    "cite": _replace(""),
    "address": _address,
    "math": _math,
    "accent": _accent,
    "escaped": _escaped,
    "linebreak": _replace(" "),
    "command": _command,
    "brace": _replace(""),
    "quote": _replace('"'),
    "tie": _replace(" "),
    "comment": _replace(""),
    "invisible": _replace(""),
    "ligature": _ligature,
    "surrogate": _replace("\ufffd"),
    "control": _replace(" "),
    "before_mark": _replace(""),
    "space": _replace(" "),
    "opening": _replace(" "),
    "closing": _replace(" "),
    "full_stop": _replace(" "),
    "comma": _replace(" "),
    "times": _replace(" "),
    "sign": _sign,
}
