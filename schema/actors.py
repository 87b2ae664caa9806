"""Actor codes: chains of three-letter groups, from general to specific.

In comes a code (`LBYMIL`); out goes an `ActorCode` with its country and roles, or a `CodeError`. The countries are a
table with the dates in which each code is a state's. Names of actors and who holds which office deliberately belong to
the dictionaries of the coders.
"""

from __future__ import annotations

import datetime
import difflib
import functools
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from .enums import ActorClass, ActorRegion, Religion, Role
from .errors import CodeError
from .ontology import read_table

MAX_GROUPS = 5


@dataclass(frozen=True, slots=True)
class Country:
    """A state or territory. `valid_from` and `valid_to` bound the half-open interval of the code, where known.

    `numeric` is ISO 3166-1 numeric, `cow` the Correlates of War number, `gw` the Gleditsch-Ward number; `region` is
    None where the region codes have no place for it (Oceania).
    """

    iso3: str
    iso2: str
    numeric: str | None
    name: str
    valid_from: datetime.date | None
    valid_to: datetime.date | None
    cow: int | None
    gw: int | None
    region: ActorRegion | None


@dataclass(frozen=True, slots=True)
class ActorCode:
    """A checked actor code. `roles` are its groups of class, role and religion; names of organisations are none."""

    code: str
    country: str | None
    roles: tuple[str, ...]


def _build_country(row: Mapping[str, str]) -> Country:
    return Country(
        iso3=row["iso3"],
        iso2=row["iso2"],
        numeric=row["numeric"] or None,
        name=row["name"],
        valid_from=datetime.date.fromisoformat(row["valid_from"]) if row["valid_from"] else None,
        valid_to=datetime.date.fromisoformat(row["valid_to"]) if row["valid_to"] else None,
        cow=int(row["cow"]) if row["cow"] else None,
        gw=int(row["gw"]) if row["gw"] else None,
        region=ActorRegion(row["region"]) if row["region"] else None,
    )


COUNTRIES: Mapping[str, Country] = MappingProxyType(
    {row["iso3"]: _build_country(row) for row in read_table("countries.csv")}
)

_CLASSES = frozenset(ActorClass)
_ROLES = frozenset(Role)
_SECOND = frozenset[str]((*Role, *Religion, *ActorClass))
_NAMED = frozenset[str]((*ActorClass, *Role, *Religion))
_FIRST = frozenset[str]((*COUNTRIES, *_CLASSES, *_ROLES))


@functools.cache
def parse_actor_code(code: str) -> ActorCode:
    """Parse and check an actor code. Raises `CodeError`.

    The first group is a country, a class of international actors or, where the country is not known, a role. A
    country is followed by a role, a religion or, for its nationals in such bodies, a class; what comes after may name
    an organisation.
    """
    groups = [code[start : start + 3] for start in range(0, len(code), 3)]
    if not groups or len(groups) > MAX_GROUPS or not all(_is_group(group) for group in groups):
        raise CodeError(f"actor code {code!r} is not one to {MAX_GROUPS} groups of three capitals", "write LBYMIL")
    _check_group(code, groups[0], _FIRST, "a country, a kind of international actor or a role")
    country = groups[0] if groups[0] in COUNTRIES else None
    if country is not None and len(groups) > 1:
        _check_group(code, groups[1], _SECOND, "a role, a religion or a kind of international actor")
    roles = tuple(group for group in groups if group in _NAMED)
    return ActorCode(code, country, roles)


def _is_group(group: str) -> bool:
    return len(group) == 3 and group.isascii() and group.isalpha() and group.isupper()


def _check_group(code: str, group: str, known: Iterable[str], what: str) -> None:
    if group in known:
        return
    close = difflib.get_close_matches(group, sorted(known), n=2) or _anagrams(group, known)
    fix = "did you mean " + " or ".join(repr(str(form)) for form in close) + "?" if close else ""
    raise CodeError(f"actor code {code!r}: {group!r} is not {what}", fix)


def _anagrams(group: str, known: Iterable[str]) -> list[str]:
    return sorted(form for form in known if sorted(form) == sorted(group))
