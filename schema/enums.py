"""The closed lists of the schema."""

from __future__ import annotations

from enum import IntEnum, StrEnum


class Modality(StrEnum):
    """How the sentence puts the event. Only asserted rows reach the events table."""

    ASSERTED = "asserted"
    NEGATED = "negated"
    HYPOTHETICAL = "hypothetical"
    QUESTION = "question"


class SlotRank(StrEnum):
    """How a side of a mention was found, from the strongest to the weakest."""

    HEAD = "head"
    POSSESSOR = "possessor"
    MODIFIER = "modifier"
    INNER_PP = "inner_pp"
    OBLIQUE = "oblique"
    CONTROLLER = "controller"
    PRONOUN = "pronoun"
    PLACE = "place"
    PROXIMITY = "proximity"


class DatePrecision(StrEnum):
    """How exactly the event date is known; `published` is the publication date standing in."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"
    PUBLISHED = "published"


class PlaceBasis(StrEnum):
    """What a place rests on."""

    CLAUSE = "clause"
    SENTENCE = "sentence"
    DATELINE = "dateline"


class ArticlePart(StrEnum):
    """What a paragraph of an article is. Only title and body are coded."""

    TITLE = "title"
    BODY = "body"
    DATELINE = "dateline"
    SET_ASIDE = "set_aside"


class QuadClass(IntEnum):
    """GDELT's four classes of events."""

    VERBAL_COOPERATION = 1
    MATERIAL_COOPERATION = 2
    VERBAL_CONFLICT = 3
    MATERIAL_CONFLICT = 4


class RejectionReason(StrEnum):
    """Why something that was seen is not an event."""

    NEGATED = "negated"
    HYPOTHETICAL = "hypothetical"
    QUESTION = "question"
    CONDITIONAL = "conditional"
    PURPOSE = "purpose"
    BACKGROUND = "background"
    NULL_RULE = "null_rule"
    NO_ACTOR = "no_actor"
    SELF = "same_actor"
    GENERIC = "generic"
    TOO_LONG = "too_long"
    AMBIGUOUS_ACTOR = "ambiguous_actor"


class ActorKind(StrEnum):
    """What an entry of the actor dictionaries is."""

    COUNTRY = "country"
    CAPITAL = "capital"
    CITY = "city"
    REGION = "region"
    PERSON = "person"
    GOVERNMENT = "government"
    ORGANISATION = "organisation"
    GROUP = "group"
    PEOPLE = "people"


class Gender(StrEnum):
    """The gender of a person, for resolving pronouns."""

    FEMALE = "f"
    MALE = "m"


class LightRole(StrEnum):
    """What the subject of a light verb is to the act that its object names: does, receives or gives it."""

    DO = "do"
    RECEIVE = "receive"
    GIVE = "give"


class OperatorSlot(StrEnum):
    """Where the source or the target of a composed event is looked for."""

    SLOT = "slot"
    ACT_SOURCE = "act_source"
    ACT_TARGET = "act_target"
    ADDRESSEE = "addressee"
