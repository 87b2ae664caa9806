"""A table of counts to a file.

In come the frame and what it was made from; out goes Parquet that says so in its metadata, or CSV. It deliberately
computes nothing.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import polars as pl
import pyarrow.parquet as pq

from ..schema.errors import ConfigurationError
from .outputs import open_output

ENDINGS = (".parquet", ".csv", ".csv.gz", ".csv.zip")


def write_aggregate(frame: pl.DataFrame, out: Path, facts: Mapping[str, object], *, force: bool = False) -> None:
    """Write the frame to `out`; its ending says how. Raises `ConfigurationError` for an ending that means nothing."""
    check_ending(out)
    with open_output(out, force=force) as file:
        if out.suffix == ".parquet":
            table = frame.to_arrow()
            metadata = {"polybius": json.dumps(facts, sort_keys=True, default=str)}
            pq.write_table(table.replace_schema_metadata(metadata), file, compression="zstd")
        else:
            frame.write_csv(file)


def check_ending(out: Path) -> None:
    """Raise `ConfigurationError` if the name of a file does not say what it is to hold."""
    if not out.name.endswith(ENDINGS):
        raise ConfigurationError(f"{out}: found no known ending, expected one of {', '.join(ENDINGS)}")
