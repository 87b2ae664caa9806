"""`polybius export` as a user meets it."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from made_dataset import write_large_dataset

from polybius.cli import main
from polybius.datasets.exports import FORMATS
from polybius.export_command import FORMAT_NAMES


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_large_dataset(tmp_path_factory.mktemp("made") / "set", 60)


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["export", *map(str, arguments)])


def test_export_command_knows_every_format() -> None:
    assert tuple(FORMATS) == FORMAT_NAMES


@pytest.mark.parametrize("to", FORMAT_NAMES)
def test_export_command_writes_a_file_and_counts(to: str, folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "sub" / "out.txt"
    result = run(folder, "--to", to, "--out", out)
    assert result.exit_code == 0
    n_lines = len(out.read_bytes().splitlines())
    assert result.stdout.startswith(f"{n_lines - bool(FORMATS[to].header)} events to {out}")
    assert ("without a PLOVER type" in result.stderr) == (to in ("polecat", "plover-json"))


def test_export_command_shows_columns_without_a_dataset() -> None:
    shown = run("--to", "phoenix", "--columns").stdout
    assert "Phoenix: 26 columns" in shown
    assert "  PentaClass " in shown
    assert "Lost:\n  names of actors" in shown


def test_export_command_asks_before_it_replaces(folder: Path, tmp_path: Path) -> None:
    assert run(folder, "--to", "csv", "--out", tmp_path / "a.csv").exit_code == 0
    refused = run(folder, "--to", "csv", "--out", tmp_path / "a.csv")
    assert (refused.exit_code, "--force" in refused.stderr) == (2, True)
    assert run(folder, "--to", "csv", "--out", tmp_path / "a.csv", "--force").exit_code == 0


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--to", "gdelt"), "give a DATASET and --out FILE"),
        (("{set}", "--to", "gdlet", "--out", "x"), "'gdlet' is not one of"),
        (("{set}/..", "--to", "csv", "--out", "x"), "no dataset here"),
        (("missing", "--to", "csv", "--out", "x"), "missing"),
    ],
)
def test_export_command_errors_have_status_two(arguments: tuple[str, ...], message: str, folder: Path) -> None:
    result = run(*(argument.format(set=folder) for argument in arguments))
    assert result.exit_code == 2
    assert message in result.stderr
    assert "Traceback" not in result.output
