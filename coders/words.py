"""The word table: from a word form to its candidate tags and lemmas.

In comes the compressed text that tools/make_words.py writes, or a pickled copy of what was read from it; out goes one
immutable `WordTable`. It says what a form can be and what it most likely is; context is the tagger's business.
"""

from __future__ import annotations

import gzip
from dataclasses import dataclass, field
from importlib import resources
from pathlib import Path

VERB_TAGS = frozenset("vzyekgBHOm")
NOUN_TAGS = frozenset("s")
OTHER_TAGS = frozenset("jbdro!w")
_NOUN_SUFFIXES = ("tion", "sion", "ment", "ness", "ship", "ism", "ist", "ity", "ance", "ence", "hood", "er", "or")
_ADJECTIVE_SUFFIXES = ("able", "ible", "ous", "ive", "ical", "ful", "less", "ish", "ary", "ic", "al", "ian", "ese")
_VERB_SUFFIXES = ("ise", "ize", "ify")
_PREFIXES = ("pro-", "anti-", "non-", "pre-", "post-", "inter-", "cross-", "multi-")
_JOINED_ADJECTIVES = (
    "-old",
    "-led",
    "-backed",
    "-based",
    "-wide",
    "-strong",
    "-style",
    "-level",
    "-held",
    "-run",
    "-like",
    "-made",
)
PUNCTUATION = {
    ",": ",", "،": ",", "、": ",", "，": ",", ";": ";", ":": ";", "-": ";", "--": ";", "---": ";", "–": ";", "—": ";",
    "―": ";", "/": ";", "|": ";", "•": ";", "·": ";", ".": ".", "?": ".", "!": ".", "…": ".", "...": ".", "。": ".",
    "？": ".", "！": ".", '"': '"', "“": '"', "”": '"', "„": '"', "''": '"', "``": '"', "`": '"', "«": '"', "»": '"',
    "'": '"', "‘": '"', "’": '"', "‚": '"', "‹": '"', "›": '"', "(": "(", "[": "(", "{": "(", ")": ")", "]": ")",
    "}": ")",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class WordTable:
    """Candidate tags per form, the likeliest first, and the lemmas that differ from their form, by word class."""

    kinds: dict[str, str]
    verbs: dict[str, str] = field(repr=False)
    nouns: dict[str, str] = field(repr=False)
    others: dict[str, str] = field(repr=False)

    def __reduce__(self) -> tuple[object, ...]:
        """By its fields: the same for the pure and the compiled class."""
        return WordTable, (self.kinds, self.verbs, self.nouns, self.others)

    @classmethod
    def load(cls, path: Path | None = None) -> WordTable:
        """Read the shipped table, or the one at `path`."""
        shipped = resources.files(__package__).joinpath("words", "words.tsv.gz")
        data = shipped.read_bytes() if path is None else path.read_bytes()
        kinds = dict(PUNCTUATION)
        lemmas: tuple[dict[str, str], ...] = ({}, {}, {})
        shared: dict[str, str] = {}
        for line in gzip.decompress(data).decode("utf-8").splitlines():
            form, kind, *rest = line.split("\t")
            kinds[form] = shared.setdefault(kind, kind)
            for table, lemma in zip(lemmas, rest, strict=False):
                if lemma:
                    table[form] = shared.setdefault(lemma, lemma)
        return cls(kinds, *lemmas)

    def lemma(self, lower: str, tag: str) -> str:
        """The lemma of a lower-cased form under a tag; the form itself where nothing is to be taken off."""
        if tag == "v":
            return lower
        if tag in VERB_TAGS:
            found = self.verbs.get(lower)
            return found if found is not None else self._unlisted_verb(lower, tag)
        if tag in NOUN_TAGS:
            found = self.nouns.get(lower)
            return found if found is not None else self._unlisted_plural(lower)
        return self.others.get(lower, lower) if tag in OTHER_TAGS else lower

    def _unlisted_plural(self, lower: str) -> str:
        if lower in self.kinds and not lower.endswith("s"):
            return lower
        head, hyphen, last = lower.rpartition("-")
        if hyphen:
            return head + hyphen + self.lemma(last, "s")
        return singular(lower)

    def _unlisted_verb(self, lower: str, tag: str) -> str:
        if lower in self.kinds or tag in "vm":
            return lower
        head, hyphen, last = lower.rpartition("-")
        if hyphen:
            return head + hyphen + self.lemma(last, tag)
        return self._stem(lower, tag)

    def _stem(self, lower: str, tag: str) -> str:
        """The likely base of an unknown regular verb form: a listed verb if taking the ending off gives one."""
        if tag == "z":
            return singular(lower)
        ending = "ing" if tag == "g" else "ed"
        if not lower.endswith(ending) or len(lower) < len(ending) + 3:
            return lower
        stem = lower[: -len(ending)]
        for base in (stem, stem + "e", stem[:-1]):
            if "v" in self.kinds.get(base, ""):
                return base
        if stem[-1] == stem[-2] and stem[-1] not in "sl":
            return stem[:-1]
        return stem + "e" if stem[-1] in "cvuzsg" else stem


def singular(plural: str) -> str:
    """The regular singular of an unlisted plural."""
    if len(plural) < 3:
        return plural
    if plural.endswith("men"):
        return plural[:-2] + "an"
    if plural.endswith("ies") and len(plural) > 4:
        return plural[:-3] + "y"
    if plural.endswith(("sses", "shes", "ches", "xes", "zzes")):
        return plural[:-2]
    return plural[:-1] if plural.endswith("s") and not plural.endswith(("ss", "us", "is")) else plural


def guess_kind(lower: str, kinds: dict[str, str]) -> str:
    """Candidate tags of a lower-case form that the table lacks, by its parts and endings."""
    if "-" in lower[1:-1]:
        return _guess_joined(lower, kinds)
    if lower.endswith("ing") and len(lower) > 5:
        return "gn"
    if lower.endswith("ed") and len(lower) > 4:
        return "ey"
    if lower.endswith("ly"):
        return "b"
    if lower.endswith("s") and not lower.endswith(("ss", "us", "is", "ous")):
        return "s"
    if lower.endswith(_NOUN_SUFFIXES):
        return "n"
    if lower.endswith(_ADJECTIVE_SUFFIXES):
        return "j"
    return "vn" if lower.endswith(_VERB_SUFFIXES) else "n"


def _guess_joined(lower: str, kinds: dict[str, str]) -> str:
    """A hyphenated form is what its last part is; participles and "-old" make adjectives, at least before a noun."""
    if lower.endswith(_JOINED_ADJECTIVES):
        return "j"
    if lower.startswith(_PREFIXES):
        return "jn"
    last = kinds.get(lower.rpartition("-")[2], "n")
    if lower[0].isdigit() or last[0] in "ki":
        return "j"
    if "e" in last or "y" in last:
        return "jey"
    if "g" in last:
        return "jgn"
    return last if last[0] in "nsjbvz" else "n"
