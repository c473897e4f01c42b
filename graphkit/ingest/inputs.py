"""Which files to read: files, folders and standard input, each under a name of its own."""

import hashlib
import io
import os
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from graphkit.errors import InputError
from graphkit.ingest import columns as table
from graphkit.ingest import detect, text
from graphkit.ingest.packed import unpacked

STDIN = "-"
MOST_STDIN_BYTES = 256 * 1024 * 1024
_CHUNK = 1024 * 1024
_GRAPH = frozenset({"manifest.json", "papers.parquet"})
_DOCUMENTS = detect.TABLE_SUFFIXES | {".json", ".xml", ".atom"}


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """What an input holds: the SHA-256 of its bytes in hexadecimal digits, and their number."""

    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class Input:
    """A source to read.

    `name` is the path below the folder that was given, or the file's own name, with `/` between
    the parts; it tells nothing of the machine. `path` is None for standard input, whose bytes are
    in `content`.
    """

    name: str
    path: Path | None
    content: bytes = field(default=b"", repr=False)

    def open(self) -> BinaryIO:
        """Open the bytes, unpacked where they are gzipped. Raise InputError where that fails."""
        return unpacked(self._open_packed(), self.name if self.path is None else str(self.path))

    def _open_packed(self) -> BinaryIO:
        if self.path is None:
            return io.BytesIO(self.content)
        try:
            return self.path.open("rb")
        except OSError as error:
            raise InputError(f"{self.path}: cannot be read: {error.strerror}") from error

    def fingerprint(self) -> Fingerprint:
        """Hash and count the bytes as they stand, a piece at a time."""
        digest, size = hashlib.sha256(), 0
        with self._open_packed() as stream:
            while piece := stream.read(_CHUNK):
                digest.update(piece)
                size += len(piece)
        return Fingerprint(digest.hexdigest(), size)


def find(paths: Sequence[str], columns: Mapping[str, str] | None = None) -> list[Input]:
    """Return the inputs behind `paths`, sorted by name.

    A folder gives the files below it that look like sources; hidden ones and all others are
    passed over. `columns` names columns of tables, as in `delimited`. A file that is named more
    than once is one input. Raise InputError for a path that is not there or cannot be read, and
    for a folder without any source.
    """
    found: dict[Path | None, Input] = {}
    for path in paths:
        for item in _inputs_behind(path, columns):
            key = None if item.path is None else item.path.resolve()
            known = found.setdefault(key, item)
            found[key] = min(known, item, key=lambda one: (one.name.count("/"), one.name))
    return sorted(_tell_apart(found.values()), key=lambda item: item.name)


def passed_over(
    paths: Sequence[str], columns: Mapping[str, str] | None = None
) -> Iterator[tuple[Path, str]]:
    """Yield the tables and documents in folders that `find` passes over, and what they begin with.

    Of a table that is its first line. Listing pages are not told: a text may be anything.
    """
    for folder in map(Path, paths):
        if folder.is_dir():
            for file in _files_below(folder):
                item = Input(_printable(file.relative_to(folder).as_posix()), file)
                if suffix_of(file) in _DOCUMENTS and not _looks_like_source(item, columns):
                    yield file, _first_line(item)


def _first_line(item: Input) -> str:
    with item.open() as stream:
        start = text.decode_start(stream.read(detect.HEAD_SIZE)) or ""
    return next((line for line in start.splitlines() if line.strip()), "")


def _inputs_behind(path: str, columns: Mapping[str, str] | None) -> list[Input]:
    if path == STDIN:
        return [Input("stdin", None, _standard_input())]
    place = Path(path)
    try:
        is_folder, is_file = place.is_dir(), place.is_file()
        there = is_folder or is_file or place.exists()
    except (OSError, ValueError) as error:  # ValueError: a NUL inside the path
        raise InputError(f"{path!r}: cannot be read: {error}") from error
    if not there:
        raise InputError(f"{path}: no such file or folder", hint="check the path for typing errors")
    if is_folder:
        return list(_sources_below(place, columns))
    if not is_file:
        raise InputError(f"{path}: expected a file or a folder, found a device, pipe or socket")
    return [Input(_printable(place.name), place)]


def _sources_below(folder: Path, columns: Mapping[str, str] | None) -> Iterator[Input]:
    empty = True
    for file in _files_below(folder):
        item = Input(_printable(file.relative_to(folder).as_posix()), file)
        if _looks_like_source(item, columns):
            empty = False
            yield item
    if empty:
        raise InputError(
            f"{folder}: no listing page, bibliography or JSON Lines below this folder",
            hint="name a folder with listing pages (.txt), bibliographies (.bib, .ris, .xml, …) or "
            "JSON Lines (.jsonl)",
        )


def _files_below(folder: Path) -> Iterator[Path]:
    for root, folders, files in os.walk(folder, onerror=_refuse_folder):
        if _GRAPH.issubset(files):  # a graph among its sources, as `graphkit build .` leaves one
            folders.clear()
            continue
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        places = (Path(root, name) for name in sorted(files) if not name.startswith("."))
        yield from (place for place in places if place.is_file())


def _refuse_folder(error: OSError) -> None:
    raise InputError(f"{error.filename}: cannot be read: {error.strerror}") from error


def _looks_like_source(item: Input, columns: Mapping[str, str] | None) -> bool:
    """Tell whether a file in a folder is meant: some by their names, others by their content."""
    if item.path is None or suffix_of(item.path) not in detect.SUFFIXES:
        return False
    if suffix_of(item.path) in detect.CERTAIN_SUFFIXES:
        return True
    with item.open() as stream:
        start = text.decode_start(stream.read(detect.HEAD_SIZE))
    lines = start.splitlines() if start is not None else []
    if suffix_of(item.path) in detect.TABLE_SUFFIXES:
        return table.looks_so(lines, columns)
    return detect.detect(lines) is not None


def suffix_of(path: Path) -> str:
    """Return the suffix of a file in lower case; that of what is packed where it ends in .gz."""
    suffix = path.suffix.lower()
    return (Path(path.stem).suffix.lower() or suffix) if suffix == ".gz" else suffix


def _standard_input() -> bytes:
    content = sys.stdin.buffer.read(MOST_STDIN_BYTES + 1)
    if len(content) > MOST_STDIN_BYTES:
        limit = MOST_STDIN_BYTES // 1024**2
        raise InputError(
            f"stdin: expected at most {limit} MiB, found more",
            hint="save it to a file and name the file: files have no limit",
        )
    return content


def _tell_apart(found: Iterable[Input]) -> list[Input]:
    """Put folder names in front of equal names until all differ: `a/x.txt` and `b/x.txt`.

    The result does not depend on the order in which the inputs were given.
    """
    items = list(found)
    while True:
        counts = Counter(item.name for item in items)
        longer = [_with_longer_name(item) if counts[item.name] > 1 else item for item in items]
        if longer == items:
            return items
        items = longer


def _with_longer_name(item: Input) -> Input:
    if item.path is None:
        return item
    place = item.path.parent.resolve() / item.path.name
    parts = PurePosixPath(_printable(place.as_posix())).parts
    wanted = len(PurePosixPath(item.name).parts) + 1
    return replace(item, name=str(PurePosixPath(*parts[-wanted:])))


def _printable(name: str) -> str:
    """Return a file name as text that can be written, also where it is not UTF-8 on the disk."""
    return os.fsencode(name).decode("utf-8", "backslashreplace")
