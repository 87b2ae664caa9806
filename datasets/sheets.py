"""Sheets to judge events by hand: CSV that opens well in spreadsheets, written and read back.

In come the rows of a sample; out goes a file with empty columns to fill in, and from a filled one the judgements.
Spreadsheets change what looks like a number, a date or a formula: ids, codes and strata are written so that they do
not, and texts that begin like a formula get an apostrophe. It deliberately computes no score.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

from ..schema.errors import ArticleError, DatasetError
from ..schema.ontology import CODES
from .decoding import decode_text
from .outputs import open_output

QUESTIONS: Mapping[str, str] = MappingProxyType(
    {
        "source_ok": "Is this the one who acts?",
        "target_ok": "Is this the one that it is done to? Empty is right if the sentence names none",
        "root_ok": "Is the kind of act right, to the first two digits?",
        "code_ok": "Is the whole code right?",
        "date_ok": "Is this the day of the event, as exactly as the sentence says?",
    }
)
NOTE = "note"
_GIVEN = (
    "row", "stratum", "stratum_size", "sentence", "published", "source", "event", "target", "date", "trigger",
    "place", "publisher", "url", "rule", "event_id", "mention_id",
)  # fmt: skip
COLUMNS = (*_GIVEN, *QUESTIONS, NOTE)
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_YES = frozenset({"y", "yes", "1", "true", "t", "x", "ok", "right", "1.0"})
_NO = frozenset({"n", "no", "0", "false", "f", "wrong", "0.0"})
_ID = "id-"


@dataclass(frozen=True, slots=True)
class Judgement:
    """One row of a filled sheet; `answers` has the questions that were answered."""

    stratum: str
    stratum_size: int
    event_id: str
    answers: Mapping[str, bool]


def write_sheet(rows: Iterable[Mapping[str, Any]], out: Path, *, force: bool = False) -> None:
    """Write the sheet of a sample, in UTF-8 with the mark by which spreadsheets know it."""
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, COLUMNS, lineterminator="\r\n")
    writer.writeheader()
    for number, row in enumerate(rows, 1):
        writer.writerow({name: guard(value) for name, value in _sheet_row(number, row).items()})
    with open_output(out, force=force) as file:
        file.write(text.getvalue().encode("utf-8-sig"))


def _sheet_row(number: int, row: Mapping[str, Any]) -> dict[str, object]:
    code = row["event_code"]
    precision = "" if row["date_precision"] in (None, "day") else f" ({row['date_precision']})"
    return {
        "row": number,
        "stratum": row["stratum"],
        "stratum_size": row["stratum_size"],
        "sentence": " ".join(row["sentence"].split()) if row["sentence"] is not None else None,
        "published": row["published"],
        "source": _side(row, "source"),
        "event": f"{code} {CODES[code].name}" if code in CODES else code,
        "target": _side(row, "target"),
        "date": f"{row['event_date']}{precision}" if row["event_date"] is not None else None,
        "trigger": row["trigger_text"],
        "place": row["place_name"],
        "publisher": row["publisher"],
        "url": row["url"],
        "rule": row["rule_id"],
        "event_id": _ID + row["event_id"],
        "mention_id": _ID + row["mention_id"] if row["mention_id"] is not None else None,
    }


def _side(row: Mapping[str, Any], side: str) -> str | None:
    """A side as code, name and, where it differs, the words of the sentence."""
    code, name, text = row[f"{side}_code"], row[f"{side}_name"], row[f"{side}_text"]
    parts = [code, name, f"“{text}”" if text is not None and text != name else None]
    return " ".join(part for part in parts if part is not None) or None


def guard(value: object) -> object:
    """A value that no spreadsheet takes for a formula."""
    if isinstance(value, str) and value.startswith(_FORMULA):
        return f"'{value}"
    return value


def read_sheet(path: Path) -> list[Judgement]:
    """The rows of a sheet that was filled in and saved by a spreadsheet, whatever its separator and encoding.

    Raises `DatasetError` that names the row of an answer that is neither yes nor no.
    """
    try:
        text = decode_text(path.read_bytes(), str(path))
    except (OSError, ArticleError) as error:
        raise DatasetError(f"{path}: cannot be read as a sheet ({error}); save it as CSV in UTF-8") from error
    header = text.split("\n", 1)[0]
    separator = max(",;\t", key=header.count)
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=separator)
    missing = [
        name for name in ("stratum", "stratum_size", "event_id", *QUESTIONS) if name not in (reader.fieldnames or ())
    ]
    if missing:
        raise DatasetError(f"{path}: found no column {', '.join(missing)}; expected a sheet of `polybius sample`")
    return [_read_row(path, number, row) for number, row in enumerate(reader, 2) if any(row.values())]


def _read_row(path: Path, number: int, row: Mapping[str, str | None]) -> Judgement:
    size = (row["stratum_size"] or "").strip()
    if not size.isdecimal():
        raise DatasetError(
            f"{path}: row {number}: stratum_size: found {size!r}, expected a whole number as it was written"
        )
    return Judgement(
        stratum=(row["stratum"] or "").strip(),
        stratum_size=int(size),
        event_id=(row["event_id"] or "").strip().removeprefix(_ID),
        answers=dict(_read_answers(path, number, row)),
    )


def _read_answers(path: Path, number: int, row: Mapping[str, str | None]) -> Iterator[tuple[str, bool]]:
    for question in QUESTIONS:
        answer = (row[question] or "").strip().casefold()
        if answer in _YES:
            yield question, True
        elif answer in _NO:
            yield question, False
        elif answer:
            raise DatasetError(f"{path}: row {number}: {question}: found {answer!r}, expected y, n or nothing")
