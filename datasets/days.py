"""The day of publication as a record states it.

In comes a value as tables, JSON and feeds hold it: a date, an ISO or a mail date, a written date, seconds since 1970;
out goes the day, as written where the value has a time zone. It deliberately never asks the clock, and refuses figures
whose day and month could change places unless it is told their order.
"""

from __future__ import annotations

import datetime
import email.utils
import re

from ..schema.errors import ArticleError
from .datelines import find_dates, make_date

_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?!\d)")
_COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)(?:T\d{4,6}Z?|\d{6})?$")
_SECONDS = re.compile(r"\d{9,10}(?:\.\d+)?$|\d{12,13}$")
_MILLISECONDS = 1e11
_EPOCH = datetime.date(1970, 1, 1)


def read_day(value: object, date_format: str | None, place: str) -> datetime.date | None:
    """The day that `value` states; None for nothing. Raises `ArticleError`: `bad_date`."""
    if value is None or value == "" or (isinstance(value, str) and not value.strip()):
        return None
    day = _read(value, date_format)
    if day is not None:
        return day
    raise ArticleError(
        "bad_date",
        f"{place}: found the date {str(value)[:60]!r}, expected a day such as 2019-05-30; give its form as date_format",
    )


def _read(value: object, date_format: str | None) -> datetime.date | None:
    if isinstance(value, datetime.datetime):
        value = value.date()
    if isinstance(value, datetime.date):
        return make_date(value.year, value.month, value.day)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _read_text(str(int(value)), date_format) if abs(value) < 1e15 else None
    return _read_text(value.strip(), date_format) if isinstance(value, str) else None


def _read_text(text: str, date_format: str | None) -> datetime.date | None:
    if date_format is not None:
        return _read_by_format(text, date_format)
    match = _ISO.match(text) or _COMPACT.match(text)
    if match is not None:
        return make_date(int(match[1]), int(match[2]), int(match[3]))
    if _SECONDS.match(text):
        return _read_seconds(float(text))
    return _read_mail_date(text) or _read_written(text)


def _read_by_format(text: str, date_format: str) -> datetime.date | None:
    try:
        day = datetime.datetime.strptime(text, date_format)
    except ValueError:
        return None
    return make_date(day.year, day.month, day.day)


def _read_seconds(seconds: float) -> datetime.date | None:
    if seconds > _MILLISECONDS:
        seconds /= 1000
    day = _EPOCH + datetime.timedelta(seconds=seconds)
    return make_date(day.year, day.month, day.day)


def _read_mail_date(text: str) -> datetime.date | None:
    """A date as in mail and RSS: "Thu, 30 May 2019 14:02:11 +0000"."""
    found = email.utils.parsedate_tz(text) if ":" in text else None
    return None if found is None else make_date(found[0], found[1], found[2])


def _read_written(text: str) -> datetime.date | None:
    days = {found.date for found in find_dates(text)}
    return days.pop() if len(days) == 1 else None
