"""Compositions: what names and agent nouns stand for, with their countries and roles.

In comes a noun group; out goes the actor of its head: a dictionary name on its date, an agent noun with the country of a
modifier, possessor or phrase ("the Egyptian president", "police in Turkey"), or a proper name that no entry knows.
"""

from __future__ import annotations

from ..schema.enums import SlotRank
from ..schema.records import Actor
from .actor_codes import code_on, country_only, join_code, ranked, split_code
from .antecedents import Antecedents
from .groups import Group
from .names import SHORT, NameMatch
from .place_table import country_of_place, find_places

_TOWNS = frozenset({"capital", "city", "region"})
_WEAK_HEADS = frozenset({"GOV", "", "CVL", "ELI"})
_ARMED = frozenset({"REB", "INS", "SEP", "PKO", "COP", "UAF", "CRM", "SPY", "SET"})
_RETIRED = "ELI"
_UNHELD = frozenset({"shadow", "opposition", "would-be", "aspiring", "deposed", "ousted", "then", "late"})


class Compositions(Antecedents):
    """Resolves names and agents of one sentence."""

    __slots__ = ()

    def given(self, group: Group, run: tuple[int, int]) -> Actor:
        """The actor of a span that the caller gave; the resolver above defines it."""
        raise NotImplementedError

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
            index = None if self.is_namesake(group, match) else self.choose(match)
            if index is not None:
                return self.named(group, match, index)
        known = match is not None and match.suffix is None and not self.is_namesake(group, match)
        if parse.tags[group.head] == "p" and not (known and match is not None and self.choose(match) is not None):
            return self.unknown(group)
        return None

    def is_namesake(self, group: Group, match: NameMatch) -> bool:
        """ "Robert Pence", "Neo Democrats": a one-word name after an unknown one is somebody else's."""
        before = match.start - 1
        if (
            match.end - match.start > 1
            or before < group.start
            or self.parse.tags[before] != "p"
            or before in self.parse.name_at
        ):
            return False
        return all(
            self.lexicon.actors[index].kind in ("person", "group", "organisation") for index, _, _ in match.leaves
        )

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
        return self.settle(match, current or plain or fitting)

    def settle(self, match: NameMatch, indices: list[int]) -> int | None:
        """Of several people of one name: one in office, else the one whose country was named; None where nothing decides."""
        actors = self.lexicon.actors
        if any(actors[index].kind != "person" for index in indices):
            return indices[0]
        codes = {index: code_on(actors[index], self.date) or "" for index in indices}
        fitting = [index for index in indices if not codes[index].endswith(_RETIRED)] or indices
        if len({codes[index] for index in fitting}) > 1:
            named = self.named_countries(match)
            fitting = [index for index in fitting if codes[index][:3] in named]
        if fitting and len({codes[index] for index in fitting}) == 1:
            return fitting[0]
        self.ambiguous[match.start] = match
        return None

    def named_countries(self, match: NameMatch) -> set[str]:
        """The countries of the other names of the sentence, and of what the article has named before."""
        found: set[str] = set()
        for other in self.parse.names:
            if other is not match and not other.is_agent and len(other.leaves) == 1:
                found.add((code_on(self.lexicon.actors[other.leaves[0][0]], self.date) or "")[:3])
        if self.discourse is not None:
            found.update(actor.country for actor, _, _ in self.discourse.history if actor.country is not None)
        return found

    def in_office(self, index: int) -> bool:
        if self.date is None:
            return any(high is None for _, _, high in self.lexicon.actors[index].codes)
        return any(
            (low is None or low <= self.date) and (high is None or self.date < high)
            for _, low, high in self.lexicon.actors[index].codes
        )

    def named(self, group: Group, match: NameMatch, index: int) -> Actor:
        record = self.lexicon.actors[index]
        code = code_on(record, self.date)
        if record.kind in _TOWNS:
            code = self.namesake(match, record.name, code)
        if record.person and code.endswith(_RETIRED):
            code = self.titled(group, match, code)
        if self.discourse is not None:
            self.discourse.seen.add(index)
        return self.make(group, code, record.name, record.id)

    def namesake(self, match: NameMatch, name: str, code: str) -> str:
        """ "Pakistani police in Hyderabad": of places with one name, the one in the country that the text names, if it names one only."""
        countries = {row.country for row in find_places(name)}
        if len(countries) < 2:
            return code
        named = self.named_countries(match)
        fitting = [country for country in sorted(filter(None, countries)) if country in named]
        return code if code[:3] in named or len(fitting) != 1 else fitting[0]

    def titled(self, group: Group, match: NameMatch, code: str) -> str:
        """ "Prime Minister X" of a man whom no entry knows in office: the office that the text gives him, unless it is a former one."""
        title = self.parse.name_at.get(match.start - 1) if match.start > group.start else None
        if title is None or not title.is_agent or self.is_former(group, match) or self.is_shadow(group, match):
            return code
        role = self.lexicon.actors[title.leaves[0][0]].codes[0][0]
        return code.removesuffix(_RETIRED) + role if role == "GOV" else code

    def unknown(self, group: Group) -> Actor | None:
        """A proper name that no entry knows; a title before it ("Foreign Minister X") gives it the title's code."""
        parse = self.parse
        start = group.head
        while (
            start > group.start
            and (parse.tags[start - 1] == "p" or parse.tags[start - 1] == "#")
            and start - 1 not in parse.name_at
        ):
            start -= 1
        before = parse.name_at.get(start - 1) if start > group.start else None
        name = parse.slice(start, group.head + 1)
        if before is not None and before.is_agent:
            actor = self.compose(group, before)
            if actor is not None:
                named = Actor(
                    actor.code,
                    actor.country,
                    actor.roles,
                    name,
                    actor.entry,
                    actor.text,
                    actor.start,
                    actor.end,
                    actor.rank,
                )
                if self.discourse is not None:
                    self.discourse.unresolved[name] = self.discourse.unresolved[name.rsplit(" ", 1)[-1]] = named
                return named
        if self.discourse is not None:
            known = self.discourse.unresolved.get(name) or self.discourse.unresolved.get(name.rsplit(" ", 1)[-1])
            if known is not None:
                return self.spanned(known, group)
        return self.make(group, country_of_place(name), name, None)

    def make(
        self, group: Group, code: str | None, name: str | None, entry: str | None, rank: SlotRank = SlotRank.HEAD
    ) -> Actor:
        parse = self.parse
        first = group if group.possessor is None else group.possessor
        start, end = parse.starts[first.start], parse.ends[group.end - 1]
        country, roles = (None, ()) if code is None else split_code(code)
        return Actor(code, country, roles, name, entry, parse.text[start:end], start, end, rank)

    def compose(self, group: Group, match: NameMatch) -> Actor | None:
        """An agent noun with its country: "the Egyptian president", "police in Turkey", "Chad's army"."""
        record = self.lexicon.actors[match.leaves[0][0] if match.agent is None else match.agent]
        role = self.role_of(group, match, record.codes[0][0])
        base = self.base_of(group, match)
        if group.lemma == "counterpart" and base is not None and self.parse.tags[group.start] == "$":
            owner = self.antecedent(
                self.lexicon.grammar.gender_of(self.parse.tagged.lowers[group.start]), group, owner=True
            )
            role = "" if owner is None else "".join(owner.roles[:1])
        if self.is_former(group, match):
            role = "ELI"
        if base is None and role == "":
            return None
        code = (
            join_code(base.code or "", (role[i : i + 3] for i in range(0, len(role), 3))) if base is not None else role
        )
        if not code:
            return None
        name = None if base is None else base.name
        return self.make(
            group,
            code,
            name if name is not None and role == "" else self.parse.slice(match.start, match.end),
            record.id,
        )

    def role_of(self, group: Group, match: NameMatch, role: str) -> str:
        """ "rebel leader", "opposition fighters": the specific noun before a general one gives the role."""
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
        grammar = self.lexicon.grammar
        found = self.modifier(group, match.start)
        if found is not None and found.code is not None:
            return found if found.country is not None or found.roles != ("CVL",) else self.country_near(group) or found
        if self.parse.lemmas[match.end - 1] in grammar.other_parties:
            return None
        if group.possessor is not None:
            owners = self.heads(group.possessor) or self.side(group.possessor, 1)
            if owners and owners[0].code is not None:
                return owners[0]
        own = self.possessive_pronoun(group)
        if own is not None:
            return own
        wanted_preps = (
            grammar.country_preps if group.lemma not in grammar.to_principals else (*grammar.country_preps, "to")
        )
        for wanted in wanted_preps:
            for prep, filler in group.preps:
                if prep == wanted or prep.startswith(wanted + " "):
                    found_heads = self.heads(filler) or (
                        (self.modifier(filler),) if self.modifier(filler) is not None else ()
                    )
                    if found_heads and found_heads[0] is not None and found_heads[0].code is not None:
                        return found_heads[0] if wanted in ("of", "for", "to") else country_only(found_heads[0])
        return None

    def country_near(self, group: Group) -> Actor | None:
        """The country of a phrase, where the modifier is a people of several ("Kurdish rebels in Turkey")."""
        for prep, filler in group.preps:
            if prep in self.lexicon.grammar.country_preps:
                for actor in self.heads(filler):
                    if actor.country is not None:
                        return country_only(actor)
        return None

    def modifier(self, group: Group, before: int | None = None, guided: bool = True) -> Actor | None:
        """The actor among the words before the head ("Turkish airstrikes", "a US court decision"): the last but one wins over none."""
        limit = group.head if before is None else before
        if guided and self.span_tokens:
            for index in range(group.end - 1, group.start - 1, -1):
                run = self.span_tokens.get(index)
                if run is not None and before is None:
                    return ranked(self.given(group, run), SlotRank.MODIFIER)
        name_at = self.parse.name_at
        best: Actor | None = None
        index = group.start
        while index < limit:
            match = name_at.get(index)
            if (
                match is None
                or match.is_agent
                or match.suffix in ("backed", "born", "speaking", "style", "made", "language")
            ):
                index += 1
                continue
            entry = self.choose(match)
            if entry is not None:
                record = self.lexicon.actors[entry]
                code = code_on(record, self.date)
                start, end = self.parse.starts[match.start], self.parse.ends[match.end - 1]
                country, roles = split_code(code)
                found = Actor(
                    code,
                    country,
                    roles,
                    record.name,
                    record.id,
                    self.parse.text[start:end],
                    start,
                    end,
                    SlotRank.MODIFIER,
                )
                if best is None or (best.roles == () and (roles or len(code) > 3)):
                    best = found
            index = match.end
        return best

    def own(self, group: Group) -> tuple[Actor, ...]:
        """Who a nominal act belongs to by its modifiers: "US-China talks" has two, "its attack" the antecedent."""
        for index in range(group.start, group.head):
            match = self.parse.name_at.get(index)
            if match is not None and match.suffix is not None:
                second = self.lexicon.names.find([self.lexicon.forms.form(match.suffix.title())])
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
            code,
            country,
            roles,
            record.name,
            record.id,
            surface[cut + 1 :],
            start + cut + 1,
            start + len(surface),
            SlotRank.MODIFIER,
        )
        return first._replace(text=surface[:cut], start=start, end=start + cut), second

    def is_former(self, group: Group, match: NameMatch) -> bool:
        lowers, former = self.parse.tagged.lowers, self.lexicon.grammar.former_words
        return any(lowers[i] in former or lowers[i].startswith("ex-") for i in range(group.start, match.start + 1))

    def is_shadow(self, group: Group, match: NameMatch) -> bool:
        """ "Shadow Home Secretary X": an office that its holder does not hold."""
        lowers = self.parse.tagged.lowers
        return any(lowers[i] in _UNHELD for i in range(group.start, match.start))

    def is_agent(self, group: Group) -> bool:
        match = self.parse.name_at.get(group.head)
        return match is not None and match.is_agent
