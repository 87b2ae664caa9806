"""Homes: the country of a side that is named by its role alone ("the unions", "police").

In come the two sides of a mention, its code and its place; out go the sides, with a country where the mention itself gives
one. "The French government fined the unions" is about French unions, and police who arrest somebody in Lagos are
Nigerian. What may be so inferred, and for which roles, is data (`homes` in `grammar.yml`); soldiers and officials, who act
abroad too, are left as they are, as is whoever is called foreign. It also gives a ruler's reforms and curfews that are aimed
at nobody his own country as the target. It deliberately does not look outside the clause and the
dateline.
"""

from __future__ import annotations

from ..schema.enums import PlaceBasis, SlotRank
from ..schema.records import Actor, Place
from .actor_codes import is_bare_role, join_code

Homes = dict[str, frozenset[str]]


def settle_pair(
    source: Actor | None, target: Actor | None, code: str, place: Place | None, homes: Homes
) -> tuple[Actor | None, Actor | None]:
    """Both sides, each with the country that the place or the other side gives it, where it has none.

    A ruler's reform, or his curfew, that is aimed at nobody is aimed at his own country (manual, note to 034).
    """
    if target is None and source is not None and code.startswith(tuple(homes["own_codes"])):
        return source, _own_country(source, place, homes)
    source = _settle(source, target, code, place, homes)
    target = _settle(target, source, code, place, homes)
    return _settle(source, target, code, place, homes), target


def _own_country(source: Actor, place: Place | None, homes: Homes) -> Actor | None:
    if source.country is None or not source.roles or source.roles[0] not in homes["rulers"]:
        return None
    if place is not None and place.basis is PlaceBasis.CLAUSE and place.country != source.country:
        return None
    return Actor(source.country, source.country, (), None, None, source.text, source.start, source.end, SlotRank.PLACE)


def _settle(actor: Actor | None, other: Actor | None, code: str, place: Place | None, homes: Homes) -> Actor | None:
    if (
        actor is None
        or not is_bare_role(actor)
        or _is_called(actor, homes["foreign"])
        or code[:2] in homes["abroad_roots"]
    ):
        return actor
    role = actor.roles[0]
    country = _country_of_place(role, place, homes) or _country_of_other(role, other, code, homes)
    if country is None:
        return actor
    return actor._replace(code=join_code(country, actor.roles), country=country)


def _is_called(actor: Actor, words: frozenset[str]) -> bool:
    return not words.isdisjoint(actor.text.lower().split())


def _country_of_place(role: str, place: Place | None, homes: Homes) -> str | None:
    """A place elsewhere in the sentence is no evidence."""
    if place is None or place.basis is PlaceBasis.SENTENCE:
        return None
    local = homes["by_dateline"] if place.basis is PlaceBasis.DATELINE else homes["by_place"]
    return place.country if role in local else None


def _country_of_other(role: str, other: Actor | None, code: str, homes: Homes) -> str | None:
    """A state deals with its own unions and courts, and they with it; its residents it governs, but may bomb those of others."""
    if other is None or other.country is None or _is_called(other, homes["posted"]):
        return None
    kind = other.roles[0] if other.roles else ""
    if kind in homes["state"] and (
        role in homes["of_the_state"] or (role in homes["governed"] and code[:2] in homes["governed_roots"])
    ):
        return other.country
    partner = kind in homes["partners"] or (kind in homes["governed"] and code[:2] in homes["citizen_roots"])
    return other.country if partner and role in homes["at_home"] else None
