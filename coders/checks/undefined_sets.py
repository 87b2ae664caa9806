"""undefined-set: a template or a set names a set that no file defines."""

from __future__ import annotations

import difflib
from collections.abc import Iterator

from ...schema.errors import Issue
from ..blocks import Block
from ..vocabulary import KIND_SETS
from .check import error
from .checked import Checked, list_set_names

UNDEFINED = error("undefined-set", "the name of a set under sets, or a built-in set like {@person}")
CHECKS = (UNDEFINED,)


def find(checked: Checked) -> Iterator[Issue]:
    """Yield uses of sets that are not there."""
    known = {word_set.id for word_set in checked.sources.sets} | KIND_SETS
    for block, text in _list_uses(checked):
        for name in list_set_names(text):
            if name not in known:
                message = f"no set {name!r}, which {text!r} names"
                yield UNDEFINED.issue(checked, block, text, message, _guess(name, known))


def _guess(name: str, known: set[str]) -> str:
    close = difflib.get_close_matches(name, sorted(known), n=1)
    return f"did you mean {{{close[0]}}}?" if close else f"add a set {name!r} to a file under sets"


def _list_uses(checked: Checked) -> Iterator[tuple[Block, str]]:
    for template in checked.templates:
        yield template.block, template.text
    for word_set in checked.sources.sets:
        for word in word_set.words:
            if word.startswith("{"):
                yield word_set, word
