"""Actor codes cut into the parts that other datasets have columns for.

In come events; out go the same with, for `source_` and `target_`, the groups of the code by kind: country or region,
class of international actors, roles, religions, names of organisations, and the country's name and numbers. Each code
is cut once. It deliberately adds nothing that the code does not say.
"""

from __future__ import annotations

import functools
from typing import Any

import polars as pl

from ...schema.actors import COUNTRIES, parse_actor_code
from ...schema.enums import ActorClass, ActorRegion, Religion, Role
from ...schema.errors import CodeError
from ...schema.ontology import read_table

SIDES = ("source", "target")
_LISTS = ("roles_list", "religions", "organisations", "groups", "sectors")
_TEXTS = ("affiliation", "actor_class", "country_name")
_SCHEMA = dict.fromkeys(_TEXTS, pl.String) | {name: pl.List(pl.String) for name in _LISTS} | {"country_cow": pl.Int32}


def add_actor_columns(events: pl.DataFrame) -> pl.DataFrame:
    """`events` with the columns `source_affiliation`, `source_roles_list` and so on."""
    for side in SIDES:
        codes = events[f"{side}_code"].unique().drop_nulls()
        parts = _parts_frame(codes, side)
        events = events.join(parts, on=f"{side}_code", how="left", maintain_order="left")
    return events


def _parts_frame(codes: pl.Series, side: str) -> pl.DataFrame:
    schema = {"code": pl.String} | _SCHEMA
    rows = [{"code": code, **cut_code(code)} for code in codes.sort().to_list()]
    return pl.DataFrame(rows, schema=schema).rename({name: f"{side}_{name}" for name in schema})


@functools.cache
def cut_code(code: str) -> dict[str, Any]:
    """The groups of one actor code by kind. A code that cannot be parsed gives its groups alone."""
    groups = [code[start : start + 3] for start in range(0, len(code), 3)]
    country = _country_of(code)
    rest = groups[1:] if country is not None else groups
    region = next((group for group in rest if group in set(ActorRegion)), None)
    roles = [group for group in rest if group in {*Role, *ActorClass}]
    religions = [group for group in rest if group in set(Religion)]
    known = {*roles, *religions, *ActorRegion}
    return {
        "affiliation": country if country is not None else region,
        "actor_class": groups[0] if groups[0] in set(ActorClass) else None,
        "country_name": COUNTRIES[country].name if country is not None else None,
        "roles_list": roles,
        "religions": religions,
        "organisations": [group for group in rest if group not in known],
        "groups": groups,
        "sectors": [_group_names()[group] for group in (*roles, *religions)],
        "country_cow": COUNTRIES[country].cow if country is not None else None,
    }


def _country_of(code: str) -> str | None:
    try:
        return parse_actor_code(code).country
    except CodeError:
        return None


@functools.cache
def _group_names() -> dict[str, str]:
    return {row["group"]: row["name"] for row in read_table("groups.csv")}
