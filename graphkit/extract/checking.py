"""Check what somebody else's extractor yields before it gets into a cache or a graph."""

import hashlib
import re
from collections.abc import Iterator, Sequence
from typing import Any

from graphkit.errors import GraphkitError
from graphkit.extract.protocol import LONGEST_TEXT, Extractor, Row
from graphkit.model import ENDPOINTS, ENTITY_LABELS, RelationshipType

_SURROGATE = re.compile(r"[\ud800-\udfff]")
_DIGITS = 16
_SHOWN = 80
_FEWEST = len(Row._fields) - len(Row._field_defaults)


class _RowError(ValueError):
    """A row that cannot stand; the text says what was expected and what was found."""


class Checked:
    """An extractor whose faults become a GraphkitError that names it and the paper.

    `key` is what its fingerprint is made of, next to the name.
    """

    def __init__(self, name: str, extractor: Extractor, *, key: str | None = None) -> None:
        self.name = name
        self._extractor = extractor
        self._key = extractor.fingerprint if key is None else key

    @property
    def fingerprint(self) -> str:
        """Return 16 hexadecimal digits that no profile and no other extractor has."""
        return hashlib.sha256(f"{self.name}\0{self._key}".encode()).hexdigest()[:_DIGITS]

    def read(self, texts: Sequence[str], *, workers: int = 1) -> Iterator[list[Row]]:
        """Yield the rows of each text, in the order of the text. Raise GraphkitError for faults."""
        whole = [_SURROGATE.sub("\ufffd", text[:LONGEST_TEXT]) for text in texts]
        answers = self._answers(whole, workers)
        for text in whole:
            rows = next(answers, None)
            if rows is None:
                raise self._error(text, "expected a list of mentions, found no more of them")
            try:
                checked = [checked_row(text, row) for row in rows]
            except _RowError as error:
                raise self._error(text, str(error)) from error
            yield sorted(checked, key=lambda row: (row.start, row.end))
        if next(answers, None) is not None:
            raise self._error(whole[-1] if whole else "", "expected one list a paper, found more")

    def _answers(self, texts: Sequence[str], workers: int) -> Iterator[list[Row]]:
        done = 0
        try:
            for rows in self._extractor.read(texts, workers=workers):
                yield list(rows)
                done += 1
        except Exception as error:  # a stranger's code may raise anything
            raise self._raised(texts[done:], error) from error

    def _raised(self, texts: Sequence[str], error: Exception) -> GraphkitError:
        """Return the error that names the paper: each is read alone until one fails again."""
        for text in texts:
            try:
                for rows in self._extractor.read([text], workers=1):
                    list(rows)
            except Exception as alone:  # noqa: BLE001 - the same
                return self._error(text, _in_words(alone))
        first = texts[0] if texts else ""
        return self._error(first, f"{_in_words(error)} (among {len(texts)} papers from here on)")

    def _error(self, text: str, reason: str) -> GraphkitError:
        title = text.partition("\n")[0][:_SHOWN]
        return GraphkitError(
            f"the extractor {self.name!r} failed on the paper {title!r}: {reason}",
            hint="what was read before is kept; the fault is in the extractor's own package",
        )


def _in_words(error: Exception) -> str:
    if isinstance(error, GraphkitError):
        return error.message
    return f"{type(error).__name__}: {error}"


def checked_row(text: str, values: Any) -> Row:  # noqa: ANN401 - whatever a stranger yields
    """Return the row. Raise _RowError where it says what cannot be of `text`."""
    try:
        row = Row(*values)
    except TypeError as error:
        raise _RowError(
            f"expected {_FEWEST} or {len(Row._fields)} values a mention, found {values!r}"
        ) from error
    _check_texts(row)
    _check_span(text, "mention", row.start, row.end)
    _check_span(text, "sentence", row.sentence_start, row.sentence_end)
    if not text[row.start : row.end].strip():
        raise _RowError(f"expected a name at {row.start} to {row.end}, found white space")
    if not row.sentence_start <= row.start < row.end <= row.sentence_end:
        raise _RowError(
            f"expected the sentence to hold the mention, found {row.sentence_start} to "
            f"{row.sentence_end} for {row.start} to {row.end}"
        )
    _check_kind(row)
    for sure in (row.confidence, row.role_confidence):
        if not isinstance(sure, int | float) or isinstance(sure, bool) or not 0 <= sure <= 1:
            raise _RowError(f"expected a confidence from 0 to 1, found {sure!r}")
    return row._replace(
        confidence=float(row.confidence), role_confidence=float(row.role_confidence)
    )


def _check_texts(row: Row) -> None:
    for field in ("label", "name", "role", "rule"):
        value = getattr(row, field)
        if not isinstance(value, str) or not value.strip() or _SURROGATE.search(value):
            raise _RowError(f"expected a text for the {field}, found {value!r}")
    if not any(c.isprintable() and not c.isspace() for c in row.name):
        raise _RowError(f"expected a name that can be seen, found {row.name!r}")


def _check_span(text: str, what: str, start: Any, end: Any) -> None:  # noqa: ANN401 - the same
    numbers = all(isinstance(place, int) and not isinstance(place, bool) for place in (start, end))
    if not numbers or not 0 <= start < end <= len(text):
        raise _RowError(
            f"expected a {what} inside the {len(text)} characters of the text, "
            f"found {start!r} to {end!r}"
        )


def _check_kind(row: Row) -> None:
    if row.label not in set(ENTITY_LABELS):
        known = ", ".join(ENTITY_LABELS)
        raise _RowError(f"expected a label of {known}, found {row.label!r}")
    roles = [role.value for role in RelationshipType if ENDPOINTS[role][1] == row.label]
    if row.role not in roles:
        raise _RowError(f"expected a role of {', '.join(roles)}, found {row.role!r}")
