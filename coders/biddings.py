"""Biddings: what reported words ask for or demand without an operator of their own.

In come a reported clause and the speech verb above it; out goes the appeal or demand that it makes: "must", "has to",
"should", a bare imperative, "let us", and "insisted that Iran stop". Who is to act, or else who is spoken to, is the target.
"""

from __future__ import annotations

from .clauses import Clause
from .derivations import Candidate, Derivation
from .groups import Group
from .nominal_acts import NominalActs
from .patterns import Pattern
from .views import View

_ADDRESSING = frozenset({"to", "of", "on", "with", "for"})
_BIDDINGS = {"02": "appeal", "10": "demand"}


class Biddings(NominalActs):
    """Reads the biddings of one sentence."""

    __slots__ = ()

    def derive_plain(self, clause: Clause) -> Derivation | None:
        """What a clause comes to before its modality; the engine above defines it."""
        raise NotImplementedError

    def bidding(self, act: Clause, clause: Clause, view: View) -> str | None:
        """Whether a reported clause demands ("must", "has to") or appeals ("should", "Stop ...", "Let us ...") rather than tells."""
        grammar = self.grammar
        modal = act.verb.modal
        if modal in grammar.duty_modals:
            return "demand"
        if modal in grammar.advice_modals:
            return self.tone(view) or "appeal"
        if modal is not None:
            return None
        if (
            act.lemma in grammar.duty_verbs
            and not act.objects
            and any(inner.relation == "infinitive" and inner.verb.start == act.verb.end for inner in act.complements)
        ):
            return None if act.verb.negative else "demand"
        if act.verb.tag != "v" or act.verb.passive or act.verb.perfect:
            return None
        if act.subject is None:
            return (self.tone(view) or "appeal") if act.relation == "say" and act.controller is None else None
        mandative = clause.lemma in grammar.mandative_verbs and act.relation == "that"
        return "demand" if mandative and self.is_singular(act.subject) else None

    def tone(self, view: View) -> str | None:
        """ "Said in an appeal", "in a sharp demand": the noun that names the speech act."""
        for prep, group in view.preps:
            if prep == "in":
                named = self.evaluate_noun(group)
                if named is not None and named.code is not None and named.code[:2] in _BIDDINGS:
                    return _BIDDINGS[named.code[:2]]
        return None

    def is_singular(self, group: Group) -> bool:
        return group.conjuncts is None and self.parse.tags[group.head] in "np"

    def bid(
        self,
        pattern: Pattern,
        name: str,
        source: Group,
        target: Group | None,
        act: Clause,
        clause: Clause,
        view: View,
    ) -> Derivation | None:
        """What is said that somebody must or should do, or is told to do: a demand or an appeal to him."""
        operator = self.lexicon.operators[name]
        inner = self.derive_plain(self.bidden_act(act))
        code = operator.default
        if inner is not None and inner.code is not None:
            wanted = self.lexicon.operators["negate_request"].compose(inner.code) if act.verb.negative else inner.code
            code = None if wanted is None else operator.compose(wanted)
        if code is None or code == "=":
            return None
        act.consumed = True
        if inner is not None:
            self.consume(inner)
        return Derivation(
            code,
            pattern.rule,
            pattern.text,
            (("side", source),),
            self.bidden(target, act, inner, view),
            self.trigger_of(act),
            clause,
            None,
            (name,),
            inner,
            default=act.subject is None and inner is None,
        )

    def bidden_act(self, act: Clause) -> Clause:
        """What somebody "has to" do and "let us" do is in the infinitive; else it is the clause itself."""
        grammar = self.grammar
        duty = (act.lemma in grammar.duty_verbs and act.verb.modal is None) or act.lemma in grammar.advice_modals
        hortative = (
            act.lemma in grammar.hortative_verbs
            and bool(act.objects)
            and self.parse.tagged.lowers[act.objects[0].head] in grammar.hortative_objects
        )
        if not (duty or hortative):
            return act
        return next((inner for inner in act.complements if inner.relation == "infinitive"), act)

    def bidden(self, target: Group | None, act: Clause, inner: Derivation | None, view: View) -> tuple[Candidate, ...]:
        """Whom a bidding reaches: who is to act, unless it is the speaker; then who is spoken to; then the act's own sides."""
        found: list[Candidate] = []
        subject = act.subject if not act.verb.passive else self.subject_of(act)
        own = subject is not None and self.parse.tagged.lowers[subject.start] in self.grammar.first_person
        if subject is not None and not own:
            found.append(("side", subject))
            if self.parse.tags[subject.head] == "r":
                return tuple(found)
        if target is not None:
            found.append(("side", target))
        for prep, group in view.preps:
            if prep == "in":
                found.extend(("side", other) for held, other in group.preps if held in _ADDRESSING)
            elif prep in _ADDRESSING:
                found.append(("oblique", group))
        return (*found, *(inner.targets if inner is not None and not own else ()))
