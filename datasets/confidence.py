"""The grade of a mention: how its parts were found.

In come the sides and the date of a mention; out goes a grade from A to C, the weakest of the three parts. What each grade asks
for is told in `docs/datasets.md`. It is no probability, and deliberately says nothing about how often such mentions are right:
that is measured by hand.
"""

from __future__ import annotations

from ..schema.enums import Confidence, DatePrecision, SlotRank
from ..schema.records import Actor, EventDate

_RANKS = {
    SlotRank.HEAD: Confidence.A,
    SlotRank.POSSESSOR: Confidence.A,
    SlotRank.MODIFIER: Confidence.B,
    SlotRank.INNER_PP: Confidence.B,
    SlotRank.CONTROLLER: Confidence.B,
    SlotRank.PRONOUN: Confidence.B,
    SlotRank.OBLIQUE: Confidence.C,
    SlotRank.PLACE: Confidence.C,
    SlotRank.PROXIMITY: Confidence.C,
}
_PRECISIONS = {
    DatePrecision.DAY: Confidence.A,
    DatePrecision.PUBLISHED: Confidence.B,
    DatePrecision.WEEK: Confidence.B,
    DatePrecision.MONTH: Confidence.B,
    DatePrecision.YEAR: Confidence.C,
}


def grade_mention(source: Actor | None, target: Actor | None, date: EventDate) -> Confidence:
    """The weakest of the grades of source, target and date."""
    return max(grade_side(source), grade_side(target), _PRECISIONS[date.precision])


def grade_side(actor: Actor | None) -> Confidence:
    """Of a side: where it stood, and whether a code and more than a role is known. A side that is not told is B."""
    if actor is None:
        return Confidence.B
    if actor.code is None:
        return Confidence.C
    known = Confidence.A if _is_more_than_role(actor) else Confidence.B
    return max(known, _RANKS[actor.rank])


def _is_more_than_role(actor: Actor) -> bool:
    """Whether the code names a country or a body ("LBYMIL", "IGOUNO"), and not only what somebody is ("COP")."""
    return actor.country is not None or len(actor.code or "") > len("".join(actor.roles))
