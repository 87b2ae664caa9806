"""Croissant: a description of a dataset that machines and data search engines read.

In come the files of a dataset folder and what is known of its build; out goes JSON-LD by the Croissant 1.0 format of MLCommons. Every
table is a record set, every column a field of it. It deliberately says nothing that the manifest and the schema do not.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pyarrow as pa

from ..schema.arrow import arrow_schema
from ..schema.tables import TABLES

CONFORMS_TO = "http://mlcommons.org/croissant/1.0"
_PARQUET = "application/x-parquet"
_CONTEXT: Mapping[str, object] = {
    "@language": "en",
    "@vocab": "https://schema.org/",
    "citeAs": "cr:citeAs",
    "column": "cr:column",
    "conformsTo": "dct:conformsTo",
    "cr": "http://mlcommons.org/croissant/",
    "data": {"@id": "cr:data", "@type": "@json"},
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
    "dct": "http://purl.org/dc/terms/",
    "examples": {"@id": "cr:examples", "@type": "@json"},
    "extract": "cr:extract",
    "field": "cr:field",
    "fileObject": "cr:fileObject",
    "fileProperty": "cr:fileProperty",
    "fileSet": "cr:fileSet",
    "format": "cr:format",
    "includes": "cr:includes",
    "isLiveDataset": "cr:isLiveDataset",
    "jsonPath": "cr:jsonPath",
    "key": "cr:key",
    "md5": "cr:md5",
    "parentField": "cr:parentField",
    "path": "cr:path",
    "rai": "http://mlcommons.org/croissant/RAI/",
    "recordSet": "cr:recordSet",
    "references": "cr:references",
    "regex": "cr:regex",
    "repeated": "cr:repeated",
    "replace": "cr:replace",
    "sc": "https://schema.org/",
    "separator": "cr:separator",
    "source": "cr:source",
    "subField": "cr:subField",
    "transform": "cr:transform",
}


def make_croissant(
    folder: Path, files: Mapping[str, list[Path]], digests: Mapping[str, str], about: Mapping[str, Any]
) -> dict[str, object]:
    """The description; `files` are those of each table, `digests` the SHA-256 by path, `about` the dataset's own properties."""
    names = {table: [path.relative_to(folder).as_posix() for path in paths] for table, paths in files.items()}
    return {
        "@context": _CONTEXT,
        "@type": "sc:Dataset",
        "conformsTo": CONFORMS_TO,
        **about,
        "distribution": [
            *(_file_object(folder, name, digests[name]) for found in names.values() for name in found),
            *(_file_set(table, found) for table, found in names.items() if len(found) > 1),
        ],
        "recordSet": [_record_set(table, names[table]) for table in TABLES],
    }


def _file_object(folder: Path, name: str, digest: str) -> dict[str, object]:
    return {
        "@type": "cr:FileObject",
        "@id": name,
        "name": name,
        "contentUrl": name,
        "contentSize": f"{(folder / name).stat().st_size} B",
        "encodingFormat": _PARQUET,
        "sha256": digest,
    }


def _file_set(table: str, names: list[str]) -> dict[str, object]:
    return {
        "@type": "cr:FileSet",
        "@id": f"{table}-files",
        "name": f"{table}-files",
        "encodingFormat": _PARQUET,
        "includes": f"{table}/**/*.parquet",
    }


def _record_set(table: str, names: list[str]) -> dict[str, object]:
    schema = arrow_schema(table)
    source = {"fileSet": {"@id": f"{table}-files"}} if len(names) > 1 else {"fileObject": {"@id": names[0]}}
    return {
        "@type": "cr:RecordSet",
        "@id": table,
        "name": table,
        "description": (schema.metadata or {}).get(b"description", b"").decode(),
        "field": list(_fields(table, schema, source)),
    }


def _fields(table: str, schema: pa.Schema, source: Mapping[str, object]) -> Iterator[dict[str, object]]:
    for field in schema:
        yield {
            "@type": "cr:Field",
            "@id": f"{table}/{field.name}",
            "name": field.name,
            "description": (field.metadata or {}).get(b"description", b"").decode(),
            "dataType": _data_type(field.type),
            "source": {**source, "extract": {"column": field.name}},
        }


def _data_type(kind: pa.DataType) -> str:
    if pa.types.is_integer(kind):
        return "sc:Integer"
    if pa.types.is_floating(kind):
        return "sc:Float"
    if pa.types.is_boolean(kind):
        return "sc:Boolean"
    return "sc:Date" if pa.types.is_date(kind) else "sc:Text"
