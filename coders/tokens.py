"""Tokens of a sentence: a span of text comes in, surfaces with absolute offsets go out.

Third stage of the cascade. Every character that is no blank belongs to exactly one token, and a token's offsets slice
back to its surface. Nothing is normalised, tagged or dropped here; what a token means is for the stages behind.
"""

from __future__ import annotations

import re
from collections.abc import Callable

TITLES = (
    "Mr Mrs Ms Dr Prof Rev Hon Gen Lt Col Maj Capt Cpl Sgt Cmdr Adm Brig Sen Rep Reps Sens Gov Govs Pres Amb Atty Supt "
    "Fr St Messrs Mme Mlle Msgr Det Insp Pvt"
).split()
MONTHS = "Jan Feb Mar Apr Jun Jul Aug Sept Sep Oct Nov Dec".split()
WEEKDAYS = "Mon Tue Tues Wed Thu Thur Thurs Fri Sat Sun".split()
SHORTENED = (
    "vs approx etc Inc Corp Ltd Co Bros Jr Sr Dept Univ Assn Ave Blvd Rd Mt Ft Ala Ariz Ark Calif Colo Conn Del Fla "
    "Ill Ind Kan Mass Mich Minn Miss Neb Nev Okla Ore Penn Tenn Tex Va Vt Wash Wis Wyo Ga Md Ky Mont Pa Ph.D"
).split()
NUMBERED = "No Nos no nos Art Sec Fig pp p".split()

_ABBREVIATIONS = [*TITLES, *MONTHS, *WEEKDAYS, *SHORTENED]
_APOSTROPHE = "['’]"
_CLITIC = "(?:s|S|ll|LL|ve|VE|re|RE|d|D|m|M)"
_NEGATED = (
    "(?i:do|does|did|is|are|was|were|has|have|had|wo|would|ca|could|should|must|need|ai|might|sha|dare|ought|may)"
)
_LETTER = r"[^\W\d_]"
_MARK = r"\u0300-\u036f\u00ad\u200c\u200d"


def _final_period(names: list[str]) -> str:
    """A pattern for a period that belongs to one of `names`: one look-behind per length, since theirs are fixed."""
    lengths: dict[int, list[str]] = {}
    for name in sorted(names):
        lengths.setdefault(len(name), []).append(re.escape(name))
    return "|".join(rf"(?<=\b(?:{'|'.join(group)})\.)" for _, group in sorted(lengths.items()))


_PERIOD = (
    rf"(?:\.(?:{_final_period(_ABBREVIATIONS)}|(?<=\b[A-Z]\.)(?=\s*[A-Z])"
    rf"|(?:{_final_period(NUMBERED)})(?=\s?\d)))"
)
_DOMAIN = r"\.(?:com|org|net|gov|edu|info|co\.uk|gov\.uk|int)\b"
_TOKEN = re.compile(
    rf"""
    (?=[^\s\u200b\u2060\ufeff])(?:
      [A-Za-z]++(?=[ ,;)"]) | [,;()"]
    | (?:https?://|www\.)[^\s<>"“”]*[^\s<>"“”.,;:!?)\]'’]
    | (?:[A-Za-z]\.){{2,}}(?:[A-Z]\b)?(?:-\w+)*
    | {_NEGATED}(?=n{_APOSTROPHE}t\b) | (?i:n{_APOSTROPHE}t)\b
    | [A-Z]{{0,3}}[$€£¥₹]\d+(?:[.,]\d+)*\w*
    | \d+(?:[.,:/]\d+)*(?:[\w{_MARK}]|-(?=\w))*
    | [\w{_MARK}]+(?:-+(?=\w)(?<!--)[\w{_MARK}]+|(?<={_LETTER}){_APOSTROPHE}(?!{_CLITIC}\b|t\b)(?={_LETTER})[\w{_MARK}]+
        |{_APOSTROPHE}t\b|&(?=[A-Z])\w+|{_DOMAIN})*{_PERIOD}?
    | {_APOSTROPHE}{_CLITIC}\b
    | \.(?:\s?\.){{1,4}} | …+ | -+ | ''|``
    | . )
    """,
    re.VERBOSE | re.DOTALL,
)
_GROUP: Callable[[re.Match[str]], str] = re.Match.group
_START: Callable[[re.Match[str]], int] = re.Match.start
_END: Callable[[re.Match[str]], int] = re.Match.end


def split_tokens(text: str, start: int, end: int) -> tuple[list[str], list[int], list[int]]:
    """Split text[start:end]; returns surfaces, starts and ends, the offsets being those of the whole text."""
    matches = list(_TOKEN.finditer(text, start, end))
    return list(map(_GROUP, matches)), list(map(_START, matches)), list(map(_END, matches))
