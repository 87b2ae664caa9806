"""Names: where dictionary names, demonyms and agent nouns stand in a sentence.

In come the tokens; out go the longest matches, left to right, without overlap. A trie over normalised words (no accents,
apostrophes or full stops; hyphens cut words) does the work. Which actor a match stands for, and on which date, is left
to the actor stage.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from .forms import Form, Leaf, Node

FULL, ALONE, SHORT, DEMONYM, AGENT = "full", "alone", "short", "demonym", "agent"

_DROPPED = re.compile(r"[.'’‘`ʼʻ]")
_POSSESSIVE = re.compile(r"['’]s\b")
_CUT = re.compile(r"[-‐‑–/]")
_BARE = frozenset({"'", "’"})
_BLOCKED = frozenset({"pro", "anti", "non", "mid", "trans"})


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
        self.agent: int | None = None
        self.is_agent = True
        for entry, form, _ in leaves:
            if form != AGENT:
                self.is_agent = False
            elif self.agent is None:
                self.agent = entry

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
    """Phrases to leaves. Plain nested dicts, the leaf tuple under the key None, so that it pickles small.

    `inner` are the words that stand in a phrase anywhere but first.
    """

    __slots__ = ("inner", "root")

    def __init__(self) -> None:
        self.root: Node = {}
        self.inner: set[str] = set()

    def __getstate__(self) -> tuple[Node, set[str]]:
        return self.root, self.inner

    def __setstate__(self, state: tuple[Node, set[str]]) -> None:
        self.root, self.inner = state

    def add(self, phrase: str, entry: int, form: str) -> None:
        """Put a phrase in. The same phrase may lead to several entries."""
        key = normalise_phrase(phrase)
        if not key:
            return
        node = self.root
        for word in key:
            node = node.setdefault(word, {})  # type: ignore[assignment]
        self.inner.update(key[1:])
        acronym = form != AGENT and len(phrase) <= 8 and _has_capitals(phrase)
        leaf = (entry, form, acronym)
        leaves: tuple[Leaf, ...] = node.get(None, ())  # type: ignore[assignment]
        if all(entry != known[0] for known in leaves):
            node[None] = (*leaves, leaf)

    def bind(self, form: Form) -> None:
        """Let a form know what it can be among the names: by itself, and with the words behind it."""
        form.key = normalise_word(form.lower)
        node: Node | None = self.root.get(form.key[0]) if form.key else None  # type: ignore[assignment]
        joined = len(form.key) > 1
        form.begins = node is not None or joined
        form.goes_on = form.lower in _BARE or (bool(form.key) and form.key[0] in self.inner)
        if node is not None and (joined or any(word is not None for word in node)):
            form.node = node
        if node is not None and not joined and None in node:
            form.leaves = _allowed(node[None], 0, 1, [form])  # type: ignore[arg-type]

    def find(self, forms: list[Form]) -> list[NameMatch]:
        """The longest matches, left to right."""
        found: list[NameMatch] = []
        done = 0
        for index, form in enumerate(forms):
            if not form.begins or index < done:
                continue
            match = self._match(index, form, forms)
            if match is not None:
                found.append(match)
                done = match.end
        return found

    def _match(self, index: int, form: Form, forms: list[Form]) -> NameMatch | None:
        match: NameMatch | None = None
        if form.node is not None and (len(form.key) > 1 or _goes_on(form.node, index + 1, forms)):
            match = self._longest(index, forms)
        elif form.leaves:
            match = NameMatch(index, index + 1, form.leaves)
        if match is None and len(form.key) > 1:
            match = self._inner(index, form)
        return match

    def _longest(self, index: int, forms: list[Form]) -> NameMatch | None:
        node: Node | None = self.root
        best: NameMatch | None = None
        position, size = index, len(forms)
        words = forms[index].key
        while True:
            for word in words:
                node = node.get(word)  # type: ignore[assignment, union-attr]
                if node is None:
                    break
            else:
                position += 1
                leaves = node.get(None) if node is not None else None
                if leaves is not None:
                    kept = _allowed(leaves, index, position, forms)  # type: ignore[arg-type]
                    if kept:
                        best = NameMatch(index, position, kept)
                while position < size and forms[position].lower in _BARE:
                    position += 1
                if position < size:
                    words = forms[position].key
                    if words:
                        continue
            return best

    def _inner(self, index: int, form: Form) -> NameMatch | None:
        """A hyphened token that starts with a name: "Saudi-led", "US-China"."""
        words = form.key
        if words[0] in _BLOCKED:
            return None
        for cut in range(len(words) - 1, 0, -1):
            node: object = self.root
            for word in words[:cut]:
                node = node.get(word) if isinstance(node, dict) else None
            leaves = node.get(None) if isinstance(node, dict) else None
            if leaves:
                kept = tuple(
                    leaf for leaf in leaves if leaf[1] != AGENT and leaf[1] != SHORT and form.surface[:1].isupper()
                )
                if kept:
                    return NameMatch(index, index + 1, kept, "-".join(words[cut:]))
        return None


def _goes_on(node: Node, index: int, forms: list[Form]) -> bool:
    """Whether the token at `index` can continue a phrase that has come to `node`."""
    if index >= len(forms):
        return False
    form = forms[index]
    return form.goes_on and (form.lower in _BARE or form.key[0] in node)


def _allowed(leaves: tuple[Leaf, ...], start: int, end: int, forms: list[Form]) -> tuple[Leaf, ...]:
    """The leaves whose capitals agree with the text: names want capitals, acronyms want all of them."""
    first = leaves[0]
    if len(leaves) == 1 and first[1] == AGENT:
        return leaves
    capital = True
    for index in range(start, end):
        if not forms[index].capital:
            capital = False
            break
    if len(leaves) == 1:
        return leaves if capital and (not first[2] or _is_acronym(forms[start:end])) else ()
    acronym = _is_acronym(forms[start:end])
    return tuple([leaf for leaf in leaves if leaf[1] == AGENT or (capital and (acronym or not leaf[2]))])


def _is_acronym(forms: Iterable[Form]) -> bool:
    return _has_capitals("".join([form.surface for form in forms]))


def _has_capitals(text: str) -> bool:
    """Whether most letters are capitals."""
    letters = [c for c in text if c.isalpha()]
    return sum(c.isupper() for c in letters) * 2 > len(letters)
