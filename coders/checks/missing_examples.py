"""no-example, no-counterexample: a rule that no sentence pins down."""

from __future__ import annotations

from collections.abc import Iterator

from ...schema.errors import Issue
from .check import error, warning
from .checked import Checked

NONE = error("no-example", "two or more sentences that the rule codes")
NO_MISS = warning("no-counterexample", "a near miss that the rule does not code")
CHECKS = (NONE, NO_MISS)


def find(checked: Checked) -> Iterator[Issue]:
    """Yield rules without sentences under `codes` (null rules need none), and rules without one under `not`."""
    for block in checked.rules:
        if not block.is_null and not block.examples.codes:
            fix = "write two sentences that it codes, under examples: codes"
            yield NONE.issue(checked, block, block.id, "the rule has no example of what it codes", fix)
        if not block.examples.not_:
            fix = "write a sentence that comes near and is not coded, under examples: not"
            yield NO_MISS.issue(checked, block, block.id, "the rule has no example of what it must not code", fix)
