"""What the servers of test runs leave behind, and locks between such runs."""

import contextlib
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Generator
from pathlib import Path

from graphkit.config import cache_folder


def homes() -> Path:
    """Return the folder in which servers have theirs."""
    return cache_folder() / "neo4j" / "servers"


def stop_leftovers() -> None:
    """Stop the servers of test runs that were killed, and remove their folders."""
    for home in sorted(homes().glob("*/")):
        owner = _number(home / "owner")
        if owner is None or _is_running(owner):
            continue
        server = _number(home / "server")
        if server is not None and str(home) in _command_line(server):
            with contextlib.suppress(ProcessLookupError):
                os.kill(server, signal.SIGKILL)
        shutil.rmtree(home, ignore_errors=True)


@contextlib.contextmanager
def locked(path: Path) -> Generator[None, None, None]:
    """Wait for the lock of a file and hold it; the system lets go of it when the process ends."""
    with path.open("wb") as stream:
        if sys.platform != "win32":
            import fcntl  # noqa: PLC0415 - not on Windows

            fcntl.flock(stream, fcntl.LOCK_EX)
        yield


def _number(path: Path) -> int | None:
    try:
        return int(path.read_text(encoding="ascii"))
    except (OSError, ValueError):
        return None


def _is_running(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _command_line(process: int) -> str:
    done = subprocess.run(  # noqa: S603 - our own arguments
        ["ps", "-ww", "-o", "command=", "-p", str(process)],  # noqa: S607 - wherever it is
        capture_output=True,
        text=True,
        check=False,
    )
    return done.stdout
