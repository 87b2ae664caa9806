"""The codebook: what every table, column and code means, as Markdown.

In come the row models and the ontology; out goes one text, the same on every machine. It is committed under `docs/` and
written into every dataset as CODEBOOK.md. It deliberately says nothing about how events are found.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pyarrow as pa

from .actors import COUNTRIES
from .arrow import arrow_schema
from .ontology import CAMEO_VERSION, CODES, GOLDSTEIN_VERSION, PLOVER_VERSION, Code, read_table
from .tables import SCHEMA_VERSION, TABLES

_OPENING = f"""# Codebook

Generated from the schema; do not edit. Schema {SCHEMA_VERSION}; CAMEO {CAMEO_VERSION}; Goldstein values: \
{GOLDSTEIN_VERSION}; PLOVER {PLOVER_VERSION}.

Codes are strings: `010` is not `10`. A missing value is null, never an empty string or a zero. Lists are strings
joined by `;`. Offsets are half-open ranges of Unicode code points in the article's stored text. A date whose
precision is week, month or year is the first day of it."""


def build_codebook() -> str:
    """Return the whole codebook."""
    parts = [_OPENING, *(_table_part(name) for name in TABLES), _codes_part(), _actors_part(), _countries_part()]
    return "\n\n".join(parts) + "\n"


def _rows(head: tuple[str, ...], rows: Iterable[tuple[object, ...]]) -> str:
    return "\n".join(_row(cells) for cells in (head, ("---",) * len(head), *rows))


def _row(cells: tuple[object, ...]) -> str:
    return "| " + " | ".join("" if cell is None else str(cell) for cell in cells) + " |"


def _table_part(name: str) -> str:
    schema = arrow_schema(name)
    description = schema.metadata[b"description"].decode()
    return f"## Table `{name}`\n\n{description}\n\n" + _rows(("column", "type", "null", "what"), _column_rows(schema))


def _column_rows(schema: pa.Schema) -> Iterator[tuple[object, ...]]:
    for field in schema:
        kind = "category" if pa.types.is_dictionary(field.type) else str(field.type)
        nullable = "yes" if field.nullable else "no"
        yield f"`{field.name}`", kind, nullable, field.metadata[b"description"].decode()


def _codes_part() -> str:
    head = ("code", "name", "quad class", "Goldstein", "PLOVER type", "mode", "contexts")
    return "## Event codes\n\n" + _rows(head, (_code_row(code) for code in CODES.values()))


def _code_row(code: Code) -> tuple[object, ...]:
    name = f"**{code.name}**" if code.is_root else code.name
    contexts = ";".join(code.plover_contexts)
    return f"`{code.code}`", name, code.quad_class.value, code.goldstein, code.plover_type, code.plover_mode, contexts


def _actors_part() -> str:
    rows = ((f"`{row['group']}`", row["kind"], row["name"]) for row in read_table("groups.csv"))
    return "## Groups of actor codes\n\n" + _rows(("group", "kind", "what"), rows)


def _countries_part() -> str:
    head = ("code", "name", "ISO 2", "from", "to", "COW", "Gleditsch-Ward", "region")
    rows = (
        (f"`{c.iso3}`", c.name, c.iso2, c.valid_from, c.valid_to, c.cow, c.gw, c.region) for c in COUNTRIES.values()
    )
    return "## Countries\n\n" + _rows(head, rows)
