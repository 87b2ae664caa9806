"""circular-set: a set includes itself, perhaps through others."""

from __future__ import annotations

from collections.abc import Iterator

from ...schema.errors import Issue
from ..blocks import WordSet
from .check import error
from .checked import Checked

CIRCULAR = error("circular-set", "no set includes itself, not even through others")
CHECKS = (CIRCULAR,)


def find(checked: Checked) -> Iterator[Issue]:
    """Yield sets that can be reached from themselves."""
    sets = {word_set.id: word_set for word_set in checked.sources.sets}
    for name, word_set in sets.items():
        reached: set[str] = set()
        waiting = list(list_included(word_set))
        while waiting:
            inner = waiting.pop()
            if inner in sets and inner not in reached:
                reached.add(inner)
                waiting.extend(list_included(sets[inner]))
        if name in reached:
            yield CIRCULAR.issue(checked, word_set, name, "the set includes itself", "take one of the inclusions out")


def list_included(word_set: WordSet) -> Iterator[str]:
    """The names of the sets that a set includes."""
    return (word.strip("{}") for word in word_set.words if word.startswith("{"))
