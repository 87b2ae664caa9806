"""One check: its id, how much its findings matter, and what it expects.

In come a place and words; out goes an issue. What is found is said by the modules that look for it.
"""

from __future__ import annotations

from dataclasses import dataclass

from ...schema.errors import Issue, Severity
from ..blocks import Block
from .checked import Checked


@dataclass(frozen=True, slots=True)
class Check:
    """What a check is called, how much its findings matter, and what it expects of a lexicon."""

    id: str
    severity: Severity
    expected: str

    def issue(self, checked: Checked, block: Block, about: str, message: str, fix: str, phrase: str = "") -> Issue:
        """A finding about a name, word or pattern of a block, at the place of `phrase` (else of what it is about)."""
        line, column = checked.find_place(block, phrase or about)
        text = f"{block.id}: {message}"
        return Issue(self.id, self.severity, block.path, line, column, text, fix, self.expected, block.id, about)

    def at(self, path: str, line: int, column: int, message: str, fix: str, about: str | None = None) -> Issue:
        """A finding about a place of a file."""
        return Issue(self.id, self.severity, path, line, column, message, fix, self.expected, None, about)


def error(name: str, expected: str) -> Check:
    """A check whose findings must go."""
    return Check(name, Severity.ERROR, expected)


def warning(name: str, expected: str) -> Check:
    """A check whose findings are mended or accepted with a reason."""
    return Check(name, Severity.WARNING, expected)


def note(name: str, expected: str) -> Check:
    """A check whose findings only tell."""
    return Check(name, Severity.NOTE, expected)
