"""Pools: one function over many items, on several processes.

In come a function of a batch, the items and a number of workers; out go the results in the order of the items, the same
whatever the number of workers. A few items are run in this process, since starting others takes longer.
"""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing.context import BaseContext
from typing import Any, TypeVar

T = TypeVar("T")
R = TypeVar("R")

_FEW = 200
_BATCHES_PER_WORKER = 6

_function: Callable[[Sequence[Any]], list[Any]] | None = None


def default_workers() -> int:
    """As many workers as there are cores for this process."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def map_batches(function: Callable[[Sequence[T]], list[R]], items: Sequence[T], workers: int) -> list[R]:
    """`function` over batches of `items`; it gives one result per item. With several workers it must survive pickling,
    where processes cannot be forked."""
    if workers <= 1 or len(items) < _FEW:
        return function(items)
    size = max(1, len(items) // (workers * _BATCHES_PER_WORKER))
    batches = [items[at : at + size] for at in range(0, len(items), size)]
    with ProcessPoolExecutor(workers, forking_context(), _start, (function,)) as pool:
        return [result for results in pool.map(_run, batches) for result in results]


def forking_context() -> BaseContext:
    """How to start processes: forked where the system can, since what is loaded is then there at once."""
    return multiprocessing.get_context("fork" if "fork" in multiprocessing.get_all_start_methods() else "spawn")


def _start(function: Callable[[Sequence[Any]], list[Any]]) -> None:
    global _function
    _function = function


def _run(batch: Sequence[Any]) -> list[Any]:
    if _function is None:
        raise RuntimeError("a worker was not told what to do")
    return _function(batch)
