"""New articles for a dataset that is there: what it was built from, and its rows.

In come a dataset folder and the inputs that are given now; out go the inputs of both together, and the dataset's rows as the
staging store keeps them, so that what follows is the same as after coding. The result of an update is the dataset that a
build of all inputs together would give. It deliberately takes nothing away, and recodes nothing: a dataset made with
another lexicon, version or configuration is refused.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, NamedTuple

import pyarrow.parquet as pq

from ..schema.enums import ArticleStatus
from ..schema.errors import DatasetError
from .documents import Reading
from .duplicates import SKETCHES, StoredSketch
from .formats import InputFormat
from .identity import hash_event, side_key
from .inputs import InputFile
from .manifest import BuildPlan, describe_reading, read_manifest, table_files
from .packing import pack_row
from .rows import Row

_FIXED_VERSIONS = ("coder", "schema", "cameo", "goldstein", "plover")
_ROWS_AT_ONCE = 1000
_SHOWN = 8


@dataclass(frozen=True, slots=True)
class Base:
    """The dataset that is updated."""

    folder: Path
    manifest: dict[str, Any]

    @property
    def build_id(self) -> str:
        """The id of the build that made it."""
        return str(self.manifest["build_id"])


class StoredArticle(NamedTuple):
    """An article of the dataset: its row, the number of its input, and the message if it could not be coded."""

    input: int
    row: Row
    message: str | None


def find_base(target: Path) -> Base | None:
    """The dataset in the target folder, or None where there is nothing yet."""
    if not target.exists() or (target.is_dir() and not any(target.iterdir())):
        return None
    manifest = read_manifest(target)
    if manifest is None:
        raise DatasetError(f"{target}: exists and is no Polybius dataset; --update adds to datasets only")
    return Base(target, manifest)


def check_base(base: Base, plan: BuildPlan) -> None:
    """Raise `DatasetError` if rows of the base and of this build could not stand in one dataset."""
    found, wanted = base.manifest["versions"], plan.versions
    differences = [
        f"{name} {found.get(name)}, now {wanted[name]}"
        for name in wanted
        if found.get(name) != wanted[name] and (name in found or name in _FIXED_VERSIONS)
    ]
    if base.manifest["lexicon_digest"] != plan.lexicon_digest:
        differences.append(f"lexicon {base.manifest['lexicon_digest'][:12]}, now {plan.lexicon_digest[:12]}")
    for key, value in plan.configuration.items():
        if base.manifest["configuration"].get(key) != value:
            differences.append(f"{key} {base.manifest['configuration'].get(key)}, now {value}")
    if plan.options.duplicates and not differences and not (base.folder / SKETCHES).exists():
        differences.append(f"files: {SKETCHES} is gone, which tells near duplicates")
    if differences:
        raise DatasetError(
            f"{base.folder}: was built with other {'; '.join(differences)}. Old and new rows could not be compared: give "
            "--recode to code all its inputs again, or build into another folder"
        )


def merge_inputs(base: Base, given: Sequence[InputFile]) -> tuple[InputFile, ...]:
    """The inputs of the base and those given, in the order of their names. What the base holds already is not read again."""
    merged = {entry["name"]: _kept_input(entry) for entry in base.manifest["inputs"]}
    for file in given:
        old = merged.get(file.name)
        if old is not None and describe_reading(old.reading) != describe_reading(file.reading):
            raise DatasetError(
                f"{file.name}: is in {base.folder} with other options ({describe_reading(old.reading) or 'none'}); give "
                "the same, or --recode to code all inputs again"
            )
        if old is None:
            merged[file.name] = file
        elif old.sha256 != file.sha256:
            merged[file.name] = replace(file, earlier=(*old.earlier, old.sha256 or ""))
    return tuple(sorted(merged.values(), key=lambda file: (file.name, file.sha256 or "")))


def check_all_given(base: Base, given: Sequence[InputFile]) -> None:
    """Raise `DatasetError` if an input of the base is not among those given: recoding would lose its articles."""
    names = {file.name for file in given}
    missing = [entry["name"] for entry in base.manifest["inputs"] if entry["name"] not in names]
    if missing:
        more = f" and {len(missing) - _SHOWN} more" if len(missing) > _SHOWN else ""
        raise DatasetError(
            f"{base.folder}: --recode needs all inputs of the dataset, and these are not given: "
            f"{', '.join(missing[:_SHOWN])}{more}; give them too"
        )


def _kept_input(entry: dict[str, Any]) -> InputFile:
    reading = Reading(
        None if entry.get("format") is None else InputFormat(entry["format"]),
        tuple(entry.get("columns", {}).items()),
        entry.get("publisher"),
        None if entry.get("published") is None else datetime.date.fromisoformat(entry["published"]),
        entry.get("date_format"),
        entry.get("undated", "skip"),
    )
    earlier = tuple(entry.get("earlier", ()))
    return InputFile(
        entry["name"], entry["name"], entry["sha256"], entry["bytes"], reading, None, earlier, is_kept=True
    )


def read_articles(base: Base, inputs: Sequence[InputFile]) -> Iterator[StoredArticle]:
    """The articles of the base."""
    numbers = {file.name: number for number, file in enumerate(inputs)}
    messages = {(row["name"], row["record"]): row["message"] for row in base.manifest["problems"]}
    for row in _read_rows(base.folder, "articles"):
        name = row["input_name"]
        yield StoredArticle(_find_input(numbers, name), row, messages.get((name, row["input_record"])))


def _find_input(numbers: dict[str, int], name: str) -> int:
    """The number of an input by its name, or by that of a file in it if it is an archive."""
    while name not in numbers:
        name, slash, _ = name.rpartition("/")
        if not slash:
            raise DatasetError("the manifest does not name the inputs of all articles; build the dataset again")
    return numbers[name]


def read_mentions(base: Base) -> Iterator[tuple[object, ...]]:
    """The mentions of the base as the store keeps them but for the publisher, in the order of their dates."""
    for number, row in enumerate(_read_rows(base.folder, "mentions")):
        sides = (side_key(row["source_code"], row["source_name"], row["source_text"]),
                 side_key(row["target_code"], row["target_name"], row["target_text"]))  # fmt: skip
        if row["event_id"] is not None:
            date, code = (row["event_date"], row["date_precision"]), row["event_code"]
            row["event_id"] = hash_event(*date, *sides, code)  # the base may hold those of stories or mentions
        yield (
            row["event_date"], *sides, row["event_code"], row["date_precision"], row["event_id"], row["modality"],
            row["published"], row["article_id"], number, pack_row("mentions", row),
        )  # fmt: skip


def read_rejections(base: Base) -> Iterator[tuple[object, ...]]:
    """The rejections of the base as the store keeps them."""
    for number, row in enumerate(_read_rows(base.folder, "rejections")):
        yield row["article_id"], number, row["reason"], pack_row("rejections", row)


def read_unresolved(base: Base) -> Iterator[tuple[object, ...]]:
    """The unresolved names of the base, summed up, as the store keeps them."""
    for row in _read_rows(base.folder, "unresolved"):
        sums = (row["n_mentions"], row["n_articles"])
        yield row["name"], row["sample_article_id"], row["sample_start"], pack_row("unresolved", row), *sums


def read_sketches(base: Base) -> Iterator[StoredSketch]:
    """What the base keeps to find near duplicates of its articles; `check_base` has made sure that it is there."""
    if not base.manifest["configuration"].get("duplicates"):
        return
    with pq.ParquetFile(base.folder / SKETCHES) as file:
        for batch in file.iter_batches(_ROWS_AT_ONCE):
            yield from (StoredSketch(**row) for row in batch.to_pylist())


def _read_rows(folder: Path, table: str) -> Iterator[Row]:
    """Rows with their days as text, as `rows` makes them."""
    for path in table_files(folder, table):
        with pq.ParquetFile(path) as file:
            for batch in file.iter_batches(_ROWS_AT_ONCE):
                yield from map(_with_days_as_text, batch.to_pylist())


def _with_days_as_text(row: Row) -> Row:
    return {name: value.isoformat() if isinstance(value, datetime.date) else value for name, value in row.items()}


class KnownArticles:
    """The ids of the articles that need no coding, a few bytes for each, so that every worker can have them."""

    __slots__ = ("_ids",)

    def __init__(self, ids: Iterator[str]) -> None:
        self._ids = frozenset(bytes.fromhex(article_id) for article_id in ids)

    def __contains__(self, article_id: object) -> bool:
        return isinstance(article_id, str) and bytes.fromhex(article_id) in self._ids


def known_articles(base: Base) -> KnownArticles:
    """The articles of the base that are coded."""
    coded = (row for row in _read_rows(base.folder, "articles") if row["status"] == ArticleStatus.CODED)
    return KnownArticles(row["article_id"] for row in coded)
