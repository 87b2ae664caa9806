"""Publication dates and wire datelines.

In comes the text of a paragraph; out goes the date that a date line states ("May 30, 2019 at 1:21 pm"), or the dateline
that opens a wire story ("LONDON, May 30 (Reuters) -"). The words are in `data/dates.yml`. It deliberately does not read
dates inside prose, nor all-figure dates whose day and month could change places.
"""

from __future__ import annotations

import datetime
import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum

from pydantic import BaseModel, ConfigDict

from .boilerplate import read_data

MAX_DATE_LINE = 160
_MAX_FIELD_WORDS = 5
_FIELD = re.compile(r"\s*[|•·/]\s*|\s+[–—-]+\s+|\s*;\s*")
_WORD = re.compile(r"[^\W\d_][\w.]*")
_DIGIT = re.compile(r"\d")
_UPPER_WORD = re.compile(r"\b[A-Z]{3,}\b")
_FIRST_YEAR, _LAST_YEAR = 1900, 2100


class DateWords(BaseModel):
    """The word lists of `data/dates.yml`."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    months: tuple[tuple[str, ...], ...]
    weekdays: frozenset[str]
    zones: frozenset[str]
    clock: frozenset[str]
    glue: frozenset[str]
    published: frozenset[str]
    updated: frozenset[str]
    titles: tuple[str, ...]
    publishers: tuple[str, ...]
    agencies: tuple[str, ...]


class DateKind(IntEnum):
    """What a date line says of its date; the lower is the better publication date."""

    PUBLISHED = 0
    PLAIN = 1
    UPDATED = 2


@dataclass(frozen=True, slots=True)
class DateLine:
    """A date that stands on a line of its own."""

    date: datetime.date
    kind: DateKind


@dataclass(frozen=True, slots=True)
class WireDateline:
    """The dateline that opens a wire story. `end` is the offset of the prose; a month and day may lack their year."""

    end: int
    place: str | None
    agency: str | None
    date: datetime.date | None
    month: int | None
    day: int | None


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A written date and where it stands."""

    date: datetime.date
    start: int
    end: int


@functools.cache
def read_date_words() -> DateWords:
    """The words that datelines are made of."""
    return DateWords.model_validate(read_data("dates.yml"))


@functools.cache
def _months() -> dict[str, int]:
    names = read_date_words().months
    return {name: number for number, spellings in enumerate(names, 1) for name in spellings}


@functools.cache
def _date_patterns() -> tuple[re.Pattern[str], ...]:
    month = rf"(?P<month>{'|'.join(sorted(_months(), key=len, reverse=True))})\b\.?"
    day, year = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?", r"(?P<year>\d{4})"
    sources = (
        rf"(?<!\d){year}[-/.](?P<m>\d{{1,2}})[-/.](?P<day>\d{{1,2}})(?!\d)",
        rf"(?<!\d){day}(?: of)?[\s-]+{month},?[\s-]+{year}\b",
        rf"\b{month}\s+{day},?\s+{year}\b",
        rf"(?<!\d)(?P<day>\d{{1,2}})\.(?P<m>\d{{1,2}})\.{year}\b",
        rf"(?<!\d)(?P<a>\d{{1,2}})/(?P<b>\d{{1,2}})/{year}\b",
    )
    return tuple(re.compile(source, re.IGNORECASE) for source in sources)


@functools.cache
def _wire_pattern() -> re.Pattern[str]:
    month = rf"(?P<month>{'|'.join(name.title() for name in sorted(_months(), key=len, reverse=True))})\b\.?"
    agencies = "|".join(re.escape(name) for name in sorted(read_date_words().agencies, key=len, reverse=True))
    return re.compile(
        r"(?P<place>[A-Z][\w.'’-]*(?:[ /][A-Z][\w.'’-]*){0,3}(?:, [A-Z][\w.'’]*(?: [A-Z][\w.'’]*){0,2}){0,2}?)?"
        rf"(?P<date>,?\s*(?:{month}\s+(?P<day>\d{{1,2}})|(?P<day2>\d{{1,2}})\s+{month.replace('month', 'month2')})"
        r"(?:,?\s+(?P<year>\d{4}))?)?"
        rf"(?:,?\s*\((?P<agency>{agencies})\)|,?\s+(?P<bare>{agencies}))?"
        r"\s*(?P<mark>[–—](?=\s?)|(?:--?|:)(?=\s))\s*(?=[\"“‘'(]?[A-Z0-9])"
    )


def find_dates(text: str) -> Iterator[FoundDate]:
    """Every full date written in `text`, in no particular order."""
    for pattern in _date_patterns():
        for match in pattern.finditer(text):
            date = _date_of(match)
            if date is not None:
                yield FoundDate(date, match.start(), match.end())


def find_date_line(text: str) -> DateLine | None:
    """The date that `text` states, if stating a date is all that the paragraph does (beside a byline and the hour)."""
    if len(text) > MAX_DATE_LINE or _DIGIT.search(text) is None:
        return None
    found = sorted(find_dates(text), key=lambda date: date.start)
    if not found or not _is_only_date(text, found):
        return None
    return min((DateLine(date.date, _date_kind(text, date)) for date in found), key=lambda line: line.kind)


def find_wire_dateline(text: str) -> WireDateline | None:
    """The wire dateline at the start of a body paragraph."""
    match = _wire_pattern().match(text)
    if match is None or not _is_wire(match):
        return None
    month = _months().get((match["month"] or match["month2"] or "").lower())
    day = int(match["day"] or match["day2"] or 0) or None
    date = make_date(int(match["year"]), month, day) if match["year"] and month and day else None
    return WireDateline(match.end(), match["place"], match["agency"] or match["bare"], date, month, day)


def _is_wire(match: re.Match[str]) -> bool:
    if match["agency"] or match["date"]:
        return match["mark"] != ":"
    place = match["place"]
    if place is None:
        return match["bare"] is not None and match["mark"] != ":"
    city = place.split(",")[0]
    return city == city.upper() and _UPPER_WORD.search(city) is not None and (match["mark"] != ":" or len(city) > 4)


def _date_of(match: re.Match[str]) -> datetime.date | None:
    parts = match.groupdict()
    year = int(parts["year"])
    if "a" in parts:
        return _unambiguous_date(year, int(parts["a"]), int(parts["b"]))
    month = int(parts["m"]) if "m" in parts else _months()[parts["month"].lower()]
    return make_date(year, month, int(parts["day"]))


def _unambiguous_date(year: int, first: int, second: int) -> datetime.date | None:
    """A date in figures, if only one order of day and month is possible."""
    if first > 12 or first == second:
        return make_date(year, second, first)
    return make_date(year, first, second) if second > 12 else None


def make_date(year: int, month: int, day: int) -> datetime.date | None:
    """The date, or None where the calendar has no such day or the year is no year of news."""
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        return None
    try:
        return datetime.date(year, month, day)
    except ValueError:
        return None


def _is_only_date(text: str, found: list[FoundDate]) -> bool:
    """Whether what is left of a line without its dates is hours, zones, labels, and at most a name beside them."""
    for start, end in _fields(text):
        holds_date = any(start <= date.start < end for date in found)
        words = [word for word in _WORD.findall(_blank(text, found)[start:end]) if not _is_date_word(word)]
        if holds_date and not _is_name(words):
            return False
        if not holds_date and len(words) > _MAX_FIELD_WORDS and not _is_name(words):
            return False
    return not (text.endswith(".") and len(text.split()) > 8)


def _fields(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for match in _FIELD.finditer(text):
        if not (match.group() == "/" and text[match.start() - 1 : match.start()].isdigit()):
            yield start, match.start()
            start = match.end()
    yield start, len(text)


def _blank(text: str, found: list[FoundDate]) -> str:
    for date in found:
        text = text[: date.start] + " " * (date.end - date.start) + text[date.end :]
    return text


def _is_name(words: list[str]) -> bool:
    """No words, or "By Jane Doe", or a short name in capitals ("CAIRO", "Reuters")."""
    if not words:
        return True
    if words[0].lower() == "by":
        return len(words) <= 8 and all(word[0].isupper() or word in ("and", "by") for word in words)
    return len(words) <= 3 and all(word[0].isupper() for word in words)


def _is_date_word(word: str) -> bool:
    words = read_date_words()
    form = word.lower().rstrip(".")
    known = (words.weekdays, words.zones, words.clock, words.glue, words.published, words.updated)
    return any(form in group for group in known) or (form[:1] == "t" and form[1:].isdigit())


def _date_kind(text: str, found: FoundDate) -> DateKind:
    words = read_date_words()
    labels = [word.lower() for word in _WORD.findall(text[: found.start])]
    for label in reversed(labels):
        if label in words.updated:
            return DateKind.UPDATED
        if label in words.published:
            return DateKind.PUBLISHED
    return DateKind.PLAIN
