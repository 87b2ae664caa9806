"""Tokens: boundaries of words, numbers and clitics, and what must hold of any text."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from polybius.coders.tokens import split_tokens


def surfaces(text: str) -> list[str]:
    return split_tokens(text, 0, len(text))[0]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Kenya's army", ["Kenya", "'s", "army"]),
        ("Kenya’s army", ["Kenya", "’s", "army"]),
        ("the rebels' camp", ["the", "rebels", "'", "camp"]),
        ("They won't go", ["They", "wo", "n't", "go"]),
        ("He doesn’t", ["He", "does", "n’t"]),
        ("It cannot", ["It", "cannot"]),
        ("we've, they'll", ["we", "'ve", ",", "they", "'ll"]),
        ("O'Brien of N'Djamena", ["O'Brien", "of", "N'Djamena"]),
        ("a Ba'ath office", ["a", "Ba'ath", "office"]),
        ("the U.S.-backed force", ["the", "U.S.-backed", "force"]),
        ("Gen. J. K. Okoro at 5 p.m.", ["Gen.", "J.", "K.", "Okoro", "at", "5", "p.m."]),
        ("cost $3.5 million, 30%", ["cost", "$3.5", "million", ",", "30", "%"]),
        ("1,200 men", ["1,200", "men"]),
        ("aid—or food -- came", ["aid", "—", "or", "food", "--", "came"]),
        ("a 20-year-old cease-fire", ["a", "20-year-old", "cease-fire"]),
        ('"Go," he said.', ['"', "Go", ",", '"', "he", "said", "."]),
        ("No. 5 said no.", ["No.", "5", "said", "no", "."]),
        ("see https://example.org/a?b=1.", ["see", "https://example.org/a?b=1", "."]),
    ],
)
def test_split_tokens_words(text: str, expected: list[str]) -> None:
    assert surfaces(text) == expected


def test_split_tokens_offsets_are_absolute() -> None:
    assert split_tokens("One. Two men.", 5, 13) == (["Two", "men", "."], [5, 9, 12], [8, 12, 13])


@given(st.text(), st.integers(0, 20))
def test_split_tokens_slices_back(text: str, start: int) -> None:
    words, starts, ends = split_tokens(text, start, len(text))
    assert [text[first:last] for first, last in zip(starts, ends, strict=True)] == words
    assert all(words)
    assert starts == sorted(starts)
    assert all(last <= first for last, first in zip(ends, starts[1:], strict=False))


@given(st.text())
def test_split_tokens_keeps_every_visible_character(text: str) -> None:
    _, starts, ends = split_tokens(text, 0, len(text))
    covered = {index for first, last in zip(starts, ends, strict=True) for index in range(first, last)}
    assert all(
        index in covered or text[index].isspace() or text[index] in "\u200b\u2060\ufeff" for index in range(len(text))
    )


@pytest.mark.parametrize("unit", ["a", "a-", "'", "n't", "A.", "1,", "don'", "http://", "\u0301", ". ", "''"])
def test_split_tokens_is_linear(unit: str) -> None:
    text = unit * (100_000 // len(unit))
    began = time.process_time()
    split_tokens(text, 0, len(text))
    assert time.process_time() - began < 10  # one that backtracks takes hours
