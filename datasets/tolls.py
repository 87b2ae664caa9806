"""Tolls: how many people were killed, wounded, arrested, or protested, by the words of a sentence.

In come a sentence and the triggers of its events; out go, for each event, the numbers with the words that they rest on. A number
goes to the nearest event that such a number can belong to, and to no event where there is none. The words are in `data/tolls.yml`. It
deliberately adds nothing up across sentences and makes no number of "dozens".
"""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from ..schema.columns import TOLLS
from ..schema.enums import CountBound
from .quantities import (
    TollWords,
    amount_pattern,
    any_of,
    first_words,
    group_pattern,
    list_bounds,
    read_count_words,
    read_quantity,
)

_HELPERS = (
    r"(?:(?:were|was|are|is|have\s+been|has\s+been|had\s+been|got|being)\s+(?:(?:\w+ly|also|all|later|then)\s+)?)"
)
_TAIL = (
    r"(?=\s*(?:[,.;:)—–]|$)|\s+(?:in|by|when|after|during|as|and|on|at|since|over|near|outside|inside|while|this|last|across|"
    r"following|from|with|to|yesterday|today|overnight|so|out)\b)"
)

# What may stand between those counted and what happened to them: a phrase, and an aside between commas or brackets.
_BETWEEN = (
    r"(?:\s+(?:of|from|in|at|on|near|with|inside|belonging\s+to)"
    r"(?:\s+(?!\d|said\b|that\b|who\b|and\b|but\b|when\b|after\b)[^\s,.;:]+){1,8}?)?(?:,\s[^,.;:]{1,80},|\s\([^)]{1,60}\))?"
)
_REACH = 60
_WORD = re.compile(r"\b(?:\d|[^\W\d_]+)")
_STEP = r"(?!(?:of|in|by|and|the|were|was)\b)[\w'’-]+\s+"


_NO_TOLLS: Mapping[str, Toll] = MappingProxyType({})


class Toll(NamedTuple):
    """A number of people, and the words of the sentence that it rests on."""

    kind: str
    number: int | None
    bound: CountBound
    start: int
    end: int


class Trigger(NamedTuple):
    """Where in the sentence the words of an event stand, and its root code."""

    root: str
    start: int
    end: int


class Group(NamedTuple):
    """Where one or several counted groups of people stand."""

    start: int
    end: int


def find_tolls(sentence: str, triggers: Sequence[Trigger]) -> tuple[Mapping[str, Toll], ...]:
    """The tolls of each event, by kind."""
    wanted = _list_kinds(frozenset([trigger.root for trigger in triggers]))
    if not wanted:
        return (_NO_TOLLS,) * len(triggers)
    found: list[dict[str, Toll]] = [{} for _ in triggers]
    for toll in read_tolls(sentence, wanted):
        _assign(toll, triggers, read_count_words().tolls[toll.kind], found)
    return tuple(found)


@functools.cache
def _list_kinds(roots: frozenset[str]) -> tuple[str, ...]:
    """The kinds of tolls that events of some roots can have."""
    tolls = read_count_words().tolls
    return tuple(kind for kind in TOLLS if not roots.isdisjoint(itertools.chain(*tolls[kind].roots)))


def read_tolls(sentence: str, kinds: Sequence[str]) -> Iterator[Toll]:
    """The tolls of some kinds, kind by kind in text order. No two share words: the earlier kind has them."""
    wordings = [wording for wording in map(_compile, kinds) if wording.quick.search(sentence) is not None]
    starts = tuple(_find_starts(sentence)) if wordings else ()
    groups = tuple(_find_groups(sentence, starts))
    taken: list[Toll] = []
    for wording in wordings:
        for toll in (*_find_kind(sentence, wording, groups), *_find_named(sentence, wording, starts)):
            if not any(toll.start < other.end and other.start < toll.end for other in taken):
                taken.append(toll)
                yield toll


def _assign(toll: Toll, triggers: Sequence[Trigger], words: TollWords, found: list[dict[str, Toll]]) -> None:
    """Give a toll to the nearest events of the likeliest roots; an event keeps the toll that stands nearest to it."""
    for tier in words.roots:
        distances = {at: _distance(toll, trigger) for at, trigger in enumerate(triggers) if trigger.root in tier}
        if not distances:
            continue
        nearest = min(distances.values())
        for at, distance in distances.items():
            known = found[at].get(toll.kind)
            if distance == nearest and (known is None or distance < _distance(known, triggers[at])):
                found[at][toll.kind] = toll
        return


def _distance(toll: Toll, trigger: Trigger) -> int:
    return max(0, trigger.start - toll.end, toll.start - trigger.end)


def _find_starts(sentence: str) -> Iterator[int]:
    """Where a figure stands, or a word that a counted group may begin with."""
    first = first_words()
    for word in _WORD.finditer(sentence):
        if word[0][0].isdigit() or word[0].lower() in first:
            yield word.start()


def _find_groups(sentence: str, starts: Sequence[int]) -> Iterator[Group]:
    """The counted groups of a sentence."""
    pattern, end = _group(), 0
    for start in starts:
        match = pattern.match(sentence, start) if start >= end else None
        if match is not None:
            end = match.end()
            yield Group(start, end)


def _find_kind(sentence: str, wording: _Wording, groups: Sequence[Group]) -> Iterator[Toll]:
    """The tolls of one kind: what stands before or after a group says what happened to it."""
    for group in groups:
        start = _start_before(sentence, wording.before, group)
        after = next(filter(None, (pattern.match(sentence, group.end) for pattern in wording.after)), None)
        if start is None and after is None:
            left = _start_before(sentence, wording.left, group)
            after = (
                wording.leaves.match(sentence, group.end) if left is not None and wording.leaves is not None else None
            )
            if after is None:
                continue
            start = left
        number, bound = read_quantity(sentence[group.start : group.end])
        end = group.end if after is None else after.end()
        yield Toll(wording.kind, number, bound, group.start if start is None else start, end)


def _find_named(sentence: str, wording: _Wording, starts: Sequence[int]) -> Iterator[Toll]:
    """The tolls of one kind whose noun says what happened: "300 arrests"."""
    if wording.named is None or wording.nouns is None or wording.nouns.search(sentence) is None:
        return
    for match in filter(None, (wording.named.match(sentence, start) for start in starts)):
        yield Toll(wording.kind, *read_quantity(match[1]), match.start(), match.end())


def _start_before(sentence: str, pattern: re.Pattern[str] | None, group: Group) -> int | None:
    """Where the words begin that a pattern finds right before a group."""
    if pattern is None:
        return None
    begin = max(0, group.start - _REACH)
    match = pattern.search(sentence[begin : group.start])
    return None if match is None else begin + match.start()


class _Wording(NamedTuple):
    """The patterns of a kind: what every toll of it meets, what stands before and after a group, and nouns that count by themselves."""

    kind: str
    quick: re.Pattern[str]
    before: re.Pattern[str] | None
    after: tuple[re.Pattern[str], ...]
    left: re.Pattern[str] | None
    leaves: re.Pattern[str] | None
    named: re.Pattern[str] | None
    nouns: re.Pattern[str] | None


@functools.cache
def _compile(kind: str) -> _Wording:
    words = read_count_words().tolls[kind]
    leads = (*words.verbs, *words.phrases)
    quick = (*leads, *words.ends, *words.nouns, *words.leaves)
    leaves = any_of(words.leaves)
    return _Wording(
        kind,
        _pattern(rf"\b(?:{any_of(quick)})\b"),
        _pattern(rf"\b(?:{any_of(leads)})\s+$"),
        tuple(_pattern(source) for source in _list_sequels(words)),
        _pattern(r"\b(?:left|leaving|leaves)\s+$") if leaves else None,
        _pattern(rf"\s+(?:{leaves})\b") if leaves else None,
        _pattern(rf"({amount_pattern()})\s+(?:{_STEP}){{0,3}}?(?:{any_of(words.nouns)})\b") if words.nouns else None,
        _pattern(rf"\b(?:{any_of(words.nouns)})\b") if words.nouns else None,
    )


def _list_sequels(words: TollWords) -> Iterator[str]:
    """What may follow those counted."""
    if words.verbs:
        yield rf"{_BETWEEN}\s+{_HELPERS}(?:{any_of(words.verbs)})\b"
        yield rf"\s+(?:{any_of((*words.verbs, *words.leaves))})(?!\s+(?:{any_of(list_bounds())})\b){_TAIL}"
    if words.ends:
        yield rf"{_BETWEEN}\s+(?:have\s+|has\s+|had\s+|also\s+)?(?:{any_of(words.ends)})\b"


@functools.cache
def _group() -> re.Pattern[str]:
    """One or several counted groups. A group that goes with a verb of its own is not joined: "12 killed and 30 wounded"."""
    tolls = read_count_words().tolls.values()
    verbs = any_of(verb for toll in tolls for verb in (*toll.verbs, *toll.leaves, *toll.ends))
    group = group_pattern()
    own = rf"(?!(?:\s+(?:others|people|more))?\s+{_HELPERS}?(?:{verbs})\b)"
    return _pattern(rf"{group}(?:(?:,\s+|,?\s+and\s+){group}{own})*")


def _pattern(source: str) -> re.Pattern[str]:
    return re.compile(source, re.IGNORECASE)
