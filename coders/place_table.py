"""The place table: where the places of world news are.

In come names of places as a text writes them; out go rows of the project's own table: kind, country, first-level unit and
coordinates, as far as known. Read once, on first use, and needed by no stage that codes events. Deliberately no gazetteer:
villages and streets are left to optional packages, and which of two places of one name is meant is left to the caller.
"""

from __future__ import annotations

import csv
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

from .names import normalise_phrase

TABLE = Path(__file__).parent / "places" / "places.tsv"
PLACE_KINDS = ("capital", "city", "province", "region", "island", "water", "mountain")


class PlaceRow(NamedTuple):
    """One place. `country` is an ISO code, None for seas and ranges of several states; coordinates in degrees, to a tenth."""

    name: str
    kind: str
    country: str | None
    admin1: str | None
    latitude: float | None
    longitude: float | None
    other_names: tuple[str, ...]
    geonames_id: int | None = None


@cache
def read_place_table() -> tuple[PlaceRow, ...]:
    """Every row of the table, in its order."""
    with TABLE.open(encoding="utf-8", newline="") as file:
        return tuple(_read_row(row) for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


@lru_cache(maxsize=20_000)
def find_places(name: str) -> tuple[PlaceRow, ...]:
    """The rows that bear `name`, whatever its accents, hyphens and capitals; empty where the table has none."""
    return _rows_by_name().get(normalise_phrase(name), ())


def country_of_place(name: str) -> str | None:
    """The country of the places of that name, if all of them lie in one; else None."""
    countries = {row.country for row in find_places(name)}
    return countries.pop() if len(countries) == 1 else None


@cache
def _rows_by_name() -> dict[tuple[str, ...], tuple[PlaceRow, ...]]:
    found: dict[tuple[str, ...], list[PlaceRow]] = {}
    for row in read_place_table():
        for key in {normalise_phrase(name) for name in (row.name, *row.other_names)}:
            found.setdefault(key, []).append(row)
    return {key: tuple(rows) for key, rows in found.items()}


def _read_row(row: dict[str, str]) -> PlaceRow:
    latitude, longitude = row["latitude"], row["longitude"]
    return PlaceRow(
        name=row["name"],
        kind=row["kind"],
        country=row["country"] or None,
        admin1=row["admin1"] or None,
        latitude=float(latitude) if latitude else None,
        longitude=float(longitude) if longitude else None,
        other_names=tuple(row["other_names"].split("|")) if row["other_names"] else (),
    )
