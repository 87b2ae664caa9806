"""Frames: a predicate with its arguments, as the clause stage leaves it to the rules.

In come what the clause stage finds; out goes the `Clause` record. It attaches nothing for good: a prepositional phrase
hangs on the noun before it and on its clause, and rules choose.
"""

from __future__ import annotations

from collections.abc import Sequence

from .attachments import prefers_noun
from .grammar import Grammar
from .groups import Group


class Clause:
    """A predicate with its arguments.

    `relation` says how it hangs on `parent`: root, say (reported by a speech verb that stands after or inside), that,
    wh, infinitive, gerund (after a preposition, as object or as subject), participle (adjunct), relative, reduced
    (participle after its noun), adverbial. Coordinated clauses have the relation of the first. `marker` is the
    subordinator, preposition or wh-word; `preps` is flat: every prepositional phrase with its preposition, wherever it
    hangs (`on_noun` tells); `times` are the time expressions. `pronoun` is the relative pronoun that stands for the
    antecedent.
    """

    subject: Group | None = None
    controller: Clause | None = None
    times: Sequence[tuple[str, Group]] = ()
    pronoun: Group | None = None
    predicate: Group | None = None
    antecedent: Group | None = None
    governor: Group | None = None
    consumed: bool = False
    shared: bool = False
    memo: object = None
    view: object = None

    def __init__(self, verb: Group, relation: str, parent: Clause | None, marker: str | None) -> None:
        self.verb = verb
        self.lemma = verb.lemma
        self.relation = relation
        self.parent = parent
        self.marker = marker
        self.objects: list[Group] = []
        self.preps: list[tuple[str, Group]] = []
        self.particles: list[str] = [] if verb.particle is None else [verb.particle]
        self.complements: list[Clause] = []

    @property
    def shares_subject(self) -> bool:
        """Whether the subject is that of the clause it is coordinated with."""
        return self.subject is not None and self.shared

    def on_noun(self, prep: str, group: Group, grammar: Grammar) -> bool:
        """Whether a phrase of `preps` hangs on the noun before it rather than on the verb, as far as the words tell."""
        owner = group.owner
        if group is self.antecedent:
            return False
        if prep in grammar.example_preps:
            return True
        if owner is None and prep == "of":
            return self.lemma not in grammar.verb_frames["of"]
        if owner is None or group.prep != prep or (group.conjuncts is not None and owner in group.conjuncts):
            return False
        return group.start < self.verb.start or prefers_noun(self.verb, self.lemma, prep, owner, group, grammar)

    def __repr__(self) -> str:
        return f"Clause({self.lemma} {self.relation} subject={self.subject} objects={self.objects} preps={self.preps})"
