"""name-clash, shared-name: one phrase that stands for several codes at a time, across all files.

Full names clash, since nothing can tell them apart. Persons may be namesakes, and a name under `alone` or among the
demonyms may be shared; that is only reported. `short` names are left out: the article decides. Acronyms are other
phrases than words of the same letters, since the text has to write them in capitals.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations

from ...schema.enums import ActorKind
from ...schema.errors import Issue
from ..blocks import ActorEntry
from .check import error, warning
from .checked import Checked
from .terms import differ

CLASH = error("name-clash", "one full name, one code on a day")
SHARED = warning("shared-name", "a name that matches alone stands for one code on a day")
CHECKS = (CLASH, SHARED)

Claim = tuple[ActorEntry, str, bool]


def find(checked: Checked) -> Iterator[Issue]:
    """Yield names that entries with different codes claim."""
    claims: dict[tuple[bool, tuple[str, ...]], list[Claim]] = defaultdict(list)
    for entry in checked.sources.actors:
        for name in entry.names:
            claims[name.isupper(), checked.normalise(name)].append((entry, name, True))
        for name in (*entry.alone, *entry.demonyms):
            claims[name.isupper(), checked.normalise(name)].append((entry, name, False))
    for claimants in claims.values():
        for first, second in combinations(claimants, 2) if len(claimants) > 1 else ():
            if first[0] is not second[0] and differ(first[0], second[0]):
                yield _report(checked, first, second)


def _report(checked: Checked, first: Claim, second: Claim) -> Issue:
    """The finding, at the later entry of two, but at the lexicon's own if the other is not."""
    (other, _, other_full), (entry, name, full) = (first, second) if checked.is_own(second[0]) else (second, first)
    namesakes = other.kind is ActorKind.PERSON and entry.kind is ActorKind.PERSON
    clash = full and other_full and not namesakes
    message = f"{name!r} is claimed by {other.id} too ({other.path}:{other.line}), with other codes"
    if not clash:
        return SHARED.issue(checked, entry, name, message, "put it under short, if an article is to decide")
    own = "make the name longer or date the codes"
    fix = own if checked.is_own(other) else f"{own}; or override {other.id} by its id, or retire it in lexicon.yml"
    return CLASH.issue(checked, entry, name, message, fix)
