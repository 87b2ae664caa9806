"""Coordinations: the actors of groups that share a word ("Greek and Turkish ministers", "North and South Korea").

In come coordinated noun groups and what each names by itself; out go actors, each with the head, the owner or the part of a
name that it shares with the others. Groups that name one actor are for `compositions`.
"""

from __future__ import annotations

from collections.abc import Sequence

from ..schema.records import Actor
from .actor_codes import is_bare_role, join_code, split_code
from .compositions import Compositions
from .groups import Group
from .names import DEMONYM, NameMatch


class Coordinations(Compositions):
    """Resolves coordinated groups of one sentence."""

    __slots__ = ()

    def elliptic(self, member: Group, members: Sequence[Group]) -> Actor | None:
        """ "North and South Korea", "Turkish and Greek Cypriots": the word before "and" with the last word of the name after it."""
        last = members[-1]
        if member is last or member.head != member.end - 1 or self.parse.tags[member.head] == "s":
            return None
        match = self.parse.name_at.get(last.head)
        if match is None or match.is_agent or match.end - match.start < 2:
            return None
        return self.looked_up(member, (member.head, match.end - 1))

    def looked_up(self, group: Group, tokens: Sequence[int]) -> Actor | None:
        """The actor whose name is made of these tokens, if one entry has it."""
        surfaces = [self.parse.surfaces[index] for index in tokens]
        return self.by_name(group, surfaces)

    def by_name(self, group: Group, words: list[str]) -> Actor | None:
        """The actor that has this name, as what a group stands for."""
        found: list[NameMatch] = self.lexicon.names.find(self.lexicon.forms.list_forms(words))
        if len(found) != 1 or found[0].end - found[0].start != len(words) or found[0].is_agent:
            return None
        index = self.choose(found[0])
        return None if index is None else self.named(group, found[0], index)

    def twins(self, group: Group) -> tuple[Actor, ...]:
        """ "The two Koreas": what a plural name stands for."""
        names = self.lexicon.grammar.twin_names.get(self.parse.tagged.lowers[group.head])
        if names is None:
            return ()
        found = (self.by_name(group, name.split()) for name in sorted(names))
        return tuple(actor for actor in found if actor is not None)

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

    def shared_country(self, members: Sequence[Group], found: list[Actor]) -> list[Actor]:
        """ "Chad's government and rebels": whose the first is, a bare role after it is too, unless it has a determiner."""
        if len(found) != len(members) or found[0].country is None or not found[0].roles:
            return found
        country = found[0].country
        return [
            actor._replace(code=join_code(country, actor.roles), country=country)
            if is_bare_role(actor) and self.parse.tags[member.start] not in "d$" and member.possessor is None
            else actor
            for member, actor in zip(members, found, strict=True)
        ]

    def is_adjective(self, group: Group) -> bool:
        match = self.parse.name_at.get(group.head)
        return (
            match is not None
            and any(leaf[1] == DEMONYM for leaf in match.leaves)
            and self.parse.tags[group.head] in "jp"
        )

    def shared_owner(self, group: Group, found: list[Actor]) -> list[Actor]:
        """ "the presidents of Kenya and Uganda": one actor for each owner."""
        for prep, filler in group.preps:
            if prep in ("of", "from", "for") and filler.conjuncts is not None and self.is_agent(group):
                owners = [actor for actor in self.heads(filler) if actor.code is not None]
                if len(owners) > 1:
                    return [
                        found[0]._replace(
                            code=code, country=split_code(code)[0], roles=split_code(code)[1], name=found[0].name
                        )
                        for code in (join_code(owner.code or "", found[0].roles) for owner in owners)
                    ]
        return found
