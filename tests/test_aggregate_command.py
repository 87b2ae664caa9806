"""`polybius aggregate` as a user meets it."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest
from click.testing import CliRunner, Result
from made_dataset import write_large_dataset

from polybius.cli import main


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_large_dataset(tmp_path_factory.mktemp("made") / "set", 200)


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["aggregate", *map(str, arguments)])


def test_aggregate_command_writes_the_table_and_tells_what_does_not_count(folder: Path, tmp_path: Path) -> None:
    result = run(folder, "--by", "dyad-day", "--counts", "root", "--out", tmp_path / "a.parquet")
    assert result.exit_code == 0
    frame = pl.read_parquet(tmp_path / "a.parquet")
    assert (
        result.stdout == f"{frame.height} rows to {tmp_path / 'a.parquet'}; {frame['n_events'].sum()} events counted\n"
    )
    assert "events, date less exact than a day" in result.stderr
    assert "events, a side without a country" in result.stderr


def test_aggregate_command_passes_every_option_on(folder: Path, tmp_path: Path) -> None:
    options = ["--side", "either", "--fill", "seen", "--from", "2019-06-01", "--to", "2019-08-31", "--drop-published",
               "--coarse", "first"]  # fmt: skip
    result = run(folder, "--by", "country-month", "--out", tmp_path / "a.csv", *options)
    assert result.exit_code == 0
    assert "once for each of its countries" in result.stdout
    frame = pl.read_csv(tmp_path / "a.csv", try_parse_dates=True)
    assert frame["period"].n_unique() == 3
    assert frame.height == 3 * frame["country"].n_unique()
    assert run(folder, "--by", "dyad-year", "--actors", "--undirected", "--out", tmp_path / "b.csv").exit_code == 0
    assert pl.read_csv(tmp_path / "b.csv").columns[:2] == ["code_a", "code_b"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--by", "dyad-day", "--out", "a.xlsx"), "a.xlsx: found no known ending"),
        (("--by", "dyad-hour", "--out", "a.csv"), "'dyad-hour' is not one of"),
        (("--by", "country-day", "--actors", "--out", "a.csv"), "for dyads"),
        (("--by", "country-day", "--from", "May", "--out", "a.csv"), "expected a day"),
    ],
)
def test_aggregate_command_errors_have_status_two(arguments: tuple[str, ...], message: str, folder: Path) -> None:
    result = run(folder, *arguments)
    assert (result.exit_code, message in result.stderr, "Traceback" in result.output) == (2, True, False)
