from __future__ import annotations

import datetime
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from polybius.coders import Coder
from polybius.coders.digests import SHIPPED
from polybius.coders.explain import REASONS, explain_text
from polybius.schema.enums import RejectionReason

CODER = Coder.load()
NORWAY = "Norway promised to send Chad ten field hospitals."
WORDS = "Norway Chad the army attacked promised to send talks with that who if said was not and , . hospitals".split()


def read_section(text: str, title: str) -> list[str]:
    """The lines of a section, without the blanks before them."""
    found = re.search(rf"^{title}\n((?:  .*\n?)*)", text, re.M)
    return [] if found is None else [line.strip() for line in found.group(1).splitlines()]


def test_explain_shows_every_stage() -> None:
    shown = explain_text(CODER, NORWAY)
    assert shown.startswith(f"Sentence 1: {NORWAY}")
    assert "Norway/name" in read_section(shown, "Words")[0]
    assert "<promised>" in read_section(shown, "Groups")[0]
    assert any("main clause; subject: Norway" in line for line in read_section(shown, "Clauses"))
    assert any("NOR, entry nor" in line for line in read_section(shown, "Actors"))
    assert any(line.startswith("NOR 0333 TCD") for line in read_section(shown, "Events"))


def test_explain_names_the_rules_with_their_places() -> None:
    places = re.findall(r"rule ([a-z0-9-]+) \((rules/[\w.]+):(\d+)\)", explain_text(CODER, NORWAY))
    assert len(places) >= 2
    for rule_id, path, line in places:
        lines = (Path(SHIPPED) / path).read_text(encoding="utf-8").splitlines()
        assert lines[int(line) - 1] == f"- id: {rule_id}"


def test_explain_says_what_other_rules_lack() -> None:
    lost = [line for line in read_section(explain_text(CODER, NORWAY), "Clauses") if line.startswith("- ")]
    assert any("wants" in line for line in lost)


def test_explain_says_why_nothing_was_coded() -> None:
    assert "Not coded" in explain_text(CODER, "Norway did not attack Chad.")
    assert read_section(explain_text(CODER, "Norway did not attack Chad."), "Events") == []
    assert "Not coded" in explain_text(CODER, "The weather was mild.")


def test_explain_codes_as_the_coder_does() -> None:
    text = "Khalifa Haftar visited Cairo. He met the Egyptian president."
    day = datetime.date(2019, 5, 30)
    shown = explain_text(CODER, text, day)
    for mention in CODER.code_sentence(text, published=day):
        assert f" {mention.code} " in shown
    assert shown.count("Sentence ") == 2


def test_explain_has_words_for_every_reason() -> None:
    assert set(REASONS) == {str(reason) for reason in RejectionReason}


@pytest.mark.parametrize("text", ["", "  \n", "\x00"])
def test_explain_takes_texts_without_sentences(text: str) -> None:
    assert explain_text(CODER, text)


@given(words=st.lists(st.sampled_from(WORDS), max_size=30))
@settings(deadline=None, max_examples=100)
def test_explain_takes_any_order_of_words(words: list[str]) -> None:
    assert explain_text(CODER, " ".join(words))


@given(text=st.text(max_size=100))
@settings(deadline=None, max_examples=100)
def test_explain_takes_any_text(text: str) -> None:
    assert explain_text(CODER, text)
