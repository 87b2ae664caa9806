"""Views: clauses as active ones, with the subjects that they only inherit.

In come clauses; out go views: logical subject, objects and phrases, whatever the voice. Control ("urged Iran to stop"),
coordination and participles are resolved here.
"""

from __future__ import annotations

from collections.abc import Sequence

from .clauses import Clause
from .derivations import Candidate
from .groups import Group
from .vocabulary import mark_preps
from .word_sets import WordSets


class View:
    """A clause as an active one: logical subject, objects and phrases."""

    __slots__ = ("complements", "count", "inherited", "markers", "mask", "objects", "preps", "subject")

    def __init__(
        self, subject: Group | None, objects: list[Group], preps: list[tuple[str, Group]], complements: list[Clause]
    ) -> None:
        self.subject = subject
        self.objects = objects
        self.preps = preps
        self.complements = complements
        self.count = len(objects)
        self.markers = mark_preps([prep for prep, _ in preps]) if preps else 0
        self.mask = 0
        self.inherited: Group | None = None

    def slot(self, group: Group) -> Candidate:
        """A group of this view as a candidate: its own, or the subject that it has from the clause above."""
        return ("controller" if group is self.inherited else "side", group)


class Views(WordSets):
    """The views of one sentence's clauses, kept on the clauses."""

    __slots__ = ()

    def subject_of(self, clause: Clause, depth: int = 0) -> Group | None:
        """The subject, looked up through control where the clause has none of its own."""
        if clause.subject is not None or depth > 8:
            return clause.subject
        if clause.controller is not None and clause.controller is not clause:
            model = clause.controller
            return self.subject_of(model, depth + 1)
        parent = clause.parent
        if parent is None or parent is clause:
            return self.owner_of(clause.governor)
        if clause.relation == "infinitive":
            return self.control(clause, parent, depth)
        if clause.relation == "gerund":
            if (
                clause.governor is not None
                and clause.marker in ("of", "from", "for")
                and clause.governor in parent.objects
                and not self.is_act(clause.governor)
            ):
                return clause.governor
            if clause.marker in ("of", "from") and parent.objects and not parent.verb.passive:
                return parent.objects[0]
            return self.subject_of(parent, depth + 1)
        if clause.relation in ("participle", "adverbial", "relative", "reduced"):
            return self.subject_of(parent, depth + 1)
        return None

    def is_act(self, group: Group) -> bool:
        """Whether a noun group names an act ("made an effort to ..."): such a one controls no infinitive."""
        return group.lemma in self.lexicon.nouns and self.parse.name_at.get(group.head) is None

    def owner_of(self, noun: Group | None) -> Group | None:
        return None if noun is None else (noun.possessor or noun)

    def control(self, clause: Clause, parent: Clause, depth: int) -> Group | None:
        grammar = self.grammar
        if parent.verb.passive and parent.relation != "reduced":
            return self.subject_of(parent, depth + 1)
        if parent.lemma not in grammar.subject_control:
            if parent.lemma in grammar.prep_control:
                for prep, group in reversed(parent.preps):
                    if prep in ("on", "upon", "to", "for", "with") and group.start < clause.verb.start:
                        return group
            if parent.objects and parent.objects[-1].start < clause.verb.start:
                first = parent.objects[0]
                if not (len(parent.objects) == 1 and self.is_act(first)):
                    return first
        return self.subject_of(parent, depth + 1)

    def agent_in(self, preps: Sequence[tuple[str, Group]]) -> Group | None:
        """Who did it in a passive: the first "by" phrase, or a later one where the first is a means ("by mail")."""
        agents = [group for prep, group in preps if prep == "by"]
        means = self.grammar.means_nouns
        return next((group for group in agents if group.lemma not in means), agents[0] if agents else None)

    def far_agent(self, clause: Clause) -> Group | None:
        """ "The union was barred from holding rallies by the ministry": the ministry bars, and does not hold rallies."""
        for inner in self.parse.clauses:
            if (
                inner.parent is clause
                and inner.relation == "gerund"
                and inner.marker == "from"
                and not inner.verb.passive
            ):
                for prep, group in inner.preps:
                    if prep == "by" and group.head in self.parse.name_at:
                        return group
        return None

    def view_of(self, clause: Clause) -> View:
        view = clause.view
        if view is None:
            subject = self.subject_of(clause)
            inherited = subject if clause.subject is None else None
            preps, objects = clause.preps, clause.objects
            held = [pair for pair in preps if pair[1].owner is not None and pair[1].start < clause.verb.start]
            if held:
                preps = [pair for pair in preps if pair not in held] + (held if clause.verb.passive else [])
            if clause.verb.passive:
                agent = self.agent_in(preps) or self.far_agent(clause)
                if agent is not None:
                    preps = [pair for pair in preps if pair[1] is not agent]
                objects = [subject, *objects] if subject is not None else list(objects)
                subject = agent
            view = clause.view = View(subject, objects, preps, clause.complements)
            view.inherited = inherited
            for group in objects:
                view.mask |= self.sets_of(group)
            for _, group in preps:
                view.mask |= self.sets_of(group)
        return view  # type: ignore[return-value]
