"""idle-example, foreign-example: examples that no rule stands behind.

Examples of a retired rule are not run. An example under `codes` none of whose events its rule can give, not even under
operators, tests another rule; were its own rule taken out, it would still pass.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...schema.errors import Issue
from ...schema.ontology import CODES
from ..blocks import OperatorEntry, RuleBlock
from ..lexicon import Operator
from .check import warning
from .checked import Checked

IDLE = warning("idle-example", "examples stand under rules that are in force")
FOREIGN = warning("foreign-example", "an example has an event that its own rule gives")
CHECKS = (IDLE, FOREIGN)
PASSES = "="


def find(checked: Checked) -> Iterator[Issue]:
    """Yield examples of retired rules, and examples whose rule gives none of their events."""
    for block in checked.sources.rules:
        examples = block.examples
        if block.retired is not None and (examples.codes or examples.not_ or examples.known_miss):
            message = "the rule is retired, so its examples are not run"
            yield IDLE.issue(
                checked, block, block.id, message, "move them to the rule that codes them now, or delete them"
            )
    operators = {entry.id: _operator(entry) for entry in checked.sources.composition.operators}
    reached: dict[str, frozenset[str]] = {}
    made: dict[str, frozenset[str]] = {}
    for block in checked.rules:
        if block.is_null or not block.examples.codes:
            continue
        key = f"{block.operator} {block.act} {block.linked and block.linked.code}"
        if key not in reached:
            reached[key] = _reach(block, operators, made)
        for example in block.examples.codes:
            codes = sorted({event.code for event in example.events})
            if not reached[key].intersection(codes):
                gives = block.act if block.operator is None else f"operator {block.operator}"
                message = f"{example.text!r} expects {', '.join(codes)}, which {gives} never comes to"
                fix = "move it to the rule that gives this, or mend the code"
                yield FOREIGN.issue(checked, block, example.text, message, fix)


def _operator(entry: OperatorEntry) -> Operator:
    return Operator(entry.id, entry.default, (), (), {cell.act: cell.code for cell in entry.cells})


def _reach(block: RuleBlock, operators: dict[str, Operator], made: dict[str, frozenset[str]]) -> frozenset[str]:
    """All codes that a rule may come to: its own and what operators make of it; of an operator what its row states."""
    if block.operator is not None:
        own = operators.get(block.operator)
        if own is None or own.default == PASSES or PASSES in own.cells.values():
            return frozenset(CODES)
        waiting = [code for code in (own.default, *own.cells.values()) if code is not None]
    else:
        waiting = [block.act or ""]
    if block.linked is not None:
        waiting.append(block.linked.code)
    found: set[str] = set()
    while waiting:
        code = waiting.pop()
        if code not in found:
            found.add(code)
            if code not in made:
                composed = (operator.compose(code) for operator in operators.values())
                made[code] = frozenset(other for other in composed if other is not None)
            waiting.extend(made[code])
    return frozenset(found)
