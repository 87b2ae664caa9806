"""A stratified random sample of events, each with one of its mentions, to be judged by hand.

In come a dataset and a design; out go rows of the sample, stratum by stratum. The sample is drawn by ranking a hash of seed
and event id, so that it is the same on every machine; with equal allocation a larger sample holds the smaller one. Sentences come from
the dataset where it includes text, else from articles that the caller gives. It deliberately judges nothing.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Any

import polars as pl

from ..schema.errors import ConfigurationError
from ..schema.records import Article
from .dataset import Dataset
from .identity import hash_text


class Stratum(StrEnum):
    """What the strata of a sample are."""

    ROOT = "root"
    QUAD = "quad"
    CODE = "code"
    CONFIDENCE = "confidence"
    YEAR = "year"
    PRECISION = "date-precision"
    NONE = "none"


class Allocation(StrEnum):
    """How a sample is spread: equally over strata as far as they reach, or by their size."""

    EQUAL = "equal"
    PROPORTIONAL = "proportional"


_STRATA: Mapping[Stratum, pl.Expr] = MappingProxyType(
    {
        Stratum.ROOT: pl.format("root {}", "root_code"),
        Stratum.QUAD: pl.format("quad {}", "quad_class"),
        Stratum.CODE: pl.format("code {}", "event_code"),
        Stratum.CONFIDENCE: pl.format("confidence {}", pl.col("confidence").fill_null("unknown")),
        Stratum.YEAR: pl.format("year {}", pl.col("event_date").dt.year().cast(pl.String).fill_null("unknown")),
        Stratum.PRECISION: pl.format("date {}", pl.col("date_precision").fill_null("unknown")),
        Stratum.NONE: pl.lit("all"),
    }
)
_EVENT = (
    "event_id", "event_date", "date_precision", "source_code", "source_name", "event_code", "target_code", "target_name",
    "place_name",
)  # fmt: skip
_MENTION = (
    "mention_id", "event_id", "article_id", "sentence_start", "sentence_end", "sentence_sha256", "sentence", "date_text",
    "source_text", "trigger_text", "target_text", "rule_id", "published",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class SampleDesign:
    """How many events to draw, over which strata, with which seed. Raises `ConfigurationError`."""

    n: int
    by: str = Stratum.ROOT
    seed: int = 0
    allocation: str = Allocation.EQUAL

    def __post_init__(self) -> None:
        if self.n < 1:
            raise ConfigurationError(f"n: found {self.n}, expected at least 1")
        for name, value, kind in (("by", self.by, Stratum), ("allocation", self.allocation, Allocation)):
            if value not in list(kind):
                raise ConfigurationError(f"{name}: found {value!r}, expected one of {', '.join(kind)}")


def draw_sample(dataset: Dataset, design: SampleDesign, articles: Iterable[Article] = ()) -> pl.DataFrame:
    """The rows of the sample: `stratum`, its size, and of each event its fields, one mention and that one's sentence."""
    strata = dataset.events.select("event_id", _STRATA[Stratum(design.by)].alias("stratum")).collect()
    chosen = _choose_events(strata, design)
    ids = chosen.select("event_id").lazy()
    events = dataset.events.select(_EVENT).join(ids, on="event_id", how="semi").collect()
    mentions = dataset.mentions.select(_MENTION).join(ids, on="event_id", how="semi").collect()
    one_each = _choose_mentions(mentions, design.seed)
    rows = chosen.join(events, on="event_id", how="left").join(one_each, on="event_id", how="left")
    rows = rows.join(_read_urls(dataset, rows), on="article_id", how="left")
    return _add_sentences(rows, articles).sort("stratum", "rank")


def _choose_events(strata: pl.DataFrame, design: SampleDesign) -> pl.DataFrame:
    """Event ids of the sample with stratum, size of the stratum and rank within it."""
    ranked = strata.with_columns(
        _ranks(strata["event_id"], design.seed), pl.len().over("stratum").alias("stratum_size")
    )
    sizes = dict(ranked.group_by("stratum").len().sort("stratum").iter_rows())
    numbers = allocate(design.n, sizes, design.allocation)
    quota = pl.col("stratum").replace_strict(numbers, return_dtype=pl.Int64, default=0)
    return ranked.filter(pl.col("rank").rank("ordinal").over("stratum") <= quota)


def _ranks(ids: pl.Series, seed: int) -> pl.Series:
    values = [hashlib.sha256(f"{seed}:{value}".encode()).hexdigest() for value in ids.to_list()]
    return pl.Series("rank", values, dtype=pl.String)


def allocate(n: int, sizes: Mapping[str, int], allocation: str) -> dict[str, int]:
    """How many to draw from each stratum: in all `n`, or everything if there is less; every stratum gets one if it can.

    Equal shares that a small stratum cannot fill go to the others. Proportional shares are rounded by largest remainder.
    """
    if allocation == Allocation.PROPORTIONAL:
        return _allocate_by_size(n, sizes)
    numbers = dict.fromkeys(sizes, 0)
    left = min(n, sum(sizes.values()))
    while left:
        for stratum in sizes:
            if left and numbers[stratum] < sizes[stratum]:
                numbers[stratum] += 1
                left -= 1
    return numbers


def _allocate_by_size(n: int, sizes: Mapping[str, int]) -> dict[str, int]:
    total = sum(sizes.values())
    n = min(n, total)
    if n <= len(sizes):
        return allocate(n, sizes, Allocation.EQUAL)
    free, rest = n - len(sizes), total - len(sizes)
    shares = {stratum: 1 + (free * (size - 1) / rest if rest else 0) for stratum, size in sizes.items()}
    numbers = {stratum: int(share) for stratum, share in shares.items()}
    by_remainder = sorted(sizes, key=lambda stratum: (numbers[stratum] - shares[stratum], stratum))
    for stratum in by_remainder[: n - sum(numbers.values())]:
        numbers[stratum] += 1
    return numbers


def _choose_mentions(mentions: pl.DataFrame, seed: int) -> pl.DataFrame:
    """One mention per event, drawn like the events."""
    ranked = mentions.with_columns(_ranks(mentions["mention_id"], seed)).sort("event_id", "rank")
    return ranked.group_by("event_id", maintain_order=True).first().drop("rank")


def _read_urls(dataset: Dataset, rows: pl.DataFrame) -> pl.DataFrame:
    ids = rows.select("article_id").lazy()
    articles = dataset.articles.select("article_id", "publisher", "url").join(ids, on="article_id", how="semi")
    return articles.unique("article_id", keep="first", maintain_order=True).collect()


def _add_sentences(rows: pl.DataFrame, articles: Iterable[Article]) -> pl.DataFrame:
    """The rows with sentences out of `articles` where the dataset has none; a slice counts only if its digest agrees."""
    wanted: dict[str, list[dict[str, Any]]] = {}
    for row in rows.filter(pl.col("sentence").is_null() & pl.col("article_id").is_not_null()).iter_rows(named=True):
        wanted.setdefault(row["article_id"], []).append(row)
    found: dict[str, str] = {}
    for article in articles if wanted else ():
        for row in wanted.get(article.article_id, ()):
            text = article.text[row["sentence_start"] : row["sentence_end"]]
            if hash_text(text) == row["sentence_sha256"]:
                found[row["mention_id"]] = text
    told = pl.col("mention_id").replace_strict(found, default=None, return_dtype=pl.String)
    return rows.with_columns(pl.coalesce("sentence", told))
