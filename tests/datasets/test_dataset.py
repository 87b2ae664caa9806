"""Reading a dataset: those of older schema versions too."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import polars as pl
import pytest

import polybius.datasets
from polybius.datasets import BuildResult
from polybius.schema.errors import DatasetError
from polybius.schema.tables import SCHEMA_VERSION, TABLES

OLDER = sorted((Path(__file__).parent / "older").iterdir())


@pytest.mark.parametrize("path", OLDER, ids=[path.name for path in OLDER])
def test_dataset_of_an_older_schema_loads_with_all_columns_of_the_present(path: Path) -> None:
    dataset = polybius.datasets.load(path)
    assert dataset.manifest["versions"]["schema"] != SCHEMA_VERSION
    for name, model in TABLES.items():
        frame = dataset.table(name).collect()
        assert frame.columns == list(model.model_fields)
        for row in frame.rows(named=True):
            model.model_validate(row)


def test_dataset_of_schema_1_0_has_its_rows_and_nothing_made_up() -> None:
    dataset = polybius.datasets.load(OLDER[0])
    events = dataset.events.collect()
    assert events["event_code"].to_list() == ["0333", "173"]
    assert events["event_id"].to_list() == ["7140c9824b0038b95d8702c4ab51f649", "8660ddc28a958f3e84e62e6bd33121ee"]
    assert events["n_killed"].is_null().all()
    assert dataset.mentions.collect()["date_text"].to_list() == ["Tuesday", "Tuesday"]


def test_dataset_older_and_present_can_be_put_together(built: BuildResult) -> None:
    one, two = polybius.datasets.load(OLDER[0]).events, polybius.datasets.load(built.path).events
    assert pl.concat([one, two]).collect().height == one.collect().height + two.collect().height


@pytest.mark.parametrize("version", ["2.0.0", ""])
def test_dataset_of_another_major_version_is_refused_with_a_way_out(tmp_path: Path, version: str) -> None:
    shutil.copytree(OLDER[0], tmp_path / "set")
    manifest = json.loads((tmp_path / "set" / "manifest.json").read_text(encoding="utf-8"))
    manifest["versions"]["schema"] = version
    (tmp_path / "set" / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    with pytest.raises(DatasetError, match=r"expected 1\.x; read it with"):
        polybius.datasets.load(tmp_path / "set")


def test_dataset_of_a_newer_minor_version_keeps_columns_that_it_does_not_know(tmp_path: Path) -> None:
    shutil.copytree(OLDER[0], tmp_path / "set")
    path = tmp_path / "set" / "rejections.parquet"
    pl.read_parquet(path).with_columns(weight=pl.lit(1)).write_parquet(path)
    frame = polybius.datasets.load(tmp_path / "set").rejections.collect()
    assert frame.columns == [*TABLES["rejections"].model_fields, "weight"]
