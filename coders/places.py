"""Places: the words of a sentence that say where an event happened.

In come a parse, the clause and the trigger of an event; out goes a `Place` that holds the words and what they rest on, but is
not settled yet: which place of that name is meant is decided in `place_choices`, when the whole article is known. A
phrase counts where it belongs to the act: in "condemned the attack in Herat" nobody condemns in Herat. The place of the story is
deliberately not the place of the event: no place rather than a wrong one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..schema.enums import PlaceBasis, PlaceChoice
from ..schema.records import Place
from .actor_codes import code_on, split_code
from .clauses import Clause
from .grammar import Grammar
from .groups import Group
from .lexicon import ActorRecord, Lexicon
from .parses import Parse
from .place_choices import country_named, entry_place, fineness, is_ambiguous
from .place_table import find_places

_INNER = frozenset({"infinitive", "gerund", "participle", "reduced", "relative"})
_DEEPEST = 8


def find_place(
    parse: Parse, lexicon: Lexicon, clause: Clause | None, root: str, trigger: tuple[int, int]
) -> Place | None:
    """The finest place in the phrases of an event's clause, else in those of clauses that belong to it. Not settled."""
    grammar = lexicon.grammar
    if clause is None:
        return _finest(parse, lexicon, _phrases_of_noun(parse, trigger), PlaceBasis.CLAUSE)
    is_talk = root in grammar.talk_roots
    own = (
        group
        for prep, group in clause.preps
        if prep in grammar.locative_preps and not (is_talk and _is_of_thing(parse, group))
    )
    found = _finest(parse, lexicon, own, PlaceBasis.CLAUSE)
    if found is not None or is_talk:
        return found
    return _finest(parse, lexicon, _phrases_around(parse, clause, grammar), PlaceBasis.SENTENCE)


def find_home(parse: Parse, lexicon: Lexicon, clause: Clause | None, dateline: Place | None) -> Place | None:
    """The place, with its country, that may tell whose a side is that is named by its role alone.

    It is looked for more widely than the place of the event, which may be elsewhere.
    """
    preps = lexicon.grammar.locative_preps
    if clause is not None:
        own = (group for prep, group in clause.preps if prep in preps)
        found = _finest_known(parse, lexicon, own, PlaceBasis.CLAUSE)
        if found is not None:
            return found
    phrases = (group for group in parse.groups if group.kind == "N" and group.prep in preps)
    return _finest_known(parse, lexicon, phrases, PlaceBasis.SENTENCE) or dateline


def _finest_known(parse: Parse, lexicon: Lexicon, groups: Iterable[Group], basis: PlaceBasis) -> Place | None:
    """The finest place of the dictionaries, else one that the place table has once."""
    best: Place | None = None
    rank = 99
    for group in groups:
        match = parse.name_at.get(group.head)
        if match is None and parse.tags[group.head] == "p" and rank > 0:
            rows = find_places(parse.slice(group.start, group.end))
            if len(rows) == 1 and rows[0].country is not None:
                best, rank = Place(rows[0].name, rows[0].country, basis), 0
        if match is None or match.is_agent or match.suffix is not None:
            continue
        known = entry_place(match, lexicon)
        if known is not None and known[1] < rank and not _is_one_of_many(known[0], lexicon):
            best, rank = Place(known[0].name, split_code(code_on(known[0], None))[0], basis), known[1]
    return best


def _is_one_of_many(record: ActorRecord, lexicon: Lexicon) -> bool:
    """Whether a town has namesakes in other countries; states and capitals stand for themselves."""
    return record.kind not in ("country", "capital") and is_ambiguous(record.name, lexicon)


def _is_of_thing(parse: Parse, group: Group) -> bool:
    """Whether a phrase may hang on a noun that is nobody: "the attack in Herat", and not "told reporters in Cairo"."""
    return group.owner is not None and group.owner.head not in parse.name_at


def _phrases_of_noun(parse: Parse, trigger: tuple[int, int]) -> Iterator[Group]:
    """The locative phrases that hang on the noun that names the act."""
    for group in parse.groups:
        if group.kind == "N" and trigger[0] <= group.head < trigger[1]:
            yield from (inner for prep, inner in group.preps)


def _phrases_around(parse: Parse, clause: Clause, grammar: Grammar) -> Iterator[Group]:
    """The locative phrases of clauses that tell of the same act, and those that no clause has."""
    owners = {id(group): other for other in parse.clauses for _, group in other.preps}
    for group in parse.groups:
        if group.kind != "N" or group.prep not in grammar.locative_preps:
            continue
        owner = owners.get(id(group))
        if owner is None or owner is clause or _tells_of(clause, owner, grammar):
            yield group


def _tells_of(clause: Clause, owner: Clause, grammar: Grammar) -> bool:
    """Whether the place of one clause is that of the other: one is a participle, relative or the like of the other, or they share a subject."""
    if owner.lemma in grammar.speech_verbs:
        return False
    if owner.parent is clause.parent and owner.relation == clause.relation and (owner.shared or clause.shared):
        return owner.verb.start < clause.verb.start
    return _hangs_on(owner, clause) or _hangs_on(clause, owner)


def _hangs_on(inner: Clause, outer: Clause) -> bool:
    step = inner
    for _ in range(_DEEPEST):
        if step.relation not in _INNER or step.parent is None:
            return False
        step = step.parent
        if step is outer:
            return True
    return False


def _finest(parse: Parse, lexicon: Lexicon, groups: Iterable[Group], basis: PlaceBasis) -> Place | None:
    """The phrase that names the finest place, of several the first."""
    best: Place | None = None
    rank = 99
    for group in groups:
        for start, end, country in _names_in(parse, lexicon, group):
            name = parse.slice(start, end)
            found = fineness(name, lexicon)
            if found is not None and found < rank:
                low, high = parse.starts[start], parse.ends[end - 1]
                choice = None if country is None else PlaceChoice.STATED
                best, rank = Place(name, country, basis, choice=choice, text=name, start=low, end=high), found
                break
    return best


def _names_in(parse: Parse, lexicon: Lexicon, group: Group) -> Iterator[tuple[int, int, str | None]]:
    """The names that may be the place of a phrase, with the country that is stated with them.

    "Herat"; "the Lebanese port of Tripoli"; "Kabul airport". A group's last name comes first.
    """
    place_nouns = lexicon.grammar.place_nouns
    if group.lemma in place_nouns:
        for prep, inner in group.preps:
            if prep in ("of", "in"):
                country = _modifier_country(parse, lexicon, group)
                yield from ((start, end, stated or country) for start, end, stated in _names_in(parse, lexicon, inner))
    elif parse.tags[group.head] != "p" and group.head not in parse.name_at:
        return
    for first in range(group.start, group.end - 1):
        if find_places(parse.slice(first, group.end)):
            yield first, group.end, _stated_after(parse, lexicon, group.end)
            return
    run = _name_before(parse, group, group.head if group.lemma in place_nouns else group.head + 1)
    if run is not None:
        yield (*run, _stated_after(parse, lexicon, group.end) or _possessor_country(parse, lexicon, group))


def _name_before(parse: Parse, group: Group, end: int) -> tuple[int, int] | None:
    """The run of capitals of a group that ends at `end`: a dictionary name, or proper names side by side."""
    match = parse.name_at.get(end - 1)
    if match is not None and match.end <= end:
        return None if match.is_agent or match.suffix is not None else (match.start, match.end)
    start = end
    while start > group.start and parse.tags[start - 1] == "p" and start - 1 not in parse.name_at:
        start -= 1
    return (start, end) if start < end else None


def _modifier_country(parse: Parse, lexicon: Lexicon, group: Group) -> str | None:
    """ "the Lebanese port": the country of the modifiers of a noun."""
    for index in range(group.start, group.head):
        if index in parse.name_at:
            return country_named(parse.name_at[index], lexicon)
    return None


def _possessor_country(parse: Parse, lexicon: Lexicon, group: Group) -> str | None:
    """ "Pakistan's Hyderabad": the country of the possessor."""
    owner = group.possessor
    match = None if owner is None else parse.name_at.get(owner.head)
    return None if match is None else country_named(match, lexicon)


def _stated_after(parse: Parse, lexicon: Lexicon, end: int) -> str | None:
    """ "Tripoli, Lebanon": the country that stands after the name and a comma."""
    if end + 1 >= len(parse.surfaces) or parse.surfaces[end] != ",":
        return None
    match = parse.name_at.get(end + 1)
    if match is None or match.start != end + 1:
        return None
    after = parse.surfaces[match.end] if match.end < len(parse.surfaces) else ""
    return country_named(match, lexicon, only_states=True) if after in ("", ",", ".", ";", ")") else None
