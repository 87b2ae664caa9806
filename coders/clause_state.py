"""The state of the clause stage between two groups: what is open, what waits, and how nouns and marks change it.

In come groups one by one; what goes out is left in the state: the clauses so far, the open one, the noun group that
still waits for a verb, a stack of earlier ones, the pending preposition, the marker (subordinator, "that", wh-word) and
the last boundary. Where nouns go, and verbs, are for the modules that build on it.
"""

from __future__ import annotations

import re

from .frames import Clause
from .grammar import Grammar
from .groups import Group

# A predicate adjective with its complement, and neither a finite verb before the next comma nor a full stop at the end.
_BARE_PREDICATE = re.compile(r"A(?=[PI])[^VK,.;]*(?:,|$)(?!.*\.$)")
_RELATIVES = frozenset({"who", "which", "whom", "whose", "that"})
_OBJECT_RELATIVE_IN = re.compile(r"HN(?:P+N)*R?[VK](?:P+[NT]|[RT])*[VK]")
_OBJECT_RELATIVE = re.compile(r"HN(?:PN)*R?[VK](?:P+[NTG]N?|[RT])*+[.,CVK]")


class State:
    """The state between two groups, and one method per kind of group."""

    __slots__ = (
        "antecedent", "asides", "clauses", "conj", "cur", "dates", "edge", "fresh", "grammar", "groups", "held", "kinds",
        "last", "mark", "mark_group", "mark_kind", "noun_at", "prep", "stored", "waiting",
    )  # fmt: skip

    def __init__(self, groups: list[Group], kinds: str, grammar: Grammar) -> None:
        self.groups = groups
        self.kinds = kinds
        self.grammar = grammar
        self.clauses: list[Clause] = []
        self.asides: list[Clause] = []
        self.cur: Clause | None = None
        self.fresh: Group | None = None
        self.waiting: list[Group] = []
        self.held: list[tuple[str, Group]] = []
        self.dates: list[tuple[str, Group]] = []
        self.stored: list[tuple[str, Group]] = []
        self.last: Group | None = None
        self.antecedent: Group | None = None
        self.noun_at = -9
        self.prep: Group | None = None
        self.mark: str | None = None
        self.mark_group: Group | None = None
        self.mark_kind = ""
        self.conj = False
        self.edge = True

    def take_time(self, group: Group, index: int) -> None:
        if self.noun_at in (index - 1, index - 2):
            self.noun_at = index
        pair = ("" if self.prep is None else self.prep.lemma, group)
        if self.cur is not None and self.fresh is None and not self.mark_kind:
            self.cur.times = [*self.cur.times, pair]
        else:
            self.dates.append(pair)
        self.prep = None

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
        cur = self.cur
        if group.lemma == ":" and cur is not None and self.fresh is None and cur.lemma in self.grammar.speech_verbs:
            if cur.subject is None and cur is self.clauses[0] and cur.objects:
                cur.subject = cur.objects.pop(0)
            self.mark, self.mark_kind = None, "H"
            return
        if group.lemma in (";", ":"):
            self.cur = None
            self.waiting.clear()
            if group.lemma == ";":
                self.fresh = None
                self.held.clear()

    def take_stop(self) -> None:
        """A full stop within the sentence: nothing that is open goes on after it."""
        self.take_comma()
        self.cur = self.fresh = self.last = None
        self.mark, self.mark_kind = None, ""
        self.conj = False
        self.waiting.clear()
        self.held.clear()

    def take_subordinator(self, group: Group) -> None:
        self.strand()
        self.park()
        self.mark, self.mark_kind = group.lemma, "S"
        self.edge = True

    def take_relative(self, group: Group, index: int) -> None:
        lemma = group.lemma
        following = self.kinds[index + 1 : index + 3]
        if self.prep is not None and self.waiting and self.kinds.startswith(",NP", index - 3):
            self.take_part()
        is_relative = self.last is not None and lemma in _RELATIVES and not (lemma == "that" and following[:1] == "N")
        if lemma == "that" and is_relative and following[:1] not in ("V", "K", "R"):
            is_relative = False
        if lemma == "that" and self.noun_at != index - 1:
            is_relative = False
        elif lemma == "that" and not is_relative and following[:1] == "N":
            is_relative = self.lacks_object(index)
        self.mark, self.mark_group = lemma, group
        if is_relative:
            self.mark_kind = "W"
            self.antecedent = self.last if not self.edge else self.whole(self.last, index)
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

    def take_part(self) -> None:
        """ "The activists, some of whom were beaten": the relative is about the noun before the part."""
        if self.fresh is not None and self.fresh.lemma in self.grammar.measure_nouns:
            self.fresh = self.last = self.waiting.pop()

    def whole(self, last: Group | None, index: int) -> Group | None:
        """After a comma a relative takes all members of a coordination ("Iran and Iraq, which signed"), but for -s."""
        owner = None if last is None else last.owner
        following = self.groups[index + 1] if index + 1 < len(self.groups) else None
        if owner is None or owner.conjuncts is None or (following is not None and following.tag == "z"):
            return last
        return owner if last in owner.conjuncts else last

    def lacks_object(self, index: int) -> bool:
        """ "The plan that Iran rejected": "that" with a subject, and a verb that has no object but the noun before."""
        if self.fresh is not None:
            return _OBJECT_RELATIVE_IN.match(self.kinds, index) is not None
        if self.last is None or self.cur is None or self.last.lemma in self.grammar.clause_nouns:
            return False
        return self.last in self.cur.objects and _OBJECT_RELATIVE.match(self.kinds, index) is not None

    def park(self) -> None:
        """The noun group that waits for its verb goes on the stack: something opens before the verb comes."""
        if self.fresh is not None:
            self.waiting.append(self.fresh)
            self.fresh = None
            self.stored, self.held = self.held, []

    def take_quote(self, index: int) -> None:
        """A quotation after a speech verb is its content."""
        if self.noun_at == index - 1:
            self.noun_at = index
        cur = self.cur
        if (
            cur is not None
            and not cur.objects
            and not self.mark_kind
            and self.fresh is None
            and cur.lemma in self.grammar.speech_verbs
            and self.prep is None
        ):
            self.mark, self.mark_kind = None, "H"

    def take_adjective(self, group: Group, index: int) -> None:
        cur = self.cur
        self.prep = None
        if cur is None and self.fresh is not None and _BARE_PREDICATE.match(self.kinds, index) is not None:
            self.open_predicate(group, self.fresh)
            return
        if cur is not None and self.fresh is None and cur.predicate is None and not self.edge:
            cur.predicate = group

    def open_predicate(self, group: Group, subject: Group) -> None:
        """ "Kenya ready to mediate": a title leaves out "is"."""
        clause = self.new_clause(Group("V", group.start, group.end, group.head, "be"), "root", None)
        clause.subject, clause.predicate = subject, group
        clause.preps.extend(self.held)
        self.held, self.fresh = [], None
        self.open(clause)

    def take_adverb(self, group: Group, index: int) -> None:
        if self.noun_at == index - 1:
            self.noun_at = index
        if self.cur is not None and self.fresh is None and not self.edge:
            self.cur.particles.append(group.lemma)

    def finite_of(self, clause: Clause) -> Clause:
        while (
            clause.relation in ("infinitive", "gerund", "participle", "reduced", "relative")
            and clause.parent is not None
        ):
            clause = clause.parent
        return clause

    def new_clause(self, verb: Group, relation: str, parent: Clause | None) -> Clause:
        clause = Clause(verb, relation, parent, None)
        self.clauses.append(clause)
        return clause

    def open(self, clause: Clause) -> None:
        if self.dates:
            clause.times = self.dates
            self.dates = []
        self.cur = clause
        self.mark, self.mark_kind = None, ""
        self.conj = False
        self.edge = False
        self.prep = None
        self.last = None

    def copy_frame(self, clause: Clause, model: Clause) -> None:
        clause.relation, clause.parent, clause.marker = model.relation, model.parent, model.marker
        clause.governor = model.governor
        if model.parent is not None and model in model.parent.complements:
            model.parent.complements.append(clause)

    def coordinate_verb(self, verb: Group, cur: Clause) -> Clause:
        """ "X attacked Y and killed Z": the verb shares subject and place with the clause it is coordinated with."""
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
            if (
                model.relation == "that"
                and model.parent is not None
                and _is_subjunctive(model.verb)
                and verb.tag in "yz"
            ):
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


def _is_subjunctive(verb: Group) -> bool:
    """ "demanded that he apologise": a past tense after it goes with the verb above."""
    return verb.tag == "v" and verb.modal is None
