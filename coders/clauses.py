"""Clauses: who stands in what relation to which verb.

In come groups and their kinds; out goes the list of clauses of one sentence, in the order of their verbs. One pass from
left to right with a small state: the open clause, the noun group that still waits for a verb, a stack of earlier ones, the
pending preposition, the marker (subordinator, "that", wh-word) and the last boundary. It attaches nothing for good: a
prepositional phrase hangs on the noun before it and on its clause, and rules choose. It knows no actor and no rule.
"""

from __future__ import annotations

import re

from .grammar import Grammar
from .groups import Group

_VERB_AHEAD = re.compile(r"[NT](?:P+[NT]|[RATC\"](?!V)|CN|,?\([^)]*\),?|E|I(?:P?[NT])*)*\"?[VK]")
_APPOSITION = re.compile(r",R?N(?:P+[NT])*(?:,(?!C)|\.|$)")
_LIST = re.compile(r"(?:,\"?[NT](?:P+[NT])*)*,?CR?[NT]")
_SECOND_VERB = re.compile(r"[KE](?:[RATN]|P+[NT]|P?G[NT]?|I(?:P?[NT])*)*(?<!N)[VK]|[KE](?:[RAT]|P+[NT])*P+[NT][VK]")
_CLOSED_SECOND = re.compile(r"[KE](?:[RATNPC]|I)*,R?[VK]")
_OBJECT_AHEAD = re.compile(r".[RA]*N")
_RELATIVES = frozenset({"who", "which", "whom", "whose", "that"})
_NOUN_PREPS = frozenset({"of", "between", "than", "like", "including", "about", "among", "such as"})
_VERB_PREPS = frozenset({"by", "after", "during", "before", "since", "until", "despite", "following", "because of", "on", "at", "through", "into"})


class Clause:
    """A predicate with its arguments.

    `relation` says how it hangs on `parent`: root, say (reported by a speech verb that stands after or inside), that, wh,
    infinitive, gerund (after a preposition or as object), participle (adjunct), relative, reduced (participle after its
    noun), adverbial. Coordinated clauses have the relation of the first. `marker` is the subordinator, preposition or
    wh-word; `preps` is flat: every prepositional phrase with its preposition; `times` are the time expressions. `pronoun` is
    the relative pronoun that stands for the antecedent.
    """

    __slots__ = (
        "antecedent", "complements", "consumed", "controller", "governor", "lemma", "marker", "memo", "objects", "parent", "particles",
        "predicate", "preps", "pronoun", "relation", "shared", "subject", "times", "verb", "view",
    )  # fmt: skip

    def __init__(self, verb: Group, relation: str, parent: Clause | None, marker: str | None) -> None:
        self.verb = verb
        self.lemma = verb.lemma
        self.relation = relation
        self.parent = parent
        self.marker = marker
        self.subject: Group | None = None
        self.controller: Clause | None = None
        self.objects: list[Group] = []
        self.preps: list[tuple[str, Group]] = []
        self.times: list[tuple[str, Group]] = []
        self.pronoun: Group | None = None
        self.particles: list[str] = [] if verb.particle is None else [verb.particle]
        self.predicate: Group | None = None
        self.complements: list[Clause] = []
        self.antecedent: Group | None = None
        self.governor: Group | None = None
        self.consumed = False
        self.shared = False
        self.memo: object = None
        self.view: object = None

    @property
    def shares_subject(self) -> bool:
        """Whether the subject is that of the clause it is coordinated with."""
        return self.subject is not None and self.shared

    def on_noun(self, prep: str, group: Group) -> bool:
        """Whether a phrase hangs on the noun before it rather than on the verb, as far as position and preposition tell."""
        owner = group.owner
        if owner is None or (prep, group) not in owner.preps:
            return False
        return prep in _NOUN_PREPS or owner.prep is not None and prep not in _VERB_PREPS

    def __repr__(self) -> str:
        return f"Clause({self.lemma} {self.relation} subject={self.subject} objects={self.objects} preps={self.preps})"


def build_clauses(groups: list[Group], kinds: str, grammar: Grammar) -> list[Clause]:
    """Walk the groups once and return the clauses in the order of their verbs."""
    return _Automaton(groups, kinds, grammar).run()


class _Automaton:
    """The state between two groups, and one method per kind of group."""

    __slots__ = (
        "clauses", "conj", "cur", "edge", "fresh", "grammar", "groups", "held", "kinds", "last", "mark", "mark_group", "mark_kind",
        "noun_at", "prep", "waiting",
    )  # fmt: skip

    def __init__(self, groups: list[Group], kinds: str, grammar: Grammar) -> None:
        self.groups = groups
        self.kinds = kinds
        self.grammar = grammar
        self.clauses: list[Clause] = []
        self.cur: Clause | None = None
        self.fresh: Group | None = None
        self.waiting: list[Group] = []
        self.held: list[tuple[str, Group]] = []
        self.last: Group | None = None
        self.noun_at = -9
        self.prep: Group | None = None
        self.mark: str | None = None
        self.mark_group: Group | None = None
        self.mark_kind = ""
        self.conj = False
        self.edge = True

    def run(self) -> list[Clause]:
        index, kinds, groups = 0, self.kinds, self.groups
        size = len(kinds)
        while index < size:
            kind = kinds[index]
            group = groups[index]
            if kind == "N":
                self.take_noun(group, index)
            elif kind == "P":
                self.strand()
                self.prep = group
            elif kind == "V":
                self.take_finite(group, index)
            elif kind == "K":
                self.take_ambiguous(group, index)
            elif kind == "I":
                self.take_infinitive(group, index)
            elif kind == "G":
                self.take_gerund(group, index)
            elif kind == "E":
                self.take_participle(group, index)
            elif kind == "T":
                self.take_time(group, index)
            elif kind == ",":
                self.take_comma()
            elif kind == "C":
                self.strand()
                self.conj = True
            elif kind == "A":
                self.take_adjective(group)
            elif kind == "R":
                self.take_adverb(group, index)
            elif kind == "S":
                self.take_subordinator(group)
            elif kind == "H" or kind == "W":
                self.take_relative(group, index)
            elif kind == "(":
                end = kinds.find(")", index)
                if 0 < end:
                    if self.noun_at == index - 1:
                        self.noun_at = end
                    index = end
            elif kind == ";":
                self.take_break(group)
            elif kind == '"':
                self.take_quote(index)
            index += 1
        self.strand()
        return self.close()

    def take_time(self, group: Group, index: int) -> None:
        if self.noun_at in (index - 1, index - 2):
            self.noun_at = index
        if self.cur is not None and self.fresh is None:
            self.cur.times.append(("" if self.prep is None else self.prep.lemma, group))
        self.prep = None

    # ------------------------------------------------------------------------------------------------------- marks

    def strand(self) -> None:
        """A preposition that got no noun is a particle of the open clause."""
        if self.prep is not None and self.cur is not None and self.fresh is None:
            self.cur.particles.append(self.prep.lemma)
        self.prep = None

    def take_comma(self) -> None:
        self.strand()
        self.edge = True
        if self.mark_kind == "S" and self.fresh is None and self.mark is not None:
            self.mark, self.mark_kind = None, ""

    def take_break(self, group: Group) -> None:
        self.take_comma()
        if group.lemma in (";", ":"):
            self.cur = None
            self.waiting.clear()
            if group.lemma == ";":
                self.fresh = None
                self.held.clear()

    def take_subordinator(self, group: Group) -> None:
        self.strand()
        self.park()
        self.mark, self.mark_kind = group.lemma, "S"
        self.edge = True

    def take_relative(self, group: Group, index: int) -> None:
        lemma = group.lemma
        following = self.kinds[index + 1 : index + 3]
        is_relative = self.last is not None and lemma in _RELATIVES and not (lemma == "that" and following[:1] == "N")
        if lemma == "that" and is_relative and following[:1] not in ("V", "K", "R"):
            is_relative = False
        if lemma == "that" and self.noun_at != index - 1:
            is_relative = False
        self.mark, self.mark_group = lemma, group
        if is_relative:
            self.mark_kind = "W"
            if self.fresh is not None:
                self.park()
        elif lemma == "that":
            self.mark_kind = "H"
        else:
            self.mark_kind = "w"
            if self.fresh is not None:
                self.park()
        if self.prep is not None and is_relative:
            self.mark = self.prep.lemma + " " + lemma
        self.prep = None
        self.edge = True

    def park(self) -> None:
        """The noun group that waits for its verb goes on the stack: something opens before the verb comes."""
        if self.fresh is not None:
            self.waiting.append(self.fresh)
            self.fresh = None
            self.held = []

    # ------------------------------------------------------------------------------------------------------- nouns

    def take_noun(self, group: Group, index: int) -> None:
        if self.prep is not None:
            self.attach_phrase(group, index)
        elif self.conj and self.mark_kind == "" and self.joins(index):
            self.coordinate(group)
        elif self.edge and index > 1 and self.kinds[index - 1] in ',;"' and self.last is not None and self.mark_kind == "" and self.closes(group, index):
            pass
        else:
            self.place(group, index)
        self.conj = False
        self.edge = False
        self.noun_at = index

    def attach_phrase(self, group: Group, index: int) -> None:
        prep = self.prep
        assert prep is not None
        lemma = prep.lemma
        group.prep = lemma
        if self.last is not None and self.noun_at >= index - 2 and not self.edge:
            self.last.preps.append((lemma, group))
            group.owner = self.last
        if self.cur is not None and self.fresh is None and not self.mark_kind:
            self.cur.preps.append((lemma, group))
            if " " in lemma:
                self.cur.particles.append(lemma.partition(" ")[0])
        else:
            self.held.append((lemma, group))
        self.prep = None
        self.last = group

    def joins(self, index: int) -> bool:
        """Is the noun after a coordinator one more member, and not the subject of a clause of its own?"""
        if self.last is None:
            return False
        if self.cur is None or self.fresh is not None:
            return True
        return _VERB_AHEAD.match(self.kinds, index) is None

    def coordinate(self, group: Group) -> None:
        last = self.last
        assert last is not None
        if last.prep is not None and self.fresh is not None and last.tag != group.tag and self.fresh.tag == group.tag:
            last = self.fresh
        first = last.owner if last.owner is not None and last.owner.conjuncts is not None and last in last.owner.conjuncts else last
        if first.owner is not None and first.owner.apposition is first:
            first = first.owner
        if first.conjuncts is None:
            first.conjuncts = [first]
        first.conjuncts.append(group)
        group.owner = first
        group.prep = first.prep
        self.last = group

    def closes(self, group: Group, index: int) -> bool:
        """After a comma: a member of a list, or an apposition to the noun before. False where something new begins."""
        kinds = self.kinds
        start = index - 1 if kinds[index - 1] == "," else index
        listed = _LIST.match(kinds, start) if kinds[start] == "," else None
        if listed is not None and self.in_list(listed.end()):
            self.coordinate(group)
            return True
        if kinds[start] == "," and _APPOSITION.match(kinds, start) is not None and (self.fresh is not None or self.cur is not None):
            last = self.last
            assert last is not None
            target = self.fresh if self.fresh is not None and last.prep is not None and last.tag != "X" else last
            if target.apposition is None:
                target.apposition = group
            group.owner = target
            self.last = target
            return True
        return False

    def in_list(self, end: int) -> bool:
        if self.fresh is not None:
            return True
        return self.cur is not None and _VERB_AHEAD.match(self.kinds, end - 1) is None

    def place(self, group: Group, index: int) -> None:
        cur = self.cur
        if cur is not None and self.fresh is None and not self.edge and not self.mark_kind and not self.conj and len(cur.objects) < 3:
            cur.objects.append(group)
            self.last = group
            return
        if self.fresh is not None:
            if self.noun_at == index - 1 and group.tag == "X":
                self.fresh.apposition = group
                group.owner = self.fresh
                self.last = group
                return
            self.park()
        self.fresh = group
        self.last = group

    # ------------------------------------------------------------------------------------------------------- verbs

    def take_quote(self, index: int) -> None:
        """A quotation after a speech verb is its content."""
        if self.noun_at == index - 1:
            self.noun_at = index
        cur = self.cur
        if cur is not None and not cur.objects and not self.mark_kind and self.fresh is None and cur.lemma in self.grammar.speech_verbs and self.prep is None:
            self.mark, self.mark_kind = None, "H"

    def take_finite(self, verb: Group, index: int) -> None:
        self.strand()
        if self.resumes(verb):
            return
        if self.inverts(verb, index):
            self.open(self.new_clause(verb, "root", None))
            return
        clause = self.open_finite(verb)
        self.open(clause)

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
        """A verb group split by a parenthesis: "will, on Tuesday, lead"."""
        cur = self.cur
        if cur is None or self.fresh is not None or self.mark_kind or cur.objects or self.conj:
            return False
        if cur.verb.tag == "m" and verb.tag == "v" or cur.verb.tag == "H" and verb.tag in "ek":
            old = cur.verb
            verb.modal, verb.negative, verb.perfect = old.modal, old.negative or verb.negative, old.perfect or old.tag == "H"
            cur.verb, cur.lemma = verb, verb.lemma
            cur.particles = [] if verb.particle is None else [verb.particle]
            self.edge = False
            return True
        return False

    def open_finite(self, verb: Group) -> Clause:
        cur = self.cur
        if self.mark_kind == "W":
            return self.open_relative(verb)
        if self.fresh is not None:
            return self.open_with_subject(verb, self.fresh)
        if cur is not None and not self.edge and not self.conj and cur.objects and self.last is not None and (self.is_clausal(cur) or self.is_stolen(cur)):
            subject = cur.objects.pop()
            clause = self.complement_of(cur, verb, "that", None)
            clause.subject = subject
            return clause
        if self.mark_kind in ("w", "H") and cur is not None:
            return self.complement_of(cur, verb, "wh" if self.mark_kind == "w" else "that", self.mark)
        if self.waiting and not self.conj:
            clause = self.new_clause(verb, "root", None)
            clause.subject = self.waiting.pop()
            self.inherit_frame(clause)
            return clause
        if cur is not None and (self.conj or self.edge):
            return self.coordinate_verb(verb, cur)
        clause = self.new_clause(verb, "root", None)
        if cur is None and self.waiting:
            clause.subject = self.waiting.pop()
        return clause

    def is_clausal(self, cur: Clause) -> bool:
        return cur.lemma in self.grammar.clause_verbs and self.last in (cur.objects[-1], *(g for _, g in cur.preps[-1:]), *(cur.objects[-1].conjuncts or ()))

    def is_stolen(self, cur: Clause) -> bool:
        """No subject waits, so the object right before this verb must be its subject."""
        return not self.waiting and self.mark_kind == "" and self.last is cur.objects[-1] and cur.verb.modal is None

    def open_relative(self, verb: Group) -> Clause:
        antecedent = self.last if self.fresh is None or self.last is not self.fresh else (self.waiting[-1] if self.waiting else None)
        clause = self.new_clause(verb, "relative", self.cur)
        clause.marker = self.mark
        if self.fresh is not None:
            antecedent = self.relative_head()
            clause.subject = self.fresh
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

    def relative_head(self) -> Group | None:
        if self.waiting:
            return self.waiting[-1]
        if self.cur is not None:
            return self.cur.preps[-1][1] if self.cur.preps else (self.cur.objects[-1] if self.cur.objects else None)
        return None

    def open_with_subject(self, verb: Group, subject: Group) -> Clause:
        cur = self.cur
        if self.mark_kind == "H" and cur is not None:
            clause = self.complement_of(cur, verb, "that", self.mark)
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
        clause.preps.extend(self.held)
        self.held = []
        self.fresh = None
        return clause

    def complement_of(self, cur: Clause, verb: Group, relation: str, marker: str | None) -> Clause:
        clause = self.new_clause(verb, relation, cur)
        clause.marker = marker
        cur.complements.append(clause)
        if relation == "that" and marker == "that" and self.last is not None and self.last.kind == "N" and self.last is not self.fresh:
            clause.governor = self.last
            self.last.complements.append(clause)
        return clause

    def finite_of(self, clause: Clause) -> Clause:
        while clause.relation in ("infinitive", "gerund", "participle", "reduced", "relative") and clause.parent is not None:
            clause = clause.parent
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

    def copy_frame(self, clause: Clause, model: Clause) -> None:
        clause.relation, clause.parent, clause.marker = model.relation, model.parent, model.marker
        clause.governor = model.governor
        if model.parent is not None and model in model.parent.complements:
            model.parent.complements.append(clause)

    def coordinate_verb(self, verb: Group, cur: Clause) -> Clause:
        """"X attacked Y and killed Z": the verb shares subject and place with the clause it is coordinated with."""
        model = cur
        if verb.tag == "v" and verb.modal is None and model.relation != "infinitive" and not model.verb.modal:
            parent = model
            while parent is not None and parent.relation != "infinitive" and parent.verb.modal is None:
                up = parent.parent
                if up is None:
                    break
                parent = up
            model = parent
        elif verb.tag != "v" or verb.modal is not None:
            while model.relation in ("infinitive", "gerund", "participle", "reduced") and model.parent is not None:
                model = model.parent
            if model.relation in ("that", "relative") and self.edge and not self.conj and model.parent is not None:
                model = model.parent
        clause = self.new_clause(verb, "root", None)
        self.copy_frame(clause, model)
        clause.subject = model.subject
        clause.shared = True
        clause.antecedent = model.antecedent
        clause.controller = model if model.subject is None else None
        if verb.tag == "v" and verb.modal is None and model.verb.modal is not None:
            verb.modal = model.verb.modal
            verb.negative = verb.negative or model.verb.negative
        if verb.tag in "ek" and model.verb.passive and verb.end - verb.start == 1:
            verb.passive = True
        return clause

    def new_clause(self, verb: Group, relation: str, parent: Clause | None) -> Clause:
        clause = Clause(verb, relation, parent, None)
        self.clauses.append(clause)
        return clause

    def open(self, clause: Clause) -> None:
        self.cur = clause
        self.mark, self.mark_kind = None, ""
        self.conj = False
        self.edge = False
        self.prep = None
        self.last = None

    def take_ambiguous(self, verb: Group, index: int) -> None:
        """A bare -ed form: finite, or the participle of a reduced relative or adjunct."""
        if self.prep is None and self.is_finite(verb, index):
            if self.kinds[index : index + 2] == "KP" and self.groups[index + 1].lemma == "by":
                verb.passive = True
            self.take_finite(verb, index)
        else:
            self.take_participle(verb, index)

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
            return bool(self.waiting) or _OBJECT_AHEAD.match(kinds, index) is not None
        cur = self.cur
        if cur is None:
            return True
        if cur.objects and self.is_clausal(cur):
            return True
        return bool(self.waiting) and cur.relation in ("relative", "reduced", "participle", "infinitive", "gerund")

    def take_infinitive(self, verb: Group, index: int) -> None:
        prep = self.prep
        self.strand()
        if self.fresh is not None and (self.cur is None or self.fresh.start > self.cur.verb.start) and self.mark_kind != "w":
            clause = self.new_clause(verb, "infinitive", None)
            clause.governor = self.last if self.last is not None and self.noun_at == index - 1 else self.fresh
            clause.governor.complements.append(clause)
            if self.fresh is not clause.governor:
                self.fresh.complements.append(clause)
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
            last.complements.append(clause)
            clause.governor = last
            if last.prep == "for":
                clause.subject = last
        if prep is not None and prep.lemma.startswith("in order"):
            clause.marker = "in order"
        self.open(clause)

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
        elif previous == "N" and self.last is not None and not self.edge and self.noun_at == index - 1:
            clause = self.new_clause(verb, "reduced", cur)
            clause.subject = self.last
            clause.antecedent = self.last
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

    def gerund_after(self, prep: Group, verb: Group, index: int) -> Clause:
        cur = self.cur
        clause = self.new_clause(verb, "gerund", cur)
        clause.marker = prep.lemma
        if self.last is not None and self.noun_at >= index - 2 and not self.edge:
            clause.governor = self.last
            self.last.complements.append(clause)
        if self.fresh is not None:
            self.park()
        elif cur is not None:
            cur.complements.append(clause)
        return clause

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
            verb.negative, verb.modal, verb.perfect = cur.verb.negative or verb.negative, cur.verb.modal, cur.verb.perfect
            cur.verb = verb
            return
        else:
            clause = self.new_clause(verb, "participle", cur)
            clause.controller = None if cur is None else self.finite_of(cur)
        self.open(clause)

    def take_adjective(self, group: Group) -> None:
        cur = self.cur
        self.prep = None
        if cur is not None and self.fresh is None and cur.predicate is None and not self.edge:
            cur.predicate = group

    def take_adverb(self, group: Group, index: int) -> None:
        if self.noun_at == index - 1:
            self.noun_at = index
        if self.cur is not None and self.fresh is None and not self.edge:
            self.cur.particles.append(group.lemma)

    # ------------------------------------------------------------------------------------------------------- closing

    def close(self) -> list[Clause]:
        roots = [clause for clause in self.clauses if clause.relation == "root"]
        self.link_reports(roots)
        main = next((clause for clause in roots), None)
        for clause in self.clauses:
            if clause.subject is None and clause.controller is None and clause.relation in ("participle", "adverbial", "gerund") and clause.parent is None and main is not None and main is not clause:
                clause.controller = main
                if clause.relation == "adverbial":
                    clause.parent = main
        return self.clauses

    def link_reports(self, roots: list[Clause]) -> None:
        """"X attacked Y, officials said": the speech verb takes what stands before it as its content."""
        speech = self.grammar.speech_verbs
        for number, clause in enumerate(roots):
            if number == 0 or clause.lemma not in speech or clause.complements:
                continue
            if clause.subject is None and clause.objects:
                clause.subject = clause.objects.pop(0)
            for earlier in roots[:number]:
                if earlier.parent is None and earlier.lemma not in speech or (earlier.parent is None and earlier.complements):
                    earlier.parent, earlier.relation = clause, "say"
                    clause.complements.append(earlier)
