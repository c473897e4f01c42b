"""The file of decisions: where it is, what is in it, and how a graph remembers it."""

import hashlib
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePath
from typing import Literal

from graphkit.errors import InputError
from graphkit.files import atomic_write
from graphkit.resolve.decisions import Decisions, parse, write

DEFAULT_NAME = "graphkit-decisions.tsv"
FILE, HASH = "decisions", "decisionsHash"  # in a graph's settings
_DIGITS = 16


@dataclass(frozen=True, slots=True)
class DecisionFile:
    """Decisions, and the settings that a graph remembers of them; none: no settings."""

    decisions: Decisions = field(default_factory=Decisions)
    settings: Mapping[str, str] | None = None


def remembered_path(folder: Path, settings: Mapping[str, object]) -> Path | None:
    """Return where a graph says that its decisions are; it says so from the folder's own place."""
    name = settings.get(FILE)
    return None if name is None else Path(os.path.normpath(folder.resolve().parent / str(name)))


def find_decisions(
    folder: Path, given: Path | Literal[False] | None, settings: Mapping[str, object]
) -> DecisionFile:
    """Return the decisions of the file `given`, else of the one that the graph remembers.

    False is no file. Raise InputError where the file is not there, cannot be read or contradicts
    itself.
    """
    path = remembered_path(folder, settings) if given is None else given
    if not path:
        return DecisionFile()
    if not path.is_file():
        what = "expected a file, found a folder" if path.is_dir() else "no such file"
        what = what if given else f"the decisions that {folder} was built with are gone"
        raise InputError(
            f"{path}: {what}",
            hint="--decisions FILE names another file, --no-decisions does without; "
            "`graphkit review` writes one",
        )
    found = read_decisions(path)
    digest = hashlib.sha256(found.content.encode()).hexdigest()[:_DIGITS]
    return DecisionFile(found, {FILE: _seen_from(folder, path), HASH: digest})


def read_decisions(path: Path) -> Decisions:
    """Read a file of decisions; a file that is not there has none. Raise InputError as `parse`."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        return Decisions()
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path}: cannot be read: {error}") from error
    return parse(text, file=str(path))


def write_decisions(path: Path, decisions: Decisions) -> None:
    """Write a file of decisions as a whole."""
    with atomic_write(path) as stream:
        stream.write(write(decisions).encode())


def _seen_from(folder: Path, path: Path) -> str:
    """Return the path as seen from beside the graph: the two may move together."""
    try:
        return PurePath(os.path.relpath(path.resolve(), folder.resolve().parent)).as_posix()
    except ValueError:  # another drive of Windows
        return path.resolve().as_posix()
