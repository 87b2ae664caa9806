"""The pattern index: which patterns of a trigger a clause can meet at all.

In come the patterns of one trigger, most specific first; out go those whose word sets, prepositions and objects a clause
has, in the same order.
"""

from __future__ import annotations

from collections.abc import Sequence

from .patterns import Pattern


class PatternIndex:
    """The patterns of one trigger, most specific first, selected by what a clause has.

    What a selection gives depends on its key alone; the memo only saves doing it again, and is emptied when it grows.
    """

    __slots__ = ("_memo", "all", "needs", "preps")

    def __init__(self, patterns: Sequence[Pattern]) -> None:
        self.all = tuple(patterns)
        self.needs = 0
        self.preps = 0
        for pattern in patterns:
            self.needs |= pattern.needs.mask
            self.preps |= pattern.needs.preps
        self._memo: dict[tuple[int, int, int], tuple[Pattern, ...]] = {}

    def __reduce__(self) -> tuple[object, ...]:
        """By its patterns: a compiled class is made by its constructor alone."""
        return PatternIndex, (self.all,)

    def select(self, mask: int, markers: int, count: int) -> tuple[Pattern, ...]:
        """The patterns whose word sets, prepositions and number of objects a clause with these can meet."""
        key = (mask & self.needs, markers & self.preps, count if count < 3 else 3)
        found = self._memo.get(key)
        if found is None:
            if len(self._memo) > 2000:
                self._memo.clear()
            found = self._memo[key] = tuple([pattern for pattern in self.all if pattern.can_meet(*key)])
        return found
