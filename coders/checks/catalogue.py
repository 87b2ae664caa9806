"""The catalogue of checks: every module that looks for something, and every id that can come out.

Nothing goes in; out go the modules in the order in which they run, and the checks by id. Those of the load, which stop every other
command too, have no module here: `block_files` makes them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Protocol

from ...schema.errors import Issue, Severity
from ..block_files import LOAD_CHECKS
from . import (
    actor_codes,
    agent_clashes,
    ambiguous_aliases,
    bad_patterns,
    circular_sets,
    common_words,
    compositions,
    dead_patterns,
    duplicate_patterns,
    example_owners,
    folder_files,
    gapped_dates,
    impossible_dates,
    inflected_words,
    missing_examples,
    name_clashes,
    odd_characters,
    overlapping_dates,
    overrides,
    repeated_words,
    shadowed_patterns,
    two_holders,
    undefined_operators,
    undefined_sets,
    unquoted_codes,
    unsorted_files,
    unused_sets,
)
from .check import Check, warning
from .checked import Checked


class CheckModule(Protocol):
    """What a module of this package gives."""

    @property
    def CHECKS(self) -> tuple[Check, ...]:  # noqa: N802
        """The checks that its findings belong to."""

    def find(self, checked: Checked, /) -> Iterator[Issue]:
        """Yield what is wrong."""


MODULES: tuple[CheckModule, ...] = (
    actor_codes,
    agent_clashes,
    ambiguous_aliases,
    bad_patterns,
    circular_sets,
    common_words,
    compositions,
    dead_patterns,
    duplicate_patterns,
    example_owners,
    folder_files,
    gapped_dates,
    impossible_dates,
    inflected_words,
    missing_examples,
    name_clashes,
    odd_characters,
    overlapping_dates,
    overrides,
    repeated_words,
    shadowed_patterns,
    two_holders,
    undefined_operators,
    undefined_sets,
    unquoted_codes,
    unsorted_files,
    unused_sets,
)

STALE = warning("stale-acceptance", "an acceptance meets a finding")

LEXICON_CHECKS: Mapping[str, Check] = MappingProxyType(
    {check.id: check for module in MODULES for check in module.CHECKS} | {STALE.id: STALE}
)
ALL_CHECKS: Mapping[str, Check] = MappingProxyType(
    {name: Check(name, Severity.ERROR, meaning) for name, meaning in LOAD_CHECKS.items()} | dict(LEXICON_CHECKS)
)
