"""two-holders: two persons hold one office of one country at a time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations

from ...schema.errors import Issue
from ..blocks import ActorEntry, DatedCode
from .check import warning
from .checked import Checked
from .terms import count_common_days

HOLDERS = warning("two-holders", "one holder of an office on a day")
CHECKS = (HOLDERS,)
HANDOVER = 31


def find(checked: Checked) -> Iterator[Issue]:
    """Yield pairs of persons with the same `office` of one country for more than a month."""
    holders: dict[tuple[str, str], list[tuple[ActorEntry, DatedCode]]] = defaultdict(list)
    for entry in checked.sources.actors:
        for code in entry.codes:
            if code.office is not None:
                holders[code.code[:3], code.office].append((entry, code))
    for (country, office), terms in holders.items():
        for first, second in combinations(terms, 2):
            days = count_common_days(first[1], second[1])
            if first[0] is not second[0] and days > HANDOVER:
                (other, _), (entry, code) = (first, second) if checked.is_own(second[0]) else (second, first)
                message = f"{office} of {country} for {days} days together with {other.id} ({other.path}:{other.line})"
                fix = "look up the day on which the one followed the other"
                yield HOLDERS.issue(checked, entry, other.id, message, fix, f'"{code.code}"')
