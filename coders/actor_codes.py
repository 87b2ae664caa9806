"""Actor codes: what an entry is coded as on a date, and how codes join.

In come dictionary records, codes and roles; out go codes. The chain of groups and the order of roles are those of
`docs/actors.md`.
"""

from __future__ import annotations

import datetime
import functools

from ..schema.enums import SlotRank
from ..schema.records import Actor
from .lexicon import ActorRecord

ROLE_ORDER = (
    "GOV", "MIL", "COP", "JUD", "LEG", "SPY", "PTY", "OPP", "REB", "INS", "SEP", "UAF", "SET", "PKO", "EDU", "BUS", "LAB", "MED", "HLH", "AGR",
    "DEV", "ENV", "HRI", "REF", "CVL", "CRM", "ELI", "RAD", "MOD",
)  # fmt: skip  # fmt: skip
ROLES = frozenset(ROLE_ORDER)
_KINDS = frozenset({"IGO", "NGO", "NGM", "IMG", "MNC", "INT", "UIS"})
_FAITHS = frozenset({"MOS", "CHR", "JEW", "HIN", "BUD", "SIK"})


@functools.lru_cache(maxsize=8192)
def split_code(code: str) -> tuple[str | None, tuple[str, ...]]:
    """Country and roles of an actor code: `LBYMIL` is (`LBY`, (`MIL`,)). Kinds of international actors are no country."""
    groups = [code[i : i + 3] for i in range(0, len(code), 3)]
    if not groups:
        return None, ()
    if groups[0] in _KINDS or groups[0] in ROLES or groups[0] in _FAITHS:
        return None, tuple(group for group in groups if group in ROLES)
    return groups[0], tuple(group for group in groups[1:] if group in ROLES)


def is_bare_role(actor: Actor) -> bool:
    """Whether an actor is known by roles alone ("the unions"): no country, and no organisation of its own."""
    code = actor.code
    if code is None or actor.country is not None or not actor.roles:
        return False
    return all(code[i : i + 3] in ROLES for i in range(0, len(code), 3))


def code_on(record: ActorRecord, date: datetime.date | None) -> str:
    """The code of an entry on a date; None takes the latest. Persons out of all their offices are ELI of their country."""
    codes = record.codes
    if len(codes) == 1 and codes[0][1] is None and codes[0][2] is None:
        return codes[0][0]
    for code, low, high in reversed(codes):
        if date is None:
            if high is None:
                return code
        elif (low is None or low <= date) and (high is None or date < high):
            return code
    latest = codes[-1][0]
    if not record.person:
        return latest if date is None or codes[0][1] is None or date >= codes[0][1] else codes[0][0]
    country, _ = split_code(latest)
    return latest if country is None else country + "ELI"


def join_code(base: str, roles: object) -> str:
    """Add role groups to a code: no role twice, roles of a country in their order, at most five groups."""
    groups = [base[i : i + 3] for i in range(0, len(base), 3)]
    added = [role for role in roles if role and role not in groups]  # type: ignore[attr-defined]
    if groups and groups[0] in _KINDS:
        added = [role for role in added if role not in ("GOV", "ELI", "CVL", "NGO", "IGO", "BUS", "INT")]
    own = [group for group in groups if group in ROLES]
    if own:
        added = [role for role in added if role not in ("GOV", "CVL", "MIL") and not (role == "ELI" and own)]
        if "ELI" in own:
            return base
    if not added:
        return base
    if "CVL" in own:
        groups.remove("CVL")
        own.remove("CVL")
    if groups and groups[0] not in _KINDS and all(group in ROLES for group in (*groups[1:], *added)):
        ordered = sorted({*own, *added}, key=ROLE_ORDER.index)
        return groups[0] + "".join(ordered[:4])
    return "".join([*groups, *added][:5])


def ranked(actor: Actor, rank: SlotRank) -> Actor:
    return actor if actor.rank is rank else Actor(*actor[:8], rank)


def country_only(actor: Actor) -> Actor:
    if actor.country is None or actor.code == actor.country:
        return actor
    return Actor(
        actor.country, actor.country, (), actor.name, actor.entry, actor.text, actor.start, actor.end, actor.rank
    )
