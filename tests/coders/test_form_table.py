"""The form table: it cuts a text as the token stage does, whatever it has read before."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from polybius.coders.form_table import FormTable
from polybius.coders.names import Trie
from polybius.coders.tokens import split_tokens
from polybius.coders.words import WordTable

FORMS = FormTable(WordTable.load(), Trie())
PIECES = st.sampled_from(
    [
        "A.",
        "No.",
        "5",
        ".",
        "..",
        "Mr.",
        "U.S.",
        "don't",
        "'s",
        "\u200b",
        "end.",
        "\n",
        "\t",
        "$5.2",
        "B.C.",
        "(the",
        ",",
        " ",
        " ",
        "x",
    ]
)


@pytest.mark.parametrize(
    "text",
    [
        "Gen. J. Smith left.",
        "Vitamin A. He left.",
        "vitamin A. he left",
        "Resolution No. 5 and No. Five",
        "They left. . . then",
        "He met U.S. and E.U. envoys",
        "a  b\tc\nd\u00a0e",
        "...and so on",
    ],
)
def test_read_cuts_as_tokens(text: str) -> None:
    for _ in range(2):
        forms, starts, ends = FORMS.read(text, 0, len(text))
        assert ([form.surface for form in forms], starts, ends) == split_tokens(text, 0, len(text))


@given(st.lists(st.one_of(PIECES, st.text(max_size=5)), max_size=12).map("".join), st.integers(0, 3))
def test_read_cuts_any_text_as_tokens(text: str, start: int) -> None:
    start = min(start, len(text))
    if start and not text[start - 1].isspace():
        start = 0
    forms, starts, ends = FORMS.read(text, start, len(text))
    assert ([form.surface for form in forms], starts, ends) == split_tokens(text, start, len(text))


def test_read_gives_the_same_when_it_forgets(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("polybius.coders.form_table._MOST_CHUNKS", 3)
    table = FormTable(FORMS.words, Trie())
    text = "The envoy left, and the army (of Chad) left too. The envoy's aides left."
    for _ in range(3):
        forms, starts, ends = table.read(text, 0, len(text))
        assert ([form.surface for form in forms], starts, ends) == split_tokens(text, 0, len(text))
