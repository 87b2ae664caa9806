"""Overrides: what a lexicon does to the entries of the one that it extends.

Plain records that the compiled lexicon keeps, so that they can be shown without reading the files again.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Override:
    """An entry of the lexicon below that is replaced, or retired with a reason.

    `path` and `line` are where the own lexicon says so, `below` is the place of the entry that no longer holds.
    """

    kind: str
    id: str
    action: str
    path: str
    line: int
    below: str
    reason: str | None = None

    def __str__(self) -> str:
        tail = "" if self.reason is None else f": {self.reason}"
        return f"{self.kind} {self.id} {self.action} {self.below}{tail}"


REPLACES, RETIRES = "replaces", "retires"
