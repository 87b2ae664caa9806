"""The construction test set: what the coder makes of invented sentences, whole triples, one item each.

In come `tests/constructions/*.yml`, a file per construction. An entry has a `text` and its `events`, the whole set of
triples expected: `SOURCE CODE TARGET`, `_` for a side that is missing or has no code. A part of a triple may give
alternatives (`190|193`) and end in a wildcard (`19*`); triples that a coder might add or leave out stand under `may`.
Optional: `published`, `context` (the sentences before), `date` (of every event), `attributed` (the code of the speaker
of every event, `_` for nobody). An entry with a `known_miss` runs as a strict expected failure: a fix must take the
mark away.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

import pytest
import yaml

from polybius.coders import Coder
from polybius.coders.examples import show_event
from polybius.schema.records import Actor, Mention

FOLDER = Path(__file__).parent.parent / "constructions"
KEYS = {"text", "events", "may", "published", "context", "date", "attributed", "known_miss"}
MIN_SENTENCES = 450

Entry = dict[str, Any]


def read_entries(path: Path) -> list[Entry]:
    """The entries of one file; every scalar is a string."""
    entries: list[Entry] = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    return entries


def list_items() -> Iterator[Any]:
    """One pytest item per entry, named by file and place."""
    for path in sorted(FOLDER.glob("*.yml")):
        for number, entry in enumerate(read_entries(path), start=1):
            reason = entry.get("known_miss")
            marks = [] if reason is None else [pytest.mark.xfail(strict=True, reason=reason)]
            yield pytest.param(entry, id=f"{path.stem}-{number:03d}", marks=marks)


def code_entry(coder: Coder, entry: Entry) -> list[Mention]:
    """The mentions of an entry's text."""
    day = entry.get("published")
    published = None if day is None else datetime.date.fromisoformat(day)
    return coder.code_sentence(entry["text"], published=published, context=entry.get("context", ()))


def meets(event: str, pattern: str) -> bool:
    """Whether a coded triple is one that the pattern allows."""
    parts, allowed = event.split(" "), pattern.split(" ")
    assert len(allowed) == 3, pattern
    return all(_part_meets(part, ways) for part, ways in zip(parts, allowed, strict=True))


def _part_meets(part: str, ways: str) -> bool:
    return any(fnmatchcase(part, way) for way in ways.split("|"))


def find_faults(entry: Entry, mentions: list[Mention]) -> list[str]:
    """What differs from what the entry expects, in words; nothing if all is right."""
    got = sorted({show_event(mention) for mention in mentions})
    known = [*entry["events"], *entry.get("may", [])]
    faults = [f"missing: {pattern}" for pattern in entry["events"] if not any(meets(event, pattern) for event in got)]
    faults += [f"not expected: {event}" for event in got if not any(meets(event, pattern) for pattern in known)]
    if not faults:
        faults += _find_date_faults(entry, mentions) + _find_speaker_faults(entry, mentions)
    return faults


def _find_date_faults(entry: Entry, mentions: list[Mention]) -> list[str]:
    wanted = entry.get("date")
    if wanted is None:
        return []
    found = {None if mention.date is None else mention.date.date.isoformat() for mention in mentions}
    return [] if found == {wanted} else [f"dates: {sorted(map(str, found))}, expected {wanted}"]


def _find_speaker_faults(entry: Entry, mentions: list[Mention]) -> list[str]:
    wanted = entry.get("attributed")
    if wanted is None:
        return []
    found = {_speaker(mention.attributed_to) for mention in mentions}
    right = bool(found) and all(_part_meets(speaker, wanted) for speaker in found)
    return [] if right else [f"attributed to {sorted(found)}, expected {wanted}"]


def _speaker(actor: Actor | None) -> str:
    return "_" if actor is None else actor.code or actor.text


@pytest.fixture(scope="module")
def coder() -> Coder:
    return Coder.load()


@pytest.mark.parametrize("entry", list(list_items()))
def test_constructions_codes(coder: Coder, entry: Entry) -> None:
    faults = find_faults(entry, code_entry(coder, entry))
    assert not faults, f"{entry['text']} -> " + "; ".join(faults)


def test_constructions_are_well_formed() -> None:
    entries = [entry for path in FOLDER.glob("*.yml") for entry in read_entries(path)]
    assert len(entries) >= MIN_SENTENCES
    keys = {(entry["text"], str(entry.get("context")), entry.get("published")) for entry in entries}
    assert len(keys) == len(entries)
    assert all(entry.keys() <= KEYS for entry in entries)
