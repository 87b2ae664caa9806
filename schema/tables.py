"""The public tables, one flat row model each: events, mentions, articles, unresolved, rejections.

In comes nothing; out go models from which the Arrow schema, the JSON Schema and the codebook are generated. Rows are
validated here only where they cross the border of the program; files and formats are deliberately not known here.
Absence is None. Lists are strings joined by `;`, since light readers know no nested types. All offsets are half-open
ranges of code points in the article's stored text.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from .enums import (
    ArticleStatus,
    DatePrecision,
    Modality,
    PlaceBasis,
    PloverMode,
    PloverType,
    QuadClass,
    RejectionReason,
    SlotRank,
)

SCHEMA_VERSION = "1.0.0"
LIST_SEPARATOR = ";"


@dataclass(frozen=True, slots=True)
class Stored:
    """How a column is stored where its Python type does not say: `category`, `int8` or `int64`."""

    form: str


_Category = Stored("category")
_Small = Stored("int8")
_Long = Stored("int64")

EventId = Annotated[str, Field(description="Stable id: a hash of date, precision, both sides and the code")]
EventDay = Annotated[
    datetime.date | None, Field(description="Day of the event; the first day where only a week, month or year is known")
]
Precision = Annotated[
    DatePrecision | None,
    _Category,
    Field(description="How exactly the date is known; `published`: the publication date stands in"),
]
SourceCode = Annotated[
    str | None, _Category, Field(description="Actor code of the source; None where no entry knows the name")
]
SourceCountry = Annotated[str | None, _Category, Field(description="Country of the source, ISO 3166-1 alpha-3")]
SourceRoles = Annotated[str | None, _Category, Field(description="Role groups of the source in order, joined by `;`")]
SourceName = Annotated[str | None, Field(description="Name of the source: of its dictionary entry, else as written")]
TargetCode = Annotated[
    str | None, _Category, Field(description="Actor code of the target; None where no entry knows the name")
]
TargetCountry = Annotated[str | None, _Category, Field(description="Country of the target, ISO 3166-1 alpha-3")]
TargetRoles = Annotated[str | None, _Category, Field(description="Role groups of the target in order, joined by `;`")]
TargetName = Annotated[str | None, Field(description="Name of the target: of its dictionary entry, else as written")]
EventCode = Annotated[
    str, _Category, Field(description="CAMEO event code, a string: `010` is not `10`", pattern=r"^\d{3,4}$")
]
RootCode = Annotated[str, _Category, Field(description="CAMEO root code, `01` to `20`", pattern=r"^\d\d$")]
Quad = Annotated[
    QuadClass,
    _Small,
    Field(description="1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict"),
]
Goldstein = Annotated[
    float, Field(description="Goldstein value of the code, -10 (conflict) to 10 (cooperation)", ge=-10, le=10)
]
Plover = Annotated[PloverType | None, _Category, Field(description="PLOVER event type; None for bare statements")]
PloverKind = Annotated[PloverMode | None, _Category, Field(description="PLOVER mode")]
PloverContexts = Annotated[str | None, _Category, Field(description="PLOVER contexts, joined by `;`")]
Mode = Annotated[
    Modality, _Category, Field(description="How the text puts the event; the events table holds asserted rows only")
]
PlaceName = Annotated[str | None, Field(description="Name of the place where it happened")]
PlaceCountry = Annotated[str | None, _Category, Field(description="Country of the place, ISO 3166-1 alpha-3")]
PlaceAdmin = Annotated[str | None, _Category, Field(description="First-order administrative division of the place")]
PlaceId = Annotated[int | None, _Long, Field(description="GeoNames id of the place")]
PlaceRests = Annotated[PlaceBasis | None, _Category, Field(description="What the place rests on")]
Latitude = Annotated[float | None, Field(description="Latitude of the place, degrees WGS 84", ge=-90, le=90)]
Longitude = Annotated[float | None, Field(description="Longitude of the place, degrees WGS 84", ge=-180, le=180)]
ArticleId = Annotated[str, Field(description="Stable id: a hash of publisher, url and text")]
SentenceIndex = Annotated[
    int, Field(description="Number of the sentence in the article, from 0; the title counts", ge=0)
]
Published = Annotated[datetime.date | None, Field(description="Publication date of the article")]


class Row(BaseModel):
    """A row of a public table."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class EventRow(Row):
    """One event: all mentions of the same day, precision, source, target and code, merged."""

    event_id: EventId
    event_date: EventDay
    date_precision: Precision
    source_code: SourceCode
    source_country: SourceCountry
    source_roles: SourceRoles
    source_name: SourceName
    target_code: TargetCode
    target_country: TargetCountry
    target_roles: TargetRoles
    target_name: TargetName
    event_code: EventCode
    root_code: RootCode
    quad_class: Quad
    goldstein: Goldstein
    plover_type: Plover
    plover_mode: PloverKind
    plover_contexts: PloverContexts
    modality: Mode
    place_name: PlaceName
    place_country: PlaceCountry
    place_admin1: PlaceAdmin
    place_geonames_id: PlaceId
    place_basis: PlaceRests
    latitude: Latitude
    longitude: Longitude
    n_mentions: Annotated[int, Field(description="Mentions merged into the event", ge=1)]
    n_articles: Annotated[int, Field(description="Articles with such a mention, duplicates not counted", ge=1)]
    n_publishers: Annotated[int, Field(description="Publishers with such an article", ge=0)]
    first_published: Annotated[datetime.date | None, Field(description="Earliest publication date among the articles")]


class MentionRow(Row):
    """One coded source, action and target in one sentence, with all that is needed to trace it."""

    mention_id: Annotated[str, Field(description="Stable id: a hash of article, sentence, spans, rule and code")]
    event_id: Annotated[str | None, Field(description="The event that the mention was merged into; None if into none")]
    article_id: ArticleId
    sentence_index: SentenceIndex
    sentence_start: Annotated[int, Field(description="Start of the sentence in the article's stored text", ge=0)]
    sentence_end: Annotated[int, Field(description="End of the sentence, exclusive", ge=0)]
    sentence_sha256: Annotated[str, Field(description="SHA-256 of the sentence in UTF-8", pattern=r"^[0-9a-f]{64}$")]
    event_date: EventDay
    date_precision: Precision
    date_text: Annotated[str | None, Field(description="The words that the date rests on")]
    source_code: SourceCode
    source_country: SourceCountry
    source_roles: SourceRoles
    source_name: SourceName
    source_text: Annotated[str | None, Field(description="The source as written")]
    source_start: Annotated[int | None, Field(description="Start of the source in the article's stored text", ge=0)]
    source_end: Annotated[int | None, Field(description="End of the source, exclusive", ge=0)]
    source_entry: Annotated[
        str | None, _Category, Field(description="Id of the dictionary entry that named the source")
    ]
    source_rank: Annotated[SlotRank | None, _Category, Field(description="Where in the clause the source was found")]
    target_code: TargetCode
    target_country: TargetCountry
    target_roles: TargetRoles
    target_name: TargetName
    target_text: Annotated[str | None, Field(description="The target as written")]
    target_start: Annotated[int | None, Field(description="Start of the target in the article's stored text", ge=0)]
    target_end: Annotated[int | None, Field(description="End of the target, exclusive", ge=0)]
    target_entry: Annotated[
        str | None, _Category, Field(description="Id of the dictionary entry that named the target")
    ]
    target_rank: Annotated[SlotRank | None, _Category, Field(description="Where in the clause the target was found")]
    event_code: EventCode
    root_code: RootCode
    quad_class: Quad
    goldstein: Goldstein
    plover_type: Plover
    plover_mode: PloverKind
    plover_contexts: PloverContexts
    modality: Mode
    trigger_text: Annotated[str, Field(description="The words that set off the rule")]
    trigger_start: Annotated[int, Field(description="Start of the trigger in the article's stored text", ge=0)]
    trigger_end: Annotated[int, Field(description="End of the trigger, exclusive", ge=0)]
    rule_id: Annotated[str, _Category, Field(description="Id of the rule that gave the base act")]
    operator_id: Annotated[
        str | None, _Category, Field(description="Ids of the operators, outermost first, joined by `;`")
    ]
    attributed_to_code: Annotated[
        str | None, _Category, Field(description="Actor code of whom the report is attributed to")
    ]
    attributed_to_text: Annotated[str | None, Field(description="Whom the report is attributed to, as written")]
    place_name: PlaceName
    place_country: PlaceCountry
    place_admin1: PlaceAdmin
    place_geonames_id: PlaceId
    place_basis: PlaceRests
    latitude: Latitude
    longitude: Longitude
    published: Published
    sentence: Annotated[str | None, Field(description="The sentence itself, where text is included")]


class ArticleRow(Row):
    """One input article and what became of it."""

    article_id: ArticleId
    title: Annotated[str | None, Field(description="Title of the article, where text is included")]
    title_sha256: Annotated[
        str | None,
        Field(description="SHA-256 of the title in UTF-8; None if the article has none", pattern=r"^[0-9a-f]{64}$"),
    ]
    publisher: Annotated[str | None, _Category, Field(description="Publisher, as the input names it")]
    url: Annotated[str | None, Field(description="Address of the article, as the input names it")]
    published: Published
    duplicate_group: Annotated[
        str | None, Field(description="Id of the first article of a group of near duplicates; None if alone")
    ]
    n_sentences: Annotated[int, Field(description="Sentences that were coded", ge=0)]
    n_mentions: Annotated[int, Field(description="Mentions found", ge=0)]
    status: Annotated[ArticleStatus, _Category, Field(description="What became of the article")]
    reason: Annotated[str | None, _Category, Field(description="Why the article was not coded")]


class UnresolvedRow(Row):
    """A proper name in an actor slot that no dictionary entry knows, with one place where it stands."""

    name: Annotated[str, Field(description="The name, white space made single")]
    n_mentions: Annotated[int, Field(description="How often the name stood in an actor slot", ge=1)]
    n_articles: Annotated[int, Field(description="In how many articles", ge=1)]
    sample_article_id: Annotated[str, Field(description="The first article, by id, that holds the name")]
    sample_sentence_index: Annotated[int, Field(description="The sentence of that article", ge=0)]
    sample_start: Annotated[int, Field(description="Start of the name in that article's stored text", ge=0)]
    sample_end: Annotated[int, Field(description="End of the name, exclusive", ge=0)]
    sample: Annotated[str | None, Field(description="The sentence itself, where text is included")]


class RejectionRow(Row):
    """Something that was seen and deliberately not coded."""

    article_id: ArticleId
    sentence_index: SentenceIndex
    reason: Annotated[RejectionReason, _Category, Field(description="Why it is no event")]
    text: Annotated[str, Field(description="The words that were seen")]
    start: Annotated[int, Field(description="Start of the words in the article's stored text", ge=0)]
    end: Annotated[int, Field(description="End of the words, exclusive", ge=0)]
    rule_id: Annotated[str | None, _Category, Field(description="Id of the rule that would have coded it")]
    event_code: Annotated[str | None, _Category, Field(description="The code that it would have had")]


TABLES: Mapping[str, type[Row]] = MappingProxyType(
    {
        "events": EventRow,
        "mentions": MentionRow,
        "articles": ArticleRow,
        "unresolved": UnresolvedRow,
        "rejections": RejectionRow,
    }
)
