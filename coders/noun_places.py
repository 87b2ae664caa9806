"""Noun places: where a noun group goes in the state of the clause stage.

In come the state and a noun group; it becomes an object, a subject that waits for its verb, the noun of a phrase, a member
of a coordination or an apposition. Verbs are for the modules that build on it.
"""

from __future__ import annotations

import re

from .clause_state import State
from .frames import Clause
from .groups import Group

_VERB_AHEAD = re.compile(r"[NT](?:P+[NT]|[RATC\"](?!V)|CN|,?\([^)]*\),?|E|I(?:P?[NT])*)*+\"?[VK]")
_APPOSITION = re.compile(r",R?N(?:P+[NT])*(?:,(?!C)|\.|$)")
_NAME_BEFORE_VERB = re.compile(r",N[VKI]")
_PHRASE_END = re.compile(r"NP+N[.,]")
_LIST = re.compile(r"(?:,\"?[NT](?:P+[NT])*)*,?CR?[NT]")


class NounState(State):
    """A state that takes noun groups."""

    __slots__ = ()

    def take_noun(self, group: Group, index: int) -> None:
        if self.edge and self.fresh is not None and self.kinds.startswith(",RN,", index - 2) and self.is_denied(index):
            return
        if self.prep is not None:
            self.attach_phrase(group, index)
        elif self.conj and self.is_gapped(group, index):
            self.repeat(group)
        elif self.conj and (self.mark_kind == "" or self.fresh is not None) and self.joins(index):
            self.coordinate(group)
        elif (
            self.edge
            and index > 1
            and self.kinds[index - 1] in ',;"'
            and self.last is not None
            and self.mark_kind == ""
            and self.closes(group, index)
        ):
            pass
        else:
            self.place(group, index)
        self.conj = False
        self.edge = False
        self.noun_at = index

    def is_denied(self, index: int) -> bool:
        """ "Israel, not Iran, attacked": a noun with "not" between commas is nobody who did it."""
        return self.groups[index - 1].lemma == "not"

    def attach_phrase(self, group: Group, index: int) -> None:
        prep = self.prep
        assert prep is not None
        lemma = prep.lemma
        if self.conj and self.last is not None and self.last.prep == lemma and self.last.kind == group.kind:
            self.prep = None
            self.coordinate(group)
            return
        group.prep = lemma
        if not self.edge and index > 1 and self.kinds[index - 2] == "A":
            group.owner = self.groups[index - 2]
        elif self.last is not None and self.noun_at >= index - 2 and not self.edge:
            self.last.hang(lemma, group)
        elif self.edge and self.fresh is not None and lemma in self.grammar.joint_preps:
            self.join_subject(self.fresh, group)
            return
        elif self.edge and self.fresh is not None and lemma in self.grammar.origin_preps:
            self.fresh.hang(lemma, group)
        if self.cur is not None and self.fresh is None and not self.mark_kind:
            clause = self.holder(self.cur, lemma)
            clause.preps.append((lemma, group))
            if " " in lemma:
                clause.particles.append(lemma.partition(" ")[0])
        else:
            self.held.append((lemma, group))
        self.prep = None
        self.last = group

    def is_gapped(self, group: Group, index: int) -> bool:
        """ "Asked Germany for tanks and France for missiles": a name after "and" with a phrase like the one before."""
        cur, last = self.cur, self.last
        return (
            cur is not None
            and last is not None
            and self.fresh is None
            and group.tag in "pX"
            and last.tag not in "pX"
            and len(cur.objects) == 1
            and cur.objects[0].tag in "pX"
            and _PHRASE_END.match(self.kinds, index) is not None
            and self.groups[index + 1].lemma == last.prep
        )

    def repeat(self, group: Group) -> None:
        """The verb of the open clause once more, with another object."""
        cur = self.cur
        assert cur is not None
        clause = self.new_clause(cur.verb, "root", None)
        self.copy_frame(clause, cur)
        clause.subject, clause.shared = cur.subject, True
        clause.controller = cur if cur.subject is None else None
        clause.objects.append(group)
        self.cur, self.last = clause, group

    def holder(self, cur: Clause, lemma: str) -> Clause:
        """The clause that takes a phrase: for a source after a comma the main one, past a contact clause the one around it."""
        if self.edge and lemma in self.grammar.source_preps:
            main = self.finite_of(cur)
            while main.relation in ("that", "adverbial", "relative") and main.parent is not None:
                main = self.finite_of(main.parent)
            return main
        around = cur.parent
        if cur.relation != "relative" or cur.marker is not None or around is None:
            return cur
        frame = self.grammar.verb_frames.get(lemma, frozenset())
        return around if around.lemma in frame and cur.lemma not in frame else cur

    def join_subject(self, subject: Group, group: Group) -> None:
        """ "Niger, along with Chad, asked": one more subject."""
        self.last, self.prep = subject, None
        self.coordinate(group)

    def joins(self, index: int) -> bool:
        """Is the noun after a coordinator one more member, and not the subject of a clause of its own?"""
        if self.last is None:
            return False
        cur = self.cur
        if cur is None or self.fresh is not None:
            return True
        if cur.objects and cur.objects[-1] is self.last and cur.lemma in self.grammar.speech_verbs:
            return True
        if self.waiting and cur.relation == "reduced" and self.last.prep == "by":
            return True
        return _VERB_AHEAD.match(self.kinds, index) is None

    def coordinate(self, group: Group) -> None:
        last = self.last
        assert last is not None
        if last.prep is not None and self.fresh is not None and last.tag != group.tag and self.fresh.tag == group.tag:
            last = self.fresh
        first = (
            last.owner
            if last.owner is not None and last.owner.conjuncts is not None and last in last.owner.conjuncts
            else last
        )
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
        if kinds[start] == "," and (
            ((self.fresh is not None or self.cur is not None) and _APPOSITION.match(kinds, start) is not None)
            or (self.fresh is not None and group.tag in "pX" and _NAME_BEFORE_VERB.match(kinds, start) is not None)
        ):
            last = self.last
            assert last is not None
            if self.joins_names(last, group, start + 2):
                self.coordinate(group)
                return True
            if self.fresh is not None and self.is_preposed(self.fresh, index):
                self.fresh = self.last = group
                return True
            target = self.fresh if self.fresh is not None and last.prep is not None and last.tag != "X" else last
            if target.apposition is None:
                target.apposition = group
            group.owner = target
            self.last = target
            return True
        return False

    def is_preposed(self, noun: Group, index: int) -> bool:
        """ "Once an ally of Moscow, Armenia expelled ...": what the subject after the comma was."""
        first = self.groups[0]
        return (
            first.lemma in self.grammar.former_adverbs
            and self.groups[1] is noun
            and self.kinds[index + 1 : index + 2] in ("V", "K")
        )

    def joins_names(self, last: Group, group: Group, index: int) -> bool:
        """ "Kenya, Uganda sign deal": in headlines a comma joins two names before a plural verb."""
        return (
            (self.kinds.startswith("I", index) or (self.kinds.startswith("V", index) and self.groups[index].tag == "v"))
            and last.tag in "pX"
            and group.tag in "pX"
        )

    def in_list(self, end: int) -> bool:
        if self.fresh is not None:
            return True
        return self.cur is not None and _VERB_AHEAD.match(self.kinds, end - 1) is None

    def place(self, group: Group, index: int) -> None:
        cur = self.cur
        if (
            cur is not None
            and self.fresh is None
            and not self.edge
            and not self.mark_kind
            and not self.conj
            and len(cur.objects) < 3
        ):
            if self.renames(cur, group, index):
                cur.objects[-1].apposition = group
                group.owner = cur.objects[-1]
            else:
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

    def renames(self, cur: Clause, group: Group, index: int) -> bool:
        """ "Quoted the news agency Xinhua": a name right after an object says which, but not after "give"."""
        return (
            bool(cur.objects)
            and group.tag in "pX"
            and self.noun_at == index - 1
            and cur.objects[-1] is self.last
            and cur.objects[-1].tag in "ns"
            and cur.lemma not in self.grammar.verb_frames["to"]
            and cur.lemma not in self.grammar.clause_verbs
            and cur.lemma not in self.grammar.naming_verbs
        )
