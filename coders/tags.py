"""Tags and lemmas of a sentence: forms come in, one tag character per token goes out, with lemmas.

Fourth stage of the cascade: each form brings its candidates, and rules over the neighbours choose among
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

from .choices import choose_tags
from .forms import FUNCTION, Form
from .words import WordTable

_UNCHANGED = frozenset("npv$'#itacuhTxq,;.\"()")
_VERBAL = frozenset("zyekgBHOm")
_ALTERNATIVES = {"n": "v", "v": "n", "s": "z", "z": "s", "y": "e", "e": "y", "k": "e"}


class Tagged:
    """One sentence's tags: `tags` and `alts` hold a character per token, `alts` a blank where nothing is open."""

    __slots__ = ("alts", "lemmas", "lowers", "tags", "words")

    def __init__(self, tags: str, alts: str, lemmas: list[str], lowers: list[str], words: WordTable) -> None:
        self.tags = tags
        self.alts = alts
        self.lemmas = lemmas
        self.lowers = lowers
        self.words = words

    def alt_lemma(self, index: int) -> str:
        """The lemma of a token under its alternative tag, or its lemma where there is none."""
        alt = self.alts[index]
        return self.lemmas[index] if alt == " " else self.words.lemma(self.lowers[index], alt)


def tag_forms(forms: list[Form], words: WordTable) -> Tagged:
    """Tag the forms of one sentence."""
    lowers = [form.lower for form in forms]
    kinds = find_kinds(forms)
    tags = choose_tags([form.surface for form in forms], lowers, kinds)
    alts = "".join([" " if tag == kind else find_alternative(tag, kind) for tag, kind in zip(tags, kinds, strict=True)])
    return Tagged("".join(tags), alts, find_lemmas(forms, tags, words), lowers, words)


def find_lemmas(forms: list[Form], tags: list[str], words: WordTable) -> list[str]:
    """One lemma per token, by its tag; those of listed forms stand on the form, the others are left to the table."""
    lemmas: list[str] = []
    for form, tag in zip(forms, tags, strict=True):
        if form.is_base or tag in _UNCHANGED:
            lemmas.append(form.lower)
        elif tag in _VERBAL:
            lemmas.append(form.verb or words.lemma(form.lower, tag))
        elif tag == "s":
            lemmas.append(form.noun or words.lemma(form.lower, tag))
        else:
            lemmas.append(form.other)
    return lemmas


@functools.cache
def find_alternative(tag: str, kind: str) -> str:
    """The other reading left open between verb and noun, or participle and past; a blank where there is none."""
    if tag == "g":
        return "n" if "n" in kind else " "
    if tag == "n" and ("g" in kind or "m" in kind):
        return "g" if "g" in kind else " "
    alt = _ALTERNATIVES.get(tag, " ")
    return alt if alt in kind else " "


def find_kinds(forms: list[Form]) -> list[str]:
    """The candidate tags of each token, out of context but for capitals, the likeliest first."""
    kinds = [form.kind for form in forms]
    unsure = [index for index, form in enumerate(forms) if form.is_unsure]
    if not unsure:
        return kinds
    plain, shouted = _read_capitals(forms)
    for index in unsure:
        form = forms[index]
        if not kinds[index]:
            first = _is_first(forms, kinds, index)
            free = plain or (first and (shouted or not form.surface.isupper() or form.lower in "ai"))
            kinds[index] = form.free if free else form.bound
        else:
            named = not (plain or _is_first(forms, kinds, index)) or (
                index > 0 and not shouted and kinds[index - 1] == "p"
            )
            kinds[index] = "p" if named else _look_at_initial(forms, index, plain)
    return kinds


def _is_first(forms: list[Form], kinds: list[str], index: int) -> bool:
    """Whether a token starts the sentence or one within it, so that its capital says nothing."""
    index -= 1
    while index >= 0 and kinds[index] == '"':
        index -= 1
    if index < 0 or kinds[index] in (".", "("):
        return True
    return kinds[index] == ";" and forms[index].surface != "-"


def _read_capitals(forms: list[Form]) -> tuple[bool, bool]:
    """Whether capitals say nothing, nearly every word having one, and whether the whole sentence is in capitals."""
    lower = 0
    for form in forms:
        if form.is_lower:
            lower += 1
    if 3 * lower > len(forms):
        return False, False
    longer = [form.surface for form in forms if len(form.surface) > 3 and form.surface[0].isalpha()]
    if len(longer) < 3:
        return False, False
    capitals = sum([surface[0].isupper() for surface in longer])
    plain = capitals >= 0.85 * len(longer)
    return plain, plain and all(surface.isupper() for surface in longer)


def _look_at_initial(forms: list[Form], index: int, plain: bool) -> str:
    """A name that is also a word, where a capital says nothing: a word, unless a capital follows a singular."""
    kind = forms[index].word
    if kind is None:
        return "p"
    if plain or "s" in kind or kind[0] in FUNCTION:
        return kind
    follower = forms[index + 1].surface if index + 1 < len(forms) else "."
    return "p" if follower[0].isupper() else kind
