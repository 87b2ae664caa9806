"""unquoted-code: a code without quotes, which other YAML readers take for something else (0311 is 201, NO is false)."""

from __future__ import annotations

from collections.abc import Iterator

from ...schema.errors import Issue
from ..formatting import find_unquoted
from .check import warning
from .checked import Checked

UNQUOTED = warning("unquoted-code", "codes in quotes")
CHECKS = (UNQUOTED,)
_KEYS = ("act:", "code:", "default:")


def find(checked: Checked) -> Iterator[Issue]:
    """Yield codes without quotes, line by line."""
    for path, text in checked.files.items():
        for number, line in enumerate(text.split("\n"), 1):
            if not any(key in line for key in _KEYS):
                continue
            for match in find_unquoted(line):
                code = match.group(1)
                fix = f'write "{code}", or run `polybius format`'
                yield UNQUOTED.at(path, number, match.start(1) + 1, f"the code {code} has no quotes", fix, code)
