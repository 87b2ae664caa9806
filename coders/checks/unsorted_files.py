"""unsorted-file: blocks of a dictionary file are not in the order of their ids, so that two people add one actor twice."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from ...schema.errors import Issue
from .check import warning
from .checked import Checked

UNSORTED = warning("unsorted-file", "actors of one kind, and agents, in the order of their ids")
CHECKS = (UNSORTED,)


def find(checked: Checked) -> Iterator[Issue]:
    """Yield, once per file, the first block that stands after one with a later id."""
    actors = [((entry.path, str(entry.kind)), entry) for entry in checked.sources.actors]
    agents = [((entry.path, ""), entry) for entry in checked.sources.agents]
    reported: set[str] = set()
    for (here, first), (there, second) in (*pairwise(actors), *pairwise(agents)):
        if here == there and second.id < first.id and second.path not in reported:
            reported.add(second.path)
            message, fix = f"stands after {first.id}", "run `polybius format`, which sorts the file"
            yield UNSORTED.issue(checked, second, second.id, message, fix)
