"""The files that describe a dataset: data package, Croissant, codebook, datasheet, citation and checksums.

In come the folder with the tables of a build, its manifest and its coverage; out go files that hold no clock and no machine path.
They say what manifest and schema say, each in the form that its readers know. It deliberately reads no rows.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pyarrow as pa

from ..schema.arrow import arrow_schema
from ..schema.codebook import build_codebook
from ..schema.tables import SCHEMA_VERSION, TABLES
from .croissant import make_croissant
from .datasheet import CITATION, DATASHEET, Coverage, make_citation, make_datasheet
from .manifest import CHECKSUMS, CODEBOOK, PACKAGE, table_files, write_json

CROISSANT = "croissant.json"
KEYWORDS = ("event data", "political events", "news", "CAMEO", "PLOVER", "conflict", "international relations")
_TITLE = "Political events coded from news text"
_DESCRIPTION = (
    "CAMEO events, their mentions and their articles. CODEBOOK.md describes every column, DATASHEET.md how it was made."
)
_KEYS = {"events": "event_id", "mentions": "mention_id"}
_CHUNK = 1 << 20


def write_descriptions(folder: Path, manifest: Mapping[str, Any], coverage: Coverage) -> None:
    """Write all of them but the checksums, which come last, when all files are there."""
    files = {table: table_files(folder, table) for table in TABLES}
    digests = {path.relative_to(folder).as_posix(): digest_file(path) for paths in files.values() for path in paths}
    build_id = str(manifest["build_id"])
    write_json(folder / PACKAGE, make_package(folder, files, build_id))
    about = _describe(build_id, coverage)
    write_json(folder / CROISSANT, make_croissant(folder, files, digests, about))
    texts = {
        CODEBOOK: build_codebook(),
        DATASHEET: make_datasheet(manifest, coverage),
        CITATION: make_citation(manifest, coverage),
    }
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")


def _describe(build_id: str, coverage: Coverage) -> dict[str, Any]:
    """The properties of the dataset as a whole, in the words of schema.org."""
    about: dict[str, Any] = {
        "name": "polybius-events",
        "description": _DESCRIPTION,
        "identifier": f"polybius-build:{build_id}",
        "keywords": list(KEYWORDS),
        "version": f"{SCHEMA_VERSION}+{build_id[:16]}",
        "citeAs": f"See {CITATION}.",
    }
    if coverage.first_event is not None:
        about["temporalCoverage"] = f"{coverage.first_event}/{coverage.last_event}"
    return about


def make_package(folder: Path, files: Mapping[str, list[Path]], build_id: str) -> dict[str, object]:
    """A Frictionless data package of the tables in `folder`."""
    return {
        "profile": "data-package",
        "name": "polybius-events",
        "id": f"polybius-build:{build_id}",
        "title": _TITLE,
        "description": _DESCRIPTION,
        "version": SCHEMA_VERSION,
        "keywords": list(KEYWORDS),
        "resources": [_make_resource(folder, table, paths) for table, paths in files.items()],
    }


def _make_resource(folder: Path, table: str, paths: list[Path]) -> dict[str, object]:
    schema = arrow_schema(table)
    description = (schema.metadata or {}).get(b"description", b"").decode()
    fields: dict[str, object] = {"fields": [_make_field(field) for field in schema], "missingValues": []}
    if table in _KEYS:
        fields["primaryKey"] = _KEYS[table]
    if table == "mentions":
        reference = {"resource": "events", "fields": "event_id"}
        fields["foreignKeys"] = [{"fields": "event_id", "reference": reference}]
    return {
        "name": table,
        "description": description,
        "path": [path.relative_to(folder).as_posix() for path in paths],
        "bytes": sum(path.stat().st_size for path in paths),
        "format": "parquet",
        "mediatype": "application/vnd.apache.parquet",
        "schema": fields,
    }


def _make_field(field: pa.Field) -> dict[str, object]:
    description = (field.metadata or {}).get(b"description", b"").decode()
    result: dict[str, object] = {"name": field.name, "type": _field_type(field.type), "description": description}
    return result if field.nullable else {**result, "constraints": {"required": True}}


def _field_type(kind: pa.DataType) -> str:
    if pa.types.is_integer(kind):
        return "integer"
    if pa.types.is_floating(kind):
        return "number"
    if pa.types.is_boolean(kind):
        return "boolean"
    return "date" if pa.types.is_date(kind) else "string"


def write_checksums(folder: Path) -> None:
    """Write the digest of every file below `folder`, in the form of sha256sum."""
    paths = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    lines = [f"{digest_file(folder / path)}  {path}\n" for path in paths if path != CHECKSUMS]
    (folder / CHECKSUMS).write_text("".join(lines), encoding="utf-8", errors="surrogateescape")


def digest_file(path: Path) -> str:
    """The SHA-256 of a file."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
    return digest.hexdigest()
