from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pyarrow as pa
import pytest

from polybius.schema.arrow import arrow_schema
from polybius.schema.codebook import build_codebook
from polybius.schema.jsonschema import row_schema
from polybius.schema.ontology import CODES
from polybius.schema.tables import TABLES

ROOT = Path(__file__).parents[2]
SIDE = ("code", "country", "cow", "gw", "roles", "name")
TOLLS = " ".join(f"n_{toll} {toll}_bound {toll}_text" for toll in ("killed", "wounded", "arrested", "protesters"))
STATE = "modality is_one_sided confidence issues"
PLACE = "place_name place_kind place_country place_cow place_gw place_admin1 place_geonames_id place_basis place_choice"
PROMISED = {
    "events": f"""{TOLLS} {STATE} {PLACE} attributed_to_codes n_attributed
        event_id event_date date_precision event_code root_code quad_class goldstein plover_type plover_mode
        plover_contexts modality place_name place_country place_admin1 place_geonames_id place_basis latitude longitude
        n_mentions n_articles n_publishers first_published last_published""",
    "mentions": f"""{TOLLS} {STATE} {PLACE} place_text place_start place_end date_text date_start date_end
        attributed_to_name attributed_to_text attributed_to_start attributed_to_end
        mention_id event_id article_id sentence_index sentence_start sentence_end sentence_sha256 source_text
        source_start source_end source_entry target_text target_start target_end target_entry trigger_text trigger_start
        trigger_end rule_id operator_id attributed_to_code published sentence event_code modality""",
    "articles": """article_id title title_sha256 text_sha256 publisher url published duplicate_group duplicate_similarity
        n_sentences n_mentions status reason""",
}


@pytest.mark.parametrize("table", PROMISED)
def test_tables_have_the_promised_columns(table: str) -> None:
    sides = [f"{side}_{part}" for side in ("source", "target") for part in SIDE] if table != "articles" else []
    assert {*PROMISED[table].split(), *sides} <= set(TABLES[table].model_fields)


@pytest.mark.parametrize("table", TABLES)
def test_tables_describe_every_column(table: str) -> None:
    schema = arrow_schema(table)
    assert all(field.metadata[b"description"] for field in schema)
    assert schema.metadata[b"schema_version"]


@pytest.mark.parametrize("table", ["events", "mentions"])
def test_tables_describe_source_and_target_alike(table: str) -> None:
    fields = TABLES[table].model_fields
    source = {name[7:]: field for name, field in fields.items() if name.startswith("source_")}
    target = {name[7:]: field for name, field in fields.items() if name.startswith("target_")}
    assert list(source) == list(target)
    for part, field in source.items():
        assert field.annotation == target[part].annotation
        assert (field.description or "").replace("source", "target") == target[part].description


@pytest.mark.parametrize("table", TABLES)
def test_tables_are_flat(table: str) -> None:
    for field in arrow_schema(table):
        assert not pa.types.is_nested(field.type) or pa.types.is_dictionary(field.type), field.name


def test_arrow_codes_are_categories_and_days_are_dates() -> None:
    schema = arrow_schema("events")
    assert schema.field("event_code").type == pa.dictionary(pa.int32(), pa.string())
    assert schema.field("event_date").type == pa.date32()
    assert schema.field("quad_class").type == pa.int8()
    assert not schema.field("event_code").nullable
    assert schema.field("source_code").nullable


def test_jsonschema_forbids_unknown_columns() -> None:
    assert row_schema(TABLES["events"])["additionalProperties"] is False


def test_codebook_names_every_column_and_code() -> None:
    text = build_codebook()
    for row in TABLES.values():
        assert all(f"`{name}`" in text for name in row.model_fields)
    assert all(f"| `{code}` |" in text for code in CODES)


def test_generated_files_are_up_to_date() -> None:
    run = subprocess.run(
        [sys.executable, str(ROOT / "tools" / "generate.py"), "--check"], capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stderr
