"""Clauses: who stands in what relation to which verb.

In come groups and their kinds; out goes the list of clauses of one sentence, in the order of their verbs. One pass from
left to right with a small state: the open clause, the noun group that still waits for a verb, a stack of earlier ones,
the pending preposition, the marker (subordinator, "that", wh-word) and the last boundary. It attaches nothing for good:
a prepositional phrase hangs on the noun before it and on its clause, and rules choose. It knows no actor and no rule.
"""

from __future__ import annotations

import re

from .finite_clauses import VerbState
from .frames import Clause
from .grammar import Grammar
from .groups import Group
from .quotations import join_quotation

__all__ = ["Clause", "build_clauses"]

_VERBAL = re.compile("[VKGI]")
_ADJUNCTS = frozenset({"participle", "adverbial", "gerund"})


def build_clauses(groups: list[Group], kinds: str, grammar: Grammar) -> list[Clause]:
    """Walk the groups once and return the clauses in the order of their verbs."""
    if kinds.count('"') > 2:
        groups, kinds = join_quotation(groups, kinds, grammar)
    return _Automaton(groups, kinds, grammar).run()


class _Automaton(VerbState):
    """The walk over the groups."""

    __slots__ = ()

    def run(self) -> list[Clause]:
        index, kinds, groups = 0, self.kinds, self.groups
        size = len(kinds)
        while index < size:
            kind = kinds[index]
            group = groups[index]
            if kind == "N":
                self.take_noun(group, index)
            elif kind == "P":
                if self.prep is not None:
                    self.strand()
                self.prep = group
            elif kind == "V":
                index = self.take_finite(group, index)
            elif kind == "K":
                index = self.take_ambiguous(group, index)
            elif kind == "I":
                self.take_infinitive(group, index)
            elif kind == "G":
                self.take_gerund(group, index)
            elif kind == "E":
                if not self.resumes(group):
                    index = self.take_bare(group, index)
            elif kind == "T":
                self.take_time(group, index)
            elif kind == ",":
                self.take_comma()
            elif kind == "C":
                self.strand()
                self.conj = True
            elif kind == "A":
                self.take_adjective(group, index)
            elif kind == "R":
                self.take_adverb(group, index)
            elif kind == "S":
                self.take_subordinator(group)
            elif kind == "H" or kind == "W":
                self.take_relative(group, index)
            elif kind == "(":
                index = self.skip_parenthesis(index)
            elif kind == ";":
                index = self.skip_dashes(group, index)
            elif kind == "." and index + 1 < size:
                self.take_stop()
            elif kind == '"':
                self.take_quote(index)
            index += 1
        self.strand()
        return self.close()

    def skip_parenthesis(self, index: int) -> int:
        """The place of the closing bracket; the same where a bracketed noun is a subject ("[The envoy] left")."""
        kinds = self.kinds
        end = kinds.find(")", index)
        if end < 0 or (kinds.startswith("(N)", index) and kinds[index + 3 : index + 4] in ("V", "K")):
            return index
        if self.noun_at == index - 1:
            self.noun_at = end
        return end

    def skip_dashes(self, group: Group, index: int) -> int:
        """The place of the second of two dashes around words without a verb ("Algeria - a rival - recalled"); else the same."""
        end = self.kinds.find(";", index + 1)
        if (
            self.fresh is not None
            and end > 0
            and group.lemma not in (";", ":")
            and self.groups[end].lemma == group.lemma
            and _VERBAL.search(self.kinds, index, end) is None
            and self.kinds[end + 1 : end + 2] in ("V", "K", "E")
        ):
            self.noun_at = end
            return end
        self.take_break(group)
        return index

    def close(self) -> list[Clause]:
        clauses = self.clauses
        if clauses and clauses[0].relation == "infinitive":
            self.assert_headline(clauses[0])
        if len(clauses) < 2:
            return clauses
        roots = [clause for clause in clauses if clause.relation == "root"]
        if len(roots) > 1:
            self.link_commands(roots)
            self.link_reports(roots)
            if self.asides:
                self.link_asides(roots)
        self.share_objects()
        if roots and len(roots) < len(clauses):
            self.control_adjuncts(roots[0])
        return clauses

    def assert_headline(self, clause: Clause) -> None:
        """ "Canada to send helicopters to Mali": a title whose only verb is an infinitive tells what will be done."""
        governor = clause.governor
        if governor is None or "V" in self.kinds or "K" in self.kinds or self.kinds[-1:] == ".":
            return
        if governor.prep is None and governor.lemma not in self.grammar.infinitive_nouns:
            owner = governor.owner
            first = governor if owner is None or governor not in (owner.conjuncts or ()) else owner
            clause.relation, clause.subject, clause.verb.modal = "root", first, "will"
            clause.governor = None
            governor.complements = []

    def control_adjuncts(self, main: Clause) -> None:
        """Adjuncts without a subject that opened before the main clause have its subject."""
        for clause in self.clauses:
            if (
                clause.relation in _ADJUNCTS
                and clause.subject is None
                and clause.controller is None
                and clause.parent is None
                and main is not clause
            ):
                clause.controller = main
                if clause.relation == "adverbial":
                    clause.parent = main

    def share_objects(self) -> None:
        """ "Arrested and questioned the student", "beaten and tortured by police": verbs in a row share object and agent."""
        second: Clause | None = None
        for first in reversed(self.clauses):
            if (
                second is not None
                and second.shared
                and first.verb.passive == second.verb.passive
                and second.verb.start - first.verb.end <= 2
                and not first.preps
            ):
                if first.verb.passive:
                    first.preps.extend(pair for pair in second.preps if pair[0] == "by")
                elif not first.objects and first.lemma not in self.grammar.idle_verbs:
                    first.objects.extend(second.objects)
                    first.preps.extend(second.preps)
            second = first

    def link_commands(self, roots: list[Clause]) -> None:
        """ "Stop the shelling, the envoy urged Russia": what is asked for stands before the verb of asking."""
        command, request = roots[0], roots[1]
        if (
            command.verb.tag == "v"
            and command.verb.modal is None
            and command.subject is None
            and self.kinds[:1] == '"'
            and request.lemma in self.grammar.request_verbs
            and request.objects
            and not request.complements
        ):
            command.relation, command.parent = "infinitive", request
            request.complements.append(command)
            roots.pop(0)

    def link_asides(self, roots: list[Clause]) -> None:
        """ "The army, said the minister, has left": what is said stands around the speech verb."""
        for aside in self.asides:
            content = next((clause for clause in roots if clause.verb.start > aside.verb.start), None)
            if content is not None and content.relation == "root" and not aside.complements:
                content.parent, content.relation = aside, "say"
                aside.complements.append(content)

    def link_reports(self, roots: list[Clause]) -> None:
        """ "X attacked Y, officials said": the speech verb takes what stands before it as its content."""
        speech = self.grammar.speech_verbs
        for number, clause in enumerate(roots):
            if number == 0 or clause.lemma not in speech or clause.complements:
                continue
            if clause.subject is None and clause.objects:
                clause.subject = clause.objects.pop(0)
            for earlier in roots[:number]:
                if (earlier.parent is None and earlier.lemma not in speech) or (
                    earlier.parent is None and (earlier.complements or earlier.objects)
                ):
                    earlier.parent, earlier.relation = clause, "say"
                    clause.complements.append(earlier)
