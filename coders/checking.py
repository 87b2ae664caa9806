"""The checker: everything that is wrong with a lexicon, in one run.

In comes the folder of a lexicon (None: the shipped one); out go issues as values, by file and line: those of the load
and those of the checks of what blocks say together. Of what a lexicon extends only errors come out, since its warnings are its own
maintainers' business. It codes nothing; examples are run by `examples`.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from pathlib import Path

from ..schema.errors import Issue, Severity
from .acceptances import accept, read_acceptances
from .checks.catalogue import ALL_CHECKS, LEXICON_CHECKS, MODULES
from .checks.checked import Checked
from .digests import paused_collector
from .sources import Sources, collect_sources

__all__ = ["ALL_CHECKS", "LEXICON_CHECKS", "check_lexicon", "find_issues"]


def check_lexicon(path: Path | None = None) -> tuple[Issue, ...]:
    """What has to be mended in the lexicon in a folder, and notes, by file and line. What is accepted is left out."""
    return tuple(issue for issue in find_issues(path)[0] if issue.accepted is None)


def find_issues(path: Path | None = None) -> tuple[tuple[Issue, ...], Sources]:
    """All issues of the lexicon in a folder, the accepted ones with their reason, and what was read of it."""
    with paused_collector():
        sources, found = collect_sources(path)
        issues = [*found, *_find_all(sources)]
        acceptances, wrong = read_acceptances(sources.layers[0].root)
    accepted = accept(set(issues), acceptances)
    return tuple(sorted([*accepted, *wrong], key=_order)), sources


def _find_all(sources: Sources) -> Sequence[Issue]:
    checked = Checked(sources)
    found = [issue for module in MODULES for issue in module.find(checked)]
    return [_locate(issue) for issue in found if ":" not in issue.path or issue.severity is Severity.ERROR]


def _locate(issue: Issue) -> Issue:
    """An error in what the lexicon extends comes from this lexicon, since what is extended has none by itself."""
    if ":" not in issue.path:
        return issue
    hint = "this lexicon changes or retires something that this place needs"
    return dataclasses.replace(issue, fix=f"{hint}; {issue.fix}")


def _order(issue: Issue) -> tuple[str, int, int, str, str]:
    return issue.path, issue.line, issue.column, issue.id, issue.message
