"""Where the paragraphs of a plain text file begin and end.

In comes the stored text; out go spans without surrounding blanks, one per paragraph. Files come with a paragraph per
line, with blank lines between, or wrapped at a fixed width; wrapped lines are joined where the first word of the next
line would not have fitted. It deliberately does not say what a paragraph is.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

_LINE = re.compile(r"[^\n]+")
_NARROWEST, _WIDEST = 40, 120
_FEWEST_FULL = 2
_FINAL = tuple(".!?:\"”’')")

Span = tuple[int, int]


def split_paragraphs(text: str) -> tuple[Span, ...]:
    """Spans of the paragraphs of `text`, in order; each slices to text without blanks at its ends."""
    lines = [span for match in _LINE.finditer(text) if (span := _strip(text, match.span())) is not None]
    width = _wrap_width(text, lines)
    return tuple(lines) if width is None else tuple(_join_lines(text, lines, width))


def _strip(text: str, span: Span) -> Span | None:
    start, end = span
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return (start, end) if start < end else None


def _wrap_width(text: str, lines: list[Span]) -> int | None:
    """The width at which the file was wrapped, or None. A wrapped file's full lines mostly break inside sentences."""
    pairs = [pair for pair in itertools.pairwise(lines) if _are_adjacent(text, *pair)]
    width = max((line[1] - line[0] for pair in pairs for line in pair), default=0)
    if not _NARROWEST <= width <= _WIDEST:
        return None
    full = [line for line, following in pairs if _is_full(text, line, following, width)]
    broken = sum(1 for start, end in full if not text[start:end].endswith(_FINAL))
    return width if len(full) >= _FEWEST_FULL and broken * 2 >= len(full) else None


def _are_adjacent(text: str, line: Span, following: Span) -> bool:
    return text.count("\n", line[1], following[0]) == 1


def _is_full(text: str, line: Span, following: Span, width: int) -> bool:
    first_word = text[following[0] : following[1]].split(maxsplit=1)[0]
    return line[1] - line[0] + 1 + len(first_word) > width


def _continues(text: str, line: Span, following: Span, width: int) -> bool:
    """Whether a line of a wrapped file goes on in the next: it is full, or breaks off before a small letter."""
    if not _are_adjacent(text, line, following):
        return False
    breaks_off = text[following[0]].islower() and not text[: line[1]].endswith(_FINAL)
    return breaks_off or _is_full(text, line, following, width)


def _join_lines(text: str, lines: list[Span], width: int) -> Iterator[Span]:
    start, last = None, None
    for line in lines:
        if start is not None and last is not None and not _continues(text, last, line, width):
            yield start, last[1]
            start = None
        start, last = line[0] if start is None else start, line
    if start is not None and last is not None:
        yield start, last[1]
