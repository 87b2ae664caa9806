"""A corpus that is generated, for measuring builds: short invented articles, seeded, as JSON Lines.

In come a number of articles and a seed; out go lines, always the same. Sentences are put together from templates over
country names, offices, towns, acts and numbers, some of them without any event, and some articles are another's text with
small changes under another publisher. It deliberately imitates no style: it is for speed and memory, never for accuracy.
"""

from __future__ import annotations

import datetime
import json
import random
from collections.abc import Iterator
from pathlib import Path

_COUNTRIES = (
    "Norway", "Chad", "France", "Mali", "Egypt", "Sudan", "Ethiopia", "Kenya", "Uganda", "Germany", "Poland", "Ukraine",
    "Turkey", "Greece", "Syria", "Jordan", "Iraq", "Iran", "Pakistan", "India", "Nepal", "China", "Japan", "Vietnam", "Peru",
    "Chile", "Brazil", "Colombia", "Mexico", "Canada", "Ghana", "Togo", "Niger", "Libya", "Tunisia", "Algeria", "Morocco",
)  # fmt: skip
_TOWNS = (
    "Oslo", "Cairo", "Khartoum", "Nairobi", "Berlin", "Warsaw", "Kyiv", "Ankara", "Athens", "Damascus", "Amman", "Baghdad",
    "Tehran", "Islamabad", "Delhi", "Beijing", "Tokyo", "Hanoi", "Lima", "Santiago", "Bogota", "Ottawa", "Accra", "Tripoli",
)  # fmt: skip
_SOURCES = (
    "{a}", "The government of {a}", "{a}'s foreign minister", "The president of {a}", "Police in {a}", "Rebels in {a}",
    "The army of {a}", "Protesters in {town}", "The opposition in {a}", "Lawmakers from {a}", "{a} and {c}",
)  # fmt: skip
_ACTS = (
    "promised to send {b} {n} field hospitals", "accused {b} of breaking the ceasefire near {town}",
    "met officials from {b} in {town} to discuss the border", "signed a trade agreement with {b}",
    "threatened to impose sanctions on {b}", "attacked a base of the army of {b}, killing {n} soldiers",
    "rejected a demand by {b} to withdraw its troops", "asked {b} for military aid", "praised {b} for freeing {n} prisoners",
    "said it would resume talks with {b} next month", "expelled {n} diplomats of {b}", "arrested {n} people in {town}",
    "gathered in {town} to protest against the government of {b}", "urged {b} to allow aid into {town}",
)  # fmt: skip
_TIMES = ("on Monday", "on Tuesday", "on Friday", "two days ago", "last week", "in early April", "yesterday", "")
_TAILS = (
    ", officials said", ", a spokesman told reporters", ", according to a statement", ", which had been expected for weeks",
    " after talks that went on until late at night", "", "", "",
)  # fmt: skip
_QUIET = (
    "Rain fell over {town} for the {n}th day, and the roads to the coast stayed closed.",
    "The harvest in the valley was {n} per cent larger than the year before, farmers in the region reported.",
    "Shares of the {n} largest companies hardly moved, as traders waited for figures from abroad.",
    "The new bridge near {town} is {n} metres long and has taken six years to build.",
    "Many in {town} remember that winter, when the river froze and schools stayed shut for {n} days.",
)
_PUBLISHERS = tuple(f"Example {name}" for name in ("Wire", "Times", "Post", "Gazette", "Herald", "Observer", "Courier"))
_FIRST = datetime.date(2019, 1, 1)
_DAYS, _COPIES, _SENTENCES = 730, 0.08, (5, 9)


def write_corpus(path: Path, n_articles: int, seed: int = 1) -> None:
    """Write articles as JSON Lines."""
    with path.open("w", encoding="utf-8") as file:
        file.writelines(make_lines(n_articles, seed))


def make_lines(n_articles: int, seed: int) -> Iterator[str]:
    """The lines of a corpus."""
    chance = random.Random(seed)
    earlier: list[dict[str, str]] = []
    for number in range(n_articles):
        if earlier and chance.random() < _COPIES:
            article = _copy(chance.choice(earlier), chance, number)
        else:
            article = _make_article(chance, number)
            earlier = [*earlier[-50:], article]
        yield json.dumps(article) + "\n"


def _make_article(chance: random.Random, number: int) -> dict[str, str]:
    sentences = [_make_sentence(chance) for _ in range(chance.randint(*_SENTENCES))]
    middle = len(sentences) // 2
    day = _FIRST + datetime.timedelta(days=chance.randrange(_DAYS))
    return {
        "title": _make_sentence(chance, plain=True).rstrip("."),
        "text": " ".join(sentences[:middle]) + "\n\n" + " ".join(sentences[middle:]),
        "published": day.isoformat(),
        "publisher": chance.choice(_PUBLISHERS),
        "url": f"https://news.example/{number}",
    }


def _make_sentence(chance: random.Random, *, plain: bool = False) -> str:
    a, b, c = chance.sample(_COUNTRIES, 3)
    words = {"a": a, "b": b, "c": c, "town": chance.choice(_TOWNS), "n": str(chance.randint(2, 900))}
    if not plain and chance.random() < 0.35:
        return chance.choice(_QUIET).format(**words)
    time = "" if plain else chance.choice(_TIMES)
    tail = "" if plain else chance.choice(_TAILS)
    parts = (chance.choice(_SOURCES), chance.choice(_ACTS), time)
    return " ".join(part for part in parts if part).format(**words) + tail + "."


def _copy(article: dict[str, str], chance: random.Random, number: int) -> dict[str, str]:
    """The story of another publisher: one sentence less."""
    first, mark, rest = article["text"].partition(". ")
    text = article["text"] if chance.random() < 0.5 else rest or first + mark
    return {**article, "text": text, "publisher": chance.choice(_PUBLISHERS), "url": f"https://news.example/{number}"}
