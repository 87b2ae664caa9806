"""The noun index: which patterns of a head noun a group can meet at all.

In come the nominal patterns of one head, most specific first; out go those whose modifiers and prepositions a group has,
in the same order. The same for verbs is in `pattern_index`.
"""

from __future__ import annotations

from collections.abc import Sequence

from .groups import Group
from .patterns import NounPattern
from .vocabulary import mark_preps

_MOST_SELECTIONS = 2000


class NounIndex:
    """The patterns of one head noun, most specific first, selected by what a group has.

    What a selection gives depends on its key alone; the memo only saves doing it again, and is emptied when it grows.
    """

    __slots__ = ("_memo", "_preps", "all", "modifiers", "preps")

    def __init__(self, patterns: Sequence[NounPattern]) -> None:
        self.all = tuple(patterns)
        self._preps = [
            [mark_preps(term.preps) for term in pattern.terms if not term.act and term.preps] for pattern in patterns
        ]
        self.modifiers = 0
        self.preps = 0
        for pattern, wanted in zip(self.all, self._preps, strict=True):
            for mask in pattern.modifiers:
                self.modifiers |= mask
            for mask in wanted:
                self.preps |= mask
        self._memo: dict[tuple[int, int], tuple[NounPattern, ...]] = {}

    def __reduce__(self) -> tuple[object, ...]:
        """By its patterns: a compiled class is made by its constructor alone."""
        return NounIndex, (self.all,)

    def select(self, modifiers: int, preps: int) -> tuple[NounPattern, ...]:
        """The patterns that a group with these word sets before its head and these prepositions behind it can meet."""
        key = (modifiers & self.modifiers, preps & self.preps)
        found = self._memo.get(key)
        if found is None:
            if len(self._memo) > _MOST_SELECTIONS:
                self._memo.clear()
            found = self._memo[key] = tuple(
                [
                    pattern
                    for pattern, wanted in zip(self.all, self._preps, strict=True)
                    if all(mask & modifiers for mask in pattern.modifiers) and all(mask & preps for mask in wanted)
                ]
            )
        return found


def list_phrases(group: Group) -> list[tuple[str, Group]]:
    """The phrases of a noun, and those that hang further down its chain ("handover of the suspects to Rwanda by Belgium")."""
    if not group.preps:
        return []
    near = [(prep, inner) for _, other in group.preps for prep, inner in other.preps if prep != "of"]
    far = [(prep, inner) for _, other in near for prep, inner in other.preps if prep == "by"]
    return [*group.preps, *near, *far]
