"""Coded articles to the rows of the tables.

In come an article and what the coder made of it; out go plain mappings from column to value, as the tables name them
(dates as ISO strings, lists joined by `;`), ready to be kept in the staging store. It deliberately does not merge
mentions into events and writes nothing.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from ..schema.actors import COUNTRIES
from ..schema.enums import ArticleStatus, DatePrecision, Modality
from ..schema.ontology import code_of
from ..schema.records import Actor, Article, CodedArticle, EventDate, Mention, Place, Rejection, Unresolved
from ..schema.tables import LIST_SEPARATOR
from .confidence import grade_mention
from .contents import describe_contents
from .duplicates import Sketch, sketch_text
from .identity import actor_key, hash_text, make_event_id, make_mention_id

Row = dict[str, Any]
# The parts of rows that are made once are plain dicts, typed as read-only: a dict takes in another at a fraction of the time
# that it needs for a proxy.
_SHORT_TEXT = 80


@dataclass(frozen=True, slots=True)
class MentionRow:
    """A row of the mentions table with the keys that it is merged by; its event id is None if it makes no event."""

    event_date: str
    precision: str
    source_key: str
    target_key: str
    code: str
    row: Row


@dataclass(frozen=True, slots=True)
class ArticleRows:
    """All rows of one article; `unresolved` holds one row per place where a name stands."""

    article: Row
    mentions: tuple[MentionRow, ...] = ()
    rejections: tuple[Row, ...] = ()
    unresolved: tuple[Row, ...] = ()
    sketch: Sketch | None = None


def make_article_rows(
    article: Article, coded: CodedArticle, *, include_text: bool, duplicates: bool = False
) -> ArticleRows:
    """The rows of a coded article; where duplicates are looked for, with the sketch of its prose."""
    return ArticleRows(
        article=_article_row(article, coded, include_text),
        mentions=tuple(_mention_rows(article, coded.mentions, include_text)),
        rejections=tuple(_rejection_row(article, rejection, include_text) for rejection in coded.rejections),
        unresolved=tuple(_unresolved_row(article, coded, unresolved, include_text) for unresolved in coded.unresolved),
        sketch=sketch_text(" ".join(article.text[s.start : s.end] for s in coded.sentences)) if duplicates else None,
    )


def make_failed_row(article_id: str, reason: str) -> Row:
    """The row of an article that could not be coded."""
    return {
        "article_id": article_id, "title": None, "title_sha256": None, "text_sha256": None, "publisher": None,
        "url": None, "published": None, "duplicate_group": None, "duplicate_similarity": None,
        "n_sentences": 0, "n_mentions": 0,
        "status": (ArticleStatus.EMPTY if reason == "empty" else ArticleStatus.FAILED).value, "reason": reason,
        "input_name": None, "input_record": None,
    }  # fmt: skip


def _article_row(article: Article, coded: CodedArticle, include_text: bool) -> Row:
    return {
        "article_id": article.article_id,
        "title": article.title if include_text else None,
        "title_sha256": None if article.title is None else hash_text(article.title),
        "text_sha256": hash_text(article.text),
        "publisher": article.publisher,
        "url": article.url,
        "published": _iso(article.published),
        "duplicate_group": None,
        "duplicate_similarity": None,
        "n_sentences": len(coded.sentences),
        "n_mentions": len(coded.mentions),
        "status": ArticleStatus.CODED.value,
        "reason": None,
        "input_name": None,  # where an article stands is for the store to say: it is no part of what the article is
        "input_record": None,
    }


def _mention_rows(article: Article, mentions: Iterable[Mention], include_text: bool) -> Iterator[MentionRow]:
    seen: dict[str, int] = {}
    hashes: dict[str, str] = {}
    for mention, contents in describe_contents(article, mentions):
        alike = make_mention_id(article.article_id, mention, 0)
        ordinal = seen[alike] = seen.get(alike, -1) + 1
        mention_id = alike if ordinal == 0 else make_mention_id(article.article_id, mention, ordinal)
        sentence = article.text[mention.sentence_start : mention.sentence_end]
        if sentence not in hashes:
            hashes[sentence] = hash_text(sentence)
        text = {"sentence_sha256": hashes[sentence], "sentence": sentence if include_text else None}
        yield _mention_row(article, mention, mention_id, {**contents, **text})


def _mention_row(article: Article, mention: Mention, mention_id: str, contents: Row) -> MentionRow:
    date = event_date(mention, article.published)
    source_key, target_key = actor_key(mention.source), actor_key(mention.target)
    event_id = make_event_id(date, source_key, target_key, mention.code) if _makes_event(mention) else None
    row: Row = {
        "mention_id": mention_id,
        "event_id": event_id,
        "article_id": article.article_id,
        "sentence_index": mention.sentence_index,
        "sentence_start": mention.sentence_start,
        "sentence_end": mention.sentence_end,
        "event_date": date.date.isoformat(),
        "date_precision": date.precision.value,
        "date_text": date.text,
        "date_start": date.start,
        "date_end": date.end,
        **side_fields("source", mention.source),
        **side_fields("target", mention.target),
        **code_fields(mention.code),
        "modality": mention.modality.value,
        "is_one_sided": mention.source is None or mention.target is None,
        "confidence": grade_mention(mention.source, mention.target, date).value,
        **contents,
        **_attribution_fields(mention.attributed_to),
        **place_fields(mention.place),
        "trigger_text": mention.trigger_text,
        "trigger_start": mention.trigger_start,
        "trigger_end": mention.trigger_end,
        "rule_id": mention.rule_id,
        "operator_id": _join(mention.operator_ids),
        "published": _iso(article.published),
    }
    return MentionRow(row["event_date"], row["date_precision"], source_key, target_key, mention.code, row)


def event_date(mention: Mention, published: datetime.date | None) -> EventDate:
    """When it happened; an undated mention takes the publication date, which every article of a build has."""
    if mention.date is not None:
        return mention.date
    if published is None:
        raise ValueError("an undated mention in an undated article: the reader refuses such articles")
    return EventDate(published, DatePrecision.PUBLISHED, None, None, None)


@cache
def code_fields(code: str) -> Mapping[str, Any]:
    """What the code tables say of an event code."""
    known = code_of(code)
    return {
        "event_code": code,
        "root_code": known.root,
        "quad_class": int(known.quad_class),
        "goldstein": known.goldstein,
        "plover_type": known.plover_type.value if known.plover_type is not None else None,
        "plover_mode": known.plover_mode.value if known.plover_mode is not None else None,
        "plover_contexts": _join(tuple(context.value for context in known.plover_contexts)),
    }


def _makes_event(mention: Mention) -> bool:
    """Only asserted mentions with at least one coded side become events."""
    if mention.modality is not Modality.ASSERTED:
        return False
    return any(side is not None and side.code is not None for side in (mention.source, mention.target))


def side_fields(side: str, actor: Actor | None) -> Row:
    """One side: who it is, where it stands and how it was found."""
    if actor is None:
        return dict(_no_side(side))
    values = (
        actor.code, _join(actor.roles), actor.name, actor.entry, actor.text, actor.start, actor.end, actor.rank.value,
    )  # fmt: skip
    fields = dict(zip(_side_columns(side), values, strict=True))
    fields.update(country_fields(side, actor.country))
    return fields


@cache
def _side_columns(side: str) -> tuple[str, ...]:
    """The columns of a side but for those of its country."""
    return tuple(f"{side}_{part}" for part in ("code", "roles", "name", "entry", "text", "start", "end", "rank"))


@cache
def _no_side(side: str) -> Mapping[str, None]:
    return dict.fromkeys((*_side_columns(side), *country_fields(side, None)))


@cache
def country_fields(prefix: str, iso3: str | None) -> Mapping[str, str | int | None]:
    """A country by its ISO, Correlates of War and Gleditsch-Ward codes."""
    country = COUNTRIES.get(iso3) if iso3 is not None else None
    return {
        f"{prefix}_country": iso3,
        f"{prefix}_cow": country.cow if country is not None else None,
        f"{prefix}_gw": country.gw if country is not None else None,
    }


def _attribution_fields(actor: Actor | None) -> Row:
    """Whom a report is attributed to."""
    return {
        "attributed_to_code": actor.code if actor is not None else None,
        "attributed_to_name": actor.name if actor is not None else None,
        "attributed_to_text": actor.text if actor is not None else None,
        "attributed_to_start": actor.start if actor is not None else None,
        "attributed_to_end": actor.end if actor is not None else None,
    }


def place_fields(place: Place | None) -> Mapping[str, Any]:
    """Where it happened."""
    if place is None:
        return _NO_PLACE
    return {
        "place_name": place.name,
        "place_kind": place.kind.value if place.kind is not None else None,
        **country_fields("place", place.country),
        "place_admin1": place.admin1,
        "place_geonames_id": place.geonames_id,
        "place_basis": place.basis.value,
        "place_choice": place.choice.value if place.choice is not None else None,
        "place_text": place.text,
        "place_start": place.start,
        "place_end": place.end,
        "latitude": place.latitude,
        "longitude": place.longitude,
    }


_NO_PLACE: Mapping[str, None] = dict.fromkeys(
    (
        "place_name", "place_kind", "place_country", "place_cow", "place_gw", "place_admin1", "place_geonames_id",
        "place_basis", "place_choice", "place_text", "place_start", "place_end", "latitude", "longitude",
    )
)  # fmt: skip


def _rejection_row(article: Article, rejection: Rejection, include_text: bool) -> Row:
    return {
        "article_id": article.article_id,
        "sentence_index": rejection.sentence_index,
        "start": rejection.start,
        "end": rejection.end,
        "reason": rejection.reason.value,
        "rule_id": rejection.rule_id,
        "event_code": rejection.code,
        "text": rejection.text if include_text else _shorten(rejection.text),
    }


def _unresolved_row(article: Article, coded: CodedArticle, unresolved: Unresolved, include_text: bool) -> Row:
    """One place where a name stands; the store sums these up by name."""
    sentence = (
        next((s for s in coded.sentences if s.index == unresolved.sentence_index), None) if include_text else None
    )
    return {
        "name": " ".join(unresolved.name.split()),
        "sample_article_id": article.article_id,
        "sample_sentence_index": unresolved.sentence_index,
        "sample_start": unresolved.start,
        "sample_end": unresolved.end,
        "sample": article.text[sentence.start : sentence.end] if sentence is not None else None,
    }


def _shorten(text: str) -> str:
    """Enough of a text to see what was meant, too little to count as the text."""
    return text if len(text) <= _SHORT_TEXT else text[: _SHORT_TEXT - 1].rstrip() + "…"


def _join(values: tuple[str, ...]) -> str | None:
    return LIST_SEPARATOR.join(values) if values else None


def _iso(date: datetime.date | None) -> str | None:
    return date.isoformat() if date is not None else None
