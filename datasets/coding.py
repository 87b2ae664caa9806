"""Files to rows, on one worker or many.

In come input files and a coder; out go their results in input order, whatever the number of workers. A file that cannot
be used gives a result with a reason and never stops the run. It deliberately keeps nothing: the caller stores results.
"""

from __future__ import annotations

import datetime
import hashlib
import multiprocessing
import signal
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Protocol

from ..schema.errors import ArticleError, DatasetError
from ..schema.records import Article, CodedArticle
from .articles import parse_article
from .decoding import decode_text
from .identity import hash_fields
from .inputs import InputFile
from .rows import ArticleRows, make_article_rows, make_failed_row

_BATCH = 16
_BATCHES_PER_WORKER = 4


class LexiconFacts(Protocol):
    """What a build records of a lexicon."""

    @property
    def digest(self) -> str: ...


class ArticleCoder(Protocol):
    """What a build needs of a coder; with several workers it must survive pickling."""

    @property
    def lexicon(self) -> LexiconFacts: ...

    def code_article(self, article: Article) -> CodedArticle: ...


@dataclass(frozen=True, slots=True)
class CodingTask:
    """What is the same for all articles of a build."""

    coder: ArticleCoder
    published: datetime.date | None
    include_text: bool


@dataclass(frozen=True, slots=True)
class CodedFile:
    """The result for one input file; `message` says what was wrong with it."""

    file: InputFile
    rows: ArticleRows
    message: str | None = None


def code_files(files: Iterable[InputFile], task: CodingTask, workers: int) -> Iterator[CodedFile]:
    """Results in the order of `files`."""
    if workers <= 1:
        yield from (code_file(file, task) for file in files)
        return
    context = multiprocessing.get_context("fork" if "fork" in multiprocessing.get_all_start_methods() else "spawn")
    pool = ProcessPoolExecutor(workers, context, _start_worker, (task,))
    try:
        yield from _in_order(pool, files, workers * _BATCHES_PER_WORKER)
    except BrokenProcessPool as error:
        raise DatasetError("a worker process died (out of memory?); run the same command again to go on") from error
    finally:
        # After an interrupt the workers, who ignore it, end the batch that they are at. Killing one while it hands over
        # a result would leave half a message in the pipe, and the pool would wait for the rest for ever.
        pool.shutdown(cancel_futures=True)


def _in_order(pool: ProcessPoolExecutor, files: Iterable[InputFile], window: int) -> Iterator[CodedFile]:
    """A bounded window of batches is under way, so that memory does not grow with the number of files."""
    source = iter(files)
    pending: deque[Future[list[CodedFile]]] = deque()
    while True:
        while len(pending) < window and (batch := list(islice(source, _BATCH))):
            pending.append(pool.submit(_code_batch, batch))
        if not pending:
            return
        yield from pending.popleft().result()


_task: CodingTask | None = None


def _start_worker(task: CodingTask) -> None:
    """A worker codes for one build only, and leaves it to the main process to answer an interrupt."""
    global _task
    _task = task
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _code_batch(files: list[InputFile]) -> list[CodedFile]:
    if _task is None:
        raise RuntimeError("a worker was not told what to do")
    return [code_file(file, _task) for file in files]


def code_file(file: InputFile, task: CodingTask) -> CodedFile:
    """Read and code one file. Raises `DatasetError` if it changed since its digest was taken."""
    try:
        article = parse_article(decode_text(_read_bytes(file), file.name), task.published, file.name)
    except ArticleError as error:
        return _failed(file, error.reason, str(error))
    try:
        coded = task.coder.code_article(article)
        rows = make_article_rows(article, coded, include_text=task.include_text)
    except ArticleError as error:
        return _failed(file, error.reason, str(error))
    except Exception as error:  # a defect met on one article must not cost the other million; it is recorded and shown
        return _failed(file, "internal_error", f"{file.name}: the coder failed with {type(error).__name__}: {error}")
    return CodedFile(file, rows)


def _read_bytes(file: InputFile) -> bytes:
    try:
        data = Path(file.path).read_bytes()
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise ArticleError(
            "unreadable", f"{file.name}: cannot be read ({reason}); check the file's permissions"
        ) from error
    if hashlib.sha256(data).hexdigest() != file.sha256:
        raise DatasetError(f"{file.name}: changed while it was being built from; run the same command again")
    return data


def _failed(file: InputFile, reason: str, message: str) -> CodedFile:
    article_id = hash_fields("file", file.sha256 or file.name)
    return CodedFile(file, ArticleRows(make_failed_row(article_id, reason)), message)
