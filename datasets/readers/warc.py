"""WARC files, as web archives and Common Crawl keep them: a captured page is a record.

In comes a stream; out goes a record per response of status 200 that holds HTML. Other records of the archive (requests,
metadata, images, redirects) are no articles and are passed over. The capture date is kept apart: it is no publication
date. It deliberately extracts nothing: the workers do that.
"""

from __future__ import annotations

import datetime
import io
import re
from collections.abc import Iterator
from typing import Any, BinaryIO, cast

from ..documents import MAX_RECORD, Page, Reading, Record
from ..extras import import_extra
from ..formats import InputFormat
from ..streams import STREAM_ERRORS
from .whole import too_big

_HTML = ("text/html", "application/xhtml+xml")
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]{2,40})", re.IGNORECASE)
_OK = 200


def read_warc(stream: BinaryIO, name: str, reading: Reading, format_: InputFormat) -> Iterator[Record]:
    """A record per captured page; the record number counts the pages. Raises what is raised for a broken archive."""
    warc = import_extra("fastwarc.warc", name)
    kinds = warc.WarcRecordType.response | warc.WarcRecordType.resource
    number = 0
    source = _Source(stream)
    for capture in warc.ArchiveIterator(source, record_types=kinds, parse_http=True):
        if not _is_page(capture, warc.WarcRecordType.response):
            continue
        number += 1
        size = capture.content_length
        data = capture.reader.read(MAX_RECORD + 1)
        if len(data) < min(size, MAX_RECORD):
            raise source.error or EOFError("the record ends before its length")
        if len(data) > MAX_RECORD:
            yield Record(name, number, too_big(f"{name}:{number}"))
            continue
        url = capture.headers.get("WARC-Target-URI")
        yield Record(name, number, Page(data, _bare(url), _charset(capture), _captured(capture)))
    if source.error is not None:
        raise source.error


class _Source:
    """What fastwarc reads from: a stream that ends where it breaks, since an exception inside would make it panic."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = cast("io.BufferedReader", stream)  # read1: what comes before a break is not lost with it
        self._read = 0
        self.error: Exception | None = None

    def read(self, size: int = -1) -> bytes:
        """The next bytes; none after a break, which is kept."""
        try:
            data = b"" if self.error is not None else self._stream.read1(size)
        except STREAM_ERRORS as error:
            self.error = error
            return b""
        self._read += len(data)
        return data

    def tell(self) -> int:
        """How much was read."""
        return self._read


def _is_page(capture: Any, response: Any) -> bool:
    if capture.record_type == response and (capture.http_headers is None or capture.http_headers.status_code != _OK):
        return False
    return _content_type(capture).startswith(_HTML)


def _content_type(capture: Any) -> str:
    headers = capture.http_headers if capture.http_headers is not None else capture.headers
    return str(headers.get("Content-Type") or "").strip().lower()


def _charset(capture: Any) -> str | None:
    match = _CHARSET.search(_content_type(capture))
    return match[1] if match is not None else None


def _bare(url: str | None) -> str | None:
    return url.strip("<>") if url else None


def _captured(capture: Any) -> datetime.date | None:
    try:
        return datetime.date.fromisoformat((capture.headers.get("WARC-Date") or "")[:10])
    except ValueError:
        return None
