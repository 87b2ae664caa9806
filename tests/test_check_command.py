"""The formats of `polybius check`, as the programs that read them see them."""

from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree

import pytest
from click.testing import CliRunner, Result

from polybius.cli import main
from polybius.coders.checking import ALL_CHECKS

ACTORS = """\
- id: tcd-choir
  kind: group
  names: [Harvest]
  codes: [{code: "TCDREB"}]
- id: tcd-guard
  kind: group
  names: ["Guard, the: 100%"]
  codes: [{code: "TCDREBNER"}]
"""


def run(root: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["check", "--lexicon", str(root), *arguments])


@pytest.fixture
def lexicon(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A lexicon with an error and a warning, in a folder below the one where one is."""
    monkeypatch.chdir(tmp_path)
    root = tmp_path / "own"
    (root / "actors").mkdir(parents=True)
    (root / "actors" / "tcd.yml").write_text(ACTORS, encoding="utf-8")
    (root / "lexicon.yml").write_text("id: own\nextends: nothing\n", encoding="utf-8")
    return root


def test_check_command_shows_place_expectation_and_fix(lexicon: Path) -> None:
    done = run(lexicon)
    assert done.exit_code == 1
    head, expected, fix = done.stdout.splitlines()[:3]
    assert head.startswith("own/actors/tcd.yml:3:11: warning common-word: tcd-choir: 'Harvest' is a common word too")
    assert expected == "    expected names that match everywhere are no common words"
    assert fix == "    put it under short, or write a longer name"
    assert done.stderr == "1 errors, 1 warnings; docs/checks.md says what each means\n"


@pytest.mark.parametrize(("options", "status"), [((), 0), (("--strict",), 1), (("--quiet", "--strict"), 1)])
def test_check_command_fails_for_warnings_where_it_is_strict(
    lexicon: Path, options: tuple[str, ...], status: int
) -> None:
    (lexicon / "actors" / "tcd.yml").write_text(ACTORS.split("- id: tcd-guard")[0], encoding="utf-8")
    done = run(lexicon, *options)
    assert done.exit_code == status
    assert ("common-word" in done.stdout) is ("--quiet" not in options)


def test_check_command_as_sarif(lexicon: Path) -> None:
    reason = "in this region it is the group"
    accepted = f"- {{id: common-word, block: tcd-choir, reason: {reason}}}\n"
    (lexicon / "accepted.yml").write_text(accepted, encoding="utf-8")
    (log,) = json.loads(run(lexicon, "--format", "sarif").stdout)["runs"]
    rules = log["tool"]["driver"]["rules"]
    assert {rule["id"] for rule in rules} == set(ALL_CHECKS)
    found = {result["ruleId"]: result for result in log["results"]}
    assert found["common-word"]["suppressions"] == [{"kind": "external", "justification": reason}]
    error = found["role-is-country"]
    assert (error["level"], rules[error["ruleIndex"]]["id"]) == ("error", "role-is-country")
    place = error["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "own/actors/tcd.yml"
    assert place["region"] == {"startLine": 8, "startColumn": 18}


def test_check_command_as_github_annotations(lexicon: Path) -> None:
    lines = run(lexicon, "--format", "github").stdout.splitlines()
    assert lines[0].startswith("::warning file=own/actors/tcd.yml,line=3,col=11,title=polybius common-word::tcd-choir")
    assert lines[1].startswith("::error file=own/actors/tcd.yml,line=8,col=18,title=polybius role-is-country::")
    assert "%" not in lines[0]


def test_check_command_escapes_annotations(lexicon: Path) -> None:
    path = lexicon / "actors" / "tcd.yml"
    path.write_text(ACTORS.replace("Harvest", '"Guard, the: 100%"'), encoding="utf-8")
    (clash,) = [line for line in run(lexicon, "--format", "github").stdout.splitlines() if "name-clash" in line]
    assert "'Guard, the: 100%25' is claimed" in clash


def test_check_command_as_junit(lexicon: Path) -> None:
    suite = ElementTree.fromstring(run(lexicon, "--format", "junit").stdout)
    cases = {case.get("name"): case for case in suite}
    assert set(cases) == set(ALL_CHECKS)
    assert {name for name, case in cases.items() if case.find("failure") is not None} == {
        "common-word",
        "role-is-country",
    }
    assert (suite.get("tests"), suite.get("failures")) == (str(len(ALL_CHECKS)), "2")


def test_check_command_writes_a_file(lexicon: Path) -> None:
    done = run(lexicon, "--format", "json", "--out", "found.json", "--quiet")
    assert done.stdout == ""
    (issue,) = json.loads(Path("found.json").read_text(encoding="utf-8"))
    assert (issue["id"], issue["block"], issue["about"]) == ("role-is-country", "tcd-guard", "TCDREBNER")
    assert issue["expected"]


def test_check_command_tells_what_is_overridden(lexicon: Path) -> None:
    entry = '- id: tcd\n  kind: country\n  names: [Chad]\n  codes: [{code: "TCDGOV"}]\n'
    (lexicon / "actors" / "tcd.yml").write_text(entry, encoding="utf-8")
    (lexicon / "lexicon.yml").write_text("id: own\nextends: shipped\n", encoding="utf-8")
    done = run(lexicon, "--notes", "--strict")
    assert done.exit_code == 0, done.output
    assert done.stdout == "own/actors/tcd.yml:1:1: note override: actor tcd replaces shipped:actors/tcd.yml:2\n"
    assert "overrides 1 entries of what it extends" in done.stderr
