"""Sentences: cuts, joins at abbreviations, and what must hold of any text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from polybius.coders.sentences import split_sentences


def sentences(text: str) -> list[str]:
    return [text[start:end] for start, end in split_sentences(text)]


@pytest.mark.parametrize(
    "text",
    [
        "Gen. J. K. Okoro met Sen. Diaz in Accra.",
        "The talks began at 5 p.m. Tuesday in Oslo.",
        "The envoys met on Wed. in Geneva.",
        "The convoy left at approx. 4:30 in the morning.",
        "The U.S. Army sent 3.5 tons of food.",
        "They met on Sept. 3 in Rome.",
        "Resolution No. 12 was adopted.",
        "The army left",
        "The case is Diaz vs. Okoro.",
    ],
)
def test_split_sentences_keeps_whole(text: str) -> None:
    assert sentences(text) == [text]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Peru signed. Chile did not.", ["Peru signed.", "Chile did not."]),
        ('He said: "We go." They went.', ['He said: "We go."', "They went."]),
        ("Talks end\n\nPeru left the room.", ["Talks end", "Peru left the room."]),
        ("Will they go? They will!  Yes.", ["Will they go?", "They will!", "Yes."]),
        ('"We go. They stay," he said.', ['"We go.', 'They stay," he said.']),
        ('"Will they go?" he asked.', ['"Will they go?" he asked.']),
        ('They left. "We go. You stay."', ["They left.", '"We go.', 'You stay."']),
        ("  Peru signed.  ", ["Peru signed."]),
        (" \n ", []),
        ("", []),
    ],
)
def test_split_sentences_cuts(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected


@given(st.text(alphabet=st.one_of(st.characters(), st.sampled_from("aA. \n\"'?!U.S.1"))))
def test_split_sentences_any_text(text: str) -> None:
    spans = split_sentences(text)
    assert spans == split_sentences(text)
    position = 0
    for start, end in spans:
        assert not text[position:start].strip()
        assert start < end
        assert text[start:end] == text[start:end].strip()
        position = end
    assert not text[position:].strip()
