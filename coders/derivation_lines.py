"""Derivations in words: which rule gave which code, under which operators, and why something was not coded.

In come derivations and rejections; out go lines of plain text for people. It deliberately decides nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from ..schema.ontology import CODES
from ..schema.records import Rejection
from .derivations import Derivation

_MOST_ALTERNATIVES = 3

REASONS: Mapping[str, str] = MappingProxyType(
    {
        "negated": "the sentence says that it did not happen",
        "hypothetical": "it is a possibility, a wish or an opinion, not a report",
        "question": "it is asked, not reported",
        "conditional": "it is a condition",
        "purpose": "it is what something else was done for; purposes are not events",
        "background": "it is background to the event, not news",
        "null_rule": "a rule says that this use of the word is no event",
        "no_actor": "neither side names an actor that the dictionaries know",
        "same_actor": "source and target are the same actor",
        "generic": "it names too little of who did it to whom to be an event of this kind",
        "too_long": "the sentence is too long",
        "ambiguous_actor": "a name stands for several actors and nothing decides between them",
    }
)
LATENT: Mapping[str, str] = MappingProxyType(
    {
        "~crime": "a crime",
        "~rights_abuse": "an abuse of human rights",
        "~aggression": "an aggression",
        "~war_crime": "a war crime",
        "~espionage": "espionage",
        "~leadership": "a change of leadership",
        "~policy": "a change of policy or law",
        "~rights": "a matter of rights",
        "~institutions": "a change of institutions",
        "~restraint": "holding back",
        "~harm": "harm",
    }
)


def show_derivation(derivation: Derivation, depth: int = 0) -> Iterator[str]:
    """The tree of a derivation, a line per step, inner steps indented; what only passes an act on is left out."""
    pad = "  " * depth
    rule = derivation.rule
    where = f"rule {rule.id} ({rule.path}:{rule.line}) “{shorten(derivation.pattern)}”"
    if derivation.code is None:
        yield f"{pad}= no event: null {where}"
        return
    inner = derivation.inner
    linked = f"; with it comes {derivation.linked[0]}" if derivation.linked is not None and depth == 0 else ""
    if inner is None or (inner.code, inner.pattern) != (derivation.code, derivation.pattern):
        yield f"{pad}= {name_code(derivation.code)}{_composed(derivation)}: {_by_engine(derivation) or where}{linked}"
        depth += 1
    if inner is not None:
        yield from show_derivation(inner, depth)


def _composed(derivation: Derivation) -> str:
    """Which operator was laid over which act."""
    if derivation.default:
        return ", where the act under it is not known"
    inner = derivation.inner
    if inner is None or not derivation.operators or inner.code == derivation.code:
        return ""
    first = derivation.operators[0]
    operator = derivation.rule.operator if first == derivation.rule.id else first
    return f" = {operator} x {inner.code}"


def _by_engine(derivation: Derivation) -> str:
    """What stands for the rule where no rule but the engine laid the operator over the act."""
    first = derivation.operators[0] if derivation.operators else derivation.rule.id
    return "" if first == derivation.rule.id or derivation.inner is None else "said by tense, modal verb or negation"


def shorten(template: str) -> str:
    """A template with the long lists of alternatives cut."""
    return " ".join(_cut(word) for word in template.split(" "))


def _cut(word: str) -> str:
    parts = word.split("|")
    return word if len(parts) <= _MOST_ALTERNATIVES else "|".join([*parts[:_MOST_ALTERNATIVES], "…"])


def name_code(code: str) -> str:
    """A code with its name; of a latent act what it is, since it has no code of its own."""
    if code.startswith("~"):
        return f"{LATENT.get(code, code[1:].replace('_', ' '))}, which has a code only under an operator ({code})"
    return f"{code} {CODES[code].name}" if code in CODES else code


def show_rejection(rejection: Rejection) -> str:
    """Why something that was seen is not coded."""
    code = "" if rejection.code is None else f" ({name_code(rejection.code)})"
    rule = "" if rejection.rule_id is None else f" [{rejection.rule_id}]"
    return f"not coded: “{rejection.text}”{code}: {REASONS.get(str(rejection.reason), rejection.reason)}{rule}"
