"""Antecedents: who pronouns and definite descriptions stand for.

In come a noun group and what the sentence and the article have named before it; out go actors, or none. Gender and number
decide, subjects come first. Names and agents themselves are resolved in `actors`.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass, field

from ..schema.enums import SlotRank
from ..schema.records import Actor, Place
from .actor_codes import country_only, join_code, ranked, split_code
from .groups import Group
from .lexicon import Lexicon
from .names import NameMatch
from .parses import Parse

SEVERAL = "s"
"""The gender that asks for a grammatical plural; "p" takes an organisation too."""
MENTIONED = "-"
"""The gender of actors that were only mentioned, as in "Armenian positions": no pronoun goes for them."""


@dataclass(slots=True)
class Discourse:
    """What an article has named so far, newest last, and the entries whose short names may stand alone; and its dateline."""

    seen: set[int] = field(default_factory=set)
    history: list[tuple[Actor, str, bool]] = field(default_factory=list)
    unresolved: dict[str, Actor] = field(default_factory=dict)
    dateline: Place | None = None


class Antecedents:
    """Resolves what refers back, in one sentence of an article."""

    __slots__ = ("ambiguous", "date", "discourse", "lexicon", "parse", "span_tokens")

    def __init__(self, lexicon: Lexicon, parse: Parse, date: datetime.date | None, discourse: Discourse | None) -> None:
        self.lexicon = lexicon
        self.parse = parse
        self.date = date
        self.discourse = discourse
        self.ambiguous: dict[int, NameMatch] = {}
        self.span_tokens: dict[int, tuple[int, int]] = {i: run for run in parse.runs for i in range(*run)}

    def heads(self, group: Group) -> tuple[Actor, ...]:
        """The actors that a group's head names; the resolver above defines it."""
        raise NotImplementedError

    def side(self, group: Group, depth: int = 0) -> tuple[Actor, ...]:
        """The actors that a group in a slot stands for; the resolver above defines it."""
        raise NotImplementedError

    def spanned(self, actor: Actor, group: Group) -> Actor:
        last = group if group.apposition is None else group.apposition
        first = group if group.possessor is None else group.possessor
        start, end = self.parse.starts[first.start], self.parse.ends[max(last.end, group.end) - 1]
        return Actor(
            actor.code,
            actor.country,
            actor.roles,
            actor.name,
            actor.entry,
            self.parse.text[start:end],
            start,
            end,
            actor.rank,
        )

    def described(self, group: Group, actor: Actor | None) -> tuple[Actor, ...]:
        """A definite description of somebody named before: "the country", "the two sides", "the minister"."""
        grammar = self.lexicon.grammar
        lowers = self.parse.tagged.lowers[group.start : group.head]
        if group.preps or group.possessor is not None:
            return ()
        if group.lemma in grammar.party_nouns and not grammar.pair_words.isdisjoint(lowers):
            found = self.last_two(group, 3 if "three" in lowers else 2)
            return tuple(country_only(actor) for actor in found) if group.lemma in grammar.country_nouns else found
        if group.lemma in grammar.country_nouns and self.parse.tags[group.head] != "s":
            return self.spanning(self.nation(group), group)
        if group.lemma in grammar.organisation_nouns and self.parse.tags[group.head] != "s" and actor is None:
            return self.spanning(
                next((other for other in self.recent(group) if self.is_organisation(other)), None), group
            )
        return () if actor is None else self.spanning(self.officer(group, actor), group)

    def is_organisation(self, actor: Actor) -> bool:
        """An international organisation, or a rebel group or party of a country."""
        if actor.code is None or len(actor.code) <= 3:
            return False
        return actor.country is None or not self.lexicon.grammar.group_roles.isdisjoint(actor.roles)

    def nation(self, group: Group) -> Actor | None:
        """ "The country": the one named before, else that of the subject beside it ("Kenya's president told the nation")."""
        named = next((other for other in self.recent(group) if other.country is not None and not other.roles), None)
        if named is not None:
            return named
        own = self.clause_subject(group)
        besides = () if own is None or own is group else self.heads(own)
        return country_only(besides[0]) if besides and besides[0].country is not None else None

    def officer(self, group: Group, actor: Actor) -> Actor | None:
        """Who "the chancellor" is: somebody named before with that title, else with that role, but not the subject beside it."""
        grammar = self.lexicon.grammar
        own = self.clause_subject(group)
        besides = () if own is None else self.heads(own)
        if besides and besides[0].country is not None and grammar.domestic_roles.intersection(besides[0].roles):
            country = besides[0].country
            code = join_code(country, (actor.code or "",))
            return actor._replace(code=code, country=country, roles=split_code(code)[1])
        title = self.parse.lemmas[group.head]
        home = None if self.discourse is None or self.discourse.dateline is None else self.discourse.dateline.country
        fitting = [
            other
            for other in self.recent(group)
            if other.country is not None and actor.code in other.roles and other not in besides
        ]
        titled = next((other for other in fitting if title in other.text.lower()), None)
        if titled is None and home is not None and title in grammar.bodies:
            code = join_code(home, (actor.code or "",))
            return actor._replace(code=code, country=home, roles=split_code(code)[1])
        return titled or (fitting[0] if fitting else None)

    def spanning(self, actor: Actor | None, group: Group) -> tuple[Actor, ...]:
        """An antecedent's identity with the words that stand for it here."""
        return () if actor is None else (ranked(self.spanned(actor, group), SlotRank.PRONOUN),)

    def recent(self, group: Group) -> Iterator[Actor]:
        """Actors named before a group, the nearest first: in its sentence, then in the article."""
        for other in reversed(self.parse.groups):
            if (
                other.kind == "N"
                and other.end <= group.start
                and other is not group
                and self.parse.tags[other.head] not in "ro"
                and other.lemma not in self.lexicon.grammar.pair_nouns
            ):
                yield from self.side(other)
        if self.discourse is not None:
            for actor, _, _ in reversed(self.discourse.history):
                yield actor

    def last_two(self, group: Group, count: int = 2) -> tuple[Actor, ...]:
        """The two (or so many) parties named last, of different countries or organisations."""
        found: list[Actor] = []
        own = self.clause_subject(group)
        besides = (
            () if own is None or own is group or group.lemma in self.lexicon.grammar.pair_nouns else self.heads(own)
        )
        for actor in self.recent(group):
            if (
                actor not in besides
                and actor.code is not None
                and (actor.country is not None or len(actor.code) > 3)
                and all(actor.code[:3] != known.code[:3] for known in found if known.code)
            ):
                found.append(actor)
            if len(found) == count:
                found.sort(key=lambda actor: actor.start)
                return tuple(ranked(self.spanned(actor, group), SlotRank.PRONOUN) for actor in found)
        return ()

    def speaker(self, group: Group) -> tuple[Actor, ...]:
        """Who "we" or "I" is: the subject of the speech verb over the words, else of any in the sentence."""
        grammar = self.lexicon.grammar
        for clause in self.parse.clauses:
            subject = clause.subject
            if (
                clause.lemma in grammar.speech_verbs
                and subject is not None
                and subject is not group
                and self.parse.tagged.lowers[subject.head] not in grammar.first_person
            ):
                found = self.side(subject)
                if found:
                    return tuple(ranked(actor, SlotRank.PRONOUN) for actor in found)
        return ()

    def pronoun(self, group: Group) -> tuple[Actor, ...]:
        grammar = self.lexicon.grammar
        if self.parse.tagged.lowers[group.head] in grammar.first_person:
            return self.speaker(group)
        if group.lemma in grammar.pair_nouns and group.head > group.start:
            both = self.last_two(group)
            return self.spanning(both[1 if group.lemma == "latter" else 0], group) if both else ()
        if group.lemma in ("two", "both", "side"):
            return () if group.preps else self.last_two(group)
        gender = grammar.gender_of(self.parse.tagged.lowers[group.head])
        if not gender and group.lemma not in ("latter",):
            return ()
        return tuple(ranked(actor, SlotRank.PRONOUN) for actor in self.antecedents(gender, group))

    def antecedent(self, gender: str, group: Group, owner: bool = False) -> Actor | None:
        """The first of those that a pronoun stands for."""
        found = self.antecedents(gender, group, owner)
        return found[0] if found else None

    def antecedents(self, gender: str, group: Group, owner: bool = False) -> tuple[Actor, ...]:
        """Who a pronoun stands for: the nearest fitting subject before it in the sentence, else in the article. "They" are several first."""
        own = None if owner else self.clause_subject(group)
        for wanted in (SEVERAL, gender) if gender == "p" else (gender,):
            found = self.before(wanted, group, own)
            if found:
                return found
        if self.discourse is not None:
            for actor, known, plural in reversed(self.discourse.history):
                if _agrees(gender, known, plural):
                    return (actor,)
        return ()

    def before(self, gender: str, group: Group, own: Group | None) -> tuple[Actor, ...]:
        """The nearest subject, else the nearest group, before `group` that fits; not the subject beside it."""
        for clause in reversed(self.parse.clauses):
            subject = clause.subject
            if (
                subject is None
                or subject.start >= group.start
                or subject is own
                or self.parse.tags[subject.head] in "ro"
            ):
                continue
            found = self.fitting(gender, subject) if subject.memo != () else ()
            if found:
                return found
        for other in reversed(self.parse.groups):
            if (
                other.kind != "N"
                or other.end > group.start
                or other is own
                or other is group
                or self.parse.tags[other.head] in "ro"
            ):
                continue
            for named in (other, other.possessor):
                found = () if named is None or named.memo == () else self.fitting(gender, named)
                if found and found[0].code is not None:
                    return found
        return ()

    def fitting(self, gender: str, group: Group) -> tuple[Actor, ...]:
        """Those that a group names and a pronoun may stand for: all of several, else the first."""
        found = tuple(actor for actor in self.heads(group) if self.fits(actor, gender, group))
        return found if gender == SEVERAL else found[:1]

    def owner_besides(self, group: Group) -> tuple[Actor, ...]:
        """ "gunmen ambushed their convoy": whose it is, if not the subject's."""
        if (
            self.parse.tags[group.start] != "$"
            or self.lexicon.grammar.gender_of(self.parse.tagged.lowers[group.start]) != "p"
        ):
            return ()
        found = self.before(SEVERAL, group, self.clause_subject(group))
        return tuple(self.spanned(ranked(actor, SlotRank.POSSESSOR), group) for actor in found[:1])

    def possessive_pronoun(self, group: Group) -> Actor | None:
        """ "his forces", "its army": the owner is who the pronoun stands for."""
        if self.parse.tags[group.start] != "$":
            return None
        grammar = self.lexicon.grammar
        if self.parse.tagged.lowers[group.start] in grammar.first_person:
            speakers = self.speaker(group)
            return speakers[0] if speakers and speakers[0].code is not None else None
        found = self.antecedent(grammar.gender_of(self.parse.tagged.lowers[group.start]), group, owner=True)
        return None if found is None or found.code is None else found

    def remember(self) -> None:
        """Add what this sentence named to the article's history: subjects last, since pronouns go for them first."""
        discourse = self.discourse
        if discourse is None:
            return
        subjects = {id(clause.subject) for clause in self.parse.clauses if clause.subject is not None}
        groups = [group for group in self.parse.groups if group.kind == "N" and self.parse.tags[group.head] not in "ro"]
        ordered = [group for group in groups if id(group) not in subjects] + [
            group for group in groups if id(group) in subjects
        ][::-1]
        for group in ordered:
            found = self.heads(group)
            for actor in found:
                gender, plural = self.kind_of(actor, group)
                discourse.history.append((actor, gender, plural))
            if not found:
                discourse.history.extend((actor, MENTIONED, False) for actor in self.side(group))
        del discourse.history[:-60]

    def clause_subject(self, group: Group) -> Group | None:
        for clause in self.parse.clauses:
            if group in clause.objects or any(group is other for _, other in clause.preps):
                return clause.subject
        return None

    def fits(self, actor: Actor, gender: str, group: Group) -> bool:
        known, plural = self.kind_of(actor, group)
        return _agrees(gender, known, plural)

    def kind_of(self, actor: Actor, group: Group) -> tuple[str, bool]:
        """Gender ("m", "f", "?" for an unknown person, "n") and number of what a group names."""
        plural = self.parse.tags[group.head] in "s#" or group.conjuncts is not None
        match = self.parse.name_at.get(group.head)
        if match is not None:
            record = self.lexicon.actors[match.leaves[0][0]]
            if record.person:
                return record.gender or "?", plural
            return "n", plural
        return ("?" if actor.entry is None or self.parse.tags[group.head] == "p" else "n"), plural


def _agrees(gender: str, known: str, plural: bool) -> bool:
    if known == MENTIONED:
        return False
    if gender == SEVERAL:
        return plural
    if gender == "p":
        return plural or known == "n"
    if plural:
        return False
    if gender in ("m", "f"):
        return known in (gender, "?")
    return gender == "" or known == "n"
