"""gapped-dates: a gap between two codes of one entry that nobody means.

For persons it is a gap of one day, as when `to` names the last day and not the first after it: on that day they are ELI. Out of
office for longer is common. Of all others any gap is reported, since on its days the code of later days stands.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from ...schema.enums import ActorKind
from ...schema.errors import Issue
from .check import warning
from .checked import Checked

GAP = warning("gapped-dates", "terms that follow each other without a gap, or with one that is meant")
CHECKS = (GAP,)
LONGEST_SLIP = 1


def find(checked: Checked) -> Iterator[Issue]:
    """Yield gaps; a month or a year stands for its first day."""
    for entry in checked.sources.actors:
        dated = [code for code in entry.codes if code.from_ is not None or code.to is not None]
        for earlier, later in pairwise(dated):
            if earlier.to is None or later.from_ is None:
                continue
            days = (later.from_ - earlier.to).days
            if days > 0 and (days <= LONGEST_SLIP or entry.kind is not ActorKind.PERSON):
                message = (
                    f"{days} days between {earlier.code}, until {earlier.to}, and {later.code}, from {later.from_}"
                )
                fix = f'write to: "{later.from_}" if one followed the other; to is the first day after'
                yield GAP.issue(checked, entry, later.code, message, fix, f'"{later.from_}"')
