"""undefined-operator: a rule names an operator that has no row in the composition table."""

from __future__ import annotations

import difflib
from collections.abc import Iterator

from ...schema.errors import Issue
from .check import error
from .checked import Checked

UNDEFINED = error("undefined-operator", "an operator with a row in composition.yml")
CHECKS = (UNDEFINED,)


def find(checked: Checked) -> Iterator[Issue]:
    """Yield rules whose operator no row states."""
    known = [entry.id for entry in checked.sources.composition.operators]
    for block in checked.rules:
        if block.operator is not None and block.operator not in known:
            close = difflib.get_close_matches(block.operator, known, n=1)
            fix = f"did you mean {close[0]!r}?" if close else "add a row to composition.yml"
            message = f"no operator {block.operator!r} in composition.yml"
            yield UNDEFINED.issue(checked, block, block.operator, message, fix)
