from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from small_lexicon import write_lexicon

from polybius.cli import main


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def test_examples_command_passes_what_holds(tmp_path: Path) -> None:
    done = run("test", "--lexicon", write_lexicon(tmp_path))
    assert (done.exit_code, done.stdout) == (0, "3 of 3 examples passed, 0 failed (1 codes, 1 known_miss, 1 not)\n")


def test_examples_command_shows_a_failure_whole(tmp_path: Path) -> None:
    done = run("test", "--lexicon", write_lexicon(tmp_path, code="072"))
    assert done.exit_code == 1
    assert "rules/07.yml:6: aid-tents: does not give the events expected" in done.stdout
    assert "expected  NOR 072 TCD\n  got       NOR 073 TCD\n" in done.stdout
    assert "NOR 073 TCD on 'supplied' by rule aid-tents" in done.stdout
    assert "because   = 073 Humanitarian aid: rule aid-tents (rules/07.yml:1) “SRC supply TGT with tent”" in done.stdout
    assert f"polybius explain 'Norway supplied Chad with tents.' --lexicon {tmp_path}" in done.stdout


@pytest.mark.parametrize(
    ("changes", "complaint"),
    [
        ({"noun": "tents"}, "codes what it must not code"),
        ({"verb": "supplied"}, "a known miss is coded as it should be; move it to codes"),
    ],
)
def test_examples_command_is_strict(changes: dict[str, str], complaint: str, tmp_path: Path) -> None:
    done = run("test", "--lexicon", write_lexicon(tmp_path, **changes))
    assert done.exit_code == 1
    assert complaint in done.stdout


def test_examples_command_chooses_by_text(tmp_path: Path) -> None:
    root = write_lexicon(tmp_path)
    assert "1 of 1 examples passed" in run("test", "--lexicon", root, "-k", "CHOIR").stdout
    done = run("test", "--lexicon", root, "-k", "nowhere")
    assert done.exit_code == 2
    assert "no example has 'nowhere' in its rule, file or sentence" in done.stderr


def test_check_command_gives_values_as_json(tmp_path: Path) -> None:
    done = run("check", "--format", "json", "--lexicon", write_lexicon(tmp_path))
    assert json.loads(done.stdout) == []
    (tmp_path / "sets").mkdir()
    (tmp_path / "sets" / "a.yml").write_text("- {id: idle, words: [cloud]}\n", encoding="utf-8")
    done = run("check", "--format", "json", "--lexicon", tmp_path)
    (issue,) = json.loads(done.stdout)
    assert (issue["id"], issue["severity"], issue["path"], issue["line"]) == (
        "unused-set",
        "warning",
        str(tmp_path / "sets/a.yml"),
        1,
    )
    assert json.loads(run("check", "--quiet", "--format", "json", "--lexicon", tmp_path).stdout) == []
