"""Tolls: numbers of people with the words that they rest on, and to which event they go."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from polybius.datasets.quantities import read_count_words, read_quantity
from polybius.datasets.tolls import Trigger, find_tolls, read_tolls
from polybius.schema.columns import TOLLS
from polybius.schema.ontology import ROOTS

SENTENCES = [
    ("At least 12 soldiers were killed and 30 others wounded when rebels attacked.", "killed 12 at_least; wounded 30 exact"),
    ("A suicide bomber killed at least 12 people, including three children, in Herat.", "killed 12 at_least"),
    ("A suicide bomber killed 12 people, including three children, in Herat.", "killed 12 exact"),
    ("Bomb kills 12, wounds 30 in Mosul market", "killed 12 exact; wounded 30 exact"),
    ("12 killed in Mosul blast", "killed 12 exact"),
    ("A bomb killed seven people in Kirkuk.", "killed 7 exact"),
    ("A dozen wounded soldiers were killed.", "killed 12 exact"),
    ("Three gunmen killed two policemen and a civilian in Herat.", "killed 3 exact"),
    ("Rebels killed 12 soldiers and destroyed three tanks.", "killed 12 exact"),
    ("The shelling left five people dead and more than forty injured.", "killed 5 exact; wounded 40 at_least"),
    ("Dozens of villagers were killed in the raid.", "killed None vague"),
    ("Gunmen killed 12 goats.", ""),
    ("The army killed two months of hope.", ""),
    ("No one was killed in the shelling.", ""),
    ("Rebels killed the mayor.", ""),
    ("Police arrested 20 protesters after a student was injured.", "wounded 1 exact; arrested 20 exact"),
    ("Police detained more than 1,200 people, rights groups said.", "arrested 1200 at_least"),
    ("About two hundred demonstrators marched through the capital.", "protesters 200 about"),
    ("Tens of thousands of people took to the streets of Minsk.", "protesters None vague"),
    ("Some 4,000 workers had taken to the streets.", "protesters 4000 about"),
    ("Some 3,000 teachers went on strike in Lagos.", "protesters 3000 about"),
    ("The attack killed a 12-year-old girl.", "killed 1 exact"),
    ("Twenty-five Palestinians were wounded by Israeli fire.", "wounded 25 exact"),
    ("Between 20 and 30 fighters were killed, the army said.", "killed 20 at_least"),
    ("Air strikes killed 20 to 25 militants and wounded scores.", "killed 20 at_least; wounded None vague"),
    ("Two hundred and fifty people, most of them farmers, were arrested.", "arrested 250 exact"),
    ("The explosion claimed the lives of eleven miners.", "killed 11 exact"),
    ("The death toll rose to 45 after the bombing.", "killed 45 exact"),
    ("Up to 70 people in two villages were massacred by militiamen.", "killed 70 at_most"),
    ("More than 300 arrests were made during the riot.", "arrested 300 at_least"),
    ("Police killed one protester and injured dozens more.", "killed 1 exact; wounded None vague"),
    ("The army said 14 militants and one of its soldiers had been killed.", "killed 15 exact"),
    ("A market bombing killed a dozen shoppers.", "killed 12 exact"),
    ("Clashes killed 86 people, and 50 houses were burned.", "killed 86 exact"),
    ("Nine soldiers and dozens of civilians were killed.", "killed 9 at_least"),
    ("1.5 million people took to the streets.", "protesters 1500000 exact"),
    ("In 2019 troops killed hundreds of people.", "killed None vague"),
    ("The strike killed 12, not 20, the army said.", "killed 12 exact"),
    ("The bomb cost $12 and killed nobody.", ""),
]  # fmt: skip


def list_found(sentence: str) -> str:
    return "; ".join(f"{toll.kind} {toll.number} {toll.bound.value}" for toll in read_tolls(sentence, tuple(TOLLS)))


@pytest.mark.parametrize(("sentence", "expected"), SENTENCES)
def test_tolls_of_a_sentence(sentence: str, expected: str) -> None:
    assert list_found(sentence) == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        pytest.param("Five people in a bus and two on a bicycle were killed.", "killed 7 exact", id="two phrases"),
        pytest.param("Killed were 12 soldiers, the army said.", "killed 12 exact", id="inverted"),
        pytest.param("Of the 40 hostages, 12 are now dead.", "killed 12 exact", id="are dead"),
    ],
)
@pytest.mark.xfail(strict=True, reason="known miss")
def test_tolls_that_the_grammar_misses(sentence: str, expected: str) -> None:
    assert list_found(sentence) == expected


def trigger_at(sentence: str, word: str, root: str) -> Trigger:
    start = sentence.index(word)
    return Trigger(root, start, start + len(word))


def test_tolls_go_to_the_nearest_event_of_their_kind_with_their_words() -> None:
    sentence = "Rebels killed 12 soldiers in Bria, and police arrested 20 protesters who had condemned the raid."
    events = [trigger_at(sentence, *of) for of in (("killed", "19"), ("arrested", "17"), ("condemned", "11"))]
    killed, arrested, condemned = find_tolls(sentence, events)
    assert {kind: sentence[toll.start : toll.end] for kind, toll in killed.items()} == {"killed": "killed 12 soldiers"}
    assert {kind: toll.number for kind, toll in arrested.items()} == {"arrested": 20}
    assert condemned == {}


def test_tolls_have_all_the_words_of_those_counted() -> None:
    sentence = "Soldiers arrested three Russian citizens near Tbilisi."
    (toll,) = read_tolls(sentence, ("arrested",))
    assert sentence[toll.start : toll.end] == "arrested three Russian citizens"


def test_tolls_of_two_attacks_are_kept_apart() -> None:
    sentence = "A bomb killed seven people in Kirkuk, hours after gunmen shot dead two officers in Tikrit."
    first, second = find_tolls(
        sentence, [trigger_at(sentence, "killed", "18"), trigger_at(sentence, "shot dead", "19")]
    )
    assert (first["killed"].number, second["killed"].number) == (7, 2)


@pytest.mark.parametrize("root", ["01", "04", "11", "13"])
def test_tolls_never_go_to_an_event_that_is_only_talk(root: str) -> None:
    sentence = "Ministers condemned the attack that killed 12 people."
    assert find_tolls(sentence, [trigger_at(sentence, "condemned", root)]) == ({},)


def test_tolls_prefer_the_act_that_makes_them() -> None:
    sentence = "Police beat marchers, and 14 people were killed when soldiers opened fire."
    beat, fire = find_tolls(sentence, [trigger_at(sentence, "beat", "17"), trigger_at(sentence, "opened fire", "19")])
    assert (beat, fire["killed"].number) == ({}, 14)


@pytest.mark.parametrize(
    ("text", "number", "bound"),
    [
        ("two hundred and fifty people", 250, "exact"),
        ("three thousand two hundred men", 3200, "exact"),
        ("2.5 million people", 2_500_000, "exact"),
        ("1,234 people", 1234, "exact"),
        ("twenty-one boys", 21, "exact"),
        ("a few dozen men", None, "vague"),
        ("several hundred workers", None, "vague"),
        ("nearly 40 men", 40, "about"),
        ("40 or so men", 40, "about"),
        ("40 or more men", 40, "at_least"),
        ("no more than 40 men", 40, "at_most"),
        ("at least 3 men and about 4 women", 7, "about"),
    ],
)
def test_quantities_are_read(text: str, number: int | None, bound: str) -> None:
    assert read_quantity(text) == (number, bound)


def test_quantities_have_words_for_every_toll_and_roots_that_are_there() -> None:
    words = read_count_words()
    assert set(words.tolls) == set(TOLLS)
    assert {root for toll in words.tolls.values() for tier in toll.roots for root in tier} <= set(ROOTS)


@given(st.text(max_size=80), st.sampled_from(["killed", "12 people were", "dozens of", "a", "1,000"]))
def test_tolls_of_any_text_lie_inside_it(text: str, seed: str) -> None:
    sentence = f"{text} {seed} {text}"
    for toll in read_tolls(sentence, tuple(TOLLS)):
        assert 0 <= toll.start < toll.end <= len(sentence)
        assert toll.number is None or toll.number >= 0
