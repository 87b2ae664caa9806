"""repeated-word: a set, an actor or an agent has a name or word twice."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ...schema.errors import Issue
from ..blocks import Block
from .check import warning
from .checked import Checked

REPEATED = warning("repeated-word", "each name or word once")
CHECKS = (REPEATED,)


def find(checked: Checked) -> Iterator[Issue]:
    """Yield words that stand twice in one list."""
    for word_set in checked.sources.sets:
        yield from _find_in(checked, word_set, word_set.words)
    for agent in checked.sources.agents:
        yield from _find_in(checked, agent, (*agent.words, *agent.plurals))
    for entry in checked.sources.actors:
        yield from _find_in(checked, entry, (*entry.names, *entry.alone, *entry.short))


def _find_in(checked: Checked, block: Block, words: Sequence[str]) -> Iterator[Issue]:
    if len(set(words)) == len(words):
        return
    for word in sorted({word for word in words if words.count(word) > 1}):
        fix = "keep one of them, or run `polybius format`"
        yield REPEATED.issue(checked, block, word, f"{word!r} stands twice", fix)
