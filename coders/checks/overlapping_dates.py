"""overlapping-dates, hidden-code: two codes of one entry on one day, of which only the later in the list holds."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from ...schema.errors import Issue
from ..blocks import DatedCode
from .check import error
from .checked import Checked
from .terms import count_common_days

OVERLAP = error("overlapping-dates", "one code of an entry on a day")
HIDDEN = error("hidden-code", "every code of an entry holds on some day")
CHECKS = (OVERLAP, HIDDEN)


def find(checked: Checked) -> Iterator[Issue]:
    """Yield pairs of codes that hold on one day: hidden, where the later one leaves the earlier no day, else overlapping."""
    for entry in checked.sources.actors:
        for earlier, later in combinations(entry.codes, 2):
            if count_common_days(earlier, later) == 0:
                continue
            if _covers(later, earlier):
                check, message = HIDDEN, f"{_show(later)} holds on every day of {_show(earlier)}, which never comes out"
                fix = "give the later one a from and a to, or take the hidden one out"
            else:
                check, message = OVERLAP, f"{_show(earlier)} and {_show(later)} hold at the same time"
                fix = "give each a from and a to; intervals are half open, [from, to)"
            yield check.issue(checked, entry, later.code, message, fix, f'"{later.code}"')


def _covers(outer: DatedCode, inner: DatedCode) -> bool:
    starts = outer.from_ is None or (inner.from_ is not None and outer.from_ <= inner.from_)
    ends = outer.to is None or (inner.to is not None and inner.to <= outer.to)
    return starts and ends


def _show(code: DatedCode) -> str:
    if code.from_ is None and code.to is None:
        return f"{code.code} without dates"
    return f"{code.code} [{code.from_ or '...'}, {code.to or '...'})"
