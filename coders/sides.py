"""Sides: which actors are the source and the target of a derivation.

In come a derivation's candidate groups; out go actors: the first candidate that names any, else an oblique argument of the
act's clauses, else the place. Spans that a caller gave come before all others.
"""

from __future__ import annotations

from collections.abc import Iterable

from ..schema.enums import SlotRank
from ..schema.records import Actor
from .actions import Engine
from .actor_codes import ranked
from .actors import Resolver
from .clauses import Clause
from .derivations import Candidate, Derivation
from .groups import Group
from .parses import Parse

_JOINT_ROOTS = frozenset({"03", "04", "05", "06"})
"""Cooperative acts of a compound source with no target ("X and Y agreed to share intelligence") are its members' with each other."""


class Sides:
    """Finds the sides of one sentence's events."""

    __slots__ = ("engine", "parse", "resolver")

    def __init__(self, engine: Engine, resolver: Resolver) -> None:
        self.engine = engine
        self.resolver = resolver
        self.parse: Parse = engine.parse

    def look_up(self, candidates: Iterable[Candidate], other: tuple[Actor, ...]) -> tuple[Actor, ...]:
        """The first candidate group that stands for actors other than the other side."""
        for how, group in candidates:
            found = self.at(how, group)
            if found and not (other and is_same_side(found, other)):
                return found
        return ()

    def is_own(self, derivation: Derivation, sources: tuple[Actor, ...]) -> bool:
        """Whether the slot of an act's target holds the source by its own name ("Serbia attacked Serbia")."""
        if derivation.operators or not derivation.targets:
            return False
        group = derivation.targets[0][1]
        return self.parse.tags[group.head] == "p" and is_same_side(self.resolver.heads(group), sources)

    def at(self, how: str, group: Group) -> tuple[Actor, ...]:
        resolver = self.resolver
        if how == "own":
            return resolver.own(group)
        if how == "oblique":
            return tuple(ranked(actor, SlotRank.OBLIQUE) for actor in resolver.side(group))
        if how == "controller":
            return tuple(_controlled(actor) for actor in resolver.side(group))
        return resolver.side(group)

    def sides(self, clause: Clause | None, derivation: Derivation) -> tuple[tuple[Actor, ...], tuple[Actor, ...]]:
        sources = self.look_up(derivation.sources, ())
        targets = self.look_up(derivation.targets, sources)
        if not sources and targets and derivation.sources:
            sources = self.look_up(derivation.sources, targets)
        if not targets and (derivation.code or "")[:2] in self.engine.grammar.harming_roots:
            targets = next(filter(None, (self.resolver.owner_besides(group) for _, group in derivation.targets)), ())
        joint = not derivation.default and ((derivation.code or "")[:2] in _JOINT_ROOTS or _is_reciprocal(derivation))
        if len(sources) > 1 and joint and targets and all(self.is_setting(group) for _, group in derivation.targets):
            return sources, sources
        if len(sources) > 1 and (
            self.is_clash(derivation)
            or (not targets and (joint or any(is_between(group) for _, group in derivation.sources)))
            or any(self.is_mutual(group) for _, group in derivation.targets)
        ):
            return sources, sources
        if not sources and len(targets) > 1 and (joint or any(is_between(group) for _, group in derivation.targets)):
            return targets, targets
        if clause is not None:
            if not sources and clause.verb.passive:
                sources = self.means(clause, targets, derivation) or self.place(clause, targets, derivation)
                if len(sources) > 1 and not targets and any(map(is_between, self.engine.view_of(clause).objects)):
                    return sources, sources
            if not targets:
                targets = self.oblique(clause, sources, derivation)
        return sources, targets

    def is_setting(self, group: Group) -> bool:
        """Whether a target's slot holds no party: a place, or the name of the act itself ("resumed talks in Geneva")."""
        places = self.engine.grammar.place_preps
        if group.prep in places:
            return True
        if group.lemma not in self.engine.lexicon.nouns or group.possessor is not None or self.resolver.own(group):
            return False
        return all(prep in places for prep, _ in group.preps)

    def means(self, clause: Clause, targets: tuple[Actor, ...], derivation: Derivation) -> tuple[Actor, ...]:
        """ "Russian troops were deployed in Syria": nobody is named as doing it, but whose the thing was."""
        view = self.engine.view_of(clause)
        used = {id(group) for _, group in derivation.targets}
        if not view.objects or id(view.objects[0]) in used or derivation.operators:
            return ()
        found = tuple(actor for actor in self.resolver.side(view.objects[0]) if actor.country is not None)
        return () if is_same_side(found, targets) else found

    def is_clash(self, derivation: Derivation) -> bool:
        """ "Fighting between X and Y killed nine people": what they did, they did to each other."""
        for _, group in derivation.sources:
            if is_between(group):
                act = self.engine.evaluate_noun(group)
                if act is not None and act.reciprocal and (act.code or "")[:2] == (derivation.code or "")[:2]:
                    return True
        return False

    def is_mutual(self, group: Group) -> bool:
        """ "each other", "one another"."""
        owner = group if group.possessor is None else group.possessor
        return self.parse.tagged.lowers[owner.start : owner.end] in (["each", "other"], ["one", "another"])

    def oblique(self, clause: Clause, sources: tuple[Actor, ...], derivation: Derivation) -> tuple[Actor, ...]:
        """No slot is filled: an actor further down in the clauses of the act, else the place where it happened."""
        chain = [clause] if (derivation.code or "").startswith("01") else _chain(clause, derivation)
        used = {id(group) for _, group in derivation.sources}
        for step in chain:
            found = self.among(step, sources, used)
            if found:
                return found
        if any(code[:2] >= "06" for code in _codes(derivation)):
            for step in chain:
                found = self.place(step, sources, derivation)
                if found:
                    return found
        return ()

    def among(self, clause: Clause, sources: tuple[Actor, ...], used: set[int]) -> tuple[Actor, ...]:
        """Actors in the phrases of a clause, in its objects, and in what hangs on these."""
        for wanted in self.engine.grammar.oblique_preps:
            for prep, group in clause.preps:
                if prep == wanted and id(group) not in used and not _in_subject(group, clause):
                    found = self.other(group, sources)
                    if found:
                        return tuple(ranked(actor, SlotRank.OBLIQUE) for actor in found)
        below = [
            inner for inner in self.parse.clauses if inner.parent is clause and inner.verb.start > clause.verb.start
        ]
        for group in clause.objects:
            found = self.other(group, sources) if id(group) not in used else ()
            if found:
                return tuple(ranked(actor, SlotRank.INNER_PP) for actor in found)
        for inner in below:
            if inner.relation not in ("reduced", "infinitive", "gerund", "relative", "adverbial"):
                continue
            asked = inner.lemma in self.engine.grammar.wanting_verbs and inner.subject is not None
            if inner.relation == "adverbial" and inner.marker not in ("until", "unless", "till") and not asked:
                continue
            groups = [
                *inner.objects,
                *(group for prep, group in inner.preps if prep in self.engine.grammar.oblique_preps),
            ]
            if (inner.relation == "adverbial" or asked) and inner.subject is not None:
                groups.insert(0, inner.subject)
            for group in groups:
                found = self.other(group, sources)
                if found:
                    return tuple(ranked(actor, SlotRank.OBLIQUE) for actor in found)
        return ()

    def other(self, group: Group, sources: tuple[Actor, ...]) -> tuple[Actor, ...]:
        if self.parse.tags[group.start] == "$":
            return ()
        found = self.resolver.side(group)
        if not found or is_same_side(found, sources):
            return ()
        actor = found[0]
        return (
            found
            if self.parse.runs or (actor.code is not None and (actor.country is not None or len(actor.code) > 3))
            else ()
        )

    def place(self, clause: Clause, other: tuple[Actor, ...], derivation: Derivation) -> tuple[Actor, ...]:
        """The actor of the place where it happened, where the sentence names no better one."""
        used = {id(group) for _, group in (*derivation.sources, *derivation.targets)}
        for prep, group in clause.preps:
            if prep in self.engine.grammar.place_preps and id(group) not in used and not _in_subject(group, clause):
                found = tuple(actor for actor in self.resolver.side(group) if actor.code is not None or self.parse.runs)
                if found and not is_same_side(found, other) and not _is_home(found, other):
                    return tuple(ranked(actor, SlotRank.PLACE) for actor in found)
        return ()

    def guide(
        self, derivation: Derivation, sources: tuple[Actor, ...], targets: tuple[Actor, ...]
    ) -> tuple[tuple[Actor, ...], tuple[Actor, ...]]:
        """Spans that the caller gave come before other actors: a side that no span fills takes the nearest free one."""
        sources = tuple(actor for actor in sources if self.in_span(actor))
        targets = tuple(actor for actor in targets if self.in_span(actor))
        taken = {(actor.start, actor.end) for actor in (*sources, *targets)}
        free = [
            actor
            for actor in (self.span_actor(run) for run in self.parse.runs)
            if not any(actor.start < high and low < actor.end for low, high in taken)
        ]
        at = self.parse.starts[derivation.trigger[0]]
        if not sources and free:
            before = [actor for actor in free if actor.start < at]
            chosen = before[0] if before else (free[-1] if targets else None)
            if chosen is not None:
                sources = (chosen,)
                free.remove(chosen)
        if not targets and free:
            after = [actor for actor in free if actor.end > at]
            targets = (after[0] if after else free[-1],)
        return sources, targets

    def in_span(self, actor: Actor) -> bool:
        starts, ends = self.parse.starts, self.parse.ends
        return any(actor.start < ends[high - 1] and starts[low] < actor.end for low, high in self.parse.runs)

    def span_actor(self, run: tuple[int, int]) -> Actor:
        group = Group("N", run[0], run[1], self._head_in(run), "")
        return ranked(self.resolver.given(group, run), SlotRank.PROXIMITY)

    def _head_in(self, run: tuple[int, int]) -> int:
        for group in self.parse.groups:
            if group.kind == "N" and run[0] <= group.head < run[1]:
                return group.head
        return run[1] - 1


def _controlled(actor: Actor) -> Actor:
    """The actor of an inherited subject; a weaker way to have found it is kept."""
    return ranked(actor, SlotRank.CONTROLLER) if actor.rank is SlotRank.HEAD else actor


def _chain(clause: Clause, derivation: Derivation) -> list[Clause]:
    """The clause of a mention and those of the acts under its operators."""
    chain = [clause]
    step = derivation.inner
    while step is not None:
        if step.clause is not None and step.clause not in chain:
            chain.append(step.clause)
        step = step.inner
    return chain


def _is_reciprocal(derivation: Derivation) -> bool:
    step: Derivation | None = derivation
    while step is not None:
        if step.reciprocal:
            return True
        step = step.inner
    return False


def is_between(group: Group) -> bool:
    """ "relations between X and Y", or the phrase itself."""
    return group.prep == "between" or any(prep == "between" for prep, _ in group.preps)


def _codes(derivation: Derivation) -> list[str]:
    codes = []
    step: Derivation | None = derivation
    while step is not None:
        if step.code is not None and step.code[0] != "~":
            codes.append(step.code)
        step = step.inner
    return codes


def _in_subject(group: Group, clause: Clause) -> bool:
    """Whether a phrase belongs to the subject ("the president of Chad said")."""
    return group.start < clause.verb.start and group.owner is not None


def _is_home(place: tuple[Actor, ...], other: tuple[Actor, ...]) -> bool:
    """Whether a place is in the country that the other side is: it happened at home."""
    return len(place) == 1 and any(place[0].code == actor.code == actor.country for actor in other)


def is_same_side(found: tuple[Actor, ...], other: tuple[Actor, ...]) -> bool:
    return bool(found) and bool(other) and all(any(is_same(a, b) for b in other) for a in found)


def is_same(a: Actor, b: Actor) -> bool:
    if a.start < b.end and b.start < a.end:
        return True
    if a.code is None and b.code is None:
        return a.name == b.name
    return a.code == b.code and a.entry == b.entry and a.name == b.name
