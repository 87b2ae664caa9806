"""ICEWS: 20 columns, tab-separated, with a header, without quoting.

In come batches of events; out go the lines. Countries are names, as there; sectors and event texts are the wording of
this project, so that files of both are joined by code, not by text. It deliberately invents no story numbers of others.
"""

from __future__ import annotations

import polars as pl

from ...schema.ontology import CODES
from .formats import Column, Format, days, empty, encode_tabs, header_line
from .place_columns import CITY

_NAMES = {code: known.name for code, known in CODES.items()}


def _actor(name: str, side: str) -> tuple[Column, ...]:
    sectors = pl.col(f"{side}_sectors").list.join(",").replace("", None)
    return (
        Column(f"{name} Name", f"`{side}_name`", pl.col(f"{side}_name")),
        Column(f"{name} Sectors", "names of roles, classes and religions in the code, joined by commas", sectors),
        Column(f"{name} Country", f"name of `{side}_country`", pl.col(f"{side}_country_name")),
    )


COLUMNS: tuple[Column, ...] = (
    Column("Event ID", "position in the events table, from 1", pl.col("event_number")),
    Column("Event Date", "`event_date` as YYYY-MM-DD", days("event_date", "%Y-%m-%d")),
    *_actor("Source", "source"),
    Column(
        "Event Text",
        "name of the code, in this project's wording",
        pl.col("event_code").replace_strict(_NAMES, default=None, return_dtype=pl.String),
    ),
    Column("CAMEO Code", "`event_code`, with its leading zero", pl.col("event_code")),
    Column("Intensity", "`goldstein`", pl.col("goldstein")),
    *_actor("Target", "target"),
    Column("Story ID", "position of the first article in the articles table, from 1", pl.col("story_number")),
    Column("Sentence Number", "sentence of the first report, from 1", pl.col("sentence_index") + 1),
    Column(
        "Publisher", "publisher of the first article that has one", pl.col("publishers").list.get(0, null_on_oob=True)
    ),
    Column("City", "`place_name`, if a city", pl.when(pl.col("place_form") == CITY).then(pl.col("place_name"))),
    empty("District", "second-level units are not coded"),
    Column("Province", "province of the place", pl.col("place_province")),
    Column("Country", "name of `place_country`", pl.col("place_country_name")),
    Column("Latitude", "`latitude`", pl.col("latitude")),
    Column("Longitude", "`longitude`", pl.col("longitude")),
)

ICEWS = Format(
    name="icews",
    title="ICEWS",
    ending=".events.tab",
    columns=COLUMNS,
    losses=(
        "actor codes: names, sectors and countries stand for them",
        "date precision, counts of mentions, spans, rules, attribution and PLOVER terms",
        "`event_id`: `Event ID` is the row of the events table",
        "names of regions, islands and seas, which are neither city nor province",
        "double quotes in names become single ones",
    ),
    encode=encode_tabs,
    header=header_line(COLUMNS),
)
