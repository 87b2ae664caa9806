"""Word sets: which sets the words of a noun group are in.

In come a parse and the lexicon; out go bit masks, one bit per word set or literal of the rules. The lowest layer of the
action engine.
"""

from __future__ import annotations

from .derivations import Derivation
from .groups import Group
from .lexicon import Lexicon
from .parses import Parse
from .patterns import NounPattern, Pattern
from .vocabulary import Phrase

_PERSONAL = frozenset({"he", "she", "him", "her", "himself", "herself", "they", "them"})


class WordSets:
    """The word sets of one sentence's groups, kept on the groups."""

    __slots__ = ("consumed", "grammar", "lexicon", "nominal", "parse", "trace")

    def __init__(self, lexicon: Lexicon, parse: Parse) -> None:
        self.lexicon = lexicon
        self.grammar = lexicon.grammar
        self.parse = parse
        self.nominal: dict[int, Derivation | None] = {}
        self.consumed: set[int] = set()
        self.trace: list[Pattern | NounPattern] | None = None  # for those who ask which patterns were met, won or not

    def sets_of(self, group: Group) -> int:
        """The bits of all word sets that the group's head, its phrase, its measured noun or a conjunct is in."""
        mask = group.sets
        if mask < 0:
            mask = self.own_sets(group)
            group.sets = mask
            if (
                group.preps
                and group.preps[0][0] == "of"
                and (group.lemma in self.grammar.measure_nouns or group.tag == "#")
            ):
                mask |= self.sets_of(group.preps[0][1])
            if group.conjuncts is not None:
                for member in group.conjuncts:
                    if member is not group:
                        mask |= self.sets_of(member)
            group.sets = mask
        return mask

    def own_sets(self, group: Group) -> int:
        head = group.head
        mask = self.kind_bits(group)
        known = self.lexicon.sets_of(self.parse.lemmas[head])
        if group.tag != "X":
            mask |= known.mask
        return mask if known.phrases is None else mask | self.phrase_sets(known.phrases, head, 0)

    def phrase_sets(self, phrases: dict[str, list[Phrase]], head: int, floor: int) -> int:
        """The bits of the phrases around the head at `head` that begin at `floor` or later."""
        lemmas, lowers = self.parse.lemmas, self.parse.tagged.lowers
        mask = self.listed_sets(phrases.get(""), head, floor)
        if head > floor:
            mask |= self.listed_sets(phrases.get(lemmas[head - 1]), head, floor)
            if lowers[head - 1] != lemmas[head - 1]:
                mask |= self.listed_sets(phrases.get(lowers[head - 1]), head, floor)
        return mask

    def listed_sets(self, listed: list[Phrase] | None, head: int, floor: int) -> int:
        """The bits of those of some phrases that stand there."""
        if listed is None:
            return 0
        lemmas, lowers = self.parse.lemmas, self.parse.tagged.lowers
        mask = 0
        for words, offset, bits in listed:
            low = head - offset
            if low >= floor and self.is_phrase(low, words, lemmas, lowers):
                mask |= bits
        return mask

    def is_phrase(self, low: int, words: tuple[str, ...], lemmas: list[str], lowers: list[str]) -> bool:
        """Whether the words of a phrase stand from `low` on, each as its lemma or as it is ("losing battle")."""
        high = low + len(words)
        if high > len(lemmas):
            return False
        if tuple(lemmas[low:high]) == words:
            return True
        for i, word in enumerate(words):
            if word != lemmas[low + i] and word != lowers[low + i]:
                return False
        return True

    def kind_bits(self, group: Group) -> int:
        """The bits of the built-in sets (`@person`, `@place` ...): what the dictionaries know of the head."""
        bits = self.lexicon.kind_bits
        if not bits:
            return 0
        match = self.parse.name_at.get(group.head)
        if match is None and group.tag == "Z":
            return self.lexicon.any_kind
        if match is None or match.suffix is not None:
            tag = self.parse.tags[group.head]
            personal = (tag == "p" and self.parse.tags[group.start] != "d") or self.parse.tagged.lowers[
                group.head
            ] in _PERSONAL
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
