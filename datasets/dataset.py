"""Reading a dataset folder.

In comes a folder that `build_dataset` made; out go lazy polars frames, one per table. Categories are read as plain
strings, so that they compare and slice as strings do. Columns that an older dataset does not have yet are there and empty, so that one
program reads all datasets of a major version. It deliberately loads no rows until they are collected.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl

from ..schema.arrow import arrow_schema
from ..schema.errors import DatasetError
from ..schema.tables import SCHEMA_VERSION
from .manifest import MANIFEST, read_manifest, table_files


@dataclass(frozen=True, slots=True)
class Dataset:
    """A dataset folder: its tables as lazy frames, and its manifest."""

    path: Path
    manifest: dict[str, Any]

    @property
    def events(self) -> pl.LazyFrame:
        """One row per event."""
        return self.table("events")

    @property
    def mentions(self) -> pl.LazyFrame:
        """One row per coded mention of a sentence."""
        return self.table("mentions")

    @property
    def articles(self) -> pl.LazyFrame:
        """One row per input article."""
        return self.table("articles")

    @property
    def unresolved(self) -> pl.LazyFrame:
        """Names in actor slots that no entry knows."""
        return self.table("unresolved")

    @property
    def rejections(self) -> pl.LazyFrame:
        """What was seen and not coded."""
        return self.table("rejections")

    def table(self, name: str) -> pl.LazyFrame:
        """The table `name`. Raises `DatasetError` if its files are missing."""
        files = table_files(self.path, name)
        if not files:
            raise DatasetError(f"{self.path}: found no Parquet files of the table {name!r}; build the dataset again")
        frame = pl.scan_parquet(files, hive_partitioning=False).with_columns(pl.col(pl.Categorical).cast(pl.String))
        return _complete(frame, name)


def load(path: str | Path) -> Dataset:
    """The dataset in the folder `path`. Raises `DatasetError` if there is none, or one of another major version."""
    folder = Path(path)
    manifest = read_manifest(folder)
    if manifest is None:
        raise DatasetError(
            f"{folder}: no dataset here; expected a folder with {MANIFEST}, as `polybius build` makes it"
        )
    version = str(manifest.get("versions", {}).get("schema", ""))
    if version.split(".")[0] != SCHEMA_VERSION.split(".")[0]:
        raise DatasetError(
            f"{folder}: found schema version {version or 'none'}, expected {SCHEMA_VERSION.split('.')[0]}.x; read it with "
            "the version of Polybius that its manifest names, or read its Parquet files directly"
        )
    return Dataset(folder, manifest)


def _complete(frame: pl.LazyFrame, table: str) -> pl.LazyFrame:
    """The frame with the columns of the present schema, in their order, and after them those that it does not know."""
    known, found = _column_types(table), frame.collect_schema().names()
    missing = [pl.lit(None, kind).alias(name) for name, kind in known.items() if name not in found]
    return frame.with_columns(missing).select(*known, *(name for name in found if name not in known))


@functools.cache
def _column_types(table: str) -> dict[str, pl.DataType]:
    empty = pl.from_arrow(arrow_schema(table).empty_table())
    if not isinstance(empty, pl.DataFrame):
        raise TypeError(f"{table}: a table of Arrow is no frame of polars")
    return dict(empty.with_columns(pl.col(pl.Categorical).cast(pl.String)).schema)
