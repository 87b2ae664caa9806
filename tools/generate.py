"""Write what is generated from the schema, or check that the committed files are up to date.

Out go `schema/generated/*.schema.json` (rows of the tables, and the rule and dictionary files for editors),
`schema/generated/arrow.txt`, `docs/codebook.md` and `docs/export-formats.md`. With `--check` nothing is written, and
the exit status is 1 when a committed file differs.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path

from polybius.coders.file_schemas import build_file_schemas
from polybius.coders.sources import read_sources
from polybius.coders.trials.code_table import build_code_table
from polybius.datasets.exports.format_pages import build_format_page
from polybius.schema.arrow import arrow_schema
from polybius.schema.codebook import build_codebook
from polybius.schema.jsonschema import row_schema
from polybius.schema.tables import TABLES

ROOT = Path(__file__).resolve().parent.parent
GENERATED = ROOT / "schema" / "generated"


def build_files() -> Iterator[tuple[Path, str]]:
    """Yield path and text of every generated file."""
    for name, row in TABLES.items():
        yield GENERATED / f"{name}.schema.json", _dump(row_schema(row))
    for name, schema in build_file_schemas().items():
        yield GENERATED / f"{name}.file.schema.json", _dump(schema)
    yield GENERATED / "arrow.txt", "\n\n".join(_arrow_text(name) for name in TABLES) + "\n"
    yield ROOT / "docs" / "codebook.md", build_codebook()
    yield ROOT / "docs" / "export-formats.md", build_format_page()


def _dump(value: object) -> str:
    return json.dumps(value, indent=2, ensure_ascii=False, sort_keys=True) + "\n"


def _arrow_text(name: str) -> str:
    fields = "\n".join(f"  {field}" for field in arrow_schema(name))
    return f"{name}\n{fields}"


def build_pages() -> Iterator[tuple[Path, str]]:
    """Yield path and text of the pages about the rules, which change with every rule; a slow test compares them."""
    yield ROOT / "docs" / "codes.md", build_code_table(read_sources())


def write_files() -> None:
    """Write all generated files."""
    for path, text in (*build_files(), *build_pages()):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")


def check_files() -> list[Path]:
    """Return the generated files that are missing, differ, or should not be there."""
    wanted = dict(build_files())
    stale = [path for path, text in wanted.items() if not path.exists() or path.read_text(encoding="utf-8") != text]
    return stale + [path for path in sorted(GENERATED.glob("*")) if path not in wanted]


def main(arguments: list[str]) -> int:
    """Write, or with `--check` compare."""
    if arguments not in ([], ["--check"]):
        print("usage: python tools/generate.py [--check]", file=sys.stderr)
        return 2
    if not arguments:
        write_files()
        return 0
    stale = check_files()
    for path in stale:
        print(f"{path.relative_to(ROOT)}: differs from the schema; run `make generate` and commit", file=sys.stderr)
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
