"""Mentions: derivations with their sides resolved to actors, and the rejections of what is not asserted.

In come the derivations of one sentence and a resolver; out go mentions, rejections and unresolved names. Here it is
decided which clauses count (purpose, background, conditions do not), how compound and reciprocal sides multiply, and
which nominal act stands for a sentence whose clauses come to nothing.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, field

from ..schema.enums import DatePrecision, Modality, RejectionReason, SlotRank
from ..schema.records import Actor, EventDate, Mention, Place, Rejection, Unresolved
from .actions import Engine
from .actors import Resolver
from .clauses import Clause
from .dates import find_dates
from .derivations import Candidate, Derivation
from .groups import Group
from .places import find_place

_OBLIQUE_TARGETS = ("against", "on", "upon", "with", "to", "toward", "towards", "at", "for", "from", "of", "over", "between", "into")
_PLACES = ("in", "near", "inside", "outside", "across", "around", "at")
_JOINT_ROOTS = frozenset({"03", "04", "05", "06"})
"""Cooperative acts of a compound source with no target ("X and Y agreed to share intelligence") are its members' with each other."""


@dataclass(slots=True)
class SentenceCoding:
    """What one sentence gives."""

    mentions: list[Mention] = field(default_factory=list)
    rejections: list[Rejection] = field(default_factory=list)
    unresolved: list[Unresolved] = field(default_factory=list)


class Builder:
    """Makes mentions of one sentence's derivations."""

    __slots__ = ("coding", "dateline", "dates", "engine", "index", "is_question", "parse", "published", "resolver")

    def __init__(
        self, engine: Engine, resolver: Resolver, index: int, published: datetime.date | None = None, dateline: Place | None = None
    ) -> None:
        self.published = published
        self.dateline = dateline
        self.dates: tuple[EventDate, ...] | None = None
        self.engine = engine
        self.resolver = resolver
        self.parse = engine.parse
        self.index = index
        self.coding = SentenceCoding()
        self.is_question = bool(self.parse.surfaces) and self.parse.surfaces[-1] == "?"

    def build(self) -> SentenceCoding:
        """Evaluate every clause, then make mentions of those that no operator took."""
        engine = self.engine
        found = [(clause, engine.evaluate(clause)) for clause in self.parse.clauses]
        for clause, derivation in found:
            if derivation is None or clause.consumed:
                continue
            self.emit(clause, derivation)
        if not any(mention.source is not None and mention.target is not None for mention in self.coding.mentions):
            self.emit_nominal()
        self.coding.mentions.sort(key=mention_order)
        if not self.parse.runs:
            self.note_unresolved()
        return self.coding

    def clause_at(self, offset: int) -> Clause | None:
        """The clause whose verb stands at an offset into the text."""
        starts = self.parse.starts
        return next((clause for clause in self.parse.clauses if starts[clause.verb.head] == offset), None)

    def note_unresolved(self) -> None:
        """Proper names in the slots of mentions that no entry knows."""
        seen: set[tuple[int, int]] = set()
        for mention in self.coding.mentions:
            for side in (mention.source, mention.target):
                if side is not None and side.code is None and side.name is not None and (side.start, side.end) not in seen:
                    seen.add((side.start, side.end))
                    self.coding.unresolved.append(Unresolved(side.name, side.start, side.end, self.index))

    # ---------------------------------------------------------------------------------------------------- what counts

    def emit(self, clause: Clause, derivation: Derivation) -> None:
        if derivation.code is None:
            self.reject(RejectionReason.NULL_RULE, derivation)
            return
        if derivation.code.startswith("~"):
            return
        reason = self.objection(clause, derivation)
        if reason is not None:
            self.reject(reason, derivation)
            return
        self.make(clause, derivation)

    def objection(self, clause: Clause, derivation: Derivation) -> RejectionReason | None:
        """Why a coded clause is not an asserted event, if it is not."""
        if derivation.modality == "negated":
            return RejectionReason.NEGATED
        if derivation.modality == "hypothetical":
            return RejectionReason.HYPOTHETICAL
        if self.is_question and clause.relation == "root":
            return RejectionReason.QUESTION
        step: Clause | None = clause
        grammar = self.engine.grammar
        depth = 0
        while step is not None and depth < 12:
            depth += 1
            relation, marker = step.relation, step.marker
            if relation == "adverbial" and marker is not None:
                if marker in grammar.conditional:
                    return RejectionReason.CONDITIONAL
                if marker in ("since", "before", "until", "till", "despite"):
                    return RejectionReason.BACKGROUND
            elif relation == "infinitive" and not step.consumed:
                if step.parent is not None or step.governor is not None:
                    return RejectionReason.PURPOSE
            elif relation == "gerund" and not step.consumed and marker is not None and marker not in grammar.factual_gerunds:
                return RejectionReason.NEGATED if marker == "without" else RejectionReason.BACKGROUND
            elif relation == "wh" and marker in grammar.wh_adverbs and marker not in ("where", "when", "what"):
                return RejectionReason.HYPOTHETICAL
            elif relation == "that" and step.parent is not None:
                if step.parent.lemma in grammar.unreal_verbs:
                    return RejectionReason.HYPOTHETICAL
                if step.parent.consumed:
                    return RejectionReason.HYPOTHETICAL
                if step.parent.verb.negative:
                    return RejectionReason.NEGATED
            step = step.parent
        return None

    def reject(self, reason: RejectionReason, derivation: Derivation) -> None:
        parse = self.parse
        low, high = derivation.trigger
        start, end = parse.starts[low], parse.ends[high - 1]
        self.coding.rejections.append(Rejection(reason, parse.text[start:end], start, end, self.index, derivation.rule.id, derivation.code))

    # ---------------------------------------------------------------------------------------------------------- sides

    def look_up(self, candidates: Iterable[Candidate], other: tuple[Actor, ...]) -> tuple[Actor, ...]:
        """The first candidate group that stands for actors other than the other side."""
        for how, group in candidates:
            found = self.at(how, group)
            if found and not (other and _same(found, other)):
                return found
        return ()

    def at(self, how: str, group: Group) -> tuple[Actor, ...]:
        resolver = self.resolver
        if how == "own":
            return resolver.own(group)
        if how == "oblique":
            return tuple(_with_rank(actor, SlotRank.OBLIQUE) for actor in resolver.side(group))
        return resolver.side(group)

    def sides(self, clause: Clause | None, derivation: Derivation) -> tuple[tuple[Actor, ...], tuple[Actor, ...]]:
        sources = self.look_up(derivation.sources, ())
        targets = self.look_up(derivation.targets, sources)
        if not sources and targets and derivation.sources:
            sources = self.look_up(derivation.sources, targets)
        joint = derivation.reciprocal or (derivation.code or "")[:2] in _JOINT_ROOTS
        if len(sources) > 1 and ((not targets and joint) or any(self.is_mutual(group) for _, group in derivation.targets)):
            return sources, sources
        if clause is not None:
            if not sources and clause.verb.passive:
                sources = self.place(clause, targets, derivation)
            if not targets:
                targets = self.oblique(clause, sources, derivation)
        return sources, targets

    def is_mutual(self, group: Group) -> bool:
        """ "each other", "one another"."""
        return self.parse.tagged.lowers[group.start : group.end] in (["each", "other"], ["one", "another"])

    def oblique(self, clause: Clause, sources: tuple[Actor, ...], derivation: Derivation) -> tuple[Actor, ...]:
        """No slot is filled: an actor further down in the clauses of the act, else the place where it happened."""
        chain = _chain(clause, derivation)
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
        for wanted in _OBLIQUE_TARGETS:
            for prep, group in clause.preps:
                if prep == wanted and id(group) not in used and not _in_subject(group, clause):
                    found = self.other(group, sources)
                    if found:
                        return tuple(_with_rank(actor, SlotRank.OBLIQUE) for actor in found)
        below = [inner for inner in self.parse.clauses if inner.parent is clause and inner.verb.start > clause.verb.start]
        for group in clause.objects:
            found = self.other(group, sources) if id(group) not in used else ()
            if found:
                return tuple(_with_rank(actor, SlotRank.INNER_PP) for actor in found)
        for inner in below:
            if inner.relation not in ("reduced", "infinitive", "gerund", "relative", "adverbial"):
                continue
            if inner.relation == "adverbial" and inner.marker not in ("until", "unless", "till"):
                continue
            groups = [*inner.objects, *(group for prep, group in inner.preps if prep in _OBLIQUE_TARGETS)]
            if inner.relation == "adverbial" and inner.subject is not None:
                groups.insert(0, inner.subject)
            for group in groups:
                found = self.other(group, sources)
                if found:
                    return tuple(_with_rank(actor, SlotRank.OBLIQUE) for actor in found)
        return ()

    def other(self, group: Group, sources: tuple[Actor, ...]) -> tuple[Actor, ...]:
        if self.parse.tags[group.start] == "$":
            return ()
        found = self.resolver.side(group)
        if not found or _same(found, sources):
            return ()
        actor = found[0]
        return found if self.parse.runs or (actor.code is not None and (actor.country is not None or len(actor.code) > 3)) else ()

    def place(self, clause: Clause, other: tuple[Actor, ...], derivation: Derivation) -> tuple[Actor, ...]:
        """The actor of the place where it happened, where the sentence names no better one."""
        used = {id(group) for _, group in (*derivation.sources, *derivation.targets)}
        for prep, group in clause.preps:
            if prep in _PLACES and id(group) not in used and not _in_subject(group, clause):
                found = tuple(actor for actor in self.resolver.side(group) if actor.code is not None or self.parse.runs)
                if found and not _same(found, other):
                    return tuple(_with_rank(actor, SlotRank.PLACE) for actor in found)
        return ()

    # ------------------------------------------------------------------------------------------------------- mentions

    def make(self, clause: Clause | None, derivation: Derivation) -> bool:
        sources, targets = self.sides(clause, derivation)
        if self.parse.runs:
            sources, targets = self.guide(derivation, sources, targets)
        pairs = self.pairs(sources, targets, derivation)
        if not any((source is not None and source.code is not None) or (target is not None and target.code is not None) for source, target in pairs) and not self.parse.runs:
            pairs = [pair for pair in pairs if pair != (None, None)]
            if not pairs:
                self.reject(RejectionReason.NO_ACTOR, derivation)
                return False
        if not self.parse.runs and (not self.suffices(derivation, sources, targets) or _is_faint(clause, sources, targets)):
            self.reject(RejectionReason.GENERIC, derivation)
            return False
        attributed = self.attribution(clause)
        made = False
        for source, target in pairs:
            made = True
            self.add(derivation, derivation.code or "", source, target, attributed)
            if derivation.linked is not None and target is not None:
                code, swap = derivation.linked
                first, second = (target, source) if swap else (source, target)
                self.add(derivation, code, first, second, attributed)
        return made

    def suffices(self, derivation: Derivation, sources: tuple[Actor, ...], targets: tuple[Actor, ...]) -> bool:
        """Whether the sides are evidence enough for an event of this root: an operator's default, or talk, wants both."""
        if sources and targets:
            return True
        root = (derivation.code or "")[:2]
        grammar = self.engine.grammar
        if root in grammar.needs_both or (derivation.default and root in grammar.needs_both_by_default):
            return False
        if root in grammar.needs_source:
            return bool(sources) and sources[0].code is not None
        return any(actor.code is not None for actor in (*sources, *targets))

    def pairs(self, sources: tuple[Actor, ...], targets: tuple[Actor, ...], derivation: Derivation) -> list[tuple[Actor | None, Actor | None]]:
        """Compound sides multiply; a reciprocal act goes both ways, and pairs the members of one compound side."""
        found: list[tuple[Actor | None, Actor | None]] = []
        if len(sources) > 1 and sources == targets:
            found.extend((a, b) for a in sources for b in sources if a is not b)
            return found
        for source in sources or (None,):
            for target in targets or (None,):
                if source is not None and target is not None and _is_same(source, target):
                    continue
                found.append((source, target))
                if derivation.reciprocal and source is not None and target is not None:
                    found.append((target, source))
        return found

    def add(self, derivation: Derivation, code: str, source: Actor | None, target: Actor | None, attributed: Actor | None) -> None:
        parse = self.parse
        low, high = derivation.trigger
        start, end = parse.starts[low], parse.ends[high - 1]
        key = (code, _key(source), _key(target))
        for known in self.coding.mentions:
            if (known.code, _key(known.source), _key(known.target)) == key:
                return
        place = find_place(parse, self.resolver.lexicon, self.clause_at(start), self.dateline)
        mention = Mention(
            code, source, target, derivation.rule.id, derivation.operators, parse.text[start:end], start, end, Modality.ASSERTED, attributed,
            self.date_of(start), place, self.index, parse.start, parse.end,
        )  # fmt: skip
        self.coding.mentions.append(mention)

    def date_of(self, offset: int) -> EventDate | None:
        """The nearest date that the clause of a trigger may take, else the publication date."""
        parse = self.parse
        if self.dates is None:
            self.dates = find_dates(parse.text[parse.start : parse.end], self.published)
        chosen: EventDate | None = None
        distance = 0
        clause = self.clause_at(offset) if self.dates else None
        for date in self.dates:
            start = (date.start or 0) + parse.start
            if (chosen is None or abs(start - offset) < distance) and self.may_date(clause, start):
                chosen, distance = date, abs(start - offset)
        if chosen is not None:
            low = None if chosen.start is None else chosen.start + parse.start
            high = None if chosen.end is None else chosen.end + parse.start
            return EventDate(chosen.date, chosen.precision, chosen.text, low, high)
        return None if self.published is None else EventDate(self.published, DatePrecision.PUBLISHED, None, None, None)

    def may_date(self, clause: Clause | None, start: int) -> bool:
        """Whether a date at an offset may be that of a clause: not where it dates a report, a relative or a background clause."""
        owner = self.owner_of(start)
        if owner is None or clause is None or owner is clause:
            return True
        step = owner
        for _ in range(8):
            if step.parent is clause and step.relation in ("infinitive", "gerund", "participle"):
                return True
            if step.parent is None:
                break
            step = step.parent
        step = clause
        for _ in range(8):
            parent = step.parent
            if parent is None:
                return False
            if parent is owner:
                if step.relation not in ("that", "say"):
                    return step.relation in ("infinitive", "gerund", "participle")
                between = self.parse.text[self.parse.ends[owner.verb.end - 1] : start]
                return owner.verb.start < step.verb.start and "that" in between
            step = parent
        return False

    def owner_of(self, start: int) -> Clause | None:
        """The clause that a time expression at an offset stands in, if the clause stage gave it to one."""
        starts, ends = self.parse.starts, self.parse.ends
        for clause in self.parse.clauses:
            for _, group in (*clause.times, *clause.preps):
                if starts[group.start] - 12 <= start < ends[group.end - 1]:
                    return clause
        return None

    def attribution(self, clause: Clause | None) -> Actor | None:
        """Who is said to have said it: the subject of the speech verb above, or "according to X"."""
        step = clause
        depth = 0
        while step is not None and depth < 12:
            depth += 1
            for prep, group in step.preps:
                if prep.startswith("according"):
                    found = self.resolver.side(group)
                    return found[0] if found else None
            parent = step.parent
            if parent is not None and step.relation in ("that", "say") and parent.lemma in self.engine.grammar.speech_verbs:
                subject = self.engine.subject_of(parent)
                if subject is not None:
                    found = self.resolver.side(subject)
                    return found[0] if found else None
            step = parent
        return None

    def guide(self, derivation: Derivation, sources: tuple[Actor, ...], targets: tuple[Actor, ...]) -> tuple[tuple[Actor, ...], tuple[Actor, ...]]:
        """Spans that the caller gave come before other actors: a side that no span fills takes the nearest free one."""
        sources = tuple(actor for actor in sources if self.in_span(actor))
        targets = tuple(actor for actor in targets if self.in_span(actor))
        taken = {(actor.start, actor.end) for actor in (*sources, *targets)}
        free = [actor for actor in (self.span_actor(run) for run in self.parse.runs) if not any(actor.start < high and low < actor.end for low, high in taken)]
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
        return _with_rank(self.resolver.given(group, run), SlotRank.PROXIMITY)

    def _head_in(self, run: tuple[int, int]) -> int:
        for group in self.parse.groups:
            if group.kind == "N" and run[0] <= group.head < run[1]:
                return group.head
        return run[1] - 1

    # ------------------------------------------------------------------------------------------------- nominal events

    def emit_nominal(self) -> None:
        """No clause is coded: one nominal act whose sides are both known may stand for the sentence."""
        for group in self.parse.groups:
            if group.kind != "N" or group.start in self.engine.consumed:
                continue
            derivation = self.engine.evaluate_noun(group)
            if derivation is None or derivation.code is None or derivation.code.startswith("~") or derivation.modality != "asserted":
                continue
            clause = self.clause_of(group)
            if clause is not None and (self.is_unreal(clause)):
                continue
            if self.make_nominal(clause, derivation, group):
                return

    def is_explicit(self, derivation: Derivation, sources: tuple[Actor, ...], targets: tuple[Actor, ...]) -> bool:
        """A nominal act with one side counts where it is material and names who does it ("a strike by Greek doctors")."""
        root = (derivation.code or "")[:2]
        named = any(actor.country is not None and actor.rank is not SlotRank.MODIFIER for actor in sources)
        return root >= "14" and named and self.suffices(derivation, sources, targets)

    def is_unreal(self, clause: Clause) -> bool:
        return clause.verb.negative or clause.verb.modal is not None or (clause.relation == "adverbial" and clause.marker in self.engine.grammar.conditional)

    def clause_of(self, group: Group) -> Clause | None:
        for clause in self.parse.clauses:
            if group is clause.subject or group in clause.objects or any(group is other for _, other in clause.preps):
                return clause
        return None

    def make_nominal(self, clause: Clause | None, derivation: Derivation, group: Group) -> bool:
        sources = self.look_up(derivation.sources, ())
        targets = self.look_up(derivation.targets, sources)
        if clause is not None and (not sources or not targets):
            subject = self.engine.view_of(clause).subject
            if subject is not None and subject is not group:
                extra = self.resolver.side(subject)
                if not sources and not _same(extra, targets):
                    sources = extra
                elif not targets and not _same(extra, sources) and derivation.rule.reciprocal:
                    targets = extra
        if derivation.reciprocal and len(sources) > 1 and not targets:
            targets = sources
        if not self.parse.runs and not (sources and targets) and not self.is_explicit(derivation, sources, targets):
            return False
        if self.parse.runs and not sources and not targets and derivation.code is None:
            return False
        before = len(self.coding.mentions)
        if self.parse.runs:
            sources, targets = self.guide(derivation, sources, targets)
        attributed = self.attribution(clause)
        for source, target in self.pairs(sources, targets, derivation):
            if source is not None or target is not None:
                self.add(derivation, derivation.code or "", source, target, attributed)
        return len(self.coding.mentions) > before


def _is_faint(clause: Clause | None, sources: tuple[Actor, ...], targets: tuple[Actor, ...]) -> bool:
    """One side, known only by its role, in a participle or relative: too little to be an event."""
    if (sources and targets) or clause is None or clause.relation not in ("reduced", "participle", "gerund", "relative"):
        return False
    return all(actor.country is None and len(actor.code or "") <= 3 for actor in (*sources, *targets))


def _chain(clause: Clause, derivation: Derivation) -> list[Clause]:
    """The clause of a mention and those of the acts under its operators."""
    chain = [clause]
    step = derivation.inner
    while step is not None:
        if step.clause is not None and step.clause not in chain:
            chain.append(step.clause)
        step = step.inner
    return chain


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


def _same(found: tuple[Actor, ...], other: tuple[Actor, ...]) -> bool:
    return bool(found) and bool(other) and all(any(_is_same(a, b) for b in other) for a in found)


def _is_same(a: Actor, b: Actor) -> bool:
    if a.start < b.end and b.start < a.end:
        return True
    if a.code is None and b.code is None:
        return a.name == b.name
    return a.code == b.code and a.entry == b.entry and a.name == b.name


def _key(actor: Actor | None) -> tuple[str | None, str | None, int] | None:
    return None if actor is None else (actor.code, actor.name, actor.start)


def _with_rank(actor: Actor, rank: SlotRank) -> Actor:
    return Actor(*actor[:8], rank)


def mention_order(mention: Mention) -> tuple[int, int, int, str]:
    """Trigger start, source start, target start, code; a missing side comes first."""
    source = -1 if mention.source is None else mention.source.start
    target = -1 if mention.target is None else mention.target.start
    return mention.trigger_start, source, target, mention.code
