"""GDELT 2.0 Events: 61 columns, tab-separated, no header, zipped as `*.export.CSV.zip`.

In come batches of events; out go lines that readers of GDELT take for theirs. Country codes of actors are those of
CAMEO, of places those of FIPS 10-4, as there. It deliberately fills nothing that this project does not measure.
"""

from __future__ import annotations

import polars as pl

from .formats import Column, Condition, Format, days, empty, encode_tabs
from .place_columns import CITY, COUNTRY, PROVINCE

ID_DIGITS = 13
_LEAD_SENTENCES = 2
_USA = pl.col("place_country") == "USA"
_DATED = Condition("without a date", pl.col("event_date").is_not_null())


def _actor(number: int, side: str) -> tuple[Column, ...]:
    name = f"Actor{number}"
    roles = pl.col(f"{side}_roles_list")
    religions = pl.col(f"{side}_religions")
    return (
        Column(f"{name}Code", f"`{side}_code`", pl.col(f"{side}_code")),
        Column(f"{name}Name", f"`{side}_name` in capitals", pl.col(f"{side}_name").str.to_uppercase()),
        Column(f"{name}CountryCode", "country or region in the code", pl.col(f"{side}_affiliation")),
        Column(
            f"{name}KnownGroupCode",
            "organisation in the code",
            pl.col(f"{side}_organisations").list.get(0, null_on_oob=True),
        ),
        empty(f"{name}EthnicCode", "codes hold no ethnic groups"),
        *(
            Column(f"{name}Religion{n}Code", f"religion {n} in the code", religions.list.get(n - 1, null_on_oob=True))
            for n in (1, 2)
        ),
        *(
            Column(f"{name}Type{n}Code", f"role or class {n} in the code", roles.list.get(n - 1, null_on_oob=True))
            for n in (1, 2, 3)
        ),
    )


def _actor_place(number: int) -> tuple[Column, ...]:
    why = "actors have no places"
    names = ("FullName", "CountryCode", "ADM1Code", "ADM2Code", "Lat", "Long", "FeatureID")
    return (
        Column(f"Actor{number}Geo_Type", f"always 0: {why}", pl.lit(0)),
        *(empty(f"Actor{number}Geo_{name}", why) for name in names),
    )


def _action_place() -> tuple[Column, ...]:
    kind = (
        pl.when(pl.col("place_form").is_null()).then(0)
        .when(pl.col("place_form") == COUNTRY).then(1)
        .when(pl.col("place_form") == CITY).then(pl.when(_USA).then(3).otherwise(4))
        .when(pl.col("place_form") == PROVINCE).then(pl.when(_USA).then(2).otherwise(5))
        .when(pl.col("place_country").is_not_null()).then(1)
        .otherwise(0)
    )  # fmt: skip
    parts = [pl.col(name) for name in ("place_name", "place_admin1", "place_country_name")]
    full = pl.concat_list(parts).list.drop_nulls().list.unique(maintain_order=True).list.join(", ")
    return (
        Column("ActionGeo_Type", "1 country, 2 US state, 3 US city, 4 city, 5 province, 0 none, by the place", kind),
        Column("ActionGeo_FullName", "place, `place_admin1` and country, joined by commas", full.replace("", None)),
        Column("ActionGeo_CountryCode", "FIPS 10-4 code of `place_country`", pl.col("place_fips")),
        Column(
            "ActionGeo_ADM1Code",
            "the FIPS code of the country again: provinces are known by name",
            pl.col("place_fips"),
        ),
        empty("ActionGeo_ADM2Code", "second-level units are not coded"),
        Column("ActionGeo_Lat", "`latitude`", pl.col("latitude")),
        Column("ActionGeo_Long", "`longitude`", pl.col("longitude")),
        empty("ActionGeo_FeatureID", "places have GeoNames ids, not GNS or GNIS ids"),
    )


_DATE = pl.col("event_date")
_FRACTION = (_DATE.dt.month().cast(pl.Int32) * 30 + _DATE.dt.day()) / 365

COLUMNS: tuple[Column, ...] = (
    Column(
        "GLOBALEVENTID",
        f"the first {ID_DIGITS} hexadecimal digits of `event_id` as a number",
        pl.col("event_id").str.slice(0, ID_DIGITS).str.to_integer(base=16, dtype=pl.Int64),
    ),
    Column("SQLDATE", "`event_date` as YYYYMMDD", days("event_date", "%Y%m%d")),
    Column("MonthYear", "`event_date` as YYYYMM", days("event_date", "%Y%m")),
    Column("Year", "`event_date` as YYYY", days("event_date", "%Y")),
    Column(
        "FractionDate",
        "year + (month × 30 + day) / 365, as GDELT computes it",
        (_DATE.dt.year() + _FRACTION).round(4),
    ),
    *_actor(1, "source"),
    *_actor(2, "target"),
    Column(
        "IsRootEvent",
        f"1 if the first report stands in the title or the first {_LEAD_SENTENCES} sentences of its article",
        (pl.col("sentence_index") <= _LEAD_SENTENCES).fill_null(False).cast(pl.Int8),
    ),
    Column("EventCode", "`event_code`", pl.col("event_code")),
    Column("EventBaseCode", "first three digits of `event_code`", pl.col("event_code").str.slice(0, 3)),
    Column("EventRootCode", "`root_code`", pl.col("root_code")),
    Column("QuadClass", "`quad_class`", pl.col("quad_class")),
    Column("GoldsteinScale", "`goldstein`", pl.col("goldstein")),
    Column("NumMentions", "`n_mentions`", pl.col("n_mentions")),
    Column("NumSources", "`n_publishers`", pl.col("n_publishers")),
    Column("NumArticles", "`n_articles`", pl.col("n_articles")),
    empty("AvgTone", "tone is not measured"),
    *_actor_place(1),
    *_actor_place(2),
    *_action_place(),
    Column("DATEADDED", "`first_published` as YYYYMMDD000000", days("first_published", "%Y%m%d000000")),
    Column("SOURCEURL", "address of the first article that has one", pl.col("urls").list.get(0, null_on_oob=True)),
)

GDELT = Format(
    name="gdelt",
    title="GDELT 2.0 Events",
    ending=".export.CSV.zip",
    columns=COLUMNS,
    losses=(
        "date precision: a week, month or year becomes its first day",
        "all addresses but the first, spans, rules, attribution and PLOVER terms",
        "names of actors that no entry knows stand in the name, with an empty code",
        "double quotes in names become single ones",
    ),
    encode=encode_tabs,
    needs=(_DATED,),
)
