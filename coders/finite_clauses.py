"""Finite clauses: what a finite verb makes of the state of the clause stage.

In come the state and a verb group that is finite, or may be; out go root, reported, "that", wh, relative, adverbial and
coordinated clauses. Infinitives, gerunds and participles are for the module that builds on it.
"""

from __future__ import annotations

import re

from .frames import Clause
from .groups import Group
from .nonfinite_clauses import NonfiniteState

_SECOND_VERB = re.compile(r"[KE](?:[RATN]|P+[NT]|P?G[NT]?|I(?:P?[NT])*)*+(?<!N)[VK]|[KE](?:[RAT]|P+[NT])*P+[NT][VK]")
_CLOSED_SECOND = re.compile(r"[KE](?:[RATNPC]|I)*,R?[VK]")
_VERB_LIST = re.compile(r"[KE](?:,[KE])*,?C[RA]?[KEV]")
"""Verbs in a row that share their object: "arrested, tortured and deported"."""
_FINITE_RELATIONS = frozenset({"root", "that", "say", "relative", "adverbial"})
_OBJECT_AHEAD = re.compile(r".[RA]*N")
_INTERRUPTION = re.compile(r",[VK]N(?:PN)*,\"?[VK]")


class VerbState(NonfiniteState):
    """A state that takes all verbs."""

    __slots__ = ()

    def take_finite(self, verb: Group, index: int) -> int:
        """Take a verb; returns the place of the last group that it used up."""
        self.strand()
        if self.resumes(verb):
            return index
        if self.interrupts(verb, index):
            clause = self.new_clause(verb, "root", None)
            clause.subject = self.groups[index + 1]
            self.asides.append(clause)
            return index + 1
        clause = self.new_clause(verb, "root", None) if self.inverts(verb, index) else self.open_finite(verb)
        self.open(clause)
        return index

    def interrupts(self, verb: Group, index: int) -> bool:
        """ "The army, said the minister, has left": a speech verb and its subject between commas, before the verb."""
        return (
            self.fresh is not None
            and verb.lemma in self.grammar.speech_verbs
            and _INTERRUPTION.match(self.kinds, index - 1) is not None
        )

    def inverts(self, verb: Group, index: int) -> bool:
        """ "..., said the minister": a speech verb after its content, before its subject."""
        return (
            self.fresh is None
            and not self.conj
            and not self.mark_kind
            and self.cur is not None
            and verb.lemma in self.grammar.speech_verbs
            and self.kinds[index - 1] in ',"'
            and self.kinds[index + 1 : index + 2] == "N"
            and not (self.waiting and self.cur.relation in ("relative", "reduced", "participle"))
        )

    def resumes(self, verb: Group) -> bool:
        """A verb group split by a parenthesis ("will, on Tuesday, lead") or by its subject ("did Ghana attack")."""
        cur = self.cur
        if cur is None or self.fresh is not None or self.mark_kind or self.conj or cur.verb.tag not in "mHOB":
            return False
        old = cur.verb
        asked = len(cur.objects) == 1 and cur.subject is None and not self.edge and old.tag != "B"
        if cur.objects and not asked:
            return False
        if (old.tag == "H" and (verb.tag in "ek" or (asked and verb.tag == "y"))) or (
            verb.tag == "v" and (old.tag == "m" or (asked and old.tag == "O"))
        ):
            self.resume(cur, old, verb)
            return True
        return False

    def resume(self, cur: Clause, old: Group, verb: Group) -> None:
        verb.modal, verb.negative = old.modal, old.negative or verb.negative
        verb.perfect = old.perfect or old.tag == "H"
        cur.verb, cur.lemma = verb, verb.lemma
        cur.particles = [] if verb.particle is None else [verb.particle]
        if cur.objects:
            cur.subject = cur.objects.pop()
            if self.groups[-1].lemma == "." and len(self.clauses) == 1 and old.tag in "Hm":
                cur.relation, cur.marker = "adverbial", "if"
        self.edge = False

    def open_finite(self, verb: Group) -> Clause:
        cur = self.cur
        if self.mark_kind == "W":
            return self.open_relative(verb)
        if self.fresh is not None:
            return self.open_with_subject(verb, self.fresh)
        if cur is not None and not self.edge and not self.conj:
            clause = self.open_after_clause(verb, cur)
            if clause is not None:
                return clause
        if self.mark_kind in ("w", "H") and cur is not None:
            return self.complement_of(cur, verb, "wh" if self.mark_kind == "w" else "that", self.mark)
        if self.waiting and not self.conj:
            clause = self.new_clause(verb, "root", None)
            clause.subject = self.waiting.pop()
            clause.preps.extend(self.stored)
            self.stored = []
            self.inherit_frame(clause)
            return clause
        if cur is not None and (self.conj or self.edge):
            return self.coordinate_verb(verb, cur)
        clause = self.new_clause(verb, "root", None)
        if cur is None and self.waiting:
            clause.subject = self.waiting.pop()
        return clause

    def open_after_clause(self, verb: Group, cur: Clause) -> Clause | None:
        """A finite verb with neither subject nor boundary before it: something of the open clause is its subject."""
        if cur is self.clauses[0] and cur.relation == "participle" and cur.subject is None and cur.verb.tag == "g":
            clause = self.new_clause(verb, "root", None)
            cur.relation, cur.parent = "gerund", clause
            return clause
        parent = cur.parent
        if (
            parent is not None
            and cur.antecedent is not None
            and parent.objects[-1:] == [cur.antecedent]
            and parent.lemma in self.grammar.clause_verbs
            and not self.mark_kind
        ):
            parent.objects.pop()
            clause = self.complement_of(parent, verb, "that", None)
            clause.subject = cur.antecedent
            return clause
        if cur.objects and self.last is not None:
            if cur.lemma in self.grammar.bare_verbs and verb.tag == "v" and self.last is cur.objects[-1]:
                return self.open_bare(verb, cur)
            if len(cur.objects) > 1 and self.last is cur.objects[-1]:
                return self.open_contact(verb, cur, cur.objects.pop(), cur.objects[-1])
            if self.is_clausal(cur) or self.is_stolen(cur):
                subject = cur.objects.pop()
                clause = self.complement_of(cur, verb, "that", None)
                clause.subject = subject
                return clause
        if self.waiting or self.mark_kind:
            return None
        if cur.subject is not None and cur.subject.first is not None and not cur.objects and cur.relation == "root":
            return self.split_subject(verb, cur, cur.subject)
        return None

    def open_bare(self, verb: Group, cur: Clause) -> Clause:
        """ "Helped Libya train its police": the object is the subject of a bare infinitive."""
        clause = self.new_clause(verb, "infinitive", cur)
        cur.complements.append(clause)
        clause.subject = cur.objects[-1]
        return clause

    def open_contact(self, verb: Group, cur: Clause, subject: Group, antecedent: Group) -> Clause:
        """ "Brought the clock he made": a relative clause without pronoun."""
        clause = self.new_clause(verb, "relative", cur)
        clause.subject, clause.antecedent = subject, antecedent
        clause.objects.append(antecedent)
        return clause

    def split_subject(self, verb: Group, cur: Clause, subject: Group) -> Clause:
        """ "The plan Iran rejected was dropped": one group held the antecedent and the subject of a relative clause."""
        antecedent = subject.first
        assert antecedent is not None
        subject.start, subject.first = antecedent.end, None
        clause = self.new_clause(verb, "root", None)
        clause.subject = antecedent
        cur.relation, cur.parent, cur.antecedent = "relative", clause, antecedent
        if not cur.verb.passive:
            cur.objects.append(antecedent)
        return clause

    def is_clausal(self, cur: Clause) -> bool:
        """Whether the last noun may be the subject of a clause that the open verb takes without "that"."""
        if cur.lemma not in self.grammar.clause_verbs:
            return False
        last, near = self.last, cur.objects[-1]
        return last is near or (bool(cur.preps) and last is cur.preps[-1][1]) or last in (near.conjuncts or ())

    def is_stolen(self, cur: Clause) -> bool:
        """No subject waits, so the object right before this verb must be its subject."""
        return not self.waiting and self.mark_kind == "" and self.last is cur.objects[-1] and cur.verb.modal is None

    def open_relative(self, verb: Group) -> Clause:
        antecedent = self.antecedent
        clause = self.new_clause(verb, "relative", self.cur)
        clause.marker = self.mark
        if self.fresh is not None:
            clause.subject = self.fresh
            if self.mark == "whose" and self.fresh.possessor is None:
                self.fresh.possessor = antecedent
            self.fresh = None
            words = (self.mark or "").split()
            if antecedent is not None and len(words) == 2:
                clause.preps.append((words[0], antecedent))
            elif antecedent is not None and self.mark != "whose":
                clause.objects.append(antecedent)
        else:
            clause.subject = antecedent
        clause.antecedent = antecedent
        clause.pronoun = self.mark_group
        clause.preps.extend(self.held)
        self.held = []
        return clause

    def open_with_subject(self, verb: Group, subject: Group) -> Clause:
        cur = self.cur
        if self.mark_kind == "H" and cur is not None:
            clause = self.complement_of(cur, verb, "that", self.mark)
        elif self.mark_kind == "H" and self.waiting:
            clause = self.new_clause(verb, "that", None)
            clause.marker, clause.governor = self.mark, self.waiting[-1]
            self.waiting[-1].govern(clause)
        elif self.mark_kind == "w" and cur is not None:
            clause = self.complement_of(cur, verb, "wh", self.mark)
        elif self.mark_kind in ("S", "w", "H"):
            clause = self.new_clause(verb, "adverbial", cur)
            clause.marker = self.mark
        else:
            clause = self.new_clause(verb, "root", None)
            if self.conj and cur is not None:
                self.copy_frame(clause, self.finite_of(cur))
        clause.subject = subject
        if subject.negative:
            verb.negative = True
        clause.preps.extend(self.held)
        self.held = []
        self.fresh = None
        return clause

    def complement_of(self, cur: Clause, verb: Group, relation: str, marker: str | None) -> Clause:
        clause = self.new_clause(verb, relation, cur)
        clause.marker = marker
        cur.complements.append(clause)
        if (
            relation == "that"
            and marker == "that"
            and self.last is not None
            and self.last.kind == "N"
            and self.last is not self.fresh
        ):
            clause.governor = self.last
            self.last.govern(clause)
        return clause

    def inherit_frame(self, clause: Clause) -> None:
        """A verb whose subject waited: it belongs where the subject stood."""
        cur = self.cur
        start = clause.subject.start if clause.subject is not None else 0
        while cur is not None:
            if cur.verb.start < start and cur.relation in ("root", "that", "wh", "adverbial"):
                if cur.lemma in self.grammar.clause_verbs:
                    clause.relation, clause.parent = "that", cur
                    cur.complements.append(clause)
                return
            cur = cur.parent

    def take_ambiguous(self, verb: Group, index: int) -> int:
        """A bare -ed form: finite, or the participle of a reduced relative or adjunct."""
        if self.prep is None and self.is_finite(verb, index):
            by = self.kinds[index : index + 2] == "KP" and self.groups[index + 1].lemma == "by"
            if by and verb.lemma not in self.grammar.by_verbs:
                verb.passive = True
            return self.take_finite(verb, index)
        self.take_participle(verb, index)
        return index

    def take_bare(self, verb: Group, index: int) -> int:
        """An -ed form read as a participle: one more active verb in a row of them, else a participle indeed."""
        cur = self.cur
        if verb.lemma in self.grammar.by_verbs and self.fresh is not None and self.kinds[index + 1 : index + 2] == "P":
            return self.take_finite(verb, index)
        active = cur is not None and not cur.verb.passive and cur.relation in _FINITE_RELATIONS
        if active and self.fresh is None and self.prep is None and not self.mark_kind:
            in_row = self.edge and _VERB_LIST.match(self.kinds, index) is not None
            if in_row or (self.conj and _OBJECT_AHEAD.match(self.kinds, index) is not None):
                return self.take_finite(verb, index)
        self.take_participle(verb, index)
        return index

    def is_finite(self, verb: Group, index: int) -> bool:
        kinds = self.kinds
        previous = kinds[index - 1] if index else "^"
        if self.mark_kind == "W":
            return True
        if self.fresh is not None:
            if previous == ",":
                return _CLOSED_SECOND.match(kinds, index) is None
            return _SECOND_VERB.match(kinds, index) is None
        if previous == "^" or (previous == '"' and index == 1):
            return False
        if self.conj:
            return self.cur is not None
        if self.edge:
            return (
                bool(self.waiting)
                or _VERB_LIST.match(kinds, index) is not None
                or _OBJECT_AHEAD.match(kinds, index) is not None
            )
        cur = self.cur
        if cur is None:
            return True
        if cur.objects and self.is_clausal(cur):
            return True
        return bool(self.waiting) and cur.relation in ("relative", "reduced", "participle", "infinitive", "gerund")
