"""Actions: which acts and operators the clauses and nominal acts of a sentence come to.

In come a parse and the lexicon; out go derivations, evaluated recursively from the clause downwards and memoised per
clause: patterns by trigger lemma, most specific first; light verbs; operators composed by table; future, negation and
modals as operators of the engine. Nothing here looks at actors: slots are candidates that `mentions` resolves.
"""

from __future__ import annotations

from .clauses import Clause
from .derivations import Candidate, Derivation
from .groups import Group
from .lexicon import Lexicon, Light
from .parses import Parse
from .patterns import SOURCE, TARGET, NounPattern, Pattern, Phrase, Term

LIGHT_WEIGHT = 5.5
ACT_BONUS = 4.0
NOUN_BONUS = 1.5
_NEGATABLE = frozenset({"appeal", "demand", "order", "promise", "agree", "ultimatum"})
_NOUN_DEFAULTS = frozenset({"condemn", "praise", "defend", "investigate", "accuse", "refuse", "apologise"})
_TARGET_PREPS = ("on", "against", "upon", "with", "to", "toward", "towards", "for", "into", "over", "between", "among", "at", "near")
_PERSONAL = frozenset({"he", "she", "him", "her", "himself", "herself"})
_PLACE_PREPS = frozenset({"in", "at", "near"})
_NOTHING = object()
_Binding = tuple[Group | None, Group | None, list[Clause | Group]]


class View:
    """A clause as an active one: logical subject, objects and phrases."""

    __slots__ = ("complements", "count", "markers", "mask", "objects", "preps", "subject")

    def __init__(self, subject: Group | None, objects: list[Group], preps: list[tuple[str, Group]], complements: list[Clause]) -> None:
        self.subject = subject
        self.objects = objects
        self.preps = preps
        self.complements = complements
        self.count = len(objects)
        self.markers = frozenset([prep if " " not in prep else prep.rsplit(" ", 1)[1] for prep, _ in preps])
        self.mask = 0


class Engine:
    """Evaluates the clauses of one sentence."""

    __slots__ = ("consumed", "grammar", "lexicon", "nominal", "parse")

    def __init__(self, lexicon: Lexicon, parse: Parse) -> None:
        self.lexicon = lexicon
        self.grammar = lexicon.grammar
        self.parse = parse
        self.nominal: dict[int, Derivation | None] = {}
        self.consumed: set[int] = set()

    # ------------------------------------------------------------------------------------------------- word sets

    def sets_of(self, group: Group) -> int:
        """The bits of all word sets that the group's head, its phrase, its measured noun or a conjunct is in."""
        mask = group.sets
        if mask < 0:
            mask = self.own_sets(group)
            group.sets = mask
            if group.preps and group.preps[0][0] == "of" and (group.lemma in self.grammar.measure_nouns or group.tag == "#"):
                mask |= self.sets_of(group.preps[0][1])
            if group.conjuncts is not None:
                for member in group.conjuncts:
                    if member is not group:
                        mask |= self.sets_of(member)
            group.sets = mask
        return mask

    def own_sets(self, group: Group) -> int:
        lemmas = self.parse.lemmas
        head = group.head
        mask = self.lexicon.masks.get(lemmas[head], 0) | self.kind_bits(group)
        phrases = self.lexicon.phrases.get(lemmas[head])
        return mask if phrases is None else mask | self.phrase_sets(phrases, head, 0)

    def phrase_sets(self, phrases: dict[str, list[Phrase]], head: int, floor: int) -> int:
        """The bits of the phrases around the head at `head` that begin at `floor` or later."""
        lemmas = self.parse.lemmas
        mask = 0
        listed = phrases.get(lemmas[head - 1]) if head > floor else None
        for found in (listed, phrases.get("")):
            if found is not None:
                for words, offset, bits in found:
                    low = head - offset
                    if low >= floor and tuple(lemmas[low : low + len(words)]) == words:
                        mask |= bits
        return mask

    def kind_bits(self, group: Group) -> int:
        """The bits of the built-in sets (`@person`, `@place` ...): what the dictionaries know of the head."""
        bits = self.lexicon.kind_bits
        if not bits:
            return 0
        match = self.parse.name_at.get(group.head)
        if match is None or match.suffix is not None:
            tag = self.parse.tags[group.head]
            personal = tag == "p" and self.parse.tags[group.start] != "d" or self.parse.tagged.lowers[group.head] in _PERSONAL
            return bits.get("@person", 0) if personal else 0
        mask = 0
        for index, _, _ in match.leaves:
            mask |= self.lexicon.actor_bits[index]
        return mask

    def modifier_sets(self, group: Group) -> int:
        """The bits of the words before the head, each alone and in phrases."""
        lemmas, masks = self.parse.lemmas, self.lexicon.masks
        mask = 0
        for index in range(group.start, group.head):
            lemma = lemmas[index]
            mask |= masks.get(lemma, 0)
            lower = self.parse.tagged.lowers[index]
            if lower != lemma:
                mask |= masks.get(lower, 0)
            if "-" in lemma:
                for part in lemma.split("-"):
                    mask |= masks.get(part, 0)
            phrases = self.lexicon.phrases.get(lemma)
            if phrases is not None:
                mask |= self.phrase_sets(phrases, index, group.start)
        return mask

    # ------------------------------------------------------------------------------------------------------ views

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
            if clause.governor is not None and clause.marker in ("of", "from", "for") and clause.governor in parent.objects and not self.is_act(clause.governor):
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

    def view_of(self, clause: Clause) -> View:
        view = clause.view
        if view is None:
            subject = self.subject_of(clause)
            preps, objects = clause.preps, clause.objects
            held = [pair for pair in preps if pair[1].owner is not None and pair[1].start < clause.verb.start]
            if held:
                preps = [pair for pair in preps if pair not in held] + (held if clause.verb.passive else [])
            if clause.verb.passive:
                agent = next((group for prep, group in preps if prep == "by"), None)
                objects = [subject, *objects] if subject is not None else list(objects)
                subject = agent
            view = clause.view = View(subject, objects, preps, clause.complements)
            for group in objects:
                view.mask |= self.sets_of(group)
            for _, group in preps:
                view.mask |= self.sets_of(group)
        return view  # type: ignore[return-value]

    # ---------------------------------------------------------------------------------------------------- clauses

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
        return None if result is None else self.with_modality(clause, result)

    def derive_plain(self, clause: Clause) -> Derivation | None:
        lemma = clause.lemma
        if lemma not in self.lexicon.patterns and lemma not in self.lexicon.light and lemma not in self.grammar.copulas and not clause.verb.passive:
            return None
        view = self.view_of(clause)
        if lemma == "go" and clause.verb.progressive:
            return self.pass_on(clause)
        fallback: Derivation | None = None
        best: Pattern | None = None
        bound: _Binding | None = None
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
                if best is None or weight + (ACT_BONUS if found.inner is not None and found.inner.operators else NOUN_BONUS) > best.weight:
                    return found
                continue
            if fallback is None:
                fallback = found
        if not light_done and (best is None or best.weight < LIGHT_WEIGHT):
            found = self.light(clause, view)
            if found is not None:
                return found
        if best is not None and bound is not None and (fallback is None or best.weight >= 5):
            return self.act(best, bound, clause, view)
        return fallback

    def candidates(self, clause: Clause, view: View) -> tuple[Pattern, ...]:
        """The patterns that the clause may meet, most specific first."""
        found: tuple[Pattern, ...] = ()
        for key in self.triggers(clause):
            index = self.lexicon.patterns.get(key)
            if index is not None:
                found += index.select(view.mask, view.markers, view.count)
        return found

    def triggers(self, clause: Clause) -> list[str]:
        """The keys under which patterns of this clause stand: its lemma, and for "be ready" its predicate before it."""
        lowers = self.parse.tagged.lowers
        if clause.verb.passive:
            return ["be:" + lowers[clause.verb.head], clause.lemma]
        if clause.lemma in self.grammar.copulas:
            predicate = clause.predicate or (clause.objects[0] if clause.objects else None)
            if predicate is not None:
                return [*(f"{clause.lemma}:{lowers[index]}" for index in range(predicate.start, predicate.end)), clause.lemma]
        return [clause.lemma]

    def match(self, pattern: Pattern, clause: Clause, view: View) -> _Binding | None:
        """Bind the slots of a pattern to the clause, or None where a term finds nothing."""
        objects = view.objects
        if pattern.particle is not None and pattern.particle not in clause.particles:
            shifted = self.particle_object(pattern, clause, view)
            if shifted is None:
                return None
            objects = [*objects, shifted]
        source: Group | None = None
        target: Group | None = None
        acts: list[Clause | Group] = []
        subject = pattern.subject
        if subject is not None:
            filler = view.subject
            if subject.mask and (filler is None or not self.sets_of(filler) & subject.mask):
                return None
            if subject.slot == SOURCE:
                source = filler
            elif subject.slot == TARGET:
                target = filler
        position = 0
        for term in pattern.terms:
            where = term.where
            if term.act:
                found_acts = self.find_acts(term, clause, view)
                if not found_acts:
                    return None
                acts.extend(found_acts)
                continue
            if where == "object":
                filler, position = self.find_object(term, objects, position)
            elif where == "prep":
                filler = self.find_prep(term, view, pattern)
            elif where == "particle":
                if not any(particle in term.preps for particle in clause.particles):
                    return None
                continue
            else:
                return None
            if filler is None:
                return None
            if term.slot == SOURCE:
                source = filler
            elif term.slot == TARGET:
                target = filler
        return source, target, acts

    def particle_object(self, pattern: Pattern, clause: Clause, view: View) -> Group | None:
        """ "hand over the town": the tagger may read a particle as a preposition; its noun is then the object."""
        if not pattern.terms or pattern.terms[0].where != "object" or (view.objects and not clause.verb.passive):
            return None
        for prep, group in clause.preps:
            if prep == pattern.particle and group.start <= clause.verb.end + 2:
                return group
        return None

    def find_object(self, term: Term, objects: list[Group], position: int) -> tuple[Group | None, int]:
        if not term.mask:
            return (objects[position], position + 1) if position < len(objects) else (None, position)
        for index in range(position, len(objects)):
            if self.sets_of(objects[index]) & term.mask:
                return objects[index], index + 1
        return None, position

    def find_prep(self, term: Term, view: View, pattern: Pattern) -> Group | None:
        preps, mask = term.preps, term.mask
        for prep, group in view.preps:
            if prep in preps or (" " in prep and prep.rsplit(" ", 1)[1] in preps):
                if mask and not self.sets_of(group) & mask:
                    continue
                return group
        return None

    def find_acts(self, term: Term, clause: Clause, view: View) -> list[Clause | Group]:
        where = term.where
        found: list[Clause | Group] = []
        if where == "infinitive":
            found.extend(inner for inner in clause.complements if inner.relation == "infinitive")
        elif where == "that":
            found.extend(inner for inner in clause.complements if inner.relation in ("that", "say"))
        elif where == "prep":
            found.extend(inner for inner in clause.complements if inner.relation == "gerund" and inner.marker in term.preps)
            found.extend(group for prep, group in view.preps if prep in term.preps)
        elif where == "object":
            found.extend(inner for inner in clause.complements if inner.relation == "gerund" and inner.marker is None)
            found.extend(view.objects)
        return found

    def act(self, pattern: Pattern, binding: _Binding, clause: Clause, view: View) -> Derivation:
        source, target, _ = binding
        rule = pattern.rule
        sources: tuple[Candidate, ...] = () if source is None else (("side", source),)
        targets: tuple[Candidate, ...] = () if target is None else (("side", target),)
        if clause.relation == "reduced" and not clause.verb.passive and clause.parent is not None and clause.antecedent in clause.parent.objects:
            above = self.view_of(clause.parent).subject
            sources = (*sources, ("side", above)) if above is not None else sources
        return Derivation(
            rule.code, rule, pattern.text, sources, targets, self.trigger_of(clause), clause, None, (), None, rule.linked, rule.reciprocal
        )

    def trigger_of(self, clause: Clause) -> tuple[int, int]:
        return clause.verb.head, clause.verb.head + 1

    def pass_on(self, clause: Clause) -> Derivation | None:
        """ "is going to attack": the future of the infinitive."""
        for inner in clause.complements:
            if inner.relation == "infinitive":
                found = self.evaluate(inner)
                if found is not None and found.code is not None:
                    inner.consumed = True
                    return self.future(clause, found)
        return None

    # --------------------------------------------------------------------------------------------------- operators

    def evaluate_act(self, act: Clause | Group) -> Derivation | None:
        return self.evaluate(act) if isinstance(act, Clause) else self.evaluate_noun(act)

    def operate(self, pattern: Pattern, binding: _Binding, clause: Clause, view: View) -> Derivation | None:
        """An operator over the first of its acts that comes to something; its default where none does."""
        source, target, acts = binding
        rule = pattern.rule
        name = rule.operator or ""
        if name == "say":
            return self.report(pattern, binding, clause)
        inner = None
        for act in acts:
            inner = self.evaluate_act(act)
            if inner is not None and inner.code is not None:
                break
            inner = None
        return self.compose(pattern, name, source, target, inner, clause, view, acts)

    def compose(
        self, pattern: Pattern, name: str, source: Group | None, target: Group | None, inner: Derivation | None, clause: Clause, view: View, acts: list[Clause | Group]
    ) -> Derivation | None:
        operator = self.lexicon.operators.get(name)
        rule = pattern.rule
        if operator is None:
            return None
        if name == "transparent":
            if inner is None:
                return None
            self.consume(inner)
            sources = (("side", source), *inner.sources) if source is not None else inner.sources
            return Derivation(inner.code, inner.rule, inner.pattern, sources, inner.targets, self.trigger_of(clause), clause, inner.noun, (rule.id, *inner.operators), inner, inner.linked, inner.reciprocal, inner.modality)
        default = inner is None
        if inner is None:
            code = operator.default if operator.default != "=" else None
            if name not in _NOUN_DEFAULTS and acts and all(isinstance(act, Group) for act in acts):
                return None
            for act in acts:
                if isinstance(act, Clause) and name in ("accuse", "deny", "condemn"):
                    act.consumed = True
        else:
            self.consume(inner)
            act_code: str | None = inner.code or ""
            if inner.modality == "negated" and name in _NEGATABLE:
                act_code = self.lexicon.operators["negate_request"].compose(act_code or "")
            code = None if act_code is None else operator.compose(act_code)
        if code is None:
            return None
        sources = self.sides(operator.source, source, inner, acts, view)
        targets = self.sides(operator.target, target, inner, acts, view)
        targets = (*targets, *(("side", act) for act in acts if isinstance(act, Group)))
        if inner is not None and operator.cell(inner.code or "") == "=" and "act_source" in operator.target:
            sources, targets = (*inner.sources, *sources), (*inner.targets, *targets)
        operators = (rule.id, *(inner.operators if inner is not None else ()))
        return Derivation(code, rule, pattern.text, sources, targets, self.trigger_of(clause), clause, None, operators, inner, None, rule.reciprocal, default=default)

    def sides(self, order: tuple[str, ...], slot: Group | None, inner: Derivation | None, acts: list[Clause | Group], view: View) -> tuple[Candidate, ...]:
        found: list[Candidate] = []
        for place in order:
            if place == "slot" and slot is not None:
                found.append(("side", slot))
            elif place == "act_source" and inner is not None:
                found.extend(inner.sources)
            elif place == "act_source":
                found.extend(("side", subject) for act in acts if isinstance(act, Clause) and (subject := self.view_of(act).subject) is not None)
            elif place == "act_target" and inner is not None:
                found.extend(inner.targets)
            elif place == "addressee":
                found.extend(("oblique", group) for prep, group in view.preps if prep in ("to", "with", "on", "from") and self.parse.tags[group.head] in "pr")
        return tuple(found)

    def consume(self, inner: Derivation) -> None:
        """An act that an operator took is not coded by itself."""
        step: Derivation | None = inner
        while step is not None:
            if step.clause is not None:
                step.clause.consumed = True
            if step.noun is not None:
                self.consumed.add(step.noun.start)
            step = step.inner

    def report(self, pattern: Pattern, binding: _Binding, clause: Clause) -> Derivation | None:
        """A speech verb: a clause under it is coded by itself and attributed; "said Y must" is a demand; a nominal act is its subject's."""
        source, target, acts = binding
        for act in acts:
            if isinstance(act, Clause):
                if act.verb.modal in self.grammar.duty_modals and source is not None:
                    return self.demand(pattern, source, act, clause)
                if act.relation in ("that", "say"):
                    continue
            inner = self.evaluate_act(act)
            if inner is None or inner.code is None:
                continue
            self.consume(inner)
            sources: tuple[Candidate, ...] = inner.sources if source is None else (("side", source), *inner.sources)
            return Derivation(inner.code, inner.rule, inner.pattern, sources, inner.targets, self.trigger_of(clause), clause, inner.noun, (pattern.rule.id, *inner.operators), inner, inner.linked, inner.reciprocal, inner.modality)
        return None

    def demand(self, pattern: Pattern, source: Group, act: Clause, clause: Clause) -> Derivation | None:
        operator = self.lexicon.operators.get("demand")
        if operator is None:
            return None
        inner = self.derive_plain(act)
        act.consumed = True
        negated = act.verb.negative
        code = operator.default if inner is None or inner.code is None or negated else operator.compose(inner.code)
        if code is None or code == "=":
            return None
        if inner is not None:
            self.consume(inner)
        subject = self.view_of(act).subject if not act.verb.passive else self.subject_of(act)
        targets: tuple[Candidate, ...] = (("side", subject),) if subject is not None else ()
        if inner is not None:
            targets = (*targets, *inner.targets)
        return Derivation(code, pattern.rule, pattern.text, (("side", source),), targets, self.trigger_of(act), clause, None, ("demand",), inner)

    # -------------------------------------------------------------------------------------------------- light verbs

    def light(self, clause: Clause, view: View) -> Derivation | None:
        for light in self.lexicon.light[clause.lemma]:
            for noun in self.light_nouns(light, clause, view):
                inner = self.evaluate_noun(noun)
                if inner is None or inner.code is None or (light.acts and not inner.code.startswith(light.acts)):
                    continue
                return self.lend(light, noun, inner, clause, view)
        return None

    def light_nouns(self, light: Light, clause: Clause, view: View) -> list[Group]:
        if light.particle is None:
            return view.objects
        phrases = [group for prep, group in view.preps if prep == light.particle]
        if light.particle in clause.particles:
            return [*view.objects, *phrases]
        return phrases

    def lend(self, light: Light, noun: Group, inner: Derivation, clause: Clause, view: View) -> Derivation:
        """A light verb lends its subject and phrases to the act that its object names."""
        subject: tuple[Candidate, ...] = () if view.subject is None else (("side", view.subject),)
        others = tuple(
            ("side", group) for wanted in light.preps if wanted not in _PLACE_PREPS for prep, group in view.preps if prep == wanted and group is not noun
        )
        if light.role == "receive":
            sources = (*inner.sources, *others) if inner.sources else others
            targets = subject
        else:
            sources = subject or inner.sources
            indirect = tuple(("side", group) for group in view.objects if group is not noun and group.start < noun.start)
            against = tuple(("side", group) for prep, group in view.preps if prep == "against" and group.owner in (None, noun))
            targets = (*indirect, *against, *inner.targets, *others)
        self.consume(inner)
        return Derivation(inner.code, inner.rule, inner.pattern, sources, targets, self.trigger_of(clause), clause, noun, (*inner.operators,), inner, inner.linked, inner.reciprocal, inner.modality)

    # ------------------------------------------------------------------------------------------------- nominal acts

    def evaluate_noun(self, group: Group, depth: int = 0) -> Derivation | None:
        """What a noun group comes to as an act, memoised."""
        if group.start in self.nominal:
            return self.nominal[group.start]
        self.nominal[group.start] = None
        found = self.derive_noun(group, depth) if depth < 4 else None
        if found is None and group.conjuncts is not None:
            found = next((other for member in group.conjuncts if member is not group and (other := self.evaluate_noun(member, depth + 1)) is not None), None)
        self.nominal[group.start] = found
        return found

    def derive_noun(self, group: Group, depth: int) -> Derivation | None:
        if group.tag == "X":
            return None
        lemma = self.parse.lemmas[group.head]
        patterns = self.lexicon.nouns.get(lemma)
        if patterns is not None:
            fallback: Derivation | None = None
            modifiers = -1
            for pattern in patterns:
                if pattern.modifiers:
                    if modifiers < 0:
                        modifiers = self.modifier_sets(group)
                    if not all(mask & modifiers for mask in pattern.modifiers):
                        continue
                found = self.match_noun(pattern, group)
                if found is None:
                    continue
                if not found.default:
                    return found
                fallback = fallback or found
            if fallback is not None:
                return fallback
        measured = lemma in self.grammar.measure_nouns or lemma in self.grammar.generic_nouns
        if measured and group.preps and group.preps[0][0] in ("of", "against", "to", "for"):
            found = self.evaluate_noun(group.preps[0][1], depth + 1) if group.preps[0][0] == "of" else None
            if found is not None:
                return found
        if lemma in self.grammar.generic_nouns:
            return self.generic(group)
        return None

    def generic(self, group: Group) -> Derivation | None:
        """ "bombing campaign", "peace effort": the modifier is the act under a general head."""
        for index in range(group.head - 1, group.start - 1, -1):
            patterns = self.lexicon.nouns.get(self.parse.lemmas[index])
            if not patterns or self.parse.tags[index] not in "nsg":
                continue
            inner = Group("N", group.start, index + 1, index, self.parse.lemmas[index])
            inner.possessor, inner.preps, inner.complements = group.possessor, group.preps, group.complements
            for pattern in patterns:
                if pattern.modifiers and not all(mask & self.modifier_sets(inner) for mask in pattern.modifiers):
                    continue
                found = self.match_noun(pattern, inner)
                if found is not None:
                    return found
        return None

    def match_noun(self, pattern: NounPattern, group: Group) -> Derivation | None:
        acts: list[Clause | Group] = []
        slots: dict[int, Group] = {}
        for term in pattern.terms:
            if term.act:
                found_acts = self.noun_acts(term, group)
                if not found_acts:
                    return None
                acts.extend(found_acts)
                continue
            filler = next((other for prep, other in group.preps if prep in term.preps and (not term.mask or self.sets_of(other) & term.mask)), None)
            if filler is None:
                return None
            if term.slot:
                slots[term.slot] = filler
        sources, targets = self.noun_sides(pattern, group, slots)
        rule = pattern.rule
        trigger = (group.head, group.head + 1)
        if rule.operator is None:
            return Derivation(rule.code, rule, pattern.text, sources, targets, trigger, None, group, (), None, rule.linked, rule.reciprocal)
        return self.operate_noun(pattern, group, acts, sources, targets, trigger)

    def operate_noun(
        self, pattern: NounPattern, group: Group, acts: list[Clause | Group], sources: tuple[Candidate, ...], targets: tuple[Candidate, ...], trigger: tuple[int, int]
    ) -> Derivation | None:
        operator = self.lexicon.operators.get(pattern.rule.operator or "")
        if operator is None:
            return None
        inner = None
        for act in acts:
            inner = self.evaluate_act(act)
            if inner is not None and inner.code is not None:
                break
            inner = None
        if inner is None:
            code = None if operator.default == "=" else operator.default
        else:
            code = operator.compose(inner.code or "")
            self.consume(inner)
        if code is None:
            return None
        place = {"slot": targets, "act_source": inner.sources if inner else (), "act_target": inner.targets if inner else (), "addressee": ()}
        found = tuple(candidate for name in operator.target for candidate in place[name])
        operators = (pattern.rule.id, *(inner.operators if inner is not None else ()))
        return Derivation(code, pattern.rule, pattern.text, sources, found or targets, trigger, None, group, operators, inner, default=inner is None)

    def noun_acts(self, term: Term, group: Group) -> list[Clause | Group]:
        found: list[Clause | Group] = []
        for inner in group.complements:
            if isinstance(inner, Clause) and (
                (term.where == "infinitive" and inner.relation == "infinitive")
                or (term.where == "that" and inner.relation == "that")
                or (term.where == "prep" and inner.relation == "gerund" and inner.marker in term.preps)
            ):
                found.append(inner)
        if term.where == "prep":
            found.extend(other for prep, other in group.preps if prep in term.preps)
        return found

    def noun_sides(self, pattern: NounPattern, group: Group, slots: dict[int, Group]) -> tuple[tuple[Candidate, ...], tuple[Candidate, ...]]:
        """Where a nominal act has its sides: possessor, "by", modifier and "from" for the source; other phrases for the target."""
        sources: list[Candidate] = []
        targets: list[Candidate] = []
        if SOURCE in slots:
            sources.append(("side", slots[SOURCE]))
        if TARGET in slots:
            targets.append(("side", slots[TARGET]))
        if group.possessor is not None:
            sources.append(("side", group.possessor))
        by_preps: dict[str, list[Group]] = {}
        for prep, other in group.preps:
            by_preps.setdefault(prep, []).append(other)
            for inner_prep, inner in other.preps:
                if inner_prep != "of":
                    by_preps.setdefault(inner_prep, []).append(inner)
        sources.extend(("side", other) for other in by_preps.get("by", ()))
        if pattern.rule.of_source:
            sources.extend(("side", other) for other in by_preps.get("of", ()))
        sources.append(("own", group))
        sources.extend(("side", other) for other in by_preps.get("from", ()))
        if "between" in by_preps:
            sources.extend(("side", other) for other in by_preps["between"])
        for prep in _TARGET_PREPS:
            targets.extend(("side", other) for other in by_preps.get(prep, ()))
        if not pattern.rule.of_source:
            targets.extend(("side", other) for other in by_preps.get("of", ()))
        return tuple(sources), tuple(targets)

    # ----------------------------------------------------------------------------------------------------- modality

    def with_modality(self, clause: Clause, found: Derivation) -> Derivation:
        verb = clause.verb
        grammar = self.grammar
        if found.code is None or (not verb.negative and verb.modal is None):
            return found
        modal = verb.modal
        if modal in grammar.future_modals or (modal is not None and modal.startswith("wo")):
            return self.refuse(clause, found) if verb.negative else self.future(clause, found)
        if verb.negative:
            found.modality = "negated"
        elif modal in grammar.possible_modals or modal in grammar.duty_modals:
            found.modality = "hypothetical"
        return found

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
        return self.engine_operator("refuse", clause, found)

    def engine_operator(self, name: str, clause: Clause, found: Derivation) -> Derivation:
        operator = self.lexicon.operators.get(name)
        code = None if operator is None else operator.compose(found.code or "")
        if code is None:
            found.modality = "hypothetical"
            return found
        if code == found.code:
            return found
        return Derivation(code, found.rule, found.pattern, found.sources, found.targets, found.trigger, clause, found.noun, (name, *found.operators), found, None, found.reciprocal, found.modality, found.default)
