"""Matches: which patterns a clause meets, and what fills their slots.

In come a clause's view and the patterns of its trigger; out go bindings of source, target and embedded acts.
"""

from __future__ import annotations

from .clauses import Clause
from .groups import Group
from .patterns import SOURCE, TARGET, Pattern, Term
from .views import View, Views

Lack = tuple[str, Term | None]
"""What a pattern misses in a clause (`particle`, `subject`, `act`, `object`, `preposition`, `adverb`), and the term that asks for it."""

Binding = tuple[Group | None, Group | None, list[Clause | Group], list[Group]]
"""Source, target, embedded acts, and the groups that a word set took."""


class Matcher(Views):
    """Matches patterns against the clauses of one sentence."""

    __slots__ = ()

    def candidates(self, clause: Clause, view: View) -> tuple[Pattern, ...]:
        """The patterns that the clause may meet, most specific first."""
        found: tuple[Pattern, ...] = ()
        for key in self.triggers(clause):
            index = self.lexicon.patterns.get(key)
            if index is not None:
                found += index.select(view.mask, view.markers, view.count)
        return found

    def triggers(self, clause: Clause) -> list[str]:
        """The keys under which patterns of this clause stand: its lemma, and for "be ready" its predicate before it."""
        lowers = self.parse.tagged.lowers
        if clause.verb.passive:
            return ["be:" + lowers[clause.verb.head], clause.lemma]
        if clause.lemma in self.grammar.copulas:
            predicate = clause.predicate or (clause.objects[0] if clause.objects else None)
            if predicate is not None:
                return [
                    *(f"{clause.lemma}:{lowers[index]}" for index in range(predicate.start, predicate.end)),
                    clause.lemma,
                ]
        return [clause.lemma]

    def trigger_of(self, clause: Clause) -> tuple[int, int]:
        return clause.verb.head, clause.verb.head + 1

    def match(self, pattern: Pattern, clause: Clause, view: View, lacks: list[Lack] | None = None) -> Binding | None:
        """Bind the slots of a pattern to the clause, or None where a term finds nothing; `lacks` is told which."""
        objects, doer = view.objects, view.subject
        if clause.verb.passive and ":" in pattern.trigger:
            objects, doer = clause.objects, self.subject_of(clause)
        if pattern.particle is not None and pattern.particle not in clause.particles:
            shifted = self.particle_object(pattern, clause, view)
            if shifted is None:
                if lacks is not None:
                    lacks.append(("particle", None))
                return None
            objects = [*objects, shifted]
        source: Group | None = None
        target: Group | None = None
        acts: list[Clause | Group] = []
        used: list[Group] = []
        subject = pattern.subject
        if subject is not None:
            filler = doer
            if subject.mask and (filler is None or not self.sets_of(filler) & subject.mask):
                if lacks is not None:
                    lacks.append(("subject", subject))
                return None
            if subject.slot == SOURCE:
                source = filler
            elif subject.slot == TARGET:
                target = filler
        position = 0
        for term in pattern.terms:
            where = term.where
            if term.act:
                found_acts = self.find_acts(term, clause, view)
                if not found_acts:
                    if lacks is not None:
                        lacks.append(("act", term))
                    return None
                acts.extend(found_acts)
                continue
            if where == "object":
                filler, position = self.find_object(term, objects, position)
                if filler is None and term.mask and clause.predicate is not None:
                    filler = clause.predicate if self.sets_of(clause.predicate) & term.mask else None
            elif where == "prep":
                filler = self.find_prep(term, view, pattern)
            elif where == "particle":
                if not any(particle in term.preps for particle in clause.particles):
                    if lacks is not None:
                        lacks.append(("adverb", term))
                    return None
                continue
            else:
                return None
            if filler is None:
                if lacks is not None:
                    lacks.append(("object" if where == "object" else "preposition", term))
                return None
            if term.slot == SOURCE:
                source = filler
            elif term.slot == TARGET:
                target = _doer(filler)
            if term.mask:
                used.append(filler)
        if self.trace is not None:
            self.trace.append(pattern)
        return source, target, acts, used

    def particle_object(self, pattern: Pattern, clause: Clause, view: View) -> Group | None:
        """ "hand over the town": the tagger may read a particle as a preposition; its noun is then the object."""
        if not pattern.terms or pattern.terms[0].where != "object" or (view.objects and not clause.verb.passive):
            return None
        for prep, group in clause.preps:
            if prep == pattern.particle and group.start <= clause.verb.end + 2:
                return group
        return None

    def find_object(self, term: Term, objects: list[Group], position: int) -> tuple[Group | None, int]:
        if not term.mask:
            return (objects[position], position + 1) if position < len(objects) else (None, position)
        for index in range(position, len(objects)):
            if self.sets_of(objects[index]) & term.mask:
                return objects[index], index + 1
        return None, position

    def find_prep(self, term: Term, view: View, pattern: Pattern) -> Group | None:
        preps, mask = term.preps, term.mask
        for prep, group in view.preps:
            if prep in preps or (" " in prep and prep.rsplit(" ", 1)[1] in preps):
                if mask and not self.sets_of(group) & mask:
                    continue
                return group
        return None

    def find_acts(self, term: Term, clause: Clause, view: View) -> list[Clause | Group]:
        where = term.where
        found: list[Clause | Group] = []
        if where == "infinitive":
            found.extend(inner for inner in clause.complements if inner.relation == "infinitive")
        elif where == "that":
            found.extend(inner for inner in clause.complements if inner.relation in ("that", "say"))
        elif where == "prep":
            found.extend(
                inner for inner in clause.complements if inner.relation == "gerund" and inner.marker in term.preps
            )
            found.extend(group for prep, group in view.preps if prep in term.preps)
        elif where == "object":
            found.extend(inner for inner in clause.complements if inner.relation == "gerund" and inner.marker is None)
            if clause.lemma in self.grammar.bare_verbs:
                found.extend(inner for inner in clause.complements if inner.relation == "infinitive")
            found.extend(view.objects)
        return found


def _doer(group: Group) -> Group:
    """ "Welcomed Iran's release of the hikers": who is dealt with is whose act it was, not the phrase with "of"."""
    owner = group.owner
    if group.prep != "of" or owner is None or owner.possessor is None:
        return group
    return owner.possessor
