"""The coverage of a built dataset: what of a lexicon its rows rest on.

In comes a dataset folder; out go the counts that its tables hold: rules, entries, codes, reasons of rejections and unresolved
names. It has no templates, word sets and gaps: those need the texts.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import polars as pl

from .coverage import Coverage
from .dataset import Dataset


def cover_dataset(dataset: Dataset) -> Coverage:
    """The counts of a dataset's tables."""
    found = Coverage()
    articles = dataset.articles.select("n_sentences").collect()
    found.n_texts, found.n_sentences = articles.height, int(articles["n_sentences"].sum() or 0)
    mentions = dataset.mentions.select(
        "article_id", "sentence_index", "event_code", "rule_id", "operator_id", "source_entry", "target_entry"
    ).collect()
    found.n_coded = mentions.select("article_id", "sentence_index").unique().height
    found.codes.update(_values(mentions, "event_code"))
    for rule, operators in mentions.select("rule_id", "operator_id").iter_rows():
        found.rules.update({rule, *(operators or "").split(";")} - {""})
    for column in ("source_entry", "target_entry"):
        found.entries.update(part for entry in _values(mentions, column) for part in entry.split("+"))
    found.rejections.update(_values(dataset.rejections.select("reason").collect(), "reason"))
    names = dataset.unresolved.select("name", "n_mentions").collect()
    found.unresolved = Counter(dict(names.iter_rows()))
    return found


def _values(frame: pl.DataFrame, column: str) -> Iterator[str]:
    return (str(value) for value in frame[column] if value is not None)
