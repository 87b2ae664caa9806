"""dead-pattern: a pattern that can never match, or never give anything, with the reason."""

from __future__ import annotations

from collections.abc import Iterator

from ...schema.errors import Issue
from ..patterns import Pattern
from .check import warning
from .checked import Checked, Template

DEAD = warning("dead-pattern", "a pattern that some clause can meet")
CHECKS = (DEAD,)
_VERB_TAGS = frozenset("vBHO")
_NOUN_TAGS = frozenset("nspgjT#vi")
_PARTICLE_TAGS = frozenset("abiut")


def find(checked: Checked) -> Iterator[Issue]:
    """Yield templates with a reading that cannot be, once per reason."""
    defaults = {entry.id: entry.default for entry in checked.sources.composition.operators}
    for template in checked.templates:
        reasons = {reason for pattern in template.verbal for reason in _find_reasons(checked, pattern)}
        heads = {head.split()[-1].lower() for head, _ in template.nouns}
        reasons |= {reason for head in heads for reason in _find_noun_reasons(checked, head, heads)}
        reasons |= set(_find_idle(template, defaults))
        for reason in sorted(reasons):
            message = f"{template.text!r} never matches: {reason}"
            yield DEAD.issue(checked, template.block, template.text, message, "mend it or take it out")


def _find_reasons(checked: Checked, pattern: Pattern) -> Iterator[str]:
    verb = pattern.trigger.partition(":")[0]
    kinds = checked.words.kinds.get(verb)
    if kinds is not None and not _VERB_TAGS.intersection(kinds) and not checked.is_verb(verb):
        yield f"{verb!r} is no verb in the word table"
    particle = pattern.particle
    if particle is not None:
        if "_" in particle:
            yield f"a verb has one particle at most, found {particle.replace('_', ' ')!r} after {verb!r}"
        elif not _PARTICLE_TAGS.intersection(checked.words.kinds.get(particle, "")):
            yield f"{particle!r} after {verb!r} is no particle; write it as an object"


def _find_noun_reasons(checked: Checked, word: str, heads: set[str]) -> Iterator[str]:
    """A plural beside its singular is let be: sets have both."""
    kinds = checked.words.kinds.get(word)
    if (
        kinds is not None
        and not _NOUN_TAGS.intersection(kinds)
        and checked.words.lemma(word, "s") not in heads - {word}
    ):
        yield f"{word!r} is no noun in the word table"


def _find_idle(template: Template, defaults: dict[str, str | None]) -> Iterator[str]:
    """Operators that need an act and have none, and acts that have one."""
    operator = template.block.operator
    if operator is None:
        if any(term.act for pattern in template.verbal for term in pattern.terms):
            yield "ACT only stands in the patterns of operators"
        return
    takes_act = all(any(term.act for term in pattern.terms) for pattern in template.verbal)
    if template.verbal and not takes_act and defaults.get(operator, "") in (None, "="):
        yield f"it has a reading without ACT, and {operator} alone gives nothing"
