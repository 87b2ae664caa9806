"""The one error tree of Polybius.

    PolybiusError
    ├── LexiconError      a rule, dictionary or word file cannot be used; carries the issues found
    ├── CodeError         an event code or an actor code that no table knows
    ├── ArticleError      one input article cannot be coded; recorded, never stops a run
    ├── DatasetError      a dataset cannot be read or written
    └── ConfigurationError  an option or a configuration value makes no sense

Every message says where, what was found, what was expected and what to do next.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How much an issue matters: errors must go, warnings are mended or accepted with a reason, notes only tell."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Issue:
    """One finding about a file: a value that checkers return and errors carry.

    `block` and `about` name the block and the word, name or pattern that it is about: they stay when lines move.
    `accepted` is the reason why it may stay.
    """

    id: str
    severity: Severity
    path: str
    line: int
    column: int
    message: str
    fix: str = ""
    expected: str = ""
    block: str | None = None
    about: str | None = None
    accepted: str | None = None

    def __str__(self) -> str:
        tail = f"; {self.fix}" if self.fix else ""
        return f"{self.path}:{self.line}:{self.column}: {self.severity} {self.id}: {self.message}{tail}"


class PolybiusError(Exception):
    """Base of all errors that Polybius raises on purpose."""


class LexiconError(PolybiusError):
    """Rule or dictionary files cannot be used. `issues` lists every finding of the load."""

    def __init__(self, issues: tuple[Issue, ...]) -> None:
        self.issues = issues
        super().__init__("\n".join(str(issue) for issue in issues))


class CodeError(PolybiusError, ValueError):
    """A code that no table knows. `fix` says which known code may have been meant."""

    def __init__(self, message: str, fix: str = "") -> None:
        self.message = message
        self.fix = fix
        super().__init__(f"{message}; {fix}" if fix else message)


class ArticleError(PolybiusError):
    """One article cannot be used. `reason` is the short code that the articles table records."""

    def __init__(self, reason: str, message: str) -> None:
        self.reason = reason
        super().__init__(message)


class DatasetError(PolybiusError):
    """A dataset folder cannot be read or written."""


class ConfigurationError(PolybiusError):
    """An option or configuration value makes no sense."""
