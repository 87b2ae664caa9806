"""Checks of examples: rules that no example pins down."""

from __future__ import annotations

from collections.abc import Iterator

from ...schema.errors import Issue, Severity
from .checked import Checked, make_issue


def find_unexampled_rules(checked: Checked) -> Iterator[Issue]:
    """Yield `no-example` and `no-counterexample`: a rule lacks sentences that it codes, or near misses under `not`."""
    for block in checked.rules:
        if not block.is_null and not block.examples.codes:
            fix = "write two sentences that it codes, under examples: codes"
            message = "the rule has no example of what it codes"
            yield make_issue(checked, "no-example", Severity.ERROR, block, block.id, message, fix)
        if not block.examples.not_:
            fix = "write a sentence that comes near and is not coded, under examples: not"
            message = "the rule has no example of what it must not code"
            yield make_issue(checked, "no-counterexample", Severity.WARNING, block, block.id, message, fix)
