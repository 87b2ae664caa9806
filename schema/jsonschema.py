"""JSON Schemas, generated from the models.

In comes a pydantic model; out goes a JSON Schema (draft 2020-12) as plain values: of one row of a public table, or of a
file that is a list of blocks. Which models there are is deliberately the caller's business.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from pydantic import BaseModel

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def row_schema(model: type[BaseModel]) -> dict[str, Any]:
    """Return the schema of one row."""
    return {"$schema": DIALECT, **model.model_json_schema(by_alias=True)}


def file_schema(model: type[BaseModel], title: str, internal: Iterable[str] = ()) -> dict[str, Any]:
    """Return the schema of a file that lists blocks of `model`. Fields named in `internal` are not for files."""
    definitions = _definitions(model, internal)
    items = {"$ref": f"#/$defs/{model.__name__}"}
    return {"$schema": DIALECT, "title": title, "type": "array", "items": items, "$defs": definitions}


def mapping_schema(model: type[BaseModel], title: str, internal: Iterable[str] = ()) -> dict[str, Any]:
    """Return the schema of a file that is one block of `model`."""
    definitions = _definitions(model, internal)
    block = definitions.pop(model.__name__)
    return {"$schema": DIALECT, **block, "title": title, "$defs": definitions}


def _definitions(model: type[BaseModel], internal: Iterable[str]) -> dict[str, Any]:
    """The schema of the model and of all models inside it, without the internal fields."""
    block = model.model_json_schema(by_alias=True)
    definitions: dict[str, Any] = block.pop("$defs", {})
    hidden = frozenset(internal)
    definitions[model.__name__] = block
    for part in definitions.values():
        part["properties"] = {key: value for key, value in part.get("properties", {}).items() if key not in hidden}
        if not part["properties"]:
            del part["properties"]
    return definitions
