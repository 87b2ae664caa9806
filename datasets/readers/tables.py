"""CSV, TSV and Parquet: a row is a record.

In comes a stream, or the path of a Parquet file; out goes a record per row with the values by column. Bytes that are not
UTF-8 travel in the strings as surrogates, for `reading` to decode cell by cell. It deliberately does not know which
column is the text: but a table with no column that could be one is a problem, not a million of them.
"""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterator, Sequence
from typing import BinaryIO

from ..columns import find_columns
from ..documents import MAX_RECORD, Fields, Problem, Reading, Record
from ..formats import InputFormat
from ..streams import peek, read_lines
from .whole import too_big

_ROWS_AT_ONCE = 64
_DELIMITERS = ",;\t|"
_WIDE_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def read_csv(stream: BinaryIO, name: str, reading: Reading, format_: InputFormat) -> Iterator[Record]:
    """A record per row below the header; the record number is the line on which the row ends."""
    csv.field_size_limit(MAX_RECORD)
    skipped: list[int] = []
    lines = _decode_lines(stream, skipped)
    header_line = next(lines, "")
    header = next(csv.reader([header_line], delimiter=_find_delimiter(header_line, format_)), [])
    problem = check_columns(header, reading, name)
    if problem is not None:
        yield Record(name, 1, problem)
        return
    rows = csv.reader(lines, delimiter=_find_delimiter(header_line, format_))
    while True:
        row: list[str] | Problem
        try:
            row = next(rows)
        except StopIteration:
            break
        except csv.Error as error:
            row = Problem("bad_row", f"{name}:{rows.line_num + 1}: found a broken row ({error}); mend its quotes")
        yield from (Record(name, line, too_big(f"{name}:{line}")) for line in skipped)
        skipped.clear()
        if row:
            yield Record(name, rows.line_num + 1, _make_row(header, row, f"{name}:{rows.line_num + 1}"))
    yield from (Record(name, line, too_big(f"{name}:{line}")) for line in skipped)


def _decode_lines(stream: BinaryIO, skipped: list[int]) -> Iterator[str]:
    """Lines as text; the numbers of those that are too long are noted, and an empty line stands for them."""
    head, stream = peek(stream)
    if head.startswith(_WIDE_MARKS):
        yield from io.TextIOWrapper(stream, "utf-16", newline="")
        return
    for number, line in enumerate(read_lines(stream, MAX_RECORD), 1):
        if line is None:
            skipped.append(number)
            yield "\n"
        else:
            yield line.removeprefix(codecs.BOM_UTF8).decode("utf-8", "surrogateescape")


def _find_delimiter(header: str, format_: InputFormat) -> str:
    if format_ is InputFormat.TSV:
        return "\t"
    return max(_DELIMITERS, key=lambda mark: (header.count(mark), -_DELIMITERS.index(mark)))


def _make_row(header: Sequence[str], row: list[str] | Problem, place: str) -> Fields | Problem:
    if isinstance(row, Problem):
        return row
    if len(row) != len(header):
        return Problem(
            "bad_row", f"{place}: found {len(row)} values, expected {len(header)} as in the header; mend its quotes"
        )
    return Fields(dict(zip(header, row, strict=True)))


def read_parquet(source: str | BinaryIO, name: str, reading: Reading) -> Iterator[Record]:
    """A record per row; only the columns that are wanted are read. Raises what pyarrow raises for a broken file."""
    import pyarrow.parquet as pq

    with pq.ParquetFile(source) as file:
        columns = file.schema_arrow.names
        problem = check_columns(columns, reading, name)
        if problem is not None:
            yield Record(name, None, problem)
            return
        wanted = sorted({column for column in find_columns(columns, reading.columns).values() if column is not None})
        number = 0
        for batch in file.iter_batches(_ROWS_AT_ONCE, columns=wanted):
            for values in batch.to_pylist():
                number += 1
                yield Record(name, number, Fields(values))


def check_columns(columns: Sequence[str], reading: Reading, name: str) -> Problem | None:
    """The problem of a table that lacks a mapped column, or has none that could hold an article."""
    tops = {column.casefold() for column in columns}
    missing = [column for _, column in reading.columns if column.split(".")[0].casefold() not in tops]
    found = find_columns(columns, reading.columns)
    if not missing and any(found[field] is not None for field in ("text", "html", "title")):
        return None
    wanted = ", ".join(missing) or "text, body or content"
    there = ", ".join(str(column) for column in columns[:12]) or "none"
    return Problem(
        "no_columns",
        f"{name}: found the columns {there}, expected {wanted}; map them: --column text=NAME, or [inputs.columns]",
    )
