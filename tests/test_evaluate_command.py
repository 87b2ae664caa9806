"""`polybius evaluate` on texts with expected events, as a user meets it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from polybius.cli import main
from polybius.coders import Coder

ROWS = (
    {"id": "one", "text": "Norway promised to send Chad ten field hospitals.", "events": ["NOR 0332 TCD"]},
    {"id": "two", "text": "Chile praised Peru.", "published": "2021-03-04", "events": ["CHL 051 PER"]},
    {"id": "three", "text": "The lake was calm.", "events": []},
)


@pytest.fixture(scope="module")
def coder() -> Coder:
    return Coder.load()


@pytest.fixture
def gold(tmp_path: Path, coder: Coder, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr("polybius.evaluate_command.load_coder", lambda lexicon, gazetteer="none": coder)
    path = tmp_path / "gold.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in ROWS), encoding="utf-8")
    return path


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["evaluate", *map(str, arguments)])


def test_evaluate_command_reports_levels_with_intervals(gold: Path) -> None:
    result = run(gold)
    assert result.exit_code == 0
    assert "3 texts, 2 events expected, 2 coded" in result.stdout
    assert "texts with exactly the events expected 2 of 3, 0.667 [0.208, 0.939]" in result.stdout
    code, base = (next(x for x in result.stdout.splitlines() if x.startswith(name)) for name in ("exact", "base"))
    assert code.startswith("exact code          0.500 [")
    assert base.startswith("base code           1.000 [0.342, 1.000]")
    assert "Norway" not in result.stdout


def test_evaluate_command_shows_the_worst_with_the_rule(gold: Path) -> None:
    shown = run(gold, "--worst", "5").stdout
    assert "one: Norway promised" in shown
    assert "  missing  NOR 0332 TCD" in shown
    assert "  too many NOR 0333 TCD  on 'promised' by rule op-promise" in shown
    assert "two:" not in shown


def test_evaluate_command_json_is_json_alone(gold: Path) -> None:
    figures = json.loads(run(gold, "--json").stdout)
    assert figures["levels"]["triple"] | {"right": 1, "coded": 2, "expected": 2} == figures["levels"]["triple"]
    assert set(figures["roots"]) == {"03", "05"}
    refused = run(gold, "--json", "--worst", "1")
    assert (refused.exit_code, "--misses" in refused.stderr) == (2, True)


def test_evaluate_command_names_the_line_of_a_bad_row(gold: Path) -> None:
    gold.write_text('{"text": "x", "events": ["NOR 33 TCD"]}\n', encoding="utf-8")
    result = run(gold)
    assert result.exit_code == 2
    assert "gold.jsonl:1: events.0" in result.stderr
    assert "Traceback" not in result.output
