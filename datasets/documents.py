"""The unit of a build: a document, which is one record of an input file.

In comes nothing; out go the records that readers give and `reading` makes articles of. Readers do as little as finding
where one record ends and the next begins; the costly part, from bytes to an article, is left to the workers. What is wrong
with a record, or with the rest of a file, travels as a document too, so that it is recorded where it stands.
"""

from __future__ import annotations

import datetime
from typing import Any, NamedTuple

from .formats import InputFormat

MAX_RECORD = 16 << 20
"""Bytes of one record, unpacked. No news article is as long; what is longer is broken, or made to fill the memory."""


class Reading(NamedTuple):
    """How the records of an input are read: all that its options say. `columns` maps a field to the names to look for."""

    format: InputFormat | None = None
    columns: tuple[tuple[str, str], ...] = ()
    publisher: str | None = None
    published: datetime.date | None = None
    date_format: str | None = None
    undated: str = "skip"


USUAL_READING = Reading()


class PlainText(NamedTuple):
    """The bytes of a plain text file."""

    data: bytes


class JsonText(NamedTuple):
    """One JSON value."""

    data: bytes


class Fields(NamedTuple):
    """Named values: a row of a table, an item of a feed."""

    values: dict[str, Any]


class Page(NamedTuple):
    """The bytes of a web page, with what is known of it from outside."""

    data: bytes
    url: str | None = None
    charset: str | None = None
    captured: datetime.date | None = None


class Problem(NamedTuple):
    """What is wrong with a record or with the rest of its file."""

    reason: str
    message: str


Payload = PlainText | JsonText | Fields | Page | Problem


class Record(NamedTuple):
    """What a reader gives. `record` is the number of its line, row or item from 1, None for a whole file."""

    name: str
    record: int | None
    payload: Payload
    offset: int = 0


class Document(NamedTuple):
    """A record with its place in the build: number of the input file, and its own number in that file, from 0."""

    input: int
    number: int
    name: str
    record: int | None
    payload: Payload
    reading: Reading
    done: int

    @property
    def place(self) -> str:
        """Where it stands, for messages."""
        return self.name if self.record is None else f"{self.name}:{self.record}"
