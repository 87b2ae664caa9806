"""The checker: everything that is wrong with a lexicon, in one run.

In comes the folder of a lexicon (None: the shipped one); out go issues as values, by file and line: those of the load
and those of the checks of what blocks say together. It codes nothing; examples are run by `examples`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from types import MappingProxyType

from ..schema.errors import Issue
from .checks.base_forms import find_inflected_triggers
from .checks.checked import Checked
from .checks.examples import find_unexampled_rules
from .checks.names import find_name_clashes, find_overlapping_codes
from .checks.templates import find_bad_patterns, find_duplicate_patterns, find_undefined_operators
from .checks.text import find_odd_characters, find_unquoted_codes, find_unsorted_actors
from .checks.word_sets import find_circular_sets, find_undefined_sets, find_unused_sets
from .digests import SHIPPED, paused_collector
from .sources import LOAD_CHECKS, collect_sources

CHECKS: tuple[Callable[[Checked], Iterator[Issue]], ...] = (
    find_bad_patterns,
    find_circular_sets,
    find_duplicate_patterns,
    find_inflected_triggers,
    find_name_clashes,
    find_odd_characters,
    find_overlapping_codes,
    find_undefined_operators,
    find_undefined_sets,
    find_unexampled_rules,
    find_unquoted_codes,
    find_unsorted_actors,
    find_unused_sets,
)

LEXICON_CHECKS: Mapping[str, str] = MappingProxyType(
    {
        "bad-pattern": "a template cannot be read",
        "circular-set": "a word set includes itself",
        "duplicate-pattern": "two rules with different results have the same pattern",
        "invisible-character": "a character that cannot be seen",
        "name-clash": "two entries with different codes have the same full name",
        "no-counterexample": "a rule has no example of what it must not code",
        "no-example": "a rule has no example of what it codes",
        "not-base-form": "a trigger is an inflected form, which never matches",
        "not-nfc": "a letter and its accent are two characters",
        "overlapping-pattern": "two rules with different results have a reading of a pattern in common",
        "overlapping-dates": "two codes of one entry hold at the same time",
        "repeated-pattern": "two rules with the same result have the same pattern",
        "shared-name": "a name that matches alone stands for several entries",
        "undefined-operator": "an operator without a row in the composition table",
        "undefined-set": "a word set that no file defines",
        "unquoted-code": "a code without quotes",
        "unsorted-file": "entries of an actor file are not in order",
        "unused-set": "a word set that no rule uses",
    }
)

ALL_CHECKS: Mapping[str, str] = MappingProxyType({**LOAD_CHECKS, **LEXICON_CHECKS})


def check_lexicon(path: Path | None = None) -> tuple[Issue, ...]:
    """All issues of the lexicon in a folder, errors and warnings, by file and line."""
    with paused_collector():
        sources, found = collect_sources(path)
        checked = Checked(SHIPPED if path is None else path, sources)
        issues = [*found, *(issue for check in CHECKS for issue in check(checked))]
    return tuple(sorted(set(issues), key=lambda issue: (issue.path, issue.line, issue.column, issue.id, issue.message)))
