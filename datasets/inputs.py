"""The files that a build reads.

In come paths, folders and globs as a user gives them; out go the input files, in one order whatever the file system
says, each with a name that holds no machine path and the digest of its bytes. It deliberately does not look at what a
file holds.
"""

from __future__ import annotations

import glob
import hashlib
import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePath

from ..schema.errors import ConfigurationError

SUFFIX = ".txt"
_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class InputFile:
    """One input. `name` is relative to what the user gave; `sha256` is None where the file cannot be read."""

    name: str
    path: str
    sha256: str | None
    size: int


def find_inputs(inputs: Sequence[str | Path]) -> tuple[InputFile, ...]:
    """Input files in the order of their names. Raises `ConfigurationError` if something given is not there."""
    found: dict[str, str] = {}
    for given in inputs:
        for name, path in _expand(str(given)):
            found.setdefault(os.path.realpath(path), name)
    files = sorted((_digest_file(name, path) for path, name in found.items()), key=_order)
    if not files:
        given = ", ".join(str(path) for path in inputs) or "nothing"
        raise ConfigurationError(f"{given}: found no input files, expected at least one *{SUFFIX} file")
    return tuple(_with_unique_names(files))


def _order(file: InputFile) -> tuple[str, str]:
    return file.name, file.sha256 or ""


def _expand(given: str) -> Iterator[tuple[str, str]]:
    path = Path(given)
    if path.is_dir():
        yield from _walk(path)
    elif path.exists():
        yield path.name, given
    elif glob.has_magic(given):
        yield from _match(given)
    else:
        raise ConfigurationError(f"{given}: no such file or folder; expected a text file, a folder of them, or a glob")


def _walk(folder: Path) -> Iterator[tuple[str, str]]:
    for path in folder.rglob(f"*{SUFFIX}"):
        relative = path.relative_to(folder)
        if path.is_file() and not any(part.startswith(".") for part in relative.parts):
            yield relative.as_posix(), str(path)


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


def _digest_file(name: str, path: str) -> InputFile:
    digest, size = hashlib.sha256(), 0
    try:
        with Path(path).open("rb") as file:
            while chunk := file.read(_CHUNK):
                digest.update(chunk)
                size += len(chunk)
    except OSError:
        return InputFile(name, path, None, 0)
    return InputFile(name, path, digest.hexdigest(), size)


def _with_unique_names(files: Iterable[InputFile]) -> Iterator[InputFile]:
    """Files of one name get a number: names are keys, and must not depend on folders outside the input."""
    counts: dict[str, int] = {}
    for file in files:
        counts[file.name] = count = counts.get(file.name, 0) + 1
        yield file if count == 1 else replace(file, name=f"{file.name}~{count}")
