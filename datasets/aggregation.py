"""Events to tables of counts: a row per dyad or country and day, week, month, quarter or year.

In come the events of a dataset, lazy or not, and a design; out goes a lazy frame with counts by quad class or root, and
sums and means of the Goldstein values. Only events that are known as exactly as the period asks count, unless the
design says otherwise; what does not count can be counted by reason. It deliberately weighs nothing by mentions.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

import polars as pl

from ..schema.enums import DatePrecision, QuadClass
from ..schema.errors import ConfigurationError
from ..schema.ontology import ROOTS

Events = pl.LazyFrame | pl.DataFrame


class Unit(StrEnum):
    """What a row is about: two sides, or one country."""

    DYAD = "dyad"
    COUNTRY = "country"


class Period(StrEnum):
    """How long a row's time is. Weeks begin on Monday."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


class Counts(StrEnum):
    """What is counted apart."""

    QUAD = "quad"
    ROOT = "root"


class Side(StrEnum):
    """Which country of an event a country table goes by. `either` counts an event once for each of its countries."""

    SOURCE = "source"
    TARGET = "target"
    EITHER = "either"
    PLACE = "place"


class Fill(StrEnum):
    """Which rows a zero-filled panel has: the units that occur, or all pairs of the sides that occur; in every period."""

    SEEN = "seen"
    PAIRS = "pairs"


class Coarse(StrEnum):
    """What becomes of events known less exactly than the period: left out, or counted in the first period of theirs."""

    DROP = "drop"
    FIRST = "first"


_INTERVALS = {
    Period.DAY: "1d", Period.WEEK: "1w", Period.MONTH: "1mo", Period.QUARTER: "1q", Period.YEAR: "1y",
}  # fmt: skip
_EXACT = {
    Period.DAY: (DatePrecision.DAY,),
    Period.WEEK: (DatePrecision.DAY, DatePrecision.WEEK),
    Period.MONTH: (DatePrecision.DAY, DatePrecision.WEEK, DatePrecision.MONTH),
    Period.QUARTER: (DatePrecision.DAY, DatePrecision.WEEK, DatePrecision.MONTH),
    Period.YEAR: (DatePrecision.DAY, DatePrecision.WEEK, DatePrecision.MONTH, DatePrecision.YEAR),
}


# Goldstein values have one decimal. Summed as whole tenths they give the same sum in whatever order rows come.
_TENTHS = (pl.col("goldstein") * 10).round().cast(pl.Int64)


@dataclass(frozen=True, slots=True)
class Design:
    """What a table is to be: `Design("dyad-month", counts="root", fill="seen")`. Raises `ConfigurationError`.

    `actors` takes whole actor codes for the sides of dyads, not countries; `undirected` joins A to B with B to A;
    `published` also counts events whose date is that of publication; `start` and `end` are the first and the last day.
    """

    by: str
    counts: str = Counts.QUAD
    actors: bool = False
    undirected: bool = False
    side: str = Side.SOURCE
    published: bool = True
    coarse: str = Coarse.DROP
    fill: str | None = None
    start: datetime.date | None = None
    end: datetime.date | None = None

    def __post_init__(self) -> None:
        known = [f"{unit}-{period}" for unit in Unit for period in Period]
        _check("by", self.by, known)
        for name, value, kind in (
            ("counts", self.counts, Counts),
            ("side", self.side, Side),
            ("coarse", self.coarse, Coarse),
        ):
            _check(name, value, list(kind))
        if self.fill is not None:
            _check("fill", self.fill, list(Fill))
        if self.unit is Unit.COUNTRY and (self.actors or self.undirected or self.fill == Fill.PAIRS):
            raise ConfigurationError("actors, undirected and pairs are for dyads; found them with a table of countries")
        if self.unit is Unit.DYAD and self.side != Side.SOURCE:
            raise ConfigurationError("side is for tables of countries; a dyad has both")
        if self.start is not None and self.end is not None and self.start > self.end:
            raise ConfigurationError(f"start: found {self.start}, expected a day up to the end, {self.end}")

    @property
    def unit(self) -> Unit:
        """The unit in `by`."""
        return Unit(self.by.split("-")[0])

    @property
    def period(self) -> Period:
        """The period in `by`."""
        return Period(self.by.split("-")[1])

    @property
    def keys(self) -> tuple[str, ...]:
        """The columns that name the unit."""
        if self.unit is Unit.COUNTRY:
            return ("country",)
        kind = "code" if self.actors else "country"
        return (f"{kind}_a", f"{kind}_b") if self.undirected else (f"source_{kind}", f"target_{kind}")


def _check(name: str, value: str, known: list[str]) -> None:
    if value not in known:
        raise ConfigurationError(f"{name}: found {value!r}, expected one of {', '.join(known)}")


def aggregate_events(events: Events, design: Design) -> pl.LazyFrame:
    """The table, sorted by unit and `period` (its first day).

    `n_events` and `n_mentions` are counts, then one count per quad class (`quad_1` to `quad_4`) or root (`root_01` to
    `root_20`); `goldstein_mean` is null where there is no event.
    """
    kept = _keep(events.lazy(), design)
    table = kept.group_by(*design.keys, "period").agg(*_measures(design))
    if design.fill is not None:
        table = _fill(kept, table, design)
    return table.sort(*design.keys, "period")


def count_left_out(events: Events, design: Design) -> Mapping[str, int]:
    """How many events do not count in the table, by the first reason that holds for each."""
    reasons = list(_conditions(design).items())
    label = pl.coalesce(*(pl.when(~fits).then(pl.lit(reason)) for reason, fits in reasons))
    counts = events.lazy().group_by(label.alias("reason")).len().drop_nulls("reason").collect()
    found = dict(counts.select("reason", "len").iter_rows())
    return MappingProxyType({reason: found[reason] for reason, _ in reasons if reason in found})


def _conditions(design: Design) -> dict[str, pl.Expr]:
    """What an event needs to count, by the reason that is given where it does not."""
    precision = pl.col("date_precision")
    date = pl.col("event_date")
    conditions = {"no date": date.is_not_null() & precision.is_not_null()}
    if design.coarse == Coarse.DROP:
        exact = [*_EXACT[design.period], DatePrecision.PUBLISHED]
        conditions[f"date less exact than a {design.period}"] = precision.is_in(exact).fill_null(True)
    if not design.published:
        conditions["dated by publication only"] = precision.ne_missing(DatePrecision.PUBLISHED.value)
    if design.start is not None:
        conditions[f"before {design.start}"] = (date >= design.start).fill_null(True)
    if design.end is not None:
        conditions[f"after {design.end}"] = (date <= design.end).fill_null(True)
    conditions[_unit_reason(design)] = _unit_known(design)
    return conditions


def _unit_reason(design: Design) -> str:
    if design.unit is Unit.DYAD:
        return "a side without a code" if design.actors else "a side without a country"
    return f"no country of {'either side' if design.side == Side.EITHER else f'the {design.side}'}"


def _unit_known(design: Design) -> pl.Expr:
    sources = _unit_columns(design)
    known = [pl.col(column).is_not_null() for column in sources]
    return pl.any_horizontal(known) if design.side == Side.EITHER else pl.all_horizontal(known)


def _unit_columns(design: Design) -> tuple[str, ...]:
    """The columns of the events table that name the unit."""
    if design.unit is Unit.DYAD:
        kind = "code" if design.actors else "country"
        return f"source_{kind}", f"target_{kind}"
    return ("source_country", "target_country") if design.side == Side.EITHER else (f"{design.side}_country",)


def _keep(events: pl.LazyFrame, design: Design) -> pl.LazyFrame:
    """The events that count, with the key columns of the table and the period; one row per unit that an event is of."""
    kept = events.filter(pl.all_horizontal(_conditions(design).values()))
    period = pl.col("event_date").dt.truncate(_INTERVALS[design.period]).alias("period")
    measures = ("root_code", "quad_class", "goldstein", "n_mentions")
    keyed = kept.select(*_key_values(design), period, *measures)
    return keyed.explode("country").drop_nulls("country") if design.unit is Unit.COUNTRY else keyed


def _key_values(design: Design) -> list[pl.Expr]:
    columns = [pl.col(column) for column in _unit_columns(design)]
    if design.unit is Unit.COUNTRY:
        return [pl.concat_list(columns).list.unique(maintain_order=True).alias("country")]
    if design.undirected:
        columns = [pl.min_horizontal(columns), pl.max_horizontal(columns)]
    return [column.alias(key) for column, key in zip(columns, design.keys, strict=True)]


def _measures(design: Design) -> list[pl.Expr]:
    return [
        pl.len().cast(pl.Int64).alias("n_events"),
        pl.col("n_mentions").cast(pl.Int64).sum(),
        *_group_counts(design),
        (_TENTHS.sum() / 10).alias("goldstein_sum"),
        (_TENTHS.sum() / (10 * pl.len())).alias("goldstein_mean"),
    ]


def _group_counts(design: Design) -> list[pl.Expr]:
    if design.counts == Counts.QUAD:
        groups = [(f"quad_{quad.value}", pl.col("quad_class") == quad.value) for quad in QuadClass]
    else:
        groups = [(f"root_{root}", pl.col("root_code") == root) for root in ROOTS]
    return [is_one.sum().cast(pl.Int64).alias(name) for name, is_one in groups]


def _fill(kept: pl.LazyFrame, table: pl.LazyFrame, design: Design) -> pl.LazyFrame:
    """The table with a row for every unit in every period: counts and sums 0, means null where nothing happened."""
    panel = _panel_units(kept, design).join(_panel_periods(kept, design), how="cross")
    filled = panel.join(table, on=[*design.keys, "period"], how="left")
    measures = [name for name in table.collect_schema().names() if name not in (*design.keys, "period")]
    return filled.with_columns(pl.col(name).fill_null(0) for name in measures if name != "goldstein_mean")


def _panel_units(kept: pl.LazyFrame, design: Design) -> pl.LazyFrame:
    if design.fill == Fill.SEEN:
        return kept.select(design.keys).unique()
    first, second = design.keys
    sides = pl.concat([kept.select(pl.col(key).alias("side")) for key in design.keys]).unique()
    pairs = sides.rename({"side": first}).join(sides.rename({"side": second}), how="cross")
    return pairs.filter(pl.col(first) <= pl.col(second)) if design.undirected else pairs


def _panel_periods(kept: pl.LazyFrame, design: Design) -> pl.LazyFrame:
    """Every period from the first to the last: those of the design's days, else those that occur."""
    interval = _INTERVALS[design.period]
    first = pl.lit(design.start).dt.truncate(interval) if design.start is not None else pl.col("period").min()
    last = pl.lit(design.end).dt.truncate(interval) if design.end is not None else pl.col("period").max()
    bounds = kept.select(first.alias("first"), last.alias("last")).head(1)
    return bounds.select(pl.date_ranges("first", "last", interval).alias("period")).explode("period").drop_nulls()
