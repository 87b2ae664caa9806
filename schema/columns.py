"""Columns of the public tables, in groups that several tables share: sides, dates, actions, places, tolls.

In comes nothing; out go mappings from column name to annotated type, from which `tables` makes the row models. A side is
defined once and serves source and target, a toll once and serves the killed, the wounded, the arrested and the protesters. It deliberately
does not say which table has which column.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import Field

from .enums import (
    Confidence,
    CountBound,
    DatePrecision,
    Modality,
    PlaceBasis,
    PlaceChoice,
    PlaceKind,
    PloverMode,
    PloverType,
    QuadClass,
    SlotRank,
)

SHA256 = r"^[0-9a-f]{64}$"
TOLLS: Mapping[str, str] = {
    "killed": "killed",
    "wounded": "wounded",
    "arrested": "arrested or detained",
    "protesters": "taking part in a protest",
}
"""What is counted in people: the name in the columns, and what it means."""

Columns = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Stored:
    """How a column is stored where its Python type does not say: `category`, `int8` or `int64`."""

    form: str


CATEGORY = Stored("category")
SMALL = Stored("int8")
LONG = Stored("int64")


def text(description: str, **limits: Any) -> Any:
    """A text that may be missing."""
    return Annotated[str | None, Field(description=description, **limits)]


def category(description: str, kind: type[str] = str) -> Any:
    """A value of a short list of texts, that may be missing."""
    return Annotated[kind | None, CATEGORY, Field(description=description)]


def number(description: str, **limits: Any) -> Any:
    """A whole number that may be missing."""
    return Annotated[int | None, Field(description=description, **limits)]


def side_columns(side: str) -> Columns:
    """Who one side of an event is."""
    return {
        f"{side}_code": category(f"Actor code of the {side}; None where no entry knows the name"),
        **country_columns(side, f"the {side}"),
        f"{side}_roles": category(f"Role groups of the {side} in order, joined by `;`"),
        f"{side}_name": text(f"Name of the {side}: of its dictionary entry, else as written"),
    }


def side_trace_columns(side: str) -> Columns:
    """Where one side of a mention stands, and how it was found."""
    return {
        **span_columns(side, f"The {side}"),
        f"{side}_entry": category(f"Id of the dictionary entry that named the {side}"),
        f"{side}_rank": category(f"Where in the clause the {side} was found", SlotRank),
    }


def country_columns(prefix: str, what: str) -> Columns:
    """A country by the three codes in use."""
    return {
        f"{prefix}_country": category(f"Country of {what}, ISO 3166-1 alpha-3"),
        f"{prefix}_cow": number(f"Country of {what}, Correlates of War number; None where it has none"),
        f"{prefix}_gw": number(f"Country of {what}, Gleditsch-Ward number; None where it has none"),
    }


def span_columns(prefix: str, what: str) -> Columns:
    """Words of the article and where they stand."""
    return {
        f"{prefix}_text": text(f"{what} as written"),
        f"{prefix}_start": number(f"{what}: start in the article's stored text", ge=0),
        f"{prefix}_end": number(f"{what}: end, exclusive", ge=0),
    }


def date_columns() -> Columns:
    """When an event happened."""
    return {
        "event_date": Annotated[
            datetime.date | None,
            Field(description="Day of the event; the first day where only a week, month or year is known"),
        ],
        "date_precision": category(
            "How exactly the date is known; `published`: the publication date stands in", DatePrecision
        ),
    }


def action_columns() -> Columns:
    """What was done."""
    return {
        "event_code": Annotated[
            str, CATEGORY, Field(description="CAMEO event code, a string: `010` is not `10`", pattern=r"^\d{3,4}$")
        ],
        "root_code": Annotated[str, CATEGORY, Field(description="CAMEO root code, `01` to `20`", pattern=r"^\d\d$")],
        "quad_class": Annotated[
            QuadClass,
            SMALL,
            Field(
                description="1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict",
            ),
        ],
        "goldstein": Annotated[
            float, Field(description="Goldstein value of the code, -10 (conflict) to 10 (cooperation)", ge=-10, le=10)
        ],
        "plover_type": category("PLOVER event type; None for bare statements", PloverType),
        "plover_mode": category("PLOVER mode", PloverMode),
        "plover_contexts": category("PLOVER contexts, joined by `;`"),
    }


def state_columns() -> Columns:
    """How the text puts the event, and how far its coding can be relied on."""
    return {
        "modality": Annotated[
            Modality,
            CATEGORY,
            Field(description="How the text puts the event; the events table holds asserted rows only"),
        ],
        "is_one_sided": Annotated[
            bool | None, Field(description="Whether the source or the target is missing: the text does not say")
        ],
        "confidence": category(
            "Grade of how the parts were found, `A` to `C`: the weakest of source, target and date", Confidence
        ),
        "issues": category("Topics whose keywords stand in the sentence, joined by `;`"),
    }


def place_columns() -> Columns:
    """Where an event happened."""
    return {
        "place_name": text("Name of the place where it happened"),
        "place_kind": category("What the place is, and so how exact its coordinates are", PlaceKind),
        **country_columns("place", "the place"),
        "place_admin1": category("First-order administrative division of the place"),
        "place_geonames_id": Annotated[int | None, LONG, Field(description="GeoNames id of the place")],
        "place_basis": category("What the place rests on", PlaceBasis),
        "place_choice": category("How the place was chosen among those of its name", PlaceChoice),
        "latitude": Annotated[float | None, Field(description="Latitude of the place, degrees WGS 84", ge=-90, le=90)],
        "longitude": Annotated[
            float | None, Field(description="Longitude of the place, degrees WGS 84", ge=-180, le=180)
        ],
    }


def toll_columns() -> Columns:
    """How many people it concerned, by what happened to them."""
    columns: Columns = {}
    for toll, meaning in TOLLS.items():
        columns[f"n_{toll}"] = number(f"People {meaning}, as the text says; None where it gives no number", ge=0)
        columns[f"{toll}_bound"] = category(f"What `n_{toll}` is to the true number, by the text", CountBound)
        columns[f"{toll}_text"] = text(f"The words that `n_{toll}` rests on; they may give no number")
    return columns
