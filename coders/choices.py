"""The choice among a word's candidate tags, by its neighbours.

In come surfaces, lower-cased forms and candidates of one sentence; out goes one tag per token. One pass from left to
right: what stands before a token is decided, what follows is only known by its candidates. The rules speak of word
classes; the few words that they name are those of closed classes. No lexicon is consulted here.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

NOMINAL = frozenset("nspj#g")
NOUN_START = frozenset("d$prnsj#oT")
SURE_START = frozenset("d$pr#o")
VERBAL = frozenset("vzyekgBHOm")
FINITE_SURE = frozenset("mBHOz")
SUBJECTS = frozenset("nspro)T")
SPEECH = frozenset(
    "said says say told tells tell announced announces believe believes believed think thinks thought hope hopes hoped "
    "reported reports claimed claims warned warns confirmed stated added insisted argued fear feared know knew".split()
)
NOMINATIVES = frozenset("he she they we i it you".split())


@dataclass(slots=True)
class State:
    """What the choices look at. `need` counts the clauses opened so far that still wait for a finite verb."""

    surfaces: list[str]
    lowers: list[str]
    kinds: list[str]
    tags: list[str]
    need: int = 1

    def next_kind(self, index: int) -> str:
        """Candidates of the token after `index`; a full stop at the end."""
        return self.kinds[index + 1] if index + 1 < len(self.kinds) else "."

    def left(self, index: int) -> str:
        """The tag before `index`, adverbs and negations skipped; a full stop at the start."""
        index -= 1
        while index >= 0 and self.tags[index] in "b!":
            index -= 1
        return self.tags[index] if index >= 0 else "."


Choice = Callable[[State, int, str], str]


def choose_tags(surfaces: list[str], lowers: list[str], kinds: list[str]) -> list[str]:
    """One tag per token."""
    tags = [kind[0] for kind in kinds]
    state = State(surfaces, lowers, kinds, tags)
    for index, kind in enumerate(kinds):
        if len(kind) > 1 or kind in CHOICES:
            choice = CHOICES.get(kind, choose_open)
            tags[index] = choice(state, index, kind)
        tag = tags[index]
        if tag in 'uwh;mBHOyz"':
            note_clause(state, index, tag)
    return tags


def note_clause(state: State, index: int, tag: str) -> None:
    """Keep the count of clauses that wait for their finite verb."""
    if tag in "uwh;":
        state.need += 1
    elif tag == '"':
        state.need = max(state.need, 1)
    elif tag in "yz" or state.left(index) not in "mBHO":
        state.need = max(state.need - 1, 0)
        if state.lowers[index] in SPEECH and state.next_kind(index)[0] in NOUN_START:
            state.need += 1


def choose_open(state: State, index: int, kind: str) -> str:
    """Nouns, verbs, adjectives and adverbs."""
    if "g" in kind:
        return choose_gerund(state, index, kind)
    if "y" in kind or "e" in kind:
        verb = choose_past(state, index, kind)
        if verb is not None:
            return verb
    if "z" in kind:
        return choose_present(state, index, kind)
    if "v" in kind:
        verb = choose_base(state, index, kind)
        if verb is not None:
            return verb
    return choose_nominal(state, index, kind)


def choose_base(state: State, index: int, kind: str) -> str | None:
    """v, or None where the form is no verb here."""
    left = state.left(index)
    others = kind.replace("v", "")
    if not others or left in "tmO":
        return "v"
    if left == "r":
        pronoun = state.lowers[index - 1]
        return "v" if pronoun in NOMINATIVES or (index > 1 and state.tags[index - 2] in "O") else None
    if left in "d$'#i" or (left == "j" and others[0] in "ns"):
        return None
    after = state.next_kind(index)[0]
    if left == "c":
        return parallel_base(state, index)
    if left == "w" or (left == "s" and (after in SURE_START or after == "t" or kind[0] == "v")):
        return "v"
    if kind[0] == "v" and left in "p,.h" and after in SURE_START:
        return "v"
    return None


def parallel_base(state: State, index: int) -> str | None:
    """After "and": v where the nearest verb to the left is a base form and nothing nominal joins on."""
    after = state.next_kind(index)[0]
    for tag in reversed(state.tags[: index - 1]):
        if tag == "v":
            return "v" if after in NOUN_START or after in "ai" else None
        if tag in VERBAL:
            return None
    return None


def choose_present(state: State, index: int, kind: str) -> str:
    """z or s."""
    left = state.left(index)
    if "s" not in kind:
        return "z"
    if left in "rwh":
        return "z"
    if left in "d$'#jito":
        return "s"
    after = state.next_kind(index)
    if left in "np" and state.need > 0:
        if after[0] in "vzym" or after[0] in "BHO":
            return "s"
        if after[0] in SURE_START or after[0] in "th":
            return "z"
        return "s" if finite_ahead(state, index) else "z"
    return "s"


def finite_ahead(state: State, index: int) -> bool:
    """Whether a form that can only be finite follows before the clause ends."""
    for kind in state.kinds[index + 1 : index + 16]:
        if kind in ".;uhw":
            return False
        if kind[0] in FINITE_SURE or kind[0] in "yz" or kind == "ey":
            return True
    return False


def choose_past(state: State, index: int, kind: str) -> str | None:
    """y, e or k; None where the form is an adjective or a noun here."""
    left = state.left(index)
    after = state.next_kind(index)
    if left in "BH":
        return "e" if "e" in kind else None
    if "j" in kind and after[0] in "nsjp" and left not in "rw":
        return "j"
    if left in "d$'ij#":
        return "e" if "e" in kind and kind[0] not in "nj" else None
    if "v" in kind and left in "tmO":
        return "v"
    if "e" not in kind:
        return "y" if "y" in kind and (left in SUBJECTS or kind[0] == "y") else None
    if "y" not in kind:
        return "e"
    return past_or_participle(state, index, left, after)


def past_or_participle(state: State, index: int, left: str, after: str) -> str:
    lower = state.lowers[index]
    by = index + 1 < len(state.lowers) and state.lowers[index + 1] == "by"
    if lower in SPEECH or left in "rwhux":
        return "y"
    if by:
        return "e"
    if left == "c":
        return parallel_past(state, index)
    if left in SUBJECTS or left in '",':
        if state.need > 0:
            return "e" if after[0] in "i" and state.kinds[index - 1][0] != "p" and finite_ahead(state, index) else "y"
        return "y" if (left == "," and after[0] in SURE_START) or after[0] in SURE_START else "e"
    return "e" if left in "ge" else "k"


def parallel_past(state: State, index: int) -> str:
    """After "and": as the nearest verb to the left."""
    for tag in reversed(state.tags[: index - 1]):
        if tag in "yze":
            return "e" if tag == "e" else "y"
    return "e" if state.next_kind(index)[0] in "ns" else "y"


def choose_gerund(state: State, index: int, kind: str) -> str:
    """g, or n where the form is used as a noun."""
    left = state.left(index)
    after = state.next_kind(index)
    follower = state.lowers[index + 1] if index + 1 < len(state.lowers) else "."
    if follower == "of" and left not in "B":
        return "n"
    if left in "d$'j#" and after[0] not in NOMINAL:
        return "n"
    if "n" in kind and kind[0] == "n" and left not in "BHs" and after[0] not in SURE_START:
        return "n"
    if "n" in kind and left in "in" and after[0] in "i.,c;mBHOyz":
        return "n"
    if kind[0] == "j" and (left == "B" or after[0] in "ns"):
        return "j"
    return "g"


def choose_nominal(state: State, index: int, kind: str) -> str:
    """Among noun, plural, adjective, adverb, name and the rest: what the neighbours allow."""
    after = state.next_kind(index)
    if "j" in kind and "n" in kind:
        if after[0] in "nsp" or (after[0] in "j" and "n" in after):
            return "j"
        if state.left(index) in "d$'" and after[0] not in "jg":
            return "n"
        return "j" if state.left(index) == "B" else kind[0] if kind[0] in "nj" else "n"
    if "j" in kind and "b" in kind:
        return "j" if after[0] in "nsj" and state.left(index) not in VERBAL else kind[0] if kind[0] in "jb" else "b"
    if "i" in kind and kind[0] == "i":
        return "i"
    for tag in kind:
        if tag not in "vzyek":
            return tag
    return kind[0]


def choose_that(state: State, index: int, kind: str) -> str:
    """Complementiser or relative, determiner, or pronoun."""
    after = state.next_kind(index)
    left = state.left(index)
    if left in "i." or index == 0:
        return "d" if after[0] in "nj" else "o"
    if left in "nspj" or left in "vzyek,B":
        if (
            after[0] in "n"
            and left in "vzyek"
            and state.kinds[index + 2 : index + 3]
            and state.kinds[index + 2][0] in ".,"
        ):
            return "d"
        return "h"
    return "d" if after[0] in "nj" else "h"


def choose_determiner(state: State, index: int, kind: str) -> str:
    after = state.next_kind(index)
    if after[0] in NOMINAL or after[0] in "ed" or (after[0] == "b" and state.lowers[index] not in ("this", "those")):
        return "d"
    return "o"


def choose_her(state: State, index: int, kind: str) -> str:
    after = state.next_kind(index)
    return "$" if after[0] in NOMINAL or after[0] in "eT" else "r"


def choose_to(state: State, index: int, kind: str) -> str:
    """Infinitive marker before a base form, else preposition."""
    ahead = index + 1
    while ahead < len(state.kinds) and state.kinds[ahead][0] == "b":
        ahead += 1
    if ahead >= len(state.kinds):
        return "i"
    kind = state.kinds[ahead]
    if kind[0] in "vBHO":
        return "t"
    if "v" not in kind or state.surfaces[ahead][0].isupper():
        return "i"
    after = state.next_kind(ahead)
    return "t" if after[0] in SURE_START or after[0] in "tihansj" else "i"


def choose_subordinator(state: State, index: int, kind: str) -> str:
    """Preposition or subordinator: a clause needs a finite verb ahead."""
    after = state.next_kind(index)
    lower = state.lowers[index]
    if after[0] in "gT#e":
        return "i"
    if index + 1 < len(state.lowers) and state.lowers[index + 1] in NOMINATIVES:
        return "u"
    if lower in ("like", "than"):
        return "i"
    return "u" if kind[0] == "u" or (after[0] in NOUN_START and clause_ahead(state, index)) else "i"


def clause_ahead(state: State, index: int) -> bool:
    for kind in state.kinds[index + 1 : index + 10]:
        if kind in ".,;uhwti":
            return False
        if kind[0] in FINITE_SURE or kind[0] in "yz" or kind == "ey":
            return True
    return False


def choose_particle(state: State, index: int, kind: str) -> str:
    """Particle right after a verb, else preposition (or adverb)."""
    left = state.tags[index - 1] if index else "."
    lower = state.lowers[index]
    after = state.next_kind(index)
    if left in VERBAL and left not in "mH":
        if lower in ("up", "out", "off", "down", "away", "back", "apart", "aside"):
            return "i" if lower == "out" and state.lowers[index + 1 : index + 2] == ["of"] else "a"
        if after[0] in ".,;tic":
            return "a"
    return "i" if kind[1] == "a" else "b"


def choose_possessive(state: State, index: int, kind: str) -> str:
    """'s: possessive marker, or a form of be or have."""
    after = state.next_kind(index)
    left = state.tags[index - 1] if index else "."
    if left in "row" or left == "x":
        return "B"
    return "B" if after[0] in "d!" or after[0] in "b" else "'"


def choose_quote(state: State, index: int, kind: str) -> str:
    """A lone apostrophe after a plural is the possessive marker."""
    if (
        index
        and state.surfaces[index] in ("'", "’")
        and state.tags[index - 1] in "sp"
        and state.lowers[index - 1][-1] == "s"
    ):
        return "'" if state.next_kind(index)[0] in NOMINAL else '"'
    return '"'


def choose_would(state: State, index: int, kind: str) -> str:
    return "H" if state.next_kind(index)[0] in "e" else "m"


def choose_there(state: State, index: int, kind: str) -> str:
    after = state.next_kind(index)[0]
    return "x" if after in "BmH" or state.next_kind(index) == "'" else "b"


def choose_demonym(state: State, index: int, kind: str) -> str:
    """Russian, Chinese: an adjective before a noun or after "be", else a name."""
    after = state.next_kind(index)
    return "j" if after[0] in "nsjgep" or state.left(index) == "B" else "p"


def choose_month(state: State, index: int, kind: str) -> str:
    """May, March and the like: a month next to a number or after a preposition."""
    return "T" if state.next_kind(index) == "#" or state.left(index) in "i#" else "p"


CHOICES: dict[str, Choice] = {
    "h": choose_that, "do": choose_determiner, "r$": choose_her, "t": choose_to, "iu": choose_subordinator,
    "ui": choose_subordinator, "ia": choose_particle, "ab": choose_particle, "'": choose_possessive,
    "g": choose_gerund, '"': choose_quote, "x": choose_there, "pT": choose_month, "jp": choose_demonym,
}  # fmt: skip
