"""Which files are read, and what they are called."""

import hashlib
import io
import itertools
import os
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest

from graphkit.errors import InputError
from graphkit.ingest import find, inputs, read_inputs

PAGE = [
    "Get trending papers in your email inbox!",
    "SubscribeKites",
    "Kites fly in the wind. " * 20,
]


def names(*paths: Path | str) -> list[str]:
    return [item.name for item in find([str(path) for path in paths])]


def set_stdin(monkeypatch: pytest.MonkeyPatch, content: bytes) -> None:
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(content)))


def test_a_file_is_called_by_its_own_name(page: Callable[..., Path]) -> None:
    assert names(page(PAGE, "deep/er/page.txt")) == ["page.txt"]


def test_a_folder_gives_its_sources_sorted_with_their_paths_below_it(
    page: Callable[..., Path], tmp_path: Path
) -> None:
    page('{"title": "A"}', "in/z.jsonl")
    page(PAGE, "in/b/two.txt")
    page(PAGE, "in/b/one.TXT")
    page(PAGE, "in/a.txt")
    assert names(tmp_path / "in") == ["a.txt", "b/one.TXT", "b/two.txt", "z.jsonl"]


def test_what_is_no_source_is_passed_over_in_a_folder(
    page: Callable[..., Path], tmp_path: Path
) -> None:
    page(PAGE, "in/page.txt")
    page("Read me first.\n\nThis folder holds pages.\n", "in/README.txt")
    page(PAGE, "in/page.md")
    page(b"\x89PNG\0\0", "in/picture.txt")
    page("", "in/empty.txt")
    page(PAGE, "in/.hidden.txt")
    page(PAGE, "in/.git/page.txt")
    os.mkfifo(tmp_path / "in" / "pipe.txt")
    (tmp_path / "in" / "gone.txt").symlink_to(tmp_path / "nowhere")
    assert names(tmp_path / "in") == ["page.txt"]


def test_a_bad_json_lines_file_in_a_folder_is_not_passed_over(
    page: Callable[..., Path], tmp_path: Path
) -> None:
    page("", "in/papers.jsonl")
    assert names(tmp_path / "in") == ["papers.jsonl"]


def test_a_file_named_twice_is_read_once(page: Callable[..., Path], tmp_path: Path) -> None:
    path = page(PAGE, "in/sub/page.txt")
    assert names(path, tmp_path / "in", path) == ["page.txt"]


def test_equal_names_get_their_folders_in_front_in_any_order(page: Callable[..., Path]) -> None:
    paths = [page(PAGE, f"{folder}/page.txt") for folder in ("x/a", "x/b", "y/b")]
    paths.append(page(PAGE, "z/other.txt"))
    expected = ["a/page.txt", "other.txt", "x/b/page.txt", "y/b/page.txt"]
    for order in itertools.permutations(paths):
        assert names(*order) == expected
        assert len({item.path for item in find([str(path) for path in order])}) == 4


def test_a_file_called_like_standard_input_is_told_apart(
    page: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    set_stdin(monkeypatch, b'{"title": "A"}')
    assert names("-", page(PAGE, "in/stdin")) == ["in/stdin", "stdin"]


def test_a_name_that_is_not_utf8_can_be_written(tmp_path: Path) -> None:
    path = os.fsencode(tmp_path) + b"/p\xff.jsonl"
    Path(os.fsdecode(path)).write_text('{"title": "A"}')
    assert names(os.fsdecode(path)) == ["p\\xff.jsonl"]


def test_standard_input_is_read_once_and_can_be_opened_twice(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    content = b'{"title": "A"}\n'
    set_stdin(monkeypatch, content)
    (item,) = find(["-"])
    assert (item.name, item.path) == ("stdin", None)
    assert item.fingerprint().sha256 == hashlib.sha256(content).hexdigest()
    assert len(list(read_inputs([item]))) == 1


def test_standard_input_has_a_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inputs, "MOST_STDIN_BYTES", 1024 * 1024)
    set_stdin(monkeypatch, b"a" * (1024 * 1024 + 1))
    with pytest.raises(InputError, match="stdin: expected at most 1 MiB"):
        find(["-"])


def test_the_fingerprint_is_the_bytes_hash_and_number(page: Callable[..., Path]) -> None:
    content = b"kites\r\n" * 300_000
    (item,) = find([str(page(content))])
    fingerprint = item.fingerprint()
    assert fingerprint.sha256 == hashlib.sha256(content).hexdigest()
    assert fingerprint.size == len(content)


@pytest.mark.parametrize("path", ["nowhere", "nowhere/page.txt", "a\0b", "a" * 5000])
def test_a_path_that_is_not_there(path: str) -> None:
    with pytest.raises(InputError):
        find([path])


def test_a_missing_file_is_named() -> None:
    with pytest.raises(InputError, match=r"pages/nowhere\.txt: no such file or folder"):
        find(["pages/nowhere.txt"])


def test_a_folder_without_listings_is_named(page: Callable[..., Path], tmp_path: Path) -> None:
    page("Nothing to see here.", "in/notes.txt")
    with pytest.raises(InputError, match="in: no listing page, bibliography or JSON Lines"):
        find([str(tmp_path / "in")])


def test_a_device_is_refused() -> None:
    with pytest.raises(InputError, match="found a device"):
        find(["/dev/null"])


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read every file")
def test_a_file_without_permission_is_named(page: Callable[..., Path]) -> None:
    path = page(PAGE)
    path.chmod(0)
    with pytest.raises(InputError, match=r"page\.txt: cannot be read"):
        list(read_inputs(find([str(path)])))


def test_a_file_that_cannot_be_opened_is_named(page: Callable[..., Path]) -> None:
    path = page(PAGE)
    found = find([str(path)])
    path.unlink()
    with pytest.raises(InputError, match=r"page\.txt: cannot be read: No such file"):
        list(read_inputs(found))
