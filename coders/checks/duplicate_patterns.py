"""duplicate-pattern, repeated-pattern, overlapping-pattern: two rules state one pattern.

A duplicate states what another states and leads elsewhere, so that one of the two never wins. What is repeated leads to the same, and can
go. Where only some readings are common (one choice of optional parts, one verb of a list) they overlap, which is often meant: the heavier
reading of one is the lighter of the other. Patterns are compared as parsed: the order of alternatives makes no
difference. A latent class may share its patterns with an event, since it only stands under operators.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator

from ...schema.errors import Issue
from .check import error, note, warning
from .checked import Checked, Template
from .readings import layer_of, list_keys, show_result

DUPLICATE = error("duplicate-pattern", "a pattern stands in one rule")
REPEATED = warning("repeated-pattern", "a pattern stands once")
OVERLAP = note("overlapping-pattern", "a reading of a pattern stands in one rule")
CHECKS = (DUPLICATE, REPEATED, OVERLAP)

Read = tuple[Template, frozenset[Hashable]]


def find(checked: Checked) -> Iterator[Issue]:
    """Yield templates that share readings, at the one that loses or can go."""
    first: dict[Hashable, Read] = {}
    for template in checked.templates:
        keys = frozenset(list_keys(template))
        met: dict[int, Read] = {}
        for key in keys:
            known = first.setdefault((layer_of(template.block), key), (template, keys))
            if known[0] is not template:
                met[id(known[0])] = known
        for other in sorted(met.values(), key=lambda known: (known[0].block.id, known[0].text)):
            yield from _compare(checked, other, (template, keys))


def _compare(checked: Checked, first: Read, second: Read) -> Iterator[Issue]:
    (winner, wins), (loser, loses) = sorted((first, second), key=lambda read: _rank(read[0]))
    ours, theirs = show_result(loser.block), show_result(winner.block)
    if ours == theirs:
        less, more = (loser, winner) if loses <= wins else (winner, loser)
        if loses <= wins or wins <= loses:
            message = (
                f"all that {less.text!r} meets, {more.text!r} of {_where(more)} meets too, and gives {ours} as well"
            )
            yield REPEATED.issue(checked, less.block, less.text, message, "take it out")
        return
    where = f"{winner.text!r} of {_where(winner)}"
    block, text = (loser.block, loser.text) if checked.is_own(loser.block) else (winner.block, winner.text)
    if wins == loses:
        message = f"{loser.text!r} never gives {ours}: {where} goes before it and gives {theirs}"
        yield DUPLICATE.issue(checked, block, text, message, "take it out of one rule")
    else:
        message = f"a reading of {loser.text!r} never gives {ours}: {where} gives {theirs}"
        yield OVERLAP.issue(checked, block, text, message, "take what they share out of one rule, if it is not meant")


def _where(template: Template) -> str:
    return f"rule {template.block.id} ({template.block.path}:{template.block.line})"


def _rank(template: Template) -> tuple[float, str, str]:
    """The order in which the engine tries templates with the same readings."""
    weights = [*(pattern.weight for pattern in template.verbal), *(noun.weight for _, noun in template.nouns)]
    return -max(weights), template.block.id, template.text
