"""The choice among a word's candidate tags, by its neighbours.

In come surfaces, lower-cased forms and candidates of one sentence; out goes one tag per token. One pass from left to
right: what stands before a token is decided, what follows is only known by its candidates. The rules speak of word
classes; the few words that they name are those of closed classes. No lexicon is consulted here.
"""

from __future__ import annotations

from collections.abc import Callable

from .choice_state import FINITE_SURE, NOMINAL, NOMINATIVES, NOUN_START, SPEECH, SURE_START, VERBAL, State, note_clause
from .verb_choices import choose_base, choose_gerund, choose_past, choose_present

TO_GOVERNORS = frozenset(
    "due according prior thanks access response subject close next lead leads led contribute contributed "
    "contributing addition opposed opposition return returned returning returns came went go goes going back sent "
    "taken brought".split()
)

CLAUSE_TAGS = frozenset('uwh;.cmBHOyzv"')

DEGREE = frozenset("more most less least well very".split())
NOUN_FIRST = frozenset({"nv", "sz", "nj", "njv"})
BEFORE_NOUN = frozenset("d$'#ij")

# "Hand over three men": a particle, not "more than three".
HANDING = frozenset("hand hands handed handing turn turned turning take took taken taking".split())
PRO_VERBS = frozenset("do did does done doing".split())

Choice = Callable[[State, int, str], str]


def choose_tags(surfaces: list[str], lowers: list[str], kinds: list[str]) -> list[str]:
    """One tag per token."""
    tags = [kind[0] for kind in kinds]
    state = State(surfaces, lowers, kinds, tags)
    settled, choices = SETTLED, CHOICES
    for index in [place for place, kind in enumerate(kinds) if kind not in settled]:
        kind = kinds[index]
        if kind in NOUN_FIRST and index and tags[index - 1] in BEFORE_NOUN:
            continue
        if len(kind) > 1 or kind in choices:
            tags[index] = choices.get(kind, choose_open)(state, index, kind)
        tag = tags[index]
        if tag in CLAUSE_TAGS:
            note_clause(state, index, tag)
    return tags


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


def choose_nominal(state: State, index: int, kind: str) -> str:
    """Among noun, plural, adjective, adverb, name and the rest: what the neighbours allow."""
    if kind[0] in "ni":
        return kind[0]
    if "j" in kind and "n" in kind:
        return _noun_or_adjective(state, index, kind)
    if "j" in kind and "b" in kind:
        return _adjective_or_adverb(state, index, kind)
    for tag in kind:
        if tag not in "vzyek":
            return tag
    return kind[0]


def _noun_or_adjective(state: State, index: int, kind: str) -> str:
    """A word that is likelier an adjective ends a noun group as a noun."""
    after = state.next_kind(index)
    left = state.left(index)
    if after == "b" and "y" in state.next_kind(index + 1) and left == "d":
        return "n"
    if "z" in after and left in "d$" and state.need and state.next_kind(index + 1)[0] in SURE_START:
        return "n"
    if "n" in after or after[0] in "spjg" or after == "e":
        return "j"
    if (after[0] in "yzmBHO" or "y" in after) and left != "B":
        return "n"
    if left in "d$'np":
        return "j" if after[0] == "c" and left not in "np" else "n"
    if left == "j" or (left == "i" and "v" in kind) or (left in "vzy" and after[0] in "i.,;"):
        return "n"
    return "j" if kind[0] == "j" or left == "B" else "n"


def _adjective_or_adverb(state: State, index: int, kind: str) -> str:
    after = state.next_kind(index)
    if state.next_lower(index) == "of":
        return "o" if kind == "jb" else kind[0]
    if after[0] in "ns" or after in ("vn", "vns"):
        return "j"
    if after[0] in "jb":
        return "j" if state.left(index) in "d$'i" and state.lowers[index] not in DEGREE else "b"
    if after[0] in "yzv" or (after[0] == "e" and state.left(index) != "d"):
        return "b"
    return kind[0] if kind[0] in "jb" else "b"


def choose_that(state: State, index: int, kind: str) -> str:
    """Complementiser or relative, determiner, or pronoun."""
    after = state.next_kind(index)
    left = state.left(index)
    if left in "vzyekgO" and (after[0] in '.;")' or (after[0] == "i" and state.lowers[index - 1] in PRO_VERBS)):
        return "o"
    if left in "i.":
        return "d" if "n" in after or after[0] == "j" else "o"
    if left in "vzyekg" and ("n" in after or after[0] == "j") and state.lowers[index - 1] not in SPEECH:
        ahead = index + 1 if after[0] != "j" or "n" in after else index + 2
        return "d" if state.next_kind(ahead)[0] in '.,;iT)"' else "h"
    if left in "nspjvzyekgB,":
        return "h"
    return "d" if after[0] in "nj" else "h"


def choose_determiner(state: State, index: int, kind: str) -> str:
    """A determiner before a noun group, else a pronoun; "this" takes no plural."""
    after = state.next_kind(index)
    lower = state.lowers[index]
    if lower == "neither" and state.left(index) in "mBHO":
        return "!"
    if after[0] in "sz" and "z" in after and lower in ("this", "another", "each"):
        return "o"
    if lower == "much":
        return "b" if after[0] in "jb" else "j" if after[0] == "n" else "o"
    if after[0] in NOMINAL or after[0] in "ed$T" or after == "ia":
        return "d" if after != "ia" or lower == "this" else "o"
    return "d" if after[0] == "b" and lower not in ("this", "these", "those") else "o"


def choose_rare_verb(state: State, index: int, kind: str) -> str:
    """Nouns that are verbs only after "to", a modal or "do"."""
    return "v" if state.left(index) in "tmO" else "n"


def choose_back(state: State, index: int, kind: str) -> str:
    """Back: a verb after "to", a modal or a plural with an object after it, else a particle or adverb."""
    left = state.left(index)
    if left in "tm" or (
        (left in "sr" or state.plural_subject(index)) and state.need > 0 and state.next_kind(index)[0] in NOUN_START
    ):
        return "v"
    return choose_particle(state, index, "ab")


def choose_following(state: State, index: int, kind: str) -> str:
    """Following, including: a gerund after "be", else a preposition."""
    return "g" if state.left(index) == "B" else "i"


def choose_her(state: State, index: int, kind: str) -> str:
    after = state.next_kind(index)
    return "$" if after[0] in NOMINAL or after[0] in "eT" else "r"


def choose_to(state: State, index: int, kind: str) -> str:
    """Infinitive marker before a base form, else preposition."""
    ahead = index + 1
    while ahead < len(state.kinds) and state.kinds[ahead][0] in 'b"':
        ahead += 1
    if ahead >= len(state.kinds):
        return "i"
    kind = state.kinds[ahead]
    if kind[0] in "vBHO" and (kind[0] != "v" or len(kind) == 1 or not _governs_noun(state, index)):
        return "t"
    if "v" not in kind or state.surfaces[ahead][0].isupper():
        return "i"
    if "m" in kind:
        return "t" if state.next_kind(ahead)[0] in "d$prs#oj" else "i"
    return "i" if _governs_noun(state, index) and state.next_kind(ahead)[0] not in SURE_START else "t"


def _governs_noun(state: State, index: int) -> bool:
    """Whether the word before "to" takes it as a preposition; "is going to" does not before a likely verb."""
    if index > 1 and state.lowers[index - 1] == "going" and state.tags[index - 2] == "B":
        return False
    return index > 0 and state.lowers[index - 1] in TO_GOVERNORS


def choose_subordinator(state: State, index: int, kind: str) -> str:
    """Preposition or subordinator: a clause needs a finite verb ahead."""
    after = state.next_kind(index)
    lower = state.lowers[index]
    if lower == "like" and state.left(index) == "m":
        return "v"
    if lower == "as" and after[0] in "jb" and "as" in state.lowers[index + 2 : index + 4]:
        return "b"
    if lower == "as" and index > 1 and state.lowers[index - 2 : index] == ["as", "well"]:
        return "c" if after[0] in NOUN_START and state.next_lower(index) not in NOMINATIVES else "u"
    if lower == "like" and index and state.tags[index - 1] == "m":
        return "v"
    if lower in ("like", "than") or (lower == "as" and index and state.lowers[index - 1] == "such"):
        return "i"
    if after[0] in ".,;e" and lower in ("before", "since", "after"):
        return "b"
    if lower == "because":
        return "i" if state.next_lower(index) == "of" else "u"
    if after[0] in "gT#e" or after == "pT":
        return "i"
    if index + 1 < len(state.lowers) and state.lowers[index + 1] in NOMINATIVES:
        return "u"
    starts = after[0] in NOUN_START or state.next_lower(index) == "at"
    return "u" if kind[0] == "u" or (starts and clause_ahead(state, index)) else "i"


def clause_ahead(state: State, index: int) -> bool:
    """Whether a finite verb follows before the next boundary."""
    for place in range(index + 1, min(index + 12, len(state.kinds))):
        kind = state.kinds[place]
        if kind in ".,;uhwt" or (kind == "r" and place > index + 1):
            return False
        if "v" in kind and kind[0] in "nv" and state.kinds[place - 1][0] == "s" and place > index + 1:
            return state.next_kind(place)[0] in ".,i" and state.lowers[index] == "as"
        if kind[0] in FINITE_SURE or kind[0] in "yz" or kind == "ey":
            return place > index + 1 and state.kinds[place - 1] != "c"
    return False


def choose_particle(state: State, index: int, kind: str) -> str:
    """Particle right after a verb, else preposition (or adverb)."""
    left = state.tags[index - 1] if index else "."
    lower = state.lowers[index]
    after = state.next_kind(index)
    if lower == "past" and left in "d$":
        return "j"
    handing = lower == "over" and index > 0 and state.lowers[index - 1] in HANDING
    if after[0] == "#" and lower in ("over", "around", "about", "nearly") and kind != "ab" and not handing:
        return "b"
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
    if index and state.lowers[index - 1] == "let":
        return "r"
    if left in "rowx":
        return "H" if state.next_lower(index) in ("been", "had", "become", "got") else "B"
    if after[0] == "b":
        return "'" if state.next_kind(index + 1)[0] in NOMINAL else "B"
    return "B" if after[0] in "d!" else "'"


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


def choose_so(state: State, index: int, kind: str) -> str:
    """So: a subordinator before a pronoun subject, else an adverb."""
    return "u" if state.next_lower(index) in NOMINATIVES and state.left(index) not in ".," else "b"


def choose_no(state: State, index: int, kind: str) -> str:
    """No: an adverb in "no longer", else a determiner."""
    return "b" if state.next_lower(index) in ("longer", "more", "doubt") else "d"


def choose_would(state: State, index: int, kind: str) -> str:
    return "H" if state.next_kind(index)[0] in "e" else "m"


def choose_there(state: State, index: int, kind: str) -> str:
    after = state.next_kind(index)[0]
    return "x" if after in "BmH" or state.next_kind(index) == "'" else "b"


def choose_demonym(state: State, index: int, kind: str) -> str:
    """Russian, Chinese: an adjective before a noun or after "be", else a name."""
    after = state.next_kind(index)
    return "j" if after[0] in "nsjgep" or state.left(index) == "B" else "p"


def choose_quantity(state: State, index: int, kind: str) -> str:
    """Many, few, several: a pronoun before a verb or "of", else an adjective."""
    return "o" if state.next_kind(index)[0] in "BHOmzy" or state.next_lower(index) == "of" else "j"


def choose_being(state: State, index: int, kind: str) -> str:
    """Being, having: an auxiliary after "be", else the gerund of a group of their own."""
    return kind[0] if state.left(index) in "BH" else "g"


def choose_month(state: State, index: int, kind: str) -> str:
    """May, March and the like: a month next to a number or after a preposition."""
    dated = state.next_kind(index) == "#" or state.left(index) in "i#"
    return "T" if dated or (index and state.lowers[index - 1] in ("last", "next", "this")) else "p"


CHOICES: dict[str, Choice] = {
    "h": choose_that, "do": choose_determiner, "r$": choose_her, "t": choose_to, "iu": choose_subordinator,
    "ui": choose_subordinator, "ia": choose_particle, "ab": choose_particle, "'": choose_possessive,
    "g": choose_gerund, '"': choose_quote, "x": choose_there, "pT": choose_month, "jp": choose_demonym,
    "bu": choose_so, "db": choose_no, "md": choose_would, "nvm": choose_rare_verb, "abv": choose_back,
    "ig": choose_following, "Bg": choose_being, "jo": choose_quantity, "Hg": choose_being,
}  # fmt: skip
SETTLED = frozenset("nspro$d#jbicqTk,.()!mae") - frozenset(CHOICES) - CLAUSE_TAGS
