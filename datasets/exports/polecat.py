"""POLECAT: 40 columns, tab-separated, with a header, `None` for what is missing.

In come batches of events; out go the lines, one per event. Type, mode and contexts are those of the PLOVER table; the
quad category is that of the type. Events without a type (bare statements) have no place there.
"""

from __future__ import annotations

import polars as pl

from ...schema.enums import PloverType
from ..versions import coder_version
from .formats import Column, Condition, Format, days, encode_tabs, header_line
from .place_columns import CITY, COUNTRY

MISSING = "None"
QUADS = {
    PloverType.AGREE: 1, PloverType.CONSULT: 1, PloverType.SUPPORT: 1, PloverType.CONCEDE: 1,
    PloverType.COOPERATE: 2, PloverType.AID: 2, PloverType.RETREAT: 2,
    PloverType.REQUEST: 3, PloverType.ACCUSE: 3, PloverType.REJECT: 3, PloverType.THREATEN: 3,
    PloverType.PROTEST: 4, PloverType.SANCTION: 4, PloverType.MOBILIZE: 4, PloverType.COERCE: 4, PloverType.ASSAULT: 4,
}  # fmt: skip
QUAD_NAMES = {1: "VERBAL COOPERATION", 2: "MATERIAL COOPERATION", 3: "VERBAL CONFLICT", 4: "MATERIAL CONFLICT"}
HAS_TYPE = Condition("without a PLOVER type", pl.col("plover_type").is_not_null())
_QUAD_OF_TYPE = {kind.value: QUAD_NAMES[quad] for kind, quad in QUADS.items()}


def _missing(name: str, why: str) -> Column:
    return Column(name, f"always `None`: {why}", pl.lit(None, dtype=pl.String))


def _actor(name: str, side: str) -> tuple[Column, ...]:
    roles = pl.col(f"{side}_roles").str.split(";")
    return (
        Column(f"{name} Name", f"`{side}_name`", pl.col(f"{side}_name")),
        Column(f"{name} Country", f"`{side}_country`, ISO 3166-1 alpha-3", pl.col(f"{side}_country")),
        Column(
            f"{name} COW", "Correlates of War number of the country", pl.coalesce(f"{side}_cow", f"{side}_country_cow")
        ),
        Column(f"Primary {name} Sector", f"first of `{side}_roles`", roles.list.get(0, null_on_oob=True)),
        Column(f"{name} Sectors", f"`{side}_roles`, joined by `;`", pl.col(f"{side}_roles")),
        _missing(f"{name} Title", "titles are not kept apart from names"),
        Column(f"{name} Name Raw", f"`{side}_text` of the first mention", pl.col(f"{side}_text")),
        _missing(f"Wikipedia {name} ID", "entries are not linked to Wikipedia"),
    )


COLUMNS: tuple[Column, ...] = (
    Column("Event ID", "`event_id`", pl.col("event_id")),
    Column("Event Date", "`event_date` as YYYY-MM-DD", days("event_date", "%Y-%m-%d")),
    Column("Event Type", "`plover_type`", pl.col("plover_type")),
    Column("Event Mode", "`plover_mode`", pl.col("plover_mode")),
    Column("Intensity", "`goldstein` of the CAMEO code", pl.col("goldstein")),
    Column(
        "Quad Code",
        "quad category of the PLOVER type",
        pl.col("plover_type").replace_strict(_QUAD_OF_TYPE, default=None, return_dtype=pl.String),
    ),
    Column("Contexts", "`plover_contexts`, joined by `;`", pl.col("plover_contexts")),
    *_actor("Actor", "source"),
    *_actor("Recipient", "target"),
    Column("Placename", "`place_name`", pl.col("place_name")),
    Column("City", "`place_name`, if a city", pl.when(pl.col("place_form") == CITY).then(pl.col("place_name"))),
    _missing("District", "second-level units are not coded"),
    Column("Province", "province of the place", pl.col("place_province")),
    Column("Country", "`place_country`, ISO 3166-1 alpha-3", pl.col("place_country")),
    Column("Latitude", "`latitude`", pl.col("latitude")),
    Column("Longitude", "`longitude`", pl.col("longitude")),
    Column("GeoNames ID", "`place_geonames_id`", pl.col("place_geonames_id")),
    Column("Raw Placename", "`place_name`", pl.col("place_name")),
    Column(
        "Feature Type",
        "`PCLI` if the place is a country",
        pl.when(pl.col("place_form") == COUNTRY).then(pl.lit("PCLI")),
    ),
    Column("Source", "publisher of the first article that has one", pl.col("publishers").list.get(0, null_on_oob=True)),
    Column("Publication Date", "`first_published` as YYYY-MM-DD", days("first_published", "%Y-%m-%d")),
    _missing("Story People", "names of the whole story are not listed"),
    _missing("Story Organizations", "names of the whole story are not listed"),
    _missing("Story Locations", "names of the whole story are not listed"),
    Column("Language", "always `en`", pl.lit("en")),
    Column("Version", "version of the coder", pl.lit(f"polybius {coder_version()}")),
)


def _encode(frame: pl.DataFrame) -> bytes:
    return encode_tabs(frame, MISSING)


POLECAT = Format(
    name="polecat",
    title="POLECAT",
    ending=".ngecEvents.txt",
    columns=COLUMNS,
    losses=(
        "CAMEO codes; events without a PLOVER type (root 01) are left out",
        "actor codes: names, countries and sectors stand for them",
        "date precision, counts of mentions, spans, rules and attribution",
        "double quotes in names become single ones",
    ),
    encode=_encode,
    header=header_line(COLUMNS),
    needs=(HAS_TYPE,),
)
