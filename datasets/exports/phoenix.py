"""Phoenix: 26 columns, tab-separated, no header, as the R package phoxy reads them.

In come batches of events; out go the lines. Entity, role and attribute of an actor are cut from its code as the Phoenix
pipeline does. It deliberately numbers events by their position in the events table, since readers expect an integer.
"""

from __future__ import annotations

import polars as pl

from .formats import Column, Condition, Format, days, encode_tabs

PENTA_CLASSES = {
    0: ("01", "02"),
    1: ("03", "04", "05"),
    2: ("06", "07", "08"),
    3: ("09", "10", "11", "12", "13", "16"),
    4: ("14", "15", "17", "18", "19", "20"),
}
_ROOT_ACTORS = ("IGO", "NGO", "IMG", "MNC")
_AGENTS = ("GOV", "MIL", "REB", "OPP", "PTY", "COP", "JUD", "SPY", "MED", "EDU", "BUS", "CRM", "CVL")
_PENTA = {root: penta for penta, roots in PENTA_CLASSES.items() for root in roots}


def _actor(name: str, side: str) -> tuple[Column, ...]:
    first = pl.col(f"{side}_groups").list.get(0, null_on_oob=True)
    second = pl.col(f"{side}_groups").list.get(1, null_on_oob=True)
    is_root = pl.col(f"{side}_country").is_not_null() | first.is_in(_ROOT_ACTORS)
    is_agent = second.is_in(_AGENTS).fill_null(False)
    rest = pl.col(f"{side}_groups").list.slice(pl.when(is_agent).then(2).otherwise(1)).list.join(";")
    return (
        Column(f"{name}ActorFull", f"`{side}_code`", pl.col(f"{side}_code")),
        Column(f"{name}ActorEntity", "first group, if a country or IGO, NGO, IMG, MNC", pl.when(is_root).then(first)),
        Column(f"{name}ActorRole", f"second group, if one of {', '.join(_AGENTS)}", pl.when(is_agent).then(second)),
        Column(f"{name}ActorAttribute", "the groups after these, joined by `;`", rest.replace("", None)),
    )


COLUMNS: tuple[Column, ...] = (
    Column("EventID", "position in the events table, from 1", pl.col("event_number")),
    Column("Date", "`event_date` as YYYYMMDD", days("event_date", "%Y%m%d")),
    Column("Year", "year of it", days("event_date", "%Y")),
    Column("Month", "month of it, two digits", days("event_date", "%m")),
    Column("Day", "day of it, two digits", days("event_date", "%d")),
    *_actor("Source", "source"),
    *_actor("Target", "target"),
    Column("EventCode", "`event_code`", pl.col("event_code")),
    Column("EventRootCode", "`root_code`", pl.col("root_code")),
    Column(
        "PentaClass",
        "0 for roots 01-02, 1 for 03-05, 2 for 06-08, 3 for 09-13 and 16, 4 for 14, 15 and 17-20",
        pl.col("root_code").replace_strict(_PENTA, default=None, return_dtype=pl.Int8),
    ),
    Column("GoldsteinScore", "`goldstein`", pl.col("goldstein")),
    Column("Issues", "`ISSUE,n;...`: issues, each with the number of mentions that have it", pl.col("issue_counts")),
    Column("Lat", "`latitude`", pl.col("latitude")),
    Column("Lon", "`longitude`", pl.col("longitude")),
    Column("LocationName", "`place_name`", pl.col("place_name")),
    Column("StateName", "province of the place", pl.col("place_province")),
    Column("CountryCode", "`place_country`, ISO 3166-1 alpha-3", pl.col("place_country")),
    Column("SentenceID", "`ARTICLE_SENTENCE` of every mention, joined by `;`", pl.col("sentence_ids").list.join(";")),
    Column("URLs", "addresses of the articles, joined by `;`", pl.col("urls").list.join(";").replace("", None)),
    Column(
        "NewsSources",
        "publishers of the articles, joined by `;`",
        pl.col("publishers").list.join(";").replace("", None),
    ),
)

PHOENIX = Format(
    name="phoenix",
    title="Phoenix",
    ending=".events.full.txt",
    columns=COLUMNS,
    losses=(
        "names of actors, and with them actors that no entry knows",
        "date precision, counts of mentions and articles, spans, rules, attribution and PLOVER terms",
        "`event_id`: `EventID` is the row of the events table",
        "double quotes in names of places and publishers become single ones",
    ),
    encode=encode_tabs,
    needs=(Condition("without a date", pl.col("event_date").is_not_null()),),
)
