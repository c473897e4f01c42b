"""Files that are whole or not there: every write of graphkit goes through this module."""

import contextlib
import ctypes
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2
_RENAME_SWAP = 2


@contextlib.contextmanager
def atomic_write(path: Path) -> Iterator[BinaryIO]:
    """Open a file that appears under `path` when the block ends without an error.

    The bytes go to a temporary file beside it, are flushed to the disk, and take the name in one
    step: a reader, and a process killed at any moment, leaves the old file or the new one.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".tmp")
    temporary = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        temporary.chmod(_usual_mode())
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    _sync_folder(path.parent)


@contextlib.contextmanager
def atomic_folder(path: Path) -> Iterator[Path]:
    """Give a fresh folder that takes the place of `path` when the block ends without an error.

    The old folder stays readable until the new one is complete and on the disk. Where the system
    cannot exchange two folders in one step, `recover_folder` repairs an interrupted exchange.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    recover_folder(path)
    name = tempfile.mkdtemp(dir=path.parent, prefix=f".{path.name}.", suffix=".new")
    fresh = Path(name)
    try:
        yield fresh
        fresh.chmod(_usual_mode() | 0o111)
        for file in sorted(fresh.rglob("*")):
            if file.is_file():
                _sync(file, os.O_RDWR)
        _sync_folder(fresh)
        _take_place(fresh, path)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
    _sync_folder(path.parent)


def recover_folder(path: Path) -> None:
    """Bring back the folder that an interrupted exchange left aside."""
    aside = _aside(path)
    if not aside.is_dir():
        return
    if path.exists():
        shutil.rmtree(aside, ignore_errors=True)
    else:
        aside.rename(path)


def _aside(path: Path) -> Path:
    return path.with_name(f".{path.name}.previous")


def _take_place(fresh: Path, path: Path) -> None:
    if not path.exists():
        fresh.rename(path)
    elif not _exchange(fresh, path):
        path.rename(_aside(path))
        fresh.rename(path)
        shutil.rmtree(_aside(path), ignore_errors=True)


def _exchange(one: Path, other: Path) -> bool:
    """Exchange two folders in one step; return False where the system has no such call."""
    libc = ctypes.CDLL(None, use_errno=True) if sys.platform != "win32" else None
    if hasattr(libc, "renameat2"):
        arguments = (_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _RENAME_EXCHANGE)
        return bool(libc.renameat2(*arguments) == 0)
    if hasattr(libc, "renamex_np"):
        return bool(libc.renamex_np(os.fsencode(one), os.fsencode(other), _RENAME_SWAP) == 0)
    return False


def _usual_mode() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask


def _sync(path: Path, flags: int) -> None:
    descriptor = os.open(path, flags)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _sync_folder(path: Path) -> None:
    if sys.platform != "win32":  # Windows cannot open a folder, and needs no flush of its own
        _sync(path, os.O_RDONLY)
