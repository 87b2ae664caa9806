"""A user's own gold: texts with the whole set of events expected of each.

In comes a JSON Lines file, one object per line: `text`, `events` (`"EGY 072 LBYMIL"`, with `_` for a missing side) and
optionally `published`, `context`, `id` and `note`; out go checked records. Which of the two kinds of gold a file holds
is told by the keys of its first row. It deliberately scores nothing.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterator
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from ..coders.blocks import Expected, Text
from ..schema.errors import DatasetError

_EXAMPLE = '{"text": "...", "published": "2021-03-04", "events": ["EGY 072 LBYMIL"]}'


class GoldText(BaseModel):
    """A text with all events that it reports; `context` are the sentences before it, for pronouns."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    text: Text
    events: tuple[Expected, ...]
    published: datetime.date | None = None
    context: tuple[Text, ...] = ()
    id: str | None = None
    note: str | None = None


def holds_triples(path: str | Path) -> bool:
    """Whether the first row of a file has expected events. Raises `DatasetError` if the file cannot be read."""
    for _, line in _read_lines(path):
        try:
            row = json.loads(line)
        except ValueError:
            return False
        return isinstance(row, dict) and "events" in row
    return False


def read_gold_texts(path: str | Path) -> tuple[GoldText, ...]:
    """The rows of a file. Raises `DatasetError` with the line of the first that has the wrong form."""
    rows = tuple(_read_row(path, number, line) for number, line in _read_lines(path))
    if not rows:
        raise DatasetError(f"{path}: found no rows, expected one JSON object per line, like {_EXAMPLE}")
    return rows


def _read_lines(path: str | Path) -> Iterator[tuple[int, str]]:
    try:
        with Path(path).open(encoding="utf-8-sig") as file:
            for number, line in enumerate(file, 1):
                if line.strip():
                    yield number, line
    except (OSError, UnicodeDecodeError) as error:
        raise DatasetError(f"{path}: cannot be read ({error}); expected a JSONL file of texts with events") from error


def _read_row(path: str | Path, number: int, line: str) -> GoldText:
    try:
        return GoldText.model_validate(json.loads(line))
    except ValidationError as error:
        raise DatasetError(f"{path}:{number}: {_first_finding(error)}") from error
    except ValueError as error:
        raise DatasetError(f"{path}:{number}: found no JSON object ({error}); expected one like {_EXAMPLE}") from error


def _first_finding(error: ValidationError) -> str:
    """The first finding, with what was found and what to do about it where the check says so."""
    first = error.errors()[0]
    where = ".".join(str(part) for part in first["loc"]) or "row"
    context = first.get("ctx", {})
    if "fix" in context:
        fix = f"; {context['fix']}" if context["fix"] else ""
        return f"{where}: {context['expected']}, found {context['found']}{fix}"
    return f"{where}: {first['msg']}; write rows like {_EXAMPLE}"
