"""Digests: what identifies the files of a lexicon.

In comes a folder; out goes a SHA-256 over its rule, dictionary and word files. Kept apart from the reader of these files, so
that a lexicon that is already compiled starts without it.
"""

from __future__ import annotations

import contextlib
import gc
import hashlib
from collections.abc import Iterator
from pathlib import Path

SHIPPED = Path(__file__).parent
_DIGESTED = ("rules/*.yml", "sets/*.yml", "actors/*.yml", "agents/*.yml", "words/*", "places/*", "*.yml")


@contextlib.contextmanager
def paused_collector() -> Iterator[None]:
    """Keep the cyclic collector from going through millions of nodes that are all in use; it halves the time."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def digest_sources(folder: Path | None = None) -> str:
    """Return the SHA-256 over relative paths and bytes of all files of a lexicon folder, word tables included."""
    root = SHIPPED if folder is None else folder
    paths = {path.relative_to(root).as_posix(): path for glob in _DIGESTED for path in root.glob(glob)}
    digest = hashlib.sha256()
    for name in sorted(paths):
        if paths[name].is_file():
            content = paths[name].read_bytes()
            digest.update(f"{name}\0{len(content)}\0".encode())
            digest.update(content)
    return digest.hexdigest()
