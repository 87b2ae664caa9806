"""Days of publication as records state them."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from polybius.datasets.days import read_day
from polybius.schema.errors import ArticleError

MAY_30 = datetime.date(2019, 5, 30)


@pytest.mark.parametrize(
    "value",
    [
        MAY_30,
        datetime.datetime(2019, 5, 30, 23, 59, tzinfo=datetime.UTC),
        "2019-05-30",
        "2019-05-30T23:59:00-11:00",
        "2019-05-30 00:00:01",
        "20190530",
        "20190530235959",
        "20190530T235959Z",
        "Thu, 30 May 2019 23:02:11 -0500",
        "May 30, 2019",
        "30 May 2019, 14:00",
        "30/05/2019",
        1559174400,
        1559174400.5,
        1559174400000,
        "1559174400",
        "1559174400000",
    ],
)
def test_days_reads_what_records_hold(value: object) -> None:
    assert read_day(value, None, "x:1") == MAY_30


@pytest.mark.parametrize("value", [None, "", "  "])
def test_days_of_nothing_is_none(value: object) -> None:
    assert read_day(value, None, "x:1") is None


@pytest.mark.parametrize(
    "value", ["05/06/2019", "yesterday", "2019-13-01", "2019", True, [2019], "1/2/3", "30 May 2019 and 31 May 2019", -5]
)
def test_days_that_are_not_sure_are_refused(value: object) -> None:
    with pytest.raises(ArticleError, match="x:1: found the date") as error:
        read_day(value, None, "x:1")
    assert error.value.reason == "bad_date"


def test_days_form_that_is_given_decides() -> None:
    assert read_day("05/06/2019", "%d/%m/%Y", "x") == datetime.date(2019, 6, 5)
    assert read_day("05/06/2019", "%m/%d/%Y", "x") == datetime.date(2019, 5, 6)
    with pytest.raises(ArticleError):
        read_day("2019-05-30", "%d/%m/%Y", "x")


@given(st.text() | st.integers() | st.floats() | st.dates() | st.datetimes())
def test_days_never_raises_but_for_bad_dates(value: object) -> None:
    try:
        day = read_day(value, None, "x")
    except ArticleError:
        return
    assert day is None or 1900 <= day.year <= 2100
