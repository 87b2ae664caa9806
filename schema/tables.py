"""The public tables, one flat row model each: events, mentions, articles, unresolved, rejections.

In come the column groups; out go models from which the Arrow schema, the JSON Schema and the codebook are generated. Rows are
validated here only where they cross the border of the program; files and formats are deliberately not known here.
Absence is None. Lists are strings joined by `;`, since light readers know no nested types. All offsets are half-open
ranges of code points in the article's stored text. When SCHEMA_VERSION goes up is told in `docs/datasets.md`.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from types import MappingProxyType
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, create_model

from .columns import (
    CATEGORY,
    LONG,
    SHA256,
    Columns,
    action_columns,
    category,
    date_columns,
    place_columns,
    side_columns,
    side_trace_columns,
    span_columns,
    state_columns,
    text,
    toll_columns,
)
from .enums import ArticleStatus, RejectionReason

SCHEMA_VERSION = "1.1.0"
LIST_SEPARATOR = ";"

ArticleId = Annotated[str, Field(description="Stable id: a hash of publisher, url and text")]
SentenceIndex = Annotated[
    int, Field(description="Number of the sentence in the article, from 0; the title counts", ge=0)
]
Published = Annotated[datetime.date | None, Field(description="Publication date of the article")]


class Row(BaseModel):
    """A row of a public table."""

    model_config = ConfigDict(extra="forbid", frozen=True)


def _make_row(name: str, description: str, columns: Columns) -> type[Row]:
    fields: dict[str, Any] = {column: (annotation, ...) for column, annotation in columns.items()}
    return create_model(name, __base__=Row, __doc__=description, __module__=__name__, **fields)


def _count(description: str, least: int = 0) -> Any:
    return Annotated[int, Field(description=description, ge=least)]


EventRow = _make_row(
    "EventRow",
    "One event: all mentions of the same day, precision, source, target and code, merged.",
    {
        "event_id": Annotated[str, Field(description="Stable id: a hash of date, precision, both sides and the code")],
        **date_columns(),
        **side_columns("source"),
        **side_columns("target"),
        **action_columns(),
        **state_columns(),
        **place_columns(),
        **toll_columns(),
        "attributed_to_codes": category("Actor codes of all to whom a mention attributes the event, joined by `;`"),
        "n_attributed": Annotated[int | None, Field(description="Mentions that attribute the event to somebody", ge=0)],
        "n_mentions": _count("Mentions merged into the event", 1),
        "n_articles": _count("Articles with such a mention, near duplicates counted once", 1),
        "n_publishers": _count("Publishers with such an article"),
        "first_published": Annotated[
            datetime.date | None, Field(description="Earliest publication date among the articles")
        ],
        "last_published": Annotated[
            datetime.date | None, Field(description="Latest publication date among the articles")
        ],
    },
)

MentionRow = _make_row(
    "MentionRow",
    "One coded source, action and target in one sentence, with all that is needed to trace it.",
    {
        "mention_id": Annotated[str, Field(description="Stable id: a hash of article, sentence, spans, rule and code")],
        "event_id": text("The event that the mention was merged into; None if into none"),
        "article_id": ArticleId,
        "sentence_index": SentenceIndex,
        "sentence_start": _count("Start of the sentence in the article's stored text"),
        "sentence_end": _count("End of the sentence, exclusive"),
        "sentence_sha256": Annotated[str, Field(description="SHA-256 of the sentence in UTF-8", pattern=SHA256)],
        **date_columns(),
        **span_columns("date", "The words that the date rests on,"),
        **side_columns("source"),
        **side_trace_columns("source"),
        **side_columns("target"),
        **side_trace_columns("target"),
        **action_columns(),
        "trigger_text": Annotated[str, Field(description="The words that set off the rule")],
        "trigger_start": _count("Start of the trigger in the article's stored text"),
        "trigger_end": _count("End of the trigger, exclusive"),
        "rule_id": Annotated[str, CATEGORY, Field(description="Id of the rule that gave the base act")],
        "operator_id": category("Ids of the operators, outermost first, joined by `;`"),
        **state_columns(),
        "attributed_to_code": category("Actor code of whom the report is attributed to"),
        "attributed_to_name": text("Whom the report is attributed to: name of the dictionary entry, else as written"),
        **span_columns("attributed_to", "Whom the report is attributed to,"),
        **place_columns(),
        **span_columns("place", "The words that name the place,"),
        **toll_columns(),
        "published": Published,
        "sentence": text("The sentence itself, where text is included"),
    },
)

ArticleRow = _make_row(
    "ArticleRow",
    "One input article and what became of it.",
    {
        "article_id": ArticleId,
        "title": text("Title of the article, where text is included"),
        "title_sha256": text("SHA-256 of the title in UTF-8; None if the article has none", pattern=SHA256),
        "text_sha256": text(
            "SHA-256 of the article's stored text in UTF-8, to which all offsets refer", pattern=SHA256
        ),
        "publisher": category("Publisher, as the input names it"),
        "url": text("Address of the article, as the input names it"),
        "published": Published,
        "duplicate_group": text("Id of the first article of a group of near duplicates; None if alone"),
        "duplicate_similarity": Annotated[
            float | None,
            Field(description="Jaccard similarity to the first article of the group, by words in threes", ge=0, le=1),
        ],
        "n_sentences": _count("Sentences that were coded"),
        "n_mentions": _count("Mentions found"),
        "status": Annotated[ArticleStatus, CATEGORY, Field(description="What became of the article")],
        "reason": category("Why the article was not coded"),
        "input_name": category("Input file that holds the article, as the manifest names it"),
        "input_record": Annotated[
            int | None,
            LONG,
            Field(description="Number of its line, row or item in the input file, from 1; None for a whole file", ge=1),
        ],
    },
)

UnresolvedRow = _make_row(
    "UnresolvedRow",
    "A proper name in an actor slot that no dictionary entry knows, with one place where it stands.",
    {
        "name": Annotated[str, Field(description="The name, white space made single")],
        "n_mentions": _count("How often the name stood in an actor slot", 1),
        "n_articles": _count("In how many articles", 1),
        "sample_article_id": Annotated[str, Field(description="The first article, by id, that holds the name")],
        "sample_sentence_index": _count("The sentence of that article"),
        "sample_start": _count("Start of the name in that article's stored text"),
        "sample_end": _count("End of the name, exclusive"),
        "sample": text("The sentence itself, where text is included"),
    },
)

RejectionRow = _make_row(
    "RejectionRow",
    "Something that was seen and deliberately not coded.",
    {
        "article_id": ArticleId,
        "sentence_index": SentenceIndex,
        "reason": Annotated[RejectionReason, CATEGORY, Field(description="Why it is no event")],
        "text": Annotated[str, Field(description="The words that were seen")],
        "start": _count("Start of the words in the article's stored text"),
        "end": _count("End of the words, exclusive"),
        "rule_id": category("Id of the rule that would have coded it"),
        "event_code": category("The code that it would have had"),
    },
)

TABLES: Mapping[str, type[Row]] = MappingProxyType(
    {
        "events": EventRow,
        "mentions": MentionRow,
        "articles": ArticleRow,
        "unresolved": UnresolvedRow,
        "rejections": RejectionRow,
    }
)
