"""common-word: a name of one word that is also a common word, which sentences and headlines write with a capital too."""

from __future__ import annotations

from collections.abc import Iterator

from ...schema.errors import Issue
from ..blocks import ActorEntry
from .check import warning
from .checked import Checked

COMMON = warning("common-word", "names that match everywhere are no common words")
CHECKS = (COMMON,)
_COMMON_TAGS = frozenset("vnjbdiauTymegkz")


def find(checked: Checked) -> Iterator[Issue]:
    """Yield names of one word under `names` and `alone` that the word table has as a verb, noun, adjective or the like."""
    for entry in checked.sources.actors:
        for name in (*entry.names, *entry.alone):
            if " " not in name and not name.isupper() and not _is_known_name(entry, name, checked):
                message = f"{name!r} is a common word too, and matches wherever it has a capital"
                fix = "put it under short, or write a longer name"
                yield COMMON.issue(checked, entry, name, message, fix)


def _is_known_name(entry: ActorEntry, name: str, checked: Checked) -> bool:
    kinds = checked.words.kinds.get(name.lower(), "")
    return name.lower() == name or not _COMMON_TAGS.intersection(kinds)
