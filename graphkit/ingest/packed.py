"""Gzipped files, with a bound on what they unpack to."""

import gzip
import io
import zlib
from typing import TYPE_CHECKING, BinaryIO

from graphkit.errors import InputError

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

MAGIC = b"\x1f\x8b"
MOST_BYTES = 64 * 1024**3
# Text packs to a tenth, records that repeat to a fiftieth; deflate cannot pass 1032 to 1.
MOST_RATIO = 200
_FREE = 16 * 1024**2  # bytes unpacked before the ratio counts


def unpacked(stream: BinaryIO, file: str) -> BinaryIO:
    """Return a stream of what a gzipped stream holds; another stream is returned as it is."""
    start = stream.read(len(MAGIC))
    stream.seek(0)
    return io.BufferedReader(_Bounded(stream, file)) if start == MAGIC else stream


class _Bounded(io.RawIOBase):
    """Unpacks, and raises InputError where that gives too much or the data are damaged."""

    def __init__(self, stream: BinaryIO, file: str) -> None:
        self._packed = stream
        self._file = file
        self._stream = gzip.GzipFile(fileobj=stream, mode="rb")

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def readinto(self, buffer: "WriteableBuffer", /) -> int:
        view = memoryview(buffer).cast("B")
        try:
            piece = self._stream.read(len(view))
        except (OSError, EOFError, zlib.error) as error:
            raise InputError(
                f"{self._file}: damaged gzip ({error})", hint="copy or download the file again"
            ) from error
        view[: len(piece)] = piece
        self._check()
        return len(piece)

    def seek(self, place: int, whence: int = io.SEEK_SET) -> int:
        return self._stream.seek(place, whence)

    def tell(self) -> int:
        return self._stream.tell()

    def close(self) -> None:
        if not self.closed:
            self._stream.close()
            self._packed.close()
        super().close()

    def _check(self) -> None:
        given, taken = self._stream.tell(), max(1, self._packed.tell())
        if given > MOST_BYTES or (given > _FREE and given > MOST_RATIO * taken):
            raise InputError(
                f"{self._file}: unpacks to more than {given // 1024**2:,} MiB from "
                f"{taken / 1024**2:,.1f} MiB",
                hint="a bibliography does not pack so well: unpack it yourself if you trust it",
            )
