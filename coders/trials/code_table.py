"""The table of codes: how each CAMEO code is reached.

In come the blocks of a lexicon; out goes a Markdown page with a row per code: the rules whose act it is, the operators that
compose it and over which acts, the rules that it comes with, and an executed example. A code that nothing reaches, or that has no
example, is said to be so. It deliberately runs nothing: examples are run by `polybius test`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from ...schema.ontology import CODES, ROOTS
from ..examples import ExampleCase, list_examples
from ..sources import Sources

_MOST_CELLS = 4
_INTRO = """\
<!-- written by tools/generate.py; do not edit -->
# How each code is reached

A CAMEO code is given by the rules whose act it is, by an operator over an act (`promise x 073`: the table in
`coders/composition.yml`; `~` marks a latent act, which has no code of its own), or together with another event. The example is one
of those that `polybius test` runs.
"""


@dataclass(slots=True)
class Ways:
    """How a code is reached: rules, operators over acts (None: whatever no cell names), rules that it comes with, examples."""

    rules: list[str] = field(default_factory=list)
    cells: list[tuple[str, str | None]] = field(default_factory=list)
    linked: list[str] = field(default_factory=list)
    examples: list[ExampleCase] = field(default_factory=list)

    @property
    def is_reached(self) -> bool:
        """Whether anything gives the code."""
        return bool(self.rules or self.cells or self.linked)


def find_ways(sources: Sources) -> dict[str, Ways]:
    """The ways to every code below a root."""
    ways: defaultdict[str, Ways] = defaultdict(Ways)
    for rule in sources.rules:
        if rule.retired is None and rule.act is not None and rule.act in CODES:
            ways[rule.act].rules.append(rule.id)
        if rule.retired is None and rule.linked is not None:
            ways[rule.linked.code].linked.append(rule.id)
    for operator in sources.composition.operators:
        for cell in operator.cells:
            if cell.code is not None and cell.code in CODES:
                ways[cell.code].cells.append((operator.id, cell.act))
        if operator.default is not None and operator.default in CODES:
            ways[operator.default].cells.append((operator.id, None))
    for case in list_examples(sources):
        if case.kind in ("codes", "cell"):
            for code in dict.fromkeys(event.code for event in case.example.events):
                ways[code].examples.append(case)
    return {code: ways[code] for code in CODES if code not in ROOTS}


def build_code_table(sources: Sources) -> str:
    """The page."""
    return "\n".join(_lines(find_ways(sources))) + "\n"


def _lines(ways: dict[str, Ways]) -> Iterator[str]:
    yield _INTRO
    missing = [code for code, found in ways.items() if not found.is_reached or not found.examples]
    yield f"{len(ways)} codes; {len(ways) - len(missing)} are reached and have an example."
    for root in ROOTS:
        yield f"\n## {root} {CODES[root].name}\n"
        yield "| code | name | how it is reached | example |"
        yield "|---|---|---|---|"
        for code, found in ways.items():
            if CODES[code].root == root:
                yield f"| {code} | {CODES[code].name} | {_reached(found)} | {_example(found)} |"


def _reached(found: Ways) -> str:
    parts = [f"`{rule}`" for rule in found.rules]
    cells = [f"{operator} x {'other acts' if act is None else act}" for operator, act in found.cells]
    parts += cells[:_MOST_CELLS]
    if len(cells) > _MOST_CELLS:
        parts.append(f"{len(cells) - _MOST_CELLS} more operators over acts")
    parts += [f"with `{rule}`" for rule in found.linked]
    return "; ".join(parts) or "**by nothing**"


def _example(found: Ways) -> str:
    """The first example: of a rule whose act the code is, else of a cell, else any."""
    if not found.examples:
        return "**none**"
    ranked = sorted(found.examples, key=lambda case: (case.owner not in found.rules, case.kind != "cell"))
    return ranked[0].example.text.replace("|", "\\|")
