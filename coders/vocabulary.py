"""The vocabulary of the rules: word sets and literals as bits.

In come word sets and the words of templates; out go bit masks, and which lemmas and phrases have which bits. Templates
are parsed in `patterns`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar, cast

if TYPE_CHECKING:
    from .blocks import WordSet

PREPOSITIONS = frozenset(
    "about aboard above across after against along alongside amid among amongst around as at before behind below beneath beside between beyond by "
    "concerning despite down during following for from in inside into like near of off on onto opposite out out_of outside over past per "
    "regarding round since through throughout till to toward towards under until unto up upon via with within without versus".split()
)

PREPOSITION_BITS = {prep: 1 << number for number, prep in enumerate(sorted(PREPOSITIONS))}
"""Prepositions as bits: which of them a clause has, and which a pattern wants, is one number each."""


def mark_preps(preps: Iterable[str]) -> int:
    """The bits of prepositions; "out of" goes by "of"."""
    marks = 0
    for prep in preps:
        marks |= PREPOSITION_BITS.get(prep if " " not in prep else prep.rsplit(" ", 1)[1], 0)
    return marks


KIND_SETS = frozenset(
    "@person @place @country @organisation @armed @police @government @civilian @opposition "
    "@court @media @peacekeeper".split()
)
"""Built-in word sets: what the actor dictionaries know of a head, by kind of entry or by role."""


class PatternError(ValueError):
    """A template does not parse; the message says which term and why."""


T = TypeVar("T")
Phrase = tuple[tuple[str, ...], int, int]
"""A multiword member of word sets: its lemmas, the offset of its head, the bits of its sets."""


class LemmaSets:
    """What word sets know of a lemma: the bits of those that it is in, and the phrases that it heads, as `Vocabulary` keeps them."""

    __slots__ = ("mask", "phrases")

    def __init__(self, mask: int, phrases: dict[str, list[Phrase]] | None) -> None:
        self.mask = mask
        self.phrases = phrases


@dataclass(slots=True)
class Vocabulary:
    """Bits for word sets and literals. `masks` maps a lemma to the sets that it is in; `phrases` holds multiword members.

    A phrase is kept under its head lemma, and there under the word before the head ("" where the head is first), as
    (words, offset of the head, mask).
    """

    sets: dict[str, frozenset[str]] = field(default_factory=dict)
    bits: dict[str, int] = field(default_factory=dict)
    masks: dict[str, int] = field(default_factory=dict)
    phrases: dict[str, dict[str, list[Phrase]]] = field(default_factory=dict)
    lemma_of: Callable[[str], str] = str
    shared: dict[object, object] = field(default_factory=dict)

    def share(self, part: T) -> T:
        """The first of all equal parts of patterns: what many patterns have in common is kept once."""
        return cast(T, self.shared.setdefault(part, part))

    def add_sets(self, word_sets: Iterable[WordSet]) -> None:
        """Resolve sets that include others. Raises PatternError for an unknown set or a circle."""
        raw = {word_set.id: word_set.words for word_set in word_sets}
        for name in raw:
            self.sets[name] = frozenset(_expand(name, raw, ()))

    def mask_of_set(self, name: str) -> int:
        """The bit of a named set. Raises PatternError where no such set exists."""
        if name in KIND_SETS:
            return self._bit(name, ())
        if name not in self.sets:
            raise PatternError(f"unknown word set {{{name}}}")
        return self._bit("{" + name + "}", self.sets[name])

    def mask_of_words(self, words: Iterable[str]) -> int:
        """The bit of some literal words."""
        words = sorted(words)
        return self._bit("|".join(words), words)

    def _bit(self, key: str, words: Iterable[str]) -> int:
        if key not in self.bits:
            mask = 1 << len(self.bits)
            self.bits[key] = mask
            for word in words:
                self._add(word, mask)
        return self.bits[key]

    def _add(self, word: str, mask: int) -> None:
        parts = tuple(word.lower().split())
        if word.isupper() and len(parts) == 1:
            self._add_form(parts, mask)
            return
        head = _find_head(parts)
        inflected = (*parts[:head], self.lemma_of(parts[head]), *parts[head + 1 :])
        for form in {parts, inflected, tuple(self.lemma_of(part) for part in parts)}:
            self._add_form(form, mask)

    def _add_form(self, parts: tuple[str, ...], mask: int) -> None:
        if len(parts) == 1:
            self.masks[parts[0]] = self.masks.get(parts[0], 0) | mask
            return
        head = _find_head(parts)
        entry = self.phrases.setdefault(parts[head], {}).setdefault(parts[head - 1] if head else "", [])
        for i, (known, offset, old) in enumerate(entry):
            if known == parts:
                entry[i] = (known, offset, old | mask)
                return
        entry.append((parts, head, mask))


def _find_head(parts: tuple[str, ...]) -> int:
    """The place of a phrase's head: before its first preposition, else the end."""
    return next((i - 1 for i, part in enumerate(parts) if i and part in PREPOSITIONS), len(parts) - 1)


def _expand(name: str, raw: dict[str, tuple[str, ...]], above: tuple[str, ...]) -> Iterator[str]:
    if name in above:
        raise PatternError(f"word set {{{name}}} includes itself")
    if name not in raw:
        raise PatternError(f"unknown word set {{{name}}} in {{{above[-1] if above else name}}}")
    for word in raw[name]:
        if word.startswith("{"):
            yield from _expand(word.strip("{}"), raw, (*above, name))
        else:
            yield word
