"""Checks of actors: names that stand for several codes, and codes of one entry that overlap."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations

from ...schema.enums import ActorKind
from ...schema.errors import Issue, Severity
from ..blocks import ActorEntry, DatedCode
from ..names import normalise_phrase
from .checked import Checked, make_issue


def find_name_clashes(checked: Checked) -> Iterator[Issue]:
    """Yield `name-clash` and `shared-name`: entries whose codes differ at some time claim one phrase.

    Full names clash, since nothing can tell them apart. Persons may be namesakes, and a name under `alone` or among the
    demonyms may be shared; that is only reported. `short` names are left out: the article decides. Acronyms are other
    phrases than words of the same letters, since the text has to write them in capitals.
    """
    claims: dict[tuple[bool, tuple[str, ...]], list[tuple[ActorEntry, str, bool]]] = defaultdict(list)
    for entry in checked.sources.actors:
        for name in entry.names:
            claims[name.isupper(), normalise_phrase(name)].append((entry, name, True))
        for name in (*entry.alone, *entry.demonyms):
            claims[name.isupper(), normalise_phrase(name)].append((entry, name, False))
    for claimants in claims.values():
        if len(claimants) > 1:
            yield from _compare(checked, claimants)


def _compare(checked: Checked, claimants: list[tuple[ActorEntry, str, bool]]) -> Iterator[Issue]:
    for (first, _, first_full), (second, name, second_full) in combinations(claimants, 2):
        if first is second or not _differ(first, second):
            continue
        namesakes = first.kind is ActorKind.PERSON and second.kind is ActorKind.PERSON
        full = first_full and second_full and not namesakes
        check, severity = ("name-clash", Severity.ERROR) if full else ("shared-name", Severity.WARNING)
        message = f"{name!r} is claimed by {first.id} too ({first.path}:{first.line}), with other codes"
        fix = "make the name longer or date the codes" if full else "put it under short if an article is to decide"
        yield make_issue(checked, check, severity, second, name, message, fix)


def _differ(first: ActorEntry, second: ActorEntry) -> bool:
    return any(a.code != b.code and _overlap(a, b) for a in first.codes for b in second.codes)


def _overlap(a: DatedCode, b: DatedCode) -> bool:
    start = max(a.from_ or datetime.date.min, b.from_ or datetime.date.min)
    return start < min(a.to or datetime.date.max, b.to or datetime.date.max)


def find_overlapping_codes(checked: Checked) -> Iterator[Issue]:
    """Yield `overlapping-dates`: two codes of one entry hold on the same day."""
    for entry in checked.sources.actors:
        for a, b in combinations(entry.codes, 2):
            if _overlap(a, b):
                message = f"{a.code} and {b.code} hold at the same time"
                fix = "give each a from and a to; intervals are half open, [from, to)"
                yield make_issue(checked, "overlapping-dates", Severity.ERROR, entry, f'"{b.code}"', message, fix)
