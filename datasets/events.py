"""Mentions to events.

In come rows of mentions, those of one event together; out goes one row per event. What the event's key holds (date,
precision, sides, code) is the same in all of them; the rest is what most mentions say, ties going to the first in
alphabetical order. It deliberately does not decide which mentions belong together: their event ids do.
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from operator import itemgetter

from ..schema.columns import TOLLS
from ..schema.tables import LIST_SEPARATOR
from .rows import Row

_FIXED = (
    "event_id", "event_date", "date_precision", "event_code", "root_code", "quad_class", "goldstein", "plover_type",
    "plover_mode", "plover_contexts", "modality", "is_one_sided",
)  # fmt: skip
_SIDE = ("code", "country", "cow", "gw", "roles")
_TOGETHER = (
    tuple(f"source_{part}" for part in _SIDE),
    ("source_name",),
    tuple(f"target_{part}" for part in _SIDE),
    ("target_name",),
    (
        "place_name", "place_kind", "place_country", "place_cow", "place_gw", "place_admin1", "place_geonames_id",
        "place_basis", "place_choice", "latitude", "longitude",
    ),
)  # fmt: skip
_TOLLS = tuple((f"n_{toll}", f"{toll}_bound", f"{toll}_text") for toll in TOLLS)
_COPIED = (*_FIXED, *itertools.chain(*_TOGETHER, *_TOLLS), "confidence")
_GET_COPIED = itemgetter(*_COPIED)


@dataclass(slots=True)
class _Tally:
    """What the mentions of an event say, one after the other."""

    together: tuple[Counter[tuple[object, ...]], ...] = field(
        default_factory=lambda: tuple(Counter() for _ in _TOGETHER)
    )
    tolls: tuple[Counter[tuple[object, ...]], ...] = field(default_factory=lambda: tuple(Counter() for _ in _TOLLS))
    stories: set[str] = field(default_factory=set)
    publishers: set[str] = field(default_factory=set)
    issues: set[str] = field(default_factory=set)
    attributed: set[str] = field(default_factory=set)
    n_attributed: int = 0
    n_mentions: int = 0

    def add(self, row: Row) -> None:
        self.n_mentions += 1
        self.stories.add(row["duplicate_group"] or row["article_id"])
        self.publishers |= {row["publisher"]} - {None}
        self.issues.update((row["issues"] or "").split(LIST_SEPARATOR))
        self.attributed.add(row["attributed_to_code"] or "")
        self.n_attributed += row["attributed_to_text"] is not None
        for tallies, groups in ((self.together, _TOGETHER), (self.tolls, _TOLLS)):
            for tally, columns in zip(tallies, groups, strict=True):
                tally[tuple([row[column] for column in columns])] += 1


def merge_mentions(mentions: Iterable[Row]) -> Iterator[Row]:
    """One row per run of mentions with one event id; mentions of an event must come by publication date."""
    for _, group in itertools.groupby(mentions, key=lambda row: row["event_id"]):
        yield _merge_event(group)


def _merge_event(mentions: Iterator[Row]) -> Row:
    first = next(mentions)
    second = next(mentions, None)
    if second is None:
        return make_single_event(first)
    return merge_rows(itertools.chain((first, second), mentions))


def make_single_event(mention: Row) -> Row:
    """The event of one mention, which most events are: the same as merging it alone, in a tenth of the time."""
    event = dict(zip(_COPIED, _GET_COPIED(mention), strict=True))
    codes = mention["attributed_to_code"]
    event["issues"] = _join(set((mention["issues"] or "").split(LIST_SEPARATOR)))
    event["attributed_to_codes"] = codes or None
    event["n_attributed"] = int(mention["attributed_to_text"] is not None)
    event["n_mentions"] = event["n_articles"] = 1
    event["n_publishers"] = int(mention["publisher"] is not None)
    event["first_published"] = event["last_published"] = mention["published"]
    return event


def merge_rows(mentions: Iterable[Row]) -> Row:
    """The event of several mentions."""
    tally = _Tally()
    rows = iter(mentions)
    first = last = next(rows)
    grade = first["confidence"]
    for row in itertools.chain((first,), rows):
        tally.add(row)
        grade, last = min(grade, row["confidence"]), row
    event = {column: first[column] for column in _FIXED}
    for counter, columns in zip(tally.together, _TOGETHER, strict=True):
        event |= zip(columns, _most_common(counter), strict=True)
    for counter, columns in zip(tally.tolls, _TOLLS, strict=True):
        event |= zip(columns, _likely_toll(counter), strict=True)
    return event | {
        "confidence": grade,
        "issues": _join(tally.issues),
        "attributed_to_codes": _join(tally.attributed),
        "n_attributed": tally.n_attributed,
        "n_mentions": tally.n_mentions,
        "n_articles": len(tally.stories),
        "n_publishers": len(tally.publishers),
        "first_published": first["published"],
        "last_published": last["published"],
    }


def _join(values: set[str]) -> str | None:
    return LIST_SEPARATOR.join(sorted(values - {""})) or None


def _most_common(tally: Counter[tuple[object, ...]]) -> tuple[object, ...]:
    """What most rows say, where any says something at all."""
    telling = {values: n for values, n in tally.items() if any(value is not None for value in values)} or tally
    return min(telling, key=lambda values: (-telling[values], [("" if v is None else str(v)) for v in values]))


def _likely_toll(tally: Counter[tuple[object, ...]]) -> tuple[object, ...]:
    """The number that most rows give, of several the highest, since tolls rise; with the words of one of these rows."""
    numbers = Counter[int]()
    for (number, _, _), n in tally.items():
        if isinstance(number, int):
            numbers[number] += n
    if not numbers:
        return _most_common(tally)
    likely = max(numbers, key=lambda number: (numbers[number], number))
    return _most_common(Counter({values: n for values, n in tally.items() if values[0] == likely}))
