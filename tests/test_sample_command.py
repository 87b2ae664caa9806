"""`polybius sample` and `polybius precision` as a user meets them."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from made_dataset import write_large_dataset

from polybius.cli import main
from polybius.datasets import build_dataset, load
from polybius.datasets.sampling import Stratum
from polybius.sample_command import STRATA


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_large_dataset(tmp_path_factory.mktemp("made") / "set", 200)


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def fill(sheet: Path, answer: str) -> None:
    with sheet.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    with sheet.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerows(row | {"code_ok": answer} for row in rows)


def test_sample_command_knows_every_stratum() -> None:
    assert tuple(Stratum) == STRATA


def test_sample_command_and_back(folder: Path, tmp_path: Path) -> None:
    sheet = tmp_path / "sheet.csv"
    drawn = run("sample", folder, "--n", 20, "--by", "quad", "--out", sheet)
    assert drawn.exit_code == 0
    assert drawn.stdout == f"20 events of 4 strata to {sheet}\n"
    assert "20 rows have no sentence" in drawn.stderr
    unjudged = run("precision", sheet)
    assert (unjudged.exit_code, "no row was judged" in unjudged.stderr) == (1, True)
    fill(sheet, "y")
    shown = run("precision", sheet)
    assert shown.exit_code == 0
    assert "code\n  quad 1  1.000 [0.566, 1.000]  right 5 of 5 judged, " in shown.stdout
    figures = json.loads(run("precision", sheet, "--json").stdout)
    n_events = load(folder).events.collect().height
    assert (figures["code"]["total"]["n"], figures["code"]["total"]["size"]) == (20, n_events)


def test_sample_command_takes_sentences_from_articles(tmp_path: Path, corpus: Path, built_folder: Path) -> None:
    done = run("sample", built_folder, "--n", 12, "--articles", corpus, "--out", tmp_path / "s.csv")
    assert done.exit_code == 0
    assert "no sentence" not in done.stderr
    assert "not read: " in done.stderr
    with (tmp_path / "s.csv").open(encoding="utf-8-sig", newline="") as file:
        assert all(row["trigger"] in row["sentence"] for row in csv.DictReader(file))


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from plain_coder import write_story

    folder = tmp_path_factory.mktemp("corpus")
    for n in range(6):
        write_story(folder / f"{n}.txt", n, f"{n + 1} May 2019")
    (folder / "bad.txt").write_bytes(b"\x00")
    return folder


@pytest.fixture(scope="module")
def built_folder(corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    from plain_coder import PlainCoder

    return build_dataset([corpus], tmp_path_factory.mktemp("built") / "set", coder=PlainCoder()).path


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("sample", "{set}", "--n", "0", "--out", "x.csv"), "--n"),
        (("sample", "{set}", "--by", "colour", "--out", "x.csv"), "'colour' is not one of"),
        (("precision", "missing.csv"), "missing.csv"),
        (("precision", "{set}/manifest.json"), "found no column"),
    ],
)
def test_sample_command_errors_have_status_two(arguments: tuple[str, ...], message: str, folder: Path) -> None:
    result = run(*(argument.format(set=folder) for argument in arguments))
    assert (result.exit_code, message in result.stderr, "Traceback" in result.output) == (2, True, False)
