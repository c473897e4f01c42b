"""Damaged exports: no reader fails with a traceback, and each record is read or refused.

The files of `samples` and `producers` are cut, lose and swap lines, and get other bytes.
"""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graphkit.errors import InputError
from graphkit.ingest import read
from graphkit.model import Paper, Refusal, Source

FOLDERS = (Path(__file__).with_name("samples"), Path(__file__).with_name("producers"))
FILES = sorted(p for folder in FOLDERS for p in folder.iterdir() if p.name != "read.txt")
PIECES = (b'"', b"{", b"}", b"<", b">", b"&", b"\n", b"\r", b"@", b",", b";", b"\\", b"$", b"[")
VALUES = (b"null", b"[]", b"{}", b"true", b"-1", b"1e999", b'"\\ud800"', b"9" * 30, b"[null]")
VALUE = re.compile(rb'"[^"\n]*"|\d+|\[[^\[\]]*\]')
# What begins a record, where a line always does.
MARKS = {
    ".ris": re.compile(r"TY  - \S"),
    ".nbib": re.compile(r"PMID- \d"),
    ".ciw": re.compile(r"PT [A-Z]$"),
    ".enw": re.compile(r"%0 \S"),
    ".jsonl": re.compile(r"\{"),
}


def cut(data: bytes, draw: Callable[[int], int]) -> bytes:
    return data[: draw(len(data))]


def without_a_part(data: bytes, draw: Callable[[int], int]) -> bytes:
    start, end = sorted((draw(len(data)), draw(len(data))))
    return data[:start] + data[end:]


def without_a_line(data: bytes, draw: Callable[[int], int]) -> bytes:
    lines = data.splitlines(keepends=True)
    del lines[draw(len(lines) - 1)]
    return b"".join(lines)


def with_a_line_elsewhere(data: bytes, draw: Callable[[int], int]) -> bytes:
    lines = data.splitlines(keepends=True)
    lines.insert(draw(len(lines)), lines[draw(len(lines) - 1)])
    return b"".join(lines)


def with_a_mark(data: bytes, draw: Callable[[int], int]) -> bytes:
    place = draw(len(data))
    return data[:place] + PIECES[draw(len(PIECES) - 1)] + data[place:]


def with_another_byte(data: bytes, draw: Callable[[int], int]) -> bytes:
    place = draw(len(data) - 1)
    return data[:place] + bytes([draw(255)]) + data[place + 1 :]


def with_another_value(data: bytes, draw: Callable[[int], int]) -> bytes:
    found = list(VALUE.finditer(data))
    if not found:
        return data
    value = found[draw(len(found) - 1)]
    return data[: value.start()] + VALUES[draw(len(VALUES) - 1)] + data[value.end() :]


DAMAGE = (
    *(cut, without_a_part, without_a_line, with_a_line_elsewhere),
    *(with_a_mark, with_another_byte, with_another_value),
)


def damaged(data: st.DataObject, path: Path) -> bytes:
    content = path.read_bytes()
    for harm in data.draw(st.lists(st.sampled_from(DAMAGE), min_size=1, max_size=3)):
        content = harm(content, lambda most: data.draw(st.integers(0, most))) or b"\n"
    return content


def place_of(item: Paper | Refusal) -> Source:
    return item.source if isinstance(item, Refusal) else item.sources[0]


@settings(suppress_health_check=list(HealthCheck), deadline=None, max_examples=150)
@given(data=st.data(), path=st.sampled_from(FILES))
def test_damage_is_refused_in_words(tmp_path: Path, data: st.DataObject, path: Path) -> None:
    (tmp_path / path.name).write_bytes(damaged(data, path))
    try:
        items = list(read([str(tmp_path / path.name)]))
    except InputError:
        return
    places = [place_of(item) for item in items]
    assert len(set(places)) == len(places) > 0
    for item in items:
        assert item.reason if isinstance(item, Refusal) else item.title or item.external_ids


@settings(suppress_health_check=list(HealthCheck), deadline=None, max_examples=60)
@given(data=st.data(), path=st.sampled_from([path for path in FILES if path.suffix in MARKS]))
def test_no_record_is_lost(tmp_path: Path, data: st.DataObject, path: Path) -> None:
    lines = path.read_text(encoding="utf-8-sig").splitlines()
    gone = data.draw(st.sets(st.integers(0, len(lines) - 1), max_size=5))
    left = [line for number, line in enumerate(lines) if number not in gone]
    (tmp_path / path.name).write_text("\n".join(left), encoding="utf-8")
    marks = sum(MARKS[path.suffix].match(line) is not None for line in left)
    try:
        found = sum(1 for _ in read([str(tmp_path / path.name)]))
    except InputError:
        found = 0
    assert found >= marks


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_a_cut_file_keeps_what_comes_before(tmp_path: Path, path: Path) -> None:
    whole = list(read([str(path)]))
    (tmp_path / path.name).write_bytes(path.read_bytes().rstrip()[:-1])
    try:
        left = list(read([str(tmp_path / path.name)]))
    except InputError:
        left = []
    assert len(left) >= len(whole) - 1
