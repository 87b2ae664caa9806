"""Compare the country table with CLDR, as babel carries it.

In comes the country table; out go, on the screen, the rows whose ISO codes CLDR does not know in that combination, and
those whose name differs. Codes that differ are an error (exit status 1); names are a matter of choice and only shown.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator

from babel import Locale
from babel.core import get_global

from polybius.schema.actors import COUNTRIES, Country

# Codes that are not, or no longer, assigned by ISO 3166-1 in the combination used here.
OWN = frozenset(("XKX", "SUN", "YUG", "CSK", "DDR", "SCG", "YMD", "ZAR", "ANT"))


def find_wrong_codes() -> Iterator[str]:
    """Yield a line for each code that CLDR resolves to another territory, or not at all."""
    aliases = get_global("territory_aliases")
    for country in COUNTRIES.values():
        for code in (country.iso3, country.numeric):
            if country.iso3 not in OWN and code is not None and list(aliases.get(code, [])) != [country.iso2]:
                yield f"{country.iso3}: {code} is not {country.iso2} but {aliases.get(code)}"


def find_other_names() -> Iterator[str]:
    """Yield a line for each name that CLDR's English does not use."""
    territories = Locale("en").territories
    for country in COUNTRIES.values():
        name = territories.get(country.iso2)
        if country.iso3 not in OWN and name is not None and _plain(name) != country.name:
            yield f"{country.iso3}: {country.name} is {name} in CLDR"


def find_missing() -> Iterator[str]:
    """Yield a line for each territory of ISO 3166-1 that the table lacks."""
    known = {country.iso2 for country in COUNTRIES.values()}
    for alias, targets in sorted(get_global("territory_aliases").items()):
        if len(alias) == 3 and alias.isdigit() and int(alias) < 900 and len(targets) == 1 and targets[0] not in known:
            yield f"{targets[0]} ({alias}) is missing"


def _plain(name: str) -> str:
    return name.replace(" & ", " and ").replace("’", "'")


def find_shared_numbers(countries: list[Country]) -> Iterator[str]:
    """Yield a line for each COW number that two countries hold at the same time."""
    for at, one in enumerate(countries):
        for other in countries[at + 1 :]:
            if one.cow is not None and one.cow == other.cow and one.valid_to is None and other.valid_to is None:
                yield f"{one.iso3} and {other.iso3} share COW number {one.cow}"


def main() -> int:
    """Show all findings; 1 if a code is wrong, missing or shared."""
    wrong = [*find_wrong_codes(), *find_missing(), *find_shared_numbers(list(COUNTRIES.values()))]
    for line in (*wrong, *find_other_names()):
        print(line)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
