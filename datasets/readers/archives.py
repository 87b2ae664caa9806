"""ZIP and tar archives: the records of their members.

In comes a stream; out go the members that can be read, one after the other, each as a stream. Nothing is ever unpacked
to disk, so names such as `../../etc/passwd` are labels and no more; links and devices are passed over. Archives inside
archives and Parquet inside archives are not opened.
"""

from __future__ import annotations

import tarfile
import zipfile
from collections.abc import Iterator
from typing import BinaryIO, NamedTuple, Self, cast


class Member(NamedTuple):
    """A file in an archive; `message` says why it cannot be opened."""

    name: str
    stream: BinaryIO | None
    message: str | None = None


def read_zip(stream: BinaryIO) -> Iterator[Member]:
    """The files of a ZIP archive, in its order."""
    with zipfile.ZipFile(stream) as archive:
        for info in archive.infolist():
            if info.is_dir():
                continue
            name = _label(info.filename)
            try:
                with archive.open(info) as member:
                    yield Member(name, cast("BinaryIO", member))
            except (RuntimeError, NotImplementedError) as error:
                yield Member(name, None, str(error))


class _Header(tarfile.TarInfo):
    """A header of a tar archive. `tarfile` takes a broken one for the end of the archive; here it is an error."""

    @classmethod
    def fromtarfile(cls, archive: tarfile.TarFile) -> Self:
        try:
            return super().fromtarfile(archive)
        except tarfile.EOFHeaderError:  # type: ignore[attr-defined]  # the empty blocks that end an archive
            raise
        except tarfile.HeaderError as error:
            raise tarfile.ReadError(f"{error or 'the archive breaks off'}") from error


def read_tar(stream: BinaryIO) -> Iterator[Member]:
    """The plain files of a tar archive, in its order, in one pass."""
    with tarfile.open(fileobj=stream, mode="r|", tarinfo=_Header) as archive:
        for info in archive:
            if info.isfile() and (member := archive.extractfile(info)) is not None:
                yield Member(_label(info.name), cast("BinaryIO", member))


def _label(name: str) -> str:
    name = name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    return name.replace("\\", "/").lstrip("/")
