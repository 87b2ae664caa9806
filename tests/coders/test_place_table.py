"""The place table: its form, and that it agrees with the actor dictionaries."""

from __future__ import annotations

import unicodedata

import pytest

from polybius.coders.lexicon import ActorRecord, load_lexicon
from polybius.coders.names import normalise_phrase
from polybius.coders.place_table import PLACE_KINDS, TABLE, country_of_place, find_places, read_place_table

_ROWS = read_place_table()


def place_records() -> list[ActorRecord]:
    """The actor entries that are places of one state."""
    kept = [record for record in load_lexicon().actors if record.kind in ("capital", "city", "region")]
    return [record for record in kept if not record.codes[-1][0].startswith("INT")]


def test_table_is_normalised() -> None:
    text = TABLE.read_text(encoding="utf-8")
    assert text == unicodedata.normalize("NFC", text)
    assert "\r" not in text
    keys = [(row.country or "", row.name, row.kind) for row in _ROWS]
    assert keys == sorted(keys)
    assert len(_ROWS) >= 3000


def test_names_are_unique_within_a_country() -> None:
    seen: set[tuple[str | None, tuple[str, ...]]] = set()
    for row in _ROWS:
        for key in {normalise_phrase(name) for name in (row.name, *row.other_names)}:
            assert (row.country, key) not in seen, row
            seen.add((row.country, key))


def test_kinds_countries_and_coordinates_are_possible() -> None:
    for row in _ROWS:
        assert row.kind in PLACE_KINDS, row
        assert row.country is None or (len(row.country) == 3 and row.country.isupper()), row
        assert (row.latitude is None) == (row.longitude is None), row
        if row.latitude is not None and row.longitude is not None:
            assert -90 <= row.latitude <= 90, row
            assert -180 <= row.longitude <= 180, row


def test_every_capital_has_coordinates() -> None:
    missing = [row.name for row in _ROWS if row.kind == "capital" and row.latitude is None]
    assert len(missing) <= 60, missing


def test_actor_places_are_in_the_table_with_their_country() -> None:
    for record in place_records():
        rows = find_places(record.name.split(",")[0])
        assert any(row.country == record.codes[-1][0][:3] for row in rows), record.id


@pytest.mark.parametrize(
    ("name", "country"),
    [
        ("Idlib", "SYR"),
        ("Mombasa", "KEN"),
        ("Donetsk", "UKR"),
        ("sao paulo", "BRA"),
        ("Deir al-Zour", "SYR"),
        ("Nowhere Town", None),
    ],
)
def test_country_of_place(name: str, country: str | None) -> None:
    assert country_of_place(name) == country


def test_country_of_place_is_none_for_places_of_one_name_in_two_countries() -> None:
    assert {row.country for row in find_places("Mérida")} == {"MEX", "VEN"}
    assert country_of_place("Mérida") is None
