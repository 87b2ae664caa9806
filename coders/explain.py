"""Explanations: why a sentence was coded as it was, or why it was not.

In comes a text and a coder; out goes plain text for people who know events and no grammar: first the answer, then how the
sentence was read: its words, groups, clauses with the rules that were tried, and actors. It shows the traces that the
stages of the coder leave, and adds nothing to them.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from ..schema.enums import SlotRank
from ..schema.ontology import CODES
from ..schema.records import Actor, Mention
from .clauses import Clause
from .coder import Coder
from .derivation_lines import REASONS, name_code, shorten, show_derivation
from .derivations import Derivation
from .explain_lacks import find_near, show_group, show_lack, show_near
from .trials.traces import SentenceTrace, trace_text

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
RANKS = {
    "possessor": "named by the possessor", "modifier": "named by the word before the noun",
    "inner_pp": "named in the phrase after the noun", "oblique": "named in another phrase of the clause", "controller": "taken from the clause above",
    "pronoun": "what the pronoun or description stands for", "place": "the place where it happened", "proximity": "the nearest actor",
}  # fmt: skip
_NEXT_STEPS = {
    "no_actor": "if one is an actor, add it to the dictionaries (docs/actors.md)",
    "null_rule": "if it is an event here, narrow that rule (CONTRIBUTING.md)",
}
_NEAREST = 5

__all__ = ["REASONS", "explain_text"]


def explain_text(coder: Coder, text: str, published: datetime.date | None = None) -> str:
    """How each sentence of a text is coded, for people."""
    traces = trace_text(coder, text, published)
    parts = ["\n".join(_explain(trace, number)) for number, trace in enumerate(traces, 1)]
    return "\n".join(parts) if parts else "There is no sentence in this text.\n"


def _explain(trace: SentenceTrace, number: int) -> Iterator[str]:
    parse = trace.parse
    if parse.too_long:
        yield f"Sentence {number}: too long to be one ({parse.end - parse.start} characters); not coded.\n"
        return
    yield f"Sentence {number}: {parse.text[parse.start : parse.end]}"
    yield ""
    yield from _section("Events", _events(trace))
    yield from _section("Not coded", _not_coded(trace))
    yield from _section("Actors", map(_actor, trace.actors()))
    yield from _section("Words", _words(trace))
    yield from _section("Groups", _groups(trace))
    yield from _section("Clauses", _clauses(trace))


def _section(title: str, lines: Iterator[str]) -> Iterator[str]:
    found = list(lines)
    if found:
        yield title
        yield from ("  " + line for line in found)
        yield ""


# ---------------------------------------------------------------------------------------------------------- the answer


def _events(trace: SentenceTrace) -> Iterator[str]:
    """Each event with who, whom, the words and the rules that it rests on."""
    derivations = list(trace.derivations())
    for mention in trace.coding.mentions:
        yield f"{_code(mention.source)} {mention.code} {_code(mention.target)}  {CODES[mention.code].name}"
        yield f"  who      {_side(mention.source)}"
        yield f"  to whom  {_side(mention.target)}"
        if mention.attributed_to is not None:
            yield f"  told by  {_side(mention.attributed_to)}"
        if mention.date is not None:
            words = f", from “{mention.date.text}”" if mention.date.text is not None else ""
            yield f"  when     {mention.date.date} ({mention.date.precision}{words})"
        yield f"  because  of “{mention.trigger_text}”"
        for derivation in derivations:
            if _is_of(mention, derivation, trace):
                yield from ("           " + line for line in show_derivation(derivation))
                break


def _is_of(mention: Mention, derivation: Derivation, trace: SentenceTrace) -> bool:
    at = trace.parse.starts[derivation.trigger[0]]
    return (derivation.rule.id, at) == (mention.rule_id, mention.trigger_start)


def _code(actor: Actor | None) -> str:
    return "---" if actor is None else (actor.code or f"[{actor.text}]")


def _side(actor: Actor | None) -> str:
    return "the sentence names nobody" if actor is None else _actor(actor)


def _actor(actor: Actor) -> str:
    name = "" if actor.name is None or actor.name == actor.text else f" = {actor.name}"
    known = "a name that no entry knows" if actor.code is None else f"{actor.code}"
    entry = "" if actor.entry is None else f", entry {actor.entry}"
    rank = "" if actor.rank is SlotRank.HEAD else f" ({RANKS.get(str(actor.rank), str(actor.rank))})"
    return f"“{actor.text}”{name}: {known}{entry}{rank}"


def _not_coded(trace: SentenceTrace) -> Iterator[str]:
    """What was seen and rejected, and, where nothing was coded, what each verb or noun lacks."""
    for rejection in trace.coding.rejections:
        code = "" if rejection.code is None else f" would be {name_code(rejection.code)}, but"
        rule = "" if rejection.rule_id is None else f" [{rejection.rule_id}]"
        reason = str(rejection.reason)
        yield f"“{rejection.text}”{code}{':' if not code else ''} {REASONS.get(reason, reason)}{rule}"
        if reason in _NEXT_STEPS:
            yield f"  {_NEXT_STEPS[reason]}"
    if not trace.coding.mentions:
        yield from _silence(trace)


def _silence(trace: SentenceTrace) -> Iterator[str]:
    """Why a sentence gave neither an event nor a rejection."""
    found = [line for clause in trace.parse.clauses for line in _why_no_act(trace, clause)]
    nouns = list(_idle_nouns(trace))
    yield from (*found, *nouns)
    if not found and not nouns and not trace.coding.rejections:
        yield "there is no verb in this sentence, and no noun that names an act"


def _why_no_act(trace: SentenceTrace, clause: Clause) -> Iterator[str]:
    """Why a clause gives no event: latent, unknown verb, or what the nearest rule lacks."""
    engine = trace.engine
    derivation = engine.evaluate(clause)
    verb = show_group(engine, clause.verb)
    if derivation is not None:
        if derivation.code is not None and derivation.code.startswith("~"):
            yield f"“{verb}” is {name_code(derivation.code)}"
        return
    near = find_near(engine, clause)
    if clause.lemma in engine.grammar.copulas and not any(
        pattern.terms for pattern, _ in near if ":" in pattern.trigger
    ):
        yield f"“{verb}”: what somebody or something is makes no event, unless a rule names it"
        return
    if not near:
        yield f"“{verb}”: no rule knows the verb “{clause.lemma}”; if it names an act, add it to a rule (CONTRIBUTING.md)"
        return
    pattern, _ = near[0]
    nearest = f"{pattern.rule.id} “{shorten(pattern.text)}”, {show_lack(engine, clause, near[0])}"
    yield f"“{verb}”: no rule of “{clause.lemma}” fits; the nearest, {nearest}"


def _idle_nouns(trace: SentenceTrace) -> Iterator[str]:
    """Nouns that name an act and yet gave nothing, since an act without a verb wants to know who and whom."""
    for group in trace.parse.groups:
        derivation = trace.engine.evaluate_noun(group) if group.kind == "N" else None
        if derivation is not None and derivation.code is not None:
            yield (
                f"“{show_group(trace.engine, group)}” names an act, {name_code(derivation.code)}; a noun alone is coded only "
                "where the sentence says who did it to whom"
            )


# ------------------------------------------------------------------------------------------------- how it was read


def _words(trace: SentenceTrace) -> Iterator[str]:
    words = zip(trace.parse.surfaces, trace.parse.tags, strict=True)
    yield "  ".join(f"{word}/{TAG_NAMES.get(tag) or tag}" for word, tag in words)


def _groups(trace: SentenceTrace) -> Iterator[str]:
    shown = []
    for group in trace.parse.groups:
        words = show_group(trace.engine, group)
        if group.kind in "NT":
            owner = "" if group.possessor is None else f"{show_group(trace.engine, group.possessor)}'s "
            shown.append(f"[{owner}{words}]")
        elif group.kind in "VKIGE":
            shown.append(f"<{words}>")
        else:
            shown.append(words)
    yield " ".join(shown)


def _clauses(trace: SentenceTrace) -> Iterator[str]:
    for number, clause in enumerate(trace.parse.clauses, 1):
        yield f"{number}. {_describe(trace, clause)}"
        yield from ("     " + line for line in _outcome(trace, clause))


def _describe(trace: SentenceTrace, clause: Clause) -> str:
    engine = trace.engine
    parts = [f"“{show_group(engine, clause.verb)}”, {RELATIONS.get(clause.relation, clause.relation)}"]
    if clause.parent is not None:
        parts[0] += f" “{clause.parent.lemma}”"
    if clause.marker:
        parts.append(f"after “{clause.marker}”")
    subject = engine.subject_of(clause)
    shown = "nobody" if subject is None else show_group(engine, subject)
    parts.append(f"subject: {shown}" + (" (passive)" if clause.verb.passive else ""))
    if clause.objects:
        parts.append("objects: " + ", ".join(show_group(engine, group) for group in clause.objects))
    parts.extend(f"{prep}: {show_group(engine, group)}" for prep, group in clause.preps)
    return "; ".join(parts)


def _outcome(trace: SentenceTrace, clause: Clause) -> Iterator[str]:
    """What a clause came to, and the rules of its verb that come nearest and do not fit."""
    derivation = trace.engine.evaluate(clause)
    if derivation is None:
        yield f"no rule fits “{clause.lemma}” here"
    else:
        yield from show_derivation(derivation)
        if clause.consumed:
            yield "taken up by the clause above, so not coded by itself"
    yield from show_near(trace.engine, clause, _NEAREST)
