"""PETRARCH event file: 8 columns, tab-separated, no header; readers of TABARI files take the first four.

In come batches of events; out go lines of date, source, target, code, issues, sentences, addresses and publishers. The
width is always that of a run with addresses, since there it changes with the options. `---` is a missing side.
"""

from __future__ import annotations

import polars as pl

from .formats import Column, Condition, Format, days, encode_tabs

MISSING = "---"

COLUMNS: tuple[Column, ...] = (
    Column("date", "`event_date` as YYYYMMDD", days("event_date", "%Y%m%d")),
    Column("source", "`source_code`, `---` where there is none", pl.col("source_code").fill_null(MISSING)),
    Column("target", "`target_code`, `---` where there is none", pl.col("target_code").fill_null(MISSING)),
    Column("code", "`event_code`", pl.col("event_code")),
    Column("issues", "`ISSUE,n;...`: issues, each with the number of mentions that have it", pl.col("issue_counts")),
    Column("ids", "`ARTICLE_SENTENCE` of every mention, joined by `;`", pl.col("sentence_ids").list.join(";")),
    Column("url", "addresses of the articles, joined by `;`", pl.col("urls").list.join(";").replace("", None)),
    Column(
        "story_source",
        "publishers of the articles, joined by `;`; `NULL` where none is known",
        pl.col("publishers").list.join(";").replace("", None).fill_null("NULL"),
    ),
)

PETRARCH = Format(
    name="petrarch",
    title="PETRARCH, TABARI and KEDS",
    ending=".evts.txt",
    columns=COLUMNS,
    losses=(
        "names, and with them actors that no entry knows, which are `---`",
        "date precision, places, counts, spans, rules, attribution and PLOVER terms",
        "`event_id`: date, source, target and code tell events apart, but for one known to the day and one to the month",
    ),
    encode=encode_tabs,
    needs=(Condition("without a date", pl.col("event_date").is_not_null()),),
)
