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
    block = model.model_json_schema(by_alias=True)
    definitions = block.pop("$defs", {})
    hidden = frozenset(internal)
    definitions[model.__name__] = block
    for part in definitions.values():
        part["properties"] = {key: value for key, value in part.get("properties", {}).items() if key not in hidden}
        if not part["properties"]:
            del part["properties"]
    items = {"$ref": f"#/$defs/{model.__name__}"}
    return {"$schema": DIALECT, "title": title, "type": "array", "items": items, "$defs": definitions}
