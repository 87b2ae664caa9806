"""What a build is made from and what it made: its plan and its manifest.

In come the plan of a build and its counts; out go texts and files that hold no clock, no machine path and nothing else
that differs between two runs of the same build. It deliberately reads no rows: counts come from the staging store.
"""

from __future__ import annotations

import functools
import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from ..schema.enums import MergeBy
from ..schema.ontology import CAMEO_VERSION, GOLDSTEIN_VERSION, PLOVER_VERSION
from ..schema.tables import SCHEMA_VERSION
from .documents import USUAL_READING, Reading
from .extras import library_versions
from .inputs import InputFile
from .rows import Row
from .versions import coder_version

FORMAT = "polybius-dataset"
MANIFEST, PACKAGE, CODEBOOK, CHECKSUMS = "manifest.json", "datapackage.json", "CODEBOOK.md", "SHA256SUMS"
LISTED_PROBLEMS = 1000


class Labelled(Protocol):
    """A gazetteer, as far as a build records it."""

    @property
    def label(self) -> str: ...


@dataclass(frozen=True, slots=True)
class BuildOptions:
    """The options of a build that change rows."""

    include_text: bool = False
    duplicates: bool = True
    merge_by: MergeBy = MergeBy.DAY
    gazetteer: Labelled | None = None


@dataclass(frozen=True)
class BuildPlan:
    """What a build is made from: this, and nothing else, decides its bytes."""

    inputs: tuple[InputFile, ...]
    lexicon_digest: str
    options: BuildOptions

    @property
    def configuration(self) -> dict[str, object]:
        """The options that change rows; those of single inputs stand with the inputs."""
        options = self.options
        return {
            "include_text": options.include_text,
            "duplicates": options.duplicates,
            "merge_by": options.merge_by.value,
            "gazetteer": None if options.gazetteer is None else options.gazetteer.label,
        }

    @functools.cached_property
    def libraries(self) -> dict[str, str]:
        """The versions of the packages that decide what is read of web pages and feeds; none for other inputs."""
        formats = {file.reading.format or file.kind.format for file in self.inputs}
        return library_versions({format_ for format_ in formats if format_ is not None})

    @property
    def versions(self) -> dict[str, str]:
        """The versions of program and tables."""
        return {
            "coder": coder_version(),
            "schema": SCHEMA_VERSION,
            "cameo": CAMEO_VERSION,
            "goldstein": GOLDSTEIN_VERSION,
            "plover": PLOVER_VERSION,
            **self.libraries,
        }

    @functools.cached_property
    def build_id(self) -> str:
        """Digest of inputs, configuration, versions and lexicon."""
        digest = hashlib.sha256()
        for file in self.inputs:
            digest.update(
                f"{file.name}\x1f{file.sha256}\x1f{describe_reading(file.reading)}\x1f{file.earlier}\n".encode()
            )
        facts = {"configuration": self.configuration, "versions": self.versions, "lexicon": self.lexicon_digest}
        digest.update(json.dumps(facts, sort_keys=True).encode())
        return digest.hexdigest()

    @property
    def file_metadata(self) -> dict[str, str]:
        """What every Parquet file says beside its schema."""
        return {
            "coder_version": coder_version(),
            "lexicon_digest": self.lexicon_digest,
            "build_id": self.build_id,
        }


def describe_reading(reading: Reading) -> dict[str, object]:
    """The options of an input that are not the usual ones."""
    usual = USUAL_READING._asdict()
    found = {key: value for key, value in reading._asdict().items() if value != usual[key]}
    if reading.columns:
        found["columns"] = dict(reading.columns)
    if reading.published is not None:
        found["published"] = reading.published.isoformat()
    return found


def make_manifest(
    plan: BuildPlan,
    by_input: Iterable[tuple[int, dict[str, int]]],
    problems: Iterable[Row],
    counts: Mapping[str, object],
) -> dict[str, object]:
    """The manifest; `by_input` counts the records of inputs by status, `problems` are the first that were not coded."""
    articles = dict(by_input)
    inputs = [
        {"name": file.name, "sha256": file.sha256, "bytes": file.size, **describe_reading(file.reading),
         **({"earlier": list(file.earlier)} if file.earlier else {}), "articles": articles.get(number, {})}
        for number, file in enumerate(plan.inputs)
    ]  # fmt: skip
    return {
        "format": FORMAT,
        "build_id": plan.build_id,
        "versions": plan.versions,
        "lexicon_digest": plan.lexicon_digest,
        "configuration": plan.configuration,
        "counts": counts,
        "problems": [{key: value for key, value in row.items() if key != "input"} for row in problems],
        "inputs": inputs,
    }


def table_files(folder: Path, table: str) -> list[Path]:
    """The Parquet files of a table, in order."""
    single = folder / f"{table}.parquet"
    return [single] if single.exists() else sorted((folder / table).rglob("*.parquet"))


def write_json(path: Path, value: object) -> None:
    """Write a value as JSON, always the same way."""
    path.write_text(json.dumps(value, ensure_ascii=False, indent=2) + "\n", encoding="utf-8", errors="surrogateescape")


def read_manifest(folder: Path) -> dict[str, Any] | None:
    """The manifest of a dataset folder; None if it is none of ours."""
    try:
        manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return manifest if isinstance(manifest, dict) and manifest.get("format") == FORMAT else None
