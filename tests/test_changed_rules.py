"""`--changed`: only the rules that were touched since a git revision."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from small_lexicon import write_lexicon

from polybius.cli import main

SECOND = """\
- id: aid-feed
  act: "073"
  patterns: ["SRC feed TGT with {dish}"]
  examples:
    codes:
      - {text: Norway fed Chad with soup., events: [NOR 073 TCD]}
"""
SETS = "- {id: soup_word, words: [soup]}\n- {id: dish, words: ['{soup_word}', bread]}\n"


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A git repository with a lexicon in a folder, committed."""
    monkeypatch.setenv("POLYBIUS_CACHE", str(tmp_path / "cache"))
    root = tmp_path / "repository" / "lexicon"
    (root / "sets").mkdir(parents=True)
    (root / "sets" / "a.yml").write_text(SETS, encoding="utf-8")
    write_lexicon(root, more=SECOND)
    git(root.parent, "init", "--quiet")
    git(root.parent, "add", ".")
    git(root.parent, "commit", "--quiet", "--message=first")
    return root


def git(folder: Path, *arguments: str) -> None:
    who = ["-c", "user.name=x", "-c", "user.email=x@example.org", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", *who, *arguments], cwd=folder, check=True)


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, list(map(str, arguments)))


def test_changed_finds_nothing_in_a_clean_tree(repository: Path) -> None:
    done = run("test", "--changed", "--lexicon", repository)
    assert (done.exit_code, done.stdout) == (0, "no example belongs to a rule that was touched since HEAD\n")


def test_changed_takes_a_rule_that_was_edited(repository: Path) -> None:
    write_lexicon(repository, noun="pianos", more=SECOND)
    done = run("test", "--changed", "HEAD", "--lexicon", repository)
    assert "3 of 3 examples passed" in done.stdout
    assert "1 rules and cells were touched since HEAD" in done.stderr
    assert "4 of 4" in run("test", "--lexicon", repository).stdout


def test_changed_ignores_lines_that_only_moved(repository: Path) -> None:
    path = repository / "rules" / "07.yml"
    path.write_text("# a comment\n" + path.read_text(encoding="utf-8"), encoding="utf-8")
    assert "no example" in run("test", "--changed", "--lexicon", repository).stdout


def test_changed_takes_the_users_of_a_set_of_a_set(repository: Path) -> None:
    (repository / "sets" / "a.yml").write_text(SETS.replace("[soup]", "[soup, broth]"), encoding="utf-8")
    done = run("mutate", "--changed", "--lexicon", repository)
    assert done.stdout == "3 mutants, 3 killed, 0 survived\n"


def test_changed_takes_cells_that_were_edited(repository: Path) -> None:
    row = "- id: appeal\n  default: '020'\n  cells:\n"
    cell = "    - {act: '%s', code: '%s', text: Norway slept in Chad., events: []}\n"
    table = repository / "composition.yml"
    table.write_text(row + cell % ("07", "023"), encoding="utf-8")
    git(repository.parent, "add", ".")
    git(repository.parent, "commit", "--quiet", "--message=second")
    table.write_text(row + cell % ("07", "023") + cell % ("08", "025"), encoding="utf-8")
    assert "1 of 1 examples passed" in run("test", "--changed", "--lexicon", repository).stdout


def test_changed_names_a_revision_that_is_not_there(repository: Path) -> None:
    done = run("test", "--changed", "nowhere", "--lexicon", repository)
    assert done.exit_code == 2
    assert "error: nowhere: no such revision" in done.stderr


def test_changed_wants_a_git_repository(tmp_path: Path) -> None:
    done = run("test", "--changed", "--lexicon", write_lexicon(tmp_path))
    assert done.exit_code == 2
    assert "git" in done.stderr
