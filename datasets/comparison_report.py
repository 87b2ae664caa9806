"""Comparisons for people and programs: Markdown for a pull request comment, JSON for everything else.

In comes a comparison; out goes text. It deliberately decides nothing: what is too much is said by who asked.
"""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Iterator
from typing import Any

from ..schema.ontology import CODES
from .comparison import KINDS, Change, Comparison

_TITLES = {"root": "Root", "code": "Code", "rule": "Rule", "country": "Country"}
_MOST_ROWS = 15


def show_markdown(comparison: Comparison, before: str, after: str, limit: int) -> Iterator[str]:
    """The lines of a Markdown report: sums, counts that differ, and up to `limit` changed events by rule."""
    kinds = ", ".join(f"{comparison.number_of(kind)} {kind}" for kind in KINDS)
    yield f"## Events: {before} → {after}"
    yield ""
    yield f"{comparison.n_texts} texts: {comparison.n_before} events before, {comparison.n_after} after."
    if not comparison.changes:
        yield "No event changed."
        return
    yield f"**{kinds}** in {comparison.n_changed_texts} texts ({comparison.share:.1%} of the events before)."
    for name, rows in comparison.counts.items():
        yield from _table(name, rows)
    yield from _changes(comparison, limit)


def _table(name: str, rows: tuple[tuple[str, int, int], ...]) -> Iterator[str]:
    if not rows:
        return
    yield ""
    yield f"| {_TITLES[name]} | before | after | difference |"
    yield "|---|---:|---:|---:|"
    for value, was, now in rows[:_MOST_ROWS]:
        label = f"{value} {CODES[value].name}" if name in ("root", "code") and value in CODES else value
        yield f"| {label} | {was} | {now} | {now - was:+} |"
    if len(rows) > _MOST_ROWS:
        yield f"| and {len(rows) - _MOST_ROWS} more | | | |"


def _changes(comparison: Comparison, limit: int) -> Iterator[str]:
    """Changed events under the rule that they were coded by, or are now."""
    counts = Counter(change.rules[0] for change in comparison.changes)
    rule = None
    for change in comparison.changes[:limit]:
        if change.rules[0] != rule:
            rule = change.rules[0]
            yield ""
            yield f"### {rule} ({counts[rule]})"
            yield ""
        yield f"- {_describe(change)}"
    if len(comparison.changes) > limit:
        yield ""
        yield f"And {len(comparison.changes) - limit} more changes; `--limit` or `--format json` shows them."


def _describe(change: Change) -> str:
    was = "" if change.before is None else f"~~{change.before}~~"
    now = "" if change.after is None else f"**{change.after}**"
    arrow = " → " if was and now else ""
    event = change.after or change.before
    by = f" on “{event.trigger}” by {change.rules[-1]}" if event is not None else ""
    text = f": {' '.join(change.text.split())}" if change.text is not None else ""
    return f"{change.kind} {was}{arrow}{now}{by}{text} ({change.id})"


def to_json(comparison: Comparison, before: str, after: str) -> dict[str, Any]:
    """The whole comparison as plain values."""
    return {
        "before": before,
        "after": after,
        "texts": comparison.n_texts,
        "changed_texts": comparison.n_changed_texts,
        "events_before": comparison.n_before,
        "events_after": comparison.n_after,
        "share": round(comparison.share, 6),
        **{kind: comparison.number_of(kind) for kind in KINDS},
        "counts": {
            name: [{"name": value, "before": was, "after": now} for value, was, now in rows]
            for name, rows in comparison.counts.items()
        },
        "changes": [{"kind": change.kind, **dataclasses.asdict(change)} for change in comparison.changes],
    }
