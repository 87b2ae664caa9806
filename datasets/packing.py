"""Rows of an article as the staging store keeps them.

In come the rows that `rows` makes; out go tuples, one per row, of the values to sort and count by and the whole row as
bytes. Workers do this, so that the main process has only to insert. `marshal` is several times as fast as JSON, and
nothing but the store of an unfinished build is ever kept in it. It deliberately knows no SQL.
"""

from __future__ import annotations

import marshal
from collections.abc import Callable, Iterable, Iterator
from operator import itemgetter
from types import MappingProxyType
from typing import Any, NamedTuple

from ..schema.tables import TABLES
from .duplicates import Sketch
from .rows import ArticleRows, MentionRow, Row

Values = tuple[Any, ...]
_VERSION = 4
_SUMMED = frozenset(("n_mentions", "n_articles"))


def _list_columns(table: str) -> tuple[str, ...]:
    names = tuple(TABLES[table].model_fields)
    return tuple(name for name in names if name not in _SUMMED) if table == "unresolved" else names


COLUMNS = MappingProxyType({table: _list_columns(table) for table in TABLES})
_GETTERS: MappingProxyType[str, Callable[[Row], Values]] = MappingProxyType(
    {table: itemgetter(*columns) for table, columns in COLUMNS.items()}
)


class PackedRows(NamedTuple):
    """The rows of one article, ready for the store; the article's own row stays open, since it may be a duplicate."""

    article: Row
    mentions: tuple[tuple[object, ...], ...] = ()
    rejections: tuple[tuple[object, ...], ...] = ()
    unresolved: tuple[tuple[object, ...], ...] = ()
    sketch: Sketch | None = None


def row_values(table: str, rows: Iterable[Row]) -> Iterator[Values]:
    """Rows as tuples in the order of the table's columns."""
    return map(itemgetter(*TABLES[table].model_fields), rows)


def pack_row(table: str, row: Row) -> bytes:
    """A row of a table as bytes."""
    return marshal.dumps(_GETTERS[table](row), _VERSION)


def unpack_values(data: bytes) -> Values:
    """The values of the row that `pack_row` packed, in the order of `COLUMNS`."""
    values: Values = marshal.loads(data)
    return values


def unpack_row(table: str, data: bytes) -> Row:
    """The row that `pack_row` packed."""
    return dict(zip(COLUMNS[table], marshal.loads(data)))  # noqa: B905  strict costs a third more, and packs are whole


def pack_rows(rows: ArticleRows) -> PackedRows:
    """All rows of an article."""
    article_id, publisher = rows.article["article_id"], rows.article["publisher"]
    return PackedRows(
        rows.article,
        tuple(_pack_mention(mention, publisher, number) for number, mention in enumerate(rows.mentions)),
        tuple(
            (article_id, number, row["reason"], pack_row("rejections", row))
            for number, row in enumerate(rows.rejections)
        ),
        tuple((row["name"], article_id, row["sample_start"], pack_row("unresolved", row)) for row in rows.unresolved),
        rows.sketch,
    )


def _pack_mention(mention: MentionRow, publisher: str | None, number: int) -> tuple[object, ...]:
    row = mention.row
    return (
        mention.event_date, mention.source_key, mention.target_key, mention.code, mention.precision, row["event_id"],
        row["modality"], row["published"], row["article_id"], publisher, number, pack_row("mentions", row),
    )  # fmt: skip
