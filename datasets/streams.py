"""Files and members of archives as streams of bytes, unpacked.

In comes a stream and how it is packed; out goes a stream of what it holds, whose reads never give more than was asked
for. A stream that is broken raises `StreamError` when the break is reached. It deliberately keeps nothing in memory but
buffers, and knows no formats.
"""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import zlib
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, BinaryIO, cast

from .formats import HEAD, Compression, compression_of

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

_BUFFER = 1 << 18
_PIECE = 1 << 13
_GIVE_UP = 1 << 30
STREAM_ERRORS = (OSError, EOFError, zlib.error, lzma.LZMAError, ValueError)
"""What the libraries raise for broken streams; pyarrow's errors are OSError and ValueError."""


def unpack(raw: BinaryIO, compression: Compression | None) -> BinaryIO:
    """The stream of what `raw` holds."""
    if compression is None:
        return raw
    return cast("BinaryIO", io.BufferedReader(_Unpacked(_open_packed(raw, compression)), _BUFFER))


def _open_packed(raw: BinaryIO, compression: Compression) -> Callable[[int], bytes]:
    """The function that reads what `raw` holds. As little as possible at once: what comes before a break is not lost."""
    if compression is Compression.GZIP:
        return gzip.GzipFile(fileobj=raw).read1
    if compression is Compression.BZIP2:
        return bz2.BZ2File(raw).read1
    if compression is Compression.XZ:
        return lzma.LZMAFile(raw).read1
    import pyarrow as pa

    packed = pa.CompressedInputStream(pa.PythonFile(raw, mode="r"), "zstd")
    return lambda size: bytes(packed.read(min(size, _PIECE)))


class _Unpacked(io.RawIOBase):
    """A raw stream of what a function reads."""

    def __init__(self, read: Callable[[int], bytes]) -> None:
        self._read = read

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer) -> int:
        view = memoryview(buffer).cast("B")
        data = self._read(len(view))
        view[: len(data)] = data
        return len(data)


def peek(stream: BinaryIO) -> tuple[bytes, BinaryIO]:
    """The first bytes of a stream, and a stream that still has them."""
    buffered = (
        stream if isinstance(stream, io.BufferedReader) else io.BufferedReader(cast("io.RawIOBase", stream), _BUFFER)
    )
    head = buffered.peek(HEAD)
    return head[:HEAD], cast("BinaryIO", buffered)


def unpack_seen(raw: BinaryIO, named: Compression | None) -> tuple[BinaryIO, Compression | None]:
    """The unpacked stream of `raw`, by the name's ending or, without one, by the first bytes."""
    if named is not None:
        return unpack(raw, named), named
    head, raw = peek(raw)
    found = compression_of(head)
    return unpack(raw, found), found


def read_whole(stream: BinaryIO, limit: int) -> bytes | None:
    """All bytes of a stream; None if there are more than `limit`."""
    parts: list[bytes] = []
    size = 0
    while size <= limit and (part := stream.read(min(_BUFFER, limit + 1 - size))):
        parts.append(part)
        size += len(part)
    return b"".join(parts) if size <= limit else None


def read_lines(stream: BinaryIO, limit: int) -> Iterator[bytes | None]:
    """The lines of a stream with their ends; None for a line of more than `limit` bytes, which is skipped.

    Raises ValueError if a line goes on for a gibibyte: that is no text, and unpacking it might never end.
    """
    while line := stream.readline(limit + 1):
        if len(line) <= limit or line.endswith(b"\n"):
            yield line
            continue
        _skip_line(stream)
        yield None


def _skip_line(stream: BinaryIO) -> None:
    skipped = 0
    while part := stream.readline(_BUFFER):
        skipped += len(part)
        if part.endswith(b"\n"):
            return
        if skipped > _GIVE_UP:
            raise ValueError("a line of more than a gibibyte")
