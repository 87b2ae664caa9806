"""Near duplicates: one story in the pages of several publishers, or a text that was printed again with small changes.

In come the texts of articles; out go groups, each with its first article and how like that the others are. A text is cut into runs
of three words; a minhash of these finds candidates, and the exact Jaccard similarity of the runs decides. All is kept in
tables of the staging store, so that memory does not grow with the corpus, and the order in which articles come does not matter. It
deliberately drops nothing: what counts once because of it is for the tables to say.
"""

from __future__ import annotations

import datetime
import functools
import itertools
import re
import sqlite3
import zlib
from array import array
from collections import deque
from collections.abc import Iterator, Set
from typing import NamedTuple

SKETCHES = "sketches.parquet"
SIMILARITY = 0.5
"""The least Jaccard similarity of near duplicates, by words in threes."""
DAYS_APART = 7
"""Near duplicates are published at most so many days apart: a report that comes every month is no duplicate of the last."""

_RUN = 3
_FEWEST_RUNS = 12
_BANDS, _ROWS = 24, 2
_BUCKETS = _BANDS * _ROWS
_MOST_CANDIDATES = 8
_WORD = re.compile(r"[^\W_]+")
_BLANK = re.compile(rb" ")
_MIX, _WIDTH = 0x9E3779B1, 0xFFFFFFFF
_NONE = _WIDTH + 1
_COLUMNS = tuple(f"b{number}" for number in range(_BANDS))
_TABLES = f"""
CREATE TABLE IF NOT EXISTS bands (article_id TEXT PRIMARY KEY, day INTEGER, {", ".join(f"{c} INTEGER" for c in _COLUMNS)});
CREATE TABLE IF NOT EXISTS runs (article_id TEXT PRIMARY KEY, data BLOB);
CREATE TABLE IF NOT EXISTS pairs (
  later_day INTEGER, later TEXT, earlier_day INTEGER, earlier TEXT, PRIMARY KEY (later_day, later, earlier_day, earlier)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS near (article_id TEXT PRIMARY KEY, first TEXT, day INTEGER, similarity REAL);
"""


class Sketch(NamedTuple):
    """What is kept of a text: the hashes of its runs of words, and a key for each band of the minhash."""

    runs: bytes
    bands: tuple[int, ...]


class StoredSketch(NamedTuple):
    """A sketch as a dataset keeps it: the keys of its bands are made anew."""

    article_id: str
    day: int
    runs: bytes


def sketch_text(text: str) -> Sketch | None:
    """The sketch of a text; None for one too short to be told from others."""
    joined = " ".join(_WORD.findall(text.lower())) + " "
    data, crc32 = joined.encode(), zlib.crc32
    starts = [0, *[match.end() for match in _BLANK.finditer(data)]] if data != b" " else [0]
    runs = {crc32(data[start:end]) for start, end in zip(starts, starts[_RUN:], strict=False)}
    if len(runs) < _FEWEST_RUNS:
        return None
    return Sketch(array("I", sorted(runs)).tobytes(), _make_bands(runs))


def _make_bands(runs: Set[int]) -> tuple[int, ...]:
    """One permutation in place of many: the least hash in each bucket, empty ones filled from the next that is not."""
    least = [_NONE] * _BUCKETS
    for run in runs:
        bucket = run % _BUCKETS
        if run < least[bucket]:
            least[bucket] = run
    filled = [found if found != _NONE else _fill(least, bucket) for bucket, found in enumerate(least)]
    return tuple((filled[start] * _MIX + filled[start + 1]) & _WIDTH for start in range(0, _BUCKETS, _ROWS))


def _fill(least: list[int], bucket: int) -> int:
    for step in range(_BUCKETS):
        found = least[(bucket + step) % _BUCKETS]
        if found != _NONE:
            return found + step * _MIX
    raise ValueError("no runs")


def similarity(one: bytes, two: bytes) -> float:
    """The Jaccard similarity of the runs of two texts."""
    first, second = _read_runs(one), _read_runs(two)
    shared = len(first & second)
    return shared / (len(first) + len(second) - shared)


@functools.lru_cache(maxsize=256)
def _read_runs(data: bytes) -> frozenset[int]:
    runs = array("I")
    runs.frombytes(data)
    return frozenset(runs)


class DuplicateIndex:
    """The sketches of a build's articles, in tables of its staging store. Whoever writes to them commits."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        connection.executescript(_TABLES)

    def add(self, article_id: str, published: str, sketch: Sketch) -> None:
        """Keep the sketch of an article; `published` is its day in ISO form."""
        self._insert(article_id, datetime.date.fromisoformat(published).toordinal(), sketch)

    def _insert(self, article_id: str, day: int, sketch: Sketch) -> None:
        marks = ", ".join("?" * (_BANDS + 2))
        self._connection.execute(f"INSERT OR IGNORE INTO bands VALUES ({marks})", (article_id, day, *sketch.bands))
        self._connection.execute("INSERT OR IGNORE INTO runs VALUES (?, ?)", (article_id, sketch.runs))

    def add_stored(self, sketch: StoredSketch) -> None:
        """Keep the sketch of an article of another build."""
        bands = _make_bands(_read_runs(sketch.runs))
        self._insert(sketch.article_id, sketch.day, Sketch(sketch.runs, bands))

    def read(self) -> Iterator[StoredSketch]:
        """All sketches, by article."""
        query = "SELECT article_id, day, data FROM bands JOIN runs USING (article_id) ORDER BY article_id"
        yield from itertools.starmap(StoredSketch, self._connection.execute(query))

    def group(self) -> None:
        """Find all groups anew: the table `near` then has every article of a group, with the first one by day and id."""
        self._connection.execute("DELETE FROM pairs")
        self._connection.execute("DELETE FROM near")
        for column in _COLUMNS:
            self._connection.executemany("INSERT OR IGNORE INTO pairs VALUES (?, ?, ?, ?)", self._find_pairs(column))
        query = "SELECT later_day, later, earlier_day, earlier FROM pairs ORDER BY 1, 2, 3, 4"
        for (day, article), pairs in itertools.groupby(self._connection.execute(query), key=lambda pair: pair[:2]):
            self._join_group(article, day, [(pair[3], pair[2]) for pair in pairs])
        self._connection.execute("DELETE FROM pairs")

    def _find_pairs(self, column: str) -> Iterator[tuple[int, str, int, str]]:
        """Articles that share a key, each with the first ones of the days before."""
        query = f"""
            SELECT {column}, day, article_id FROM bands
            WHERE {column} IN (SELECT {column} FROM bands GROUP BY {column} HAVING count(*) > 1)
            ORDER BY {column}, day, article_id"""
        rows = self._connection.execute(query)
        for _, members in itertools.groupby(rows, key=lambda row: row[0]):
            recent: deque[tuple[int, str]] = deque()
            for _, day, article in members:
                while recent and recent[0][0] < day - DAYS_APART:
                    recent.popleft()
                for earlier_day, earlier in itertools.islice(recent, _MOST_CANDIDATES):
                    yield day, article, earlier_day, earlier
                recent.append((day, article))

    def _join_group(self, article: str, day: int, candidates: list[tuple[str, int]]) -> None:
        """Put an article into the group of the first candidate whose first article it is like."""
        own = self._runs_of(article)
        tried: set[str] = set()
        for candidate, candidate_day in candidates:
            first, first_day = self._first_of(candidate) or (candidate, candidate_day)
            if first in tried or first_day < day - DAYS_APART:
                continue
            tried.add(first)
            alike = similarity(own, self._runs_of(first))
            if alike >= SIMILARITY:
                insert = "INSERT OR IGNORE INTO near VALUES (?, ?, ?, ?)"
                self._connection.execute(insert, (first, first, first_day, 1.0))
                self._connection.execute(insert, (article, first, first_day, round(alike, 4)))
                return

    def _first_of(self, article: str) -> tuple[str, int] | None:
        query = "SELECT first, day FROM near WHERE article_id = ?"
        found: tuple[str, int] | None = self._connection.execute(query, (article,)).fetchone()
        return found

    def _runs_of(self, article: str) -> bytes:
        found: tuple[bytes] = self._connection.execute(
            "SELECT data FROM runs WHERE article_id = ?", (article,)
        ).fetchone()
        return found[0]
