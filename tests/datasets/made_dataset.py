"""Datasets made row by row, for tests of what is done with a finished one: every column that a test does not set is None."""

from __future__ import annotations

import datetime
import json
import random
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from polybius.datasets.identity import hash_fields, hash_text
from polybius.datasets.rows import code_fields
from polybius.schema.actors import COUNTRIES, parse_actor_code
from polybius.schema.arrow import arrow_schema
from polybius.schema.tables import SCHEMA_VERSION

Row = dict[str, Any]
DAY = datetime.date(2019, 5, 30)
MENTION_COLUMNS = frozenset(arrow_schema("mentions").names)


def make_event(source: str | None, code: str, target: str | None, date: datetime.date = DAY, **columns: Any) -> Row:
    """A row of the events table; `columns` set what is not derived."""
    row = {
        "event_id": hash_fields("event", date, source, code, target),
        "event_date": date,
        "date_precision": "day",
        **make_side("source", source),
        **make_side("target", target),
        **code_fields(code),
        "modality": "asserted",
        "n_mentions": 1,
        "n_articles": 1,
        "n_publishers": 1,
        "first_published": date,
        "last_published": date,
    }
    return row | columns


def make_side(side: str, code: str | None) -> Row:
    if code is None:
        return {}
    parsed = parse_actor_code(code)
    known = COUNTRIES.get(parsed.country or "")
    return {
        f"{side}_code": code,
        f"{side}_country": parsed.country,
        f"{side}_cow": known.cow if known else None,
        f"{side}_gw": known.gw if known else None,
        f"{side}_roles": ";".join(parsed.roles) or None,
        f"{side}_name": f"Name of {code}",
    }


def make_article(name: str, **columns: Any) -> Row:
    row = {"article_id": hash_fields("article", name), "published": DAY, "n_sentences": 5, "n_mentions": 1,
           "status": "coded", "publisher": "AFP"}  # fmt: skip
    return row | columns


def make_mention(event: Row, article: Row, sentence_index: int = 0, **columns: Any) -> Row:
    """A mention of an event in an article."""
    row = {name: value for name, value in event.items() if name in MENTION_COLUMNS}
    start = 100 * sentence_index
    row |= {
        "mention_id": hash_fields("mention", event["event_id"], article["article_id"], sentence_index),
        "article_id": article["article_id"],
        "published": article["published"],
        "sentence_index": sentence_index,
        "sentence_start": start,
        "sentence_end": start + 50,
        "sentence_sha256": hash_text(f"{article['article_id']} {sentence_index}"),
        "source_text": event.get("source_name"),
        "target_text": event.get("target_name"),
        "trigger_text": "did",
        "trigger_start": start + 5,
        "trigger_end": start + 8,
        "rule_id": "made-rule",
    }
    return row | columns


def write_dataset(
    folder: Path,
    events: Iterable[Row] = (),
    mentions: Iterable[Row] = (),
    articles: Iterable[Row] = (),
    unresolved: Iterable[Row] = (),
    rejections: Iterable[Row] = (),
    manifest: Mapping[str, Any] | None = None,
) -> Path:
    """A dataset folder of these rows, events and mentions by date."""
    by_day = (sorted(rows, key=lambda row: row["event_date"] or datetime.date.max) for rows in (events, mentions))
    tables = dict(zip(("events", "mentions"), by_day, strict=True))
    tables |= {"articles": list(articles), "unresolved": list(unresolved), "rejections": list(rejections)}
    folder.mkdir(parents=True, exist_ok=True)
    for table, rows in tables.items():
        schema = arrow_schema(table)
        columns = [pa.array([row.get(field.name) for row in rows], field.type) for field in schema]
        pq.write_table(pa.Table.from_arrays(columns, schema=schema), folder / f"{table}.parquet")
    facts = {"format": "polybius-dataset", "build_id": "0" * 64, "lexicon_digest": "1" * 64, "counts": {},
             "versions": {"schema": SCHEMA_VERSION, "coder": "0.1.0"}, "configuration": {}}  # fmt: skip
    (folder / "manifest.json").write_text(json.dumps(facts | dict(manifest or {})), encoding="utf-8")
    return folder


PLACES = (
    {"place_name": "Geneva", "place_kind": "city", "place_country": "CHE", "latitude": 46.2, "longitude": 6.1},
    {"place_name": "Cairo", "place_kind": "capital", "place_country": "EGY", "latitude": 30.0, "longitude": 31.2},
    {"place_name": "Lima", "place_kind": "capital", "place_country": "PER", "latitude": -12.0, "longitude": -77.0},
    {"place_name": "Mali", "place_kind": "country", "place_country": "MLI", "latitude": 17.0, "longitude": -4.0},
    {},
)


def write_large_dataset(folder: Path, n_events: int = 600, seed: int = 1) -> Path:
    """Some hundred events among some countries over two years, with places, unresolved names and rejections."""
    chance = random.Random(seed)
    actors = ["FRA", "DEUGOV", "EGY", "LBYMIL", "RUS", "UKR", "CHN", "IND", "MLIREB", "IGOUNO", "NOR", "KEN"]
    codes = ["010", "020", "036", "042", "043", "051", "057", "061", "073", "0841", "112", "120", "130", "141", "163",
             "173", "190", "193"]  # fmt: skip
    articles = [
        make_article(
            f"a{n}", published=DAY + datetime.timedelta(n * 7), publisher=chance.choice(["AFP", "Reuters", None])
        )
        for n in range(100)
    ]
    events: dict[str, Row] = {}
    mentions = []
    for _ in range(n_events):
        article = chance.choice(articles)
        source, target = chance.sample(actors, k=2)
        precision = chance.choice(["day", "day", "published", "week", "month"])
        event = make_event(
            source,
            chance.choice(codes),
            target,
            article["published"],
            date_precision=precision,
            **chance.choice(PLACES),
        )
        events.setdefault(event["event_id"], event)
        mentions.append(make_mention(event, article, chance.randrange(5)))
    unresolved = [
        {"name": f"Colonel {name}", "n_mentions": n, "n_articles": n, "sample_article_id": articles[0]["article_id"],
         "sample_sentence_index": 0, "sample_start": 0, "sample_end": 9}
        for n, name in ((9, "Bamtu"), (4, "Orsk <b>"), (1, "Teel"))
    ]  # fmt: skip
    rejections = [
        {"article_id": article["article_id"], "sentence_index": 1, "reason": chance.choice(["negated", "question"]),
         "text": "did not", "start": 0, "end": 7}
        for article in articles[:40]
    ]  # fmt: skip
    return write_dataset(folder, events.values(), mentions, articles, unresolved, rejections)
