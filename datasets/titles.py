"""Which of the short lines before the prose is the title.

In come the text and the spans of the paragraphs that are no known boilerplate; out goes the span of the title, or None.
It judges by structure: a title stands before the prose, has no full stop, and shares its words with the prose; a site's
tagline or a section label shares none. It deliberately knows no site and no headline vocabulary.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from .layout import Span

_WORD = re.compile(r"[^\W\d_]{3,}")
_SENTENCE_END = re.compile(r"[.!?…][\"”’')\]]*$")
_ABBREVIATION_END = re.compile(r"\b(?:[A-Za-z]\.){2,}$")
_LONGEST_TITLE, _MOST_WORDS, _FEWEST_WORDS = 220, 32, 3
_PROSE_WORDS = 33
_COMPARED_PARAGRAPHS = 4
_STEM = 5
_SHARED_WORDS, _SHARED_PART = 2, 0.34
_TAGLINE_WORDS = 6


def is_sentence(paragraph: str) -> bool:
    """Whether a paragraph ends like prose: with a full stop, a question or exclamation mark, or a quote after one."""
    return _SENTENCE_END.search(paragraph) is not None and _ABBREVIATION_END.search(paragraph) is None


def find_title(text: str, spans: Sequence[Span]) -> Span | None:
    """The span of the title among `spans`, which are in text order."""
    head = _head(text, spans)
    candidates = [span for span in head if _is_title_like(text[span[0] : span[1]])]
    if len(candidates) < 2:
        return candidates[0] if candidates else None
    prose = " ".join(text[start:end] for start, end in spans[len(head) : len(head) + _COMPARED_PARAGRAPHS])
    for span in candidates:
        if _shares_words(text[span[0] : span[1]], prose):
            return span
    return _first_after_tagline(text, candidates)


def _head(text: str, spans: Sequence[Span]) -> Sequence[Span]:
    """The paragraphs before the first that is prose; a question or an exclamation may still be a title."""
    for index, (start, end) in enumerate(spans):
        paragraph = text[start:end]
        n_words = len(paragraph.split())
        if n_words >= _PROSE_WORDS or (
            is_sentence(paragraph) and (paragraph.rstrip("\"”’')]").endswith(".") or index > 0)
        ):
            return spans[:index]
    return spans


def _is_title_like(paragraph: str) -> bool:
    n_words = len(paragraph.split())
    if len(paragraph) > _LONGEST_TITLE or not _FEWEST_WORDS <= n_words <= _MOST_WORDS:
        return False
    return paragraph[0].isupper() or not paragraph[0].isalpha()


def _shares_words(line: str, prose: str) -> bool:
    stems = _stems(line)
    shared = len(stems & _stems(prose))
    return shared >= _SHARED_WORDS and shared >= len(stems) * _SHARED_PART


def _stems(text: str) -> set[str]:
    return {word[:_STEM].lower() for word in _WORD.findall(text)}


def _first_after_tagline(text: str, candidates: Sequence[Span]) -> Span:
    """Without words in common with the prose: a first line of few words gives way to a longer second."""
    first, second = (len(text[start:end].split()) for start, end in candidates[:2])
    return candidates[1] if first <= _TAGLINE_WORDS and second > first else candidates[0]
