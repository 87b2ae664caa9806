"""Stable ids.

In come the fields that identify a mention or an event; out goes the first half of their SHA-256 in hexadecimal. An id
never rests on a path, a counter over a run, or the order of the input. It deliberately does not merge anything.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata

from ..schema.enums import MergeBy
from ..schema.records import Actor, EventDate, Mention

ID_LENGTH = 32
_SEPARATOR = "\x1f"
_NOT_WORD = re.compile(r"[^\w]+")
_ARTICLE = re.compile(r"^(?:the|a|an) ")


def hash_fields(*fields: object) -> str:
    """An id of `fields`; None and the empty string differ."""
    key = _SEPARATOR.join(["\x00" if field is None else str(field) for field in fields])
    return hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:ID_LENGTH]


def hash_text(text: str) -> str:
    """The full SHA-256 of a text in UTF-8."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def actor_key(actor: Actor | None) -> str:
    """The key of a side: its code, else its normalised name; empty where the sentence does not say."""
    return "" if actor is None else side_key(actor.code, actor.name, actor.text)


def side_key(code: str | None, name: str | None, text: str | None) -> str:
    """The key of a side by its columns; all are None where the sentence does not say."""
    if code is not None:
        return code
    written = name or text
    return "" if written is None else "name:" + normalise_name(written)


def normalise_name(name: str) -> str:
    """A name without case, accents, punctuation and article, for comparing."""
    bare = "".join(char for char in unicodedata.normalize("NFKD", name) if not unicodedata.combining(char))
    return _ARTICLE.sub("", " ".join(_NOT_WORD.sub(" ", bare.casefold()).split()))


def make_event_id(date: EventDate, source_key: str, target_key: str, code: str) -> str:
    """The id that all mentions of an event share."""
    return hash_event(date.date.isoformat(), date.precision.value, source_key, target_key, code)


def hash_event(date: str, precision: str, source_key: str, target_key: str, code: str) -> str:
    """The same of the fields of a row."""
    return hash_fields("event", date, precision, source_key, target_key, code)


def narrow_event_id(event_id: str, merge_by: MergeBy, story: str, mention_id: str) -> str:
    """The id of an event that mentions of one story, or one mention, make by themselves."""
    if merge_by is MergeBy.DAY:
        return event_id
    return hash_fields("event", event_id, story if merge_by is MergeBy.STORY else mention_id)


def make_mention_id(article_id: str, mention: Mention, ordinal: int) -> str:
    """The id of a mention; `ordinal` counts mentions of an article that are alike in everything else."""
    return hash_fields(
        "mention", article_id, mention.sentence_start, mention.sentence_end, *_span(mention.source),
        *_span(mention.target), mention.trigger_start, mention.trigger_end, mention.rule_id, mention.code,
        mention.modality.value, ordinal,
    )  # fmt: skip


def _span(actor: Actor | None) -> tuple[int | None, int | None]:
    return (actor.start, actor.end) if actor is not None else (None, None)
