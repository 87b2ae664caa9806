"""Work in progress: rows of coded articles, kept on disk until a dataset is published.

In come the results of files in input order; out go rows sorted as the tables want them. A killed run leaves the store
as of its last commit, and the same build goes on from there. It is one SQLite file, so that neither sorting nor
merging holds a corpus in memory. It deliberately knows no Parquet.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from ..schema.enums import ArticleStatus
from ..schema.errors import DatasetError
from .coding import CodedFile
from .rows import MentionRow, Row

_COMMIT_EVERY = 64
_DUPLICATE = {"status": ArticleStatus.DUPLICATE.value, "reason": "same_article", "n_sentences": 0, "n_mentions": 0}
_TABLES = """
CREATE TABLE IF NOT EXISTS files (
  position INTEGER PRIMARY KEY, name TEXT, article_id TEXT, published TEXT, status TEXT, reason TEXT, message TEXT,
  n_sentences INTEGER, row TEXT);
CREATE TABLE IF NOT EXISTS mentions (
  event_date TEXT, source_key TEXT, target_key TEXT, code TEXT, precision TEXT, event_id TEXT, modality TEXT,
  published TEXT, article_id TEXT, publisher TEXT, ordinal INTEGER, row TEXT);
CREATE TABLE IF NOT EXISTS rejections (article_id TEXT, ordinal INTEGER, reason TEXT, row TEXT);
CREATE TABLE IF NOT EXISTS unresolved (name TEXT, article_id TEXT, start INTEGER, row TEXT);
CREATE INDEX IF NOT EXISTS files_by_article ON files (article_id);
"""


class StagingStore:
    """The staging store in the file `path`, made if it is not there."""

    def __init__(self, path: Path) -> None:
        try:
            self._connection = sqlite3.connect(path, timeout=0, isolation_level=None)
            self._connection.execute("PRAGMA locking_mode=EXCLUSIVE")
            self._connection.execute("PRAGMA journal_mode=WAL")
            self._connection.execute("PRAGMA synchronous=NORMAL")
            self._connection.executescript(_TABLES)
        except sqlite3.DatabaseError as error:
            raise DatasetError(
                f"{path}: the staging store cannot be used ({error}); wait for the other run, or delete its folder"
            ) from error
        self._uncommitted = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.commit()
        self._connection.close()

    @property
    def n_files(self) -> int:
        """How many files are done; files are done in input order."""
        return int(self._one("SELECT count(*) FROM files"))

    def add(self, position: int, coded: CodedFile) -> None:
        """Keep the result of the file at `position`. An article met before is kept as a duplicate, without its rows."""
        if self._uncommitted == 0:
            self._connection.execute("BEGIN")
        article = coded.rows.article
        if article["status"] == "coded" and self._is_known(article["article_id"]):
            self._add_file(position, coded, {**article, **_DUPLICATE})
        else:
            self._add_file(position, coded, article)
            self._add_rows(coded)
        self._uncommitted += 1
        if self._uncommitted >= _COMMIT_EVERY:
            self.commit()

    def commit(self) -> None:
        """Make what was added survive a kill."""
        if self._uncommitted:
            self._connection.execute("COMMIT")
            self._uncommitted = 0

    def read_articles(self) -> Iterator[Row]:
        """Article rows by publication date (undated first) and id, duplicates with their group."""
        query = """
            SELECT row, CASE WHEN n > 1 AND status IN ('coded', 'duplicate') THEN article_id END
            FROM files JOIN (SELECT article_id AS id, count(*) AS n FROM files GROUP BY article_id) ON id = article_id
            ORDER BY published IS NOT NULL, published, article_id, position"""
        for text, group in self._connection.execute(query):
            yield {**json.loads(text), "duplicate_group": group}

    def read_mentions(self) -> Iterator[Row]:
        """Mention rows by event date, article and place in the article."""
        yield from self._rows("SELECT row FROM mentions ORDER BY event_date, article_id, ordinal")

    def read_event_mentions(self) -> Iterator[Row]:
        """Rows of the mentions that make events, with their publisher, those of one event together in order of date."""
        query = """
            SELECT row, publisher FROM mentions WHERE event_id IS NOT NULL
            ORDER BY event_date, source_key, target_key, code, precision, event_id, published, article_id, ordinal"""
        for text, publisher in self._connection.execute(query):
            yield {**json.loads(text), "publisher": publisher, "duplicate_group": None}

    def read_rejections(self) -> Iterator[Row]:
        """Rejection rows by article and place in the article."""
        yield from self._rows("SELECT row FROM rejections ORDER BY article_id, ordinal")

    def read_unresolved(self) -> Iterator[Row]:
        """One row per name, the most frequent first, with its first place as a sample."""
        query = """
            WITH placed AS (
              SELECT *, row_number() OVER (PARTITION BY name ORDER BY article_id, start) AS place FROM unresolved)
            SELECT max(CASE WHEN place = 1 THEN row END), count(*) AS n, count(DISTINCT article_id)
            FROM placed GROUP BY name ORDER BY n DESC, name"""
        for text, n_mentions, n_articles in self._connection.execute(query):
            yield {**json.loads(text), "n_mentions": n_mentions, "n_articles": n_articles}

    def read_files(self) -> Iterator[Row]:
        """What became of every input file, in input order."""
        columns = ("name", "article_id", "status", "reason", "message")
        for values in self._connection.execute(f"SELECT {', '.join(columns)} FROM files ORDER BY position"):
            yield dict(zip(columns, values, strict=True))

    def count(self, table: str, column: str) -> dict[str, int]:
        """How many rows of `table` have each value of `column`, by value."""
        query = f"SELECT {column}, count(*) FROM {table} WHERE {column} IS NOT NULL GROUP BY {column} ORDER BY {column}"
        return dict(self._connection.execute(query).fetchall())

    def count_failures(self) -> dict[str, int]:
        """How many inputs could not be coded, by reason; duplicates are not failures."""
        query = """
            SELECT reason, count(*) FROM files WHERE status NOT IN ('coded', 'duplicate')
            GROUP BY reason ORDER BY reason"""
        return dict(self._connection.execute(query).fetchall())

    def count_sentences(self) -> int:
        """Sentences of the coded articles."""
        return int(self._one("SELECT coalesce(sum(n_sentences), 0) FROM files WHERE status = 'coded'"))

    def _one(self, query: str, *values: object) -> Any:
        return self._connection.execute(query, values).fetchone()[0]

    def _rows(self, query: str) -> Iterator[Row]:
        for (text,) in self._connection.execute(query):
            yield json.loads(text)

    def _is_known(self, article_id: str) -> bool:
        return bool(self._one("SELECT EXISTS (SELECT 1 FROM files WHERE article_id = ?)", article_id))

    def _add_file(self, position: int, coded: CodedFile, article: Row) -> None:
        values = (
            position, coded.file.name, article["article_id"], article["published"], article["status"],
            article["reason"], coded.message, article["n_sentences"], _dump(article),
        )  # fmt: skip
        self._connection.execute(f"INSERT INTO files VALUES ({_marks(values)})", values)

    def _add_rows(self, coded: CodedFile) -> None:
        rows, article_id = coded.rows, coded.rows.article["article_id"]
        publisher = rows.article["publisher"]
        mentions = [_mention_values(mention, publisher, n) for n, mention in enumerate(rows.mentions)]
        rejections = [(article_id, n, row["reason"], _dump(row)) for n, row in enumerate(rows.rejections)]
        unresolved = [(row["name"], article_id, row["sample_start"], _dump(row)) for row in rows.unresolved]
        for table, values in (("mentions", mentions), ("rejections", rejections), ("unresolved", unresolved)):
            if values:
                self._connection.executemany(f"INSERT INTO {table} VALUES ({_marks(values[0])})", values)


def _mention_values(mention: MentionRow, publisher: str | None, ordinal: int) -> tuple[object, ...]:
    row = mention.row
    return (
        mention.event_date, mention.source_key, mention.target_key, mention.code, mention.precision, row["event_id"],
        row["modality"], row["published"], row["article_id"], publisher, ordinal, _dump(row),
    )  # fmt: skip


def _marks(values: tuple[object, ...]) -> str:
    return ", ".join("?" * len(values))


def _dump(row: Row) -> str:
    return json.dumps(row, ensure_ascii=True, separators=(",", ":"))
