from __future__ import annotations

import datetime
import timeit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from polybius.coders.dates import find_dates, find_leads_of_word
from polybius.coders.tokens import split_tokens
from polybius.schema.enums import DatePrecision

THURSDAY = datetime.date(2019, 5, 30)
ANY_DAY = st.none() | st.dates()
DATE_WORDS = st.lists(
    st.sampled_from(
        "last next this the day before yesterday hour an early late mid- in since on the of a few couple two 12 29 31 0 999 2018 1999 2018-02-30 "
        "31/02/2019 30/04/2018 May May. Sept. February March week weeks month months year years days ago Tuesday "
        "Friday's yesterday tonight weekend hours".split()
    ),
    max_size=12,
).map(" ".join)


@pytest.mark.parametrize(
    ("text", "date", "precision", "words"),
    [
        ("The envoy arrived on Tuesday.", "2019-05-28", "day", "Tuesday"),
        ("The two met Thursday.", "2019-05-30", "day", "Thursday"),
        ("Friday's raid killed two.", "2019-05-24", "day", "Friday"),
        ("The raid came late last Thursday.", "2019-05-23", "day", "last Thursday"),
        ("Talks resume next Friday.", "2019-05-31", "day", "next Friday"),
        ("Talks resume this Saturday.", "2019-06-01", "day", "this Saturday"),
        ("Police detained him today.", "2019-05-30", "day", "today"),
        ("Yesterday the army left.", "2019-05-29", "day", "Yesterday"),
        ("The army left the day before yesterday.", "2019-05-28", "day", "the day before yesterday"),
        ("They will vote tomorrow.", "2019-05-31", "day", "tomorrow"),
        ("They will vote the day after tomorrow.", "2019-06-01", "day", "the day after tomorrow"),
        ("They met on Tuesday last week.", "2019-05-21", "day", "Tuesday last week"),
        ("They meet on Tuesday next week.", "2019-06-04", "day", "Tuesday next week"),
        ("They met on Monday this week.", "2019-05-27", "day", "Monday this week"),
        ("They met in March last year.", "2018-03-01", "month", "March last year"),
        ("They met in January of this year.", "2019-01-01", "month", "January of this year"),
        ("Shells fell last night.", "2019-05-29", "day", "last night"),
        ("Shells fell this morning.", "2019-05-30", "day", "this morning"),
        ("They met two weeks ago.", "2019-05-16", "day", "two weeks ago"),
        ("They met a couple of weeks ago.", "2019-05-16", "day", "a couple of weeks ago"),
        ("They met 10 days ago.", "2019-05-20", "day", "10 days ago"),
        ("They met three hours ago.", "2019-05-30", "day", "three hours ago"),
        ("They met a few days ago.", "2019-05-27", "week", "a few days ago"),
        ("They met a month ago.", "2019-04-01", "month", "a month ago"),
        ("They met six months ago.", "2018-11-01", "month", "six months ago"),
        ("They met twenty years ago.", "1999-01-01", "year", "twenty years ago"),
        ("They met last week.", "2019-05-20", "week", "last week"),
        ("They met earlier this week.", "2019-05-27", "week", "earlier this week"),
        ("They met last weekend.", "2019-05-25", "week", "last weekend"),
        ("They met late last month.", "2019-04-01", "month", "late last month"),
        ("They meet early next month.", "2019-06-01", "month", "early next month"),
        ("They met last year.", "2018-01-01", "year", "last year"),
        ("Last month's attack was condemned.", "2019-04-01", "month", "Last month"),
        ("They met on 3-5 March 2018.", "2018-03-03", "day", "3-5 March 2018"),
        ("They met on March 3-5, 2018.", "2018-03-03", "day", "March 3-5, 2018"),
        ("They met in early April.", "2019-04-01", "month", "early April"),
        ("They met in mid-April.", "2019-04-01", "month", "mid-April"),
        ("They met in December.", "2018-12-01", "month", "December"),
        ("They met in May.", "2019-05-01", "month", "May"),
        ("They met last May.", "2018-05-01", "month", "last May"),
        ("The town has been held since March.", "2019-03-01", "month", "March"),
        ("They met in April 2018.", "2018-04-01", "month", "April 2018"),
        ("They met in 2015.", "2015-01-01", "year", "2015"),
        ("The town has been held since 2014.", "2014-01-01", "year", "2014"),
        ("They met on 29 May 2018.", "2018-05-29", "day", "29 May 2018"),
        ("They met on the 29th of May.", "2019-05-29", "day", "29th of May"),
        ("They met on May 29.", "2019-05-29", "day", "May 29"),
        ("They met on Sept. 3, 2017.", "2017-09-03", "day", "Sept. 3, 2017"),
        ("They met on December 24.", "2018-12-24", "day", "December 24"),
        ("They met on Tuesday, June 19, 2018.", "2018-06-19", "day", "June 19, 2018"),
        ("They met on 29/05/2018.", "2018-05-29", "day", "29/05/2018"),
        ("They met on 05/29/2018.", "2018-05-29", "day", "05/29/2018"),
        ("They met on 2018-05-29.", "2018-05-29", "day", "2018-05-29"),
    ],
)
def test_dates_reads_one_date(text: str, date: str, precision: str, words: str) -> None:
    (found,) = find_dates(text, THURSDAY)
    assert (str(found.date), found.precision, found.text) == (date, DatePrecision(precision), words)


@pytest.mark.parametrize(
    "text",
    [
        "May met the ministers after May had spoken.",
        "They may meet, and the troops march.",
        "They meet on Fridays.",
        "They met many years ago, or was it ninety-two years ago?",
        "Shops open early on Black Friday, the Sunday Times writes.",
        "They met on 05/06/2018.",
        "They met on 2018-02-30.",
        "The deal was worked out over the last year.",
        "March 12,000 people did not.",
        "They bought 2015 tents.",
        "They met half a year ago.",
        "This year's budget is small.",
        "",
    ],
)
def test_dates_finds_nothing(text: str) -> None:
    assert find_dates(text, THURSDAY) == ()


@pytest.mark.parametrize("text", ["on Tuesday", "two weeks ago", "last year", "in April", "on May 29", "today"])
def test_dates_without_publication_needs_a_year(text: str) -> None:
    assert find_dates(text, None) == ()


def test_dates_near_the_turn_of_the_year() -> None:
    dates = find_dates("They met on Dec. 30 and meet again on Jan. 5.", datetime.date(2018, 12, 31))
    assert [str(found.date) for found in dates] == ["2018-12-30", "2019-01-05"]


def test_dates_come_in_order() -> None:
    dates = find_dates("On Tuesday they recalled the talks of 3 May 2017 and of last week.", THURSDAY)
    assert [found.text for found in dates] == ["Tuesday", "3 May 2017", "last week"]


@given(text=st.text() | DATE_WORDS, published=ANY_DAY)
def test_dates_never_raises_and_spans_slice_back(text: str, published: datetime.date | None) -> None:
    end = 0
    for found in find_dates(text, published):
        assert found.start is not None
        assert found.end is not None
        assert end <= found.start < found.end
        assert text[found.start : found.end] == found.text
        end = found.end


@given(text=DATE_WORDS)
def test_dates_precision_gives_first_days(text: str) -> None:
    for found in find_dates(text, THURSDAY):
        if found.precision is DatePrecision.YEAR:
            assert (found.date.month, found.date.day) == (1, 1)
        if found.precision is DatePrecision.MONTH:
            assert found.date.day == 1


@given(DATE_WORDS)
def test_dates_begin_where_the_words_say(text: str) -> None:
    surfaces, starts, _ = split_tokens(text, 0, len(text))
    leads = [
        start + lead for surface, start in zip(surfaces, starts, strict=True) for lead in find_leads_of_word(surface)
    ]
    assert find_dates(text, THURSDAY, leads) == find_dates(text, THURSDAY)


def test_dates_sentence_without_date_word_is_cheap() -> None:
    text = "Officials said the government had promised to send ten field hospitals to Chad when its minister asked."
    seconds = min(timeit.repeat(lambda: find_dates(text, THURSDAY), number=500, repeat=10)) / 500
    assert seconds < 2e-5
