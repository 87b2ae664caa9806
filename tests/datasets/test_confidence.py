"""Grades: the weakest part decides."""

from __future__ import annotations

import datetime

import pytest

from polybius.datasets.confidence import grade_mention, grade_side
from polybius.schema.enums import Confidence, DatePrecision, SlotRank
from polybius.schema.records import Actor, EventDate


def actor(code: str | None, rank: SlotRank = SlotRank.HEAD) -> Actor:
    country = code[:3] if code is not None and code[:3] in ("LBY", "EGY") else None
    groups = [code[n : n + 3] for n in range(0, len(code), 3)] if code is not None else []
    roles = tuple(group for group in groups if group in ("MIL", "COP", "IGO"))
    return Actor(code, country, roles, "name", "entry", "text", 0, 4, rank)


def dated(precision: DatePrecision) -> EventDate:
    return EventDate(datetime.date(2021, 3, 4), precision, None, None, None)


@pytest.mark.parametrize(
    ("side", "grade"),
    [
        (actor("LBYMIL"), "A"),
        (actor("IGOUNO"), "A"),
        (actor("LBYMIL", SlotRank.POSSESSOR), "A"),
        (actor("LBY", SlotRank.MODIFIER), "B"),
        (actor("LBY", SlotRank.PRONOUN), "B"),
        (actor("LBY", SlotRank.PLACE), "C"),
        (actor("COP"), "B"),
        (actor("COP", SlotRank.OBLIQUE), "C"),
        (actor(None), "C"),
        (None, "B"),
    ],
)
def test_confidence_of_a_side(side: Actor | None, grade: str) -> None:
    assert grade_side(side) == grade


@pytest.mark.parametrize("rank", SlotRank)
def test_confidence_knows_every_rank(rank: SlotRank) -> None:
    assert grade_side(actor("LBY", rank)) in Confidence


@pytest.mark.parametrize(
    ("precision", "grade"), [("day", "A"), ("published", "B"), ("week", "B"), ("month", "B"), ("year", "C")]
)
def test_confidence_is_that_of_the_weakest_part(precision: str, grade: str) -> None:
    date = dated(DatePrecision(precision))
    assert grade_mention(actor("LBYMIL"), actor("EGY"), date) == grade
    assert grade_mention(actor("LBYMIL"), actor(None), date) == "C"
