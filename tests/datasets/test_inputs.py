"""Input files: order, names, digests, and what is not there."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from polybius.datasets.inputs import find_inputs
from polybius.schema.errors import ConfigurationError


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


@pytest.mark.parametrize("given", ["nowhere.txt", "*.nothing", "deep/er/../../.hidden/*.csv"])
def test_inputs_that_are_not_there_are_an_error(corpus: Path, given: str) -> None:
    with pytest.raises(ConfigurationError, match="no"):
        find_inputs([f"{corpus}/{given}"])


def test_inputs_folder_without_text_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match=r"\*\.txt"):
        find_inputs([tmp_path])
