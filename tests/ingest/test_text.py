"""Bytes to lines: encodings, line ends, and what is no text."""

import io
import time
import tracemalloc
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphkit.errors import InputError
from graphkit.ingest.text import LONGEST_LINE, filled_lines


def lines(content: bytes) -> list[tuple[int, str]]:
    return [tuple(line) for line in filled_lines(io.BytesIO(content), "page.txt")]  # type: ignore[misc]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_line_end_is_one(end: str) -> None:
    assert lines(end.join(["one ", "", "  two", "three"]).encode()) == [
        (1, "one"),
        (3, "two"),
        (4, "three"),
    ]


@pytest.mark.parametrize("mark", ["\u2028", "\x85", "\x0b", "\x0c", "\x1c"])
def test_other_separators_stay_inside_the_line(mark: str) -> None:
    assert lines(f"one{mark}two".encode()) == [(1, f"one{mark}two")]


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "cp1252", "latin-1"])
def test_encodings_are_told_apart(codec: str) -> None:
    text = "Köln café naïve Señor"
    assert lines(text.encode(codec)) == [(1, text)]


def test_utf16_of_both_byte_orders() -> None:
    text = "Köln — 風箏"
    assert lines(b"\xff\xfe" + text.encode("utf-16-le")) == [(1, text)]
    assert lines(b"\xfe\xff" + text.encode("utf-16-be")) == [(1, text)]


def test_windows_quotes_and_dashes_are_read() -> None:
    text = "It’s “so” – yes"  # noqa: RUF001 - the characters that Latin-1 lacks
    assert lines(text.encode("cp1252")) == [(1, text)]


@given(st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1))
def test_utf8_text_is_kept_to_the_letter(text: str) -> None:
    assert lines(text.encode()) == [(1, text)]


@pytest.mark.parametrize("size", [256 * 1024 - 1, 256 * 1024, 256 * 1024 - 2])
def test_a_character_across_two_pieces_is_whole(size: int) -> None:
    assert lines(b"a" * size + "風\nend".encode()) == [(1, "a" * size + "風"), (2, "end")]


def test_a_file_cut_inside_a_character_keeps_the_rest() -> None:
    assert lines("Köln 風\nhalf 風".encode()[:-1]) == [(1, "Köln 風"), (2, "half")]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "empty"),
        (b"%PDF-1.7 rest", "found a PDF"),
        (b"PK\x03\x04rest", "found a zip archive"),
        (b"\x1f\x8b rest", "found a gzip file"),
        (b"text\0text", "found binary data"),
        (bytes(range(1, 9)) * 9, "found binary data"),
        (b"a" * 300_000 + b"\0", "found binary data"),
        ("Köln\n風箏\n".encode() + b"dam\xffaged\n", "line 3: expected text in UTF-8"),
        (b"\x81\x8d\x8f", "expected text in UTF-8"),
    ],
)
def test_what_is_no_text_is_refused(content: bytes, message: str) -> None:
    with pytest.raises(InputError, match=message) as caught:
        lines(content)
    assert caught.value.message.startswith("page.txt")


@pytest.mark.parametrize("make", [lambda: b"a" * 50_000_000, lambda: "ü".encode() * 25_000_000])
def test_a_line_of_50_megabytes_is_refused_quickly_in_bounded_memory(
    make: Callable[[], bytes],
) -> None:
    content = io.BytesIO(b"title\n" + make())
    tracemalloc.start()
    started = time.monotonic()
    with pytest.raises(InputError, match="line 2: expected at most 4,194,304 characters"):
        list(filled_lines(content, "page.txt"))
    elapsed, (_, peak) = time.monotonic() - started, tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 40_000_000
    assert elapsed < 30


def test_the_longest_line_is_read() -> None:
    assert lines(b"a" * (LONGEST_LINE - 1) + b"\nb") == [(1, "a" * (LONGEST_LINE - 1)), (2, "b")]
