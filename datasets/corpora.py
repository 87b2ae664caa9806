"""Corpora: texts to try a lexicon on, which need not be articles.

In come files or folders: text files with a text per line (a sentence or a paragraph), JSON Lines with `text` and optionally `id`,
`published` and `context` (other keys are passed over, so that gold files will do), and YAML lists of the same; out go
the texts in one order, each with an id that names its file and line. It deliberately codes nothing.
"""

from __future__ import annotations

import datetime
import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError

from ..schema.errors import DatasetError
from .decoding import normalise_text

SUFFIXES = (".txt", ".jsonl", ".ndjson", ".yml", ".yaml")


@dataclass(frozen=True, slots=True)
class CorpusText:
    """A text with where it stands; `context` are the sentences before it. `events` are those that its file expects, if any,
    `may` those that it allows."""

    id: str
    text: str
    published: datetime.date | None = None
    context: tuple[str, ...] = ()
    events: tuple[str, ...] = ()
    may: tuple[str, ...] = ()


class _Row(BaseModel):
    """What is read of a row."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    text: str
    id: str | None = None
    published: datetime.date | None = None
    context: tuple[str, ...] = ()
    events: tuple[str, ...] = ()
    may: tuple[str, ...] = ()


def read_corpus(paths: Iterable[str | Path], published: datetime.date | None = None) -> tuple[CorpusText, ...]:
    """The texts of files and folders, those without a date published on `published`. Raises `DatasetError`."""
    texts = tuple(text for path in find_corpus_files(paths) for text in _read_file(path, published))
    if not texts:
        raise DatasetError("found no texts in these files; expected a text per line, or JSON Lines with `text`")
    return texts


def find_corpus_files(paths: Iterable[str | Path]) -> tuple[Path, ...]:
    """The files of a corpus in the order given, those of a folder by name. Raises `DatasetError`."""
    found: list[Path] = []
    for given in map(Path, paths):
        if given.is_dir():
            found.extend(sorted(path for path in given.rglob("*") if path.suffix in SUFFIXES and path.is_file()))
        elif given.is_file():
            found.append(given)
        else:
            raise DatasetError(f"{given}: no such file or folder; expected one of {', '.join(SUFFIXES)}")
    if not found:
        raise DatasetError(f"found no files of a corpus; expected one of {', '.join(SUFFIXES)}")
    return tuple(dict.fromkeys(found))


def digest_corpus(files: Sequence[Path]) -> str:
    """The SHA-256 over the bytes of the files of a corpus, in their order."""
    digest = hashlib.sha256()
    for path in files:
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _read_file(path: Path, published: datetime.date | None) -> Iterator[CorpusText]:
    if path.suffix not in SUFFIXES:
        raise DatasetError(f"{path}: cannot be read as a corpus; expected one of {', '.join(SUFFIXES)}")
    try:
        text = normalise_text(path.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError) as error:
        raise DatasetError(f"{path}: cannot be read ({error}); expected a text file in UTF-8") from error
    if path.suffix == ".txt":
        yield from _read_lines(path, text, published)
    elif path.suffix in (".yml", ".yaml"):
        yield from _read_yaml(path, text, published)
    else:
        yield from _read_json_lines(path, text, published)


def _read_lines(path: Path, text: str, published: datetime.date | None) -> Iterator[CorpusText]:
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip():
            yield CorpusText(f"{path.name}:{number}", line.strip(), published)


def _read_json_lines(path: Path, text: str, published: datetime.date | None) -> Iterator[CorpusText]:
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except ValueError as error:
            raise DatasetError(f"{path}:{number}: found no JSON object ({error}); expected one per line") from error
        yield _make_text(path, number, row, published)


def _read_yaml(path: Path, text: str, published: datetime.date | None) -> Iterator[CorpusText]:
    import yaml

    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    try:
        rows = yaml.load(text, Loader=loader)
    except yaml.YAMLError as error:
        raise DatasetError(f"{path}: cannot be read ({error}); expected a YAML list of texts") from error
    if not isinstance(rows, list):
        raise DatasetError(f"{path}: found no list; expected a YAML list of mappings with `text`")
    for number, row in enumerate(rows, 1):
        yield _make_text(path, number, row, published)


def _make_text(path: Path, number: int, row: Any, published: datetime.date | None) -> CorpusText:
    if isinstance(row, dict) and isinstance(row.get("context"), str):
        row = {**row, "context": [row["context"]]}
    try:
        read = _Row.model_validate(row)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"]) or "row"
        raise DatasetError(f"{path}:{number}: {where}: {first['msg']}; fix the row") from error
    return CorpusText(
        read.id or f"{path.name}:{number}", read.text, read.published or published, read.context, read.events, read.may
    )
