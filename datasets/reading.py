"""A document to an article: what a worker does before it codes.

In comes one record with what its input's options say; out goes an `Article`, or `ArticleError` with the reason and the
place. What the options set (date, publisher) goes before what the record states, but for the publisher, which stands in
where the record names none. It deliberately codes nothing and opens no files.
"""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

from ..schema.errors import ArticleError
from ..schema.records import Article
from .articles import Stated, parse_article
from .columns import find_columns, take
from .days import read_day
from .decoding import clean_text, decode_text
from .documents import Document, Fields, JsonText, Page, PlainText, Problem, Reading

_MAX_PUBLISHER = 200
_MAX_URL = 2000


def read_document(document: Document) -> Article:
    """The article in a document. Raises `ArticleError`."""
    payload, reading, place = document.payload, document.reading, document.place
    if isinstance(payload, Problem):
        raise ArticleError(payload.reason, payload.message)
    if isinstance(payload, PlainText):
        stated = Stated(publisher=reading.publisher)
        return parse_article(decode_text(payload.data, place), reading.published, place, stated)
    if isinstance(payload, Page):
        return _read_page(payload, reading, place)
    values = payload.values if isinstance(payload, Fields) else _parse_object(payload, place)
    return read_fields(values, reading, place)


def _parse_object(payload: JsonText, place: str) -> dict[str, Any]:
    try:
        value = json.loads(payload.data)
    except (ValueError, RecursionError) as error:
        raise ArticleError("bad_json", f"{place}: found no JSON ({error}); expected one object on the line") from error
    if not isinstance(value, dict):
        found = type(value).__name__
        raise ArticleError("bad_json", f"{place}: found {found}, expected an object with the article's fields")
    return value


def read_fields(values: dict[str, Any], reading: Reading, place: str) -> Article:
    """The article of a record with named values."""
    names = find_columns(values, reading.columns)
    url = _read_line(take(values, names["url"]), _MAX_URL, place)
    text = _read_text(take(values, names["text"]), place)
    stated = Stated(
        title=_read_line(take(values, names["title"]), None, place),
        published=None if reading.published else read_day(take(values, names["published"]), reading.date_format, place),
        publisher=_read_line(take(values, names["publisher"]), _MAX_PUBLISHER, place) or reading.publisher,
        url=url,
    )
    if text is None and (html := take(values, names["html"])) is not None:
        data = html if isinstance(html, bytes) else str(html).encode("utf-8", "surrogatepass")
        return _read_page(Page(data, url, "utf-8"), reading, place, stated)
    if text is None and stated.title is None:
        there = ", ".join(list(values)[:12]) or "nothing"
        raise ArticleError(
            "no_text", f"{place}: found {there}, expected a text or a title; map them: --column text=NAME"
        )
    return parse_article(text or "", reading.published, place, stated)


def _read_text(value: Any, place: str) -> str | None:
    """A text; paragraphs may come as a list."""
    if isinstance(value, list):
        value = "\n\n".join(str(part) for part in value)
    if isinstance(value, bytes):
        return decode_text(value, place) if value.strip() else None
    if value is None:
        return None
    if not isinstance(value, str):
        raise ArticleError("no_text", f"{place}: found {type(value).__name__} as the text, expected a string")
    return clean_text(value, place) or None


def _read_line(value: Any, longest: int | None, place: str) -> str | None:
    """A short text on one line; of an object, its `name`."""
    if isinstance(value, dict):
        value = value.get("name")
    if value is None or isinstance(value, list | dict):
        return None
    line = " ".join(clean_text(str(value), place).split())
    return line[:longest] or None


def _read_page(page: Page, reading: Reading, place: str, stated: Stated | None = None) -> Article:
    from .pages import read_page

    text, found = read_page(page, place)
    if stated is not None:
        found = Stated(
            stated.title or found.title, stated.published or found.published, stated.publisher or found.publisher,
            stated.url or found.url,
        )  # fmt: skip
    if found.publisher is None:
        found = replace(found, publisher=reading.publisher)
    try:
        return parse_article(text, reading.published, place, found)
    except ArticleError as error:
        if error.reason != "no_date" or page.captured is None:
            raise
        if reading.undated != "capture":
            raise ArticleError(error.reason, f"{error}, or --undated capture: captured on {page.captured}") from error
        return parse_article(text, page.captured, place, found)
