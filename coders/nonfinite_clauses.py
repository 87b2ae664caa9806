"""Clauses without a finite verb: infinitives, gerunds and participles.

In come the state of the clause stage and a verb group; out go complements, reduced relatives and adjuncts with the
controller of their missing subject.
"""

from __future__ import annotations

from .frames import Clause
from .groups import Group
from .noun_places import NounState


class NonfiniteState(NounState):
    """A state that takes infinitives, gerunds and participles."""

    __slots__ = ()

    def take_infinitive(self, verb: Group, index: int) -> None:
        prep = self.prep
        self.strand()
        if (
            self.fresh is not None
            and (self.cur is None or self.fresh.start > self.cur.verb.start)
            and self.mark_kind != "w"
        ):
            clause = self.new_clause(verb, "infinitive", None)
            clause.governor = (
                self.ruling(self.last) if self.last is not None and self.noun_at == index - 1 else self.fresh
            )
            clause.governor.govern(clause)
            if self.fresh is not clause.governor:
                self.fresh.govern(clause)
            if self.noun_at == index - 1 and self.last is not None and self.last.prep == "for":
                clause.subject = self.last
            self.park()
            self.open(clause)
            return
        cur = self.cur
        if cur is not None and self.conj and cur.relation == "infinitive":
            clause = self.new_clause(verb, "infinitive", cur.parent)
            self.copy_frame(clause, cur)
            clause.subject = cur.subject
            clause.controller = cur if cur.subject is None else None
            self.open(clause)
            return
        if cur is None:
            self.open(self.new_clause(verb, "infinitive", None))
            return
        if self.edge and cur.relation in ("relative", "reduced"):
            cur = self.finite_of(cur)
        clause = self.new_clause(verb, "infinitive", cur)
        cur.complements.append(clause)
        last = self.last
        if last is not None and self.noun_at == index - 1 and last.kind == "N" and not self.edge:
            clause.governor = self.ruling(last)
            clause.governor.govern(clause)
            if last.prep == "for":
                clause.subject = last
            elif last.prep == "by" and last.owner is not None:
                last.owner.govern(clause)
        if prep is not None and prep.lemma.startswith("in order"):
            clause.marker = "in order"
        self.open(clause)

    def ruling(self, last: Group) -> Group:
        """ "A request from Malaysia to extradite ...": the noun up the chain of phrases that takes an infinitive."""
        step: Group | None = last
        while step is not None:
            if step.lemma in self.grammar.infinitive_nouns:
                return step
            step = step.owner if step.prep is not None else None
        return last

    def take_gerund(self, verb: Group, index: int) -> None:
        prep, self.prep = self.prep, None
        cur = self.cur
        previous = self.kinds[index - 1] if index else "^"
        if self.mark_kind == "S":
            clause = self.new_clause(verb, "adverbial", cur)
            clause.marker = self.mark
            clause.subject = self.waiting[-1] if self.waiting else None
            clause.controller = None if cur is None or clause.subject is not None else self.finite_of(cur)
        elif prep is not None:
            clause = self.gerund_after(prep, verb, index)
        elif self.heads_headline(cur):
            clause = self.new_clause(verb, "root", None)
            clause.subject, self.fresh = self.fresh, None
        elif previous == "N" and self.tells_of_subject(verb, cur):
            clause = self.new_clause(verb, "participle", cur)
            clause.controller = clause.parent = self.finite_of(cur) if cur is not None else None
        elif previous == "N" and self.last is not None and not self.edge and self.noun_at == index - 1:
            absolute = self.last.prep == "with"
            clause = self.new_clause(verb, "participle" if absolute else "reduced", cur)
            clause.subject = clause.antecedent = self.last
            if absolute:
                clause.marker = "with"
                self.drop_phrase(cur, self.last)
            if cur is not None and self.last in cur.objects:
                cur.complements.append(clause)
                clause.governor = self.last
            self.park()
        elif cur is not None and self.conj and cur.relation in ("gerund", "participle"):
            clause = self.new_clause(verb, cur.relation, cur.parent)
            self.copy_frame(clause, cur)
            clause.subject, clause.controller = cur.subject, cur if cur.subject is None else None
        elif cur is not None and previous in "VKIGER" and not self.edge:
            clause = self.new_clause(verb, "gerund", cur)
            cur.complements.append(clause)
        else:
            clause = self.new_clause(verb, "participle", cur)
            if self.fresh is not None:
                clause.subject = self.fresh
                self.park()
            elif cur is not None:
                main = self.finite_of(cur)
                clause.controller = main
                clause.parent = main
        self.open(clause)

    def tells_of_subject(self, verb: Group, cur: Clause | None) -> bool:
        """ "marched through the town calling for ...": who speaks is the subject, not the place or the thing before the verb."""
        return (
            cur is not None
            and self.last is not None
            and self.last.prep in self.grammar.telling_preps
            and verb.lemma in self.grammar.telling_verbs
            and self.finite_of(cur).subject is not None
        )

    def gerund_after(self, prep: Group, verb: Group, index: int) -> Clause:
        cur = self.cur
        if cur is not None and self.conj and cur.relation == "gerund" and cur.marker == prep.lemma:
            clause = self.new_clause(verb, "gerund", cur.parent)
            self.copy_frame(clause, cur)
            clause.subject, clause.controller = cur.subject, cur if cur.subject is None else None
            return clause
        clause = self.new_clause(verb, "gerund", cur)
        clause.marker = prep.lemma
        if self.last is not None and self.noun_at >= index - 2 and not self.edge:
            clause.governor = self.last
            self.last.govern(clause)
        if self.fresh is not None:
            self.park()
        elif cur is not None:
            cur.complements.append(clause)
        return clause

    def drop_phrase(self, cur: Clause | None, noun: Group) -> None:
        """The subject of an absolute participle ("with troops advancing") is no phrase of the clause."""
        phrases = self.held if cur is None or not cur.preps or self.held else cur.preps
        if phrases and phrases[-1][1] is noun:
            phrases.pop()

    def heads_headline(self, cur: Clause | None) -> bool:
        """ "Rebels killed in raid": the first participle stands for the finite verb that the sentence lacks."""
        return cur is None and self.fresh is not None and "V" not in self.kinds and "K" not in self.kinds

    def take_participle(self, verb: Group, index: int) -> None:
        self.prep = None
        verb.passive = True
        if verb.lemma in self.grammar.naming_verbs and self.kinds[index + 1 : index + 2] in ("N", '"'):
            verb.lemma = verb.lemma + " (naming)"
        cur = self.cur
        previous = self.kinds[index - 1] if index else "^"
        if self.mark_kind == "S":
            clause = self.new_clause(verb, "adverbial", cur)
            clause.marker = self.mark
            clause.subject = self.waiting[-1] if self.waiting else None
        elif self.conj and cur is not None and cur.verb.passive:
            clause = self.coordinate_verb(verb, cur)
        elif self.heads_headline(cur):
            clause = self.new_clause(verb, "root", None)
            clause.subject, self.fresh = self.fresh, None
            clause.preps.extend(self.held)
            self.held = []
        elif previous in 'NT"' and self.last is not None and not self.edge:
            clause = self.new_clause(verb, "reduced", cur)
            clause.subject = clause.antecedent = self.last
            self.park()
        elif self.fresh is not None:
            clause = self.new_clause(verb, "participle", cur)
            clause.subject = self.fresh
            self.park()
        elif cur is not None and not self.edge and cur.lemma in self.grammar.copulas and not cur.objects:
            cur.verb.end, cur.lemma, verb.start = verb.end, verb.lemma, cur.verb.start
            verb.negative, verb.modal, verb.perfect = (
                cur.verb.negative or verb.negative,
                cur.verb.modal,
                cur.verb.perfect,
            )
            cur.verb = verb
            return
        else:
            clause = self.new_clause(verb, "participle", cur)
            clause.controller = None if cur is None else self.finite_of(cur)
        self.open(clause)
