"""The actor dictionaries as a whole: what must hold over all files."""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections import defaultdict
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from polybius.coders.digests import SHIPPED
from polybius.coders.names import normalise_phrase

Entry = dict[str, Any]
_ACTORS = sorted((SHIPPED / "actors").glob("*.yml"))
_AGENTS = sorted((SHIPPED / "agents").glob("*.yml"))
_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


@cache
def read_entries(path: Path) -> list[Entry]:
    return list(yaml.load(path.read_text(encoding="utf-8"), Loader=_LOADER))


def all_entries(paths: list[Path]) -> list[Entry]:
    return [entry for path in paths for entry in read_entries(path)]


def intervals(entry: Entry) -> list[tuple[str, str]]:
    """The bounds of the codes as comparable text; open bounds sort first and last."""
    return [(_full(code.get("from"), "0000"), _full(code.get("to"), "9999")) for code in entry["codes"]]


def _full(bound: str | None, open_bound: str) -> str:
    parts = (bound or open_bound).split("-")
    return "-".join([*parts, "01", "01"][:3])


def code_at(entry: Entry, day: str) -> str | None:
    for code, (low, high) in zip(reversed(entry["codes"]), reversed(intervals(entry)), strict=True):
        if low <= day < high:
            return str(code["code"])
    return None


@pytest.mark.parametrize("paths", [_ACTORS, _AGENTS], ids=["actors", "agents"])
def test_ids_are_unique(paths: list[Path]) -> None:
    seen: dict[str, str] = {}
    for path in paths:
        for entry in read_entries(path):
            assert entry["id"] not in seen, (entry["id"], path.name, seen.get(entry["id"]))
            seen[entry["id"]] = path.name


@pytest.mark.parametrize("paths", [_ACTORS, _AGENTS], ids=["actors", "agents"])
def test_files_are_nfc_with_unix_line_ends(paths: list[Path]) -> None:
    for path in paths:
        text = path.read_text(encoding="utf-8")
        assert text == unicodedata.normalize("NFC", text), path.name
        assert "\r" not in text, path.name
        assert text.endswith("\n"), path.name


def test_agent_files_are_sorted_by_id() -> None:
    for path in _AGENTS:
        ids = [entry["id"] for entry in read_entries(path)]
        assert ids == sorted(ids), path.name


def test_intervals_are_possible() -> None:
    for entry in all_entries(_ACTORS):
        for low, high in intervals(entry):
            assert low < high, entry["id"]


def test_intervals_of_an_entry_do_not_hide_each_other() -> None:
    for entry in all_entries(_ACTORS):
        bounds = intervals(entry)
        assert len(set(bounds)) == len(bounds), entry["id"]


def test_names_are_clean() -> None:
    for entry in all_entries(_ACTORS):
        for name in itertools.chain(
            entry["names"], entry.get("short", []), entry.get("alone", []), entry.get("demonyms", [])
        ):
            assert name == " ".join(name.split()), (entry["id"], name)
            assert normalise_phrase(name), (entry["id"], name)


def test_full_names_have_one_code_at_a_time() -> None:
    """Two entries of one full name with different codes on the same day must say why in their notes."""
    holders: dict[tuple[str, ...], dict[str, Entry]] = defaultdict(dict)
    for entry in all_entries(_ACTORS):
        for name in entry["names"]:
            holders[normalise_phrase(name)][entry["id"]] = entry
    clashes = []
    for name, entries in holders.items():
        for one, other in itertools.combinations(entries.values(), 2):
            if f"namesake of {other['id']}" in one["note"] and f"namesake of {one['id']}" in other["note"]:
                continue
            days = {bound for bound, _ in intervals(one) + intervals(other)}
            if any(None is not code_at(one, day) != code_at(other, day) is not None for day in days):
                clashes.append((" ".join(name), one["id"], other["id"]))
    assert clashes == []


def test_names_that_stand_alone_belong_to_one_country() -> None:
    """A surname that matches everywhere may be shared by a family, not by officials of two states."""
    holders: dict[tuple[str, ...], dict[str, str]] = defaultdict(dict)
    for entry in all_entries(_ACTORS):
        for name in entry.get("alone", []):
            holders[normalise_phrase(name)][entry["id"]] = entry["id"].split("-")[0]
    shared = {" ".join(name): sorted(found) for name, found in holders.items() if len(set(found.values())) > 1}
    assert shared == {}


def test_a_name_has_one_class_in_its_entry() -> None:
    for entry in all_entries(_ACTORS):
        alone = {normalise_phrase(name) for name in entry.get("alone", [])}
        assert not alone & {normalise_phrase(name) for name in entry.get("short", [])}, entry["id"]


def test_agent_words_have_one_code() -> None:
    codes: dict[tuple[str, ...], dict[str, str]] = defaultdict(dict)
    for entry in all_entries(_AGENTS):
        for word in [*entry["words"], *entry.get("plurals", [])]:
            codes[normalise_phrase(word)][entry["code"]] = entry["id"]
    assert {" ".join(word): found for word, found in codes.items() if len(found) > 1} == {}


def test_agent_words_are_lower_case_and_many() -> None:
    words = [word for entry in all_entries(_AGENTS) for word in entry["words"]]
    assert [word for word in words if word != word.lower()] == []
    assert len(words) >= 1000


def test_agent_codes_are_groups_of_three() -> None:
    for entry in all_entries(_AGENTS):
        assert re.fullmatch(r"(?:[A-Z]{3}){0,3}", entry["code"]), entry["id"]
