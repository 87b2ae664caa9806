"""Operators: acts under speech, aspect, modality and light verbs.

In come bindings and the derivations of embedded acts; out go composed derivations: operators by the composition table,
future, modals and negation as operators of the engine, light verbs that lend their subject to the act of their object.
"""

from __future__ import annotations

from .biddings import Biddings
from .clauses import Clause
from .derivations import Candidate, Derivation
from .groups import Group
from .lexicon import Light, Operator
from .matches import Binding
from .noun_index import list_phrases
from .patterns import Pattern
from .views import View

_PLACE_PREPS = frozenset({"in", "at", "near"})
_ORIGINS = frozenset({"from", "by"})
_ADDRESSED = ("02", "03", "10")
_COUNTED = frozenset({"fewer", "less", "more", "longer", "sooner", "doubt"})


class Operators(Biddings):
    """Composes the acts of one sentence."""

    __slots__ = ()

    def operate(self, pattern: Pattern, binding: Binding, clause: Clause, view: View) -> Derivation | None:
        """An operator over the first of its acts that comes to something; its default where none does."""
        source, target, acts, _ = binding
        rule = pattern.rule
        name = rule.operator or ""
        if name == "say":
            return self.report(pattern, binding, clause, view)
        return self.compose(pattern, name, source, target, self.first_act(acts), clause, view, acts)

    def compose(
        self,
        pattern: Pattern,
        name: str,
        source: Group | None,
        target: Group | None,
        inner: Derivation | None,
        clause: Clause,
        view: View,
        acts: list[Clause | Group],
    ) -> Derivation | None:
        operator = self.lexicon.operators.get(name)
        rule = pattern.rule
        if operator is None:
            return None
        if name == "transparent":
            if inner is None:
                return None
            self.consume(inner)
            return self.passed_on(inner, clause, self.led_by(source, inner, view), inner.targets, inner.noun, rule.id)
        default = inner is None
        if inner is None:
            code = operator.default if operator.default != "=" else None
            if not operator.takes_nouns and acts and all(isinstance(act, Group) for act in acts):
                return None
            for act in acts:
                if isinstance(act, Clause) and name in ("accuse", "deny", "condemn"):
                    act.consumed = True
        else:
            self.consume(inner)
            code = self.composed(operator, inner)
        if code is None:
            return None
        sources = self.sides(operator.source, source, inner, acts, view)
        targets = self.sides(operator.target, target, inner, acts, view)
        targets = (*targets, *(("side", act) for act in acts if isinstance(act, Group)))
        if inner is not None and operator.cell(inner.code or "") == "=" and "act_source" in operator.target:
            sources, targets = (*inner.sources, *sources), (*inner.targets, *targets)
        operators = (rule.id, *(inner.operators if inner is not None else ()))
        return Derivation(
            code,
            rule,
            pattern.text,
            sources,
            targets,
            self.trigger_of(clause),
            clause,
            None,
            operators,
            inner,
            rule.linked,
            rule.reciprocal,
            default=default,
        )

    def composed(self, operator: Operator, inner: Derivation) -> str | None:
        """The code of an operator over an act; who promises not to help refuses to, and to ask for no attack is to ask for its end."""
        code = inner.code or ""
        if inner.modality != "negated" or not operator.negatable:
            return operator.compose(code)
        if "act_source" in operator.source and code.startswith("0"):
            return self.lexicon.operator("refuse").compose(code)
        denied = self.lexicon.operator("negate_request").compose(code)
        return None if denied is None else operator.compose(denied)

    def sides(
        self,
        order: tuple[str, ...],
        slot: Group | None,
        inner: Derivation | None,
        acts: list[Clause | Group],
        view: View,
    ) -> tuple[Candidate, ...]:
        found: list[Candidate] = []
        for place in order:
            if place == "slot" and slot is not None:
                found.append(view.slot(slot))
            elif place == "act_source" and inner is not None:
                found.extend(inner.sources)
            elif place == "act_source":
                found.extend(
                    ("side", subject)
                    for act in acts
                    if isinstance(act, Clause) and (subject := self.view_of(act).subject) is not None
                )
            elif place == "act_target" and inner is not None:
                found.extend(inner.targets)
            elif place == "addressee":
                found.extend(
                    ("oblique", group)
                    for prep, group in view.preps
                    if prep in ("to", "with", "on", "from") and self.parse.tags[group.head] in "pr"
                )
        return tuple(found)

    def report(self, pattern: Pattern, binding: Binding, clause: Clause, view: View) -> Derivation | None:
        """A speech verb: a clause under it is coded by itself and attributed; what is bidden in it is asked for or demanded."""
        source, target, acts, _ = binding
        for act in acts:
            if isinstance(act, Clause):
                name = None if source is None else self.bidding(act, clause, view)
                if name is not None and source is not None:
                    found = self.bid(pattern, name, source, target, act, clause, view)
                    if found is not None:
                        return found
                if act.relation in ("that", "say"):
                    continue
            inner = self.evaluate_act(act)
            if inner is None or inner.code is None:
                continue
            self.consume(inner)
            return self.passed_on(
                inner, clause, self.led_by(source, inner, view), inner.targets, inner.noun, pattern.rule.id
            )
        return None

    def light(self, clause: Clause, view: View) -> Derivation | None:
        for light in self.lexicon.light[clause.lemma]:
            for noun in self.light_nouns(light, clause, view):
                inner = self.evaluate_noun(noun)
                if inner is None or inner.code is None or (light.acts and not inner.code.startswith(light.acts)):
                    continue
                return self.lend(light, noun, inner, clause, view)
        return None

    def light_nouns(self, light: Light, clause: Clause, view: View) -> list[Group]:
        if light.role == "happen":
            named = clause.subject is not None and not clause.verb.passive
            fits = light.particle is None or light.particle in clause.particles
            return [clause.subject] if named and fits and clause.subject is not None else []
        if light.particle is None:
            return view.objects
        phrases = [group for prep, group in view.preps if prep == light.particle]
        if light.particle in clause.particles:
            return [*view.objects, *phrases]
        return phrases

    def lend(self, light: Light, noun: Group, inner: Derivation, clause: Clause, view: View) -> Derivation:
        """A light verb lends its subject and phrases to the act that its object names."""
        if light.role == "happen":
            return self.befall(light, noun, inner, clause, view)
        subject: tuple[Candidate, ...] = () if view.subject is None else (view.slot(view.subject),)
        others = tuple(
            ("side", group)
            for wanted in light.preps
            if wanted not in _PLACE_PREPS
            for prep, group in view.preps
            if prep == wanted and group is not noun
        )
        if light.role == "receive" or self.is_given(clause, noun):
            sources = (*inner.sources, *others) if inner.sources else others
            targets = subject
        else:
            sources = subject or inner.sources
            indirect = tuple(
                ("side", group) for group in view.objects if group is not noun and group.start < noun.start
            )
            against = tuple(
                ("side", group) for prep, group in view.preps if prep == "against" and group.owner in (None, noun)
            )
            addressed = (inner.code or "").startswith(_ADDRESSED)
            targets = (
                (*indirect, *against, *others, *inner.targets)
                if addressed
                else (*indirect, *against, *inner.targets, *others)
            )
        self.consume(inner)
        return self.passed_on(inner, clause, sources, targets, noun, None)

    def happening(self, clause: Clause, view: View) -> Derivation | None:
        """ "The visit began", "the talks collapsed": the act that the subject names, or that it stopped."""
        if view.subject is None or clause.verb.passive:
            return None
        if view.objects and f"{clause.lemma} {view.objects[0].lemma}" not in self.grammar.happening_verbs:
            return None
        if any(prep == "of" and group.start > clause.verb.start for prep, group in view.preps):
            return None
        phase = self.phase_of(clause, view)
        inner = None if not phase else self.evaluate_noun(view.subject)
        if inner is None or inner.code is None:
            return None
        code: str | None = inner.code
        if phase == "fails" or (phase == "ends" and not inner.code.startswith("04")):
            code = self.lexicon.operator("stop").compose(inner.code)
        if code is None or (phase == "grows" and not code.startswith("07")):
            return None
        self.consume(inner)
        found = self.passed_on(inner, clause, inner.sources, inner.targets, inner.noun, None)
        found.code = code
        return found

    def phase_of(self, clause: Clause, view: View) -> str:
        """Whether a verb, with its particle or object, says that something happens, ends, fails or grows; empty if none of these."""
        grammar, lemma = self.grammar, clause.lemma
        words = [
            lemma,
            *[f"{lemma} {word}" for word in clause.particles],
            *[f"{lemma} {o.lemma}" for o in view.objects],
            *[f"{lemma} {prep} {group.lemma}" for prep, group in view.preps],
        ]
        for word in words:
            if word in grammar.happening_verbs:
                return "happens"
            if word in grammar.ending_verbs:
                return "ends"
            if word in grammar.failing_verbs:
                return "fails"
        return "grows" if lemma in grammar.growing_verbs else ""

    def is_given(self, clause: Clause, noun: Group) -> bool:
        """ "Has an offer of gas from Norway": who has what somebody gave received it."""
        return clause.lemma in self.grammar.having_verbs and any(prep == "from" for prep, _ in list_phrases(noun))

    def befall(self, light: Light, noun: Group, inner: Derivation, clause: Clause, view: View) -> Derivation:
        """ "A request for grain went out to Canada": the subject names the act, the verb says that it came about or arrived."""
        origin = tuple(("side", group) for prep, group in view.preps if prep in _ORIGINS)
        reached = tuple(
            ("side", group)
            for wanted in light.preps
            for prep, group in view.preps
            if prep == wanted and group is not noun
        )
        objects = tuple(("side", group) for group in view.objects)
        self.consume(inner)
        return self.passed_on(
            inner, clause, (*inner.sources, *origin), (*objects, *reached, *inner.targets), noun, None
        )

    def led_by(self, source: Group | None, inner: Derivation, view: View) -> tuple[Candidate, ...]:
        """The sources of an act under a verb with a subject of its own."""
        return inner.sources if source is None else (view.slot(source), *inner.sources)

    def passed_on(
        self,
        inner: Derivation,
        clause: Clause,
        sources: tuple[Candidate, ...],
        targets: tuple[Candidate, ...],
        noun: Group | None,
        operator: str | None,
    ) -> Derivation:
        """An act whose code passes unchanged through the clause above it."""
        operators = inner.operators if operator is None else (operator, *inner.operators)
        return Derivation(
            inner.code,
            inner.rule,
            inner.pattern,
            sources,
            targets,
            self.trigger_of(clause),
            clause,
            noun,
            operators,
            inner,
            inner.linked,
            inner.reciprocal,
            inner.modality,
        )

    def with_modality(self, clause: Clause, found: Derivation) -> Derivation:
        verb = clause.verb
        grammar = self.grammar
        negative = verb.negative or self.is_of_none(clause, found)
        if found.code is None or (not negative and verb.modal is None):
            return found
        modal = verb.modal
        if modal is not None and verb.perfect and not modal.startswith("wi"):
            found.modality = "hypothetical"
            return found
        if modal in grammar.future_modals or (modal is not None and modal.startswith("wo")):
            return self.refuse(clause, found) if negative else self.future(clause, found)
        if negative and (modal in grammar.present_modals or self.is_stance(clause, found)):
            return self.refuse(clause, found)
        if negative and found.inner is not None and (found.code or "").startswith("03"):
            return self.declined(clause, found, found.inner)
        if negative:
            found.modality = "negated"
        elif modal in grammar.possible_modals or modal in grammar.duty_modals or modal in grammar.advice_modals:
            found.modality = "hypothetical"
        return found

    def is_of_none(self, clause: Clause, found: Derivation) -> bool:
        """ "Sent no weapons": an object of none denies the act; "no fewer than ten" and a template's own "no plan" do not."""
        if found.rule.operator is not None or "no_" in found.pattern:
            return False
        lowers = self.parse.tagged.lowers
        return any(
            group.negative and lowers[group.start] == "no" and lowers[group.start + 1] not in _COUNTED
            for group in clause.objects
        )

    def is_stance(self, clause: Clause, found: Derivation) -> bool:
        """ "Does not recognise X": a plain present that denies a stance."""
        words = self.parse.tagged.lowers[clause.verb.start : clause.verb.head]
        return (found.code or "").startswith("054") and not self.grammar.present_helpers.isdisjoint(words)

    def future(self, clause: Clause, found: Derivation) -> Derivation:
        code = found.code or ""
        if code.startswith("~"):
            name = "promise"
        else:
            root = int(code[:2])
            name = "promise" if root <= 9 else "threaten"
        return self.engine_operator(name, clause, found)

    def refuse(self, clause: Clause, found: Derivation) -> Derivation:
        code = found.code or ""
        if not code.startswith("~") and int(code[:2]) > 9:
            found.modality = "negated"
            return found
        refused = self.engine_operator("refuse", clause, found)
        refused.reciprocal = False
        return refused

    def declined(self, clause: Clause, found: Derivation, inner: Derivation) -> Derivation:
        """ "is not willing to help": an intent that is denied is a refusal of its act."""
        code = self.lexicon.operator("refuse").compose(inner.code or "")
        if code is None:
            found.modality = "negated"
            return found
        return self.passed_on(
            inner, clause, found.sources, (*found.targets, *inner.targets), found.noun, found.rule.id
        ).with_code(code)

    def engine_operator(self, name: str, clause: Clause, found: Derivation) -> Derivation:
        operator = self.lexicon.operators.get(name)
        code = None if operator is None else operator.compose(found.code or "")
        if code is None:
            found.modality = "hypothetical"
            return found
        if code == found.code:
            return found
        return Derivation(
            code,
            found.rule,
            found.pattern,
            found.sources,
            found.targets,
            found.trigger,
            clause,
            found.noun,
            (name, *found.operators),
            found,
            None,
            found.reciprocal,
            found.modality,
            found.default,
        )
