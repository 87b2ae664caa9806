"""shadowed-pattern, tied-pattern: a trigger of a pattern that others always beat, and pairs that only their ids tell apart.

A reading is shadowed where whatever meets it meets another that goes before it and gives something else. A trigger that a
pattern spells out is reported where all its readings are shadowed: it can be taken out, and nothing changes. Two readings are tied where they
weigh the same, give different results and share words, so that for those words the order of rule ids decides.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from ...schema.errors import Issue
from .check import note, warning
from .checked import Checked
from .readings import Reading, layer_of, list_readings, show_result

SHADOWED = warning("shadowed-pattern", "every trigger of a pattern wins for some clause")
TIED = note("tied-pattern", "the pattern's weight decides, not the id of its rule")
CHECKS = (SHADOWED, TIED)

Kind = tuple[str, tuple[str, str], str | None, int]


def find(checked: Checked) -> Iterator[Issue]:
    """Yield triggers that never win, and pairs of templates that are tied."""
    groups: dict[Kind, list[Reading]] = defaultdict(list)
    of_trigger: dict[tuple[int, tuple[str, str]], list[Reading]] = defaultdict(list)
    for reading in list_readings(checked):
        groups[layer_of(reading.template.block), reading.trigger, reading.particle, len(reading.asks)].append(reading)
        of_trigger[id(reading.template), reading.trigger].append(reading)
    winners: dict[int, Reading] = {}
    tied: dict[tuple[int, int], tuple[Reading, Reading]] = {}
    for readings in groups.values():
        if len(readings) > 1:
            readings.sort(key=lambda reading: reading.rank)
            _compare_all(readings, winners, tied)
    for readings in of_trigger.values():
        if all(id(reading) in winners for reading in readings) and _is_spelt(readings[0]):
            yield _report_shadowed(checked, readings[0], winners[id(readings[0])])
    for first, second in tied.values():
        yield _report_tied(checked, first, second)


def _is_spelt(reading: Reading) -> bool:
    """Whether the template itself spells its trigger out: a set may well have words that another set has too."""
    word = reading.trigger[1].partition(":")[0].split()[-1]
    return re.search(rf"(?<![\w{{-]){re.escape(word)}(?![\w}}-])", reading.template.text.replace("_", " ")) is not None


def _compare_all(
    readings: Sequence[Reading], winners: dict[int, Reading], tied: dict[tuple[int, int], tuple[Reading, Reading]]
) -> None:
    """Note who shadows or ties whom among readings of one trigger, size and particle, in the order in which they are tried."""
    for at, loser in enumerate(readings):
        for winner in readings[:at]:
            if winner.template is loser.template or winner.result == loser.result:
                continue
            pairs = tuple(zip(winner.asks, loser.asks, strict=True))
            if all(theirs.implies(ours) for ours, theirs in pairs):
                winners.setdefault(id(loser), winner)
            elif winner.rank[:2] == loser.rank[:2] and all(ours.meets(theirs) for ours, theirs in pairs):
                tied.setdefault((id(winner.template), id(loser.template)), (winner, loser))


def _report_shadowed(checked: Checked, loser: Reading, winner: Reading) -> Issue:
    mine, other = loser.template, winner.template
    where = f"{other.text!r} of {other.block.id} ({other.block.path}:{other.block.line})"
    verb = " ".join(
        part for part in (loser.trigger[1].replace(":", " "), loser.particle) if part and part != mine.block.of
    )
    ours, theirs = show_result(mine.block), show_result(other.block)
    message = f"with {verb!r}, {mine.text!r} never gives {ours}: {where} takes all it meets, and gives {theirs}"
    fix = f"take {verb!r} out of one of the two, or narrow the other"
    block, text = (mine.block, mine.text) if checked.is_own(mine.block) else (other.block, other.text)
    return SHADOWED.issue(checked, block, text, message, fix)


def _report_tied(checked: Checked, winner: Reading, loser: Reading) -> Issue:
    mine, other = loser.template, winner.template
    pairs = zip(winner.asks, loser.asks, strict=True)
    shared = sorted({word for ours, theirs in pairs for word in ours.common_words(theirs) or ()})
    where = f"{other.text!r} of {other.block.id} ({other.block.path}:{other.block.line})"
    results = f"({show_result(mine.block)}) and {where} ({show_result(other.block)})"
    message = f"{mine.text!r} {results} weigh the same and share {', '.join(shared[:3])}"
    fix = "take the shared words out of one set, or make one pattern more specific"
    block, text = (mine.block, mine.text) if checked.is_own(mine.block) else (other.block, other.text)
    return TIED.issue(checked, block, text, message, fix)
