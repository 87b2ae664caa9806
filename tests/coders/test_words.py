"""The word table: candidates and lemmas, listed and unlisted."""

from __future__ import annotations

import gzip
import pickle
import subprocess
import sys
from pathlib import Path

import pytest

from polybius.coders.words import WordTable, guess_kind

WORDS = WordTable.load()


@pytest.mark.parametrize(
    ("lower", "tag", "lemma"),
    [
        ("attacks", "z", "attack"), ("attacks", "s", "attack"), ("attacked", "y", "attack"), ("fled", "y", "flee"),
        ("gunmen", "s", "gunman"), ("better", "j", "good"), ("was", "B", "be"), ("has", "H", "have"),
        ("did", "O", "do"),
        ("talks", "s", "talk"), ("shelling", "g", "shell"), ("shelling", "n", "shelling"), ("police", "s", "police"),
        ("embassies", "s", "embassy"), ("troops", "s", "troop"), ("refrobbed", "e", "refrob"), ("blorks", "s", "blork"),
        ("re-arrested", "y", "re-arrest"), ("ex-ministers", "s", "ex-minister"),
    ],
)  # fmt: skip
def test_lemma(lower: str, tag: str, lemma: str) -> None:
    assert WORDS.lemma(lower, tag) == lemma


@pytest.mark.parametrize(
    ("lower", "kind"),
    [("refrobbed", "ey"), ("blorking", "gn"), ("rebel-held", "j"), ("hyperlously", "b"), ("zorkdom", "n")],
)
def test_guess_kind(lower: str, kind: str) -> None:
    assert guess_kind(lower, WORDS.kinds) == kind


def test_word_table_survives_pickling() -> None:
    assert pickle.loads(pickle.dumps(WORDS)) == WORDS


def test_words_file_is_up_to_date(tmp_path: Path) -> None:
    pytest.importorskip("lemminflect")
    pytest.importorskip("textblob")
    root = Path(__file__).resolve().parents[2]
    shipped = root / "coders" / "words" / "words.tsv.gz"
    made = tmp_path / "words.tsv.gz"
    subprocess.run(
        [sys.executable, root / "tools" / "make_words.py", "--output", made], check=True, capture_output=True
    )
    assert gzip.decompress(made.read_bytes()) == gzip.decompress(shipped.read_bytes())
