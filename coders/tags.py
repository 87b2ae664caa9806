"""Tags and lemmas of a sentence: surfaces come in, one tag character per token goes out, with lemmas.

Fourth stage of the cascade: the word table gives each form its candidates, and rules over the neighbours choose among
them (coders/choices.py). What stays open between verb and noun, or between participle and past, is noted in `alts` for
the clause stage; this stage builds no groups and knows no actors.

    n noun  s plural noun  p proper noun  r personal pronoun  o other pronoun  d determiner  $ possessive determiner
    ' possessive marker  # number  j adjective  b adverb  t infinitive "to"  i preposition  a particle
    c coordinator  u subordinator  h "that" of a clause  w wh-word  m modal  B be  H have  O do
    v base or plain present  z third person present  y past  e participle  k past or participle  g -ing form
    ! negation  T time word  x existential "there"  q symbol or interjection  , ; . " ( ) punctuation
"""

from __future__ import annotations

import functools
from dataclasses import dataclass
from itertools import repeat

from .choices import choose_tags
from .words import WordTable, guess_kind

_UNCHANGED = frozenset("npv$'#itacuhTxq,;.\"()")
_VERBAL = frozenset("zyekgBHOm")
_ALTERNATIVES = {"n": "v", "v": "n", "s": "z", "z": "s", "y": "e", "e": "y", "k": "e"}


_FUNCTION = frozenset("dicurotwmBHO!$#hx")


@dataclass(slots=True)
class Tagged:
    """One sentence's tags: `tags` and `alts` hold a character per token, `alts` a blank where nothing is open."""

    tags: str
    alts: str
    lemmas: list[str]
    lowers: list[str]
    words: WordTable

    def alt_lemma(self, index: int) -> str:
        """The lemma of a token under its alternative tag, or its lemma where there is none."""
        alt = self.alts[index]
        return self.lemmas[index] if alt == " " else self.words.lemma(self.lowers[index], alt)


def tag_tokens(surfaces: list[str], words: WordTable) -> Tagged:
    """Tag the tokens of one sentence."""
    lowers = list(map(str.lower, surfaces))
    kinds = find_kinds(surfaces, lowers, words.kinds)
    tags = choose_tags(surfaces, lowers, kinds)
    alts = "".join(map(find_alternative, tags, kinds))
    return Tagged("".join(tags), alts, find_lemmas(lowers, tags, words), lowers, words)


def find_lemmas(lowers: list[str], tags: list[str], words: WordTable) -> list[str]:
    """One lemma per token, by its tag; listed forms are looked up here, the others are left to the table."""
    verbs, nouns, others, lemma = words.verbs.get, words.nouns.get, words.others.get, words.lemma
    return [
        lower
        if tag in _UNCHANGED
        else (verbs(lower) or lemma(lower, tag))
        if tag in _VERBAL
        else (nouns(lower) or lemma(lower, tag))
        if tag == "s"
        else others(lower, lower)
        for lower, tag in zip(lowers, tags, strict=True)
    ]


@functools.cache
def find_alternative(tag: str, kind: str) -> str:
    """The other reading left open between verb and noun, or participle and past; a blank where there is none."""
    if tag == "g":
        return "n" if "n" in kind else " "
    if tag == "n" and ("g" in kind or "m" in kind):
        return "g" if "g" in kind else " "
    alt = _ALTERNATIVES.get(tag, " ")
    return alt if alt in kind else " "


def find_kinds(surfaces: list[str], lowers: list[str], table: dict[str, str]) -> list[str]:
    """The candidate tags of each token, out of context but for capitals, the likeliest first."""
    kinds: list[str] = list(map(table.get, surfaces, repeat("")))
    unsure = [index for index, kind in enumerate(kinds) if kind == "" or kind == "pn"]
    if not unsure:
        return kinds
    plain, shouted = _read_capitals(surfaces)
    for index in unsure:
        surface, lower = surfaces[index], lowers[index]
        if kinds[index] == "":
            if surface.istitle() and lower not in table and surface.isalpha():
                kinds[index] = "p"
                continue
            first = _is_first(surfaces, kinds, index)
            free = plain or (first and (shouted or not surface.isupper() or lower in "ai"))
            kinds[index] = _look_closer(surface, lower, table, free)
        else:
            named = not (plain or _is_first(surfaces, kinds, index)) or (
                index > 0 and not shouted and kinds[index - 1] == "p"
            )
            kinds[index] = "p" if named else _look_at_initial(surfaces, index, table.get(lower), plain)
    return kinds


def _is_first(surfaces: list[str], kinds: list[str], index: int) -> bool:
    """Whether a token starts the sentence or one within it, so that its capital says nothing."""
    index -= 1
    while index >= 0 and kinds[index] == '"':
        index -= 1
    if index < 0 or kinds[index] in (".", "("):
        return True
    return kinds[index] == ";" and surfaces[index] != "-"


def _read_capitals(surfaces: list[str]) -> tuple[bool, bool]:
    """Whether capitals say nothing, nearly every word having one, and whether the whole sentence is in capitals."""
    if 3 * sum(map(str.islower, surfaces)) > len(surfaces):
        return False, False
    longer = [surface for surface in surfaces if len(surface) > 3 and surface[0].isalpha()]
    if len(longer) < 3:
        return False, False
    capitals = sum([surface[0].isupper() for surface in longer])
    plain = capitals >= 0.85 * len(longer)
    return plain, plain and all(surface.isupper() for surface in longer)


def _look_closer(surface: str, lower: str, table: dict[str, str], initial: bool) -> str:
    """Candidates of a surface that the table does not hold as it stands."""
    letter = surface[0]
    if letter.isupper():
        return _look_at_capital(surface, lower, table, initial)
    if letter.isdigit() or letter in "$€£¥₹":
        return _look_at_number(lower, table)
    if letter.isalpha():
        return guess_kind(lower, table)
    return "q" if letter not in "'’" else table.get(lower, "n")


def _look_at_capital(surface: str, lower: str, table: dict[str, str], initial: bool) -> str:
    """A capital makes a name, except at the start, in titles, and on function words."""
    kind = table.get(lower)
    if kind is None:
        joined = guess_kind(lower, table) if "-" in surface[1:-1] else "p"
        return joined if joined[0] == "j" else "p"
    if surface.isupper() and lower in ("us", "who", "it"):
        return "p"
    return kind if initial or kind[0] in _FUNCTION else "p"


def _look_at_initial(surfaces: list[str], index: int, kind: str | None, plain: bool) -> str:
    """A name that is also a word, where a capital says nothing: a word, unless a capital follows a singular."""
    if kind is None:
        return "p"
    if plain or "s" in kind or kind[0] in _FUNCTION:
        return kind
    follower = surfaces[index + 1] if index + 1 < len(surfaces) else "."
    return "p" if follower[0].isupper() else kind


def _look_at_number(lower: str, table: dict[str, str]) -> str:
    if lower.endswith(("st", "nd", "rd", "th")) and lower[0].isdigit():
        return "j"
    return guess_kind(lower, table) if "-" in lower and not lower.replace("-", "").isdigit() else "#"
