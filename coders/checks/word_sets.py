"""Checks of word sets: sets that are named and not there, there and not named, or that include themselves."""

from __future__ import annotations

import difflib
from collections.abc import Iterator

from ...schema.errors import Issue, Severity
from ..blocks import Block, WordSet
from ..vocabulary import KIND_SETS
from .checked import Checked, list_set_names, make_issue


def find_undefined_sets(checked: Checked) -> Iterator[Issue]:
    """Yield `undefined-set`: a template or a set names a set that no file defines."""
    known = {word_set.id for word_set in checked.sources.sets} | KIND_SETS
    for block, text in _list_uses(checked):
        for name in list_set_names(text):
            if name not in known:
                message = f"no set {name!r}, which {text!r} names"
                yield make_issue(checked, "undefined-set", Severity.ERROR, block, text, message, _guess(name, known))


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


def find_unused_sets(checked: Checked) -> Iterator[Issue]:
    """Yield `unused-set`: no rule in force uses the set, not even through another set."""
    sets = {word_set.id: word_set for word_set in checked.sources.sets}
    used: set[str] = set()
    waiting = [name for template in checked.templates for name in list_set_names(template.text)]
    while waiting:
        name = waiting.pop()
        if name not in used and name in sets:
            used.add(name)
            waiting.extend(_included(sets[name]))
    for name, word_set in sets.items():
        if name not in used:
            fix = f"use it as {{{name}}} in a pattern, or remove it"
            yield make_issue(checked, "unused-set", Severity.WARNING, word_set, name, "no rule uses this set", fix)


def find_circular_sets(checked: Checked) -> Iterator[Issue]:
    """Yield `circular-set`: a set includes itself, perhaps through others."""
    sets = {word_set.id: word_set for word_set in checked.sources.sets}
    for name, word_set in sets.items():
        reached: set[str] = set()
        waiting = list(_included(word_set))
        while waiting:
            inner = waiting.pop()
            if inner in sets and inner not in reached:
                reached.add(inner)
                waiting.extend(_included(sets[inner]))
        if name in reached:
            fix = "take one of the inclusions out"
            yield make_issue(checked, "circular-set", Severity.ERROR, word_set, name, "the set includes itself", fix)


def _included(word_set: WordSet) -> Iterator[str]:
    return (word.strip("{}") for word in word_set.words if word.startswith("{"))
