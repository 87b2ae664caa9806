"""Which place a name means: one of the dictionaries, the place table or, where given, a gazetteer.

In come names as texts write them, the countries of an event's actors and those that its article names; out go settled `Place` records,
or None. Where several countries have a place of that name, one of them must be clearly what the article is about; a name
that only a gazetteer knows wants such support too. No place rather than a wrong one.
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from ..schema.enums import PlaceBasis, PlaceChoice, PlaceKind
from ..schema.records import Actor, Mention, Place
from .actor_codes import code_on, split_code
from .gazetteer import Gazetteer
from .lexicon import ActorRecord, Lexicon
from .names import ALONE, DEMONYM, FULL, SHORT, NameMatch
from .place_table import PlaceRow, find_places

_ENTRY_KINDS = {"country": "country", "capital": "capital", "city": "city", "region": "region"}
_FINENESS = {"capital": 0, "city": 0, "island": 1, "mountain": 1, "region": 2, "province": 2, "water": 3, "country": 4}
_CLEARLY = 3
"""How much more of an article must speak for one country than for the next."""


class Evidence(NamedTuple):
    """What speaks for a country: how often the article names it, and the countries of the event's actors."""

    counts: Mapping[str, int]
    actors: frozenset[str] = frozenset()

    def weight(self, country: str | None) -> int:
        """How much speaks for a country."""
        if country is None:
            return 0
        return self.counts.get(country, 0) + (2 if country in self.actors else 0)


def list_options(name: str, lexicon: Lexicon) -> tuple[PlaceRow, ...]:
    """The places of a name that the place table and the actor dictionaries have."""
    rows = list(find_places(name))
    words = name.split()
    for match in lexicon.names.find(lexicon.forms.list_forms(words)):
        if match.end - match.start != len(words) or match.suffix is not None:
            continue
        for index, form, _ in match.leaves:
            record = lexicon.actors[index]
            kind = _ENTRY_KINDS.get(record.kind)
            country, _ = split_code(code_on(record, None))
            known = any(row.country == country and (row.kind == "country") == (kind == "country") for row in rows)
            if kind is not None and form in (FULL, ALONE) and country is not None and not known:
                rows.append(PlaceRow(record.name, kind, country, None, None, None, ()))
    return tuple(rows)


def fineness(name: str, lexicon: Lexicon) -> int | None:
    """How fine the places of a name are, 0 for towns; those that no table of ours has are taken for towns. None for no name."""
    options = list_options(name, lexicon)
    if options:
        return min(_FINENESS[row.kind] for row in options)
    return 0 if name[:1].isupper() else None


def country_named(match: NameMatch, lexicon: Lexicon, *, only_states: bool = False) -> str | None:
    """The country that a name stands for: a state, a demonym or a place in it."""
    for index, _, _ in match.leaves:
        record = lexicon.actors[index]
        if record.kind == "country" or (not only_states and record.kind in _ENTRY_KINDS):
            return split_code(code_on(record, None))[0]
    return None


def count_countries(named: Sequence[tuple[int, str]], lexicon: Lexicon) -> Counter[str]:
    """How often an article names each country, by entries and the forms of their names.

    Names of places in several countries say nothing; the names of their people do ("Georgian").
    """
    counts: Counter[str] = Counter()
    for (index, form), number in Counter(named).items():
        record = lexicon.actors[index]
        country, _ = split_code(code_on(record, None))
        is_place = record.kind in _ENTRY_KINDS and form != DEMONYM
        if country is not None and not (is_place and is_ambiguous(record.name, lexicon)):
            counts[country] += number
    return counts


def entry_place(match: NameMatch, lexicon: Lexicon) -> tuple[ActorRecord, int] | None:
    """The first entry of a name that is a place, and how fine that is."""
    for index, form, _ in match.leaves:
        record = lexicon.actors[index]
        if record.kind in _ENTRY_KINDS and form != SHORT:
            return record, _FINENESS[record.kind]
    return None


def is_ambiguous(name: str, lexicon: Lexicon) -> bool:
    """Whether places of a name lie in several countries."""
    return len({row.country for row in list_options(name, lexicon)}) > 1


def settle_mention(
    mention: Mention, count: Callable[[], Mapping[str, int]], lexicon: Lexicon, gazetteer: Gazetteer | None
) -> Mention:
    """A mention with its place settled, or without one. `count` tells how often the article names each country."""
    place = mention.place
    if place is None:
        return mention
    sides = tuple(side for side in (mention.source, mention.target) if side is not None)

    def weigh() -> Evidence:
        named = (side.country for side in sides if _names_country(side, place, lexicon))
        return Evidence(count(), frozenset(country for country in named if country is not None))

    settled = settle(place, weigh, lexicon, gazetteer)
    if settled is not None and place.basis is PlaceBasis.DATELINE:
        is_talk = mention.code[:2] in lexicon.grammar.talk_roots
        there = sides if not is_talk else tuple(side for side in sides if side is mention.source)
        settled = settled if _may_be_dateline(settled, there) else None
    return mention._replace(place=settled)


def _names_country(side: Actor, place: Place, lexicon: Lexicon) -> bool:
    """Whether the words of a side name its country, by another name than the one whose country is asked for."""
    words = side.text.replace("’", "'").replace("'s", " ").split()
    for match in lexicon.names.find(lexicon.forms.list_forms(words)):
        if " ".join(words[match.start : match.end]) == place.name:
            continue
        if any(split_code(code_on(lexicon.actors[index], None))[0] == side.country for index, _, _ in match.leaves):
            return True
    return False


def _may_be_dateline(place: Place, sides: Sequence[Actor]) -> bool:
    """Where the reporter sits is where it happened only if a side is of that country, or none is of any; of talk, who talks."""
    countries = {side.country for side in sides if side.country is not None}
    return place.country in countries if countries else any(_is_role(side) for side in sides)


def _is_role(side: Actor) -> bool:
    """Whether a side is known by its role alone ("COP"), and no body of several states either."""
    return side.code is not None and side.country is None and side.code == "".join(side.roles)


def settle(place: Place, weigh: Callable[[], Evidence], lexicon: Lexicon, gazetteer: Gazetteer | None) -> Place | None:
    """The place that a name means, with what is known of it; None where that is not clear. Evidence is weighed only at need."""
    options = list_options(place.name, lexicon)
    if place.choice is PlaceChoice.STATED:
        options = tuple(row for row in options if row.country == place.country)
        if not options and gazetteer is not None:
            options = gazetteer.find(place.name, place.country)
        return _make(place, options, PlaceChoice.STATED, gazetteer)
    countries = {row.country for row in options}
    if len(countries) == 1:
        return _make(place, options, PlaceChoice.ONLY, gazetteer)
    if not options:
        options = () if gazetteer is None else gazetteer.find(place.name)
        countries = {row.country for row in options}
    evidence = weigh()
    country = _clear_country(countries, evidence)
    if country is None:
        return _make(place, _prominent(options, evidence), PlaceChoice.PROMINENT, gazetteer)
    chosen = tuple(row for row in options if row.country == country)
    if _is_doubtful(chosen, options, evidence):
        return None
    choice = PlaceChoice.ACTORS if country in evidence.actors else PlaceChoice.ARTICLE
    return _make(place, chosen, choice, gazetteer)


def _clear_country(countries: set[str | None], evidence: Evidence) -> str | None:
    """The country for which clearly more speaks than for any other of them."""
    ranked = sorted(((evidence.weight(country), country or "") for country in countries), reverse=True)
    if not ranked or ranked[0][0] == 0:
        return None
    if len(ranked) > 1 and ranked[0][0] < _CLEARLY * ranked[1][0]:
        return None
    return ranked[0][1] or None


def _prominent(options: Sequence[PlaceRow], evidence: Evidence) -> tuple[PlaceRow, ...]:
    """The one state, else the one capital, of a name, where the article names none of the countries of the others."""
    if any(evidence.weight(row.country) for row in options):
        return ()
    for kind in ("country", "capital"):
        rows = tuple(row for row in options if row.kind == kind)
        if rows:
            return rows
    return ()


def _is_doubtful(chosen: Sequence[PlaceRow], options: Sequence[PlaceRow], evidence: Evidence) -> bool:
    """A state and another's province of one name (Georgia): the province only where the article names no other country."""
    if all(row.kind == "country" for row in chosen) or not any(row.kind == "country" for row in options):
        return False
    return any(country != chosen[0].country for country, number in evidence.counts.items() if number)


def _make(place: Place, options: Sequence[PlaceRow], choice: PlaceChoice, gazetteer: Gazetteer | None) -> Place | None:
    """A settled place: the finest of the options, if there is one finest."""
    ranked = sorted(options, key=lambda row: _FINENESS[row.kind])
    if not ranked or (len(ranked) > 1 and ranked[0].kind == ranked[1].kind):
        return None
    row = ranked[0] if gazetteer is None else gazetteer.complete(ranked[0])
    return Place(
        row.name, row.country, place.basis, row.admin1, row.geonames_id, row.latitude, row.longitude, PlaceKind(row.kind),
        choice, place.text, place.start, place.end,
    )  # fmt: skip


def place_of_dateline(dateline: str | None, lexicon: Lexicon) -> Place | None:
    """The place that a dateline names ("LONDON, May 30"; "TRIPOLI, Lebanon"), not settled yet.

    Its country is the one that it states, else that of the dictionaries.
    """
    parts = [_soften(part.split()) for part in (dateline or "").split(",")]
    name = " ".join(_until_bracket(parts[0]))
    if not name:
        return None
    for words in parts[1:2]:
        for match in lexicon.names.find(lexicon.forms.list_forms(words)):
            country = country_named(match, lexicon, only_states=True)
            if match.start == 0 and country is not None:
                return Place(name, country, PlaceBasis.DATELINE, choice=PlaceChoice.STATED)
    known = (entry_place(match, lexicon) for match in lexicon.names.find(lexicon.forms.list_forms(name.split())))
    country = next((split_code(code_on(found[0], None))[0] for found in known if found is not None), None)
    return Place(name, country, PlaceBasis.DATELINE)


def _until_bracket(words: Sequence[str]) -> Sequence[str]:
    """The words of a place: what follows in brackets or after a dash is the agency."""
    return tuple(word.rstrip(":") for word in itertools.takewhile(lambda word: word[:1] not in "(-–—:", words))


def _soften(words: Sequence[str]) -> list[str]:
    return [word.title() if word.isupper() and len(word) > 3 else word for word in words]
