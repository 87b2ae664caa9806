"""Actors: which actors a noun group stands for.

In come a parse, the lexicon, the date and what the article has named so far; out go `Actor` records: compounds, possessors,
modifiers and inner phrases in their order, and the spans that a caller gave. Which group fills which slot of an
event is the business of the action stage.
"""

from __future__ import annotations

from ..schema.enums import SlotRank
from ..schema.records import Actor
from .actor_codes import ROLES, country_only, ranked
from .coordinations import Coordinations
from .groups import Group

_POINTERS = frozenset({"latter", "former", "two", "both", "side"})
_DEFINITE = frozenset({"the", "both", "this", "these", "those", "that"})


class Resolver(Coordinations):
    """Resolves the noun groups of one sentence. Memoised on the groups."""

    __slots__ = ()

    def side(self, group: Group, depth: int = 0) -> tuple[Actor, ...]:
        """The actors that a group in a slot stands for: its head, else possessor, modifier, inner phrase."""
        found = self.heads(group)
        if found or depth > 2:
            return found
        if group.possessor is not None:
            found = self.side(group.possessor, depth + 1)
            if found:
                return tuple(ranked(actor, SlotRank.POSSESSOR) for actor in found)
        elif self.parse.tags[group.start] == "$" and group.lemma not in self.lexicon.grammar.other_parties:
            owner = self.possessive_pronoun(group)
            if owner is not None:
                return (self.spanned(ranked(owner, SlotRank.POSSESSOR), group),)
        modifier = None if group.lemma in self.lexicon.grammar.idle_heads else self.modifier(group)
        if modifier is not None:
            near = self.country_near(group) if modifier.country is None and modifier.roles == ("CVL",) else None
            return (modifier,) if near is None else (ranked(near, SlotRank.INNER_PP),)
        return self.inner(group, depth)

    def inner(self, group: Group, depth: int = 0) -> tuple[Actor, ...]:
        """The actors in the prepositional phrases of a group, by the order of prepositions."""
        for wanted in self.lexicon.grammar.inner_preps:
            for prep, filler in group.preps:
                if prep == wanted:
                    found = self.side(filler, depth + 1)
                    if found:
                        return tuple(ranked(actor, SlotRank.INNER_PP) for actor in found)
        return ()

    def heads(self, group: Group) -> tuple[Actor, ...]:
        """The actors that the head of the group, or of its conjuncts, names."""
        if group.memo is not None:
            return group.memo  # type: ignore[return-value]
        group.memo = ()
        members = group.conjuncts if group.conjuncts is not None else (group,)
        found: list[Actor] = []
        for member in members:
            joint = self.elliptic(member, members) if len(members) > 1 else None
            found.extend(self.member(member) if joint is None else (joint,))
        if len(members) > 1 and len(found) > 1:
            found = self.shared_country(members, self.shared_head(members, found))
        elif len(found) == 1 and self.parse.tags[group.head] == "s":
            found = self.shared_owner(group, found)
        if not found and self.lexicon is not None:
            measured = self.measured(group)
            if measured is not None:
                found.extend(self.heads(measured))
        group.memo = tuple(found)
        return group.memo

    def measured(self, group: Group) -> Group | None:
        """ "dozens of soldiers", "states such as Chad": what a noun measures, or gives examples of."""
        grammar = self.lexicon.grammar
        if group.preps and group.preps[0][0] == "of" and (group.lemma in grammar.measure_nouns or group.tag == "#"):
            return group.preps[0][1]
        return next((filler for prep, filler in group.preps if prep in grammar.member_preps), None)

    def member(self, group: Group) -> tuple[Actor, ...]:
        run = self.run_of(group)
        if run is not None:
            return (self.given(group, run),)
        tag = self.parse.tags[group.head]
        if tag in "ro" or group.lemma in _POINTERS:
            return self.pronoun(group)
        grammar, lowers = self.lexicon.grammar, self.parse.tagged.lowers
        if lowers[group.head] in grammar.twin_names:
            return self.twins(group)
        if lowers[group.start] in grammar.first_person and group.lemma in grammar.country_nouns:
            return tuple(country_only(owner) for owner in self.speaker(group))
        actor = self.head(group)
        if (actor is None or (actor.country is None and actor.code in ROLES)) and self.parse.tagged.lowers[
            group.start
        ] in _DEFINITE:
            described = self.described(group, actor)
            if described:
                return described
        if group.apposition is not None and (
            actor is None or actor.entry is None or actor.code is None or self.is_agent(group)
        ):
            other = self.member(group.apposition)
            known = len(other) == 1 and other[0].entry is not None and other[0].code is not None
            if known and (actor is None or actor.code is None or not self.is_agent(group.apposition)):
                return (self.spanned(other[0], group),)
        if actor is not None and group.apposition is not None and group.apposition.tag in "pX":
            return (self.spanned(actor, group),)
        return () if actor is None else (actor,)

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
