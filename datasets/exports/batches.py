"""A dataset as batches of events, each event with what its mentions and articles say.

In comes a dataset; out go frames of some thousand events in the order of the events table, with the columns of that
table and those that `ADDED` names. Memory holds one batch, its mentions, and the id, address and publisher of every article.
It deliberately knows no format.
"""

from __future__ import annotations

from collections.abc import Iterator
from types import MappingProxyType

import polars as pl

from ...schema.tables import LIST_SEPARATOR
from ..dataset import Dataset
from .actor_columns import add_actor_columns
from .place_columns import add_place_columns

ROWS = 20_000
ADDED = MappingProxyType(
    {
        "event_number": "position in the events table, from 1",
        "sentence_ids": "`ARTICLE_SENTENCE` of every mention: article id and number of the sentence",
        "issue_counts": "`ISSUE,n` of every issue, joined by `;`: how many mentions have it",
        "urls": "addresses of the articles, each once",
        "publishers": "publishers of the articles, each once",
        "story_number": "position of the first article in the articles table, from 1",
        "sentence_index": "number of the sentence of the first mention, from 0",
        "sentence_start": "start of that sentence in the article's stored text",
        "sentence_end": "end of that sentence",
        "sentence": "that sentence, where the dataset includes text",
        "trigger_text": "words that set off the rule there",
        "source_text": "source as written there",
        "target_text": "target as written there",
    }
)
_FIRST = ("story_number", "sentence_index", "sentence_start", "sentence_end", "sentence", "trigger_text", "source_text",
          "target_text")  # fmt: skip


def read_batches(dataset: Dataset, rows: int = ROWS) -> Iterator[pl.DataFrame]:
    """Batches of events; a dataset without events gives one empty batch."""
    articles = _read_articles(dataset)
    n_events = dataset.events.select(pl.len()).collect().item()
    for offset in range(0, max(n_events, 1), rows):
        events = dataset.events.slice(offset, rows).with_row_index("event_number", offset=offset + 1).collect()
        facts = _read_facts(dataset, events, articles)
        joined = events.join(facts, on="event_id", how="left", maintain_order="left")
        yield add_place_columns(add_actor_columns(joined))


def _read_articles(dataset: Dataset) -> pl.DataFrame:
    columns = ("article_id", "url", "publisher")
    numbered = dataset.articles.select(columns).with_row_index("story_number", offset=1)
    return numbered.collect().unique("article_id", keep="first", maintain_order=True)


def _read_facts(dataset: Dataset, events: pl.DataFrame, articles: pl.DataFrame) -> pl.DataFrame:
    """One row per event of a batch: its mentions, the earliest published first, and their articles."""
    days = events["event_date"]
    in_time = pl.col("event_date").is_between(days.min(), days.max())
    if days.null_count():
        in_time = in_time | pl.col("event_date").is_null()
    columns = ("event_id", "article_id", "published", "issues", *(name for name in _FIRST if name != "story_number"))
    mentions = dataset.mentions.filter(in_time).select(columns).join(events.lazy(), on="event_id", how="semi").collect()
    told = mentions.join(articles, on="article_id", how="left").sort(
        "event_id", "published", "story_number", "sentence_index", nulls_last=True, maintain_order=True
    )
    sentence_id = pl.format("{}_{}", "article_id", "sentence_index")
    facts = told.group_by("event_id", maintain_order=True).agg(
        sentence_id.unique(maintain_order=True).alias("sentence_ids"),
        _each_once("url").alias("urls"),
        _each_once("publisher").alias("publishers"),
        *(pl.col(name).first() for name in _FIRST),
    )
    return facts.join(_count_issues(told), on="event_id", how="left", maintain_order="left")


def _count_issues(mentions: pl.DataFrame) -> pl.DataFrame:
    single = mentions.select("event_id", pl.col("issues").str.split(LIST_SEPARATOR)).explode("issues").drop_nulls()
    counts = single.group_by("event_id", "issues").len().sort("event_id", "issues")
    listed = pl.format("{},{}", "issues", "len").str.join(LIST_SEPARATOR).alias("issue_counts")
    return counts.group_by("event_id", maintain_order=True).agg(listed)


def _each_once(column: str) -> pl.Expr:
    return pl.col(column).drop_nulls().unique(maintain_order=True)
