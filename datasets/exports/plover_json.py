"""PLOVER JSON: one object per line, in the fields of the interchange chapter of the PLOVER manual.

In come batches of events; out go JSON Lines. What is not known has no field. The CAMEO code and the precision of the
date are added under names of their own, which the manual allows. Events without a PLOVER type have no place there.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

import polars as pl

from ...schema.actors import COUNTRIES
from ...schema.enums import PloverType
from ...schema.ontology import CAMEO_VERSION, PLOVER_VERSION
from ..versions import coder_version
from .formats import Column, Condition, Format
from .polecat import HAS_TYPE, QUADS

_SIDES = tuple(
    f"{side}_{part}" for side in ("source", "target") for part in ("code", "country", "roles", "name", "text")
)
_PLACE = (
    "place_name", "place_country", "place_city", "place_province", "place_geonames_id", "latitude", "longitude",
)  # fmt: skip
_TOLLS = ("n_killed", "n_wounded", "n_arrested", "n_protesters")
_ROWS = (
    "event_id", "event_date", "date_precision", "event_code", "goldstein", "plover_type", "plover_mode",
    "plover_contexts", "sentence", "sentence_index", "sentence_start", "sentence_end", "trigger_text", "urls",
    "publishers", *_SIDES, *_PLACE, *_TOLLS,
)  # fmt: skip

_FIELDS = {
    "id": "`event_id`",
    "date": "`event_date` as YYYY-MM-DD",
    "has_event": "always true",
    "actor": "the source: `code` (country, else the first group), `sector` (roles), `entity_text`, `identifier_text` (name), `cameo` (whole code)",
    "recipient": "the target, in the same form; an empty list where there is none",
    "event": "`plover_type`",
    "mode": "`plover_mode`",
    "context": "`plover_contexts`",
    "quad_code": "quad category of the PLOVER type, 1 to 4",
    "event_scale": "`goldstein` of the CAMEO code",
    "event_loc": "`geonameid`, `lat`, `lon`, `city`, `province`, `country`, `country_code`, `entity_text`, as far as known",
    "size": "`dead`, `injured`, `arrested` and `protesters`, where told",
    "event_text": "words that set off the rule in the first mention",
    "text": "sentence of the first mention, where the dataset includes text",
    "text_info": "`sequence`, `start` and `end` of that sentence in its article",
    "cite_info": "`coder`, `codebook`, `version`, `language`, and `url` and `publication` of the articles",
    "cameo": "`event_code` (an addition)",
    "date_precision": "`date_precision` (an addition)",
}


def make_record(row: Mapping[str, Any]) -> dict[str, Any]:
    """The object of one event."""
    record = {
        "id": row["event_id"],
        "date": row["event_date"].isoformat(),
        "has_event": True,
        "actor": list(_entity(row, "source")),
        "recipient": list(_entity(row, "target")),
        "event": [row["plover_type"]],
        "mode": [row["plover_mode"]] if row["plover_mode"] is not None else [],
        "context": row["plover_contexts"].split(";") if row["plover_contexts"] is not None else [],
        "quad_code": QUADS[PloverType(row["plover_type"])],
        "event_scale": row["goldstein"],
        "event_loc": _place(row),
        "size": _known(
            dead=row["n_killed"], injured=row["n_wounded"], arrested=row["n_arrested"], protesters=row["n_protesters"]
        ),
        "event_text": [row["trigger_text"]] if row["trigger_text"] is not None else None,
        "text": row["sentence"],
        "text_info": _known(sequence=row["sentence_index"], start=row["sentence_start"], end=row["sentence_end"]),
        "cite_info": _citation(row),
        "cameo": row["event_code"],
        "date_precision": row["date_precision"],
    }
    return {name: value for name, value in record.items() if value is not None and value != {}}


def _entity(row: Mapping[str, Any], side: str) -> Iterator[dict[str, Any]]:
    code, name, text = (row[f"{side}_{part}"] for part in ("code", "name", "text"))
    if code is None and name is None and text is None:
        return
    roles = row[f"{side}_roles"]
    yield _known(
        code=row[f"{side}_country"] or (code[:3] if code is not None else None),
        sector=roles.split(";") if roles is not None else None,
        entity_text=text,
        identifier_text=name,
        cameo=code,
    )


def _place(row: Mapping[str, Any]) -> dict[str, Any]:
    country = COUNTRIES.get(row["place_country"]) if row["place_country"] is not None else None
    return _known(
        geonameid=row["place_geonames_id"],
        lat=row["latitude"],
        lon=row["longitude"],
        city=row["place_city"],
        province=row["place_province"],
        country=country.name if country is not None else None,
        country_code=row["place_country"],
        entity_text=row["place_name"],
    )


def _citation(row: Mapping[str, Any]) -> dict[str, Any]:
    return _known(
        coder=f"polybius {coder_version()}",
        codebook=f"CAMEO {CAMEO_VERSION}; PLOVER {PLOVER_VERSION}",
        version=coder_version(),
        language="en",
        url=row["urls"] or None,
        publication=row["publishers"] or None,
    )


def _known(**fields: Any) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if value is not None}


def _encode(frame: pl.DataFrame) -> bytes:
    rows = frame.unnest("record").iter_rows(named=True)
    return "".join(json.dumps(make_record(row), ensure_ascii=False) + "\n" for row in rows).encode()


PLOVER_JSON = Format(
    name="plover-json",
    title="PLOVER JSON",
    ending=".plover.jsonl",
    columns=(Column("record", "the event", pl.struct(_ROWS)),),
    losses=(
        "counts of mentions, articles and publishers; spans of actors, rules and attribution",
        "events without a PLOVER type (root 01) are left out",
    ),
    encode=_encode,
    fields=tuple(_FIELDS.items()),
    needs=(HAS_TYPE, Condition("without a date", pl.col("event_date").is_not_null())),
)
