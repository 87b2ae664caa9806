"""Explanations: why a sentence was coded as it was, or why it was not.

In comes a text and a coder; out goes plain text: words with their parts of speech, groups, clauses with their arguments,
the rules that were tried with what they lacked, actors with their entries, events with their derivation, and rejections.
It runs the same stages as the coder and adds nothing to them.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from ..schema.ontology import CODES
from ..schema.records import Actor, Mention
from .actions import Engine
from .actors import Resolver
from .antecedents import Discourse
from .clauses import Clause
from .coder import Coder
from .derivations import Derivation
from .groups import Group
from .mentions import Builder
from .parses import Parse, parse_sentence
from .patterns import Pattern, Term
from .sentences import split_sentences
from .views import View

TAG_NAMES = {
    "n": "noun", "s": "plural noun", "p": "name", "r": "pronoun", "o": "pronoun", "d": "determiner", "$": "possessive", "'": "'s", "#": "number",
    "j": "adjective", "b": "adverb", "t": "to", "i": "preposition", "a": "particle", "c": "coordinator", "u": "subordinator", "h": "that",
    "w": "wh-word", "m": "modal", "B": "be", "H": "have", "O": "do", "v": "verb", "z": "verb", "y": "past verb", "e": "participle",
    "k": "past or participle", "g": "-ing", "!": "not", "T": "time word", "x": "there", "q": "other",
}  # fmt: skip
RELATIONS = {
    "root": "main clause", "that": "content of", "say": "reported by", "wh": "question or relative under", "infinitive": "infinitive under",
    "gerund": "-ing clause under", "participle": "participle beside", "relative": "relative clause in", "reduced": "participle after a noun in",
    "adverbial": "adverbial clause of",
}  # fmt: skip
REASONS = {
    "negated": "the sentence says that it did not happen",
    "hypothetical": "it is a possibility, a wish or an opinion, not a report",
    "question": "it is asked, not reported",
    "conditional": "it is a condition",
    "purpose": "it is what something else was done for; purposes are not events",
    "background": "it is background to the event, not news",
    "null_rule": "a rule says that this use of the word is no event",
    "no_actor": "neither side names an actor that the dictionaries know",
    "same_actor": "source and target are the same actor",
    "generic": "it speaks in general",
    "too_long": "the sentence is too long",
    "ambiguous_actor": "a name stands for several actors and nothing decides between them",
}
MOST_CANDIDATES = 12


def explain_text(coder: Coder, text: str, published: datetime.date | None = None) -> str:
    """How each sentence of a text is coded, for people."""
    discourse = Discourse()
    parts: list[str] = []
    for number, (start, end) in enumerate(split_sentences(text)):
        parts.append(_Explainer(coder, text, start, end, published, discourse, number).explain())
    return "\n".join(parts) if parts else "There is no sentence in this text.\n"


class _Explainer:
    """One sentence's explanation."""

    def __init__(
        self,
        coder: Coder,
        text: str,
        start: int,
        end: int,
        published: datetime.date | None,
        discourse: Discourse,
        number: int,
    ) -> None:
        self.lexicon = coder.lexicon
        self.parse: Parse = parse_sentence(text, start, end, coder.lexicon)
        self.engine = Engine(coder.lexicon, self.parse)
        self.resolver = Resolver(coder.lexicon, self.parse, published, discourse)
        self.builder = Builder(self.engine, self.resolver, number)
        self.coding = self.builder.build()
        self.resolver.remember()
        self.number = number

    def explain(self) -> str:
        parse = self.parse
        if parse.too_long:
            return (
                f"Sentence {self.number + 1}: too long to be one ({parse.end - parse.start} characters); not coded.\n"
            )
        lines = [f"Sentence {self.number + 1}: {parse.text[parse.start : parse.end]}", ""]
        lines += self.section("Words", self.words())
        lines += self.section("Groups", self.groups())
        lines += self.section("Clauses", self.clauses())
        lines += self.section("Actors", self.actors())
        lines += self.section("Events", self.events())
        lines += self.section("Not coded", self.rejections())
        return "\n".join(lines)

    def section(self, title: str, lines: Iterator[str]) -> list[str]:
        found = list(lines)
        return [title, *("  " + line for line in found), ""] if found else []

    def words(self) -> Iterator[str]:
        parse = self.parse
        shown = [f"{word}/{TAG_NAMES.get(tag) or tag}" for word, tag in zip(parse.surfaces, parse.tags, strict=True)]
        yield "  ".join(shown)

    def groups(self) -> Iterator[str]:
        shown = []
        for group in self.parse.groups:
            owner = "" if group.possessor is None else f"{self.show(group.possessor)}'s "
            if group.kind in "NT":
                shown.append(f"[{owner}{self.show(group)}]")
            elif group.kind in "VKIGE":
                shown.append(f"<{self.show(group)}>")
            else:
                shown.append(self.show(group))
        yield " ".join(shown)

    def show(self, group: Group | None) -> str:
        if group is None:
            return "nobody"
        if group.conjuncts:
            return " + ".join(self.parse.slice(member.start, member.end) for member in group.conjuncts)
        return self.parse.slice(group.start, group.end)

    # ------------------------------------------------------------------------------------------------------- clauses

    def clauses(self) -> Iterator[str]:
        for number, clause in enumerate(self.parse.clauses, 1):
            yield f"{number}. {self.describe(clause)}"
            yield from ("     " + line for line in self.outcome(clause))

    def describe(self, clause: Clause) -> str:
        parts = [f"“{self.show(clause.verb)}”, {RELATIONS.get(clause.relation, clause.relation)}"]
        if clause.parent is not None:
            parts[0] += f" “{clause.parent.lemma}”"
        if clause.marker:
            parts.append(f"after “{clause.marker}”")
        parts.append(
            f"subject: {self.show(self.engine.subject_of(clause))}" + (" (passive)" if clause.verb.passive else "")
        )
        if clause.objects:
            parts.append("objects: " + ", ".join(self.show(group) for group in clause.objects))
        parts.extend(f"{prep}: {self.show(group)}" for prep, group in clause.preps)
        return "; ".join(parts)

    def outcome(self, clause: Clause) -> Iterator[str]:
        derivation = self.engine.evaluate(clause)
        if derivation is not None:
            yield from self.derive(derivation)
            if clause.consumed:
                yield "taken up by the clause above, so not coded by itself"
        else:
            yield f"no rule fits “{clause.lemma}” here"
        view = self.engine.view_of(clause)
        tried = self.tried(clause)
        lost = list(
            {
                (pattern.rule.id, pattern.text): (pattern, reason)
                for pattern in tried
                if (reason := self.why_not(pattern, clause, view))
            }.values()
        )
        for pattern, reason in lost[:MOST_CANDIDATES]:
            yield f"- {pattern.rule.id}: {pattern.text}: {reason}"
        if len(lost) > MOST_CANDIDATES:
            yield f"- and {len(lost) - MOST_CANDIDATES} more rules of “{clause.lemma}” that do not fit"

    def tried(self, clause: Clause) -> list[Pattern]:
        """All patterns of the clause's triggers, also those that the index passes over."""
        patterns = self.lexicon.patterns
        return [pattern for key in self.engine.triggers(clause) if key in patterns for pattern in patterns[key].all]

    def derive(self, derivation: Derivation, depth: int = 0) -> Iterator[str]:
        pad = "  " * depth
        rule = derivation.rule
        if derivation.code is None:
            yield f"{pad}= no event: null rule {rule.id} ({rule.path}:{rule.line}) “{derivation.pattern}”"
            return
        operators = " x ".join(derivation.operators)
        how = f" by {operators}" if operators else ""
        default = ", the default where no act is known" if derivation.default else ""
        yield f"{pad}= {derivation.code} {_name(derivation.code)}: rule {rule.id} ({rule.path}:{rule.line}) “{derivation.pattern}”{how}{default}"
        if derivation.inner is not None:
            yield from self.derive(derivation.inner, depth + 1)

    def why_not(self, pattern: Pattern, clause: Clause, view: View) -> str:
        """What a pattern lacks in this clause; empty where it matches."""
        objects = view.objects
        if pattern.particle is not None and pattern.particle not in clause.particles:
            shifted = self.engine.particle_object(pattern, clause, view)
            if shifted is None:
                return f"wants “{pattern.particle}” with the verb"
            objects = [*objects, shifted]
        subject = pattern.subject
        if (
            subject is not None
            and subject.mask
            and (view.subject is None or not self.engine.sets_of(view.subject) & subject.mask)
        ):
            return f"wants a subject in {subject.text}, found {self.show(view.subject)}"
        position = 0
        for term in pattern.terms:
            if term.act:
                if not self.engine.find_acts(term, clause, view):
                    return f"wants an act: “{term.text}”"
            elif term.where == "object":
                filler, position = self.engine.find_object(term, objects, position)
                if filler is None:
                    found = ", ".join(self.show(group) for group in objects) or "none"
                    return f"wants the object {term.text}, found {found}"
            elif term.where == "prep" and self.engine.find_prep(term, view, pattern) is None:
                return f"wants “{_readable(term)}”"
            elif term.where == "particle" and not any(particle in term.preps for particle in clause.particles):
                return f"wants “{term.text}” with the verb"
        if self.engine.match(pattern, clause, view) is None:
            return "does not match"
        return ""

    # ---------------------------------------------------------------------------------------------- actors and events

    def actors(self) -> Iterator[str]:
        seen: set[tuple[int, int]] = set()
        for group in self.parse.groups:
            if group.kind != "N":
                continue
            for actor in self.resolver.side(group):
                if (actor.start, actor.end) not in seen:
                    seen.add((actor.start, actor.end))
                    yield self.actor(actor)

    def actor(self, actor: Actor) -> str:
        code = actor.code or "no code: no entry knows it"
        entry = "" if actor.entry is None else f", entry {actor.entry}"
        name = "" if actor.name is None or actor.name == actor.text else f" = {actor.name}"
        return f"“{actor.text}”{name}: {code}{entry} ({actor.rank})"

    def events(self) -> Iterator[str]:
        for mention in self.coding.mentions:
            yield self.event(mention)

    def event(self, mention: Mention) -> str:
        source, target = _side(mention.source), _side(mention.target)
        by = "" if mention.attributed_to is None else f", according to {mention.attributed_to.text}"
        return f"{source} {mention.code} {target}  ({_name(mention.code)}; rule {mention.rule_id}, trigger “{mention.trigger_text}”{by})"

    def rejections(self) -> Iterator[str]:
        for rejection in self.coding.rejections:
            code = "" if rejection.code is None else f" {rejection.code}"
            yield f"“{rejection.text}”{code}: {REASONS.get(str(rejection.reason), rejection.reason)} (rule {rejection.rule_id})"
        if not self.coding.mentions and not self.coding.rejections:
            if not self.parse.clauses:
                yield "there is no verb in this sentence, and no noun that names an act between two known actors"
            else:
                yield "no verb here meets a rule; see the clauses above for what each rule wants"


def _name(code: str) -> str:
    found = CODES.get(code)
    return "latent act" if found is None else found.name


def _side(actor: Actor | None) -> str:
    return "---" if actor is None else (actor.code or f"[{actor.text}]")


def _readable(term: Term) -> str:
    return term.text
