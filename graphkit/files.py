"""Files that are whole or not there: every write of graphkit goes through this module."""

import contextlib
import ctypes
import os
import re
import shutil
import stat
import sys
import tempfile
import time
from collections.abc import Callable, Generator
from pathlib import Path
from typing import BinaryIO

if sys.platform != "win32":
    import fcntl

STALE_SECONDS = 600
_AT_FDCWD = -100
_RENAME_EXCHANGE = 2
_RENAME_SWAP = 2


@contextlib.contextmanager
def atomic_write(path: Path) -> Generator[BinaryIO, None, None]:
    """Open a file that appears under `path` when the block ends without an error.

    The bytes go to a temporary file beside it, are flushed to the disk, and take the name in one
    step: a reader, and a process killed at any moment, leaves the old file or the new one. A link
    is followed, an existing file's permissions stay, and a device or a pipe is written to.
    """
    path = path.resolve()
    if path.exists() and not path.is_file() and not path.is_dir():
        with path.open("wb") as stream:
            yield stream
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    mode = stat.S_IMODE(path.stat().st_mode) if path.is_file() else _usual_mode()
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".tmp")
    temporary = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as stream:
            _lock(descriptor)
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        temporary.chmod(mode)
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    _sync_folder(path.parent)
    _sweep(path)


@contextlib.contextmanager
def atomic_folder(path: Path) -> Generator[Path, None, None]:
    """Give a fresh folder that takes the place of `path` when the block ends without an error.

    The old folder stays readable until the new one is complete and on the disk. Where the system
    cannot exchange two folders in one step, `recover_folder` repairs an interrupted exchange. A
    link is followed. Raise NotADirectoryError where `path` is a file.
    """
    path = path.resolve()
    path.parent.mkdir(parents=True, exist_ok=True)
    recover_folder(path)
    if path.exists() and not path.is_dir():
        raise NotADirectoryError(f"expected a folder, found a file: {path}")
    name = tempfile.mkdtemp(dir=path.parent, prefix=f".{path.name}.", suffix=".new")
    fresh = Path(name)
    try:
        with _held(fresh):
            yield fresh
            fresh.chmod(_usual_mode() | 0o111)
            _sync_tree(fresh)
            _take_place(fresh, path)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
    _sync_folder(path.parent)
    _sweep(path)


@contextlib.contextmanager
def only_writer(
    path: Path, *, waiting: Callable[[], None] = lambda: None
) -> Generator[None, None, None]:
    """Hold the right to change the folder `path`; wait where another process has it.

    `waiting` is called before the wait. A folder that is not there is made, and taken away at the
    end if nothing has been put into it. The system gives the right back when the process ends in
    whatever way. Without locks (Windows, some network drives) the last writer wins.
    """
    path = path.resolve()
    is_new = not path.exists()
    if sys.platform == "win32" or not (is_new or path.is_dir()):
        yield
        return
    descriptor = _own(path, waiting)
    try:
        yield
    finally:
        os.close(descriptor)
        if is_new:
            with contextlib.suppress(OSError):  # a folder with something in it stays
                path.rmdir()


def recover_folder(path: Path) -> None:
    """Bring back the folder that an interrupted exchange left aside."""
    path = path.resolve()
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
        try:
            fresh.rename(path)
        finally:
            recover_folder(path)


def _exchange(one: Path, other: Path) -> bool:
    """Exchange two folders in one step; return False where the system has no such call."""
    if sys.platform == "win32":
        return False
    libc = ctypes.CDLL(None, use_errno=True)
    if hasattr(libc, "renameat2"):
        arguments = (_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _RENAME_EXCHANGE)
        return bool(libc.renameat2(*arguments) == 0)
    if hasattr(libc, "renamex_np"):
        return bool(libc.renamex_np(os.fsencode(one), os.fsencode(other), _RENAME_SWAP) == 0)
    return False


@contextlib.contextmanager
def _held(folder: Path) -> Generator[None, None, None]:
    """Hold the lock that tells others that this folder's writer is alive."""
    if sys.platform == "win32":
        yield
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        _lock(descriptor)
        yield
    finally:
        os.close(descriptor)


def _lock(descriptor: int) -> bool:
    """Take the lock of an open file or folder; return False where another has it, or none can.

    The system gives the lock back when the process ends, in whatever way.
    """
    if sys.platform == "win32":
        return False
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:  # held by a process that is alive, or a file system without locks
        return False
    return True


def _own(path: Path, waiting: Callable[[], None]) -> int:
    """Return the open folder with its lock; another one that took its name meanwhile is next."""
    while True:
        recover_folder(path)
        path.mkdir(parents=True, exist_ok=True)
        try:
            descriptor = os.open(path, os.O_RDONLY)
        except FileNotFoundError:  # taken away between the two calls
            continue
        if not _lock(descriptor):
            waiting()
            _wait_for_lock(descriptor)
        if path.is_dir() and path.stat().st_ino == os.fstat(descriptor).st_ino:
            return descriptor
        os.close(descriptor)


def _wait_for_lock(descriptor: int) -> None:
    if sys.platform != "win32":
        with contextlib.suppress(OSError):  # a file system without locks
            fcntl.flock(descriptor, fcntl.LOCK_EX)


def _sweep(path: Path) -> None:
    """Remove what killed runs left beside `path`: unlocked, and unchanged for ten minutes."""
    if sys.platform == "win32":
        return
    pattern = re.compile(rf"\.{re.escape(path.name)}\.[a-z0-9_]{{8}}\.(?:tmp|new)")
    for entry in sorted(path.parent.iterdir()):
        if pattern.fullmatch(entry.name):
            with contextlib.suppress(OSError):  # gone meanwhile, or another user's
                _remove_stale(entry)


def _remove_stale(entry: Path) -> None:
    if time.time() - entry.lstat().st_mtime < STALE_SECONDS:
        return
    descriptor = os.open(entry, os.O_RDONLY | os.O_NOFOLLOW)
    try:
        if _lock(descriptor):
            shutil.rmtree(entry) if entry.is_dir() else entry.unlink()
    finally:
        os.close(descriptor)


def _usual_mode() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask


def _sync_tree(folder: Path) -> None:
    for entry in sorted(folder.rglob("*")):
        if entry.is_dir():
            _sync_folder(entry)
        elif entry.is_file():
            _sync(entry, os.O_RDWR)
    _sync_folder(folder)


def _sync(path: Path, flags: int) -> None:
    descriptor = os.open(path, flags)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _sync_folder(path: Path) -> None:
    if sys.platform != "win32":  # Windows cannot open a folder, and needs no flush of its own
        _sync(path, os.O_RDONLY)
