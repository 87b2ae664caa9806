from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from polybius.schema.actors import COUNTRIES, parse_actor_code
from polybius.schema.enums import ActorClass, ActorRegion, Religion, Role
from polybius.schema.errors import CodeError
from polybius.schema.ontology import read_table

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(
    ("code", "country", "roles"),
    [
        ("EGY", "EGY", ()),
        ("LBYMIL", "LBY", ("MIL",)),
        ("LBNREBHEZ", "LBN", ("REB",)),
        ("IGOUNOHCR", None, ("IGO",)),
        ("NGOHLHIRC", None, ("NGO", "HLH")),
        ("IMGMOSALQ", None, ("IMG", "MOS")),
        ("COP", None, ("COP",)),
        ("XKXGOV", "XKX", ("GOV",)),
    ],
)
def test_actor_code_is_parsed(code: str, country: str | None, roles: tuple[str, ...]) -> None:
    parsed = parse_actor_code(code)
    assert (parsed.code, parsed.country, parsed.roles) == (code, country, roles)


@pytest.mark.parametrize(
    ("code", "hint"),
    [
        ("", "groups of three"),
        ("LB", "groups of three"),
        ("lby", "groups of three"),
        ("LBYMI", "groups of three"),
        ("LBYMILREBSEPINSGOV", "groups of three"),
        ("LBYMLI", "'MIL'"),
        ("LYBMIL", "'LBY'"),
        ("ISRPSE", "not a role"),
    ],
)
def test_actor_code_that_is_wrong_is_explained(code: str, hint: str) -> None:
    with pytest.raises(CodeError, match=hint):
        parse_actor_code(code)


@given(st.text(max_size=20))
def test_actor_code_raises_only_code_errors(code: str) -> None:
    try:
        parsed = parse_actor_code(code)
    except CodeError:
        return
    assert parsed.code == code


def test_actor_groups_and_countries_do_not_collide() -> None:
    named = [group.value for enum in (ActorClass, ActorRegion, Religion, Role) for group in enum]
    assert len(named) == len(set(named))
    assert not set(named) & set(COUNTRIES)


def test_actor_groups_are_all_described() -> None:
    kinds = {"role": Role, "class": ActorClass, "region": ActorRegion, "religion": Religion}
    rows = [(row["kind"], row["group"]) for row in read_table("groups.csv")]
    assert rows == [(kind, group.value) for kind, enum in kinds.items() for group in enum]


def test_countries_have_intervals_that_begin_before_they_end() -> None:
    for country in COUNTRIES.values():
        if country.valid_from is not None and country.valid_to is not None:
            assert country.valid_from < country.valid_to


@pytest.mark.parametrize("code", ["SUN", "YUG", "CSK", "DDR", "SCG"])
def test_countries_know_historical_states(code: str) -> None:
    assert COUNTRIES[code].valid_to is not None


def test_countries_agree_with_cldr() -> None:
    tool = ROOT / "tools" / "check_countries.py"
    run = subprocess.run([sys.executable, str(tool)], capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr
