"""What a dataset says of itself: the descriptions agree with the tables, with each other and with the build."""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
import yaml
from plain_coder import PlainCoder, write_story

import polybius.datasets
from polybius.datasets import BuildResult, build_dataset, parquet
from polybius.datasets.croissant import CONFORMS_TO
from polybius.datasets.manifest import table_files
from polybius.schema.tables import TABLES

TYPES = {"sc:Text", "sc:Integer", "sc:Float", "sc:Boolean", "sc:Date"}


@pytest.fixture(scope="module")
def croissant(built: BuildResult) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((built.path / "croissant.json").read_text(encoding="utf-8"))
    return found


def list_nodes(value: Any) -> list[dict[str, Any]]:
    """All typed nodes of a JSON-LD value."""
    if isinstance(value, list):
        return [node for item in value for node in list_nodes(item)]
    if not isinstance(value, dict):
        return []
    below = [node for key, item in value.items() if key != "@context" for node in list_nodes(item)]
    return [value, *below] if "@type" in value else below


def test_croissant_has_what_the_format_wants_of_each_kind(croissant: dict[str, Any]) -> None:
    wanted = {
        "sc:Dataset": {"conformsTo", "name", "description", "distribution", "recordSet"},
        "cr:FileObject": {"@id", "name", "contentUrl", "encodingFormat", "sha256"},
        "cr:FileSet": {"@id", "name", "encodingFormat", "includes"},
        "cr:RecordSet": {"@id", "name", "field"},
        "cr:Field": {"@id", "name", "description", "dataType", "source"},
    }
    nodes = list_nodes(croissant)
    assert {node["@type"] for node in nodes} == set(wanted)
    for node in nodes:
        assert wanted[node["@type"]] <= node.keys(), node
    assert croissant["conformsTo"] == CONFORMS_TO


def test_croissant_ids_are_unique_and_every_reference_leads_somewhere(croissant: dict[str, Any]) -> None:
    ids = [node["@id"] for node in list_nodes(croissant) if "@id" in node]
    assert len(ids) == len(set(ids))
    files = {node["@id"] for node in croissant["distribution"]}
    sources = [field["source"] for record_set in croissant["recordSet"] for field in record_set["field"]]
    assert {(source.get("fileSet") or source["fileObject"])["@id"] for source in sources} <= files
    assert all(field["dataType"] in TYPES for record_set in croissant["recordSet"] for field in record_set["field"])


def test_croissant_names_every_file_and_column(croissant: dict[str, Any], built: BuildResult) -> None:
    objects = {node["contentUrl"]: node["sha256"] for node in croissant["distribution"] if "contentUrl" in node}
    paths = {
        path.relative_to(built.path).as_posix(): path for table in TABLES for path in table_files(built.path, table)
    }
    assert objects == {name: hashlib.sha256(path.read_bytes()).hexdigest() for name, path in paths.items()}
    columns = {
        record_set["@id"]: [field["source"]["extract"]["column"] for field in record_set["field"]]
        for record_set in croissant["recordSet"]
    }
    assert columns == {table: list(model.model_fields) for table, model in TABLES.items()}


def test_package_names_files_columns_and_keys(built: BuildResult) -> None:
    package = json.loads((built.path / "datapackage.json").read_text(encoding="utf-8"))
    assert package["id"] == f"polybius-build:{built.build_id}"
    for resource in package["resources"]:
        paths = [built.path / path for path in resource["path"]]
        assert resource["bytes"] == sum(path.stat().st_size for path in paths)
        assert [field["name"] for field in resource["schema"]["fields"]] == pq.read_schema(paths[0]).names
    keys = {resource["name"]: resource["schema"].get("primaryKey") for resource in package["resources"]}
    assert keys["events"] == "event_id"
    dataset = polybius.datasets.load(built.path)
    for table, key in keys.items():
        if key is not None:
            assert dataset.table(table).collect()[key].is_unique().all()


def test_datasheet_states_the_facts_of_the_build(built: BuildResult) -> None:
    text = (built.path / "DATASHEET.md").read_text(encoding="utf-8")
    titles = re.findall(r"^## (.+)$", text, re.M)
    assert titles == [
        "Motivation", "Composition", "Collection", "Preprocessing and coding", "Uses", "Distribution", "Maintenance",
    ]  # fmt: skip
    for table, rows in built.counts["rows"].items():
        assert f"| {table} | {rows} |" in text
    assert "Articles were published from 2019-05-01 to 2019-06-15." in text
    assert "| no_date | 1 |" in text
    assert built.build_id in text
    assert "are not included" in text
    assert "None" not in text


def test_datasheet_tells_when_text_is_included_and_nothing_is_merged(tmp_path: Path) -> None:
    write_story(tmp_path / "in" / "a.txt", 1, "3 May 2019")
    build_dataset([tmp_path / "in"], tmp_path / "set", coder=PlainCoder(), include_text=True, duplicates=False)
    text = (tmp_path / "set" / "DATASHEET.md").read_text(encoding="utf-8")
    assert "Sentences and titles of the articles are included" in text
    assert "Near duplicates were not looked for" in text
    assert "All could be coded." in text


def test_citation_is_valid_yaml_that_names_the_build(built: BuildResult) -> None:
    citation = yaml.safe_load((built.path / "CITATION.cff").read_text(encoding="utf-8"))
    assert {"cff-version", "message", "title", "authors"} <= citation.keys()
    assert citation["type"] == "dataset"
    assert citation["identifiers"][0]["value"] == f"polybius-build:{built.build_id}"
    assert citation["title"].endswith("2019-04-30 to 2019-06-15")
    assert citation["references"][0]["title"] == "Polybius"


def test_parquet_says_that_it_is_sorted_and_by_what_it_was_made(built: BuildResult) -> None:
    path = built.path / "events" / "year=2019" / "month=05" / "part-0.parquet"
    file = pq.ParquetFile(path)
    group = file.metadata.row_group(0)
    assert group.sorting_columns[0].column_index == file.schema_arrow.get_field_index("event_date")
    assert {b"schema_version", b"coder_version", b"lexicon_digest", b"build_id"} <= file.schema_arrow.metadata.keys()
    column = group.column(1)
    assert (column.compression, column.is_stats_set, column.has_column_index) == ("ZSTD", True, True)


def test_parquet_splits_a_month_into_files_of_a_bounded_size(
    corpus: Path, built: BuildResult, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parquet, "ROWS_PER_FILE", 20)
    build_dataset([corpus], tmp_path / "set", coder=PlainCoder())
    names = sorted(path.name for path in (tmp_path / "set" / "mentions" / "year=2019" / "month=05").iterdir())
    assert len(names) > 3
    one, other = polybius.datasets.load(tmp_path / "set"), polybius.datasets.load(built.path)
    for table in TABLES:
        assert one.table(table).collect().equals(other.table(table).collect())
