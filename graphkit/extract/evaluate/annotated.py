"""Read annotated papers, by hand or by a program, from JSON Lines.

One object a line: {"title", "abstract", "entities": [{"type", "name", "mentions", "relation"}]}.
A program may add "confidence", 0 to 1, and "evidence", a list of sentences. Other fields are let
be. Types and relations are whatever the file says.
"""

import json
import re
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from graphkit.errors import InputError

STDIN = "-"
_SURROGATE = re.compile(r"[\ud800-\udfff]")
_HINT = 'a line is {"title", "abstract", "entities": [{"type", "name", "mentions", "relation"}]}'


class _LineError(ValueError):
    """A line that holds no annotated paper; the text says what was expected and found."""


def read_annotated(file: str) -> "AnnotatedPapers":
    """Return the papers of a file, - for stdin, by title. Raise InputError naming the line."""
    papers: dict[str, AnnotatedPaper] = {}
    lines: dict[str, int] = {}
    for number, line in enumerate(_bytes(file).split(b"\n"), 1):
        if not line.strip():
            continue
        try:
            paper = _paper(line, number)
        except _LineError as error:
            raise InputError(f"{file}:{number}: {error}", hint=_HINT) from error
        if paper.title in papers:
            first = lines[paper.title]
            raise InputError(
                f"{file}:{number}: expected each title once, found {paper.title!r} again",
                hint=f"line {first} has it too; papers are told apart by their titles",
            )
        papers[paper.title], lines[paper.title] = paper, number
    if not papers:
        raise InputError(f"{file}: expected annotated papers, found none", hint=_HINT)
    return papers


def _bytes(file: str) -> bytes:
    return sys.stdin.buffer.read() if file == STDIN else Path(file).read_bytes()


def _paper(line: bytes, place: int) -> "AnnotatedPaper":
    try:
        value = json.loads(line.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:  # ValueError: also text that is not UTF-8
        raise _LineError(f"expected a JSON object in UTF-8: {error}") from error
    fields = _object(value, "the line")
    title = _filled(fields, "title")
    abstract = _text(fields, "abstract") if fields.get("abstract") is not None else ""
    entities = fields.get("entities")
    if not isinstance(entities, list):
        raise _LineError(f'expected a list for "entities", found {_kind(entities)}')
    found = [_annotation(entity, number) for number, entity in enumerate(entities, 1)]
    return AnnotatedPaper(title, abstract, tuple(found), place)


def _annotation(value: object, number: int) -> "Annotation":
    fields = _object(value, f"entity {number}")
    try:
        return Annotation(
            type=_filled(fields, "type"),
            name=_text(fields, "name"),
            mentions=_texts(fields, "mentions"),
            relation=None if fields.get("relation") is None else _text(fields, "relation"),
            confidence=_confidence(fields),
            evidence=_texts(fields, "evidence"),
        )
    except _LineError as error:
        raise _LineError(f"entity {number}: {error}") from error


def _object(value: object, what: str) -> Mapping[str, object]:
    if not isinstance(value, dict):
        raise _LineError(f"expected an object for {what}, found {_kind(value)}")
    return value


def _text(fields: Mapping[str, object], name: str) -> str:
    value = fields.get(name)
    if not isinstance(value, str):
        raise _LineError(f'expected a text for "{name}", found {_kind(value)}')
    return _whole(value, name)


def _filled(fields: Mapping[str, object], name: str) -> str:
    text = _text(fields, name).strip()
    if not text:
        raise _LineError(f'expected a "{name}" with text in it, found an empty one')
    return text


def _texts(fields: Mapping[str, object], name: str) -> tuple[str, ...]:
    values = fields.get(name)
    if values is None:
        return ()
    if not isinstance(values, list):
        raise _LineError(f'expected a list of texts for "{name}", found {_kind(values)}')
    for value in values:
        if not isinstance(value, str):
            raise _LineError(f'expected texts in "{name}", found {_kind(value)}')
    return tuple(_whole(value, name) for value in values)


def _whole(text: str, name: str) -> str:
    if _SURROGATE.search(text):
        raise _LineError(f'"{name}" holds half a character (a lone surrogate)')
    return text


def _confidence(fields: Mapping[str, object]) -> float | None:
    value = fields.get("confidence")
    if value is None:
        return None
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    if not is_number or not 0 <= value <= 1:  # type: ignore[operator] # a number by now
        raise _LineError(f'expected a number from 0 to 1 for "confidence", found {_kind(value)}')
    return float(value)  # type: ignore[arg-type] # the same


def _kind(value: object) -> str:
    names = {dict: "an object", list: "a list", str: "a text", bool: "true or false"}
    return "nothing" if value is None else names.get(type(value), repr(value))


@dataclass(frozen=True, slots=True)
class Annotation:
    """An entity of a paper: its canonical name and its spellings in the text."""

    type: str
    name: str
    mentions: tuple[str, ...] = ()
    relation: str | None = None
    confidence: float | None = None
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AnnotatedPaper:
    """A paper and its entities, in the order of the file; `line` is where it stands, from 1."""

    title: str
    abstract: str
    entities: tuple[Annotation, ...]
    line: int = field(default=0, compare=False)

    @property
    def text(self) -> str:
        """Return title, newline, abstract."""
        return f"{self.title}\n{self.abstract}"


AnnotatedPapers = dict[str, AnnotatedPaper]
