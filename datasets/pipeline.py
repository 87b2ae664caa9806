"""Articles to a dataset folder: the whole build, in the order of its stages.

In come files, folders, globs or standard input, and a coder; out goes a dataset folder, or `DatasetError`. The same inputs, lexicon,
options and versions give the same bytes, whatever the number of workers, the machine or the clock. It deliberately
prints nothing: progress goes to a callback, and what happened to the articles into the result.
"""

from __future__ import annotations

import contextlib
import datetime
import itertools
import shutil
import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import IO

from ..schema.enums import ArticleStatus, MergeBy
from ..schema.errors import ConfigurationError, DatasetError
from .coding import ArticleCoder, CodingTask, code_documents
from .configuration import InputSection
from .descriptions import write_checksums, write_descriptions
from .documents import Document
from .duplicates import SKETCHES
from .events import merge_mentions
from .extras import check_extras
from .identity import hash_fields
from .inputs import InputFile, find_inputs, spool_standard_input
from .manifest import LISTED_PROBLEMS, MANIFEST, BuildOptions, BuildPlan, make_manifest, write_json
from .packing import row_values
from .parquet import write_partitions, write_sketches, write_table
from .publishing import check_target, find_leftovers, publish, staging_folder
from .records import read_records
from .staging import Position, StagingStore
from .updates import Base, check_all_given, check_base, find_base, known_articles, merge_inputs

Progress = Callable[[int, int, int], None]
"""Called with the documents done, and the bytes of input done and in all."""
_STORE, _PREPARED = "work.sqlite", "dataset"
_SHOWN_PROBLEMS = 20
_GO_ON = "make room or mend it; what was coded so far is kept, and the same command goes on from there"
_START = Position(0, 0)


@dataclass(frozen=True, slots=True)
class BuildResult:
    """What a build made. `problems` are messages about inputs that could not be coded, the first of them.

    `is_unchanged` says that an update found nothing new.
    """

    path: Path
    build_id: str
    counts: Mapping[str, Mapping[str, int]]
    problems: tuple[str, ...] = ()
    leftovers: tuple[Path, ...] = field(default=())
    is_unchanged: bool = False

    @property
    def n_bad(self) -> int:
        """Inputs that could not be coded; duplicates are not bad."""
        return sum(self.counts["failures"].values())

    def exit_status(self, *, strict: bool = False) -> int:
        """0, or 1 if every input has to be good and some were not."""
        return 1 if strict and self.n_bad else 0


def build_dataset(
    inputs: Sequence[str | Path | InputSection],
    out: str | Path,
    *,
    coder: ArticleCoder,
    published: datetime.date | None = None,
    include_text: bool = False,
    duplicates: bool = True,
    merge_by: MergeBy = MergeBy.DAY,
    force: bool = False,
    workers: int = 1,
    update: bool = False,
    recode: bool = False,
    progress: Progress | None = None,
) -> BuildResult:
    """Build the dataset folder `out` from articles in files, folders, globs, or `-`, standard input.

    With `duplicates`, near duplicates are looked for, and count as one article in events; `merge_by` says over what
    mentions are merged into events. An `InputSection` says more of an input than its path. `published` overrides the
    dates that articles state. Raises
    `ConfigurationError` for inputs that are not there, and `DatasetError` if nothing could be coded or `out` cannot be
    written. An interrupted build goes on where it stopped when it is run again.

    `update` adds what is new in the inputs to the dataset that is there, and codes nothing again: the result is the
    dataset that all inputs together give. It is refused where lexicon, version or configuration changed; with `recode`
    everything is coded again, and all inputs of the dataset have to be given.
    """
    if workers < 1:
        raise ConfigurationError(f"workers: found {workers}, expected a number from 1")
    if recode and not update:
        raise ConfigurationError("recode: goes with update only; a build without it codes everything")
    target = Path(out).absolute()
    check_target(target, force=force or update)
    sections = [_make_section(given, published) for given in inputs]
    options = BuildOptions(include_text, duplicates, merge_by, getattr(coder, "gazetteer", None))
    task = CodingTask(coder, include_text, duplicates=duplicates)
    try:
        with _spooled(target, sections) as spool:
            plan = BuildPlan(find_inputs(sections, spool), coder.lexicon.digest, options)
            base = find_base(target) if update else None
            if base is not None and recode:
                check_all_given(base, plan.inputs)
                base = None
            build = _Build(plan, task, target, force or update, workers, progress)
            return build.run() if base is None else build.update(base)
    except sqlite3.DatabaseError as error:
        raise _storage_error(target, error) from error
    except OSError as error:
        raise DatasetError(f"{target}: cannot be written ({error}); {_GO_ON}") from error


def _storage_error(target: Path, error: sqlite3.DatabaseError) -> DatasetError:
    """What to say of an error of the staging store: a full disk and a damaged store have different remedies."""
    if isinstance(error, sqlite3.OperationalError):
        return DatasetError(f"{target}: cannot be written ({error}); {_GO_ON}")
    folders = target.parent / f".{target.name}.staging-*"
    return DatasetError(
        f"{target}: the work in progress is damaged ({error}); delete {folders} and run the same command again"
    )


def _make_section(given: str | Path | InputSection, published: datetime.date | None) -> InputSection:
    section = given if isinstance(given, InputSection) else InputSection(path=str(given))
    return section if published is None else section.model_copy(update={"published": published})


@contextlib.contextmanager
def _spooled(target: Path, sections: Sequence[InputSection]) -> Iterator[IO[bytes] | None]:
    spool = spool_standard_input(target.parent, f".{target.name}.staging-stdin-", sections)
    try:
        yield spool
    finally:
        if spool is not None:
            spool.close()


@dataclass(frozen=True, slots=True)
class _Build:
    """One build: its plan, and how it runs."""

    plan: BuildPlan
    task: CodingTask
    target: Path
    force: bool
    workers: int
    progress: Progress | None

    def update(self, base: Base) -> BuildResult:
        """Build the inputs of the base and the new ones together; without new ones there is nothing to do."""
        check_base(base, self.plan)
        plan = replace(self.plan, inputs=merge_inputs(base, self.plan.inputs))
        if all(file.is_kept for file in plan.inputs):
            return BuildResult(self.target, base.build_id, base.manifest["counts"], is_unchanged=True)
        task = replace(self.task, known=known_articles(base))
        return replace(self, plan=plan, task=task).run(base)

    def run(self, base: Base | None = None) -> BuildResult:
        """Code what is to be coded into the staging store, write the dataset beside the target, and publish it."""
        self._check_extras()
        key = self.plan.build_id if base is None else hash_fields("update", self.plan.build_id, base.build_id)
        staging = staging_folder(self.target, key)
        staging.mkdir(parents=True, exist_ok=True)
        with StagingStore(staging / _STORE) as store:
            if base is not None and not store.has_base:
                store.import_base(base, self.plan.inputs)
            self._code_inputs(store)
            if base is not None:
                store.settle_duplicates()
            if self.plan.options.duplicates:
                store.group_duplicates()
            counts, problems = _count(store), _find_problems(store)
            if not counts["articles"].get(ArticleStatus.CODED):
                shutil.rmtree(staging)
                raise DatasetError("nothing could be coded:\n" + "\n".join(problems))
            _write_dataset(store, self.plan, counts, staging / _PREPARED)
        publish(staging / _PREPARED, self.target, force=self.force)
        shutil.rmtree(staging)
        return BuildResult(self.target, self.plan.build_id, counts, problems, find_leftovers(self.target, key))

    def _check_extras(self) -> None:
        """What a package is missing for is said before anything is written."""
        for file in self.plan.inputs:
            format_ = file.reading.format or file.kind.format
            if format_ is not None and not file.is_kept:
                check_extras(format_, file.name)

    def _code_inputs(self, store: StagingStore) -> None:
        files = self.plan.inputs
        total = sum(file.size for file in files if not file.is_kept)
        documents = read_documents(files, store.next_document)
        n_done = store.n_documents
        for number, coded in enumerate(code_documents(documents, self.task, self.workers), n_done + 1):
            store.add(coded)
            if self.progress is not None:
                self.progress(number, coded.done, total)
        store.commit()


def read_documents(files: Sequence[InputFile], start: Position = _START) -> Iterator[Document]:
    """The documents of all input files from `start` on. Raises `DatasetError` if a file changed since its digest."""
    done = sum(file.size for file in files[: start.input] if not file.is_kept)
    for index in range(start.input, len(files)):
        file = files[index]
        if file.is_kept:
            continue
        file.check_unchanged()
        skipped = start.number if index == start.input else 0
        records = enumerate(read_records(file.path, file.name, file.reading, file.kind))
        for number, record in itertools.islice(records, skipped, None):
            yield Document(
                index, number, record.name, record.record, record.payload, file.reading, done + record.offset
            )
        file.check_unchanged()
        done += file.size


def _write_dataset(store: StagingStore, plan: BuildPlan, counts: dict[str, dict[str, int]], folder: Path) -> None:
    if folder.exists():
        shutil.rmtree(folder)
    folder.mkdir()
    facts, merge_by = plan.file_metadata, plan.options.merge_by
    counts["rows"] = {
        "events": write_partitions(
            row_values("events", merge_mentions(store.read_event_mentions(merge_by))),
            folder / "events",
            "events",
            facts,
            "event_date",
        ),
        "mentions": write_partitions(
            store.read_mentions(merge_by), folder / "mentions", "mentions", facts, "event_date"
        ),
        "articles": write_partitions(
            row_values("articles", store.read_articles()), folder / "articles", "articles", facts, "published"
        ),
        "unresolved": write_table(
            row_values("unresolved", store.read_unresolved()), folder / "unresolved.parquet", "unresolved", facts
        ),
        "rejections": write_table(store.read_rejections(), folder / "rejections.parquet", "rejections", facts),
    }
    if plan.options.duplicates:
        write_sketches(store.read_sketches(), folder / SKETCHES, facts)
    coverage = store.read_coverage()
    manifest = make_manifest(plan, store.count_by_input(), store.read_problems(LISTED_PROBLEMS), counts)
    write_json(folder / MANIFEST, manifest)
    write_descriptions(folder, manifest, coverage)
    _add_report(folder)
    write_checksums(folder)


def _add_report(folder: Path) -> None:
    """Write the report. What it needs is imported here: polars starts threads, which processes that fork must not have."""
    from .dataset import load
    from .report import REPORT, write_report

    write_report(load(folder), folder / REPORT)


def _count(store: StagingStore) -> dict[str, dict[str, int]]:
    """Counts by stage and by reason, all from the store."""
    return {
        "articles": store.count("documents", "status"),
        "failures": store.count_failures(),
        "duplicates": store.count_duplicates(),
        "sentences": {"coded": store.count_sentences()},
        "mentions": store.count("mentions", "modality"),
        "rejections": store.count("rejections", "reason"),
    }


def _find_problems(store: StagingStore) -> tuple[str, ...]:
    return tuple(row["message"] for row in store.read_problems(_SHOWN_PROBLEMS) if row["message"] is not None)
