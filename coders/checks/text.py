"""Checks of the files as text: characters that nobody sees, codes without quotes, blocks out of order."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from itertools import pairwise

from ...schema.errors import Issue, Severity
from .checked import Checked

FOLDERS = ("rules", "sets", "actors", "agents")
_INVISIBLE = re.compile("[\u00a0\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\x00-\x08\x0b-\x1f\x7f]")
_UNQUOTED = re.compile(r"\b(?:act|code|default):\s+([0-9A-Z][0-9A-Za-z]*)")


def find_odd_characters(checked: Checked) -> Iterator[Issue]:
    """Yield `invisible-character` and `not-nfc`: text that looks like other text and does not match it."""
    for path in _list_files(checked):
        text = (checked.root / path).read_bytes().decode("utf-8", errors="replace")
        if text.isascii() and _INVISIBLE.search(text) is None:
            continue
        for number, line in enumerate(text.split("\n"), 1):
            yield from _line_issues(path, number, line)


def _line_issues(path: str, number: int, line: str) -> Iterator[Issue]:
    for match in _INVISIBLE.finditer(line):
        name = unicodedata.name(match.group(), "a control character").lower()
        message = f"U+{ord(match.group()):04X} ({name}) cannot be seen"
        fix = "take it out; write a plain blank for a blank, and end lines with a line feed alone"
        yield Issue("invisible-character", Severity.ERROR, path, number, match.start() + 1, message, fix)
    if not unicodedata.is_normalized("NFC", line):
        composed = unicodedata.normalize("NFC", line)
        column = next((i for i, (a, b) in enumerate(zip(line, composed, strict=False)) if a != b), len(composed)) + 1
        message = "a letter and its accent are two characters"
        yield Issue("not-nfc", Severity.ERROR, path, number, column, message, "save the file in Unicode form NFC")


def find_unquoted_codes(checked: Checked) -> Iterator[Issue]:
    """Yield `unquoted-code`: other YAML readers take 0311 for a number and NO for false."""
    for path in _list_files(checked):
        text = (checked.root / path).read_bytes().decode("utf-8", errors="replace")
        for match in _UNQUOTED.finditer(text):
            number = text.count("\n", 0, match.start()) + 1
            line_start = text.rfind("\n", 0, match.start()) + 1
            if "#" in text[line_start : match.start()]:
                continue
            message = f"the code {match.group(1)} has no quotes"
            fix = f'write "{match.group(1)}"'
            yield Issue("unquoted-code", Severity.WARNING, path, number, match.start(1) - line_start + 1, message, fix)


def find_unsorted_actors(checked: Checked) -> Iterator[Issue]:
    """Yield `unsorted-file`, once per file: neighbours of one kind are not in the order of their ids."""
    reported: set[str] = set()
    for first, second in pairwise(checked.sources.actors):
        alike = first.path == second.path and first.kind == second.kind
        if alike and second.id < first.id and second.path not in reported:
            reported.add(second.path)
            message = f"{second.id} stands after {first.id}"
            fix = "sort the entries of each kind by id"
            yield Issue("unsorted-file", Severity.WARNING, second.path, second.line, 1, message, fix)


def _list_files(checked: Checked) -> Iterator[str]:
    for folder in FOLDERS:
        for path in sorted((checked.root / folder).glob("*.yml")):
            yield path.relative_to(checked.root).as_posix()
    for path in sorted(checked.root.glob("*.yml")):
        yield path.name
