"""The pages on datasets and places say what is so: their code runs, and the tables load in the tools that they name."""

from __future__ import annotations

import datetime
import re
from pathlib import Path

import duckdb
import pandas
import polars
import pyarrow.parquet
import pytest

from polybius.coders import Coder
from polybius.datasets import build_dataset
from polybius.schema.tables import SCHEMA_VERSION, TABLES

ROOT = Path(__file__).resolve().parents[1]
PAGES = {name: (ROOT / "docs" / name).read_text(encoding="utf-8") for name in ("datasets.md", "places.md")}
CODE = [
    pytest.param(code, id=f"{name}-{number}")
    for name, page in PAGES.items()
    for number, code in enumerate(re.findall(r"^```python\n(.*?)^```$", page, re.M | re.S))
]


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a dataset of the demo articles."""
    folder = tmp_path_factory.mktemp("desk")
    build_dataset([ROOT / "polybius" / "demo" / "0*.txt"], folder / "DATASET", coder=Coder.load())
    return folder


@pytest.mark.parametrize("code", CODE)
def test_datasets_page_code_runs(code: str, desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(desk)
    exec(compile(code, "page", "exec"), {})


def test_datasets_load_alike_in_all_tools(desk: Path) -> None:
    """Rows, codes with their zeros, days, nulls and whole numbers are the same whoever reads them."""
    events = desk / "DATASET" / "events"
    order = ["event_id"]
    in_polars = polars.read_parquet(events / "**" / "*.parquet", hive_partitioning=False).sort(order)
    in_pandas = pandas.read_parquet(events, partitioning=None, dtype_backend="numpy_nullable").sort_values(order)
    in_arrow = pyarrow.parquet.read_table(events, partitioning=None).sort_by("event_id")
    in_duckdb = duckdb.sql(
        f"SELECT * FROM read_parquet('{events}/**/*.parquet', hive_partitioning = false) ORDER BY event_id"
    ).to_arrow_table()
    columns = list(TABLES["events"].model_fields)
    assert in_polars.columns == list(in_pandas.columns) == in_arrow.column_names == in_duckdb.column_names == columns
    assert str(in_pandas["source_cow"].dtype) == "Int32"
    for column in ("event_code", "event_date", "source_cow", "target_roles", "is_one_sided", "place_kind", "latitude"):
        values = in_arrow[column].to_pylist()
        assert in_polars[column].to_list() == values == in_duckdb[column].to_pylist(), column
        pandas_values = [None if pandas.isna(value) else value for value in in_pandas[column].tolist()]
        assert pandas_values == values, column
    assert any(value.startswith("0") for value in in_arrow["event_code"].to_pylist())
    assert isinstance(in_arrow["event_date"][0].as_py(), datetime.date)


def test_datasets_page_lists_every_file_that_a_build_writes(desk: Path) -> None:
    names = {path.name for path in (desk / "DATASET").iterdir()}
    assert [name for name in names if name not in PAGES["datasets.md"]] == []


def test_datasets_page_has_a_policy_for_the_version_that_is_written(desk: Path) -> None:
    assert re.fullmatch(r"\d+\.\d+\.\d+", SCHEMA_VERSION)
    assert all(f"the **{part}**" in PAGES["datasets.md"] for part in ("last", "middle", "first"))
