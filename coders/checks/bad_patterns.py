"""bad-pattern: a template cannot be read. A set that is not there is left to `undefined-set`."""

from __future__ import annotations

from collections.abc import Iterator

from ...schema.errors import Issue
from .check import error
from .checked import Checked

BAD = error("bad-pattern", "a template as docs/rules.md has them")
CHECKS = (BAD,)


def find(checked: Checked) -> Iterator[Issue]:
    """Yield templates that do not parse."""
    for template in checked.templates:
        if template.error is not None and "unknown word set" not in template.error:
            message = f"cannot read {template.text!r}: {template.error}"
            yield BAD.issue(checked, template.block, template.text, message, "mend the term that the message names")
