"""Tables of counts: against plain loops, and what counts where dates are coarse, sides unknown and rows empty."""

from __future__ import annotations

import datetime
import json
from collections import defaultdict
from pathlib import Path
from typing import Any

import polars as pl
import pyarrow.parquet as pq
import pytest
from made_dataset import make_event, write_dataset, write_large_dataset

from polybius.datasets import Dataset, load
from polybius.datasets.aggregate_files import write_aggregate
from polybius.datasets.aggregation import Design, aggregate_events, count_left_out
from polybius.schema.errors import ConfigurationError, DatasetError
from polybius.schema.ontology import CODES


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Dataset:
    return load(write_large_dataset(tmp_path_factory.mktemp("made") / "set", 800))


def table(dataset: Dataset, by: str, **options: Any) -> pl.DataFrame:
    return aggregate_events(dataset.events, Design(by, **options)).collect()


def made(tmp_path: Path, *events: dict[str, Any]) -> Dataset:
    return load(write_dataset(tmp_path / "set", events))


def day(month: int, number: int) -> datetime.date:
    return datetime.date(2020, month, number)


def monday(date: datetime.date) -> datetime.date:
    return date - datetime.timedelta(date.weekday())


FIRST = {
    "day": lambda date: date,
    "week": monday,
    "month": lambda date: date.replace(day=1),
    "quarter": lambda date: date.replace(day=1, month=date.month - (date.month - 1) % 3),
    "year": lambda date: date.replace(day=1, month=1),
}


@pytest.mark.parametrize("period", FIRST)
@pytest.mark.parametrize("undirected", [False, True])
def test_aggregation_counts_are_those_of_a_plain_loop(large: Dataset, period: str, undirected: bool) -> None:
    expected: dict[tuple[str, str, datetime.date], list[float]] = defaultdict(lambda: [0, 0, 0.0])
    for row in large.events.collect().iter_rows(named=True):
        sides = (row["source_country"], row["target_country"])
        if None not in sides:
            cell = expected[(*(sorted(sides) if undirected else sides), FIRST[period](row["event_date"]))]
            cell[0] += 1
            cell[1] += row["root_code"] == "04"
            cell[2] += row["goldstein"]
    counted = table(large, f"dyad-{period}", counts="root", coarse="first", undirected=undirected)
    got = {tuple(row[:3]): row[3:] for row in counted.select(
        pl.nth(0), pl.nth(1), "period", "n_events", "root_04", "goldstein_sum", "goldstein_mean").iter_rows()}  # fmt: skip
    assert got.keys() == expected.keys()
    for key, (n_events, n_root, total) in expected.items():
        assert got[key] == (n_events, n_root, pytest.approx(total), pytest.approx(total / n_events))


def test_aggregation_groups_add_up(large: Dataset) -> None:
    quads = table(large, "country-year", coarse="first")
    roots = table(large, "country-year", coarse="first", counts="root")
    assert quads.select(pl.sum_horizontal(pl.col("^quad_.$"))).to_series().to_list() == quads["n_events"].to_list()
    assert roots.select(pl.sum_horizontal(pl.col("^root_..$"))).to_series().to_list() == quads["n_events"].to_list()
    assert roots.width == 5 + 1 + 20


def test_aggregation_counts_only_what_is_known_as_exactly_as_the_period(tmp_path: Path) -> None:
    events = [
        make_event("FRA", "042", "NER", day(1, n), date_precision=precision)
        for n, precision in enumerate(("day", "week", "month", "year", "published"), 1)
    ]
    dataset = made(tmp_path, *events)
    n_events = {p: table(dataset, f"dyad-{p}")["n_events"].sum() for p in FIRST}
    assert n_events == {"day": 2, "week": 3, "month": 4, "quarter": 4, "year": 5}
    assert count_left_out(dataset.events, Design("dyad-day")) == {"date less exact than a day": 3}
    assert table(dataset, "dyad-day", coarse="first")["n_events"].sum() == 5
    assert table(dataset, "dyad-day", published=False)["n_events"].sum() == 1
    assert count_left_out(dataset.events, Design("dyad-year", published=False)) == {"dated by publication only": 1}


def test_aggregation_tells_every_event_that_does_not_count_once(tmp_path: Path) -> None:
    dataset = made(
        tmp_path,
        make_event("FRA", "042", "NER", event_date=None, date_precision=None),
        make_event("FRA", "042", None, day(1, 1)),
        make_event("FRA", "042", None, day(9, 9)),
        make_event("FRA", "042", "NER", day(2, 1)),
        make_event("FRA", "042", "IGOUNO", day(2, 2)),
    )
    design = Design("dyad-month", start=day(1, 1), end=day(6, 30))
    assert dict(count_left_out(dataset.events, design)) == {
        "no date": 1, "after 2020-06-30": 1, "a side without a country": 2,
    }  # fmt: skip
    assert table(dataset, "dyad-month", start=day(1, 1), end=day(6, 30))["n_events"].to_list() == [1]
    assert table(dataset, "dyad-month", actors=True)["target_code"].to_list() == ["IGOUNO", "NER"]


def test_aggregation_of_countries_goes_by_the_side_asked_for(tmp_path: Path) -> None:
    dataset = made(
        tmp_path,
        make_event("FRA", "042", "NER", day(1, 1), place_country="CHE"),
        make_event("FRA", "190", "FRAREB", day(1, 2)),
        make_event(None, "190", "NER", day(1, 3)),
    )
    counts = {
        side: dict(table(dataset, "country-year", side=side).select("country", "n_events").iter_rows())
        for side in ("source", "target", "either", "place")
    }
    assert counts == {
        "source": {"FRA": 2},
        "target": {"FRA": 1, "NER": 2},
        "either": {"FRA": 2, "NER": 2},
        "place": {"CHE": 1},
    }


def test_aggregation_fill_has_every_unit_in_every_period(tmp_path: Path) -> None:
    dataset = made(
        tmp_path,
        make_event("FRA", "190", "NER", day(1, 5)),
        make_event("NER", "051", "FRA", day(4, 5)),
        make_event("FRA", "051", "FRAOPP", day(4, 6)),
    )
    seen = table(dataset, "dyad-month", fill="seen")
    assert seen.height == 3 * 4
    assert seen["n_events"].sum() == 3
    empty = seen.filter(pl.col("n_events") == 0)
    assert empty["goldstein_sum"].to_list() == [0.0] * 9
    assert empty["goldstein_mean"].is_null().all()
    assert empty["quad_4"].to_list() == [0] * 9
    assert table(dataset, "dyad-month", fill="pairs").height == 4 * 4
    assert table(dataset, "dyad-month", fill="pairs", undirected=True).height == 3 * 4


def test_aggregation_fill_covers_the_days_asked_for(tmp_path: Path) -> None:
    dataset = made(tmp_path, make_event("FRA", "190", "NER", day(2, 5)))
    panel = table(dataset, "country-month", fill="seen", start=day(1, 15), end=day(3, 2))
    assert panel["period"].to_list() == [day(1, 1), day(2, 1), day(3, 1)]
    assert panel["n_events"].to_list() == [0, 1, 0]


def test_aggregation_fill_of_nothing_is_empty(tmp_path: Path) -> None:
    assert table(made(tmp_path), "dyad-day", fill="seen").height == 0


def test_aggregation_is_lazy_and_takes_frames(large: Dataset) -> None:
    design = Design("dyad-month", fill="seen")
    lazy = aggregate_events(large.events, design)
    assert isinstance(lazy, pl.LazyFrame)
    assert lazy.collect().equals(aggregate_events(large.events.collect(), design).collect())


def test_aggregation_rests_on_goldstein_values_of_one_decimal() -> None:
    assert all(round(code.goldstein * 10) == pytest.approx(code.goldstein * 10) for code in CODES.values())


@pytest.mark.parametrize(
    ("by", "options", "message"),
    [
        ("dyad-hour", {}, "'dyad-hour', expected one of dyad-day"),
        ("dyad-day", {"counts": "code"}, "counts: found 'code', expected one of quad, root"),
        ("country-day", {"fill": "pairs"}, "for dyads"),
        ("dyad-day", {"side": "place"}, "side is for tables of countries"),
        ("dyad-day", {"start": day(2, 1), "end": day(1, 1)}, "expected a day up to the end, 2020-01-01"),
    ],
)
def test_aggregation_designs_that_make_no_sense_are_refused(by: str, options: dict[str, Any], message: str) -> None:
    with pytest.raises(ConfigurationError, match=message):
        Design(by, **options)


def test_aggregate_files_hold_the_table_and_say_what_it_is(large: Dataset, tmp_path: Path) -> None:
    frame = table(large, "dyad-year")
    for name in ("a.parquet", "a.csv"):
        write_aggregate(frame, tmp_path / name, {"design": {"by": "dyad-year", "start": day(1, 1)}})
    assert pl.read_parquet(tmp_path / "a.parquet").equals(frame)
    assert pl.read_csv(tmp_path / "a.csv", schema=frame.schema).equals(frame)
    facts = json.loads(pq.read_schema(tmp_path / "a.parquet").metadata[b"polybius"])
    assert facts["design"] == {"by": "dyad-year", "start": "2020-01-01"}
    with pytest.raises(DatasetError, match="already exists"):
        write_aggregate(frame, tmp_path / "a.csv", {})
    with pytest.raises(ConfigurationError, match=r"a\.xlsx: found no known ending"):
        write_aggregate(frame, tmp_path / "a.xlsx", {})
