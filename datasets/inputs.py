"""The files that a build reads.

In come paths, folders and globs as a user gives them; out go the input files, in one order whatever the file system
says, each with a name that holds no machine path, the digest of its bytes, and how its records are read. It deliberately
looks into no file.
"""

from __future__ import annotations

import glob
import hashlib
import os
import shutil
import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePath
from typing import IO, BinaryIO

from ..schema.errors import ConfigurationError, DatasetError
from .configuration import STANDARD_INPUT, InputSection
from .documents import USUAL_READING, Reading
from .formats import FileKind, kind_of_name

_CHUNK = 1 << 20
_STDIN_NAME = "stdin"
_DATASET_FILES = frozenset(("manifest.json", "datapackage.json", "SHA256SUMS"))
_State = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class InputFile:
    """One input. `name` is relative to what the user gave; `sha256` is None where the file cannot be read.

    `state` is what the file system says of the file, to notice that it changes. In updates, `earlier` has the digests
    that the file had before, and a file that `is_kept` is in the dataset already.
    """

    name: str
    path: str
    sha256: str | None
    size: int
    reading: Reading = USUAL_READING
    state: _State | None = None
    earlier: tuple[str, ...] = ()
    is_kept: bool = False

    @property
    def kind(self) -> FileKind:
        """What the ending of the file's name says."""
        return kind_of_name(self.path)

    def check_unchanged(self) -> None:
        """Raise `DatasetError` if the file is not the one that was digested."""
        if self.sha256 is not None and _state_of(self.path) != self.state:
            raise DatasetError(f"{self.name}: changed while it was being built from; run the same command again")


def find_inputs(inputs: Sequence[InputSection], spool: IO[bytes] | None = None) -> tuple[InputFile, ...]:
    """Input files in the order of their names. Raises `ConfigurationError` if something given is not there.

    `spool` is a file that holds what standard input gave.
    """
    found: dict[str, tuple[str, Reading]] = {}
    for given in inputs:
        reading = given.reading
        for name, path in _expand(given.path, spool):
            found.setdefault(os.path.realpath(path), (name, reading))
    files = sorted((_digest_file(name, path, reading) for path, (name, reading) in found.items()), key=_order)
    if not files:
        given_paths = ", ".join(given.path for given in inputs) or "nothing"
        raise ConfigurationError(
            f"{given_paths}: found no input files, expected at least one, such as *.txt, *.jsonl, *.csv or *.html; "
            "name files of other endings one by one, with --format"
        )
    return tuple(_with_unique_names(files))


def spool_standard_input(folder: Path, prefix: str, inputs: Sequence[InputSection]) -> IO[bytes] | None:
    """A temporary file in `folder` with what standard input gives, if it is among the inputs."""
    if all(given.path != STANDARD_INPUT for given in inputs):
        return None
    folder.mkdir(parents=True, exist_ok=True)
    spool = tempfile.NamedTemporaryFile(dir=folder, prefix=prefix)  # noqa: SIM115  the caller closes it
    source: BinaryIO = sys.stdin.buffer
    shutil.copyfileobj(source, spool, _CHUNK)
    spool.flush()
    return spool


def _order(file: InputFile) -> tuple[str, str]:
    return file.name, file.sha256 or ""


def _expand(given: str, spool: IO[bytes] | None) -> Iterator[tuple[str, str]]:
    path = Path(given)
    if given == STANDARD_INPUT:
        if spool is not None:
            yield _STDIN_NAME, spool.name
    elif path.is_dir():
        yield from _walk(path)
    elif path.exists():
        yield path.name, given
    elif glob.has_magic(given):
        yield from _match(given)
    else:
        raise ConfigurationError(f"{given}: no such file or folder; expected a file, a folder, a glob in quotes, or -")


def _walk(folder: Path) -> Iterator[tuple[str, str]]:
    """The files below a folder whose endings say what they are, but for hidden ones and for datasets of ours."""
    for place, folders, names in os.walk(folder):
        if _DATASET_FILES.issubset(names):
            folders.clear()
            continue
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in names:
            if not name.startswith(".") and kind_of_name(name).format is not None:
                path = Path(place, name)
                if path.is_file():
                    yield path.relative_to(folder).as_posix(), str(path)


def _match(pattern: str) -> Iterator[tuple[str, str]]:
    base = _fixed_part(pattern)
    paths = [Path(path) for path in glob.glob(pattern, recursive=True)]  # noqa: PTH207  Path.glob refuses absolute globs
    if not paths:
        raise ConfigurationError(f"{pattern}: the glob matches no file; quote it and check the folder")
    for path in paths:
        if path.is_file():
            yield path.relative_to(base).as_posix(), str(path)


def _fixed_part(pattern: str) -> Path:
    fixed: list[str] = []
    for part in PurePath(pattern).parts:
        if glob.has_magic(part):
            break
        fixed.append(part)
    return Path(*fixed)


def _digest_file(name: str, path: str, reading: Reading) -> InputFile:
    name = name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    digest, size = hashlib.sha256(), 0
    try:
        state = _state_of(path)
        with Path(path).open("rb") as file:
            while chunk := file.read(_CHUNK):
                digest.update(chunk)
                size += len(chunk)
    except OSError:
        return InputFile(name, path, None, 0, reading)
    return InputFile(name, path, digest.hexdigest(), size, reading, state)


def _state_of(path: str) -> _State | None:
    try:
        found = Path(path).stat()
    except OSError:
        return None
    return found.st_size, found.st_mtime_ns, found.st_ino


def _with_unique_names(files: Iterable[InputFile]) -> Iterator[InputFile]:
    """Files of one name get a number: names are keys, and must not depend on folders outside the input."""
    counts: dict[str, int] = {}
    for file in files:
        counts[file.name] = count = counts.get(file.name, 0) + 1
        yield file if count == 1 else replace(file, name=f"{file.name}~{count}")
