"""Places as other datasets have them: kind, city, province, name of the country, FIPS code.

In come events; out go the same with `place_form` (country, city, province, other), `place_city`, `place_province`,
`place_country_name` and `place_fips`. The form is that of `place_kind`; datasets older than that column have it from the
place table, or from what is known of the place. It deliberately looks no place up anew: where an event happened was
decided when it was coded.
"""

from __future__ import annotations

import csv
import functools
from pathlib import Path
from typing import Any

import polars as pl

from ...coders.place_table import find_places
from ...schema.actors import COUNTRIES
from ...schema.enums import PlaceKind

COUNTRY, CITY, PROVINCE, OTHER = "country", "city", "province", "other"
_FIPS = Path(__file__).parent.parent / "data" / "fips.csv"
_KEYS = ("place_name", "place_kind", "place_country", "place_admin1", "latitude")
_ADDED = ("place_form", "place_city", "place_province", "place_country_name", "place_fips")
_FORMS = {
    PlaceKind.COUNTRY: COUNTRY,
    PlaceKind.CAPITAL: CITY,
    PlaceKind.CITY: CITY,
    PlaceKind.PROVINCE: PROVINCE,
    PlaceKind.REGION: OTHER,
    PlaceKind.ISLAND: OTHER,
    PlaceKind.WATER: OTHER,
    PlaceKind.MOUNTAIN: OTHER,
}


def add_place_columns(events: pl.DataFrame) -> pl.DataFrame:
    """`events` with the columns of the module's docstring."""
    schema = {name: events.schema[name] for name in _KEYS} | dict.fromkeys(_ADDED, pl.String)
    places = events.select(_KEYS).unique(maintain_order=True)
    rows = [{**key, **describe_place(*key.values())} for key in places.iter_rows(named=True)]
    described = pl.DataFrame(rows, schema=schema)
    return events.join(described, on=list(_KEYS), how="left", nulls_equal=True, maintain_order="left")


@functools.lru_cache(maxsize=100_000)
def describe_place(
    name: str | None, kind: str | None, country: str | None, admin1: str | None, latitude: float | None
) -> dict[str, Any]:
    """What is told of one place; all None for none."""
    form = _FORMS[PlaceKind(kind)] if kind is not None else _guess_form(name, country, admin1, latitude)
    known = COUNTRIES.get(country) if country is not None else None
    return {
        "place_form": form,
        "place_city": name if form == CITY else None,
        "place_province": name if form == PROVINCE else admin1,
        "place_country_name": known.name if known is not None else None,
        "place_fips": _fips_codes().get(country) if country is not None else None,
    }


def _guess_form(name: str | None, country: str | None, admin1: str | None, latitude: float | None) -> str | None:
    if name is None:
        return COUNTRY if country is not None else None
    if country is not None and country in COUNTRIES and COUNTRIES[country].name == name:
        return COUNTRY
    rows = [row for row in find_places(name) if row.country == country]
    if rows:
        return _FORMS[PlaceKind(rows[0].kind)]
    if name == admin1:
        return PROVINCE
    return CITY if latitude is not None else OTHER


@functools.cache
def _fips_codes() -> dict[str, str]:
    with _FIPS.open(encoding="utf-8", newline="") as file:
        return {row["iso3"]: row["fips"] for row in csv.DictReader(file)}
