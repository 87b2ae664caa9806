"""Nominal acts: what a noun group comes to as an act ("Russia's invasion of Georgia").

In come noun groups; out go derivations, memoised per group. Only the head fires; a modifier does under a general head
("bombing campaign"), and a measured noun through its measure ("a series of attacks").
"""

from __future__ import annotations

from .clauses import Clause
from .derivations import Candidate, Derivation
from .groups import Group
from .matches import Matcher
from .noun_index import NounIndex, list_phrases
from .patterns import SOURCE, TARGET, NounPattern, Term
from .vocabulary import mark_preps

Phrases = list[tuple[str, Group]]
"""Prepositions with the groups after them."""

_MATERIAL = "06"
"""Acts from this root on have the place where they happen for a target, if nothing else."""
_HOLDERS = frozenset({"of", "by", "from", "to", "on"})
"""Prepositions of the parties of a nominal act: what hangs on these belongs to the act ("the demand of doctors for more pay")."""


class NominalActs(Matcher):
    """Evaluates the noun groups of one sentence."""

    __slots__ = ()

    def evaluate(self, clause: Clause) -> Derivation | None:
        """What a clause comes to; the engine above defines it."""
        raise NotImplementedError

    def evaluate_act(self, act: Clause | Group) -> Derivation | None:
        return self.evaluate(act) if isinstance(act, Clause) else self.evaluate_noun(act)

    def first_act(self, acts: list[Clause | Group]) -> Derivation | None:
        """What the first of the acts that comes to something comes to."""
        for act in acts:
            found = self.evaluate_act(act)
            if found is not None and found.code is not None:
                return found
        return None

    def consume(self, inner: Derivation) -> None:
        """An act that an operator took is not coded by itself."""
        step: Derivation | None = inner
        while step is not None:
            if step.clause is not None:
                step.clause.consumed = True
            if step.noun is not None:
                self.consumed.add(step.noun.start)
            step = step.inner

    def evaluate_noun(self, group: Group, depth: int = 0) -> Derivation | None:
        """What a noun group comes to as an act, memoised."""
        if group.start in self.nominal:
            return self.nominal[group.start]
        self.nominal[group.start] = None
        found = self.derive_noun(group, depth) if depth < 4 else None
        if found is None and group.conjuncts is not None:
            found = next(
                (
                    other
                    for member in group.conjuncts
                    if member is not group and (other := self.evaluate_noun(member, depth + 1)) is not None
                ),
                None,
            )
        self.nominal[group.start] = found
        return found

    def derive_noun(self, group: Group, depth: int) -> Derivation | None:
        if group.tag == "X":
            return None
        lemma = self.parse.lemmas[group.head]
        index = self.lexicon.nouns.get(lemma)
        if index is not None:
            fallback: Derivation | None = None
            phrases = list_phrases(group)
            for pattern in self.noun_patterns(index, group, phrases):
                found = self.match_noun(pattern, group, phrases)
                if found is None:
                    continue
                if not found.default:
                    return found
                fallback = fallback or found
            if fallback is not None:
                return fallback
        measured = lemma in self.grammar.measure_nouns or lemma in self.grammar.generic_nouns
        if measured and group.preps and group.preps[0][0] in ("of", "against", "to", "for"):
            found = self.evaluate_noun(group.preps[0][1], depth + 1) if group.preps[0][0] == "of" else None
            if found is not None:
                return found
        if lemma in self.grammar.generic_nouns:
            return self.generic(group)
        return None

    def noun_patterns(self, index: NounIndex, group: Group, phrases: Phrases) -> tuple[NounPattern, ...]:
        """The patterns of a head noun that a group with these phrases may meet, most specific first."""
        modifiers = self.modifier_sets(group) if index.modifiers and group.start < group.head else 0
        return index.select(modifiers, mark_preps([prep for prep, _ in phrases]) if phrases and index.preps else 0)

    def generic(self, group: Group) -> Derivation | None:
        """ "bombing campaign", "peace effort": the modifier is the act under a general head."""
        for index in range(group.head - 1, group.start - 1, -1):
            known = self.lexicon.nouns.get(self.parse.lemmas[index])
            if known is None or self.parse.tags[index] not in "nsg":
                continue
            inner = Group("N", group.start, index + 1, index, self.parse.lemmas[index])
            inner.possessor, inner.preps, inner.complements = group.possessor, group.preps, group.complements
            phrases = list_phrases(inner)
            for pattern in self.noun_patterns(known, inner, phrases):
                found = self.match_noun(pattern, inner, phrases)
                if found is not None:
                    return found
        return None

    def match_noun(self, pattern: NounPattern, group: Group, phrases: Phrases) -> Derivation | None:
        acts: list[Clause | Group] = []
        slots: dict[int, Group] = {}
        for term in pattern.terms:
            if term.act:
                found_acts = self.noun_acts(term, group)
                if not found_acts:
                    return None
                acts.extend(found_acts)
                continue
            filler = next(
                (
                    other
                    for prep, other in phrases
                    if prep in term.preps and (not term.mask or self.sets_of(other) & term.mask)
                ),
                None,
            )
            if filler is None:
                return None
            if term.slot:
                slots[term.slot] = filler
        if self.trace is not None:
            self.trace.append(pattern)
        sources, targets = self.noun_sides(pattern, group, slots, phrases)
        rule = pattern.rule
        trigger = (group.head, group.head + 1)
        if rule.operator is None:
            return Derivation(
                rule.code,
                rule,
                pattern.text,
                sources,
                targets,
                trigger,
                None,
                group,
                (),
                None,
                rule.linked,
                rule.reciprocal,
            )
        return self.operate_noun(pattern, group, acts, sources, targets, trigger)

    def operate_noun(
        self,
        pattern: NounPattern,
        group: Group,
        acts: list[Clause | Group],
        sources: tuple[Candidate, ...],
        targets: tuple[Candidate, ...],
        trigger: tuple[int, int],
    ) -> Derivation | None:
        operator = self.lexicon.operators.get(pattern.rule.operator or "")
        if operator is None:
            return None
        inner = self.first_act(acts)
        if inner is None:
            thing = bool(acts) and all(isinstance(act, Group) for act in acts) and not operator.takes_nouns
            code = None if thing or operator.default == "=" else operator.default
        else:
            code = operator.compose(inner.code or "")
            self.consume(inner)
        if code is None:
            return None
        place = {
            "slot": targets,
            "act_source": inner.sources if inner else (),
            "act_target": inner.targets if inner else (),
            "addressee": (),
        }
        found = tuple(candidate for name in operator.target for candidate in place[name])
        operators = (pattern.rule.id, *(inner.operators if inner is not None else ()))
        return Derivation(
            code,
            pattern.rule,
            pattern.text,
            sources,
            found or targets,
            trigger,
            None,
            group,
            operators,
            inner,
            default=inner is None,
        )

    def noun_acts(self, term: Term, group: Group) -> list[Clause | Group]:
        found: list[Clause | Group] = []
        for inner in (inner for noun in (group, *self.parties(group)) for inner in noun.complements):
            if isinstance(inner, Clause) and (
                (term.where == "infinitive" and inner.relation == "infinitive")
                or (term.where == "that" and inner.relation == "that")
                or (term.where == "prep" and inner.relation == "gerund" and inner.marker in term.preps)
            ):
                found.append(inner)
        if term.where == "prep":
            found.extend(other for prep, other in list_phrases(group) if prep in term.preps)
        return found

    def parties(self, group: Group) -> list[Group]:
        """The nouns in phrases of a nominal act that are no acts themselves."""
        return [other for prep, other in group.preps if prep in _HOLDERS and not self.is_act(other)]

    def noun_sides(
        self, pattern: NounPattern, group: Group, slots: dict[int, Group], phrases: Phrases
    ) -> tuple[tuple[Candidate, ...], tuple[Candidate, ...]]:
        """Where a nominal act has its sides: possessor, "by", modifier and "from" for the source; other phrases for the target."""
        sources: list[Candidate] = []
        targets: list[Candidate] = []
        bound = slots.get(TARGET)
        if SOURCE in slots:
            sources.append(("side", slots[SOURCE]))
        if TARGET in slots:
            targets.append(("side", slots[TARGET]))
        if group.possessor is not None:
            sources.append(("side", group.possessor))
        by_preps: dict[str, list[Group]] = {}
        for prep, other in phrases:
            if other is not bound:
                by_preps.setdefault(prep, []).append(other)
        sources.extend(("side", other) for other in by_preps.get("by", ()))
        if pattern.rule.of_source:
            sources.extend(("side", other) for other in by_preps.get("of", ()))
        sources.append(("own", group))
        sources.extend(("side", other) for other in by_preps.get("from", ()))
        if "between" in by_preps:
            sources.extend(("side", other) for other in by_preps["between"])
        for prep in self.grammar.act_preps:
            targets.extend(("side", other) for other in by_preps.get(prep, ()))
        if not pattern.rule.of_source:
            targets.extend(("side", other) for other in by_preps.get("of", ()))
        if (
            not pattern.rule.reciprocal
            and (pattern.rule.code or "") >= _MATERIAL
            and (pattern.rule.code or "~")[0] != "~"
        ):
            targets.extend(("side", other) for other in by_preps.get("in", ()))
        return tuple(sources), tuple(targets)
