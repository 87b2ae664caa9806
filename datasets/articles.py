"""Stage one: the text of a document to an `Article`.

In comes text as a person saves it from a news site or an agency, with what the record beside it states (title, date,
publisher, address); out goes the stored text cut into paragraphs: title, dateline, body, and what is set aside with its
reason. Raises `ArticleError` (`empty`, `not_text`, `markup`, `no_date`, `no_body`, `unreadable`). It deliberately codes
nothing, splits no sentences, and keeps every character: what is set aside stays in the text, so that offsets always
slice back.
"""

from __future__ import annotations

import datetime
import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from ..schema.enums import ArticlePart
from ..schema.errors import ArticleError
from ..schema.records import Article, Paragraph
from .boilerplate import find_boilerplate
from .datelines import (
    DateKind,
    WireDateline,
    find_date_line,
    find_wire_dateline,
    make_date,
    read_date_words,
)
from .layout import Span, split_paragraphs
from .titles import find_title, is_sentence

ID_LENGTH = 32
_URL = re.compile(r"https?://\S+")
_URL_DATE = re.compile(r"/(\d{4})/(\d{1,2})/(\d{1,2})(?:/|$)")
_MAX_SUBHEADING_WORDS = 8


@dataclass(frozen=True, slots=True)
class _Draft:
    """A paragraph before the whole article has been seen; `dates` are the date line's, best first."""

    start: int
    end: int
    part: ArticlePart
    reason: str | None = None
    kind: DateKind | None = None
    date: datetime.date | None = None
    section: bool = False


@dataclass(frozen=True, slots=True)
class Stated:
    """What a record states beside the text. A title that is stated is stored as the first paragraph of the text."""

    title: str | None = None
    published: datetime.date | None = None
    publisher: str | None = None
    url: str | None = None


_NOTHING = Stated()


def read_article(path: str | Path, published: datetime.date | None = None) -> Article:
    """The article in the plain text file `path`; `published` overrides the date that the text states."""
    from .decoding import decode_text

    try:
        data = Path(path).read_bytes()
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise ArticleError("unreadable", f"{path}: cannot be read ({reason}); expected a plain text file") from error
    article = parse_article(decode_text(data, str(path)), published, str(path))
    return replace(article, path=str(path))


def parse_article(
    text: str, published: datetime.date | None = None, name: str = "text", stated: Stated = _NOTHING
) -> Article:
    """The article in `text`, which must be NFC with LF line ends (see `decoding.normalise_text`).

    `published` goes before every date that the record or the text states.
    """
    if stated.title is not None:
        text = f"{stated.title}\n\n{text}" if text else stated.title
    start = 0 if stated.title is None else len(stated.title)
    drafts = _set_aside_sections(text, [_draft(text, span) for span in split_paragraphs(text) if span[0] >= start])
    drafts = _mark_title(text, drafts) if stated.title is None else _mark_stated_title(text, drafts, start)
    wire = _find_wire(text, drafts)
    url = stated.url or _find_url(text, drafts)
    paragraphs = tuple(_cut_paragraphs(text, drafts))
    if not any(paragraph.part in (ArticlePart.TITLE, ArticlePart.BODY) for paragraph in paragraphs):
        raise ArticleError("no_body", f"{name}: found no prose, expected a title or paragraphs of a news article")
    date = published or stated.published or _find_published(drafts, wire, url)
    if date is None:
        raise ArticleError(
            "no_date",
            f"{name}: found no publication date, expected a field or a line such as '30 May 2019'; add one or give --published",
        )
    publisher = stated.publisher or (wire.agency if wire is not None else None)
    return Article(
        article_id=make_article_id(publisher, url, text),
        text=text,
        paragraphs=paragraphs,
        title=_find_title_text(text, paragraphs),
        publisher=publisher,
        url=url,
        published=date,
        dateline=wire.place if wire is not None else None,
    )


def make_article_id(publisher: str | None, url: str | None, text: str) -> str:
    """The id of an article: a hash of what it is, never of where it lies."""
    key = "\x1f".join((publisher or "", url or "", text))
    return hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:ID_LENGTH]


def _draft(text: str, span: Span) -> _Draft:
    paragraph = text[span[0] : span[1]]
    line = find_date_line(paragraph)
    if line is not None:
        return _Draft(*span, ArticlePart.DATELINE, kind=line.kind, date=line.date)
    rule = find_boilerplate(paragraph)
    if rule is not None:
        return _Draft(*span, ArticlePart.SET_ASIDE, rule.reason, section=rule.section)
    return _Draft(*span, ArticlePart.BODY)


def _set_aside_sections(text: str, drafts: list[_Draft]) -> list[_Draft]:
    """Set aside the links that follow a heading such as "Related articles"."""
    reason: str | None = None
    result = []
    for draft in drafts:
        if draft.section:
            reason = draft.reason
        elif draft.part is ArticlePart.BODY and reason is not None:
            paragraph = text[draft.start : draft.end]
            if is_sentence(paragraph) and not paragraph.endswith("?"):
                reason = None
            else:
                draft = replace(draft, part=ArticlePart.SET_ASIDE, reason=reason)
        result.append(draft)
    return result


def _mark_title(text: str, drafts: list[_Draft]) -> list[_Draft]:
    """Find the title among the short lines before the prose; judge the other short lines by where they stand."""
    body = [draft for draft in drafts if draft.part is ArticlePart.BODY]
    spans = [(draft.start, draft.end) for draft in body]
    title = find_title(text, spans)
    if title is None:
        return [_judge_fragment(text, draft, "subheading") for draft in drafts]
    result = []
    for draft in drafts:
        if (draft.start, draft.end) == title:
            draft = replace(draft, part=ArticlePart.TITLE)
        elif (
            draft.part is ArticlePart.BODY and draft.start < title[0] and not is_sentence(text[draft.start : draft.end])
        ):
            draft = replace(draft, part=ArticlePart.SET_ASIDE, reason="tagline")
        result.append(_judge_fragment(text, draft, "subheading"))
    return result


def _mark_stated_title(text: str, drafts: list[_Draft], length: int) -> list[_Draft]:
    """The first paragraph is the title; a body that begins with the title again does not make it count twice."""
    title = _Draft(0, length, ArticlePart.TITLE)
    result = [title]
    for draft in drafts:
        if draft.part is ArticlePart.BODY and text[draft.start : draft.end] == text[:length]:
            draft = replace(draft, part=ArticlePart.SET_ASIDE, reason="repeated_title")
        result.append(_judge_fragment(text, draft, "subheading"))
    return result


def _judge_fragment(text: str, draft: _Draft, reason: str) -> _Draft:
    paragraph = text[draft.start : draft.end]
    if draft.part is not ArticlePart.BODY or is_sentence(paragraph) or find_wire_dateline(paragraph) is not None:
        return draft
    if len(paragraph.split()) > _MAX_SUBHEADING_WORDS:
        return draft
    return replace(draft, part=ArticlePart.SET_ASIDE, reason=reason)


def _find_wire(text: str, drafts: list[_Draft]) -> WireDateline | None:
    """The wire dateline of the first body paragraph."""
    for draft in drafts:
        if draft.part is ArticlePart.BODY:
            return find_wire_dateline(text[draft.start : draft.end])
    return None


def _cut_paragraphs(text: str, drafts: list[_Draft]) -> Iterator[Paragraph]:
    """Final paragraphs: wire datelines and "Title:" labels are cut off the paragraphs that they open."""
    for draft in drafts:
        paragraph = text[draft.start : draft.end]
        start, part, reason = draft.start, draft.part, draft.reason
        if part is ArticlePart.BODY and (wire := find_wire_dateline(paragraph)) is not None:
            yield Paragraph(start, _end_before(text, start + wire.end), ArticlePart.DATELINE)
            start += wire.end
        elif part is ArticlePart.TITLE and (label := _title_label(paragraph)) > 0:
            yield Paragraph(start, _end_before(text, start + label), ArticlePart.SET_ASIDE, "label")
            start += label
        yield Paragraph(start, draft.end, part, reason)


def _end_before(text: str, end: int) -> int:
    while text[end - 1].isspace():
        end -= 1
    return end


def _title_label(title: str) -> int:
    head, colon, rest = title.partition(":")
    if not colon or head.strip().lower() not in read_date_words().titles:
        return 0
    return len(title) - len(rest.lstrip())


def _find_title_text(text: str, paragraphs: tuple[Paragraph, ...]) -> str | None:
    for paragraph in paragraphs:
        if paragraph.part is ArticlePart.TITLE:
            return " ".join(text[paragraph.start : paragraph.end].split())
    return None


def _find_url(text: str, drafts: list[_Draft]) -> str | None:
    for draft in drafts:
        if draft.reason == "url" and (match := _URL.search(text, draft.start, draft.end)) is not None:
            return match.group()
    return None


def _find_published(drafts: list[_Draft], wire: WireDateline | None, url: str | None) -> datetime.date | None:
    """Best first: a "Published" line, a plain date line, the wire dateline, the address, an "Updated" line."""
    lines = sorted(
        (draft for draft in drafts if draft.date is not None and draft.kind is not None),
        key=lambda draft: (draft.kind, draft.start),
    )
    settled = next((draft.date for draft in lines if draft.kind is not DateKind.UPDATED), None)
    if settled is not None:
        return settled
    written = _wire_date(wire, lines[0].date if lines else None)
    return written or _url_date(url) or (lines[0].date if lines else None)


def _wire_date(wire: WireDateline | None, near: datetime.date | None) -> datetime.date | None:
    """The date of a wire dateline; one without a year takes the year of `near`, and no other."""
    if wire is None or wire.date is not None:
        return wire.date if wire is not None else None
    if near is None or wire.month is None or wire.day is None:
        return None
    written = make_date(near.year, wire.month, wire.day)
    return make_date(near.year - 1, wire.month, wire.day) if written is not None and written > near else written


def _url_date(url: str | None) -> datetime.date | None:
    match = _URL_DATE.search(url) if url is not None else None
    return make_date(int(match[1]), int(match[2]), int(match[3])) if match is not None else None
