"""role-is-country, role-order: codes whose groups stand in the wrong place.

The country comes first, and only there. Roles follow in one order, so that one kind of actor has one code.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...schema.actors import COUNTRIES
from ...schema.enums import Role
from ...schema.errors import Issue
from ..blocks import ActorEntry, AgentEntry
from .check import error, warning
from .checked import Checked

COUNTRY = error("role-is-country", "a country in the first group of an actor's code alone, and none in an agent's")
ORDER = warning("role-order", "one order of the same roles in all codes")
CHECKS = (COUNTRY, ORDER)
_ROLES = frozenset[str](Role)


def find(checked: Checked) -> Iterator[Issue]:
    """Yield codes with a country where a role belongs, and codes with the roles of a more frequent one in another order."""
    coded = [(entry, code.code) for entry in checked.sources.actors for code in entry.codes]
    agents = [(entry, entry.code) for entry in checked.sources.agents if entry.code]
    for entry, code in (*coded, *agents):
        groups = _split(code)[0 if isinstance(entry, AgentEntry) else 1 :]
        for group in groups:
            if group in COUNTRIES:
                message = f"{group} of {code} is the code of {COUNTRIES[group].name}"
                fix = "write the country first, or take another code for the role or organisation"
                yield COUNTRY.issue(checked, entry, code, message, fix, f'"{code}"')
    yield from _find_orders(checked, [*coded, *agents])


def _find_orders(checked: Checked, coded: list[tuple[ActorEntry | AgentEntry, str]]) -> Iterator[Issue]:
    counts: dict[tuple[str, ...], int] = {}
    for _, code in coded:
        roles = _roles_of(code)
        counts[roles] = counts.get(roles, 0) + 1
    usual: dict[tuple[str, ...], tuple[str, ...]] = {}
    for roles in sorted(counts, key=lambda roles: (-counts[roles], roles)):
        usual.setdefault(tuple(sorted(roles)), roles)
    for entry, code in coded:
        roles = _roles_of(code)
        best = usual[tuple(sorted(roles))]
        if roles != best:
            message = f"the roles of {code} stand elsewhere as {''.join(best)}"
            yield ORDER.issue(checked, entry, code, message, f"write {''.join(best)}", f'"{code}"')


def _roles_of(code: str) -> tuple[str, ...]:
    return tuple(group for group in _split(code) if group in _ROLES)


def _split(code: str) -> list[str]:
    return [code[at : at + 3] for at in range(0, len(code), 3)]
