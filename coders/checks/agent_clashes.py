"""agent-clash: two agent entries with different codes claim one noun, and the first in the files always wins."""

from __future__ import annotations

from collections.abc import Iterator

from ...schema.errors import Issue
from ..blocks import AgentEntry
from .check import error
from .checked import Checked

CLASH = error("agent-clash", "one noun, one role")
CHECKS = (CLASH,)


def find(checked: Checked) -> Iterator[Issue]:
    """Yield nouns that stand in two entries; plurals are compared as they are written."""
    first: dict[tuple[str, ...], AgentEntry] = {}
    for entry in checked.sources.agents:
        for word in (*entry.words, *entry.plurals):
            known = first.setdefault(checked.normalise(word), entry)
            if known.code != entry.code:
                own, other = (entry, known) if checked.is_own(entry) else (known, entry)
                message = f"{word!r} is {other.code or 'no role'} of {other.id} too ({other.path}:{other.line})"
                yield CLASH.issue(checked, own, word, message, "take it out of one of the two")
