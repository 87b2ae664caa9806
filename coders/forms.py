"""Forms: what is known of a word form by itself, looked up once for all the sentences that it stands in.

In comes a surface with the word table; out goes one record: candidate tags, lemmas by class, and what it can begin among the
names. What it is in its sentence is for the stages behind, which read the record instead of the large tables.
"""

from __future__ import annotations

from .dates import find_leads_of_word
from .words import WordTable, guess_kind

FUNCTION = frozenset("dicurotwmBHO!$#hx")
LIGHT_WORDS = frozenset(
    "of the and for de da di al el ul bin ibn von van der den la le des du in on to a e y abu ben ad ar as ash at an az".split()
)
"""Words that a name may hold without a capital."""

Leaf = tuple[int, str, bool]
"""A name's entry, the form of the name (full, short ...), and whether it is an acronym."""
Node = dict[str | None, object]
"""A place in the trie of names: the next words, and the leaves of what ends here under None."""


class Form:
    """A word form. Never changed once the form table has made it; a plain class, since its attributes are read for every token.

    `kind` holds its candidate tags, the likeliest first, or nothing where the context decides between `free` (a capital says
    nothing) and `bound` (it does). `word` are the candidates of its lower-cased form, if any. `verb`, `noun` and `other` are
    its listed lemmas by word class, empty where none is listed; `is_base`: it is its own lemma in any class. For the names,
    `key` are its words, `begins` and `goes_on` say whether it can begin one or go on with one, `leaves` are the entries
    that it is by itself, and `node` is where the trie goes on behind it. `leads` are the offsets at which a date may begin.
    """

    __slots__ = (
        "begins", "bound", "capital", "free", "goes_on", "is_base", "is_lower", "is_unsure", "key", "kind", "leads", "leaves",
        "lower", "node", "noun", "other", "surface", "verb", "word",
    )  # fmt: skip

    def __init__(self, surface: str, words: WordTable) -> None:
        lower = surface.lower()
        kind = words.kinds.get(surface, "")
        self.surface = surface
        self.lower = lower
        self.word = words.kinds.get(lower)
        self.free = self.bound = kind
        if not kind:
            self.free, self.bound = look_closer(surface, lower, words.kinds)
            kind = self.free if self.free == self.bound else ""
        self.kind = kind
        self.is_unsure = kind == "" or kind == "pn"
        self.verb = words.verbs.get(lower, "")
        self.noun = words.nouns.get(lower, "")
        self.other = words.others.get(lower, lower)
        self.is_lower = surface.islower()
        self.is_base = (
            self.word is not None and not self.verb and not self.noun and self.other == lower and lower[-1] != "s"
        )
        self.capital = is_capital(surface, lower)
        self.leads = find_leads_of_word(surface)
        self.key: tuple[str, ...] = ()
        self.begins = False
        self.goes_on = False
        self.leaves: tuple[Leaf, ...] = ()
        self.node: Node | None = None


def is_capital(surface: str, lower: str) -> bool:
    """Whether a word may stand in a name: it has a capital, or needs none."""
    first = surface[:1]
    return (
        first.isupper()
        or not first.isalpha()
        or lower in LIGHT_WORDS
        or any(letter.isupper() for letter in surface[:5])
    )


def look_closer(surface: str, lower: str, table: dict[str, str]) -> tuple[str, str]:
    """Candidates of a surface that the table does not hold as it stands: where a capital says nothing, and where it does."""
    letter = surface[0]
    if surface.istitle() and surface.isalpha() and lower not in table:
        return "p", "p"
    if letter.isupper():
        return _look_at_capital(surface, lower, table, True), _look_at_capital(surface, lower, table, False)
    if letter.isdigit() or letter in "$€£¥₹":
        kind = _look_at_number(lower, table)
    elif letter.isalpha():
        kind = guess_kind(lower, table)
    else:
        kind = "q" if letter not in "'’" else table.get(lower, "n")
    return kind, kind


def _look_at_capital(surface: str, lower: str, table: dict[str, str], initial: bool) -> str:
    """A capital makes a name, except at the start, in titles, and on function words."""
    kind = table.get(lower)
    if kind is None:
        joined = guess_kind(lower, table) if "-" in surface[1:-1] else "p"
        return joined if joined[0] == "j" else "p"
    if surface.isupper() and lower in ("us", "who", "it"):
        return "p"
    return kind if initial or kind[0] in FUNCTION else "p"


def _look_at_number(lower: str, table: dict[str, str]) -> str:
    if lower.endswith(("st", "nd", "rd", "th")) and lower[0].isdigit():
        return "j"
    return guess_kind(lower, table) if "-" in lower and not lower.replace("-", "").isdigit() else "#"
