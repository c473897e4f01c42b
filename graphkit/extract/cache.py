"""Keep what was extracted, a paper at a time, in one SQLite file.

What is there was whole when it was written: a process killed at any moment loses the paper at hand
and nothing else. A damaged file is replaced, since everything in it can be made again.
"""

import contextlib
import json
import sqlite3
import zlib
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

from graphkit.errors import GraphkitError

Row = Sequence[Any]
_WAIT = 60.0  # seconds for another process that writes
_SCHEMA = """
CREATE TABLE IF NOT EXISTS extraction (
  text BLOB NOT NULL, pipeline TEXT NOT NULL, mentions BLOB NOT NULL, checksum INTEGER NOT NULL,
  PRIMARY KEY (text, pipeline)
) WITHOUT ROWID
"""


class ExtractionCache:
    """The extractions of one pipeline, by the hash of title and abstract."""

    def __init__(self, folder: Path, pipeline: str) -> None:
        self.path = folder / "extraction.sqlite"
        self._pipeline = pipeline
        folder.mkdir(parents=True, exist_ok=True)
        try:
            self._connection = self._open()
        except sqlite3.DatabaseError as error:
            self._replace(error)

    def get(self, text: str) -> list[Row] | None:
        """Return what was kept for a text, None where there is nothing, or nothing whole."""
        query = "SELECT mentions, checksum FROM extraction WHERE text = ? AND pipeline = ?"
        try:
            found = self._connection.execute(query, (_hash(text), self._pipeline)).fetchone()
        except sqlite3.DatabaseError as error:
            self._replace(error)
            return None
        if found is None or not isinstance(found[0], bytes) or zlib.crc32(found[0]) != found[1]:
            return None
        rows: list[Row] = json.loads(found[0])
        return rows

    def put(self, text: str, rows: Sequence[Row]) -> None:
        """Keep what was extracted from a text."""
        mentions = json.dumps(rows, ensure_ascii=False, separators=(",", ":")).encode()
        values = (_hash(text), self._pipeline, mentions, zlib.crc32(mentions))
        statement = "INSERT OR REPLACE INTO extraction VALUES (?, ?, ?, ?)"
        try:
            self._connection.execute(statement, values)
        except sqlite3.DatabaseError as error:
            self._replace(error)
            self._connection.execute(statement, values)

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    def _open(self) -> sqlite3.Connection:
        connection = sqlite3.connect(self.path, timeout=_WAIT, isolation_level=None)
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = NORMAL")
            connection.execute(_SCHEMA)
            connection.execute("SELECT text, pipeline, mentions, checksum FROM extraction LIMIT 1")
        except sqlite3.DatabaseError:
            connection.close()
            raise
        return connection

    def _replace(self, error: sqlite3.DatabaseError) -> None:
        """Begin a new file in the place of a damaged one. Raise where the trouble is another."""
        if isinstance(error, sqlite3.OperationalError) and not _is_damage(error):
            raise GraphkitError(
                f"{self.path}: the cache of extractions cannot be used: {error}",
                hint="free some space, or name another folder in GRAPHKIT_CACHE",
            ) from error
        with contextlib.suppress(AttributeError):
            self._connection.close()
        for suffix in ("", "-wal", "-shm"):
            self.path.with_name(self.path.name + suffix).unlink(missing_ok=True)
        self._connection = self._open()


def _is_damage(error: sqlite3.OperationalError) -> bool:
    """Return whether an operational error comes from what the file holds."""
    return any(
        part in str(error) for part in ("no such column", "malformed", "not a database", "disk I/O")
    )


def _hash(text: str) -> bytes:
    return sha256(text.encode("utf-8", "surrogatepass")).digest()
