"""Rows to Parquet files.

In come rows in their final order, as tuples in the order of the columns, and the name of their table; out go files
written by pyarrow from the declared schema: zstd level 3, dictionary-encoded categories, field and file metadata, a
folder per year and month where the table has one. The same rows give the same bytes. It deliberately neither sorts nor
checks what a row says.
"""

from __future__ import annotations

import datetime
import functools
import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from ..schema.arrow import arrow_schema
from .duplicates import StoredSketch
from .packing import Values

ROWS_PER_GROUP = 20_000
ROWS_PER_FILE = 1_000_000
_SORTED_BY = {"events": "event_date", "mentions": "event_date", "articles": "published"}
UNDATED = "__HIVE_DEFAULT_PARTITION__"


def write_table(rows: Iterable[Values], path: Path, table: str, metadata: Mapping[str, str]) -> int:
    """Write the file `path`; returns the number of rows, which may be none."""
    path.parent.mkdir(parents=True, exist_ok=True)
    schema = _schema_with(table, metadata)
    n_rows = 0
    order = _SORTED_BY.get(table)
    sorting = None if order is None else pq.SortingColumn.from_ordering(schema, [(order, "ascending")], "at_start")
    with pq.ParquetWriter(
        path, schema, compression="zstd", compression_level=3, sorting_columns=sorting, write_page_index=True
    ) as writer:
        for batch in _batches(rows):
            writer.write_table(_make_table(batch, schema), row_group_size=ROWS_PER_GROUP)
            n_rows += len(batch)
    return n_rows


def write_partitions(rows: Iterable[Values], folder: Path, table: str, metadata: Mapping[str, str], column: str) -> int:
    """Write rows, which come sorted by the day in `column`, to `year=YYYY/month=MM`; without rows an empty file."""
    n_rows, at = 0, arrow_schema(table).get_field_index(column)
    for (year, month), group in itertools.groupby(rows, key=lambda row: _month_of(row[at])):
        for number, part in enumerate(_files(group)):
            path = folder / f"year={year}" / f"month={month}" / f"part-{number}.parquet"
            n_rows += write_table(part, path, table, metadata)
    if n_rows == 0:
        write_table((), folder / "part-0.parquet", table, metadata)
    return n_rows


def _files(rows: Iterator[Values]) -> Iterator[Iterator[Values]]:
    """The rows of one file after the other; each must be read to its end before the next."""
    for first in rows:
        yield itertools.chain((first,), itertools.islice(rows, ROWS_PER_FILE - 1))


def _month_of(day: str | None) -> tuple[str, str]:
    return (day[:4], day[5:7]) if day is not None else (UNDATED, UNDATED)


def _schema_with(table: str, metadata: Mapping[str, str]) -> pa.Schema:
    schema = arrow_schema(table)
    return schema.with_metadata({**(schema.metadata or {}), **metadata})


def _batches(rows: Iterable[Values]) -> Iterator[list[Values]]:
    source = iter(rows)
    while batch := list(itertools.islice(source, ROWS_PER_GROUP)):
        yield batch


def _make_table(batch: list[Values], schema: pa.Schema) -> pa.Table:
    columns = zip(*batch, strict=True)
    arrays = [_make_array(values, field.type) for values, field in zip(columns, schema, strict=True)]
    return pa.Table.from_arrays(arrays, schema=schema)


def _make_array(values: Sequence[object], kind: pa.DataType) -> pa.Array:
    if pa.types.is_date(kind):
        values = [_read_day(value) if isinstance(value, str) else None for value in values]
    return pa.array(values, type=kind)


@functools.lru_cache(maxsize=4096)
def _read_day(day: str) -> datetime.date:
    return datetime.date.fromisoformat(day)


def write_sketches(sketches: Iterable[StoredSketch], path: Path, metadata: Mapping[str, str]) -> None:
    """Write what an update needs to find near duplicates; hashes do not compress."""
    kinds = [("article_id", pa.string()), ("day", pa.int32()), ("runs", pa.binary())]
    schema = pa.schema(kinds, metadata=dict(metadata))
    source = iter(sketches)
    with pq.ParquetWriter(path, schema, compression="none") as writer:
        while batch := list(itertools.islice(source, ROWS_PER_GROUP)):
            columns = [list(values) for values in zip(*batch, strict=True)]
            writer.write_table(pa.table(columns, schema=schema))
