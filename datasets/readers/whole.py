"""Files that are one document each: plain text and web pages.

In comes a stream; out goes one record with all its bytes, or a problem if there are more than any article has.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from ..documents import MAX_RECORD, Page, PlainText, Problem, Reading, Record
from ..formats import InputFormat
from ..streams import read_whole


def read_document(stream: BinaryIO, name: str, reading: Reading, format_: InputFormat) -> Iterator[Record]:
    """The one record of a file of text or HTML."""
    data = read_whole(stream, MAX_RECORD)
    if data is None:
        yield Record(name, None, too_big(name))
    else:
        yield Record(name, None, Page(data) if format_ is InputFormat.HTML else PlainText(data))


def too_big(place: str) -> Problem:
    """The problem of a record that is too big."""
    limit = MAX_RECORD >> 20
    return Problem(
        "too_big",
        f"{place}: found more than {limit} MiB in one record, expected one article; split it, or leave it out",
    )
