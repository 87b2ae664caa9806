"""A small corpus and its dataset, built once with the plain coder."""

from __future__ import annotations

from pathlib import Path

import pytest
from plain_coder import PlainCoder, write_story

from polybius.datasets import BuildResult, build_dataset


@pytest.fixture(scope="session")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("corpus")
    for n in range(45):
        day = f"{1 + n % 15} {'May' if n % 4 else 'June'} 2019"
        write_story(folder / "news" / f"{n:03}.txt", n, day, "AFP" if n % 2 else "Reuters")
    (folder / "copy.txt").write_bytes((folder / "news" / "004.txt").read_bytes())
    (folder / "binary.txt").write_bytes(b"\x00\x01\x02")
    (folder / "empty.txt").write_bytes(b"")
    (folder / "undated.txt").write_text("Chile asked Peru, on a day that nobody wrote down.\n", encoding="utf-8")
    (folder / "crash.txt").write_text("Crash\n\n3 May 2019\n\nChile asked Peru. Crash.\n", encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def built(corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> BuildResult:
    return build_dataset([corpus], tmp_path_factory.mktemp("built") / "set", coder=PlainCoder())
