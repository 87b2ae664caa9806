"""Touched rules: what an edit of a lexicon reaches.

In come the blocks of two states of a lexicon; out go the ids of rules and composition cells that differ, or that use a word
set, or an operator row, that differs. It deliberately leaves out actors, agents, light verbs and the engine, which reach everything.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from ..blocks import Block, OperatorEntry, RuleBlock, WordSet
from ..sources import Sources

_NAME = re.compile(r"[a-z][\w-]*")


def find_touched(old: Sources, new: Sources) -> frozenset[str]:
    """The ids of the rules of `new` that differ from `old`, or rest on what differs; cells are OPERATOR-ACT."""
    sets = _with_users(_changed(old.sets, new.sets), new.sets)
    operators = _changed(_bare(old.composition.operators), _bare(new.composition.operators))
    rules = _changed(old.rules, new.rules)
    rules |= {rule.id for rule in new.rules if rule.operator in operators or _names(rule) & sets}
    return frozenset(rules | set(_touched_cells(old.composition.operators, new.composition.operators, operators)))


def _changed(old: Iterable[Block], new: Iterable[Block]) -> set[str]:
    before = {block.id: _content(block) for block in old}
    return {block.id for block in new if before.get(block.id) != _content(block)}


def _content(block: Block) -> Mapping[str, object]:
    """A block without where it stands; line numbers are left out of every dump."""
    return block.model_dump(exclude={"path"})


def _bare(operators: Iterable[OperatorEntry]) -> Iterator[OperatorEntry]:
    """Operator rows without their cells."""
    return (operator.model_copy(update={"cells": ()}) for operator in operators)


def _with_users(changed: set[str], sets: Iterable[WordSet]) -> set[str]:
    """Sets, and the sets that include them, all the way up."""
    sets = tuple(sets)
    found = set(changed)
    while True:
        more = {
            s.id
            for s in sets
            if s.id not in found and any(word.strip("{}") in found for word in s.words if word[:1] == "{")
        }
        if not more:
            return found
        found |= more


def _names(rule: RuleBlock) -> set[str]:
    """The words of a rule's templates, among them the names of its sets."""
    return {name for text in (*rule.patterns, *rule.nouns) for name in _NAME.findall(text)}


def _touched_cells(old: Iterable[OperatorEntry], new: Iterable[OperatorEntry], operators: set[str]) -> Iterator[str]:
    before = {(row.id, cell.act): cell.model_dump() for row in old for cell in row.cells}
    for row in new:
        for cell in row.cells:
            if row.id in operators or before.get((row.id, cell.act)) != cell.model_dump():
                yield f"{row.id}-{cell.act}"
