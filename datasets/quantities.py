"""Numbers of people as news writes them: figures, words, and what stands around them.

In comes the text of a counted group ("at least 12 soldiers and a child"); out go its number and what that is to the true
one. The words are in `data/tolls.yml`. A vague amount ("dozens of") has no number: it deliberately makes none up.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from pydantic import BaseModel, ConfigDict

from ..schema.enums import CountBound
from .boilerplate import read_data

_FIGURE = r"(?:\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?)(?![\d%:/°]|\.\d|,\d)"
_AMONG = ("the", "another", "a further", "a total of")
_JOINT = re.compile(r"[-\s]+(?:and\s+)?")


class NumberWords(BaseModel):
    """The words of numbers."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    units: Mapping[str, int]
    scales: Mapping[str, int]
    articles: tuple[str, ...]
    vague: tuple[str, ...]


class TollWords(BaseModel):
    """How one toll is worded; `roots` are the event roots that it may belong to, the likelier ones first."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    verbs: tuple[str, ...]
    ends: tuple[str, ...]
    nouns: tuple[str, ...]
    phrases: tuple[str, ...]
    leaves: tuple[str, ...]
    roots: tuple[tuple[str, ...], ...]


class CountWords(BaseModel):
    """The whole file."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    numbers: NumberWords
    bounds: Mapping[CountBound, tuple[str, ...]]
    bounds_after: Mapping[CountBound, tuple[str, ...]]
    people: tuple[str, ...]
    stops: tuple[str, ...]
    tolls: Mapping[str, TollWords]


class Quantity(NamedTuple):
    """A number, None where the text gives none, and what it is to the true one."""

    number: int | None
    bound: CountBound


@functools.cache
def read_count_words() -> CountWords:
    """The shipped words."""
    return CountWords.model_validate(read_data("tolls.yml"))


def any_of(words: Iterable[str]) -> str:
    """A pattern of any of the words, longer ones first; blanks in them are any white space."""
    return "|".join(
        re.escape(word).replace(r"\ ", r"\s+") for word in sorted(words, key=lambda word: (-len(word), word))
    )


@functools.cache
def group_pattern() -> str:
    """A pattern, without named groups, of one counted group: a number, alone or with modifiers and a noun for people."""
    words = read_count_words()
    acts = {verb for toll in words.tolls.values() for verb in toll.verbs if verb not in toll.leaves}
    step = rf"(?!(?:{any_of({*words.stops, *acts, *words.numbers.units, *words.numbers.scales})})\b)[\w'’-]+\s+"
    people = rf"(?:{any_of(words.people)})\b(?![-'’])"
    named = r"(?-i:[A-Z][\w’'-]*[a-z])(?=\s*(?:[,.;:)—–]|$)|\s+(?-i:[a-z]))"
    of = r"(?:of\s+(?:the|its|their|his|her|our)\s+)?"
    noun = rf"(?:\s+{of}(?:(?:{step}){{0,4}}?{people}(?:\s+{people})*|(?:{step}){{0,4}}?{named}))"
    verbs = any_of(verb for toll in words.tolls.values() for verb in (*toll.verbs, *toll.leaves, *toll.ends))
    bare = rf"(?=\s*(?:[,.;:)—–]|$)|\s+(?:{any_of(words.stops)}|{verbs})\b)"
    return rf"(?:{amount_pattern()}(?:{noun}|{bare})|(?<![\w-])(?:{any_of(words.numbers.articles)}){noun})"


@functools.cache
def first_words() -> frozenset[str]:
    """The words that a counted group may begin with, but for figures."""
    words = read_count_words()
    numbers = words.numbers
    forms = (
        *list_bounds(),
        *numbers.units,
        *numbers.scales,
        *numbers.articles,
        *numbers.vague,
        *_AMONG,
        "between",
    )
    return frozenset(re.split(r"[\s-]", form)[0] for form in forms)


@functools.cache
def amount_pattern() -> str:
    """A pattern, without named groups, of a number with the words around it that bound it."""
    words = read_count_words()
    before = rf"(?:(?:{any_of(list_bounds())})\s+)?"
    among = rf"(?:(?:{any_of(_AMONG)})\s+)?"
    return rf"(?<![\w$€£#.,-])(?<!\bno\s){before}{among}{number_pattern()}(?:\s*(?:{any_of(_flat(words.bounds_after))})\b)?"


def list_bounds() -> list[str]:
    """All forms that stand before a number and bound it."""
    return _flat(read_count_words().bounds)


def _flat(bounds: Mapping[CountBound, tuple[str, ...]]) -> list[str]:
    return [form for forms in bounds.values() for form in forms]


@functools.cache
def number_pattern() -> str:
    """A pattern of a number in figures or words, of a range, or of a vague amount."""
    numbers = read_count_words().numbers
    unit, scale = any_of(numbers.units), any_of(numbers.scales)
    tens = rf"(?:{unit})(?:-(?:{unit}))?"
    words = rf"(?:(?:{tens}|an?)\s+)?(?:{scale})(?:\s+(?:and\s+)?{tens}(?!\s+(?:{scale})))?"
    span = rf"between\s+{_FIGURE}\s+and\s+{_FIGURE}|{_FIGURE}(?:\s?[-–]\s?|\s+to\s+){_FIGURE}"
    vague = rf"(?:{any_of(numbers.vague)})(?:\s+of)?"
    return rf"(?:{vague}|{span}|{_FIGURE}(?:\s+(?:{scale}))?|{words}|{tens})(?![\w'’])"


@functools.cache
def _parts() -> re.Pattern[str]:
    words = read_count_words()
    return re.compile(
        rf"(?<![\w$€£#.,-])(?:(?P<before>{any_of(list_bounds())})\s+)?"
        rf"(?P<number>{number_pattern()}|(?:{any_of(words.numbers.articles)})(?![\w-]))"
        rf"(?:\s*(?P<after>{any_of(_flat(words.bounds_after))})\b)?",
        re.IGNORECASE,
    )


def read_quantity(text: str) -> Quantity:
    """The number of people in a counted group, or in several that are joined: their sum."""
    found = [_read_part(match) for match in _parts().finditer(_without_modifiers(text))]
    return _add(found) if found else Quantity(None, CountBound.VAGUE)


def _without_modifiers(text: str) -> str:
    """The text without ages and the like, which hold numbers that count nobody: "a 12-year-old girl"."""
    return re.sub(r"\b\d+-[a-z]\w*(?:-\w+)*|\b(?:aged|under|over)\s+\d+\b(?=\s*[,)])", "", text)


def _read_part(match: re.Match[str]) -> Quantity:
    number, ranged = _read_number(match["number"].lower())
    if number is None:
        return Quantity(None, CountBound.VAGUE)
    words = read_count_words()
    for form, bounds in ((match["before"], words.bounds), (match["after"], words.bounds_after)):
        for bound, forms in bounds.items():
            if form is not None and " ".join(form.lower().split()) in forms:
                return Quantity(number, bound)
    return Quantity(number, CountBound.AT_LEAST if ranged else CountBound.EXACT)


def _read_number(text: str) -> tuple[int | None, bool]:
    """The number of a form, the lower one of a range, and whether it is a range."""
    numbers = read_count_words().numbers
    figures = re.findall(_FIGURE, text)
    if figures:
        scale = next((size for word, size in numbers.scales.items() if text.endswith(word)), 1)
        value = float(figures[0].replace(",", "")) * scale
        return (int(value) if value == int(value) else None), len(figures) > 1
    return (None if _is_vague(text) else _read_words(text)), False


def _is_vague(text: str) -> bool:
    vague = read_count_words().numbers.vague
    form = " ".join(text.split())
    return form in vague or form.removesuffix(" of") in vague


def _read_words(text: str) -> int | None:
    numbers = read_count_words().numbers
    total, current = 0, 0
    for word in _JOINT.split(text):
        if word in numbers.scales:
            total, current = total + (current or 1) * numbers.scales[word], 0
        elif word in numbers.articles:
            current = 1
        elif word in numbers.units:
            current += numbers.units[word]
    return total + current or None


def _add(found: list[Quantity]) -> Quantity:
    """The sum of several groups. With a vague one among them it is a lower bound; else the least exact bound holds."""
    known = [quantity for quantity in found if quantity.number is not None]
    if not known:
        return Quantity(None, CountBound.VAGUE)
    total = sum(quantity.number or 0 for quantity in known)
    bounds = {quantity.bound for quantity in found} - {CountBound.EXACT}
    if not bounds:
        return Quantity(total, CountBound.EXACT)
    if bounds <= {CountBound.AT_LEAST, CountBound.VAGUE}:
        return Quantity(total, CountBound.AT_LEAST)
    return Quantity(total, bounds.pop() if len(bounds) == 1 else CountBound.ABOUT)
