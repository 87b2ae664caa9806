from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from polybius.datasets.corpora import CorpusText, digest_corpus, find_corpus_files, read_corpus
from polybius.schema.errors import DatasetError

DAY = datetime.date(2020, 1, 2)


def write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_corpora_read_lines(tmp_path: Path) -> None:
    path = write(tmp_path / "a.txt", "One.\n\n  Two.\n")
    assert read_corpus([path], DAY) == (CorpusText("a.txt:1", "One.", DAY), CorpusText("a.txt:3", "Two.", DAY))


def test_corpora_read_json_lines(tmp_path: Path) -> None:
    rows = '{"text": "One.", "label": "AID"}\n\n{"text": "Two.", "id": "x", "published": "2019-05-30", "context": "Before."}\n'
    one, two = read_corpus([write(tmp_path / "a.jsonl", rows)], DAY)
    assert one == CorpusText("a.jsonl:1", "One.", DAY)
    assert two == CorpusText("x", "Two.", datetime.date(2019, 5, 30), ("Before.",))


def test_corpora_read_yaml_lists(tmp_path: Path) -> None:
    path = write(tmp_path / "a.yml", "- {text: One., events: [NOR 073 TCD]}\n- {text: Two.}\n")
    assert [text.events for text in read_corpus([path])] == [("NOR 073 TCD",), ()]


def test_corpora_read_folders_in_order(tmp_path: Path) -> None:
    files = [write(tmp_path / name, "One.\n") for name in ("b.txt", "a/c.txt", "z.md")]
    assert find_corpus_files([tmp_path]) == (files[1], files[0])
    assert digest_corpus(files[:2]) == digest_corpus(files[:2]) != digest_corpus(files[1:2])


@pytest.mark.parametrize(
    ("name", "text", "complaint"),
    [
        ("a.jsonl", '{"text": "One."}\nnothing\n', "a.jsonl:2: found no JSON object"),
        ("a.jsonl", '{"sentence": "One."}\n', "a.jsonl:1: text: Field required"),
        ("a.yml", "text: One.\n", "expected a YAML list"),
        ("a.txt", "\n", "found no texts"),
        ("a.csv", "One.\n", "cannot be read as a corpus"),
    ],
)
def test_corpora_say_what_is_wrong(name: str, text: str, complaint: str, tmp_path: Path) -> None:
    with pytest.raises(DatasetError, match=complaint):
        read_corpus([write(tmp_path / name, text)])


def test_corpora_want_files(tmp_path: Path) -> None:
    with pytest.raises(DatasetError, match="no such file"):
        read_corpus([tmp_path / "nowhere"])
    with pytest.raises(DatasetError, match="no files of a corpus"):
        read_corpus([tmp_path])
