"""One file that a command writes: plain, gzip or zip by its name, and in place only when it is whole.

In come a path and bytes; out goes the file. It is written beside its place and moved there at the end, so that what was
there before stays until then. The same bytes give the same file. It deliberately knows nothing of rows.
"""

from __future__ import annotations

import contextlib
import gzip
import io
import os
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from ..schema.errors import DatasetError

_EPOCH = (1980, 1, 1, 0, 0, 0)


@contextlib.contextmanager
def open_output(path: Path, *, force: bool) -> Iterator[IO[bytes]]:
    """A file to write to, at `path` once the block ends well. Raises `DatasetError` if it cannot be written."""
    if path.exists() and not force:
        raise DatasetError(f"{path}: already exists; give another path, or --force to replace it")
    part = path.with_name(f".{path.name}.part-{os.getpid()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with _open_compressed(part, path) as file:
            yield file
        part.replace(path)
    except OSError as error:
        raise DatasetError(f"{path}: cannot be written ({error.strerror or error}); nothing was changed") from error
    finally:
        part.unlink(missing_ok=True)


@contextlib.contextmanager
def _open_compressed(part: Path, path: Path) -> Iterator[IO[bytes]]:
    if path.suffix == ".zip":
        member = zipfile.ZipInfo(path.name.removesuffix(".zip"), _EPOCH)
        member.compress_type = zipfile.ZIP_DEFLATED
        with zipfile.ZipFile(part, "w") as archive, archive.open(member, "w", force_zip64=True) as inner:
            yield inner
    elif path.suffix == ".gz":
        with part.open("wb") as raw, gzip.GzipFile("", "wb", fileobj=raw, mtime=0) as packed:
            yield io.BufferedWriter(packed)
    else:
        with part.open("wb") as plain:
            yield plain
