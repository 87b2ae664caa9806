"""Actors: which actor a noun group stands for.

In come a parse, the lexicon, the date and what the article has named so far; out go `Actor` records: dictionary names with
the code of the date, agents composed with their country, compounds, pronouns, and proper names that no entry knows (code
None). Which group fills which slot of an event is the business of the action stage.
"""

from __future__ import annotations

import datetime
import functools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from ..schema.enums import SlotRank
from ..schema.records import Actor
from .groups import Group
from .lexicon import ActorRecord, Lexicon
from .names import DEMONYM, SHORT, NameMatch
from .parses import Parse

ROLE_ORDER = (
    "GOV", "MIL", "COP", "JUD", "LEG", "SPY", "PTY", "OPP", "REB", "INS", "SEP", "UAF", "SET", "PKO", "EDU", "BUS", "LAB", "MED", "HLH", "AGR",
    "DEV", "ENV", "HRI", "REF", "CVL", "CRM", "ELI", "RAD", "MOD",
)  # fmt: skip
_ROLES = frozenset(ROLE_ORDER)
_KINDS = frozenset({"IGO", "NGO", "NGM", "IMG", "MNC", "INT", "UIS"})
_FAITHS = frozenset({"MOS", "CHR", "JEW", "HIN", "BUD", "SIK"})
_WEAK_HEADS = frozenset({"GOV", "", "CVL", "ELI"})
_ARMED = frozenset({"REB", "INS", "SEP", "PKO", "COP", "UAF", "CRM", "SPY", "SET"})
_COUNTRY_PREPS = ("of", "for", "in", "from", "at", "near")
_INNER_PREPS = ("by", "of", "from", "against", "with", "on", "to", "for", "in", "at", "between", "into", "over", "near", "toward", "towards", "among")
_FORMER = frozenset({"former", "ex", "late", "ousted", "deposed", "one-time", "onetime", "ex-president", "retired", "then-president"})
_PRONOUN_GENDER = {
    "he": "m", "him": "m", "his": "m", "himself": "m", "she": "f", "her": "f", "hers": "f", "herself": "f",
    "it": "n", "its": "n", "itself": "n", "they": "p", "them": "p", "their": "p", "theirs": "p", "themselves": "p",
}  # fmt: skip
_POINTERS = frozenset({"latter", "former", "two", "both", "side"})
_DEFINITE = frozenset({"the", "both", "this", "these", "those"})
_FIRST = frozenset({"we", "i", "us", "me", "our", "my", "ourselves", "myself"})


@dataclass(slots=True)
class Discourse:
    """What an article has named so far, newest last, and the entries whose short names may stand alone."""

    seen: set[int] = field(default_factory=set)
    history: list[tuple[Actor, str, bool]] = field(default_factory=list)
    unresolved: dict[str, Actor] = field(default_factory=dict)


@functools.lru_cache(maxsize=8192)
def split_code(code: str) -> tuple[str | None, tuple[str, ...]]:
    """Country and roles of an actor code: `LBYMIL` is (`LBY`, (`MIL`,)). Kinds of international actors are no country."""
    groups = [code[i : i + 3] for i in range(0, len(code), 3)]
    if not groups:
        return None, ()
    if groups[0] in _KINDS or groups[0] in _ROLES or groups[0] in _FAITHS:
        return None, tuple(group for group in groups if group in _ROLES)
    return groups[0], tuple(group for group in groups[1:] if group in _ROLES)


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


class Resolver:
    """Resolves the noun groups of one sentence. Memoised on the groups."""

    __slots__ = ("_ambiguous", "date", "discourse", "lexicon", "parse", "span_tokens")

    def __init__(self, lexicon: Lexicon, parse: Parse, date: datetime.date | None, discourse: Discourse | None) -> None:
        self.lexicon = lexicon
        self.parse = parse
        self.date = date
        self.discourse = discourse
        self.span_tokens: dict[int, tuple[int, int]] = {i: run for run in parse.runs for i in range(*run)}

    # --------------------------------------------------------------------------------------------------- whole groups

    def side(self, group: Group, depth: int = 0) -> tuple[Actor, ...]:
        """The actors that a group in a slot stands for: its head, else possessor, modifier, inner phrase."""
        found = self.heads(group)
        if found or depth > 2:
            return found
        if group.possessor is not None:
            found = self.side(group.possessor, depth + 1)
            if found:
                return tuple(_ranked(actor, SlotRank.POSSESSOR) for actor in found)
        modifier = None if group.lemma in self.lexicon.grammar.idle_heads else self.modifier(group)
        if modifier is not None:
            return (modifier,)
        return self.inner(group, depth)

    def inner(self, group: Group, depth: int = 0) -> tuple[Actor, ...]:
        """The actors in the prepositional phrases of a group, by the order of prepositions."""
        for wanted in _INNER_PREPS:
            for prep, filler in group.preps:
                if prep == wanted:
                    found = self.side(filler, depth + 1)
                    if found:
                        return tuple(_ranked(actor, SlotRank.INNER_PP) for actor in found)
        return ()

    def heads(self, group: Group) -> tuple[Actor, ...]:
        """The actors that the head of the group, or of its conjuncts, names."""
        if group.memo is not None:
            return group.memo  # type: ignore[return-value]
        group.memo = ()
        members = group.conjuncts if group.conjuncts is not None else (group,)
        found: list[Actor] = []
        for member in members:
            found.extend(self.member(member))
        if len(members) > 1 and len(found) > 1:
            found = self.shared_head(members, found)
        elif len(found) == 1 and self.parse.tags[group.head] == "s":
            found = self.shared_owner(group, found)
        if not found and self.lexicon is not None:
            measured = self.measured(group)
            if measured is not None:
                found.extend(self.heads(measured))
        group.memo = tuple(found)
        return group.memo

    def shared_head(self, members: Sequence[Group], found: list[Actor]) -> list[Actor]:
        """ "the Greek and Turkish foreign ministers": adjectives before the last member share its head."""
        last = members[-1]
        match = self.parse.name_at.get(last.head)
        if match is None or match.is_agent is False or self.parse.tags[last.head] != "s" or len(found) != len(members):
            return found
        roles = found[-1].roles
        return [
            self.make(member, join_code(actor.code, roles), actor.name, actor.entry)
            if actor.code is not None and actor.code == actor.country and self.is_adjective(member)
            else actor
            for member, actor in zip(members, found, strict=True)
        ]

    def is_adjective(self, group: Group) -> bool:
        match = self.parse.name_at.get(group.head)
        return match is not None and any(leaf[1] == DEMONYM for leaf in match.leaves) and self.parse.tags[group.head] in "jp"

    def shared_owner(self, group: Group, found: list[Actor]) -> list[Actor]:
        """ "the presidents of Kenya and Uganda": one actor for each owner."""
        for prep, filler in group.preps:
            if prep == "of" and filler.conjuncts is not None and self.is_agent(group):
                owners = [actor for actor in self.heads(filler) if actor.code is not None]
                if len(owners) > 1:
                    return [found[0]._replace(code=code, country=split_code(code)[0], roles=split_code(code)[1], name=found[0].name) for code in (join_code(owner.code or "", found[0].roles) for owner in owners)]
        return found

    def measured(self, group: Group) -> Group | None:
        """"dozens of soldiers": what a measure noun measures."""
        if group.preps and group.preps[0][0] == "of" and (group.lemma in self.lexicon.grammar.measure_nouns or group.tag == "#"):
            return group.preps[0][1]
        return None

    def member(self, group: Group) -> tuple[Actor, ...]:
        run = self.run_of(group)
        if run is not None:
            return (self.given(group, run),)
        tag = self.parse.tags[group.head]
        if tag in "ro" or group.lemma in _POINTERS:
            return self.pronoun(group)
        actor = self.head(group)
        if (actor is None or (actor.country is None and actor.code in _ROLES)) and self.parse.tagged.lowers[group.start] in _DEFINITE:
            described = self.described(group, actor)
            if described:
                return described
        if group.apposition is not None and (actor is None or actor.entry is None or actor.code is None or self.is_agent(group)):
            other = self.member(group.apposition)
            if len(other) == 1 and (other[0].entry is not None and other[0].code is not None):
                if actor is None or actor.code is None or not self.is_agent(group.apposition):
                    return (self.spanned(other[0], group),)
        if actor is not None and group.apposition is not None and group.apposition.tag in "pX":
            return (self.spanned(actor, group),)
        return () if actor is None else (actor,)

    def spanned(self, actor: Actor, group: Group) -> Actor:
        last = group if group.apposition is None else group.apposition
        first = group if group.possessor is None else group.possessor
        start, end = self.parse.starts[first.start], self.parse.ends[max(last.end, group.end) - 1]
        return Actor(actor.code, actor.country, actor.roles, actor.name, actor.entry, self.parse.text[start:end], start, end, actor.rank)

    def is_agent(self, group: Group) -> bool:
        match = self.parse.name_at.get(group.head)
        return match is not None and match.is_agent

    # ------------------------------------------------------------------------------------------------------ given spans

    def run_of(self, group: Group) -> tuple[int, int] | None:
        """The given span that covers the head of the group, or that ends it."""
        if not self.span_tokens:
            return None
        run = self.span_tokens.get(group.head)
        if run is None and group.end - 1 in self.span_tokens:
            run = self.span_tokens[group.end - 1]
        return run

    def given(self, group: Group, run: tuple[int, int]) -> Actor:
        """A span that the caller gave is an actor; its code is what the dictionaries make of its words."""
        start, end = self.parse.starts[run[0]], self.parse.ends[run[1] - 1]
        inside = Group("N", run[0], run[1], group.head if run[0] <= group.head < run[1] else run[1] - 1, "")
        inside.possessor = group.possessor
        actor = self.head(inside) or self.modifier(inside, guided=False)
        text = self.parse.text[start:end]
        if actor is None:
            return Actor(None, None, (), text, None, text, start, end, SlotRank.HEAD)
        return Actor(actor.code, actor.country, actor.roles, actor.name, actor.entry, text, start, end, SlotRank.HEAD)

    # ----------------------------------------------------------------------------------------------------------- heads

    def head(self, group: Group) -> Actor | None:
        """The actor that the head names by itself: a dictionary name, an agent, or an unknown proper name."""
        parse = self.parse
        match = parse.name_at.get(group.head)
        if match is not None and match.suffix is None:
            if match.is_agent:
                return self.compose(group, match)
            if match.agent is not None:
                base = self.base_of(group, match)
                if base is not None and base.country is not None:
                    return self.compose(group, match)
            index = self.choose(match)
            if index is not None:
                return self.named(group, match, index)
        if parse.tags[group.head] == "p" and (match is None or match.suffix is not None or self.choose(match) is None):
            return self.unknown(group)
        return None

    def choose(self, match: NameMatch) -> int | None:
        """The entry that a match stands for: short names want their full name before; of several the first that fits the date."""
        fitting = []
        for index, form, _ in match.leaves:
            if form == SHORT and (self.discourse is None or index not in self.discourse.seen):
                continue
            fitting.append(index)
        if len(fitting) <= 1:
            return fitting[0] if fitting else None
        if self.discourse is not None:
            known = [index for index in fitting if index in self.discourse.seen]
            if len(known) == 1:
                return known[0]
        plain = [index for index in fitting if self.lexicon.actors[index].kind != "agent"]
        current = [index for index in plain if self.in_office(index)]
        return (current or plain or fitting)[0]

    def in_office(self, index: int) -> bool:
        if self.date is None:
            return any(high is None for _, _, high in self.lexicon.actors[index].codes)
        return any((low is None or low <= self.date) and (high is None or self.date < high) for _, low, high in self.lexicon.actors[index].codes)

    def named(self, group: Group, match: NameMatch, index: int) -> Actor:
        record = self.lexicon.actors[index]
        code = code_on(record, self.date)
        if self.discourse is not None:
            self.discourse.seen.add(index)
        return self.make(group, code, record.name, record.id)

    def unknown(self, group: Group) -> Actor | None:
        """A proper name that no entry knows; a title before it ("Foreign Minister X") gives it the title's code."""
        parse = self.parse
        start = group.head
        while start > group.start and (parse.tags[start - 1] == "p" or parse.tags[start - 1] == "#") and start - 1 not in parse.name_at:
            start -= 1
        before = parse.name_at.get(start - 1) if start > group.start else None
        name = parse.slice(start, group.head + 1)
        if before is not None and before.is_agent:
            actor = self.compose(group, before)
            if actor is not None:
                named = Actor(actor.code, actor.country, actor.roles, name, actor.entry, actor.text, actor.start, actor.end, actor.rank)
                if self.discourse is not None:
                    self.discourse.unresolved[name] = self.discourse.unresolved[name.rsplit(" ", 1)[-1]] = named
                return named
        if self.discourse is not None:
            known = self.discourse.unresolved.get(name) or self.discourse.unresolved.get(name.rsplit(" ", 1)[-1])
            if known is not None:
                return self.spanned(known, group)
        return self.make(group, None, name, None)

    def make(self, group: Group, code: str | None, name: str | None, entry: str | None, rank: SlotRank = SlotRank.HEAD) -> Actor:
        parse = self.parse
        first = group if group.possessor is None else group.possessor
        start, end = parse.starts[first.start], parse.ends[group.end - 1]
        country, roles = (None, ()) if code is None else split_code(code)
        return Actor(code, country, roles, name, entry, parse.text[start:end], start, end, rank)

    # ------------------------------------------------------------------------------------------------------ composition

    def compose(self, group: Group, match: NameMatch) -> Actor | None:
        """An agent noun with its country: "the Egyptian president", "police in Turkey", "Chad's army"."""
        record = self.lexicon.actors[match.leaves[0][0] if match.agent is None else match.agent]
        role = self.role_of(group, match, record.codes[0][0])
        base = self.base_of(group, match)
        if group.lemma == "counterpart" and base is not None and self.parse.tags[group.start] == "$":
            owner = self.antecedent(_PRONOUN_GENDER.get(self.parse.tagged.lowers[group.start], ""), group, owner=True)
            role = "" if owner is None else "".join(owner.roles[:1])
        if self.is_former(group, match):
            role = "ELI"
        if base is None and role == "":
            return None
        code = join_code(base.code or "", (role[i : i + 3] for i in range(0, len(role), 3))) if base is not None else role
        if not code:
            return None
        name = None if base is None else base.name
        return self.make(group, code, name if name is not None and role == "" else self.parse.slice(match.start, match.end), record.id)

    def role_of(self, group: Group, match: NameMatch, role: str) -> str:
        """"rebel leader", "opposition fighters": the specific noun before a general one gives the role."""
        index = match.start - 1
        name_at = self.parse.name_at
        while index >= group.start:
            before = name_at.get(index)
            if before is not None and before.is_agent:
                other = self.lexicon.actors[before.leaves[0][0]].codes[0][0]
                if other and (role in _WEAK_HEADS or (role == "MIL" and other[:3] in _ARMED)):
                    return other
                index = before.start - 1
                continue
            index -= 1
        return role

    def base_of(self, group: Group, match: NameMatch) -> Actor | None:
        """The country or organisation of an agent: modifier, possessor, "of" or "in" phrase."""
        found = self.modifier(group, match.start)
        if found is not None and found.code is not None:
            return found
        if self.parse.lemmas[match.end - 1] in self.lexicon.grammar.other_parties:
            return None
        if group.possessor is not None:
            owners = self.heads(group.possessor) or self.side(group.possessor, 1)
            if owners and owners[0].code is not None:
                return owners[0]
        own = self.possessive_pronoun(group)
        if own is not None:
            return own
        wanted_preps = _COUNTRY_PREPS if group.lemma not in self.lexicon.grammar.to_principals else (*_COUNTRY_PREPS, "to")
        for wanted in wanted_preps:
            for prep, filler in group.preps:
                if prep == wanted:
                    found_heads = self.heads(filler) or ((self.modifier(filler),) if self.modifier(filler) is not None else ())
                    if found_heads and found_heads[0] is not None and found_heads[0].code is not None:
                        return found_heads[0] if wanted in ("of", "for", "to") else _country_only(found_heads[0])
        return None

    def possessive_pronoun(self, group: Group) -> Actor | None:
        """"his forces", "its army": the owner is who the pronoun stands for."""
        if self.parse.tags[group.start] != "$":
            return None
        if self.parse.tagged.lowers[group.start] in _FIRST:
            speakers = self.speaker(group)
            return speakers[0] if speakers and speakers[0].code is not None else None
        found = self.antecedent(_PRONOUN_GENDER.get(self.parse.tagged.lowers[group.start], ""), group, owner=True)
        return None if found is None or found.code is None else found

    def modifier(self, group: Group, before: int | None = None, guided: bool = True) -> Actor | None:
        """The actor among the words before the head ("Turkish airstrikes", "a US court decision"): the last but one wins over none."""
        limit = group.head if before is None else before
        if guided and self.span_tokens:
            for index in range(group.end - 1, group.start - 1, -1):
                run = self.span_tokens.get(index)
                if run is not None and before is None:
                    return _ranked(self.given(group, run), SlotRank.MODIFIER)
        name_at = self.parse.name_at
        best: Actor | None = None
        index = group.start
        while index < limit:
            match = name_at.get(index)
            if match is None or match.is_agent or match.suffix in ("backed", "born", "speaking", "style", "made", "language"):
                index += 1
                continue
            entry = self.choose(match)
            if entry is not None:
                record = self.lexicon.actors[entry]
                code = code_on(record, self.date)
                start, end = self.parse.starts[match.start], self.parse.ends[match.end - 1]
                country, roles = split_code(code)
                found = Actor(code, country, roles, record.name, record.id, self.parse.text[start:end], start, end, SlotRank.MODIFIER)
                if best is None or (best.roles == () and (roles or len(code) > 3)):
                    best = found
            index = match.end
        return best

    def own(self, group: Group) -> tuple[Actor, ...]:
        """Who a nominal act belongs to by its modifiers: "US-China talks" has two, "its attack" the antecedent."""
        for index in range(group.start, group.head):
            match = self.parse.name_at.get(index)
            if match is not None and match.suffix is not None:
                second = self.lexicon.names.find([match.suffix.title()], [match.suffix])
                first = self.modifier(group)
                entry = self.choose(second[0]) if second and not second[0].is_agent else None
                if first is not None and entry is not None:
                    return self.joined(first, entry, index)
        actor = self.modifier(group) or self.possessive_pronoun(group)
        return () if actor is None else (actor,)

    def joined(self, first: Actor, entry: int, index: int) -> tuple[Actor, Actor]:
        """The two actors of a hyphened token."""
        start, surface = self.parse.starts[index], self.parse.surfaces[index]
        cut = next(i for i, char in enumerate(surface) if i and not char.isalnum() and char != ".")
        record = self.lexicon.actors[entry]
        code = code_on(record, self.date)
        country, roles = split_code(code)
        second = Actor(
            code, country, roles, record.name, record.id, surface[cut + 1 :], start + cut + 1, start + len(surface), SlotRank.MODIFIER
        )
        return first._replace(text=surface[:cut], start=start, end=start + cut), second

    def is_former(self, group: Group, match: NameMatch) -> bool:
        lowers = self.parse.tagged.lowers
        return any(lowers[i] in _FORMER or lowers[i].startswith("ex-") for i in range(group.start, match.start + 1))

    # --------------------------------------------------------------------------------------------------------- pronouns

    def described(self, group: Group, actor: Actor | None) -> tuple[Actor, ...]:
        """A definite description of somebody named before: "the country", "the two sides", "the minister"."""
        grammar = self.lexicon.grammar
        lowers = self.parse.tagged.lowers[group.start : group.head]
        if group.preps or group.possessor is not None:
            return ()
        if group.lemma in grammar.party_nouns and ("two" in lowers or "both" in lowers):
            return self.last_two(group)
        if group.lemma in grammar.country_nouns and self.parse.tags[group.head] != "s":
            return self.spanning(next((other for other in self.recent(group) if other.country is not None and not other.roles), None), group)
        if actor is not None:
            return self.spanning(
                next((other for other in self.recent(group) if other.country is not None and actor.code in other.roles), None), group
            )
        return ()

    def spanning(self, actor: Actor | None, group: Group) -> tuple[Actor, ...]:
        """An antecedent's identity with the words that stand for it here."""
        return () if actor is None else (_ranked(self.spanned(actor, group), SlotRank.PRONOUN),)

    def recent(self, group: Group) -> Iterator[Actor]:
        """Actors named before a group, the nearest first: in its sentence, then in the article."""
        for other in reversed(self.parse.groups):
            if other.kind == "N" and other.end <= group.start and other is not group and self.parse.tags[other.head] not in "ro":
                yield from self.heads(other)
        if self.discourse is not None:
            for actor, _, _ in reversed(self.discourse.history):
                yield actor

    def last_two(self, group: Group) -> tuple[Actor, ...]:
        """The two parties named last, of two countries or organisations."""
        found: list[Actor] = []
        for actor in self.recent(group):
            if actor.code is not None and (actor.country is not None or len(actor.code) > 3) and all(actor.code[:3] != known.code[:3] for known in found if known.code):
                found.append(actor)
            if len(found) == 2:
                return tuple(_ranked(self.spanned(actor, group), SlotRank.PRONOUN) for actor in reversed(found))
        return ()

    def speaker(self, group: Group) -> tuple[Actor, ...]:
        """Who "we" or "I" is: the subject of the speech verb over the words, else of any in the sentence."""
        speech = self.lexicon.grammar.speech_verbs
        for clause in self.parse.clauses:
            subject = clause.subject
            if clause.lemma in speech and subject is not None and subject is not group and self.parse.tagged.lowers[subject.head] not in _FIRST:
                found = self.side(subject)
                if found:
                    return tuple(_ranked(actor, SlotRank.PRONOUN) for actor in found)
        return ()

    def pronoun(self, group: Group) -> tuple[Actor, ...]:
        if self.parse.tagged.lowers[group.head] in _FIRST:
            return self.speaker(group)
        if group.lemma in ("latter", "former") and group.head > group.start:
            both = self.last_two(group)
            return self.spanning(both[1 if group.lemma == "latter" else 0], group) if both else ()
        if group.lemma in ("two", "both", "side"):
            return self.last_two(group)
        gender = _PRONOUN_GENDER.get(self.parse.tagged.lowers[group.head], "")
        if not gender and group.lemma not in ("latter",):
            return ()
        found = self.antecedent(gender, group)
        return () if found is None else (_ranked(found, SlotRank.PRONOUN),)

    def antecedent(self, gender: str, group: Group, owner: bool = False) -> Actor | None:
        """Who a pronoun stands for: the nearest fitting subject before it in the sentence, else in the article."""
        own = None if owner else self.clause_subject(group)
        fallback: Actor | None = None
        for clause in reversed(self.parse.clauses):
            subject = clause.subject
            if subject is None or subject.start >= group.start or subject is own or self.parse.tags[subject.head] in "ro":
                continue
            for actor in self.heads(subject) if subject.memo != () else ():
                if self.fits(actor, gender, subject):
                    return actor
        for other in reversed(self.parse.groups):
            if other.kind != "N" or other.start >= group.start or other is own or other is group or self.parse.tags[other.head] in "ro":
                continue
            if other.end > group.start:
                continue
            for actor in self.heads(other) if other.memo is None or other.memo else ():
                if actor.code is not None and self.fits(actor, gender, other):
                    fallback = actor
                    break
            if fallback is not None:
                return fallback
        if self.discourse is not None:
            for actor, known, plural in reversed(self.discourse.history):
                if _agrees(gender, known, plural):
                    return actor
        return None

    def remember(self) -> None:
        """Add what this sentence named to the article's history: subjects last, since pronouns go for them first."""
        discourse = self.discourse
        if discourse is None:
            return
        subjects = {id(clause.subject) for clause in self.parse.clauses if clause.subject is not None}
        groups = [group for group in self.parse.groups if group.kind == "N" and self.parse.tags[group.head] not in "ro"]
        ordered = [group for group in groups if id(group) not in subjects] + [group for group in groups if id(group) in subjects][::-1]
        for group in ordered:
            for actor in self.heads(group):
                gender, plural = self.kind_of(actor, group)
                discourse.history.append((actor, gender, plural))
        del discourse.history[:-60]

    def clause_subject(self, group: Group) -> Group | None:
        for clause in self.parse.clauses:
            if group in clause.objects:
                return clause.subject
        return None

    def fits(self, actor: Actor, gender: str, group: Group) -> bool:
        known, plural = self.kind_of(actor, group)
        return _agrees(gender, known, plural)

    def kind_of(self, actor: Actor, group: Group) -> tuple[str, bool]:
        """Gender ("m", "f", "?" for an unknown person, "n") and number of what a group names."""
        plural = self.parse.tags[group.head] == "s" or group.conjuncts is not None
        match = self.parse.name_at.get(group.head)
        if match is not None:
            record = self.lexicon.actors[match.leaves[0][0]]
            if record.person:
                return record.gender or "?", plural
            return "n", plural
        return ("?" if actor.entry is None or self.parse.tags[group.head] == "p" else "n"), plural


def _agrees(gender: str, known: str, plural: bool) -> bool:
    if gender == "p":
        return plural or known == "n"
    if plural:
        return False
    if gender in ("m", "f"):
        return known in (gender, "?")
    return gender == "" or known == "n"


def _ranked(actor: Actor, rank: SlotRank) -> Actor:
    return Actor(*actor[:8], rank)


def _country_only(actor: Actor) -> Actor:
    if actor.country is None or actor.code == actor.country:
        return actor
    return Actor(actor.country, actor.country, (), actor.name, actor.entry, actor.text, actor.start, actor.end, actor.rank)


def join_code(base: str, roles: object) -> str:
    """Add role groups to a code: no role twice, roles of a country in their order, at most five groups."""
    groups = [base[i : i + 3] for i in range(0, len(base), 3)]
    added = [role for role in roles if role and role not in groups]  # type: ignore[attr-defined]
    if groups and groups[0] in _KINDS:
        added = [role for role in added if role not in ("GOV", "ELI", "CVL", "NGO", "IGO", "BUS", "INT")]
    own = [group for group in groups if group in _ROLES]
    if own:
        added = [role for role in added if role not in ("GOV", "CVL", "MIL") and not (role == "ELI" and own)]
        if "ELI" in own:
            return base
    if not added:
        return base
    if "CVL" in own:
        groups.remove("CVL")
        own.remove("CVL")
    if groups and groups[0] not in _KINDS and all(group in _ROLES for group in (*groups[1:], *added)):
        ordered = sorted({*own, *added}, key=ROLE_ORDER.index)
        return groups[0] + "".join(ordered[:4])
    return "".join([*groups, *added][:5])
