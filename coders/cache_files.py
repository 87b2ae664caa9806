"""Cache files: what costs time to make and can be made again, kept in the user's cache folder.

In come a name and a value; out comes the value when it is asked for again. A cache that cannot be read or written costs
time and nothing else. What a name has to cover, so that no stale value comes back, is the business of who keeps it.
"""

from __future__ import annotations

import contextlib
import os
import pickle
import tempfile
from pathlib import Path
from typing import Any

from .digests import paused_collector

_UNREADABLE = (
    OSError, pickle.UnpicklingError, EOFError, AttributeError, ImportError, IndexError, KeyError, TypeError, ValueError,
)  # fmt: skip


def cache_folder() -> Path:
    """Where caches are kept: `POLYBIUS_CACHE`, else the user's cache folder."""
    chosen = os.environ.get("POLYBIUS_CACHE")
    if chosen:
        return Path(chosen)
    base = os.environ.get("XDG_CACHE_HOME")
    return (Path(base) if base else Path.home() / ".cache") / "polybius"


def read_cache(name: str) -> Any:
    """The value kept under a name, or None."""
    try:
        with (cache_folder() / f"{name}.pickle").open("rb") as file, paused_collector():
            return pickle.load(file)
    except _UNREADABLE:
        return None


def write_cache(name: str, value: object) -> None:
    """Keep a value under a name, in place of an older one."""
    folder = cache_folder()
    with contextlib.suppress(OSError):
        target = folder / f"{name}.pickle"
        target.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=target.parent, delete=False) as file:
            pickle.dump(value, file, protocol=5)
        Path(file.name).replace(target)
