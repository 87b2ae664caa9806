"""JSON Lines and JSON: an object is a record.

In comes a stream; out goes a record per line, or per object of an array. Lines are not parsed here: the workers do
that, so a broken line costs only itself. An array has to be read at once, and so may not be large.
"""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterable, Iterator
from typing import Any, BinaryIO

from ..documents import MAX_RECORD, Fields, JsonText, Problem, Reading, Record
from ..formats import InputFormat, format_of
from ..streams import peek, read_lines, read_whole
from .whole import too_big

MAX_ARRAY = 64 << 20
_MARK = b"\xef\xbb\xbf"


def read_json_lines(stream: BinaryIO, name: str, reading: Reading, format_: InputFormat) -> Iterator[Record]:
    """A record per line that is not blank."""
    return _make_line_records(read_lines(stream, MAX_RECORD), name)


def _make_line_records(lines: Iterable[bytes | None], name: str) -> Iterator[Record]:
    for number, line in enumerate(lines, 1):
        if line is None:
            yield Record(name, number, too_big(f"{name}:{number}"))
        elif not line.isspace():
            yield Record(name, number, JsonText(line.removeprefix(_MARK) if number == 1 else line))


def read_json(stream: BinaryIO, name: str, reading: Reading, format_: InputFormat) -> Iterator[Record]:
    """A record per object of an array, or of the one array that an object holds; else one record. Lines are lines."""
    head, stream = peek(stream)
    data = b""
    if format_of(head) is InputFormat.JSONL:
        lines = read_lines(stream, MAX_RECORD)
        start = list(itertools.islice(lines, 2))
        if len(start) > 1 or start[0] is None:
            yield from _make_line_records(itertools.chain(start, lines), name)
            return
        data = start[0]
    yield from _read_value(data or read_whole(stream, MAX_ARRAY), name)


def _read_value(data: bytes | None, name: str) -> Iterator[Record]:
    if data is None:
        limit = MAX_ARRAY >> 20
        problem = f"{name}: found more than {limit} MiB of JSON; save it as JSON Lines"
        yield Record(name, None, Problem("too_big", problem))
        return
    try:
        found = _find_objects(json.loads(data.removeprefix(_MARK)))
    except (ValueError, RecursionError) as error:
        problem = f"{name}: found no JSON ({error}); expected an array of objects, or JSON Lines"
        yield Record(name, None, Problem("bad_json", problem))
        return
    yield from (_make_record(name, number, value) for number, value in enumerate(found, 1))


def _find_objects(value: Any) -> list[Any]:
    if isinstance(value, list):
        return value
    arrays = [part for part in value.values() if _is_array_of_objects(part)] if isinstance(value, dict) else []
    return arrays[0] if len(arrays) == 1 else [value]


def _is_array_of_objects(value: Any) -> bool:
    return isinstance(value, list) and any(isinstance(item, dict) for item in value)


def _make_record(name: str, number: int, value: Any) -> Record:
    if isinstance(value, dict):
        return Record(name, number, Fields(value))
    return Record(name, number, not_an_object(f"{name}:{number}", value))


def not_an_object(place: str, value: Any) -> Problem:
    """The problem of a record that is some other JSON value."""
    return Problem("bad_json", f"{place}: found {type(value).__name__}, expected an object with the article's fields")
