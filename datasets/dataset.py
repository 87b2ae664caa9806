"""Reading a dataset folder.

In comes a folder that `build_dataset` made; out go lazy polars frames, one per table. Categories are read as plain
strings, so that they compare and slice as strings do. It deliberately loads no rows until they are collected.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl

from ..schema.errors import DatasetError
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
        frame = pl.scan_parquet(files, hive_partitioning=False)
        return frame.with_columns(pl.col(pl.Categorical).cast(pl.String))


def load(path: str | Path) -> Dataset:
    """The dataset in the folder `path`. Raises `DatasetError` if there is none."""
    folder = Path(path)
    manifest = read_manifest(folder)
    if manifest is None:
        raise DatasetError(
            f"{folder}: no dataset here; expected a folder with {MANIFEST}, as `polybius build` makes it"
        )
    return Dataset(folder, manifest)
