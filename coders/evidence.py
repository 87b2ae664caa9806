"""Evidence: whether a derivation with its sides is enough to be an event.

In come derivations, clauses and actors; out go yes and no: which roots want both sides, which words are already taken by what a
clause came to, which nominal acts are told of as facts. Making mentions of them is for `mentions`.
"""

from __future__ import annotations

from ..schema.enums import SlotRank
from ..schema.records import Actor
from .circumstances import Circumstances
from .clauses import Clause
from .derivations import Derivation
from .groups import Group


class Evidence(Circumstances):
    """Weighs the derivations of one sentence."""

    __slots__ = ()

    def is_idle(
        self, clause: Clause | None, derivation: Derivation, sources: tuple[Actor, ...], targets: tuple[Actor, ...]
    ) -> bool:
        """ "Hail damaged cars in Slovenia", "angered by the vote": no actor does it but a thing, or a mood is all that is told."""
        if clause is not None and clause.verb.passive and not targets and clause.relation in ("reduced", "participle"):
            return derivation.inner is None and (derivation.code or "").startswith("11")
        if sources or clause is None or clause.verb.passive or self.engine.subject_of(clause) is None:
            return False
        return all(actor.rank is SlotRank.INNER_PP for actor in targets)

    def is_spoken(self, clause: Clause | None, derivation: Derivation) -> bool:
        """Whether an act without a source is its speaker's: an accusation, or what "will (not) be done"."""
        if (derivation.code or "").startswith("112"):
            return True
        return clause is not None and derivation.operators[:1] in (("promise",), ("refuse",), ("threaten",))

    def suffices(self, derivation: Derivation, sources: tuple[Actor, ...], targets: tuple[Actor, ...]) -> bool:
        """Whether the sides are evidence enough for an event of this root: an operator's default, or talk, wants both."""
        sides = (*sources, *targets)
        root = (derivation.code or "")[:2]
        if sources and targets:
            return root in self.engine.grammar.harming_roots or any(self.is_political(actor) for actor in sides)
        if (
            root >= "15"
            and derivation.noun is not None
            and not targets
            and derivation.inner is not None
            and not derivation.operators
        ) and any(prep == "of" for prep, _ in derivation.noun.preps):
            return False
        grammar = self.engine.grammar
        if root in grammar.needs_both or (derivation.default and root in grammar.needs_both_by_default):
            return False
        if root in grammar.needs_source:
            return bool(sources) and sources[0].code is not None
        if root in grammar.harming_roots:
            return any(actor.code is not None for actor in sides)
        return any(self.is_political(actor) for actor in sides)

    def is_political(self, actor: Actor) -> bool:
        """Whether an actor alone makes an event: one with a country, an organisation, or a role of the state or its opponents."""
        code = actor.code
        if code is None:
            return False
        return actor.country is not None or len(code) > 3 or code in self.engine.grammar.political_roles

    def is_taken(self, group: Group) -> bool:
        """Whether a noun group, or one that it hangs on, is part of what a clause was coded by."""
        step: Group | None = group
        for _ in range(4):
            if step is None:
                return False
            if step.start in self.engine.consumed:
                return True
            step = step.owner if step.prep is not None else None
        return False

    def is_used(self, clause: Clause, group: Group) -> bool:
        """Whether a clause has already made something of a noun group among its objects."""
        return group in clause.objects and (clause.consumed or self.engine.evaluate(clause) is not None)

    def is_explicit(self, derivation: Derivation, sources: tuple[Actor, ...], targets: tuple[Actor, ...]) -> bool:
        """A nominal act with one side counts where it is material and names who does it ("a strike by Greek doctors")."""
        root = (derivation.code or "")[:2]
        named = any(actor.country is not None and actor.rank is not SlotRank.MODIFIER for actor in sources)
        return root >= "14" and named and self.suffices(derivation, sources, targets)

    def is_unreal(self, clause: Clause) -> bool:
        return (
            clause.verb.negative
            or clause.verb.modal is not None
            or (clause.relation == "adverbial" and clause.marker in self.engine.grammar.conditional)
        )

    def clause_of(self, group: Group) -> Clause | None:
        for clause in self.parse.clauses:
            if group is clause.subject or group in clause.objects or any(group is other for _, other in clause.preps):
                return clause
        return None


def is_faint(clause: Clause | None, sources: tuple[Actor, ...], targets: tuple[Actor, ...]) -> bool:
    """One side that is only the place, or known only by its role in a participle or relative: too little to be an event."""
    if sources and targets:
        return False
    if all(actor.rank is SlotRank.PLACE for actor in (*sources, *targets)):
        return True
    if clause is None or clause.relation not in ("reduced", "participle", "gerund", "relative"):
        return False
    return all(actor.country is None and len(actor.code or "") <= 3 for actor in (*sources, *targets))
