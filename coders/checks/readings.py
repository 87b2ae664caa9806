"""Readings: templates as what they ask of a clause, so that two of them can be compared.

In come parsed templates; out go keys, and readings with the words that each term may be. Nothing here judges.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from dataclasses import dataclass

from ..blocks import RuleBlock
from ..patterns import NounPattern, Pattern, Term
from ..vocabulary import Vocabulary
from .checked import Checked, Template


@dataclass(frozen=True, slots=True)
class Ask:
    """What one term asks: where it stands, after which prepositions, with which words (None: any)."""

    where: str
    preps: frozenset[str]
    words: frozenset[str] | None
    slot: int

    def implies(self, other: Ask) -> bool:
        """Whether whatever meets this meets the other."""
        fits = self.where == other.where and self.preps <= other.preps
        return fits and (other.words is None or (self.words is not None and self.words <= other.words))

    def shares_words(self, other: Ask) -> bool:
        """Whether some word meets both."""
        if self.words is None or other.words is None or self.words is other.words:
            return True
        return not self.words.isdisjoint(other.words)

    def common_words(self, other: Ask) -> frozenset[str] | None:
        """The words that meet both; None where any word may."""
        if self.words is None or other.words is None:
            return self.words if other.words is None else other.words
        return self.words & other.words

    def meets(self, other: Ask) -> bool:
        """Whether something may meet both."""
        if self.where != other.where or (self.preps and not self.preps & other.preps):
            return False
        return self.shares_words(other)


@dataclass(frozen=True, slots=True)
class Reading:
    """One reading of a template: its trigger, its particle, and what its subject (first) and its terms ask."""

    template: Template
    trigger: tuple[str, str]
    particle: str | None
    asks: tuple[Ask, ...]
    rank: tuple[float, int, str, str]
    result: str


def list_readings(checked: Checked) -> Iterator[Reading]:
    """All readings of acts and null rules; those with an operator or an act inside are decided in another way."""
    words = _Words(checked.vocabulary)
    for template in checked.templates:
        if template.block.operator is not None:
            continue
        for pattern in template.verbal:
            if not any(term.act for term in pattern.terms):
                yield _verbal(template, pattern, words)
        for head, noun in template.nouns:
            yield _nominal(template, head, noun, words)


def _verbal(template: Template, pattern: Pattern, words: _Words) -> Reading:
    subject = pattern.subject
    asks = [
        Ask(
            "subject",
            frozenset(),
            None if subject is None else words(subject.mask),
            0 if subject is None else subject.slot,
        )
    ]
    asks += [Ask(term.where, term.preps, words(term.mask), term.slot) for term in pattern.terms]
    return Reading(
        template,
        ("verb", pattern.trigger),
        pattern.particle,
        tuple(asks),
        _rank(template, pattern.weight),
        show_result(template.block),
    )


def _nominal(template: Template, head: str, noun: NounPattern, words: _Words) -> Reading:
    asks = [Ask("modifier", frozenset(), words(mask), 0) for mask in noun.modifiers]
    asks += [Ask(term.where, term.preps, words(term.mask), term.slot) for term in noun.terms]
    return Reading(
        template,
        ("noun", head),
        template.block.of,
        tuple(asks),
        _rank(template, noun.weight),
        show_result(template.block),
    )


def _rank(template: Template, weight: float) -> tuple[float, int, str, str]:
    """The order in which the engine tries the readings of one trigger."""
    act = template.block.act
    fineness = 0 if act is None or act.startswith("~") or act == "null" else len(act)
    return -weight, -fineness, template.block.id, template.text


class _Words:
    """The words of masks, looked up once."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._bits = {bit: _words_of_bit(name, vocabulary) for name, bit in vocabulary.bits.items()}
        self._known: dict[int, frozenset[str] | None] = {0: None}

    def __call__(self, mask: int) -> frozenset[str] | None:
        """The words that have one of the bits; None for no bit. A built-in set stands for itself."""
        if mask not in self._known:
            parts, rest = [], mask
            while rest:
                bit = rest & -rest
                parts.append(self._bits[bit])
                rest ^= bit
            self._known[mask] = parts[0] if len(parts) == 1 else frozenset[str]().union(*parts)
        return self._known[mask]


def _words_of_bit(name: str, vocabulary: Vocabulary) -> frozenset[str]:
    if name.startswith("@"):
        return frozenset({name})
    return vocabulary.sets[name[1:-1]] if name.startswith("{") else frozenset(name.split("|"))


def layer_of(block: RuleBlock) -> str:
    """Latent classes and events do not stand in each other's way."""
    return "latent" if block.act is not None and block.act.startswith("~") else "coded"


def show_result(block: RuleBlock) -> str:
    """What a rule gives: its act, or its operator."""
    return str(block.act if block.operator is None else block.operator)


def list_keys(template: Template) -> Iterator[Hashable]:
    """One key per reading; templates with one key in common state the same."""
    for pattern in template.verbal:
        subject = None if pattern.subject is None else _term_key(pattern.subject)
        yield "verb", pattern.trigger, pattern.particle, subject, tuple(map(_term_key, pattern.terms))
    for head, noun in template.nouns:
        yield "noun", head, noun.modifiers, template.block.of, tuple(map(_term_key, noun.terms))


def _term_key(term: Term) -> Hashable:
    return term.where, term.preps, term.mask, term.slot, term.act
