"""Codes in words, for readers of a report.

In come codes of events and actors, and the values of closed lists; out go names. It deliberately has no words for the
values that a newer schema may add: those stand as they are.
"""

from __future__ import annotations

import functools

from ...schema.actors import COUNTRIES
from ...schema.enums import DatePrecision, QuadClass, RejectionReason
from ...schema.ontology import CODES, read_table

QUAD_NAMES = {
    QuadClass.VERBAL_COOPERATION: "Verbal cooperation",
    QuadClass.MATERIAL_COOPERATION: "Material cooperation",
    QuadClass.VERBAL_CONFLICT: "Verbal conflict",
    QuadClass.MATERIAL_CONFLICT: "Material conflict",
}
PRECISION_NAMES = {
    DatePrecision.DAY: "a day that the text names",
    DatePrecision.WEEK: "a week",
    DatePrecision.MONTH: "a month",
    DatePrecision.YEAR: "a year",
    DatePrecision.PUBLISHED: "no date in the text: day of publication",
}
REASON_NAMES = {
    RejectionReason.NEGATED: "negated",
    RejectionReason.HYPOTHETICAL: "hypothetical",
    RejectionReason.QUESTION: "a question",
    RejectionReason.CONDITIONAL: "under a condition",
    RejectionReason.PURPOSE: "a purpose, not a deed",
    RejectionReason.BACKGROUND: "background",
    RejectionReason.NULL_RULE: "words in another sense",
    RejectionReason.NO_ACTOR: "no actor with a code",
    RejectionReason.SELF: "an actor acting on itself",
    RejectionReason.GENERIC: "a general statement",
    RejectionReason.TOO_LONG: "sentence too long",
    RejectionReason.AMBIGUOUS_ACTOR: "a name that several bear",
}


def name_of_code(code: str) -> str:
    """The name of an event code."""
    return CODES[code].name if code in CODES else code


def name_of_side(code: str) -> str:
    """The name of a country, or of the class or role that stands for one."""
    if code in COUNTRIES:
        return COUNTRIES[code].name
    return _group_names().get(code, code)


@functools.cache
def _group_names() -> dict[str, str]:
    return {row["group"]: row["name"][:1].upper() + row["name"][1:] for row in read_table("groups.csv")}
