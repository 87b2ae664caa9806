"""The published files as researchers load them: pyarrow, polars, DuckDB. Codes are strings, days are dates."""

from __future__ import annotations

import datetime
import json

import polars as pl
import pyarrow as pa
import pyarrow.dataset as ds
import pyarrow.parquet as pq
import pytest

import polybius.datasets
from polybius.datasets import BuildResult
from polybius.datasets.manifest import table_files
from polybius.schema.arrow import arrow_schema
from polybius.schema.tables import SCHEMA_VERSION, TABLES

duckdb = pytest.importorskip("duckdb")


@pytest.mark.parametrize("table", TABLES)
def test_readers_parquet_files_have_the_declared_schema(built: BuildResult, table: str) -> None:
    for path in table_files(built.path, table):
        schema = pq.read_schema(path)
        assert schema.equals(arrow_schema(table), check_metadata=False)
        assert all(field.metadata[b"description"] for field in schema)
        assert {key: schema.metadata[key] for key in (b"schema_version", b"build_id", b"lexicon_digest")} == {
            b"schema_version": SCHEMA_VERSION.encode(),
            b"build_id": built.build_id.encode(),
            b"lexicon_digest": b"0" * 64,
        }
        assert b"coder_version" in schema.metadata


def test_readers_columns_are_compressed_with_zstd(built: BuildResult) -> None:
    metadata = pq.ParquetFile(table_files(built.path, "events")[0]).metadata
    assert {metadata.row_group(0).column(n).compression for n in range(metadata.num_columns)} == {"ZSTD"}


@pytest.mark.parametrize("table", ["events", "mentions", "articles"])
def test_readers_pyarrow_reads_partitions(built: BuildResult, table: str) -> None:
    frame = ds.dataset(built.path / table, partitioning="hive").to_table()
    assert {"year", "month"} <= set(frame.column_names)
    assert frame.num_rows == built.counts["rows"][table]
    assert frame.filter(ds.field("year") == 2019).num_rows >= frame.num_rows - 4


def test_readers_pyarrow_types(built: BuildResult) -> None:
    events = ds.dataset(built.path / "events", partitioning="hive").to_table()
    assert events.schema.field("event_date").type == pa.date32()
    assert pa.types.is_dictionary(events.schema.field("event_code").type)
    assert "020" in events["event_code"].to_pylist()


def test_readers_polars_reads_the_folder(built: BuildResult) -> None:
    events = pl.scan_parquet(built.path / "events", hive_partitioning=True).collect()
    assert events.schema["event_date"] == pl.Date
    assert events.filter(pl.col("event_code").cast(pl.String) == "0333").height > 0
    assert set(events["year"]) == {2019}


def test_readers_load_gives_strings_and_dates(built: BuildResult) -> None:
    events = polybius.datasets.load(built.path).events
    schema = events.collect_schema()
    assert (schema["event_code"], schema["event_date"], schema["quad_class"]) == (pl.String, pl.Date, pl.Int8)
    assert events.filter(pl.col("event_code").str.starts_with("03")).collect().height > 0


def test_readers_duckdb_reads_partitions(built: BuildResult) -> None:
    query = f"SELECT * FROM read_parquet('{built.path}/events/**/*.parquet', hive_partitioning = true)"
    kinds = {row[0]: row[1] for row in duckdb.sql(f"DESCRIBE {query}").fetchall()}
    assert (kinds["event_code"], kinds["event_date"], kinds["goldstein"]) == ("VARCHAR", "DATE", "DOUBLE")
    codes = {row[0] for row in duckdb.sql(f"SELECT DISTINCT event_code FROM ({query})").fetchall()}
    assert codes == {"020", "0333", "040"}
    days = duckdb.sql(f"SELECT min(event_date) FROM ({query}) WHERE month = 4").fetchall()
    assert days == [(datetime.date(2019, 4, 30),)]


def test_readers_duckdb_reads_undated_articles(built: BuildResult) -> None:
    query = f"FROM read_parquet('{built.path}/articles/**/*.parquet', hive_partitioning = true)"
    assert duckdb.sql(f"SELECT count(*) {query} WHERE published IS NULL").fetchall() == [(4,)]
    assert duckdb.sql(f"SELECT count(*) {query}").fetchall() == [(50,)]


def test_readers_datapackage_lists_every_file_and_column(built: BuildResult) -> None:
    package = json.loads((built.path / "datapackage.json").read_text(encoding="utf-8"))
    assert [resource["name"] for resource in package["resources"]] == list(TABLES)
    for resource in package["resources"]:
        assert resource["path"]
        assert all((built.path / path).is_file() for path in resource["path"])
        assert [field["name"] for field in resource["schema"]["fields"]] == list(TABLES[resource["name"]].model_fields)


def test_readers_codebook_describes_every_column(built: BuildResult) -> None:
    codebook = (built.path / "CODEBOOK.md").read_text(encoding="utf-8")
    assert all(f"`{column}`" in codebook for model in TABLES.values() for column in model.model_fields)
