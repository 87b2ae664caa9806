"""Sentences of a text: a text comes in, half-open offsets of its sentences go out.

Second stage of the cascade. The splitting is that of `sentencex`; this module joins again what it cuts at
abbreviations, and keeps the offsets. It does not look at what a sentence says, and drops nothing but blanks.
"""

from __future__ import annotations

import re

import sentencex

from .tokens import MONTHS, NUMBERED, TITLES, WEEKDAYS

_INNER_END = re.compile(r"[.!?…。！？][\"'”’)\]»]*\s+\S|\n\s*\n|\r")
_FULL_MONTHS = "January February March April May June July August September October November December".split()
_FULL_DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
_DATE_WORD = "|".join([*_FULL_MONTHS, *_FULL_DAYS, *MONTHS, *WEEKDAYS])
_NEVER_LAST = re.compile(
    rf"(?:^|[\s(\"'“‘-])(?:(?:{'|'.join([*TITLES, *MONTHS])})|[Aa]pprox|vs|v|[Ee]\.g|i\.e|cf|c|[Cc]a)\.$"
)
_BEFORE_NUMBER = re.compile(rf"(?:^|[\s(])(?:{'|'.join(NUMBERED)})\.$")
_INITIALS = re.compile(r"(?:^|[\s(\"“])(?:[A-Z]\.[ -]?)*[A-Z]\.$")
_CLOCK = re.compile(r"\b[ap]\.m\.$", re.IGNORECASE)
_DATE_START = re.compile(rf"(?:{_DATE_WORD})\b|(?:E|C|M|P)[SD]?T\b|GMT|UTC|local\b")
_QUOTES = '"“”„«»'
_SURROGATES = map(chr, range(0xD800, 0xE000))  # sentencex encodes its text, and lone surrogates cannot be encoded
_QUOTES_AWAY = str.maketrans({**dict.fromkeys(_SURROGATES, "\ufffd"), **dict.fromkeys(_QUOTES, " ")})
_QUOTED_END = re.compile(r"[.!?…,][\"”»'’]$")
_OMISSION = re.compile(r"\[(?:\.\.\.|…)\]\s+(?=[A-Z])")
# A caption or credit after an abbreviation, and the first item of a list after its colon.
_LABEL = re.compile(r"[.!?]\s+(?=(?:Image|Photo|Photograph|Picture|File|Video|Read|Related|Source)s?:\s)")
_ITEM = re.compile(r"(?:[a-z]|\d{1,2})\)")
_SIGNATURE = re.compile(r"[-–—―] ?\w")
_WORD = re.compile(r"\w")
_LOWER_START = re.compile(r"[a-z]")
_ABBREVIATED = re.compile(r"(?:\b[A-Za-z]{1,5}|\.[A-Za-z])\.$")


def split_sentences(text: str) -> list[tuple[int, int]]:
    """Half-open offsets of the sentences of `text`, in order, without the blanks around them."""
    if _INNER_END.search(text) is None:
        return _strip(text, [(0, len(text))])
    return _strip(text, _join(text, _cut(text)))


def _cut(text: str) -> list[tuple[int, int]]:
    """The cuts of `sentencex`, which would keep a quotation of several sentences whole if it saw the quotes."""
    starts = [cut["start_index"] for cut in sentencex.get_sentence_boundaries("en", text.translate(_QUOTES_AWAY))]
    starts += [gap.end() for gap in _OMISSION.finditer(text)]
    starts += [gap.end() for gap in _LABEL.finditer(text)]
    moved = sorted({0, *(_before_quotes(text, start) for start in starts)})
    return list(zip(moved, [*moved[1:], len(text)], strict=True))


def _before_quotes(text: str, start: int) -> int:
    """Quotes that touch a sentence's first word belong to it."""
    if start == len(text) or text[start].isspace():
        return start
    while start and text[start - 1] in _QUOTES:
        start -= 1
    return start


def _strip(text: str, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Take the blanks off both ends of each span; a span of blanks alone goes."""
    kept: list[tuple[int, int]] = []
    for start, end in spans:
        piece = text[start:end]
        first = start + len(piece) - len(piece.lstrip())
        last = start + len(piece.rstrip())
        if first < last:
            kept.append((first, last))
    return kept


def _join(text: str, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Join neighbours where the cut between them stands at an abbreviation."""
    joined: list[tuple[int, int]] = []
    for start, end in spans:
        if joined and _belong_together(text, joined[-1], end, start):
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined


def _belong_together(text: str, left: tuple[int, int], right_end: int, right_start: int) -> bool:
    gap_start = left[0] + len(text[left[0] : left[1]].rstrip())
    before = text[max(left[0], gap_start - 40) : gap_start]
    after = text[right_start : min(right_end, right_start + 40)].lstrip()
    gap = text[gap_start:right_start]
    if not after or gap.count("\n") > 1:
        return False
    if _WORD.search(before) is None or _WORD.search(text, right_start, right_end) is None:
        return True
    if _LOWER_START.match(after) is not None and _QUOTED_END.search(before) is not None:
        return True
    if _SIGNATURE.match(after) is not None and before[-1] in _QUOTES:
        return True
    if before[-1] == ":" and _ITEM.match(after) is not None:
        return True
    if not before.endswith("."):
        return False
    if _NEVER_LAST.search(before) is not None:
        return True
    if _LOWER_START.match(after) is not None and _ABBREVIATED.search(before) is not None:
        return True
    if after[0].isdigit() and _BEFORE_NUMBER.search(before) is not None:
        return True
    if _CLOCK.search(before) is not None and _DATE_START.match(after) is not None:
        return True
    return _INITIALS.search(before) is not None and after[0].isupper() and _is_name_initial(before)


def _is_name_initial(before: str) -> bool:
    """Whether a final "J." is an initial: a single letter that follows a name or starts the text."""
    words = before.split()
    return len(words[-1]) == 2 and (len(words) == 1 or words[-2][0].isupper())
