"""What a report tells of a dataset: counts, never rows.

In comes a dataset; out go frozen records with the figures of each section, in the order in which they are shown. All are
sums that polars takes in one pass over a table, so that memory does not grow with the dataset but for the dyads and
places that occur. It deliberately knows no colour and no HTML.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import polars as pl

from ...schema.enums import QuadClass
from ..dataset import Dataset
from .names import name_of_code, name_of_side

TOP_CODES, TOP_DYADS, TOP_SIDES, TOP_PLACES, TOP_NAMES = 15, 15, 12, 12, 25
QUADS = tuple(quad.value for quad in QuadClass)
_MOST_BARS = 130
_INTERVALS = (("day", "1d", 1), ("week", "1w", 7), ("month", "1mo", 30), ("year", "1y", 365))


@dataclass(frozen=True, slots=True)
class Share:
    """A counted thing: what it is, how often it is, and the quad class that colours it, if any."""

    key: str
    label: str
    n: int
    quad: int | None = None


@dataclass(frozen=True, slots=True)
class Bar:
    """One period of a chart: its first day and counts, by quad class or a single one."""

    start: datetime.date
    counts: tuple[int, ...]

    @property
    def total(self) -> int:
        """All counts together."""
        return sum(self.counts)


@dataclass(frozen=True, slots=True)
class Series:
    """Counts over time without gaps; `period` is day, week, month or year."""

    period: str
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class Dyad:
    """Events from one side to another, in all and by quad class."""

    source: str
    target: str
    quads: tuple[int, ...]
    goldstein: float

    @property
    def n(self) -> int:
        """All events of the dyad."""
        return sum(self.quads)


@dataclass(frozen=True, slots=True)
class Matrix:
    """Counts of events from the sides in rows to the sides in columns."""

    sides: tuple[Share, ...]
    counts: Mapping[tuple[str, str], int]


@dataclass(frozen=True, slots=True)
class PlacePoint:
    """A place with coordinates and its events."""

    name: str
    country: str | None
    latitude: float
    longitude: float
    n: int


@dataclass(frozen=True, slots=True)
class Facts:
    """All that a report shows."""

    title: str
    manifest: Mapping[str, Any]
    totals: Mapping[str, int]
    first_day: datetime.date | None
    last_day: datetime.date | None
    events: Series
    articles: Series
    roots: tuple[Share, ...]
    codes: tuple[Share, ...]
    dyads: tuple[Dyad, ...]
    matrix: Matrix
    points: tuple[PlacePoint, ...]
    places: tuple[Share, ...]
    precisions: tuple[Share, ...]
    confidences: tuple[Share, ...]
    statuses: tuple[Share, ...]
    failures: tuple[Share, ...]
    rejections: tuple[Share, ...]
    unresolved: tuple[tuple[str, int, int], ...]
    reports: tuple[Share, ...]


def gather_facts(dataset: Dataset) -> Facts:
    """The facts of a dataset."""
    events, articles = dataset.events, dataset.articles
    first, last = events.select(pl.col("event_date").min(), pl.col("event_date").max().alias("last")).collect().row(0)
    places = _read_places(events)
    return Facts(
        title=_make_title(dataset.manifest, first, last),
        manifest=dataset.manifest,
        totals=_count_totals(dataset),
        first_day=first,
        last_day=last,
        events=_series(events, "event_date", [pl.col("quad_class") == quad for quad in QUADS]),
        articles=_series(
            articles.filter(pl.col("status") != "failed"), "published", [pl.col("article_id").is_not_null()]
        ),
        roots=_count_codes(events, "root_code"),
        codes=_most_frequent(_count_codes(events, "event_code"), TOP_CODES),
        dyads=_count_dyads(events),
        matrix=_make_matrix(events),
        points=places,
        places=_name_places(events),
        precisions=_count(events, "date_precision"),
        confidences=_count(events, "confidence"),
        statuses=_count(articles, "status"),
        failures=_count(articles.filter(pl.col("status").is_in(["failed", "empty"])), "reason"),
        rejections=_count(dataset.rejections, "reason"),
        unresolved=_read_unresolved(dataset),
        reports=_count_reports(events),
    )


def _make_title(manifest: Mapping[str, Any], first: datetime.date | None, last: datetime.date | None) -> str:
    """The title that the manifest gives, else one by the time; never a path, which is not the dataset's own."""
    if manifest.get("title"):
        return str(manifest["title"])
    if first is None or last is None:
        return "No events"
    if (first.year, first.month) == (last.year, last.month):
        return f"Events, {first:%B %Y}"
    return f"Events, {first:%B %Y} to {last:%B %Y}" if first.year == last.year else f"Events, {first:%Y} to {last:%Y}"


def _count_totals(dataset: Dataset) -> dict[str, int]:
    articles = dataset.articles
    frames = {
        "events": dataset.events,
        "mentions": dataset.mentions,
        "articles": articles,
        "coded": articles.filter(pl.col("status") == "coded"),
        "duplicates": articles.filter(pl.col("status") == "duplicate"),
        "near": articles.filter(pl.col("duplicate_group").is_not_null()),
        "rejections": dataset.rejections,
        "unresolved": dataset.unresolved,
        "placed": dataset.events.filter(pl.col("latitude").is_not_null()),
        "one_sided": dataset.events.filter(pl.col("source_code").is_null() | pl.col("target_code").is_null()),
        "publishers": articles.select("publisher").unique().drop_nulls(),
        "groups": articles.select("duplicate_group").unique().drop_nulls(),
    }
    numbers = pl.collect_all([frame.select(pl.len()) for frame in frames.values()])
    return {name: number.item() for name, number in zip(frames, numbers, strict=True)}


def _series(frame: pl.LazyFrame, column: str, groups: list[pl.Expr]) -> Series:
    """Counts by the shortest period that gives no more bars than fit."""
    first, last = frame.select(pl.col(column).min(), pl.col(column).max().alias("last")).collect().row(0)
    if first is None:
        return Series("month", ())
    days = (last - first).days + 1
    period, interval, _ = next((kind for kind in _INTERVALS if days / kind[2] <= _MOST_BARS), _INTERVALS[-1])
    start = pl.col(column).dt.truncate(interval).alias("start")
    sums = [group.sum().alias(str(number)) for number, group in enumerate(groups)]
    counted = frame.drop_nulls(column).group_by(start).agg(sums)
    bounds = counted.select(pl.col("start").min().alias("first"), pl.col("start").max().alias("last"))
    whole = bounds.select(pl.date_ranges("first", "last", interval).alias("start")).explode("start")
    rows = whole.join(counted, on="start", how="left").fill_null(0).sort("start").collect().rows()
    return Series(period, tuple(Bar(row[0], tuple(int(n) for n in row[1:])) for row in rows))


def _count(frame: pl.LazyFrame, column: str) -> tuple[Share, ...]:
    """How often each value of a column is there, the most frequent first."""
    counts = frame.group_by(pl.col(column).fill_null("not known")).len().collect()
    ordered = counts.sort(["len", column], descending=[True, False])
    return tuple(Share(value, value, n) for value, n in ordered.iter_rows())


def _count_codes(events: pl.LazyFrame, column: str) -> tuple[Share, ...]:
    """How often each code is there, in the order of the codes."""
    counts = events.group_by(column).agg(pl.len(), pl.col("quad_class").first()).sort(column).collect()
    return tuple(Share(code, name_of_code(code), n, quad) for code, n, quad in counts.iter_rows())


def _most_frequent(shares: tuple[Share, ...], n: int) -> tuple[Share, ...]:
    return tuple(sorted(shares, key=lambda share: (-share.n, share.key))[:n])


def _side(side: str) -> pl.Expr:
    """A side as dyads have it: its country, else the class or role that its code begins with; None without a code."""
    return pl.coalesce(f"{side}_country", pl.col(f"{side}_code").str.slice(0, 3)).alias(side)


def _count_dyads(events: pl.LazyFrame) -> tuple[Dyad, ...]:
    both = events.select(_side("source"), _side("target"), "quad_class", "goldstein").drop_nulls(["source", "target"])
    tenths = (pl.col("goldstein") * 10).round().cast(pl.Int64).sum()
    counted = both.group_by("source", "target").agg(
        pl.len().alias("n"),
        (tenths / (10 * pl.len())).alias("mean"),
        *((pl.col("quad_class") == quad).sum().alias(str(quad)) for quad in QUADS),
    )
    top = counted.sort(["n", "source", "target"], descending=[True, False, False]).head(TOP_DYADS).collect()
    return tuple(
        Dyad(row["source"], row["target"], tuple(row[str(quad)] for quad in QUADS), row["mean"])
        for row in top.iter_rows(named=True)
    )


def _make_matrix(events: pl.LazyFrame) -> Matrix:
    """The sides with most events, and who acted on whom among them."""
    both = events.select(_side("source"), _side("target"))
    each = pl.concat([both.select(pl.col(side).alias("side")) for side in ("source", "target")]).drop_nulls()
    top = each.group_by("side").len().sort(["len", "side"], descending=[True, False]).head(TOP_SIDES).collect()
    sides = tuple(Share(code, name_of_side(code), n) for code, n in top.iter_rows())
    among = pl.col("source").is_in(top["side"].to_list()) & pl.col("target").is_in(top["side"].to_list())
    counts = both.filter(among).group_by("source", "target").len().collect()
    return Matrix(sides, {(source, target): n for source, target, n in counts.iter_rows()})


def _read_places(events: pl.LazyFrame) -> tuple[PlacePoint, ...]:
    keys = ("place_name", "place_country", "latitude", "longitude")
    placed = events.drop_nulls(["latitude", "longitude"]).group_by(keys).len()
    ordered = placed.sort(["len", *keys], descending=[True] + [False] * 4, nulls_last=True).collect()
    return tuple(PlacePoint(name or "", country, *rest) for name, country, *rest in ordered.iter_rows())


def _name_places(events: pl.LazyFrame) -> tuple[Share, ...]:
    named = events.drop_nulls("place_name").group_by("place_name", "place_country").len()
    ordered = named.sort(["len", "place_name"], descending=[True, False]).head(TOP_PLACES).collect()
    return tuple(
        Share(name, f"{name}, {name_of_side(country)}" if country is not None else name, n)
        for name, country, n in ordered.iter_rows()
    )


def _read_unresolved(dataset: Dataset) -> tuple[tuple[str, int, int], ...]:
    columns = ["name", "n_mentions", "n_articles"]
    ordered = dataset.unresolved.select(columns).sort(["n_mentions", "name"], descending=[True, False])
    return tuple(ordered.head(TOP_NAMES).collect().iter_rows())


def _count_reports(events: pl.LazyFrame) -> tuple[Share, ...]:
    """How many events were reported in one article, in two, and so on."""
    number = pl.col("n_articles")
    group = (
        pl.when(number >= 6).then(pl.lit("6 or more"))
        .when(number >= 4).then(pl.lit("4 or 5"))
        .otherwise(number.cast(pl.String))
    )  # fmt: skip
    counts = events.group_by(group.alias("reports")).len().sort("reports").collect()
    return tuple(Share(key, f"{key} article" + ("" if key == "1" else "s"), n) for key, n in counts.iter_rows())
