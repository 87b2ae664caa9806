"""`polybius init lexicon` and `polybius init schemas`: a starter folder for rules and dictionaries, and the schemas for editors.

In comes a folder; out go commented files: a manifest, actors, a rule with a word set, tests, a workflow that checks them, and JSON Schemas. It
writes over nothing but schemas.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import click

STARTER = Path(__file__).parent / "starter"
PLACES = {
    "gitignore": ".gitignore",
    "pre-commit-config.yaml": ".pre-commit-config.yaml",
    "github/lexicon.yml": ".github/workflows/lexicon.yml",
    "tests/test_sentences.txt": "tests/test_sentences.py",
}
"""Where files of the starter go that are kept under other names, so that no tool takes them for the project's own."""
NAME = "my-lexicon"


@click.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
def lexicon(folder: Path) -> None:
    """Make a commented starter lexicon in FOLDER, which passes its own workflow."""
    known = sorted(path.name for path in folder.iterdir() if path.name != ".git") if folder.is_dir() else []
    if known:
        raise click.UsageError(f"{folder} has files ({', '.join(known[:3])}), expected a new or an empty folder")
    name = _name_of(folder)
    for source in _list_starter():
        target = folder / PLACES.get(source.as_posix(), source.as_posix())
        target.parent.mkdir(parents=True, exist_ok=True)
        text = (STARTER / source).read_text(encoding="utf-8").replace(NAME, name)
        target.write_text(text, encoding="utf-8", newline="\n")
        click.echo(target.as_posix())
    _write_schemas(folder)
    click.echo(f"\nnext: cd {folder.as_posix()}; README.md says what is where and which commands to run")


@click.command()
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
def schemas(folder: Path) -> None:
    """Write the JSON Schemas of the lexicon files into FOLDER/schemas, for editors."""
    for path in _write_schemas(folder):
        click.echo(path.as_posix())


def _list_starter() -> Iterator[Path]:
    return (path.relative_to(STARTER) for path in sorted(STARTER.rglob("*")) if path.is_file())


def _name_of(folder: Path) -> str:
    """The id of the lexicon: the name of its folder, as ids are written."""
    return re.sub(r"[^a-z0-9]+", "-", folder.resolve().name.lower()).strip("-") or NAME


def _write_schemas(folder: Path) -> list[Path]:
    from .coders.file_schemas import build_file_schemas

    target = folder / "schemas"
    target.mkdir(parents=True, exist_ok=True)
    written = []
    for name, schema in build_file_schemas().items():
        path = target / f"{name}.file.schema.json"
        text = json.dumps(schema, indent=2, ensure_ascii=False, sort_keys=True) + "\n"
        path.write_text(text, encoding="utf-8", newline="\n")
        written.append(path)
    return written
