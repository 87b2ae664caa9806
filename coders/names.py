"""Names: where dictionary names, demonyms and agent nouns stand in a sentence.

In come the tokens; out go the longest matches, left to right, without overlap. A trie over normalised words (no accents,
apostrophes or full stops; hyphens cut words) does the work. Which actor a match stands for, and on which date, is left
to the actor stage.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

FULL, ALONE, SHORT, DEMONYM, AGENT = "full", "alone", "short", "demonym", "agent"

_DROPPED = re.compile(r"[.'’‘`ʼʻ]")
_POSSESSIVE = re.compile(r"['’]s\b")
_CUT = re.compile(r"[-‐‑–/]")
_LIGHT = frozenset(
    {
        "of",
        "the",
        "and",
        "for",
        "de",
        "da",
        "di",
        "al",
        "el",
        "ul",
        "bin",
        "ibn",
        "von",
        "van",
        "der",
        "den",
        "la",
        "le",
        "des",
        "du",
        "in",
        "on",
        "to",
        "a",
        "e",
        "y",
        "abu",
        "ben",
        "ad",
        "ar",
        "as",
        "ash",
        "at",
        "an",
        "az",
    }
)
_BARE = frozenset({"'", "’"})
_BLOCKED = frozenset({"pro", "anti", "non", "mid", "trans"})

Leaf = tuple[int, str, bool]
Node = dict[str | None, object]
Start = tuple[tuple[str, ...], Node | None]


class NameMatch:
    """Tokens [start, end) that a dictionary phrase covers. `leaves` are (entry index, form, acronym).

    `is_agent` says that the phrase is an agent noun and no name, `agent` is the entry of the agent noun that it (also) is.
    `suffix` is the rest of a hyphened token ("led" of "Saudi-led"). Never changed once made; a plain class, since
    a sentence has ten of them.
    """

    __slots__ = ("agent", "end", "is_agent", "leaves", "start", "suffix")

    def __init__(self, start: int, end: int, leaves: tuple[Leaf, ...], suffix: str | None = None) -> None:
        self.start = start
        self.end = end
        self.leaves = leaves
        self.suffix = suffix
        agents = [leaf[0] for leaf in leaves if leaf[1] == AGENT]
        self.agent: int | None = agents[0] if agents else None
        self.is_agent = len(agents) == len(leaves)

    def __repr__(self) -> str:
        return f"NameMatch({self.start}, {self.end}, {self.leaves}, {self.suffix})"


def normalise_word(word: str) -> tuple[str, ...]:
    """Lower case, without accents, apostrophes and full stops, cut at hyphens. May be empty."""
    word = word.lower()
    if not word.isascii():
        word = "".join(c for c in unicodedata.normalize("NFKD", word) if not unicodedata.combining(c))
        word = (
            word.replace("ı", "i")
            .replace("ø", "o")
            .replace("đ", "d")
            .replace("ł", "l")
            .replace("ß", "ss")
            .replace("æ", "ae")
            .replace("œ", "oe")
            .replace("ð", "d")
            .replace("þ", "th")
        )
    return tuple(part for part in _CUT.split(_DROPPED.sub("", word)) if part)


def normalise_phrase(phrase: str) -> tuple[str, ...]:
    """The trie key of a phrase. A possessive "'s" is a word of its own, as in the tokens."""
    phrase = _POSSESSIVE.sub(" s", phrase)
    return tuple(part for word in phrase.split() for part in normalise_word(word))


class Trie:
    """Phrases to leaves. Plain nested dicts, the leaf tuple under the key None, so that it pickles small."""

    __slots__ = ("_memo", "_starts", "root")

    def __init__(self) -> None:
        self.root: dict[str | None, object] = {}
        self._memo: dict[str, tuple[str, ...]] = {}
        self._starts: dict[str, Start | None] = {}

    def __getstate__(self) -> dict[str | None, object]:
        return self.root

    def __setstate__(self, state: dict[str | None, object]) -> None:
        self.root = state
        self._memo = {}
        self._starts = {}

    def add(self, phrase: str, entry: int, form: str) -> None:
        """Put a phrase in. The same phrase may lead to several entries."""
        key = normalise_phrase(phrase)
        if not key:
            return
        node = self.root
        for word in key:
            node = node.setdefault(word, {})  # type: ignore[assignment]
        acronym = form != AGENT and phrase.replace(".", "").isupper() and len(phrase) <= 8
        leaf = (entry, form, acronym)
        leaves: tuple[Leaf, ...] = node.get(None, ())  # type: ignore[assignment]
        if all(entry != known[0] for known in leaves):
            node[None] = (*leaves, leaf)

    def find(self, surfaces: list[str], lowers: list[str]) -> list[NameMatch]:
        """The longest matches, left to right."""
        starts = self._starts
        found: list[NameMatch] = []
        done = 0
        for index, lower in enumerate(lowers):
            if index < done:
                continue
            start = starts[lower] if lower in starts else self._start(lower)
            if start is None:
                continue
            match = self._match(index, start, surfaces, lowers)
            if match is not None:
                found.append(match)
                done = match.end
        return found

    def _start(self, lower: str) -> Start | None:
        """What a token can begin: its words, and the node of the first of them. None where it begins nothing."""
        words = self._words(lower)
        node = self.root.get(words[0]) if words else None
        start = None if node is None and len(words) < 2 else (words, node)
        if len(self._starts) > 200_000:
            self._starts.clear()
        self._starts[lower] = start  # type: ignore[assignment]
        return start  # type: ignore[return-value]

    def _match(self, index: int, start: Start, surfaces: list[str], lowers: list[str]) -> NameMatch | None:
        words, node = start
        match: NameMatch | None = None
        if node is not None:
            if len(words) > 1 or self._goes_on(node, index + 1, lowers):
                match = self._longest(index, words, surfaces, lowers)
            elif None in node:
                kept = _allowed(node[None], index, index + 1, surfaces)  # type: ignore[arg-type]
                match = NameMatch(index, index + 1, kept) if kept else None
        if match is None and len(words) > 1:
            match = self._inner(index, words, surfaces)
        return match

    def _goes_on(self, node: dict[str | None, object], index: int, lowers: list[str]) -> bool:
        """Whether the token at `index` can continue a phrase that has come to `node`."""
        if index >= len(lowers):
            return False
        if lowers[index] in _BARE:
            return True
        words = self._words(lowers[index])
        return bool(words) and words[0] in node

    def _words(self, lower: str) -> tuple[str, ...]:
        words = self._memo.get(lower)
        if words is None:
            if len(self._memo) > 200_000:
                self._memo.clear()
            words = self._memo[lower] = normalise_word(lower)
        return words

    def _longest(self, index: int, words: tuple[str, ...], surfaces: list[str], lowers: list[str]) -> NameMatch | None:
        node: dict[str | None, object] | None = self.root
        best: NameMatch | None = None
        position, size = index, len(lowers)
        while True:
            for word in words:
                node = node.get(word)  # type: ignore[assignment, union-attr]
                if node is None:
                    break
            else:
                position += 1
                leaves = node.get(None) if node is not None else None
                if leaves is not None:
                    kept = _allowed(leaves, index, position, surfaces)  # type: ignore[arg-type]
                    if kept:
                        best = NameMatch(index, position, kept)
                while position < size and lowers[position] in _BARE:
                    position += 1
                if position < size:
                    words = self._words(lowers[position])
                    if words:
                        continue
            return best

    def _inner(self, index: int, words: tuple[str, ...], surfaces: list[str]) -> NameMatch | None:
        """A hyphened token that starts with a name: "Saudi-led", "US-China"."""
        if words[0] in _BLOCKED:
            return None
        for cut in range(len(words) - 1, 0, -1):
            node: object = self.root
            for word in words[:cut]:
                node = node.get(word) if isinstance(node, dict) else None
            leaves = node.get(None) if isinstance(node, dict) else None
            if leaves:
                kept = tuple(
                    leaf for leaf in leaves if leaf[1] != AGENT and leaf[1] != SHORT and surfaces[index][:1].isupper()
                )
                if kept:
                    return NameMatch(index, index + 1, kept, "-".join(words[cut:]))
        return None


def _allowed(leaves: tuple[Leaf, ...], start: int, end: int, surfaces: list[str]) -> tuple[Leaf, ...]:
    """The leaves whose capitals agree with the text: names want capitals, acronyms want all of them."""
    first = leaves[0]
    if len(leaves) == 1 and first[1] == AGENT:
        return leaves
    capital = True
    for index in range(start, end):
        if not _is_capital(surfaces[index]):
            capital = False
            break
    if len(leaves) == 1:
        return leaves if capital and (not first[2] or _is_acronym(surfaces[start:end])) else ()
    acronym = _is_acronym(surfaces[start:end])
    return tuple([leaf for leaf in leaves if leaf[1] == AGENT or (capital and (acronym or not leaf[2]))])


def _is_capital(word: str) -> bool:
    first = word[0]
    return (
        first.isupper()
        or first.isdigit()
        or word.lower() in _LIGHT
        or not first.isalpha()
        or any(c.isupper() for c in word[:5])
    )


def _is_acronym(words: Iterable[str]) -> bool:
    joined = "".join(words)
    letters = [c for c in joined if c.isalpha()]
    return sum(c.isupper() for c in letters) * 2 > len(letters)
