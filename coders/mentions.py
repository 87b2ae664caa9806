"""Mentions: derivations with their sides resolved to actors, and the rejections of what is not asserted.

In come the derivations of one sentence and a resolver; out go mentions, rejections and unresolved names. Here it is
decided which clauses count (purpose, background, conditions do not), how compound and reciprocal sides multiply, and
which nominal act stands for a sentence whose clauses come to nothing.
"""

from __future__ import annotations

import datetime

from ..schema.enums import Modality, RejectionReason, SlotRank
from ..schema.records import Actor, Mention, Place, Rejection, Unresolved
from .actions import Engine
from .actors import Resolver
from .clauses import Clause
from .derivations import Derivation
from .evidence import Evidence, is_faint
from .groups import Group
from .homes import settle_pair
from .places import find_home, find_place
from .sides import is_between, is_same, is_same_side

_VIOLENT = frozenset({"18", "19", "20"})


class SentenceCoding:
    """What one sentence gives."""

    __slots__ = ("mentions", "named", "rejections", "unresolved")

    def __init__(self) -> None:
        self.mentions: list[Mention] = []
        self.rejections: list[Rejection] = []
        self.unresolved: list[Unresolved] = []
        self.named: list[tuple[int, str]] = []


class Builder(Evidence):
    """Makes mentions of one sentence's derivations."""

    __slots__ = ("coding", "dateline", "index", "is_question")

    def __init__(
        self,
        engine: Engine,
        resolver: Resolver,
        index: int,
        published: datetime.date | None = None,
        dateline: Place | None = None,
    ) -> None:
        super().__init__(engine, resolver, published)
        self.dateline = dateline
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
        self.emit_subjects()
        if not any(mention.source is not None and mention.target is not None for mention in self.coding.mentions):
            self.emit_nominal()
        self.coding.mentions.sort(key=mention_order)
        if not self.parse.runs:
            self.note_unresolved()
            self.note_ambiguous()
        return self.coding

    def note_unresolved(self) -> None:
        """Proper names in the slots of mentions that no entry knows."""
        seen: set[tuple[int, int]] = set()
        for mention in self.coding.mentions:
            for side in (mention.source, mention.target):
                if (
                    side is not None
                    and side.code is None
                    and side.name is not None
                    and (side.start, side.end) not in seen
                ):
                    seen.add((side.start, side.end))
                    self.coding.unresolved.append(Unresolved(side.name, side.start, side.end, self.index))

    def note_ambiguous(self) -> None:
        """Names that stand for several actors, where nothing decides between them."""
        parse = self.parse
        for match in sorted(self.resolver.ambiguous.values(), key=lambda match: match.start):
            start, end = parse.starts[match.start], parse.ends[match.end - 1]
            self.coding.rejections.append(
                Rejection(RejectionReason.AMBIGUOUS_ACTOR, parse.text[start:end], start, end, self.index)
            )

    def emit(self, clause: Clause, derivation: Derivation) -> None:
        if derivation.code is None:
            self.reject(RejectionReason.NULL_RULE, derivation)
            return
        if derivation.code.startswith("~"):
            return
        reason = self.objection(clause, derivation)
        if reason is not None:
            if reason is not RejectionReason.NEGATED or not self.deny(clause, derivation):
                self.reject(reason, derivation)
            return
        self.make(clause, derivation)

    def deny(self, clause: Clause, derivation: Derivation) -> bool:
        """ "We did not attack the convoy, the army said": who says that he did not do it denies it."""
        verb = clause.verb
        if derivation.operators or not verb.negative or verb.modal is not None or (derivation.code or "")[:2] < "14":
            return False
        speaker = self.attribution(clause) if clause.relation in ("that", "say") else None
        subject = self.engine.subject_of(clause)
        if speaker is None or subject is None or not any(is_same(a, speaker) for a in self.resolver.side(subject)):
            return False
        operator = self.resolver.lexicon.operator("deny")
        rule, pattern, trigger = derivation.rule, derivation.pattern, derivation.trigger
        denial = Derivation(operator.default, rule, pattern, (), (), trigger, clause, None, ("deny",), derivation)
        self.add_pairs(clause, denial, [(speaker, None)])
        return True

    def objection(self, clause: Clause, derivation: Derivation) -> RejectionReason | None:
        """Why a coded clause is not an asserted event, if it is not."""
        if derivation.modality == "negated":
            return RejectionReason.NEGATED
        if derivation.modality == "hypothetical":
            return RejectionReason.HYPOTHETICAL
        if self.is_question and clause.relation == "root":
            return RejectionReason.QUESTION
        if (derivation.code or "")[:2] in _VIOLENT and self.is_accident(clause):
            return RejectionReason.NULL_RULE
        step: Clause | None = clause
        grammar = self.engine.grammar
        depth = 0
        while step is not None and depth < 12:
            depth += 1
            relation, marker = step.relation, step.marker
            if relation == "adverbial" and marker is not None:
                if marker in grammar.conditional:
                    return RejectionReason.CONDITIONAL
                if marker in grammar.background:
                    return RejectionReason.BACKGROUND
            elif relation == "infinitive" and not step.consumed:
                if step.parent is not None or step.governor is not None:
                    return RejectionReason.PURPOSE
            elif (
                relation == "gerund"
                and not step.consumed
                and marker is not None
                and marker not in grammar.factual_gerunds
            ):
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

    def is_accident(self, clause: Clause) -> bool:
        """ "Were killed when a factory collapsed": harm without an agent, of which an accident is the cause."""
        if not clause.verb.passive or any(prep == "by" for prep, _ in clause.preps):
            return False
        for inner in self.parse.clauses:
            if inner.parent is not clause or inner.marker not in ("when", "after", "as"):
                continue
            if inner.lemma in self.engine.grammar.accident_verbs:
                return all(self.engine.evaluate_noun(group) is None for _, group in inner.preps)
        return False

    def reject(self, reason: RejectionReason, derivation: Derivation) -> None:
        parse = self.parse
        low, high = derivation.trigger
        start, end = parse.starts[low], parse.ends[high - 1]
        self.coding.rejections.append(
            Rejection(reason, parse.text[start:end], start, end, self.index, derivation.rule.id, derivation.code)
        )

    def make(self, clause: Clause | None, derivation: Derivation) -> bool:
        sources, targets = self.sides(clause, derivation)
        if not any(actor.rank is not SlotRank.PLACE for actor in sources) and self.is_spoken(clause, derivation):
            speaker = self.attribution(clause)
            if speaker is not None and not any(is_same(speaker, target) for target in targets):
                sources = (speaker,)
        if self.parse.runs:
            sources, targets = self.guide(derivation, sources, targets)
        pairs = self.pairs(sources, targets, derivation)
        if not pairs or (not targets and self.is_own(derivation, sources)):
            self.reject(RejectionReason.SELF, derivation)
            return False
        if (
            not any(
                (source is not None and source.code is not None) or (target is not None and target.code is not None)
                for source, target in pairs
            )
            and not self.parse.runs
        ):
            pairs = [pair for pair in pairs if pair != (None, None)]
            if not pairs:
                self.reject(RejectionReason.NO_ACTOR, derivation)
                return False
        if self.is_history(derivation):
            self.reject(RejectionReason.BACKGROUND, derivation)
            return False
        if not self.parse.runs and (
            not self.suffices(derivation, sources, targets)
            or is_faint(clause, sources, targets)
            or self.is_idle(clause, derivation, sources, targets)
        ):
            self.reject(RejectionReason.GENERIC, derivation)
            return False
        self.add_pairs(clause, derivation, pairs)
        return bool(pairs)

    def add_pairs(
        self, clause: Clause | None, derivation: Derivation, pairs: list[tuple[Actor | None, Actor | None]]
    ) -> None:
        """One mention for each pair, and the one that its rule links to it (042 and 043)."""
        attributed = self.attribution(clause)
        if attributed is None and derivation.operators[:1] == ("demand",) and pairs:
            attributed = pairs[0][0]
        for source, target in pairs:
            self.add(derivation, derivation.code or "", source, target, attributed)
            if derivation.linked is not None and target is not None:
                code, swap = derivation.linked
                first, second = (target, source) if swap else (source, target)
                self.add(derivation, code, first, second, attributed)

    def pairs(
        self, sources: tuple[Actor, ...], targets: tuple[Actor, ...], derivation: Derivation
    ) -> list[tuple[Actor | None, Actor | None]]:
        """Compound sides multiply; a reciprocal act goes both ways, and pairs the members of one compound side."""
        found: list[tuple[Actor | None, Actor | None]] = []
        if len(sources) > 1 and sources == targets:
            found.extend((a, b) for a in sources for b in sources if a is not b)
            return found
        for source in sources or (None,):
            for target in targets or (None,):
                if source is not None and target is not None and is_same(source, target):
                    continue
                found.append((source, target))
                if derivation.reciprocal and source is not None and target is not None:
                    found.append((target, source))
        return found

    def add(
        self, derivation: Derivation, code: str, source: Actor | None, target: Actor | None, attributed: Actor | None
    ) -> None:
        parse = self.parse
        low, high = derivation.trigger
        start, end = parse.starts[low], parse.ends[high - 1]
        clause = self.clause_at(start)
        home = find_home(parse, self.resolver.lexicon, clause, self.dateline)
        source, target = settle_pair(source, target, code, home, self.engine.grammar.homes)
        key = (code, _key(source), _key(target))
        for known in self.coding.mentions:
            if (known.code, _key(known.source), _key(known.target)) == key:
                return
        place = find_place(parse, self.resolver.lexicon, clause, code[:2], (low, high)) or self.dateline
        mention = Mention(
            code, source, target, derivation.rule.id, derivation.operators, parse.text[start:end], start, end, Modality.ASSERTED, attributed,
            self.date_of(start), place, self.index, parse.start, parse.end,
        )  # fmt: skip
        self.coding.mentions.append(mention)

    def emit_subjects(self) -> None:
        """A nominal act that is the subject of an asserted clause did happen, where it names both its sides ("X's arrest of Y")."""
        for clause in self.parse.clauses:
            group = clause.subject
            if group is None or clause.shared or clause.relation not in ("root", "that", "say") or self.is_taken(group):
                continue
            derivation = None if self.is_unreal(clause) else self.engine.evaluate_noun(group)
            if derivation is None or derivation.code is None or derivation.code.startswith("~"):
                continue
            if derivation.modality == "asserted" and self.objection(clause, derivation) is None:
                self.make_explicit(clause, derivation)

    def make_explicit(self, clause: Clause, derivation: Derivation) -> None:
        """A mention of a nominal act by its own words alone."""
        sources = self.look_up(derivation.sources, ())
        targets = self.look_up(derivation.targets, sources)
        if sources and targets and (not self.parse.runs or all(map(self.in_span, (*sources, *targets)))):
            self.add_pairs(clause, derivation, self.pairs(sources, targets, derivation))

    def emit_nominal(self) -> None:
        """No clause is coded: one nominal act whose sides are both known may stand for the sentence."""
        for group in self.parse.groups:
            if group.kind != "N" or self.is_taken(group):
                continue
            derivation = self.engine.evaluate_noun(group)
            if (
                derivation is None
                or derivation.code is None
                or derivation.code.startswith("~")
                or derivation.modality != "asserted"
            ):
                continue
            clause = self.clause_of(group)
            if clause is not None and (self.is_unreal(clause) or self.is_used(clause, group)):
                continue
            if self.make_nominal(clause, derivation, group):
                return

    def make_nominal(self, clause: Clause | None, derivation: Derivation, group: Group) -> bool:
        sources = self.look_up(derivation.sources, ())
        targets = self.look_up(derivation.targets, sources)
        if clause is not None and (not sources or not targets):
            subject = self.engine.view_of(clause).subject
            if subject is not None and subject is not group:
                extra = self.resolver.side(subject)
                lends = derivation.rule.reciprocal or bool(self.parse.runs)
                if not sources and lends and not is_same_side(extra, targets):
                    sources = extra
                elif not targets and not is_same_side(extra, sources) and derivation.rule.reciprocal:
                    targets = extra
        both = derivation.reciprocal or any(map(is_between, (group for _, group in derivation.sources)))
        if both and len(sources) > 1 and not targets:
            targets = sources
        if not self.parse.runs and not (sources and targets) and not self.is_explicit(derivation, sources, targets):
            return False
        if self.parse.runs and not sources and not targets and derivation.code is None:
            return False
        before = len(self.coding.mentions)
        if self.parse.runs:
            sources, targets = self.guide(derivation, sources, targets)
        pairs = [pair for pair in self.pairs(sources, targets, derivation) if pair != (None, None)]
        self.add_pairs(clause, derivation, pairs)
        return len(self.coding.mentions) > before


def _key(actor: Actor | None) -> tuple[str | None, str | None, int] | None:
    return None if actor is None else (actor.code, actor.name, actor.start)


def mention_order(mention: Mention) -> tuple[int, int, int, str]:
    """Trigger start, source start, target start, code; a missing side comes first."""
    source = -1 if mention.source is None else mention.source.start
    target = -1 if mention.target is None else mention.target.start
    return mention.trigger_start, source, target, mention.code
