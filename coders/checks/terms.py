"""Terms: when the codes of entries hold, as the checks compare them.

In come dated codes; out go whether and how long they hold together. Intervals are half open; a missing bound is open.
"""

from __future__ import annotations

import datetime

from ..blocks import ActorEntry, DatedCode

EARLIEST, LATEST = datetime.date.min, datetime.date.max


def count_common_days(a: DatedCode, b: DatedCode) -> int:
    """The number of days on which both hold; 0 for none."""
    start = max(a.from_ or EARLIEST, b.from_ or EARLIEST)
    return max((min(a.to or LATEST, b.to or LATEST) - start).days, 0)


def hold_together(a: DatedCode, b: DatedCode) -> bool:
    """Whether there is a day on which both hold."""
    return count_common_days(a, b) > 0


def differ(first: ActorEntry, second: ActorEntry) -> bool:
    """Whether there is a day on which two entries have different codes."""
    return any(a.code != b.code and hold_together(a, b) for a in first.codes for b in second.codes)
