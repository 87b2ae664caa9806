"""What an export format is: named columns, each an expression over a batch of events, and how rows become bytes.

In comes nothing; out go the record types that the modules named after formats fill, and the encodings that they share.
It deliberately knows no format by name and reads no dataset.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass

import polars as pl

TEXT_BREAKS = r"[\t\r\n\x0b\x0c\x1c-\x1f\x85\u2028\u2029]+"


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a format: its name there, what it holds of ours, and the expression that makes it."""

    name: str
    what: str
    value: pl.Expr


@dataclass(frozen=True, slots=True)
class Condition:
    """What an event needs to have a row in a format; `reason` says why one is left out."""

    reason: str
    value: pl.Expr


@dataclass(frozen=True, slots=True)
class Format:
    """An export format. `ending` is the customary end of its file names; `losses` say what does not survive.

    `fields` says what rows hold where that is not told by the columns, as in JSON.
    """

    name: str
    title: str
    ending: str
    columns: tuple[Column, ...]
    losses: tuple[str, ...]
    encode: Callable[[pl.DataFrame], bytes]
    header: bytes = b""
    needs: tuple[Condition, ...] = ()
    fields: tuple[tuple[str, str], ...] = ()

    @property
    def contents(self) -> tuple[tuple[str, str], ...]:
        """The names of what a row holds, each with what that is."""
        return self.fields or tuple((column.name, column.what) for column in self.columns)

    def select(self, batch: pl.DataFrame) -> pl.DataFrame:
        """The rows of a batch in the columns of the format."""
        return batch.select(column.value.alias(column.name) for column in self.columns)


def header_line(columns: tuple[Column, ...], separator: str = "\t") -> bytes:
    """The line of column names."""
    return (separator.join(column.name for column in columns) + "\n").encode()


def encode_tabs(frame: pl.DataFrame, null: str = "") -> bytes:
    """Rows as tab-separated lines without quoting, as most readers of event data want them.

    Tabs and line breaks in texts become blanks and double quotes single ones, since half of the readers take a double
    quote for the start of a quoted field and the other half for itself.
    """
    texts = pl.col(pl.String).str.replace_all(TEXT_BREAKS, " ").str.replace_all('"', "'", literal=True)
    buffer = io.BytesIO()
    frame.with_columns(texts).write_csv(
        buffer, include_header=False, separator="\t", quote_style="never", null_value=null
    )
    return buffer.getvalue()


def encode_commas(frame: pl.DataFrame) -> bytes:
    """Rows as comma-separated lines, quoted where needed (RFC 4180); what is missing is empty."""
    buffer = io.BytesIO()
    frame.write_csv(buffer, include_header=False, quote_style="necessary")
    return buffer.getvalue()


def empty(name: str, why: str) -> Column:
    """A column that is always empty."""
    return Column(name, f"always empty: {why}", pl.lit(None, dtype=pl.String))


def days(column: str, form: str) -> pl.Expr:
    """A day in a form of strftime."""
    return pl.col(column).dt.strftime(form)
