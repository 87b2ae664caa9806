"""Derivations in words: which rule gave which code, under which operators, and why something was not coded.

In come derivations and rejections; out go lines of plain text for people. It deliberately decides nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from ..schema.ontology import CODES
from ..schema.records import Rejection
from .derivations import Derivation

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
    """The tree of a derivation, a line per step, inner steps indented."""
    pad = "  " * depth
    rule = derivation.rule
    where = f"rule {rule.id} ({rule.path}:{rule.line}) “{derivation.pattern}”"
    if derivation.code is None:
        yield f"{pad}= no event: null {where}"
        return
    operators = " x ".join(derivation.operators)
    how = f" by {operators}" if operators else ""
    default = ", what this operator gives where the act under it is not known" if derivation.default else ""
    yield f"{pad}= {name_code(derivation.code)}: {where}{how}{default}"
    if derivation.inner is not None:
        yield from show_derivation(derivation.inner, depth + 1)


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
