"""Event dates: the words of a sentence that say when something happened.

In come a sentence and the day of its publication; out come `EventDate` records in order, each with the span it rests
on. A week, month or year is its first day. Without a publication date only dates with a year are found. Choosing the
date that belongs to an event is deliberately left to the caller, and so are durations ("for two weeks"), dates told
from another date ("a day earlier"), vague times ("recently"), and day and month in figures that could change places.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterable
from types import MappingProxyType

from ..schema.enums import DatePrecision
from ..schema.records import EventDate

_MONTHS = MappingProxyType(
    {
        **dict.fromkeys(("January", "Jan"), 1),
        **dict.fromkeys(("February", "Feb"), 2),
        **dict.fromkeys(("March", "Mar"), 3),
        **dict.fromkeys(("April", "Apr"), 4),
        "May": 5,
        **dict.fromkeys(("June", "Jun"), 6),
        **dict.fromkeys(("July", "Jul"), 7),
        **dict.fromkeys(("August", "Aug"), 8),
        **dict.fromkeys(("September", "Sept", "Sep"), 9),
        **dict.fromkeys(("October", "Oct"), 10),
        **dict.fromkeys(("November", "Nov"), 11),
        **dict.fromkeys(("December", "Dec"), 12),
    }
)
_SHORT_MONTHS = frozenset("Jan Feb Mar Apr Jun Jul Aug Sept Sep Oct Nov Dec".split())
WEEKDAYS = MappingProxyType(
    {name: n for n, name in enumerate("Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split())}
)
_COUNT = (
    "one two three four five six seven eight nine ten eleven twelve "
    "thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
)
_NUMBERS = MappingProxyType(
    {
        **{word: number for number, word in enumerate(_COUNT.split(), 1)},
        **{word: number * 10 for number, word in enumerate("twenty thirty forty fifty".split(), 2)},
        "a": 1,
        "an": 1,
        "couple": 2,
    }
)
_VAGUE = frozenset(("few", "several", "some"))
_VAGUE_AMOUNT = 3
_SAME_DAY = MappingProxyType(
    {"yesterday": -1, "tomorrow": 1, "last night": -1, "the day before yesterday": -2, "the day after tomorrow": 2}
)
_SHIFT = MappingProxyType({"last": -1, "this": 0, "next": 1})
_FAR_AHEAD = datetime.timedelta(days=120)
_LONG_AGO = datetime.timedelta(days=330)

_WIDTH = MappingProxyType(
    {
        "hour": DatePrecision.DAY,
        "day": DatePrecision.DAY,
        "week": DatePrecision.WEEK,
        "weekend": DatePrecision.WEEK,
        "month": DatePrecision.MONTH,
        "year": DatePrecision.YEAR,
    }
)
_VAGUE_WIDTH = MappingProxyType({"hour": DatePrecision.DAY, "day": DatePrecision.WEEK, "week": DatePrecision.MONTH})

_MONTH = "|".join(rf"{name}\b\.?" if name in _SHORT_MONTHS else name for name in sorted(_MONTHS, key=len, reverse=True))
_FULL_MONTH = "|".join(name for name in _MONTHS if name not in _SHORT_MONTHS)
_WEEKDAY = "|".join(WEEKDAYS)
_YEAR = r"(?:19|20)[0-9][0-9](?![0-9])"
_ORDINAL = r"(?:st|nd|rd|th)?"
_RANGE = r"(?:[-–][0-9]{1,2}(?![0-9]))?"
_PART = r"(?:(?i:early|earlier|mid|middle|late|later)[ -])?"
_NO_FEAST = r"(?<!Ash[ ])(?<!Black[ ])(?<!Bloody[ ])(?<!Cyber[ ])(?<!Good[ ])(?<!Palm[ ])(?<!Super[ ])"
_DAY_FOLLOWS = rf",?[ ](?:the[ ])?(?:[0-9]{{1,2}}{_ORDINAL}[ ](?:of[ ])?(?:{_MONTH})|(?:{_MONTH})[ ][0-9])"
# Every date holds one of these. Each branch begins with a character that is rare in prose, and looks back from there.
_TRIGGER = re.compile(
    r"y(?:ear|(?<=day))|k(?<=week)|g(?:o(?<=ago)|ht(?<=night))|m(?:onth|orrow|orning)|v(?<=ev)ening|f(?=ternoon)"
    r"|Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|19[0-9]|20[0-9]"
)
_AMOUNT = "|".join([*_NUMBERS, *sorted(_VAGUE)])
# A date begins with one of these words, and is looked for nowhere else.
_LEAD = re.compile(
    rf"(?<!\w)(?:[0-9]|(?:{'|'.join(_MONTHS)}|{_WEEKDAY}|(?i:early|earlier|mid|middle|late|later|last|this|next|coming"
    rf"|today|yesterday|tomorrow|tonight|overnight|the(?=[ ]day)|{_AMOUNT}))\b)"
)
# The day (before yesterday), an hour ago, a week ago, a few days ago: where the article before these stands.
_AFTER_ARTICLES = {
    **{unit + ending: (-3, -2) for unit in ("hour", "day", "week", "month", "year") for ending in ("", "s")},
    "day": (-4, -3, -2),
    "few": (-2, 0),
    "couple": (-2, 0),
}
# Every alternative stands at the start of a word and is guarded by its first characters, which makes most tries cheap.
_GRAMMAR = re.compile(
    rf"""
    (?<!\w)(?:
    (?=[0-9]) (?P<iso> (?<![/-]) (?P<iso_year>{_YEAR})-(?P<iso_month>[0-9]{{2}})-(?P<iso_day>[0-9]{{2}}) (?![\w-]) )
  | (?=[0-9]) (?P<slashed> (?<!/) (?P<first>[0-9]{{1,2}})/(?P<second>[0-9]{{1,2}})/(?P<slashed_year>{_YEAR}) (?![\w/]) )
  | (?=[0-9]) (?P<day_month> (?<![.,/:-]) (?P<dm_day>[0-9]{{1,2}}){_ORDINAL}{_RANGE}
        [ ](?:of[ ])?(?P<dm_month>{_MONTH})(?!\w) (?:,?[ ](?P<dm_year>{_YEAR}))? )
  | (?=[ADFJMNOS]) (?P<month_day> (?P<md_month>{_MONTH})(?!\w)[ ](?P<md_day>[0-9]{{1,2}}){_ORDINAL}{_RANGE}
        (?![\w:%]|[.,][0-9]) (?:,?[ ](?P<md_year>{_YEAR}))? )
  | (?=[ADFJMNOSELeml]) (?P<month_year> {_PART} (?P<my_month>{_MONTH})(?!\w),?[ ](?:of[ ])?(?P<my_year>{_YEAR}) )
  | (?=[ADFJMNOSELTelmnt]) (?P<month> (?:(?P<month_shift>(?i:last|this|next))[ ]|(?i:early|mid|late)[ -]|(?<=\bin[ ])
        |(?<=\bIn[ ])|(?<=[Ss]ince[ ])|(?<=[Dd]uring[ ])|(?<=[Uu]ntil[ ]))
        (?P<month_name>{_FULL_MONTH})\b (?:[ ](?:of[ ])?(?P<month_in>last|this|next)[ ]year\b)? (?![ ][A-Z][a-z]) )
  | (?=[0-9EMLeml]) (?P<year> (?:(?<=\bin[ ])|(?<=\bIn[ ])|(?<=[Ss]ince[ ])|(?<=[Dd]uring[ ])
        |(?i:early|mid|late)[ -](?:in[ ])?) (?P<year_number>{_YEAR}) (?![\w-]|[,.][0-9]) )
  | (?=[FMSTWCLNclnt]) (?P<weekday> (?:(?P<weekday_shift>(?i:last|this|next|coming))[ ])?
        {_NO_FEAST} (?P<weekday_name>{_WEEKDAY})
        (?:[ ](?P<weekday_week>last|this|next)[ ]week\b)? (?!\w|{_DAY_FOLLOWS}|[ ](?:Times|Telegraph|Mirror|Express)\b) )
  | (?=[LOTYloty]) (?P<same_day> (?i:the[ ]day[ ]before[ ]yesterday|the[ ]day[ ]after[ ]tomorrow|today|yesterday|tomorrow|tonight|overnight
        |last[ ]night|this[ ](?:morning|afternoon|evening)) \b )
  | (?P<ago> (?<!-) (?<![Hh]alf[ ]) (?:[Aa][ ](?=few|couple))? (?P<amount>(?i:{_AMOUNT})(?![\w-])|[0-9]{{1,3}})(?:[ ]of)?[ ]
        (?P<ago_unit>hour|day|week|month|year)s?[ ]ago \b )
  | (?=[ELMNTelmnt]) (?P<period> (?<!\b[Tt]he[ ]) {_PART} (?P<period_shift>(?i:last|this|next))[ ]
        (?P<period_unit>weekend|week|month|year) \b (?!-) )
    )
    """,
    re.VERBOSE,
)

_Found = tuple[datetime.date, DatePrecision] | None
_Reader = Callable[[re.Match[str], datetime.date | None], _Found]


def find_dates(text: str, published: datetime.date | None, leads: Iterable[int] | None = None) -> tuple[EventDate, ...]:
    """Find the dates of a sentence, in order. A weekday is the latest one up to the day of publication.

    `leads` are the offsets at which a date may begin, in order, where the caller knows them.
    """
    found: list[EventDate] = []
    done = 0
    for lead in find_leads(text) if leads is None else leads:
        match = _GRAMMAR.match(text, lead) if lead >= done else None
        if match is None:
            continue
        done = match.end()
        try:
            read = _READERS[match.lastgroup or ""](match, published)
        except (ValueError, OverflowError):
            continue
        if read is not None:
            found.append(EventDate(read[0], read[1], match[0], match.start(), done))
    return tuple(found)


def find_leads(text: str) -> list[int]:
    """The offsets of the words that a date may begin with; of "the" only before "day"."""
    return [] if _TRIGGER.search(text) is None else [lead.start() for lead in _LEAD.finditer(text)]


def find_leads_of_word(surface: str) -> tuple[int, ...]:
    """Where in or just before a word, as far as the word alone tells, a date may begin.

    Articles are too many to be tried each: they lead where a word of `_AFTER_ARTICLES` comes next.
    """
    if surface in _AFTER_ARTICLES:
        return _AFTER_ARTICLES[surface]
    return () if surface.lower() in ("a", "an") else tuple(lead.start() for lead in _LEAD.finditer(surface))


def _read_iso(match: re.Match[str], published: datetime.date | None) -> _Found:
    return datetime.date(int(match["iso_year"]), int(match["iso_month"]), int(match["iso_day"])), DatePrecision.DAY


def _read_slashed(match: re.Match[str], published: datetime.date | None) -> _Found:
    first, second = int(match["first"]), int(match["second"])
    if first <= 12 and second <= 12 and first != second:
        return None
    day, month = (first, second) if first > 12 else (second, first)
    return datetime.date(int(match["slashed_year"]), month, day), DatePrecision.DAY


def _read_day_month(match: re.Match[str], published: datetime.date | None) -> _Found:
    return _read_day(match["dm_year"], match["dm_month"], match["dm_day"], published)


def _read_month_day(match: re.Match[str], published: datetime.date | None) -> _Found:
    return _read_day(match["md_year"], match["md_month"], match["md_day"], published)


def _read_day(year: str | None, month: str, day: str, published: datetime.date | None) -> _Found:
    if year is not None:
        return datetime.date(int(year), _MONTHS[month.rstrip(".")], int(day)), DatePrecision.DAY
    if published is None:
        return None
    return _near(_MONTHS[month.rstrip(".")], int(day), published), DatePrecision.DAY


def _near(month: int, day: int, published: datetime.date) -> datetime.date:
    """The day of that month in the year of publication, unless that is far ahead or long ago."""
    date = datetime.date(published.year, month, day)
    if date - published > _FAR_AHEAD:
        return date.replace(year=date.year - 1)
    if published - date > _LONG_AGO:
        return date.replace(year=date.year + 1)
    return date


def _read_month_year(match: re.Match[str], published: datetime.date | None) -> _Found:
    return datetime.date(int(match["my_year"]), _MONTHS[match["my_month"].rstrip(".")], 1), DatePrecision.MONTH


def _read_month(match: re.Match[str], published: datetime.date | None) -> _Found:
    if published is None:
        return None
    if match["month_in"] is not None:
        year = published.year + _SHIFT[match["month_in"]]
        return datetime.date(year, _MONTHS[match["month_name"]], 1), DatePrecision.MONTH
    date = _near(_MONTHS[match["month_name"]], 1, published)
    shift = (match["month_shift"] or "").lower()
    if shift == "last" and date >= published.replace(day=1):
        date = date.replace(year=date.year - 1)
    if shift == "next" and date <= published:
        date = date.replace(year=date.year + 1)
    return date, DatePrecision.MONTH


def _read_year(match: re.Match[str], published: datetime.date | None) -> _Found:
    return datetime.date(int(match["year_number"]), 1, 1), DatePrecision.YEAR


def _read_weekday(match: re.Match[str], published: datetime.date | None) -> _Found:
    if published is None:
        return None
    if match["weekday_week"] is not None:
        days = 7 * _SHIFT[match["weekday_week"]] + WEEKDAYS[match["weekday_name"]]
        return _monday(published) + datetime.timedelta(days=days), DatePrecision.DAY
    shift = (match["weekday_shift"] or "").lower()
    back = (published.weekday() - WEEKDAYS[match["weekday_name"]]) % 7
    if shift in {"next", "coming"}:
        return published + datetime.timedelta(days=7 - back), DatePrecision.DAY
    if shift == "this":
        return _monday(published) + datetime.timedelta(days=WEEKDAYS[match["weekday_name"]]), DatePrecision.DAY
    if shift == "last" and back == 0:
        back = 7
    return published - datetime.timedelta(days=back), DatePrecision.DAY


def _monday(date: datetime.date) -> datetime.date:
    return date - datetime.timedelta(days=date.weekday())


def _read_same_day(match: re.Match[str], published: datetime.date | None) -> _Found:
    if published is None:
        return None
    return published + datetime.timedelta(days=_SAME_DAY.get(match[0].lower(), 0)), DatePrecision.DAY


def _read_ago(match: re.Match[str], published: datetime.date | None) -> _Found:
    if published is None:
        return None
    amount, unit = match["amount"].lower(), match["ago_unit"]
    if amount in _VAGUE:
        width = _VAGUE_WIDTH.get(unit)
        return None if width is None else (_round(_go_back(published, _VAGUE_AMOUNT, unit), width), width)
    number = _NUMBERS.get(amount) or int(amount)
    width = DatePrecision.DAY if unit == "week" else _WIDTH[unit]
    return _round(_go_back(published, number, unit), width), width


def _go_back(date: datetime.date, number: int, unit: str) -> datetime.date:
    """The day `number` units before; months and years are counted on the calendar and come out as a first day."""
    if unit == "hour":
        return date - datetime.timedelta(days=number // 24)
    if unit == "year":
        return datetime.date(date.year - number, 1, 1)
    if unit == "month":
        months = date.year * 12 + date.month - 1 - number
        return datetime.date(months // 12, months % 12 + 1, 1)
    return date - datetime.timedelta(days=number * (7 if unit == "week" else 1))


def _round(date: datetime.date, precision: DatePrecision) -> datetime.date:
    """The first day of the week, month or year that the date is in."""
    if precision is DatePrecision.WEEK:
        return _monday(date)
    if precision is DatePrecision.MONTH:
        return date.replace(day=1)
    return date.replace(month=1, day=1) if precision is DatePrecision.YEAR else date


def _read_period(match: re.Match[str], published: datetime.date | None) -> _Found:
    if published is None:
        return None
    shift, unit = _SHIFT[match["period_shift"].lower()], match["period_unit"]
    if shift == 0 and match.string.startswith(("'", "’"), match.end()):
        return None
    if unit == "weekend":
        return _monday(published) + datetime.timedelta(days=7 * shift + 5), DatePrecision.WEEK
    return _round(_go_back(published, -shift, unit), _WIDTH[unit]), _WIDTH[unit]


_READERS: MappingProxyType[str, _Reader] = MappingProxyType(
    {
        "iso": _read_iso,
        "slashed": _read_slashed,
        "day_month": _read_day_month,
        "month_day": _read_month_day,
        "month_year": _read_month_year,
        "month": _read_month,
        "year": _read_year,
        "weekday": _read_weekday,
        "same_day": _read_same_day,
        "ago": _read_ago,
        "period": _read_period,
    }
)
