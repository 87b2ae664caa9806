"""Comparisons: what changed between two codings of the same texts.

In come two codings, from two lexicons over a corpus or from two datasets; out goes a `Comparison`: counts by root, code, rule and
country before and after, and the events that were added, lost or recoded, each with its sentence. A recoded event has the same
sides and another code, or the same code and trigger and other sides. It deliberately does not say which coding is right.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

ADDED, LOST, RECODED = "added", "lost", "recoded"
KINDS = (LOST, RECODED, ADDED)


@dataclass(frozen=True, slots=True, order=True)
class CodedEvent:
    """An event of a text as comparisons see it: sides are codes, else names in angle brackets, else `---`."""

    source: str
    code: str
    target: str
    rule: str
    trigger: str

    def __str__(self) -> str:
        return f"{self.source} {self.code} {self.target}"


@dataclass(frozen=True, slots=True)
class CodedText:
    """A text and its events; `text` is None where a dataset does not hold it."""

    id: str
    text: str | None
    events: tuple[CodedEvent, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """One changed event of a text: what it was (None: added) and what it is (None: lost)."""

    id: str
    text: str | None
    before: CodedEvent | None
    after: CodedEvent | None

    @property
    def kind(self) -> str:
        """`added`, `lost` or `recoded`."""
        if self.before is None:
            return ADDED
        return LOST if self.after is None else RECODED

    @property
    def rules(self) -> tuple[str, ...]:
        """The rules that are concerned, that of the event before first."""
        rules = (event.rule for event in (self.before, self.after) if event is not None)
        return tuple(dict.fromkeys(rules))


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two codings compared. `counts` maps `root`, `code`, `rule` and `country` to (name, before, after) of what differs."""

    n_texts: int
    n_before: int
    n_after: int
    changes: tuple[Change, ...]
    counts: Mapping[str, tuple[tuple[str, int, int], ...]]

    @property
    def share(self) -> float:
        """Changed events as a share of all events before; of those after where there was none."""
        return len(self.changes) / max(self.n_before or self.n_after, 1)

    @property
    def n_changed_texts(self) -> int:
        """Texts in which something changed."""
        return len({change.id for change in self.changes})

    def number_of(self, kind: str) -> int:
        """How many changes are of a kind."""
        return sum(change.kind == kind for change in self.changes)


def compare_codings(before: Iterable[CodedText], after: Iterable[CodedText]) -> Comparison:
    """Compare two codings, text by text; a text that only one has counts as having had no events in the other."""
    old, new = {text.id: text for text in before}, {text.id: text for text in after}
    changes: list[Change] = []
    for key in dict.fromkeys((*old, *new)):
        was, now = old.get(key), new.get(key)
        text = next((coded.text for coded in (now, was) if coded is not None and coded.text is not None), None)
        changes.extend(_find_changes(key, text, () if was is None else was.events, () if now is None else now.events))
    events = [[event for text in coded.values() for event in text.events] for coded in (old, new)]
    return Comparison(
        n_texts=len({*old, *new}),
        n_before=len(events[0]),
        n_after=len(events[1]),
        changes=tuple(_by_rule(changes)),
        counts={name: tuple(_count(parts, *events)) for name, parts in _COUNTED.items()},
    )


def _find_changes(key: str, text: str | None, was: Sequence[CodedEvent], now: Sequence[CodedEvent]) -> Iterator[Change]:
    """The events of one text that have no equal in the other, paired where one became the other."""
    same = {str(event) for event in was} & {str(event) for event in now}
    lost = [event for event in was if str(event) not in same]
    added = [event for event in now if str(event) not in same]
    for event in lost:
        other = next((found for found in added if _is_recoded(event, found)), None)
        if other is not None:
            added.remove(other)
        yield Change(key, text, event, other)
    for event in added:
        yield Change(key, text, None, event)


def _is_recoded(was: CodedEvent, now: CodedEvent) -> bool:
    if (was.source, was.target) == (now.source, now.target):
        return True
    return was.code == now.code and was.trigger == now.trigger


def _by_rule(changes: Sequence[Change]) -> list[Change]:
    """Changes of the most affected rules first; within a rule by text."""
    counts = Counter(change.rules[0] for change in changes)
    return sorted(changes, key=lambda change: (-counts[change.rules[0]], change.rules[0]))


def _countries(event: CodedEvent) -> Iterable[str]:
    return {side[:3] for side in (event.source, event.target) if side[:1].isalpha()}


_COUNTED: Mapping[str, Callable[[CodedEvent], Iterable[str]]] = {
    "root": lambda event: (event.code[:2],),
    "code": lambda event: (event.code,),
    "rule": lambda event: (event.rule,),
    "country": _countries,
}


def _count(
    parts: Callable[[CodedEvent], Iterable[str]], before: Iterable[CodedEvent], after: Iterable[CodedEvent]
) -> Iterator[tuple[str, int, int]]:
    """The names whose numbers differ, the largest difference first."""
    was, now = (Counter(name for event in events for name in parts(event)) for events in (before, after))
    names = sorted(was.keys() | now.keys(), key=lambda name: (-abs(now[name] - was[name]), name))
    return ((name, was[name], now[name]) for name in names if was[name] != now[name])
