"""The pages for rule maintainers are followed step by step: files are written as they show, commands run, outputs compared."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from polybius.cli import main

ROOT = Path(__file__).resolve().parents[1]
PAGES = ("actors", "ci", "rules", "tutorial")
BLOCK = re.compile(r"^```(\w+)(?: (\S+))?\n(.*?)^```$", re.M | re.S)


def list_blocks(page: str) -> list[tuple[str, str, str]]:
    """The kind, the file name (or nothing) and the text of each block of a page, in order."""
    return BLOCK.findall((ROOT / "docs" / f"{page}.md").read_text(encoding="utf-8"))


def list_sessions(text: str) -> Iterator[tuple[str, str]]:
    for session in re.split(r"^\$ ", text, flags=re.M)[1:]:
        command, _, output = session.partition("\n")
        yield command, output


def matches(shown: str, got: str) -> bool:
    parts = [re.escape(part) for part in shown.strip().split("...")]
    return re.fullmatch(".*?".join(parts), got.strip(), re.S) is not None


def run(command: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """What a command prints; of `polybius` what it says on both streams if it prints nothing."""
    program, *arguments = shlex.split(command)
    if program == "cd":
        monkeypatch.chdir(arguments[0])
        return ""
    assert program == "polybius", command
    done = CliRunner().invoke(main, arguments)
    assert done.exit_code == 0, f"{command}: {done.output}"
    return done.stdout


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to follow a page in, which for pages that go on from a lexicon extends the shipped one."""
    (tmp_path / "lexicon.yml").write_text("id: desk\nextends: shipped\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("page", PAGES)
def test_docs_can_be_followed(page: str, desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    done = 0
    for kind, name, text in list_blocks(page):
        if "." in name:
            path = Path(name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        elif kind == "python":
            exec(compile(text, f"{page}.md", "exec"), {})
        elif kind == "console":
            for command, output in list_sessions(text):
                got = run(command, monkeypatch)
                silent = "no events; `polybius explain` shows what was seen"
                assert matches(output, got) or (output.strip() == silent and not got), f"{page}.md: {command}\n{got}"
                done += 1
    assert done


def test_docs_tutorial_writes_files_as_format_would(desk: Path) -> None:
    from polybius.coders.formatting import format_text

    for page in ("actors", "rules", "tutorial"):
        for kind, name, text in list_blocks(page):
            if kind == "yaml" and "/" in name:
                assert format_text(text, Path(name).parent.name) == text, f"{page}.md: {name}"
