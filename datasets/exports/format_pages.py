"""The page that lists what every export format holds, generated from the formats.

In comes nothing; out goes the Markdown of `docs/export-formats.md`. It deliberately says nothing that a format does not
say of itself.
"""

from __future__ import annotations

from collections.abc import Iterator

from .exporting import FORMATS
from .formats import Format

_HEAD = """# Columns of the export formats

Generated from `datasets/exports`; `polybius export --to FORMAT --columns` prints the same. How to export is told in
`docs/exports.md`.
"""


def build_format_page() -> str:
    """The whole page."""
    return "\n".join([_HEAD, *(line for made in FORMATS.values() for line in _describe(made))]).rstrip() + "\n"


def _describe(made: Format) -> Iterator[str]:
    yield f"## {made.title} (`--to {made.name}`)\n"
    yield "| name | holds |"
    yield "|---|---|"
    for name, what in made.contents:
        yield f"| `{name}` | {what} |"
    yield "\nWhat does not survive:\n"
    yield from (f"- {loss}" for loss in made.losses)
    if made.needs:
        yield f"- left out: events {' or '.join(need.reason for need in made.needs)}"
    yield ""
