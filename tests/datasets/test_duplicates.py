"""Near duplicates: what is grouped, what is not, and that neither order nor numbers of workers matter."""

from __future__ import annotations

import itertools
import random
import sqlite3

import pytest
from hypothesis import given
from hypothesis import strategies as st

from polybius.datasets.duplicates import DAYS_APART, SIMILARITY, DuplicateIndex, similarity, sketch_text

WORDS = [first + second + third for first in "bdfgklmnprst" for second in "aeiou" for third in "lmnrst"]
Group = tuple[str, float]


def write_text(seed: int, words: int = 250) -> list[str]:
    return random.Random(seed).choices(WORDS, k=words)


def change(text: list[str], part: float, seed: int = 1) -> list[str]:
    """The text with a part of its words replaced."""
    chance = random.Random(seed)
    return [chance.choice(WORDS) if chance.random() < part else word for word in text]


def find_groups(*articles: tuple[str, str, list[str]]) -> dict[str, Group]:
    """The groups of articles (id, day, words): the first article of each and the similarity to it."""
    connection = sqlite3.connect(":memory:")
    index = DuplicateIndex(connection)
    for article_id, day, words in articles:
        sketch = sketch_text(" ".join(words))
        if sketch is not None:
            index.add(article_id, day, sketch)
    index.group()
    rows = connection.execute("SELECT article_id, first, similarity FROM near ORDER BY article_id")
    return {article_id: (first, alike) for article_id, first, alike in rows}


ONE, TWO = write_text(1), write_text(2)


def test_duplicates_are_grouped_under_the_first_by_day() -> None:
    found = find_groups(("c", "2021-03-04", ONE), ("a", "2021-03-05", ONE), ("b", "2021-03-04", TWO))
    assert found == {"a": ("c", 1.0), "c": ("c", 1.0)}


@pytest.mark.parametrize("part", [0.02, 0.05, 0.1])
def test_duplicates_with_small_changes_are_grouped(part: float) -> None:
    found = find_groups(("a", "2021-03-04", ONE), ("b", "2021-03-04", change(ONE, part)))
    assert set(found) == {"a", "b"}
    assert SIMILARITY <= found["b"][1] < 1


def test_duplicates_cut_short_or_with_a_lead_of_their_own_are_grouped() -> None:
    found = find_groups(("a", "2021-03-04", ONE), ("b", "2021-03-05", ONE[:170]), ("c", "2021-03-06", TWO[:60] + ONE))
    assert {article: first for article, (first, _) in found.items()} == {"a": "a", "b": "a", "c": "a"}


def test_duplicates_are_not_stories_that_share_a_paragraph() -> None:
    assert find_groups(("a", "2021-03-04", ONE[:180] + TWO[:60]), ("b", "2021-03-04", TWO)) == {}


def test_duplicates_are_not_texts_far_apart_in_time() -> None:
    days = [f"2021-03-{day:02}" for day in (1, 1 + DAYS_APART, 2 + DAYS_APART)]
    found = find_groups(*((name, day, ONE) for name, day in zip("abc", days, strict=True)))
    assert found == {"a": ("a", 1.0), "b": ("a", 1.0)}


def test_duplicates_need_some_text() -> None:
    assert sketch_text("Three killed in blast") is None
    assert find_groups(("a", "2021-03-04", ONE[:8]), ("b", "2021-03-04", ONE[:8])) == {}


def test_duplicates_do_not_depend_on_the_order_of_articles() -> None:
    articles = [("a", "2021-03-04", ONE), ("b", "2021-03-04", change(ONE, 0.05)), ("c", "2021-03-05", change(ONE, 0.1))]
    found = [find_groups(*order) for order in itertools.permutations(articles)]
    assert all(groups == found[0] for groups in found)
    assert {first for first, _ in found[0].values()} == {"a"}


def test_duplicates_are_found_again_when_articles_are_added() -> None:
    connection = sqlite3.connect(":memory:")
    index = DuplicateIndex(connection)
    for article_id, day in (("b", "2021-03-05"), ("c", "2021-03-06"), ("a", "2021-03-04")):
        sketch = sketch_text(" ".join(ONE))
        assert sketch is not None
        index.add(article_id, day, sketch)
        index.group()
    assert set(connection.execute("SELECT first FROM near")) == {("a",)}


def test_duplicates_are_nearly_all_found_and_nothing_else_is() -> None:
    chance = random.Random(7)
    originals = [(f"a{number:03}", "2021-03-04", write_text(100 + number, 150)) for number in range(60)]
    copies = [
        (f"b{n:03}", "2021-03-05", change(words, chance.uniform(0, 0.12), n))
        for n, (_, _, words) in enumerate(originals)
    ]
    found = find_groups(*originals, *copies)
    grouped = [article for article, (first, _) in found.items() if article != first]
    assert all(found[article][0] == f"a{article[1:]}" for article in grouped)
    alike = [
        similarity(one.runs, two.runs)
        for (_, _, first), (_, _, second) in zip(originals, copies, strict=True)
        if (one := sketch_text(" ".join(first))) is not None and (two := sketch_text(" ".join(second))) is not None
    ]
    wanted = sum(value >= SIMILARITY for value in alike)
    assert wanted * 0.97 <= len(grouped) <= wanted


@given(st.text(max_size=300))
def test_duplicates_take_any_text(text: str) -> None:
    sketch = sketch_text(text)
    assert sketch is None or similarity(sketch.runs, sketch.runs) == 1.0
