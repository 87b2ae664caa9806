"""unused-set: no rule in force uses a set, not even through another set."""

from __future__ import annotations

from collections.abc import Iterator

from ...schema.errors import Issue
from .check import warning
from .checked import Checked, list_set_names
from .circular_sets import list_included

UNUSED = warning("unused-set", "every set is used by a rule in force, perhaps through another set")
CHECKS = (UNUSED,)


def find(checked: Checked) -> Iterator[Issue]:
    """Yield sets that nothing leads to."""
    sets = {word_set.id: word_set for word_set in checked.sources.sets}
    used: set[str] = set()
    waiting = [name for template in checked.templates for name in list_set_names(template.text)]
    while waiting:
        name = waiting.pop()
        if name not in used and name in sets:
            used.add(name)
            waiting.extend(list_included(sets[name]))
    for name, word_set in sets.items():
        if name not in used:
            fix = f"use it as {{{name}}} in a pattern, or remove it"
            yield UNUSED.issue(checked, word_set, name, "no rule uses this set", fix)
