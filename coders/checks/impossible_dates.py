"""impossible-date: a code from a day on which its country was no more, or on days that no news tells of.

A code before its country began is let be: the country's code stands for what came before it on the same ground.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from ...schema.actors import COUNTRIES
from ...schema.errors import Issue
from ..blocks import ActorEntry, DatedCode
from .check import error
from .checked import Checked

IMPOSSIBLE = error("impossible-date", "days on which there was such a country, between 1800 and 2100")
CHECKS = (IMPOSSIBLE,)
FIRST, LAST = datetime.date(1800, 1, 1), datetime.date(2100, 1, 1)


def find(checked: Checked) -> Iterator[Issue]:
    """Yield bounds that cannot be."""
    for entry in checked.sources.actors:
        for code in entry.codes:
            yield from _find_in_code(checked, entry, code)


def _find_in_code(checked: Checked, entry: ActorEntry, code: DatedCode) -> Iterator[Issue]:
    for bound in (code.from_, code.to):
        if bound is not None and not FIRST <= bound <= LAST:
            fix = "look for a slip of the pen in the year"
            yield IMPOSSIBLE.issue(checked, entry, code.code, f"{bound} is out of all bounds", fix, str(bound.year))
    country = COUNTRIES.get(code.code[:3])
    if country is None:
        return
    if code.from_ is None or country.valid_to is None or code.from_ < country.valid_to:
        return
    message = f"{code.code} from {code.from_}, but {country.name} ended on {country.valid_to}"
    yield IMPOSSIBLE.issue(
        checked, entry, code.code, message, "take the code of the state of that time", f'"{code.code}"'
    )
