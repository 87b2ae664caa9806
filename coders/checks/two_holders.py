"""two-holders: two persons hold one office of one country at a time."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations

from ...schema.actors import COUNTRIES
from ...schema.errors import Issue
from ..blocks import ActorEntry, DatedCode
from .check import warning
from .checked import Checked
from .terms import EARLIEST, LATEST, count_common_days

HOLDERS = warning("two-holders", "one holder of an office on a day")
CHECKS = (HOLDERS,)
HANDOVER, MONTHS, YEAR = 31, 62, 400
"""Days of overlap that are let be: between exact days, where a bound may be a month, where one may be a year."""


def find(checked: Checked) -> Iterator[Issue]:
    """Yield pairs of persons with the same `office` of one country, or of one organisation, for longer than a handover."""
    holders: dict[tuple[str, str], list[tuple[ActorEntry, DatedCode]]] = defaultdict(list)
    for entry in checked.sources.actors:
        for code in entry.codes:
            if code.office is not None:
                body = code.code[:3] if code.code[:3] in COUNTRIES else code.code
                holders[body, code.office].append((entry, code))
    for (body, office), terms in holders.items():
        for first, second in combinations(terms, 2):
            days = count_common_days(first[1], second[1])
            if first[0] is not second[0] and days > _tolerated(first[1], second[1]):
                (other, _), (entry, code) = (first, second) if checked.is_own(second[0]) else (second, first)
                message = f"{office} of {body} for {days} days together with {other.id} ({other.path}:{other.line})"
                fix = "look up the day on which the one followed the other, or take the office out if several hold it"
                yield HOLDERS.issue(checked, entry, other.id, message, fix, f'"{code.code}"')


def _tolerated(first: DatedCode, second: DatedCode) -> int:
    """The overlap that inexact dates explain: a month or a year stands for its first day."""
    bounds = (max(first.from_ or EARLIEST, second.from_ or EARLIEST), min(first.to or LATEST, second.to or LATEST))
    return max(map(_slack, bounds))


def _slack(bound: datetime.date) -> int:
    if bound.day != 1:
        return HANDOVER
    return YEAR if bound.month == 1 else MONTHS
