"""Formatting: what a machine can mend in the files of a lexicon.

In comes the text of a file and the kind of its blocks; out goes the text as it should be: Unicode form NFC, no invisible characters,
line feeds, no blanks at the ends of lines, codes and dates in quotes, no word twice in a list, blocks of dictionaries in order. Comments
are kept: those above the first block stay on top, all others move with the block below them. What the blocks say is never changed.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from itertools import groupby

SORTED_KINDS = ("actors", "agents")
_BLANKS = re.compile("[\u00a0\u202f\u2007]")
_GONE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_ENDS = re.compile("\r\n?|[\u2028\u2029]")
_CODE = re.compile(r"(?<![\w-])(?:act|code|default):[ \t]+([0-9A-Z][0-9A-Za-z]*)(?=[ \t]*(?:[,}]|$|[ \t]#))")
_DATE = re.compile(r"(?<![\w-])(?:from|to|published):[ \t]+(\d{4}(?:-\d\d){0,2})(?=[ \t]*(?:[,}]|$|[ \t]#))")
_LIST = re.compile(r"^  (?:words|plurals|names|short|alone|demonyms): \[", re.M)
_ITEM = re.compile(r"""\s*("(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|[^,\[\]"']+)(,|\])""")


def format_text(text: str, kind: str) -> str:
    """The text of a file as it should be; `kind` is the name of the folder it stands in."""
    text = mend_characters(text)
    text = "\n".join(_quote_codes(line.rstrip()) for line in text.split("\n")).strip("\n") + "\n"
    text = _drop_repeated(text)
    return sort_blocks(text, kind) if kind in SORTED_KINDS else text


def mend_characters(text: str) -> str:
    """Without characters that nobody sees, in NFC, with line feeds."""
    return unicodedata.normalize("NFC", _GONE.sub("", _BLANKS.sub(" ", _ENDS.sub("\n", text))))


def find_unquoted(line: str) -> Iterator[re.Match[str]]:
    """The codes of a line that have no quotes; the code is group 1. Comments and quoted text are left out."""
    return (match for match in _CODE.finditer(line) if _is_plain(line[: match.start()]))


def _quote_codes(line: str) -> str:
    dates = [match for match in _DATE.finditer(line) if _is_plain(line[: match.start()])]
    for match in sorted([*find_unquoted(line), *dates], key=lambda match: -match.start()):
        line = f'{line[: match.start(1)]}"{match.group(1)}"{line[match.end(1) :]}'
    return line


def _is_plain(before: str) -> bool:
    """Whether what stands after `before` is neither in quotes nor in a comment."""
    return before.count('"') % 2 == 0 and re.search(r"(?:^|\s)#", before) is None


def _drop_repeated(text: str) -> str:
    """Take the second of two equal words out of lists in brackets."""
    for start in sorted((match.end() for match in _LIST.finditer(text)), reverse=True):
        seen: set[str] = set()
        gone: list[tuple[int, int]] = []
        at = start
        while (item := _ITEM.match(text, at)) is not None:
            if item.group(1).strip() in seen:
                gone.append((text.rindex(",", 0, item.start(1)), item.end(1)))
            seen.add(item.group(1).strip())
            at = item.end()
            if item.group(2) == "]":
                break
        for low, high in reversed(gone):
            text = text[:low] + text[high:]
    return text


def sort_blocks(text: str, kind: str) -> str:
    """The blocks in the order of their ids; of actors those of one kind that stand together."""
    head, blocks = _split_blocks(text)
    if kind != "actors":
        return head + "".join(sorted(blocks, key=_id_of))
    runs = (sorted(run, key=_id_of) for _, run in groupby(blocks, key=_kind_of))
    return head + "".join(block for run in runs for block in run)


def _split_blocks(text: str) -> tuple[str, list[str]]:
    """What stands above the first block, and the blocks, each with the comments above it."""
    lines = text.splitlines(keepends=True)
    starts = [number for number, line in enumerate(lines) if line.startswith("- ")]
    if not starts:
        return text, []
    cuts = [starts[0]]
    for number in starts[1:]:
        while not lines[number - 1].strip() or lines[number - 1].startswith("#"):
            number -= 1
        cuts.append(number)
    ends = [*cuts[1:], len(lines)]
    return "".join(lines[: cuts[0]]), ["".join(lines[low:high]) for low, high in zip(cuts, ends, strict=True)]


def _id_of(block: str) -> str:
    match = re.search(r"^(?:- |  |- \{)id: *[\"']?([^\s\"',}]+)", block, re.M)
    return "" if match is None else match.group(1)


def _kind_of(block: str) -> str:
    match = re.search(r"^  kind: *[\"']?([^\s\"',}]+)|[{,] *kind: *([^\s\"',}]+)", block, re.M)
    return "" if match is None else match.group(1) or match.group(2)
