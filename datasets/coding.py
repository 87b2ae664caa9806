"""Documents to rows, on one worker or many.

In come documents and a coder; out go their results in the order of the documents, whatever the number of workers. A
document that cannot be used gives a result with a reason and never stops the run, not even one that takes its worker
process down. It deliberately keeps nothing: the caller stores results.
"""

from __future__ import annotations

import hashlib
import multiprocessing
import signal
from collections import deque
from collections.abc import Container, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from typing import NamedTuple, Protocol

from ..schema.errors import ArticleError, ConfigurationError, DatasetError
from ..schema.records import Article, CodedArticle
from .documents import Document, Fields, JsonText, Page, PlainText
from .identity import hash_fields
from .packing import PackedRows, pack_rows
from .reading import read_document
from .rows import make_article_rows, make_failed_row

_BATCH = 32
_BATCH_BYTES = 1 << 20
_BATCHES_PER_WORKER = 4
_MOST_CRASHES = 3
_CRASHED = "crashed"
_Batch = list[Document]


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
    """What is the same for all articles of a build. Those that are `known` by their id are read, and not coded again."""

    coder: ArticleCoder
    include_text: bool
    known: Container[str] = ()
    duplicates: bool = False


class CodedDocument(NamedTuple):
    """The result for one document, with its place; `message` says what was wrong with it."""

    input: int
    number: int
    name: str
    record: int | None
    done: int
    rows: PackedRows
    message: str | None = None


def code_documents(documents: Iterable[Document], task: CodingTask, workers: int) -> Iterator[CodedDocument]:
    """Results in the order of `documents`."""
    if workers <= 1:
        return (code_document(document, task) for document in documents)
    return _code_in_pools(_make_batches(documents), task, workers)


def _make_batches(documents: Iterable[Document]) -> Iterator[_Batch]:
    """Batches of a bounded number of documents and bytes."""
    batch: _Batch = []
    size = 0
    for document in documents:
        batch.append(document)
        size += _size(document)
        if len(batch) >= _BATCH or size >= _BATCH_BYTES:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _size(document: Document) -> int:
    payload = document.payload
    if isinstance(payload, Fields):
        return sum(len(value) for value in payload.values.values() if isinstance(value, str | bytes))
    return len(payload.data) if isinstance(payload, PlainText | JsonText | Page) else 0


def _code_in_pools(batches: Iterator[_Batch], task: CodingTask, workers: int) -> Iterator[CodedDocument]:
    """A pool codes all batches; when a worker dies, what was under way is coded apart, and a new pool goes on."""
    pending: deque[_Batch] = deque()
    crashes = 0
    while True:
        pool = _start_pool(workers, task)
        try:
            yield from _in_order(pool, batches, pending, workers * _BATCHES_PER_WORKER)
            return
        except BrokenProcessPool:
            pass
        finally:
            # After an interrupt the workers, who ignore it, end the batch that they are at. Killing one while it hands
            # over a result would leave half a message in the pipe, and the pool would wait for the rest for ever.
            pool.shutdown(cancel_futures=True)
        for coded in _code_apart(pending, task):
            crashes = crashes + 1 if coded.rows.article["reason"] == _CRASHED else 0
            if crashes >= _MOST_CRASHES:
                raise DatasetError(
                    f"a worker process died on {crashes} articles in a row (out of memory?); use fewer workers, and run "
                    "the same command again to go on"
                )
            yield coded


def _start_pool(workers: int, task: CodingTask) -> ProcessPoolExecutor:
    context = multiprocessing.get_context("fork" if "fork" in multiprocessing.get_all_start_methods() else "spawn")
    return ProcessPoolExecutor(workers, context, _start_worker, (task,))


def _in_order(
    pool: ProcessPoolExecutor, batches: Iterator[_Batch], pending: deque[_Batch], window: int
) -> Iterator[CodedDocument]:
    """A bounded window of batches is under way, so that memory does not grow with the number of documents.

    `pending` holds the batches without results, also those that a broken pool did not take any more.
    """
    futures: deque[Future[list[CodedDocument]]] = deque()
    while True:
        while len(pending) < window and (batch := next(batches, None)):
            pending.append(batch)
            futures.append(pool.submit(_code_batch, batch))
        if not pending:
            return
        results = futures.popleft().result()
        pending.popleft()
        yield from results


def _code_apart(pending: deque[_Batch], task: CodingTask) -> Iterator[CodedDocument]:
    """Code the documents that were under way when a worker died, in processes of their own."""
    while pending:
        documents = pending.popleft()
        while documents:
            results = _try_apart(documents, task) or _try_apart(documents[:1], task) or [_crash(documents[0])]
            yield from results
            documents = documents[len(results) :]


def _try_apart(documents: _Batch, task: CodingTask) -> list[CodedDocument] | None:
    with _start_pool(1, task) as pool:
        try:
            return pool.submit(_code_batch, documents).result()
        except BrokenProcessPool:
            return None


def _crash(document: Document) -> CodedDocument:
    message = f"{document.place}: took the process that coded it down; please report it with the article"
    return _failed(document, _CRASHED, message)


_task: CodingTask | None = None


def _start_worker(task: CodingTask) -> None:
    """A worker codes for one build only, and leaves it to the main process to answer an interrupt."""
    global _task
    _task = task
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _code_batch(documents: _Batch) -> list[CodedDocument]:
    if _task is None:
        raise RuntimeError("a worker was not told what to do")
    return [code_document(document, _task) for document in documents]


def code_document(document: Document, task: CodingTask) -> CodedDocument:
    """Read and code one document."""
    try:
        article = read_document(document)
        coded = CodedArticle() if article.article_id in task.known else task.coder.code_article(article)
        found = make_article_rows(article, coded, include_text=task.include_text, duplicates=task.duplicates)
        rows = pack_rows(found)
    except ArticleError as error:
        return _failed(document, error.reason, str(error))
    except ConfigurationError:
        raise
    except Exception as error:  # a defect met on one article must not cost the other million; it is recorded and shown
        message = f"{document.place}: the coder failed with {type(error).__name__}: {error}"
        return _failed(document, "internal_error", message)
    return _result(document, rows)


def _result(document: Document, rows: PackedRows, message: str | None = None) -> CodedDocument:
    return CodedDocument(document.input, document.number, document.name, document.record, document.done, rows, message)


def _failed(document: Document, reason: str, message: str) -> CodedDocument:
    message = message.encode("utf-8", "replace").decode("utf-8")
    return _result(document, PackedRows(make_failed_row(_failed_id(document), reason)), message)


def _failed_id(document: Document) -> str:
    """The id of a record that is no article: of its bytes, where it has any."""
    payload = document.payload
    if isinstance(payload, PlainText | JsonText | Page):
        return hash_fields("record", hashlib.sha256(payload.data).hexdigest())
    return hash_fields("record", document.name, document.record)
