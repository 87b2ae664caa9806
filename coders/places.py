"""Places: where an event happened, as far as the sentence or the dateline says.

In come a parse, the clause of an event and the article's dateline; out goes a `Place` or None. Only dictionary places
(countries, capitals, cities, regions) and names of the place table in a locative phrase count.
"""

from __future__ import annotations

from collections.abc import Iterable

from ..schema.enums import PlaceBasis
from ..schema.records import Place
from .actor_codes import code_on, split_code
from .clauses import Clause
from .groups import Group
from .lexicon import Lexicon
from .names import SHORT
from .parses import Parse
from .place_table import find_places

_LOCATIVE = frozenset({"in", "at", "near", "inside", "outside", "across", "around", "throughout", "within"})
_PLACE_KINDS = frozenset({"country", "capital", "city", "region"})
_FINE = {"city": 0, "capital": 0, "region": 1, "country": 2}


def find_place(parse: Parse, lexicon: Lexicon, clause: Clause | None, dateline: Place | None) -> Place | None:
    """The place of an event: a locative phrase of its clause, else of its sentence, else the dateline."""
    if clause is not None:
        found = _finest(parse, lexicon, (group for prep, group in clause.preps if prep in _LOCATIVE), PlaceBasis.CLAUSE)
        if found is not None:
            return found
    phrases = (group for group in parse.groups if group.kind == "N" and group.prep in _LOCATIVE)
    return _finest(parse, lexicon, phrases, PlaceBasis.SENTENCE) or dateline


def _finest(parse: Parse, lexicon: Lexicon, groups: Iterable[Group], basis: PlaceBasis) -> Place | None:
    best: Place | None = None
    rank = 9
    for group in groups:
        match = parse.name_at.get(group.head)
        if match is None and parse.tags[group.head] == "p" and rank > 0:
            rows = find_places(parse.slice(group.start, group.end))
            if len(rows) == 1 and rows[0].country is not None:
                best, rank = locate(rows[0].name, rows[0].country, basis), 0
        if match is None or match.is_agent or match.suffix is not None:
            continue
        for index, form, _ in match.leaves:
            record = lexicon.actors[index]
            if record.kind in _PLACE_KINDS and form != SHORT and _FINE[record.kind] < rank:
                country, _ = split_code(code_on(record, None))
                best, rank = locate(record.name, country, basis), _FINE[record.kind]
                break
    return best


def locate(name: str, country: str | None, basis: PlaceBasis) -> Place:
    """A place with what the table knows of it: nothing where several places of the country bear the name, or none."""
    rows = [row for row in find_places(name) if row.country == country]
    if len(rows) != 1:
        return Place(name, country, basis)
    row = rows[0]
    return Place(name, country, basis, row.admin1, None, row.latitude, row.longitude)


def place_of_dateline(dateline: str | None, lexicon: Lexicon) -> Place | None:
    """The place that a dateline names ("LONDON, May 30"), if the dictionaries know it."""
    if not dateline:
        return None
    words = [
        word.title() if word.isupper() and len(word) > 3 else word for word in dateline.replace(",", " , ").split()
    ]
    for match in lexicon.names.find(lexicon.forms.list_forms(words)):
        for index, form, _ in match.leaves:
            record = lexicon.actors[index]
            if record.kind in _PLACE_KINDS and form != SHORT:
                country, _ = split_code(code_on(record, None))
                return locate(record.name, country, PlaceBasis.DATELINE)
    return None
