"""Parsed files: blocks that were read before, so that a file is parsed once as long as it stays as it is.

In come keys and blocks; out come the blocks under their key, in this run or a later one. A key has to cover the bytes of the
file; the code that reads files is covered here.
"""

from __future__ import annotations

import functools
import hashlib
import pickle
import sys
from importlib.metadata import version
from pathlib import Path
from typing import Any

from .cache_files import read_cache, write_cache

MOST_FILES = 2000
_READERS = ("blocks.py", "block_files.py", "../schema/enums.py", "../schema/ontology.py", "../schema/actors.py")
_TABLES = ("cameo.csv", "countries.csv", "groups.csv")


class ParsedFiles:
    """The parsed files of former runs, and what this run adds. Values are kept pickled until they are asked for."""

    def __init__(self) -> None:
        self._name = f"parsed/{_reader_digest()}"
        kept = read_cache(self._name)
        self._known: dict[str, bytes] = kept if isinstance(kept, dict) else {}
        self._added: dict[str, bytes] = {}

    def find(self, key: str) -> Any:
        """What is kept under a key, or None."""
        found = self._known.get(key)
        try:
            return None if found is None else pickle.loads(found)
        except (pickle.UnpicklingError, EOFError, AttributeError, ImportError, IndexError, TypeError, ValueError):
            return None

    def keep(self, key: str, value: object) -> None:
        """Keep a value under a key."""
        self._added[key] = pickle.dumps(value, protocol=5)

    def save(self) -> None:
        """Write what this run added; of too many the oldest are dropped."""
        if self._added:
            both = list({**self._known, **self._added}.items())
            write_cache(self._name, dict(both[-MOST_FILES:]))


@functools.cache
def _reader_digest() -> str:
    """The code and the tables that reading rests on."""
    here = Path(__file__).parent
    digest = hashlib.sha256(f"{sys.version_info[:2]}:{version('pydantic')}:{version('PyYAML')}".encode())
    for name in (*_READERS, *(f"../schema/data/{table}" for table in _TABLES)):
        digest.update((here / name).read_bytes())
    return digest.hexdigest()
