"""Acceptances: warnings that stay, each with the reason.

In come the issues of a lexicon and its file `accepted.yml`; out go the issues, those that are accepted with their reason, and
an issue for each acceptance that meets none. Errors cannot be accepted.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from pathlib import Path

from ..schema.errors import Issue, Severity
from .block_files import read_file
from .blocks import Acceptance
from .checks.catalogue import STALE

ACCEPTED = "accepted.yml"


def read_acceptances(root: Path) -> tuple[tuple[Acceptance, ...], tuple[Issue, ...]]:
    """The acceptances of a lexicon folder, and what is wrong with the file."""
    issues: list[Issue] = []
    path = root / ACCEPTED
    found = read_file(path, ACCEPTED, Acceptance, issues) if path.is_file() else ()
    return found, tuple(issues)


def accept(issues: Iterable[Issue], acceptances: Iterable[Acceptance]) -> list[Issue]:
    """The issues, those that an acceptance names with its reason, and a finding for each acceptance without one."""
    by_name = {(entry.id, entry.block, entry.about): entry for entry in acceptances}
    used: set[tuple[str, str, str | None]] = set()
    found = []
    for issue in issues:
        keys = [(issue.id, issue.block or "", about) for about in (issue.about, None)]
        key = next((key for key in keys if key in by_name), None)
        if key is None or issue.severity is Severity.ERROR:
            found.append(issue)
        else:
            used.add(key)
            found.append(dataclasses.replace(issue, accepted=by_name[key].reason))
    stale = [entry for key, entry in by_name.items() if key not in used]
    return [*found, *map(_report_stale, stale)]


def _report_stale(entry: Acceptance) -> Issue:
    about = "" if entry.about is None else f" about {entry.about!r}"
    message = f"{entry.block}: there is no warning {entry.id}{about}, so nothing is accepted"
    return STALE.at(ACCEPTED, entry.line, 1, message, "take the acceptance out", entry.id)
