"""invisible-character, not-nfc: text that looks like other text and does not match it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from ...schema.errors import Issue
from .check import error
from .checked import Checked

INVISIBLE = error("invisible-character", "characters that can be seen, plain blanks and line feeds")
NOT_NFC = error("not-nfc", "Unicode form NFC")
CHECKS = (INVISIBLE, NOT_NFC)
ODD = re.compile("[\u00a0\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\x00-\x08\x0b-\x1f\x7f\u2028\u2029\u202f]")


def find(checked: Checked) -> Iterator[Issue]:
    """Yield each odd character, and each line that is not in NFC."""
    for path, text in checked.files.items():
        if text.isascii() and ODD.search(text) is None:
            continue
        for number, line in enumerate(text.split("\n"), 1):
            yield from _find_in_line(path, number, line)


def _find_in_line(path: str, number: int, line: str) -> Iterator[Issue]:
    for match in ODD.finditer(line):
        name = unicodedata.name(match.group(), "a control character").lower()
        message = f"U+{ord(match.group()):04X} ({name}) cannot be seen"
        yield INVISIBLE.at(path, number, match.start() + 1, message, "run `polybius format`, which takes it out")
    if not unicodedata.is_normalized("NFC", line):
        composed = unicodedata.normalize("NFC", line)
        column = next((i for i, (a, b) in enumerate(zip(line, composed, strict=False)) if a != b), len(composed)) + 1
        message = "a letter and its accent are two characters"
        yield NOT_NFC.at(path, number, column, message, "run `polybius format`, which joins them")
