"""What kind of file an input is: its format and its compression.

In come a file name, the first bytes of a file, or both; out go a format and a compression, or None where they do not
say. The ending of the name decides; the bytes decide where the ending says nothing. It deliberately opens no file.
"""

from __future__ import annotations

from enum import StrEnum
from types import MappingProxyType
from typing import NamedTuple

HEAD = 4096


class InputFormat(StrEnum):
    """How the records of an input file are written."""

    TEXT = "text"
    HTML = "html"
    JSONL = "jsonl"
    JSON = "json"
    CSV = "csv"
    TSV = "tsv"
    PARQUET = "parquet"
    WARC = "warc"
    FEED = "feed"
    ZIP = "zip"
    TAR = "tar"


class Compression(StrEnum):
    """How a file is packed, whatever its format."""

    GZIP = "gzip"
    ZSTD = "zstd"
    BZIP2 = "bzip2"
    XZ = "xz"


class FileKind(NamedTuple):
    """Format and compression; None where unknown, or where there is none."""

    format: InputFormat | None
    compression: Compression | None


_FORMATS = MappingProxyType(
    {
        **dict.fromkeys((".txt", ".text"), InputFormat.TEXT),
        **dict.fromkeys((".html", ".htm", ".xhtml"), InputFormat.HTML),
        **dict.fromkeys((".jsonl", ".ndjson", ".jsonlines"), InputFormat.JSONL),
        ".json": InputFormat.JSON,
        ".csv": InputFormat.CSV,
        **dict.fromkeys((".tsv", ".tab"), InputFormat.TSV),
        **dict.fromkeys((".parquet", ".pq"), InputFormat.PARQUET),
        ".warc": InputFormat.WARC,
        **dict.fromkeys((".rss", ".atom", ".xml"), InputFormat.FEED),
        ".zip": InputFormat.ZIP,
        ".tar": InputFormat.TAR,
    }
)
_COMPRESSIONS = MappingProxyType(
    {
        **dict.fromkeys((".gz", ".gzip"), Compression.GZIP),
        **dict.fromkeys((".zst", ".zstd"), Compression.ZSTD),
        ".bz2": Compression.BZIP2,
        ".xz": Compression.XZ,
    }
)
_SHORT_ENDINGS = MappingProxyType({".tgz": ".tar.gz", ".tbz2": ".tar.bz2", ".txz": ".tar.xz", ".tzst": ".tar.zst"})
_COMPRESSION_MARKS = (
    (b"\x1f\x8b", Compression.GZIP),
    (b"\x28\xb5\x2f\xfd", Compression.ZSTD),
    (b"BZh", Compression.BZIP2),
    (b"\xfd7zXZ\x00", Compression.XZ),
)
_FORMAT_MARKS = ((b"PAR1", InputFormat.PARQUET), (b"PK\x03\x04", InputFormat.ZIP), (b"WARC/", InputFormat.WARC))
_TAR_MARK, _TAR_OFFSET = b"ustar", 257
_FEED_MARKS = (b"<rss", b"<feed", b"<rdf:rdf")


def kind_of_name(name: str) -> FileKind:
    """What the ending of a name says."""
    name = name.lower()
    for short, full in _SHORT_ENDINGS.items():
        if name.endswith(short):
            name = name[: -len(short)] + full
    compression = next((packed for ending, packed in _COMPRESSIONS.items() if name.endswith(ending)), None)
    if compression is not None:
        name = name[: name.rindex(".")]
    dot = name.rfind(".")
    return FileKind(_FORMATS.get(name[dot:]) if dot >= 0 else None, compression)


def compression_of(head: bytes) -> Compression | None:
    """What the first bytes say about packing."""
    return next((packed for mark, packed in _COMPRESSION_MARKS if head.startswith(mark)), None)


def format_of(head: bytes) -> InputFormat:
    """What the first bytes of a file, unpacked, say about its format; what is nothing else is plain text."""
    for mark, found in _FORMAT_MARKS:
        if head.startswith(mark):
            return found
    if head[_TAR_OFFSET : _TAR_OFFSET + len(_TAR_MARK)] == _TAR_MARK:
        return InputFormat.TAR
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if start.startswith(b"{"):
        return InputFormat.JSONL if _ends_object(start) else InputFormat.JSON
    if start.startswith(b"["):
        return InputFormat.JSON if start[1:].lstrip().startswith((b"{", b"]")) else InputFormat.TEXT
    if start.startswith(b"<"):
        return _markup_of(start)
    return InputFormat.TEXT


def _ends_object(start: bytes) -> bool:
    """Whether an object ends with its line, or the line is longer than what was read."""
    line, newline, _ = start.partition(b"\n")
    return not newline or line.rstrip().endswith(b"}")


def _markup_of(start: bytes) -> InputFormat:
    if any(mark in start for mark in _FEED_MARKS):
        return InputFormat.FEED
    return (
        InputFormat.HTML if b"<!doctype html" in start or b"<html" in start or b"<body" in start else InputFormat.TEXT
    )
