"""From an input file to its records, whatever its format and packing.

In comes an input file; out go its records in order. A file that breaks off gives what came before, and a problem that
says where. It deliberately makes no articles, and skips nothing but members of archives whose names say that they are
no articles.
"""

from __future__ import annotations

import tarfile
import zipfile
from collections.abc import Callable, Iterator
from types import MappingProxyType
from typing import BinaryIO

from .documents import Problem, Reading, Record
from .extras import check_extras
from .formats import FileKind, InputFormat, format_of, kind_of_name
from .readers.archives import Member, read_tar, read_zip
from .readers.feeds import read_feed
from .readers.json_values import read_json, read_json_lines
from .readers.tables import read_csv, read_parquet
from .readers.warc import read_warc
from .readers.whole import read_document
from .streams import STREAM_ERRORS, peek, unpack_seen

_Reader = Callable[[BinaryIO, str, Reading, InputFormat], Iterator[Record]]
_READERS: MappingProxyType[InputFormat, _Reader] = MappingProxyType(
    {
        InputFormat.TEXT: read_document,
        InputFormat.HTML: read_document,
        InputFormat.JSONL: read_json_lines,
        InputFormat.JSON: read_json,
        InputFormat.CSV: read_csv,
        InputFormat.TSV: read_csv,
        InputFormat.WARC: read_warc,
        InputFormat.FEED: read_feed,
    }
)
_ERRORS = (*STREAM_ERRORS, zipfile.BadZipFile, tarfile.TarError)


def read_records(path: str, name: str, reading: Reading, kind: FileKind) -> Iterator[Record]:
    """The records of the file at `path`, which messages and rows call `name`."""
    last: Record | None = None
    raw: BinaryIO | None = None
    try:
        with open(path, "rb") as raw:  # noqa: PTH123  a path may be that of an open descriptor
            for last in _read_file(raw, path, name, reading, kind):
                yield last._replace(offset=raw.tell())
    except _ERRORS as error:
        yield _broken(name, last, error, opened=raw is not None)


def _read_file(raw: BinaryIO, path: str, name: str, reading: Reading, kind: FileKind) -> Iterator[Record]:
    stream, _ = unpack_seen(raw, kind.compression)
    format_, stream = _find_format(stream, reading, kind)
    check_extras(format_, name)
    if format_ is InputFormat.PARQUET:
        yield from read_parquet(path, name, reading)
    elif format_ in (InputFormat.ZIP, InputFormat.TAR):
        for member in read_zip(stream) if format_ is InputFormat.ZIP else read_tar(stream):
            yield from _read_member(member, f"{name}/{member.name}", reading)
    else:
        yield from _READERS[format_](stream, name, reading, format_)


def _find_format(stream: BinaryIO, reading: Reading, kind: FileKind) -> tuple[InputFormat, BinaryIO]:
    """The format that the options or the name's ending give, else that of the first bytes."""
    if reading.format is not None:
        return reading.format, stream
    if kind.format is not None:
        return kind.format, stream
    head, stream = peek(stream)
    return format_of(head), stream


def _read_member(member: Member, name: str, reading: Reading) -> Iterator[Record]:
    kind = kind_of_name(member.name)
    format_ = kind.format if reading.format in (None, InputFormat.ZIP, InputFormat.TAR) else reading.format
    if member.stream is None:
        yield Record(name, None, Problem("unreadable", f"{name}: cannot be opened ({member.message}); unpack it first"))
    elif format_ not in _READERS:
        if format_ is not None:
            problem = f"{name}: found {format_} inside an archive; unpack it, and give it by itself"
            yield Record(name, None, Problem("unsupported", problem))
    else:
        yield from _read_member_stream(member.stream, name, reading, FileKind(format_, kind.compression))


def _read_member_stream(stream: BinaryIO, name: str, reading: Reading, kind: FileKind) -> Iterator[Record]:
    last: Record | None = None
    format_ = kind.format or InputFormat.TEXT
    check_extras(format_, name)
    try:
        unpacked, _ = unpack_seen(stream, kind.compression)
        for last in _READERS[format_](unpacked, name, reading, format_):
            yield last
    except (*_ERRORS, RuntimeError, NotImplementedError) as error:
        yield _broken(name, last, error, opened=True)


def _broken(name: str, last: Record | None, error: Exception, *, opened: bool) -> Record:
    """The record of a file that cannot be read, or not to its end."""
    found = getattr(error, "strerror", None) or str(error) or type(error).__name__
    found = " ".join(str(found).split())[:200]
    if not opened or getattr(error, "errno", None):
        return Record(name, None, Problem("unreadable", f"{name}: cannot be read ({found}); check the file"))
    number = None if last is None or last.record is None else last.record + 1
    where = f"after record {last.record}" if number is not None and last is not None else "from its start"
    message = f"{name}: broken {where} ({found}); what came before is kept, get the file anew"
    return Record(name, number, Problem("corrupt", message))
