"""Work in progress: rows of coded articles, kept on disk until a dataset is published.

In come the results of documents in their order; out go rows sorted as the tables want them. A killed run leaves the store
as of its last commit, and the same build goes on from there. It is one SQLite file, so that neither sorting nor
merging holds a corpus in memory. It deliberately knows no Parquet.
"""

from __future__ import annotations

import itertools
import os
import sqlite3
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, NamedTuple, Self

from ..schema.enums import ArticleStatus, MergeBy
from ..schema.errors import DatasetError
from .coding import CodedDocument
from .datasheet import Coverage
from .duplicates import DuplicateIndex, StoredSketch
from .identity import narrow_event_id
from .inputs import InputFile
from .packing import COLUMNS, Values, pack_row, unpack_row, unpack_values
from .rows import Row
from .updates import Base, read_articles, read_mentions, read_rejections, read_sketches, read_unresolved

_COMMIT_EVERY = 64
_CACHE_KIB = 65_536
_DUPLICATE = {"status": ArticleStatus.DUPLICATE.value, "reason": "same_article", "n_sentences": 0, "n_mentions": 0}
_BEFORE = 1 << 40
_MENTION_ID, _EVENT_ID = (COLUMNS["mentions"].index(name) for name in ("mention_id", "event_id"))
_MISPLACED = """
SELECT coded.rowid, coded.row, first.rowid, first.row FROM documents AS coded JOIN documents AS first USING (article_id)
WHERE coded.status = 'coded' AND first.status = 'duplicate' AND (first.input, first.number) < (coded.input, coded.number)
  AND NOT EXISTS (
    SELECT 1 FROM documents AS other WHERE other.article_id = first.article_id
      AND (other.input, other.number, other.name) < (first.input, first.number, first.name))
"""
_TABLES = """
CREATE TABLE IF NOT EXISTS documents (
  input INTEGER, number INTEGER, name TEXT, record INTEGER, article_id TEXT, published TEXT, publisher TEXT,
  status TEXT, reason TEXT, message TEXT, n_sentences INTEGER, row BLOB);
CREATE TABLE IF NOT EXISTS mentions (
  event_date TEXT, source_key TEXT, target_key TEXT, code TEXT, precision TEXT, event_id TEXT, modality TEXT,
  published TEXT, article_id TEXT, publisher TEXT, ordinal INTEGER, row BLOB);
CREATE TABLE IF NOT EXISTS rejections (article_id TEXT, ordinal INTEGER, reason TEXT, row BLOB);
CREATE TABLE IF NOT EXISTS unresolved (name TEXT, article_id TEXT, start INTEGER, row BLOB);
CREATE TABLE IF NOT EXISTS summed_unresolved (
  name TEXT, article_id TEXT, start INTEGER, row BLOB, n_mentions INTEGER, n_articles INTEGER);
CREATE INDEX IF NOT EXISTS documents_by_place ON documents (input, number);
CREATE INDEX IF NOT EXISTS documents_by_article ON documents (article_id);
"""


class Position(NamedTuple):
    """Which document comes next: the number of its input, and its own number in it."""

    input: int
    number: int


class StagingStore:
    """The staging store in the file `path`, made if it is not there."""

    def __init__(self, path: Path) -> None:
        os.environ["SQLITE_TMPDIR"] = str(path.parent)  # what is sorted may be larger than the machine's /tmp
        try:
            self._connection = sqlite3.connect(path, timeout=0, isolation_level=None)
            self._connection.execute(f"PRAGMA cache_size=-{_CACHE_KIB}")
            self._connection.execute("PRAGMA locking_mode=EXCLUSIVE")
            self._connection.execute("PRAGMA journal_mode=WAL")
            self._connection.execute("PRAGMA synchronous=NORMAL")
            self._connection.executescript(_TABLES)
        except sqlite3.DatabaseError as error:
            raise DatasetError(
                f"{path}: the staging store cannot be used ({error}); wait for the other run, or delete its folder"
            ) from error
        self._duplicates = DuplicateIndex(self._connection)
        self._uncommitted = 0
        self._updates = self.has_base

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            self.commit()
        except sqlite3.Error:
            if kind is None:
                raise  # where something went wrong already, as on a full disk, that is what has to be told
        finally:
            self._connection.close()

    @property
    def n_documents(self) -> int:
        """How many documents are done."""
        return int(self._one("SELECT count(*) FROM documents"))

    @property
    def next_document(self) -> Position:
        """Where to go on; documents are done in order."""
        last = self._connection.execute(
            "SELECT input, number FROM documents WHERE number >= 0 ORDER BY input DESC, number DESC LIMIT 1"
        ).fetchone()
        return Position(0, 0) if last is None else Position(last[0], last[1] + 1)

    def add(self, coded: CodedDocument) -> None:
        """Keep the result of a document. An article met before is kept as a duplicate, without its rows.

        In an update, what the same input gave before the update is left as it was.
        """
        article = coded.rows.article
        if self._is_in_base(coded.input, article["article_id"]):
            return
        if self._uncommitted == 0:
            self._connection.execute("BEGIN")
        if article["status"] == ArticleStatus.CODED and self._is_known(article["article_id"]):
            self._add_document(*coded[:4], coded.message, {**article, **_DUPLICATE})
        else:
            self._add_document(*coded[:4], coded.message, article)
            self._add_rows(coded)
        self._uncommitted += 1
        if self._uncommitted >= _COMMIT_EVERY:
            self.commit()

    @property
    def has_base(self) -> bool:
        """Whether the rows of the dataset that is updated are in the store."""
        return bool(self._one("PRAGMA user_version"))

    def import_base(self, base: Base, inputs: Sequence[InputFile]) -> None:
        """Take in the rows of the dataset that is updated, all of them or, if the run is killed, none."""
        self._connection.execute("BEGIN")
        for input_, row, message in read_articles(base, inputs):
            number = (row["input_record"] or 0) - _BEFORE
            self._add_document(input_, number, row["input_name"], row["input_record"], message, row)
        self._connection.executemany(
            "INSERT INTO mentions VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?9, "
            "(SELECT publisher FROM documents WHERE article_id = ?9 LIMIT 1), ?10, ?11)",
            read_mentions(base),
        )
        self._connection.executemany("INSERT INTO rejections VALUES (?, ?, ?, ?)", read_rejections(base))
        self._connection.executemany("INSERT INTO summed_unresolved VALUES (?, ?, ?, ?, ?, ?)", read_unresolved(base))
        for sketch in read_sketches(base):
            self._duplicates.add_stored(sketch)
        self._connection.execute("PRAGMA user_version = 1")
        self._connection.execute("COMMIT")
        self._updates = True

    def settle_duplicates(self) -> None:
        """Of alike articles the first in input order is the one that counts as coded, as if all had been built at once."""
        pairs = self._connection.execute(_MISPLACED).fetchall()
        self._connection.execute("BEGIN")
        for coded_id, coded_data, first_id, first_data in pairs:
            coded, first = unpack_row("articles", coded_data), unpack_row("articles", first_data)
            changed = {name: coded[name] for name in _DUPLICATE}
            for rowid, row in ((first_id, {**first, **changed}), (coded_id, {**coded, **_DUPLICATE})):
                self._connection.execute(
                    "UPDATE documents SET status = ?, reason = ?, n_sentences = ?, row = ? WHERE rowid = ?",
                    (row["status"], row["reason"], row["n_sentences"], pack_row("articles", row), rowid),
                )
        self._connection.execute("COMMIT")

    def commit(self) -> None:
        """Make what was added survive a kill."""
        if self._uncommitted:
            self._connection.execute("COMMIT")
            self._uncommitted = 0

    def group_duplicates(self) -> None:
        """Find the groups of near duplicates among all articles."""
        self._connection.execute("BEGIN")
        self._duplicates.group()
        self._connection.execute("COMMIT")

    def read_sketches(self) -> Iterator[StoredSketch]:
        """What an update needs to find near duplicates of the articles, by article."""
        return self._duplicates.read()

    def read_articles(self) -> Iterator[Row]:
        """Article rows by publication date (undated first) and id, duplicates with their group."""
        query = """
            SELECT row, near.first, similarity, CASE WHEN n > 1 AND status IN ('coded', 'duplicate') THEN article_id END
            FROM documents JOIN (
              SELECT article_id AS id, count(*) AS n FROM documents GROUP BY article_id) ON id = article_id
            LEFT JOIN near USING (article_id)
            ORDER BY published IS NOT NULL, published, article_id, input, number, name, record"""
        for data, first, similarity, again in self._connection.execute(query):
            row = unpack_row("articles", data)
            row["duplicate_group"] = first or again
            row["duplicate_similarity"] = similarity if first is not None else (None if again is None else 1.0)
            yield row

    def read_mentions(self, merge_by: MergeBy) -> Iterator[Values]:
        """Mention rows by event date, article and place in the article."""
        query = """
            SELECT row, coalesce(near.first, article_id) FROM mentions LEFT JOIN near USING (article_id)
            ORDER BY event_date, article_id, ordinal"""
        for data, story in self._connection.execute(query):
            values = unpack_values(data)
            event_id = values[_EVENT_ID]
            if merge_by is MergeBy.DAY or event_id is None:
                yield values
            else:
                narrow = narrow_event_id(event_id, merge_by, story, values[_MENTION_ID])
                yield (*values[:_EVENT_ID], narrow, *values[_EVENT_ID + 1 :])

    def read_event_mentions(self, merge_by: MergeBy) -> Iterator[Row]:
        """Rows of the mentions that make events, with publisher and group, those of one event together in order of date."""
        order = "story, " if merge_by is MergeBy.STORY else ""
        query = f"""
            SELECT row, publisher, coalesce(near.first, article_id) AS story
            FROM mentions LEFT JOIN near USING (article_id) WHERE event_id IS NOT NULL
            ORDER BY event_date, source_key, target_key, code, precision, event_id, {order}published, article_id, ordinal"""
        for data, publisher, story in self._connection.execute(query):
            row = unpack_row("mentions", data)
            if merge_by is not MergeBy.DAY:
                row["event_id"] = narrow_event_id(row["event_id"], merge_by, story, row["mention_id"])
            row["publisher"], row["duplicate_group"] = publisher, story
            yield row

    def read_rejections(self) -> Iterator[Values]:
        """Rejection rows by article and place in the article."""
        for (data,) in self._connection.execute("SELECT row FROM rejections ORDER BY article_id, ordinal"):
            yield unpack_values(data)

    def read_unresolved(self) -> Iterator[Row]:
        """One row per name, the most frequent first, with its first place as a sample."""
        query = """
            WITH sums AS (
              SELECT name, count(*) AS n_mentions, count(DISTINCT article_id) AS n_articles FROM unresolved GROUP BY name
              UNION ALL SELECT name, n_mentions, n_articles FROM summed_unresolved),
            placed AS (
              SELECT name, row, row_number() OVER (PARTITION BY name ORDER BY article_id, start) AS place FROM (
                SELECT name, article_id, start, row FROM unresolved
                UNION ALL SELECT name, article_id, start, row FROM summed_unresolved))
            SELECT row, sum(n_mentions) AS n, sum(n_articles) FROM sums JOIN placed USING (name)
            WHERE place = 1 GROUP BY name, row ORDER BY n DESC, name"""
        for data, n_mentions, n_articles in self._connection.execute(query):
            yield {**unpack_row("unresolved", data), "n_mentions": n_mentions, "n_articles": n_articles}

    def count_by_input(self) -> Iterator[tuple[int, dict[str, int]]]:
        """How many records of each input have each status, in input order; inputs without records are left out."""
        query = "SELECT input, status, count(*) FROM documents GROUP BY input, status ORDER BY input, status"
        rows = self._connection.execute(query)
        for number, group in itertools.groupby(rows, key=lambda row: row[0]):
            yield number, {status: count for _, status, count in group}

    def read_problems(self, limit: int) -> Iterator[Row]:
        """The first records that could not be coded, in input order: where they stand, why, and the message."""
        columns = ("input", "name", "record", "reason", "message")
        query = f"""
            SELECT {", ".join(columns)} FROM documents WHERE status NOT IN ('coded', 'duplicate')
            ORDER BY input, number, name, record LIMIT ?"""
        for values in self._connection.execute(query, (limit,)):
            yield dict(zip(columns, values, strict=True))

    def count(self, table: str, column: str) -> dict[str, int]:
        """How many rows of `table` have each value of `column`, by value."""
        query = f"SELECT {column}, count(*) FROM {table} WHERE {column} IS NOT NULL GROUP BY {column} ORDER BY {column}"
        return dict(self._connection.execute(query).fetchall())

    def count_failures(self) -> dict[str, int]:
        """How many inputs could not be coded, by reason; duplicates are not failures."""
        query = """
            SELECT reason, count(*) FROM documents WHERE status NOT IN ('coded', 'duplicate')
            GROUP BY reason ORDER BY reason"""
        return dict(self._connection.execute(query).fetchall())

    def count_duplicates(self) -> dict[str, int]:
        """How many groups of near duplicates there are, and articles in them."""
        groups, articles = self._connection.execute("SELECT count(DISTINCT first), count(*) FROM near").fetchone()
        return {"groups": groups, "articles": articles}

    def read_coverage(self) -> Coverage:
        """The days and the publishers of what was coded."""
        published = self._connection.execute(
            "SELECT min(published), max(published) FROM documents WHERE status = 'coded'"
        ).fetchone()
        events = self._connection.execute(
            "SELECT min(event_date), max(event_date), count(DISTINCT publisher) FROM mentions WHERE event_id IS NOT NULL"
        ).fetchone()
        return Coverage(*published, *events)

    def count_sentences(self) -> int:
        """Sentences of the coded articles."""
        return int(self._one("SELECT coalesce(sum(n_sentences), 0) FROM documents WHERE status = 'coded'"))

    def _one(self, query: str, *values: object) -> Any:
        return self._connection.execute(query, values).fetchone()[0]

    def _is_known(self, article_id: str) -> bool:
        return bool(self._one("SELECT EXISTS (SELECT 1 FROM documents WHERE article_id = ?)", article_id))

    def _is_in_base(self, input_: int, article_id: str) -> bool:
        if not self._updates:
            return False
        query = "SELECT EXISTS (SELECT 1 FROM documents WHERE article_id = ? AND input = ? AND number < 0)"
        return bool(self._one(query, article_id, input_))

    def _add_document(
        self, input_: int, number: int, name: str, record: int | None, message: str | None, article: Row
    ) -> None:
        article = {**article, "input_name": name, "input_record": record}
        values = (
            input_, number, name, record, article["article_id"], article["published"], article["publisher"],
            article["status"], article["reason"], message, article["n_sentences"], pack_row("articles", article),
        )  # fmt: skip
        self._insert("documents", [values])

    def _add_rows(self, coded: CodedDocument) -> None:
        article, sketch = coded.rows.article, coded.rows.sketch
        if sketch is not None and article["published"] is not None:
            self._duplicates.add(article["article_id"], article["published"], sketch)
        self._insert("mentions", coded.rows.mentions)
        self._insert("rejections", coded.rows.rejections)
        self._insert("unresolved", coded.rows.unresolved)

    def _insert(self, table: str, values: Sequence[tuple[object, ...]]) -> None:
        if values:
            marks = ", ".join("?" * len(values[0]))
            self._connection.executemany(f"INSERT INTO {table} VALUES ({marks})", values)
