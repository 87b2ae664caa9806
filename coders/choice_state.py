"""What the choices among candidate tags look at: the words of a sentence, its candidates, and the tags so far.

In come the lists of one sentence; out go the answers to a choice's questions about its neighbours. What stands to the
left is decided, what stands to the right is only known by its candidates. Nothing is chosen here.
"""

from __future__ import annotations

NOMINAL = frozenset("nspj#g")
NOUN_START = frozenset("d$prnsj#oT")
SURE_START = frozenset("d$pr#o")
VERBAL = frozenset("vzyekgBHOm")
FINITE_SURE = frozenset("mBHOz")
AUXILIARY = frozenset("mBHO")
SUBJECTS = frozenset("nspro)T")
CHAIN = frozenset("nspj#gd$'")
SPEECH = frozenset(
    "said says say told tells tell announced announces believe believes believed think thinks thought hope hopes hoped "
    "reported reports claimed claims warned warns confirmed stated added insisted argued fear feared know knew "
    "note notes noted find finds found show shows showed suggest suggests suggested indicate indicates indicated deny "
    "denies denied allege alleges alleged estimate estimates estimated predict predicts predicted acknowledged "
    "admitted declared".split()
)
CLAUSE_STARTS = frozenset({"ui", "iu", "c"})
NOMINATIVES = frozenset("he she they we i it you".split())


class State:
    """What the choices look at. `need` counts the clauses opened so far that still wait for a finite verb.

    `promised`: one of them is the content of a speech verb, which "that" does not open a second time.
    """

    __slots__ = ("kinds", "lowers", "need", "promised", "surfaces", "tags")

    def __init__(self, surfaces: list[str], lowers: list[str], kinds: list[str], tags: list[str]) -> None:
        self.surfaces = surfaces
        self.lowers = lowers
        self.kinds = kinds
        self.tags = tags
        self.need = 1
        self.promised = False

    def next_kind(self, index: int) -> str:
        """Candidates of the token after `index`; a full stop at the end."""
        return self.kinds[index + 1] if index + 1 < len(self.kinds) else "."

    def next_lower(self, index: int) -> str:
        """The form after `index`; empty at the end."""
        return self.lowers[index + 1] if index + 1 < len(self.lowers) else ""

    def before(self, index: int) -> int:
        """The place before `index`, adverbs, negations and bare time words skipped; -1 at the start."""
        index -= 1
        tags = self.tags
        while index >= 0 and (
            tags[index] in "b!" or (tags[index] == "T" and index and tags[index - 1] not in "id#T$.,")
        ):
            index -= 1
        return index

    def left(self, index: int) -> str:
        """The tag at `before`; a full stop at the start."""
        index = self.before(index)
        return self.tags[index] if index >= 0 else "."

    def chain_border(self, index: int) -> str:
        """The tag before the chain of nouns, modifiers and "of" that ends before `index`."""
        index -= 1
        first = max(index - 16, -1)
        while index > first and (self.tags[index] in CHAIN or self.lowers[index] == "of"):
            index -= 1
        return self.tags[index] if index >= 0 else "."

    def last_verb_place(self, index: int) -> int:
        """The place of the nearest verb before `index` within twenty tokens, gerunds apart; -1 where there is none."""
        for place in range(index - 1, max(index - 21, -1), -1):
            if self.tags[place] in VERBAL and self.tags[place] != "g":
                return place
        return -1

    def last_verb(self, index: int) -> str:
        """The tag at `last_verb_place`; a full stop where there is none."""
        place = self.last_verb_place(index)
        return self.tags[place] if place >= 0 else "."

    def is_headline(self) -> bool:
        """Whether the sentence is written like a title: no final stop, and no article at its start."""
        return "." not in self.kinds[-2:] and "d" not in self.kinds[:40]

    def finite_verb_ahead(self, index: int) -> bool:
        """Whether a form that can only be finite follows before the clause ends; narrower than `finite_ahead`."""
        stops = ".;uhw," if self.kinds[index][0] == "y" else ".;uhw"
        for kind in self.kinds[index + 1 : index + 16]:
            if kind in CLAUSE_STARTS or kind[0] in stops:
                return False
            if kind[0] in "mBH" or kind in ("z", "zs", "y", "ye"):
                return True
        return False

    def plural_subject(self, index: int) -> bool:
        """Whether a plural, or names joined by "and", or by a comma in a headline, stand before."""
        left = self.left(index)
        if left != "p":
            return left == "s"
        border = self.chain_border(index)
        return border == "c" or (
            border == "," and index < 12 and self.tags[:index].count(",") == 1 and self.is_headline()
        )

    def finite_ahead(self, index: int, stops: str) -> bool:
        """Whether a form that is likely finite follows within fifteen tokens, before one of the classes in `stops`."""
        kinds = self.kinds
        for place in range(index + 1, min(index + 16, len(kinds))):
            kind = kinds[place]
            first = kind[0]
            if first in stops:
                return False
            if first in FINITE_SURE or first == "y" or (kind == "ey" and self.next_kind(place)[0] not in "nsj"):
                return True
        return False


def note_clause(state: State, index: int, tag: str) -> None:
    """Keep the count of clauses that wait for their finite verb."""
    if tag == "h" and state.promised:
        state.promised = False
    elif tag in "uwh":
        state.need += 1
    elif tag in ";.":
        state.need = max(state.need, 1)
    elif tag == "c":
        if state.lowers[index] == "but" and state.next_kind(index)[0] in NOUN_START:
            state.need = max(state.need, 1)
    elif tag == '"':
        if index and state.tags[index - 1] in ",;.":
            state.need = max(state.need, 1)
    elif tag in "yz" or state.left(index) not in ("tmBHO" if tag == "v" else AUXILIARY):
        state.need = max(state.need - 1, 0)
        state.promised = state.lowers[index] in SPEECH and state.next_kind(index)[0] in NOUN_START
        state.need += state.promised
