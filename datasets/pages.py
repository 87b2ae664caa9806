"""The article in a web page: main text, title, date, publisher and address, by trafilatura.

In come the bytes of a page and what is known of it from outside; out go the text and what the page states. Dates are
taken from the page's own statements only, never guessed from its text and never bounded by the clock. It deliberately
fetches nothing.
"""

from __future__ import annotations

import codecs
import logging
import re
from typing import Any

from ..schema.errors import ArticleError
from .articles import Stated
from .days import read_day
from .decoding import clean_text
from .documents import Page
from .extras import import_extra

_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]{2,40})""", re.IGNORECASE)
_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_HEAD = 4096
_DATES = {"original_date": True, "extensive_search": False, "max_date": "2100-12-31"}
_OPTIONS: dict[str, Any] = {
    "with_metadata": True, "include_comments": False, "include_tables": False, "date_extraction_params": _DATES,
}  # fmt: skip


def read_page(page: Page, place: str) -> tuple[str, Stated]:
    """Text and statements of a page. Raises `ArticleError`: `empty`, `not_text`, `no_text`."""
    if not page.data.strip():
        raise ArticleError("empty", f"{place}: the page is empty; expected the HTML of a news article")
    if page.data[:_HEAD].count(b"\x00") > _HEAD // 4 or page.data.startswith((b"%PDF-", b"\x89PNG", b"\xff\xd8\xff")):
        raise ArticleError("not_text", f"{place}: found a binary file, expected HTML")
    found = _extract(decode_page(page), page.url, place)
    text = clean_text(getattr(found, "text", None) or "", place)
    if not text:
        raise ArticleError("no_text", f"{place}: found no article in the page, expected HTML with paragraphs of prose")
    return text, Stated(
        title=_one_line(found.title, place),
        published=read_day(found.date, None, place),
        publisher=_one_line(found.sitename or found.hostname, place),
        url=page.url or found.url,
    )


def _extract(html: str, url: str | None, place: str) -> Any:
    trafilatura = import_extra("trafilatura", place)
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    logging.getLogger("htmldate").setLevel(logging.CRITICAL)
    try:
        return trafilatura.bare_extraction(html, url=url, **_OPTIONS)
    except (ValueError, RecursionError, AttributeError, TypeError) as error:
        raise ArticleError(
            "no_text", f"{place}: the page cannot be taken apart ({type(error).__name__}: {error})"
        ) from error


def _one_line(text: str | None, place: str) -> str | None:
    return " ".join(clean_text(text, place).split()) or None if text else None


def decode_page(page: Page) -> str:
    """The text of a page: by its mark, by what came with it, by its own word, as UTF-8, at last as Windows-1252."""
    for mark, encoding in _MARKS:
        if page.data.startswith(mark):
            return page.data.decode(encoding, "replace")
    stated = _CHARSET.search(page.data[:_HEAD])
    for name in (page.charset, stated[1].decode("ascii") if stated is not None else None, "utf-8"):
        text = _try_decode(page.data, name)
        if text is not None:
            return text
    return page.data.decode("cp1252", "replace")


def _try_decode(data: bytes, charset: str | None) -> str | None:
    if charset is None:
        return None
    try:
        return data.decode("cp1252" if charset.lower() in ("iso-8859-1", "latin-1", "latin1") else charset)
    except (LookupError, ValueError):
        return None
