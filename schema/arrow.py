"""Arrow schemas of the public tables, generated from the row models.

In comes the name of a table; out goes its `pyarrow.Schema`: codes and closed lists as `dictionary<int32, string>`,
days as `date32`, each column's description as field metadata, the versions as schema metadata. Writing is
deliberately left to the datasets.
"""

from __future__ import annotations

import datetime
import types
import typing
from enum import IntEnum

import pyarrow as pa
from pydantic.fields import FieldInfo

from .columns import Stored
from .ontology import CAMEO_VERSION, GOLDSTEIN_VERSION, PLOVER_VERSION
from .tables import SCHEMA_VERSION, TABLES, Row

CATEGORY = pa.dictionary(pa.int32(), pa.string())

_FORMS = {"category": CATEGORY, "int8": pa.int8(), "int64": pa.int64()}
_TYPES: dict[type, pa.DataType] = {
    str: pa.string(),
    int: pa.int32(),
    float: pa.float64(),
    bool: pa.bool_(),
    datetime.date: pa.date32(),
}


def arrow_schema(table: str) -> pa.Schema:
    """Return the Arrow schema of a table. Raises `KeyError` for a table that does not exist."""
    model = TABLES[table]
    metadata = {
        "table": table,
        "description": _summary(model),
        "schema_version": SCHEMA_VERSION,
        "cameo_version": CAMEO_VERSION,
        "goldstein_version": GOLDSTEIN_VERSION,
        "plover_version": PLOVER_VERSION,
    }
    return pa.schema([_field(name, info) for name, info in model.model_fields.items()], metadata=metadata)


def _summary(model: type[Row]) -> str:
    return (model.__doc__ or "").strip()


def _field(name: str, info: FieldInfo) -> pa.Field:
    plain, nullable = split_optional(info.annotation)
    return pa.field(name, _data_type(plain, info), nullable=nullable, metadata={"description": info.description or ""})


def split_optional(annotation: object) -> tuple[type, bool]:
    """Split `X | None` into X and whether None is allowed."""
    if typing.get_origin(annotation) in (types.UnionType, typing.Union):
        plain = [part for part in typing.get_args(annotation) if part is not types.NoneType]
        return typing.cast("type", plain[0]), True
    return typing.cast("type", annotation), False


def _data_type(plain: type, info: FieldInfo) -> pa.DataType:
    for mark in info.metadata:
        if isinstance(mark, Stored):
            return _FORMS[mark.form]
    if issubclass(plain, IntEnum):
        return pa.int8()
    return _TYPES[plain]
