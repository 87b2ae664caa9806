"""The events table as CSV: the columns of the dataset, with a header, quoted where needed, empty where missing.

In come batches of events; out go the lines. It deliberately changes no value: codes keep their leading zeros, and
readers that guess types have to be told that they are text.
"""

from __future__ import annotations

import polars as pl

from ...schema.tables import TABLES
from .formats import Column, Format, encode_commas, header_line

COLUMNS: tuple[Column, ...] = tuple(
    Column(name, field.description or "", pl.col(name)) for name, field in TABLES["events"].model_fields.items()
)

CSV = Format(
    name="csv",
    title="CSV",
    ending=".events.csv",
    columns=COLUMNS,
    losses=("types: codes such as `010` are numbers to readers that guess; tell them that codes are text",),
    encode=encode_commas,
    header=header_line(COLUMNS, ","),
)
