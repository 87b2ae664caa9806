from __future__ import annotations

import datetime
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from polybius.coders import Coder
from polybius.coders.derivation_lines import LATENT, REASONS, shorten
from polybius.coders.digests import SHIPPED
from polybius.coders.explain import RANKS, explain_text
from polybius.coders.sources import read_sources
from polybius.schema.enums import RejectionReason, SlotRank

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
    assert "“Norway”: NOR, entry nor" in read_section(shown, "Actors")
    events = read_section(shown, "Events")
    assert events[0] == "NOR 0333 TCD  Intent: humanitarian aid"
    assert "who      “Norway”: NOR, entry nor" in events
    assert any("= 0333 Intent: humanitarian aid = promise x 073: rule op-promise-promise" in line for line in events)


def test_explain_names_the_rules_with_their_places() -> None:
    places = re.findall(r"rule ([a-z0-9-]+) \((rules/[\w.]+):(\d+)\)", explain_text(CODER, NORWAY))
    assert len(places) >= 2
    for rule_id, path, line in places:
        lines = (Path(SHIPPED) / path).read_text(encoding="utf-8").splitlines()
        assert lines[int(line) - 1] == f"- id: {rule_id}"


def test_explain_says_what_other_rules_lack() -> None:
    lost = [line for line in read_section(explain_text(CODER, NORWAY), "Clauses") if line.startswith("- ")]
    assert any("wants" in line for line in lost)


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        (
            "Norway did not attack Chad.",
            "would be 190 Conventional force with no finer code, but the sentence says that it did not",
        ),
        ("If Norway attacks Chad, Kenya will suffer.", "but it is a condition"),
        ("Did Norway attack Chad?", "but it is asked, not reported"),
        ("Norway might attack Chad.", "but it is a possibility"),
        ("Somebody attacked the village.", "but neither side names an actor that the dictionaries know"),
        ("Norway hit a record high.", "a rule says that this use of the word is no event [null-strike-hit]"),
        ("Norway tickled Chad.", "no rule knows the verb “tickle”"),
        ("Norway supplied the choir with songbooks.", "the nearest, aid-"),
        ("Norway objected.", "wants “to” with something; there is no such phrase"),
        ("The weather was mild.", "what somebody or something is makes no event"),
        ("The minister bribed a clerk.", "a crime, which has a code only under an operator"),
        ("A strike in France.", "names an act, 143"),
        ("A quiet day in France.", "no verb in this sentence, and no noun that names an act"),
    ],
)
def test_explain_says_why_nothing_was_coded(text: str, answer: str) -> None:
    shown = explain_text(CODER, text)
    assert read_section(shown, "Events") == []
    assert any(answer in line for line in read_section(shown, "Not coded")), shown


def test_explain_gives_words_for_what_a_rule_wants() -> None:
    lines = read_section(explain_text(CODER, "Norway supplied the choir with songbooks."), "Clauses")
    assert any("wants “with” with a word such as" in line and line.endswith("found “songbooks”") for line in lines)


def test_explain_names_what_the_engine_composed() -> None:
    events = read_section(explain_text(CODER, "Iran will not lift the embargo on Qatar."), "Events")
    assert any("= refuse x 085: said by tense, modal verb or negation" in line for line in events)


def test_explain_shortens_long_alternatives() -> None:
    assert shorten("SRC a|b|c|d TGT with x|y") == "SRC a|b|c|… TGT with x|y"


def test_explain_codes_as_the_coder_does() -> None:
    text = "Khalifa Haftar visited Cairo. He met the Egyptian president."
    day = datetime.date(2019, 5, 30)
    shown = explain_text(CODER, text, day)
    for mention in CODER.code_sentence(text, published=day):
        assert f" {mention.code} " in shown
    assert shown.count("Sentence ") == 2


def test_explain_has_words_for_every_reason() -> None:
    assert set(REASONS) == {str(reason) for reason in RejectionReason}
    assert set(RANKS) >= {str(rank) for rank in SlotRank} - {str(SlotRank.HEAD)}
    latent = {rule.act for rule in read_sources().rules if rule.act is not None and rule.act.startswith("~")}
    assert set(LATENT) >= latent


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
