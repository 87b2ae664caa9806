"""override, idle-retirement: what the lexicon does to the one that it extends, and what it only seems to do."""

from __future__ import annotations

import difflib
from collections.abc import Iterator

from ...schema.enums import BlockKind
from ...schema.errors import Issue
from ..blocks import Block
from ..digests import MANIFEST
from ..overrides import RETIRES
from .check import note, warning
from .checked import Checked

OVERRIDE = note("override", "nothing: this only tells what holds")
IDLE = warning("idle-retirement", "ids that what the lexicon extends has")
CHECKS = (OVERRIDE, IDLE)


def find(checked: Checked) -> Iterator[Issue]:
    """Yield each entry that the lexicon itself replaces or retires, and each retirement that meets nothing."""
    retired = set()
    for override in checked.sources.overrides:
        if override.action == RETIRES:
            retired.add((override.kind, override.id))
        if ":" not in override.path:
            yield OVERRIDE.at(override.path, override.line, 1, str(override), "", override.id)
    layer = checked.layers[0]
    for entry in layer.retired if len(checked.layers) > 1 else ():
        if (entry.kind, entry.id) not in retired:
            known = [block.id for block in _list_blocks(checked, entry.kind)]
            close = difflib.get_close_matches(entry.id, known, n=1)
            fix = f"did you mean {close[0]!r}?" if close else "take it out"
            message = f"retires {entry.kind} {entry.id!r}, which what it extends does not have"
            yield IDLE.at(MANIFEST, entry.line, 1, message, fix, entry.id)


def _list_blocks(checked: Checked, kind: BlockKind) -> tuple[Block, ...]:
    sources = checked.sources
    lists: dict[BlockKind, tuple[Block, ...]] = {
        BlockKind.RULE: sources.rules,
        BlockKind.SET: sources.sets,
        BlockKind.ACTOR: sources.actors,
        BlockKind.AGENT: sources.agents,
        BlockKind.OPERATOR: sources.composition.operators,
        BlockKind.LIGHT_VERB: sources.light_verbs,
    }
    return lists[kind]
