"""Actions: which acts and operators the clauses of a sentence come to.

In come a parse and the lexicon; out go derivations, evaluated recursively from the clause downwards and memoised per
clause: patterns by trigger lemma, most specific first, then light verbs, then what operators give by default. Nothing here
looks at actors: slots are candidates that `mentions` resolves.
"""

from __future__ import annotations

from collections.abc import Iterator

from .clauses import Clause
from .derivations import Candidate, Derivation
from .matches import Binding
from .operators import Operators
from .patterns import Pattern
from .views import View

LIGHT_WEIGHT = 5.5
ACT_BONUS = 4.0
NOUN_BONUS = 1.5
_NOTHING = object()


class Engine(Operators):
    """Evaluates the clauses of one sentence."""

    __slots__ = ()

    def evaluate(self, clause: Clause) -> Derivation | None:
        """What the clause comes to, memoised."""
        memo = clause.memo
        if memo is None:
            clause.memo = _NOTHING
            found = self.derive(clause)
            clause.memo = _NOTHING if found is None else found
            return found
        return None if memo is _NOTHING else memo  # type: ignore[return-value]

    def derive(self, clause: Clause) -> Derivation | None:
        result = self.derive_plain(clause)
        return None if result is None else self.with_modality(clause, self.with_demand(clause, result))

    def derive_plain(self, clause: Clause) -> Derivation | None:
        lemma = clause.lemma
        if (
            lemma not in self.lexicon.patterns
            and lemma not in self.lexicon.light
            and lemma not in self.grammar.copulas
            and not clause.verb.passive
        ):
            return self.happening(clause, self.view_of(clause)) if lemma in self.lexicon.happenings else None
        view = self.view_of(clause)
        if lemma == "go" and clause.verb.progressive:
            return self.pass_on(clause)
        fallback: Derivation | None = None
        best: Pattern | None = None
        bound: Binding | None = None
        light_done = lemma not in self.lexicon.light
        for pattern in self.candidates(clause, view):
            weight = pattern.weight
            operator = pattern.rule.operator
            if best is not None and weight + ACT_BONUS <= best.weight:
                break
            if best is None and not light_done and weight + ACT_BONUS < LIGHT_WEIGHT:
                light_done = True
                found = self.light(clause, view)
                if found is not None:
                    return found
            if best is not None and operator is None:
                continue
            binding = self.match(pattern, clause, view)
            if binding is None:
                continue
            if operator is None:
                best, bound = pattern, binding
                continue
            found = self.operate(pattern, binding, clause, view)
            if found is None:
                continue
            if not found.default:
                if (
                    best is None
                    or weight + (ACT_BONUS if found.inner is not None and found.inner.operators else NOUN_BONUS)
                    > best.weight
                ):
                    return found
                continue
            if fallback is None:
                fallback = found
        if not light_done and (best is None or best.weight < LIGHT_WEIGHT):
            found = self.light(clause, view)
            if found is not None:
                return found
        if best is not None and bound is not None and (fallback is None or best.weight >= 5):
            finer = self.finer(best, clause, view)
            return self.act(best, bound, clause, view) if finer is None else finer
        if fallback is None and lemma in self.lexicon.happenings:
            return self.happening(clause, view)
        return fallback

    def finer(self, pattern: Pattern, clause: Clause, view: View) -> Derivation | None:
        """ "Faces an ultimatum": where a rule gives only a residual code, the act that the object names may be finer."""
        code = pattern.rule.code or ""
        if clause.lemma not in self.lexicon.light or not code[:1].isdigit():
            return None
        found = self.light(clause, view)
        if found is None or found.code is None or found.code.endswith("0"):
            return None
        stem = code[:2] if code.endswith("0") else code
        return found if found.code != code and found.code.startswith(stem) else None

    def act(self, pattern: Pattern, binding: Binding, clause: Clause, view: View) -> Derivation:
        source, target, _, used = binding
        self.consumed.update(group.start for group in used)
        rule = pattern.rule
        sources: tuple[Candidate, ...] = () if source is None else (view.slot(source),)
        targets: tuple[Candidate, ...] = () if target is None else (view.slot(target),)
        if (
            clause.relation == "reduced"
            and not clause.verb.passive
            and clause.parent is not None
            and clause.antecedent in clause.parent.objects
        ):
            above = self.view_of(clause.parent).subject
            sources = (*sources, ("side", above)) if above is not None else sources
        return Derivation(
            rule.code,
            rule,
            pattern.text,
            sources,
            targets,
            self.trigger_of(clause),
            clause,
            None,
            (),
            None,
            rule.linked,
            rule.reciprocal,
        )

    def pass_on(self, clause: Clause) -> Derivation | None:
        """ "is going to attack": the future of the infinitive."""
        for inner in clause.complements:
            if inner.relation == "infinitive":
                found = self.evaluate(inner)
                if found is not None and found.code is not None:
                    inner.consumed = True
                    return self.future(clause, found)
        return None

    def with_demand(self, clause: Clause, found: Derivation) -> Derivation:
        """ "blocked the bridge, demanding early elections": what a protest is for, if the participle or the purpose under it says so."""
        if found.operators or found.code is None:
            return found
        lexicon = self.lexicon
        name = next((name for name in self.grammar.protests if lexicon.operator(name).default == found.code), None)
        if name is None:
            return found
        for inner in self.demands(clause):
            act = self.evaluate(inner)
            code = None if act is None or act.code is None else lexicon.operator(name).cell(act.code)
            if act is None or code in (None, "=", found.code):
                continue
            self.consume(act)
            asked = act.targets if (act.code or "")[:2] in ("02", "10") else act.sources
            return Derivation(
                code,
                found.rule,
                found.pattern,
                found.sources,
                (*asked, *found.targets),
                found.trigger,
                clause,
                found.noun,
                (name, *act.operators),
                act,
                None,
                False,
                found.modality,
            )
        return found

    def demands(self, clause: Clause) -> Iterator[Clause]:
        """The purposes of a clause, its participles, and those of its subject ("farmers demanding land blocked roads")."""
        doer = self.view_of(clause).subject
        doers = [] if doer is None else [doer, *(part for prep, part in doer.preps if prep == "of")]
        for inner in self.parse.clauses:
            if inner.relation == "reduced":
                belongs = inner.antecedent in doers
            elif inner.relation == "participle":
                belongs = inner.controller is clause and not inner.verb.passive
            else:
                belongs = inner.relation == "infinitive" and inner in clause.complements
            if belongs:
                yield inner
