"""The noun index leaves out only patterns that a group cannot meet."""

from __future__ import annotations

import pickle

import pytest

from polybius.coders.groups import Group
from polybius.coders.noun_index import NounIndex, list_phrases
from polybius.coders.patterns import NounPattern, Rule, Term
from polybius.coders.vocabulary import mark_preps

RULE = Rule("test-1", "190", None, False, False, None, "test.yml", 1)


def pattern(text: str, modifiers: tuple[int, ...] = (), *terms: Term) -> NounPattern:
    return NounPattern(RULE, text, 0, modifiers, terms, 1.0)


PLAIN = pattern("raid")
AIR = pattern("air raid", (0b01,))
NIGHT_AIR = pattern("night air raid", (0b01, 0b10))
ON = pattern("raid on TGT", (), Term("prep", frozenset({"on"}), slot=2))
OUT_OF = pattern("raid out_of ANY", (), Term("prep", frozenset({"out of"})))
ON_BY = pattern("raid on TGT by SRC", (), Term("prep", frozenset({"on"})), Term("prep", frozenset({"by"})))
TO_ACT = pattern("raid to ACT", (), Term("prep", frozenset({"to"}), act=True))
INDEX = NounIndex([ON_BY, NIGHT_AIR, AIR, ON, OUT_OF, TO_ACT, PLAIN])


@pytest.mark.parametrize(
    ("modifiers", "preps", "expected"),
    [
        (0, (), [TO_ACT, PLAIN]),
        (0b01, (), [AIR, TO_ACT, PLAIN]),
        (0b11, (), [NIGHT_AIR, AIR, TO_ACT, PLAIN]),
        (0, ("on",), [ON, TO_ACT, PLAIN]),
        (0, ("by", "on"), [ON_BY, ON, TO_ACT, PLAIN]),
        (0, ("out of",), [OUT_OF, TO_ACT, PLAIN]),
        (0b100, ("under", "no such"), [TO_ACT, PLAIN]),
    ],
)
def test_select_keeps_order_and_what_can_be_met(
    modifiers: int, preps: tuple[str, ...], expected: list[NounPattern]
) -> None:
    for _ in range(2):
        assert list(INDEX.select(modifiers, mark_preps(preps))) == expected


def test_noun_index_comes_back_from_a_pickle() -> None:
    again = pickle.loads(pickle.dumps(INDEX))
    assert (again.all, again.modifiers, again.preps) == (INDEX.all, INDEX.modifiers, INDEX.preps)


def test_list_phrases_goes_down_the_chain_but_not_through_of() -> None:
    """The handover of the suspects to Rwanda by Belgium, each hung on the one before."""
    noun, suspects, rwanda, belgium = (Group("N", i, i + 1, i, "x") for i in range(4))
    noun.hang("of", suspects)
    suspects.hang("to", rwanda)
    suspects.hang("of", belgium)
    rwanda.hang("by", belgium)
    assert list_phrases(noun) == [("of", suspects), ("to", rwanda), ("by", belgium)]
