"""The choice between verb forms and their look-alikes: base or noun, present or plural, past or participle, gerund.

In come the state of a sentence and a token with its candidates; out goes a tag, or None where the token is no verb
here. The rules speak of classes; words that are named are listed in the state module or here, by class.
"""

from __future__ import annotations

from .choice_state import NOMINAL, NOMINATIVES, NOUN_START, SUBJECTS, SURE_START, State

HELPERS = frozenset("help helps helped helping let lets make makes made making".split())
HORTATIVES = frozenset({"let", "lets"})
BIDDEN = frozenset("d$r")
BEFORE_BIDDEN = SURE_START | {"'"}
ALWAYS_PAST = frozenset("said stated argued insisted admitted warned knew thought acknowledged hoped replied".split())
NAMING = frozenset("called named dubbed titled entitled nicknamed".split())
# "Data sharing agreement": the first noun is the object of the form in -ing, and both modify the next noun.
SHARED_THINGS = frozenset(
    "data power intelligence information peace money drug drugs arms people human weapons nuclear oil decision policy "
    "law confidence trust nation state trade border election vote fact revenue burden water gas wealth knowledge".split()
)
SHARING = frozenset(
    "sharing keeping making building trafficking smuggling laundering trading processing monitoring finding dealing "
    "running enriching testing proliferating".split()
)
REPORTING = frozenset("say claim report warn fear believe state suggest".split())
# A past tense after "border guards" or "army shelling" wants a noun before it.
_PASTS = frozenset({"ey", "ye", "y"})
PARTICLES = frozenset("down up out off back away".split())
PLURAL_MODIFIERS = frozenset(
    "arms weapons sanctions rights sports drugs women goods elections communications services sales operations affairs "
    "narcotics humanities savings customs systems securities".split()
)


def choose_base(state: State, index: int, kind: str) -> str | None:
    """v, or None where the form is no base form or plain present here."""
    left = state.left(index)
    if len(kind) == 1 or left in "tmO":
        return "v"
    if left == "r":
        return _after_pronoun(state, index, kind)
    if left == '"' and state.next_kind(index)[0] in BIDDEN and state.tags[index - 1] == '"':
        return "v"
    if left in "np" and index < 8 and state.chain_border(index) in "Om" and "m" not in kind:
        return "v"
    if left in "d$'#i" or (left == "j" and kind.strip("v")[0] in "ns"):
        return None
    after = state.next_kind(index)[0]
    if (
        kind[0] == "v"
        or (left in "syzvegp" and after in SURE_START)
        or (index < 5 and state.tags[0] == "v" and state.need)
    ) and _helped(state, index):
        return "v"
    if left == "c" or (left == "," and state.need == 0):
        return parallel_base(state, index, kind)
    if left == "w":
        return "v" if after != "B" else None
    if left in "nsp" and state.plural_subject(index):
        return _after_plural(state, index, kind, after)
    if left == "h":
        return "v" if after in SURE_START or after == "t" else None
    if left in "np" and kind[0] == "v" and after in NOUN_START and state.chain_border(index) == "h":
        return "v" if not state.finite_ahead(index, ".;uhwc,") else None
    if left in "nsp" and state.need > 0 and (after in "d$" or "n" not in kind):
        return "v" if not state.finite_ahead(index, ".;uhwc,") else None
    if left == '"' and index > 1 and state.tags[index - 2] == "t":
        return "v"
    if kind[0] == "v" and left in 'p,."' and (after in SURE_START or (left in '."' and after in "tiau")):
        return "v"
    return None


def _after_pronoun(state: State, index: int, kind: str) -> str | None:
    place = state.before(index)
    if (
        state.lowers[place] in NOMINATIVES
        or (place and state.lowers[place - 1] in HORTATIVES)
        or (place and state.tags[place - 1] == "O")
    ):
        return "v"
    return "v" if kind[0] == "v" and _helped(state, index) else None


def _helped(state: State, index: int) -> bool:
    """Whether "help", "let" or "make" stands before, perhaps with one word between."""
    return (
        any(lower in HELPERS for lower in state.lowers[max(index - 3, 0) : index])
        and state.tags[index - 1] in "rnspyzvge"
    )


def _after_plural(state: State, index: int, kind: str, after: str) -> str | None:
    """A plural before: the verb of its clause, unless the clause has one or finds one later."""
    following = state.next_kind(index)
    if "s" in following and after in "zs" and state.need and state.next_kind(index + 1)[0] in ".i" and kind != "nvm":
        return "v"
    if after == "." and (border := state.chain_border(index)) in ',"u':
        return "v" if border == "u" or state.lowers[index] in REPORTING else None
    if after in "eyzmBH":
        return None
    if after in SURE_START or after == "t" or kind[0] == "v":
        return "v" if state.need > 0 or state.chain_border(index) in ",c;" else None
    if state.need == 0 or state.lowers[index - 1] in PLURAL_MODIFIERS:
        return None
    if state.next_lower(index) in PARTICLES:
        return "v"
    return None if after in ".BmH" or state.finite_ahead(index, ".;uhwc,") else "v"


def parallel_base(state: State, index: int, kind: str) -> str | None:
    """In a series: v where the nearest verb to the left is a base form and nothing nominal joins on."""
    after = state.next_kind(index)[0]
    if state.next_lower(index) in NOMINATIVES or (kind[0] == "v" and after in SURE_START):
        return "v"
    if state.last_verb(index - 1) != "v":
        return None
    return "v" if (after in NOUN_START and after not in "sn") or after in "ai" or kind[0] == "v" else None


def choose_present(state: State, index: int, kind: str) -> str:
    """z or s."""
    left = state.left(index)
    if "s" not in kind and "n" not in kind:
        return "z"
    noun = "s" if "s" in kind else "n"
    after = state.next_kind(index)
    if left in "rwho":
        return noun if left == "w" and after[0] in "BHm" else "z"
    if (
        index
        and state.tags[index - 1] == "b"
        and state.lowers[index - 1].endswith("ly")
        and left in "np"
        and state.need
    ):
        return "z"
    if left in "d$'#jit" or left not in 'npTc)",' or (left == "n" and kind[0] == "s" and after in _PASTS):
        return noun
    starts = after[0] in SURE_START or after[0] in "th" or after in ("n", "j", "jb", "#")
    if left == "c":
        return "z" if state.last_verb(index - 1) == "z" and after[0] in NOUN_START else noun
    if kind[0] == "s" and "v" in after and state.next_kind(index + 1)[0] in NOUN_START:
        return noun
    if after[0] in "vzymBHO," or left in '",':
        return "z" if left in '",' and kind[0] == "z" else noun
    border = state.chain_border(index)
    if starts and state.need > 0 and (after[0] in SURE_START or after[0] in "th" or border not in "vgzyeki"):
        return "z"
    if border in "vgzyek":
        return noun
    if state.need == 0:
        return "z" if after[0] == "t" or (starts and border in ",c;.uwh") else noun
    return noun if after[0] == "c" or state.finite_ahead(index, '.;uhw"') else "z"


def choose_past(state: State, index: int, kind: str) -> str | None:
    """y, e or k; None where the form is an adjective or a noun here."""
    left = state.left(index)
    after = state.next_kind(index)
    if left in "BH":
        return "e" if "e" in kind else None
    if "v" in kind and (index == 0 or state.tags[index - 1] == '"') and after[0] in BEFORE_BIDDEN:
        return "v"
    if "v" in kind and (left in "tmO" or (left == "c" and state.last_verb(index - 1) == "v")):
        return "v"
    if "v" in kind and _helped(state, index):
        return "v"
    if "j" in kind and after[0] in "nsjp" and (left not in "rwnsp" or state.need == 0):
        return "j"
    if left in "d$'ij#":
        return "e" if "e" in kind and kind[0] not in "nj" else None
    if "e" not in kind:
        return "y" if "y" in kind and (left in SUBJECTS or kind[0] == "y") else None
    if "y" not in kind:
        return "e"
    return _past_or_participle(state, index, left, after)


def _past_or_participle(state: State, index: int, left: str, after: str) -> str:
    """y or e of a form that is both; k where nothing tells."""
    lower = state.lowers[index]
    if state.next_lower(index) in ("last", "earlier", "this", "next"):
        after = "T"
    if state.next_lower(index) == "at" and state.next_lower(index + 1) in ("least", "most"):
        after = "#"
    if lower in NAMING and left in "nsp" and state.finite_verb_ahead(index):
        return "e"
    if lower in ALWAYS_PAST or left in "rhx":
        return "y"
    if left == "c":
        return _parallel_past(state, index, after)
    if left in "uw":
        return "e" if left == "u" or state.lowers[state.before(index)] in ("when", "where") else "y"
    if left in "ge." or (state.next_lower(index) == "by" and state.next_kind(index + 1)[0] != "g"):
        return "e"
    if left not in SUBJECTS and left not in '",':
        return "k"
    if state.need > 0:
        return _first_past(state, index, left, after)
    if lower in NAMING and left in "nsp":
        return "e"
    if after[0] in SURE_START or (left == "," and after[0] in NOUN_START):
        return "y"
    clause_start = left in "nsp" and state.chain_border(index) in ',c;."'
    if clause_start:
        return "y" if after[0] in NOUN_START or state.kinds[index][0] == "y" else "k"
    return "e"


def _first_past(state: State, index: int, left: str, after: str) -> str:
    """Where the clause still waits for its verb: finite, unless a surer verb follows or a headline leaves "be" out."""
    if after[0] in "iT" and state.next_kind(index + 1) != "#" and left != "p" and state.finite_verb_ahead(index):
        return "e"
    if state.kinds[index][0] == "e" and after[0] in "iTu.,c" and state.is_headline():
        return "e"
    return "y"


def _parallel_past(state: State, index: int, after: str) -> str:
    """After "and": as the nearest verb to the left; but a passive participle takes no object."""
    place = state.last_verb_place(index - 1)
    last = state.tags[place] if place >= 0 else "."
    if last == "e":
        passive = state.left(place) in "Bnsp"
        return "y" if passive and after[0] in NOUN_START and after != "ey" else "e"
    if last == "y":
        return "y"
    return "e" if after[0] in "nsj" else "y"


def choose_gerund(state: State, index: int, kind: str) -> str:
    """g, or n where the form is used as a noun."""
    left = state.left(index)
    after = state.next_kind(index)
    following = state.next_lower(index)
    if (following == "of" and left != "B") or (
        following == "between" and index == 0 and state.finite_ahead(index, ".;uhw,")
    ):
        return "n"
    if left in "np" and state.need and after in _PASTS:
        return "n"
    if index and state.lowers[index] in SHARING and state.lowers[index - 1] in SHARED_THINGS:
        return "n" if after[0] in NOMINAL or after[0] in "i.,c;" else "g"
    if left in "d$'j#" and after[0] not in NOMINAL:
        return "n"
    if "n" in kind and kind[0] == "n" and left not in "BHs" and after[0] not in SURE_START:
        return "n"
    if "n" in kind and left in "in" and (after[0] in "i.,c;mBHOyz" or (after in ("ey", "ye") and state.need)):
        return "n"
    if "j" in kind and (left == "B" or after[0] in "ns") and kind[0] == "j":
        return "j"
    return "g"
