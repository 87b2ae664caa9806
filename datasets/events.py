"""Mentions to events.

In come rows of mentions, those of one event together; out goes one row per event. What the event's key holds (date,
precision, sides, code) is the same in all of them; the rest is what most mentions say, ties going to the first in
alphabetical order. It deliberately does not decide which mentions belong together: their event ids do.
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterable, Iterator

from .rows import Row

_FIXED = (
    "event_id", "event_date", "date_precision", "event_code", "root_code", "quad_class", "goldstein", "plover_type",
    "plover_mode", "plover_contexts", "modality",
)  # fmt: skip
_TOGETHER = (
    ("source_code", "source_country", "source_roles"),
    ("source_name",),
    ("target_code", "target_country", "target_roles"),
    ("target_name",),
    ("place_name", "place_country", "place_admin1", "place_geonames_id", "place_basis", "latitude", "longitude"),
)


def merge_mentions(mentions: Iterable[Row]) -> Iterator[Row]:
    """One row per run of mentions with one event id; mentions of an event must come by publication date."""
    for _, group in itertools.groupby(mentions, key=lambda row: row["event_id"]):
        yield _merge_event(group)


def _merge_event(mentions: Iterator[Row]) -> Row:
    first = next(mentions)
    tallies = tuple(Counter[tuple[object, ...]]() for _ in _TOGETHER)
    articles: set[str] = set()
    publishers: set[str] = set()
    n_mentions = 0
    for row in itertools.chain((first,), mentions):
        n_mentions += 1
        articles.add(row["article_id"])
        publishers |= {row["publisher"]} - {None}
        for tally, columns in zip(tallies, _TOGETHER, strict=True):
            tally[tuple(row[column] for column in columns)] += 1
    event = {column: first[column] for column in _FIXED}
    for tally, columns in zip(tallies, _TOGETHER, strict=True):
        event |= zip(columns, _most_common(tally), strict=True)
    event["n_mentions"], event["n_articles"] = n_mentions, len(articles)
    event["n_publishers"] = len(publishers)
    event["first_published"] = first["published"]
    return event


def _most_common(tally: Counter[tuple[object, ...]]) -> tuple[object, ...]:
    """What most rows say, where any says something at all."""
    telling = {values: n for values, n in tally.items() if any(value is not None for value in values)} or tally
    return min(telling, key=lambda values: (-telling[values], [("" if v is None else str(v)) for v in values]))
