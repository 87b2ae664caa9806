"""ambiguous-alias: a name that matches alone is the end of another's full name, and nothing tells the two apart.

Where "Miller" alone stands for one person and the article is about another, Anna Miller, the first is taken for the second. The
rule that tells them apart is a `short` (or `alone`) name of the other: then the article decides.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from ...schema.enums import ActorKind
from ...schema.errors import Issue
from ..blocks import ActorEntry
from .check import warning
from .checked import Checked
from .terms import differ

AMBIGUOUS = warning("ambiguous-alias", "whoever's name ends in another's alias has it under short")
CHECKS = (AMBIGUOUS,)


def find(checked: Checked) -> Iterator[Issue]:
    """Yield aliases of persons and groups that end the full name of another of their kind with other codes."""
    aliases: dict[tuple[ActorKind, tuple[str, ...]], list[tuple[ActorEntry, str]]] = defaultdict(list)
    for entry in checked.sources.actors:
        for name in (*entry.alone, *entry.names):
            aliases[entry.kind, checked.normalise(name)].append((entry, name))
    for entry in checked.sources.actors:
        if entry.kind not in (ActorKind.PERSON, ActorKind.GROUP):
            continue
        own = {checked.normalise(name) for name in (*entry.short, *entry.alone, *entry.names)}
        if entry.kind is ActorKind.PERSON and not entry.short and not entry.alone:
            own.add(checked.normalise(entry.names[0].split()[-1]))
        yield from _find_of(checked, entry, own, aliases)


def _find_of(
    checked: Checked,
    entry: ActorEntry,
    own: set[tuple[str, ...]],
    aliases: dict[tuple[ActorKind, tuple[str, ...]], list[tuple[ActorEntry, str]]],
) -> Iterator[Issue]:
    seen: set[tuple[str, ...]] = set()
    for name in entry.names:
        words = checked.normalise(name)
        for cut in range(1, len(words)):
            end = words[cut:]
            if end in own or end in seen:
                continue
            seen.add(end)
            for other, alias in aliases.get((entry.kind, end), ()):
                if differ(entry, other):
                    message = f"{name!r} ends in {alias!r}, which alone is {other.id} ({other.path}:{other.line})"
                    fix = f"put {alias!r} under short here, so that an article decides"
                    yield AMBIGUOUS.issue(checked, entry, alias, message, fix, name)
