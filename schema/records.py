"""Records of the coder: what passes between stages and out of `Coder`.

In comes nothing; out go frozen slotted classes. The flat rows of the published tables are in `tables`; this module
deliberately knows nothing of files, Arrow or pydantic, since these records are made in the hot loop: those of which a sentence has
several are named tuples, which cost a third of a frozen dataclass.
All spans are half-open code point offsets [start, end).
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field
from typing import NamedTuple

from .enums import (
    ArticlePart,
    DatePrecision,
    Modality,
    PlaceBasis,
    PlaceChoice,
    PlaceKind,
    RejectionReason,
    SlotRank,
)


class Actor(NamedTuple):
    """One side of a mention. `code` is None where no entry knows the name; `start`/`end` are offsets into the text."""

    code: str | None
    country: str | None
    roles: tuple[str, ...]
    name: str | None
    entry: str | None
    text: str
    start: int
    end: int
    rank: SlotRank


class EventDate(NamedTuple):
    """When it happened, how exactly, and the words that say so (None where the publication date stands in)."""

    date: datetime.date
    precision: DatePrecision
    text: str | None
    start: int | None
    end: int | None


class Place(NamedTuple):
    """Where it happened: a name, its ISO 3166 alpha-3 country, and what that rests on. Degrees are WGS 84.

    `text`, `start` and `end` are the words of the article that name it; a dateline's are None.
    """

    name: str
    country: str | None
    basis: PlaceBasis
    admin1: str | None = None
    geonames_id: int | None = None
    latitude: float | None = None
    longitude: float | None = None
    kind: PlaceKind | None = None
    choice: PlaceChoice | None = None
    text: str | None = None
    start: int | None = None
    end: int | None = None


class Mention(NamedTuple):
    """One coded (source, action, target) in one sentence, with its provenance."""

    code: str
    source: Actor | None
    target: Actor | None
    rule_id: str
    operator_ids: tuple[str, ...]
    trigger_text: str
    trigger_start: int
    trigger_end: int
    modality: Modality
    attributed_to: Actor | None
    date: EventDate | None
    place: Place | None
    sentence_index: int
    sentence_start: int
    sentence_end: int


class Rejection(NamedTuple):
    """Something that was seen and deliberately not coded."""

    reason: RejectionReason
    text: str
    start: int
    end: int
    sentence_index: int
    rule_id: str | None = None
    code: str | None = None


class Unresolved(NamedTuple):
    """A proper name in an actor slot that no entry knows."""

    name: str
    start: int
    end: int
    sentence_index: int


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A run of the article's text. `part` says whether it is coded; `reason` why it was set aside."""

    start: int
    end: int
    part: ArticlePart
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Article:
    """One input article. `text` is the stored text that all offsets refer to; paragraphs cut it up without overlap."""

    article_id: str
    text: str
    paragraphs: tuple[Paragraph, ...]
    title: str | None = None
    publisher: str | None = None
    url: str | None = None
    published: datetime.date | None = None
    dateline: str | None = None
    path: str | None = None


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence's place in the article text and the kind of paragraph that it stands in."""

    index: int
    start: int
    end: int
    part: ArticlePart


@dataclass(frozen=True, slots=True)
class CodedArticle:
    """What the coder makes of an article."""

    sentences: tuple[Sentence, ...] = ()
    mentions: tuple[Mention, ...] = ()
    rejections: tuple[Rejection, ...] = ()
    unresolved: tuple[Unresolved, ...] = field(default=())
