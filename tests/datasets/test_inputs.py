"""Input files: order, names, digests, and what is not there."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pytest

from polybius.datasets.configuration import InputSection
from polybius.datasets.inputs import InputFile
from polybius.datasets.inputs import find_inputs as find_sections
from polybius.schema.errors import ConfigurationError


def find_inputs(paths: list[Path | str]) -> tuple[InputFile, ...]:
    return find_sections([InputSection(path=str(path)) for path in paths])


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    for name in ("b.txt", "a.txt", "deep/er/c.txt", "deep/notes.md", ".hidden/d.txt"):
        path = tmp_path / "corpus" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name, encoding="utf-8")
    return tmp_path / "corpus"


def test_inputs_folder_is_read_recursively_in_order_of_names(corpus: Path) -> None:
    assert [file.name for file in find_inputs([corpus])] == ["a.txt", "b.txt", "deep/er/c.txt"]


def test_inputs_glob_takes_what_it_names(corpus: Path) -> None:
    assert [file.name for file in find_inputs([f"{corpus}/**/*.md"])] == ["deep/notes.md"]


def test_inputs_file_has_its_digest_and_no_machine_path(corpus: Path) -> None:
    (file,) = find_inputs([corpus / "a.txt"])
    assert (file.name, file.sha256, file.size) == ("a.txt", hashlib.sha256(b"a.txt").hexdigest(), 5)


def test_inputs_a_file_given_twice_is_read_once(corpus: Path) -> None:
    assert len(find_inputs([corpus, corpus / "a.txt", f"{corpus}/*.txt"])) == 3


def test_inputs_files_of_one_name_get_a_number(corpus: Path) -> None:
    (corpus / "deep" / "a.txt").write_text("another", encoding="utf-8")
    names = [file.name for file in find_inputs([corpus / "a.txt", corpus / "deep" / "a.txt"])]
    assert names == ["a.txt", "a.txt~2"]


def test_inputs_folder_is_searched_for_every_known_ending_and_for_nothing_hidden(tmp_path: Path) -> None:
    wanted = {
        "a.txt",
        "b.HTML",
        "c.jsonl.gz",
        "d.csv.zst",
        "e.parquet",
        "f.warc.gz",
        "g.rss",
        "h.zip",
        "i.tgz",
        "j.tsv",
    }
    for name in (*wanted, "k.pdf", "l.gz", "m.toml", ".n.txt", "noending"):
        (tmp_path / name).write_bytes(b"x")
    assert {file.name for file in find_inputs([tmp_path])} == wanted


def test_inputs_folder_of_a_dataset_is_not_read(tmp_path: Path) -> None:
    for name in ("a.txt", "set/manifest.json", "set/datapackage.json", "set/SHA256SUMS", "set/events/part-0.parquet"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"x")
    assert [file.name for file in find_inputs([tmp_path])] == ["a.txt"]


def test_inputs_name_with_broken_bytes_is_readable(tmp_path: Path) -> None:
    (tmp_path / os.fsdecode(b"caf\xe9.txt")).write_bytes(b"x")
    (file,) = find_inputs([tmp_path])
    assert file.name == "caf\ufffd.txt"
    assert Path(file.path).read_bytes() == b"x"


@pytest.mark.parametrize("given", ["nowhere.txt", "*.nothing", "deep/er/../../.hidden/*.csv"])
def test_inputs_that_are_not_there_are_an_error(corpus: Path, given: str) -> None:
    with pytest.raises(ConfigurationError, match="no"):
        find_inputs([f"{corpus}/{given}"])


def test_inputs_folder_without_text_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match=r"\*\.txt"):
        find_inputs([tmp_path])
